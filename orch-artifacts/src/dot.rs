//! The drawing in the language of Graphviz.

use std::fmt::Write;

use orch_blueprint::Blueprint;

use crate::graph::{Edge, EdgeKind, Graph, Item, Part, Shape};

/// The pipeline as a directed graph for `dot`.
pub fn dot(blueprint: &Blueprint) -> String {
    let graph = Graph::new(blueprint);
    let mut out = format!("digraph {} {{\n", quoted(blueprint.name));
    out.push_str("  compound=true; newrank=true; bgcolor=transparent;\n");
    out.push_str("  node [shape=box, style=rounded, fontname=monospace, fontsize=11];\n");
    out.push_str("  edge [fontname=monospace, fontsize=9];\n");
    part(&graph.body, 1, &mut out);
    out.push_str("}\n");
    out
}

fn part(part: &Part, depth: usize, out: &mut String) {
    let space = "  ".repeat(depth);
    for item in &part.boxes {
        match &item.inner {
            Some(inner) => {
                let style = if item.shape == Shape::Bundle { "dotted" } else { "rounded" };
                let _ = writeln!(out, "{space}subgraph cluster_{} {{", item.id);
                let _ = writeln!(out, "{space}  label={}; style={style};", label(item));
                let _ = writeln!(out, "{space}  {} [shape=point, style=invis];", item.id);
                self::part(inner, depth + 1, out);
                let _ = writeln!(out, "{space}}}");
            }
            None => {
                let _ = writeln!(out, "{space}{} [label={}{}];", item.id, label(item), shape(item.shape));
            }
        }
        if let Some(undo) = item.undo {
            let _ = writeln!(out, "{space}{}u [label={}, style=\"rounded,dotted\"];", item.id, quoted(undo));
            let _ = writeln!(
                out,
                "{space}{0} -> {0}u [label=\"undone by\", style=dotted, arrowhead=vee, constraint=false];",
                item.id
            );
        }
    }
    for edge in &part.edges {
        out.push_str(&self::edge(part, edge, &space));
    }
}

/// An edge to or from a frame ends at its border.
fn edge(part: &Part, edge: &Edge, space: &str) -> String {
    let (from, to) = (&part.boxes[edge.from], &part.boxes[edge.to]);
    let mut said: Vec<String> = Vec::new();
    said.extend(edge.label.as_ref().map(|label| format!("label={}", quoted(label))));
    said.extend(match edge.kind {
        EdgeKind::Value | EdgeKind::Branch => None,
        EdgeKind::Order => Some("arrowhead=vee, penwidth=0.7".to_owned()),
        EdgeKind::Fallback => Some("style=dashed".to_owned()),
        EdgeKind::Wait => Some("style=\"dashed,bold\", arrowhead=vee".to_owned()),
    });
    said.extend(from.inner.as_ref().map(|_| format!("ltail=cluster_{}", from.id)));
    said.extend(to.inner.as_ref().map(|_| format!("lhead=cluster_{}", to.id)));
    let said = if said.is_empty() { String::new() } else { format!(" [{}]", said.join(", ")) };
    format!("{space}{} -> {}{said};\n", from.id, to.id)
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Start | Shape::Return | Shape::Leave => ", shape=box, style=\"rounded,bold\"",
        Shape::Agent(_) if shape.is_change() => ", peripheries=2",
        Shape::Agent(_) => "",
        Shape::Pipeline(_) if shape.is_change() => ", shape=box3d, style=solid, peripheries=2",
        Shape::Pipeline(_) => ", shape=box3d, style=solid",
        Shape::Decision => ", shape=diamond, style=solid",
        Shape::Join => ", shape=point",
        Shape::Race => ", shape=invtrapezium, style=solid",
        Shape::Value | Shape::Repeat(_) | Shape::Bundle => ", style=solid",
        Shape::Check => ", shape=octagon, style=solid",
        Shape::Signal => ", shape=cds, style=solid",
        Shape::Timer => ", shape=hexagon, style=solid",
    }
}

fn label(item: &Item) -> String {
    let ends = if item.ends { " ?" } else { "" };
    if item.detail.is_empty() {
        quoted(&format!("{}{ends}", item.title))
    } else {
        quoted(&format!("{}{ends}\n{}", item.title, item.detail))
    }
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', " ");
    format!("\"{text}\"")
}
