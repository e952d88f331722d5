//! What rustdoc shows of a pipeline: the drawing, its stages with links to their agents, and its transitions.

use std::fmt::Write;

use orch_blueprint::{Kind, Node};

use super::failures::after_failure;
use super::{titled, transitions, waits, words};
use crate::graph::Graph;
use crate::text::code;
use crate::{Sketch, svg};

/// What the drawing leaves out, and where that stands.
const NOTE: &str = "Drawn from the text of the flow alone. What a stage does to the world its agent's page says; of stages that stand side by side here, those that change the world keep the order of the text.";

/// The sections, as Markdown.
pub(crate) fn page(sketch: &Sketch) -> String {
    let drawing = format!("# State machine\n\n{}\n{NOTE}\n", svg::in_rustdoc(sketch));
    let stages = titled("Stages", "| stage | runs | said here | when it fails |\n|---|---|---|---|", &stages(sketch));
    let head = "| step | starts after | event | when it fails |\n|---|---|---|---|";
    let transitions = titled("Transitions", head, &transitions(sketch));
    let sections = [drawing, stages, transitions, waits(&sketch.blueprint)];
    sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
}

fn stages(sketch: &Sketch) -> String {
    let mut rows = String::new();
    for (number, node) in sketch.blueprint.nodes.iter().enumerate() {
        let Kind::Stage { stage, was, .. } = node.kind else { continue };
        let callee = match sketch.links.get(number) {
            Some(Some(link)) => svg::perhaps_linked(&code(stage.name()), link),
            _ => code(stage.name()),
        };
        let was = was.map(|was| format!("was {}", code(was)));
        let with = sketch.said.get(number).filter(|said| !said.is_empty()).map(|said| code(said));
        let said: Vec<String> = was.into_iter().chain(with).collect();
        let path = words::path(&sketch.blueprint, node);
        let _ = writeln!(rows, "| {path} | {callee} | {} | {} |", said.join(", "), failing(sketch, node));
    }
    rows
}

fn transitions(sketch: &Sketch) -> String {
    let mut rows = String::new();
    for (number, after) in transitions::starts(&sketch.blueprint, &Graph::sketch(sketch)) {
        let node = &sketch.blueprint.nodes[usize::from(number)];
        let event = match sketch.events.get(usize::from(number)) {
            Some(Some((name, link))) => format!("[{}]({link})", code(name)),
            _ => "–".to_owned(),
        };
        let path = words::path(&sketch.blueprint, node);
        let _ = writeln!(rows, "| {path} | {after} | {event} | {} |", failing(sketch, node));
    }
    rows
}

fn failing(sketch: &Sketch, node: &Node) -> String {
    after_failure(&sketch.blueprint, node).unwrap_or_default()
}
