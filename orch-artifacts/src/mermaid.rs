//! The drawing as a Mermaid flowchart, for places that render Mermaid: forges, wikis, notebooks.

use std::fmt::Write;

use orch_blueprint::Blueprint;

use crate::graph::{EdgeKind, Graph, Item, Part, Shape};

/// The pipeline as `flowchart TD`.
pub fn mermaid(blueprint: &Blueprint) -> String {
    let graph = Graph::new(blueprint);
    let mut out = String::from("flowchart TD\n");
    part(&graph.body, 1, &mut out);
    out.push_str("  classDef change stroke-width:3px\n");
    out.push_str("  classDef undo stroke-dasharray:2 3\n");
    out
}

fn part(part: &Part, depth: usize, out: &mut String) {
    let space = "  ".repeat(depth);
    for item in &part.boxes {
        match &item.inner {
            Some(inner) => {
                let _ = writeln!(out, "{space}subgraph {}[\"{}\"]", item.id, words(item).replace("<br/>", ": "));
                self::part(inner, depth + 1, out);
                let _ = writeln!(out, "{space}end");
            }
            None => {
                let (open, close) = brackets(item.shape);
                let class = if item.shape.is_change() { ":::change" } else { "" };
                let _ = writeln!(out, "{space}{}{open}\"{}\"{close}{class}", item.id, words(item));
            }
        }
        if let Some(undo) = item.undo {
            let _ =
                writeln!(out, "{space}{0}u([\"{1}\"]):::undo\n{space}{0} -. undone by .- {0}u", item.id, escape(undo));
        }
    }
    for edge in &part.edges {
        let (from, to) = (&part.boxes[edge.from].id, &part.boxes[edge.to].id);
        let label = edge.label.as_ref().map(|label| format!("|\"{}\"|", escape(label))).unwrap_or_default();
        let _ = writeln!(out, "{space}{from} {}{label} {to}", arrow(edge.kind));
    }
}

fn arrow(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Value | EdgeKind::Branch => "-->",
        EdgeKind::Order => "--o",
        EdgeKind::Fallback => "-.->",
        EdgeKind::Wait => "==>",
    }
}

fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Start | Shape::Return | Shape::Leave => ("([", "])"),
        Shape::Agent(_) => ("(", ")"),
        Shape::Pipeline(_) => ("[[", "]]"),
        Shape::Decision => ("{", "}"),
        Shape::Join => ("((", "))"),
        Shape::Race => ("[\\", "/]"),
        Shape::Signal => (">", "]"),
        Shape::Timer => ("{{", "}}"),
        Shape::Value | Shape::Check | Shape::Repeat(_) | Shape::Bundle => ("[", "]"),
    }
}

fn words(item: &Item) -> String {
    let title = match item.shape {
        Shape::Join => " ".to_owned(),
        _ => escape(&item.title),
    };
    let ends = if item.ends { " ?" } else { "" };
    if item.detail.is_empty() {
        format!("{title}{ends}")
    } else {
        format!("{title}{ends}<br/>{}", escape(&item.detail))
    }
}

/// Mermaid knows entities by `#name;` and by `#number;`.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || " _-.,:×·/()…".contains(c) => out.push(c),
            c if c.is_control() => out.push(' '),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}
