//! The texts of a drawing as it is printed: all within the view, none over another, and large enough.

use orch_artifacts::svg;

use super::{Area, flows, overlap};

/// A page of documentation is about so wide; a drawing that is wider is shown smaller.
const SHOWN: f64 = 1000.0;
/// Smaller text cannot be read, in pixels.
const SMALLEST: f64 = 7.5;

/// How wide a text is at so many pixels, in the fonts that the drawings name: none is wider than 0.61 of its height.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    let columns: i32 = text.chars().map(|c| if u32::from(c) >= 0x1100 { 2 } else { 1 }).sum();
    (columns * size * 61 + 99) / 100
}

/// A text of the drawing and its place.
#[derive(Debug)]
#[allow(dead_code, reason = "shown when a test fails")]
struct Text {
    words: String,
    area: Area,
    size: i32,
}

/// The value of an attribute.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let start = element.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3).unwrap();
    &element[start..start + element[start..].find('"').unwrap()]
}

fn plain(words: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in words.chars() {
        tag |= c == '<';
        if !tag {
            out.push(c);
        }
        tag &= c != '>';
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(out, |text, (from, to)| text.replace(from, to))
}

/// Every text, in the coordinates of the view.
fn texts(svg: &str) -> Vec<Text> {
    let shift: i32 = svg
        .lines()
        .find_map(|line| line.strip_prefix("<g transform=\"translate(")?.split(' ').next()?.parse().ok())
        .unwrap();
    // The legend stands behind the drawing, which alone is shifted.
    let legend = svg.rfind("</g>\n<path class=\"wire order\"").unwrap();
    let mut found = Vec::new();
    for (at, _) in svg.match_indices("<text ") {
        let element = &svg[at..at + svg[at..].find("</text>").unwrap()];
        let (head, content) = element.split_once('>').unwrap();
        let (classes, words) = (attribute(head, "class"), plain(content));
        let size = if classes.contains("title") { 12 } else { 10 };
        // The rest of a frame's title is smaller, and stands a little apart.
        let (title, rest) = content.split_once("<tspan").unwrap_or((content, ""));
        let rest = plain(&format!("<{rest}"));
        let wide = width(&plain(title), size) + width(&rest, 10) + if rest.is_empty() { 0 } else { 16 };
        let x = attribute(head, "x").parse::<i32>().unwrap() + if at < legend { shift } else { 0 };
        let left = if classes.contains("at-left") { x } else { x - wide / 2 };
        let middle: i32 = attribute(head, "y").parse().unwrap();
        found.push(Text { words, area: Area { x: left, y: middle - size / 2, w: wide, h: size }, size });
    }
    found
}

#[test]
fn texts_are_in_the_view_and_keep_apart() {
    for (name, blueprint) in flows::many() {
        let svg = svg(blueprint);
        let view = attribute(&svg, "viewBox");
        let mut view = view.split(' ').skip(2).map(|number| number.parse::<i32>().unwrap());
        let (w, h) = (view.next().unwrap(), view.next().unwrap());
        let texts = texts(&svg);
        assert!(texts.len() > 3, "{name}: the texts are not found");
        for (index, text) in texts.iter().enumerate() {
            let area = text.area;
            assert!(area.x >= 0 && area.y >= 0, "{name}: {text:?} begins outside");
            assert!(area.right() <= w && area.bottom() <= h, "{name}: {text:?} is cut off at {w} {h}");
            let over = texts[index + 1..].iter().find(|other| overlap(area, other.area));
            assert!(over.is_none(), "{name}: {text:?} is written over {over:?}");
        }
        let smallest = texts.iter().map(|text| text.size).min().map_or(0.0, f64::from);
        let shown = smallest * (SHOWN / f64::from(w)).min(1.0);
        assert!(shown >= SMALLEST, "{name}: text of {shown} pixels, because the drawing is {w} wide");
    }
}

#[test]
fn sizes_are_those_of_the_style_sheet() {
    let (_, chain) = flows::all()[0];
    let sizes: Vec<String> = svg(chain).split("font-size:").skip(1).map(|rest| rest[..4].to_owned()).collect();
    assert_eq!(sizes, ["10px", "12px", "10px"], "these tests measure by them");
}
