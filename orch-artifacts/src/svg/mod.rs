//! The drawing as SVG: no script, both themes, ids and classes of its own, so that many drawings share a page.

mod legend;
mod paint;
mod shape;
mod style;

use orch_blueprint::Blueprint;

use crate::graph::Graph;
use crate::layout::Layout;
use crate::text;

/// The drawing as a file: it brings colours for light and dark, and has line breaks so that a difference can be read.
pub fn svg(blueprint: &Blueprint) -> String {
    let mut lines = drawing(blueprint, style::Home::File);
    lines.push(String::new());
    lines.join("\n")
}

/// The drawing as one line in a `<div>`, for a doc comment or an HTML page: no blank line and no indentation, within
/// which Markdown would begin anew, and the colours of rustdoc's themes.
pub fn svg_in_rustdoc(blueprint: &Blueprint) -> String {
    let lines = drawing(blueprint, style::Home::Page).join("");
    format!("<div style=\"overflow-x:auto\">{lines}</div>")
}

fn drawing(blueprint: &Blueprint, home: style::Home) -> Vec<String> {
    let graph = Graph::new(blueprint);
    let layout = Layout::new(&graph);
    let legend = legend::Legend::new(&graph, layout.width.max(420));
    let (width, height) = (layout.width.max(legend.width), layout.height + legend.height);
    let class = class(blueprint);
    let title = format!("State machine of {}", blueprint.name);
    let mut lines = vec![format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{class}-title\">"
    )];
    lines.push(format!("<title id=\"{class}-title\">{}</title>", text::xml(&title)));
    lines.push(style::sheet(&class, home));
    if home == style::Home::File {
        lines.push(format!("<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>"));
    }
    lines.push(format!("<g transform=\"translate({} 0)\">", (width - layout.width) / 2));
    paint::layout(&layout, &class, &mut lines);
    lines.push("</g>".into());
    legend.paint(layout.height, &mut lines);
    lines.push("</svg>".into());
    lines
}

/// A class that no other pipeline has.
fn class(blueprint: &Blueprint) -> String {
    format!("orch-{}-{:08x}", text::slug(blueprint.name), text::hash(&[blueprint.module, blueprint.name]))
}
