//! Pages: what a team wants to read about a pipeline without reading its code.

mod failures;
mod rustdoc;
mod stages;
mod transitions;
mod words;

use std::fmt::Write;
use std::time::Duration;

use orch_blueprint::check::{critical_path, worst_case};
use orch_blueprint::{Blueprint, FrameKind, Kind, Node, StageRef};

use crate::graph::summary;
use crate::{mermaid, text};

pub(crate) use rustdoc::page as in_rustdoc;

/// The pipelines that have pages beside this one, and the names of their files.
type Others<'a> = &'a [(&'static Blueprint, String)];

/// A page about a pipeline: drawing (as Mermaid, which forges render), stages with their contracts and the policies in
/// force, transitions, failure and compensation paths, signals and timers, and the worst-case time.
pub fn markdown(blueprint: &'static Blueprint) -> String {
    page(blueprint, &format!("```mermaid\n{}```\n", mermaid(blueprint)), &[])
}

/// The same pages with the drawings as pictures beside them, and links among them: the name of each file, and its text.
pub(crate) fn with_drawings(pipelines: &[&'static Blueprint]) -> Vec<(String, String)> {
    let all: Vec<_> = pipelines.iter().copied().zip(file_names(pipelines)).collect();
    let drawn = |(blueprint, name): &(&'static Blueprint, String)| {
        let alt = format!("State machine of {}", text::markdown(blueprint.name));
        let others = format!("The same drawing for [Mermaid]({name}.mmd) and for [Graphviz]({name}.dot).");
        (name.clone(), page(blueprint, &format!("![{alt}]({name}.svg)\n\n{others}\n"), &all))
    };
    all.iter().map(drawn).collect()
}

/// The name of a pipeline, which leads to its page if it has one.
fn linked(blueprint: &Blueprint, others: Others<'_>) -> String {
    let page = others.iter().find(|(other, _)| is_same(other, blueprint));
    page.map_or_else(|| text::code(blueprint.name), |(_, file)| format!("[{}]({file}.md)", text::code(blueprint.name)))
}

fn is_same(a: &Blueprint, b: &Blueprint) -> bool {
    (a.module, a.name) == (b.module, b.name)
}

/// Which of the other pipelines run this one as a stage.
fn run_by(blueprint: &Blueprint, others: Others<'_>) -> String {
    let runs = |node: &Node| matches!(node.kind, Kind::Stage { stage: StageRef::Pipeline(inner), .. } if is_same(inner, blueprint));
    let by = others.iter().filter(|(other, _)| other.nodes.iter().any(runs));
    by.map(|(other, _)| linked(other, others)).collect::<Vec<_>>().join(", ")
}

fn page(blueprint: &'static Blueprint, drawing: &str, others: Others<'_>) -> String {
    let mut out = format!("# {}\n\n", text::markdown(blueprint.name));
    if !blueprint.docs.trim().is_empty() {
        let _ = writeln!(out, "{}\n", paragraphs(blueprint.docs));
    }
    let inputs: Vec<String> = blueprint.inputs.iter().map(|input| format!("{}: {}", input.name, input.ty)).collect();
    let signature = format!("{}({}) -> {}", blueprint.name, inputs.join(", "), blueprint.output);
    let _ = writeln!(out, "{}\n", text::code(&signature));
    let place = text::code(&format!("{}:{}", blueprint.file, blueprint.line));
    let _ = writeln!(out, "In {}, {place}.\n", text::code(blueprint.module));
    let by = run_by(blueprint, others);
    if !by.is_empty() {
        let _ = writeln!(out, "A stage of {by}.\n");
    }
    out.push_str(drawing);
    let sections = [
        words::options(blueprint),
        stages::section(blueprint, others),
        transitions::section(blueprint),
        failures::section(blueprint),
        waits(blueprint),
        worst(blueprint),
    ];
    for section in sections.iter().filter(|section| !section.is_empty()) {
        out.push('\n');
        out.push_str(section);
    }
    out
}

/// Doc text of others: its markup stays, its tags do not.
fn paragraphs(docs: &str) -> String {
    docs.trim().lines().map(|line| line.trim_end().replace('<', "&lt;")).collect::<Vec<_>>().join("\n")
}

/// Signals and timers.
fn waits(blueprint: &Blueprint) -> String {
    let mut out = String::new();
    for node in blueprint.nodes {
        let (what, longest) = match node.kind {
            Kind::Signal { index, timeout } => {
                let signal = blueprint.signals.get(usize::from(index));
                let what = signal.map_or(String::new(), |signal| {
                    format!("signal {} carrying {}", text::code(signal.name), text::code(signal.ty))
                });
                (what, timeout.map_or("no longest time, or one computed at run time".to_owned(), text::time))
            }
            Kind::Sleep { time } => ("timer".to_owned(), time.map_or("computed at run time".to_owned(), text::time)),
            _ => continue,
        };
        let _ = writeln!(out, "| {} | {what} | {longest} |", words::path(blueprint, node));
    }
    titled("Signals and timers", "| step | waits for | at most |\n|---|---|---|", &out)
}

/// The worst-case time.
fn worst(blueprint: &'static Blueprint) -> String {
    let said = match worst_case(blueprint) {
        Err(node) => format!(
            "Not bounded: {} has no longest time (a list or a wait whose length is known only at run time, or a timeout that was switched off).",
            words::path(blueprint, &blueprint.nodes[usize::from(node)])
        ),
        Ok(time) => bounded(blueprint, time),
    };
    format!("## Worst case\n\n{said}\n{}", cut_short(blueprint))
}

/// What ends a run before its worst case.
fn cut_short(blueprint: &'static Blueprint) -> String {
    let longest = worst_case(blueprint).unwrap_or(Duration::MAX);
    let deadline = blueprint.options.deadline.filter(|deadline| deadline.after < longest);
    deadline.map_or(String::new(), |deadline| {
        format!("\nThe deadline ends a run {} after its start, whatever it does then.\n", text::time(deadline.after))
    })
}

/// The critical path, step by step.
fn bounded(blueprint: &'static Blueprint, time: Duration) -> String {
    let mut out = format!(
        "**{}** along the critical path: all attempts at their timeouts with the longest waits between them. Time in plain Rust is not in it.\n\n| step | at most |\n|---|---|",
        text::span(time)
    );
    for (node, cost) in critical_path(blueprint).unwrap_or_default() {
        let node = &blueprint.nodes[usize::from(node)];
        let tries = match (node.retry(), node.timeout(), node.kind) {
            (Some(retry), Some(timeout), _) => format!(" ({} × {} and waits)", retry.attempts, text::time(timeout)),
            (_, _, Kind::Open { frame, .. }) => rounds(blueprint, frame, cost),
            _ => String::new(),
        };
        let _ = write!(out, "\n| {} | {}{tries} |", words::path(blueprint, node), text::span(cost));
    }
    out
}

/// How long a loop takes, round by round.
fn rounds(blueprint: &Blueprint, frame: u16, cost: Duration) -> String {
    match blueprint.frames[usize::from(frame)].kind {
        FrameKind::Rounds(rounds) if rounds > 1 => {
            format!(" ({rounds} rounds of {})", text::span(cost / rounds))
        }
        _ => String::new(),
    }
}

/// A section with a table; nothing if the table is empty.
fn titled(title: &str, head: &str, rows: &str) -> String {
    if rows.is_empty() { String::new() } else { format!("## {title}\n\n{head}\n{rows}") }
}

/// The page that leads to all others.
pub fn index(pipelines: &[&'static Blueprint]) -> String {
    let mut out = String::from(
        "# Pipelines\n\n| pipeline | what it does | stages | effect | worst case |\n|---|---|---|---|---|\n",
    );
    for (blueprint, name) in pipelines.iter().zip(file_names(pipelines)) {
        let stages = blueprint.nodes.iter().filter(|node| matches!(node.kind, Kind::Stage { .. })).count();
        let effect = orch_blueprint::order::pipeline_effect(blueprint).word();
        let worst = worst_case(blueprint).map_or("not bounded".to_owned(), text::span);
        let docs = text::markdown(&summary(blueprint.docs));
        let _ = writeln!(
            out,
            "| [{}]({name}.md) | {docs} | {stages} | {effect} | {worst} |",
            text::markdown(blueprint.name)
        );
    }
    out
}

/// A file name each: the pipeline's name, with its module before it where two would share one. File systems that know
/// no case are kept in mind.
pub(crate) fn file_names(pipelines: &[&'static Blueprint]) -> Vec<String> {
    let plain = |name: &str| {
        name.chars().map(|c| if c.is_alphanumeric() || c == '_' || c == '-' { c } else { '_' }).collect::<String>()
    };
    let shared = |name: &str| {
        let same = pipelines.iter().filter(|other| plain(other.name).eq_ignore_ascii_case(name)).count();
        same > 1 || name.eq_ignore_ascii_case("index")
    };
    pipelines
        .iter()
        .map(|blueprint| {
            let name = plain(blueprint.name);
            if shared(&name) {
                format!("{}-{name}-{:08x}", plain(blueprint.module), text::hash(&[blueprint.module, blueprint.name]))
            } else {
                name
            }
        })
        .collect()
}
