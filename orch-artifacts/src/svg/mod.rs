//! The drawing as SVG: no script, both themes, ids and classes of its own, so that many drawings share a page.

mod inline;
mod legend;
mod paint;
mod shape;
mod style;

use orch_blueprint::Blueprint;

pub use style::{PERHAPS, perhaps_linked};

use crate::graph::Graph;
use crate::layout::Layout;
use crate::{Sketch, text};

/// The drawing as a file: it brings colours for light and dark, and has line breaks so that a difference can be read.
pub fn svg(blueprint: &Blueprint) -> String {
    let class = class(blueprint);
    let mut lines = drawing(&Graph::new(blueprint), &class, style::Home::File);
    lines.insert(2, style::sheet(&class, style::Home::File));
    lines.push(String::new());
    lines.join("\n")
}

/// The drawing for a doc comment: two pieces of Markdown, each in one line and with no indentation, at which Markdown
/// would begin anew. It takes the colours of rustdoc's themes.
///
/// The style sheet is a block of HTML, in which Markdown changes nothing. The drawing is HTML in a paragraph, where links
/// are links of Markdown: so it is rustdoc that says where a box leads.
pub(crate) fn in_rustdoc(sketch: &Sketch) -> String {
    let class = class(&sketch.blueprint);
    let drawing = drawing(&Graph::sketch(sketch), &class, style::Home::Page).concat();
    format!(
        "<div>{}</div>\n\n<span style=\"display:block;overflow-x:auto\">{}</span>\n",
        style::sheet(&class, style::Home::Page),
        inline::markdown(&drawing)
    )
}

/// The elements, without the style sheet.
fn drawing(graph: &Graph, class: &str, home: style::Home) -> Vec<String> {
    let layout = Layout::new(graph);
    let legend = legend::Legend::new(graph, layout.width.max(520));
    let (width, height) = (layout.width.max(legend.width), layout.height + legend.height);
    let title = format!("State machine of {}", graph.name);
    let mut lines = vec![format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{class}-title\">"
    )];
    lines.push(format!("<title id=\"{class}-title\">{}</title>", text::xml(&title)));
    if home == style::Home::File {
        lines.push(format!("<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>"));
    }
    lines.push(format!("<g transform=\"translate({} 0)\">", (width - layout.width) / 2));
    paint::layout(&layout, class, &mut lines);
    lines.push("</g>".into());
    legend.paint(layout.height, width, &mut lines);
    lines.push("</svg>".into());
    lines
}

/// A class that no other pipeline has.
fn class(blueprint: &Blueprint) -> String {
    format!("orch-{}-{:08x}", text::slug(blueprint.name), text::hash(&[blueprint.module, blueprint.name]))
}
