//! An SVG as HTML within a paragraph of Markdown.
//!
//! Tags pass through Markdown as they are; the text between them is Markdown. So every mark in it is written as an entity,
//! which Markdown takes for the mark itself, and links become references of Markdown: where one leads nowhere, its brackets
//! are text, which the style sheet hides.

use std::fmt::Write;

/// The drawing, which is well-formed and in one line.
pub(super) fn markdown(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let (mut rest, mut link) = (svg, "");
    while let Some(start) = rest.find('<') {
        text(&rest[..start], &mut out);
        let end = rest[start..].find('>').map_or(rest.len(), |length| start + length + 1);
        let tag = &rest[start..end];
        rest = &rest[end..];
        if let Some(target) = tag.strip_prefix("<a href=\"").and_then(|target| target.strip_suffix("\">")) {
            link = target;
            out.push_str("<tspan class=\"perhaps\">[<tspan class=\"name\">");
        } else if tag == "</a>" {
            let _ = write!(out, "</tspan>][{link}]</tspan>");
        } else {
            out.push_str(tag);
        }
    }
    text(rest, &mut out);
    out
}

/// Letters, digits and spaces mean themselves; entities stay.
fn text(text: &str, out: &mut String) {
    let mut entity = false;
    for c in text.chars() {
        entity |= c == '&';
        if entity || c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            let _ = write!(out, "&#{};", u32::from(c));
        }
        entity &= c != ';';
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_means_nothing_to_markdown_and_links_do() {
        let made = super::markdown("<g id=\"a_b*\"><text>a_b -- [x] &amp; *</text><a href=\"value@f\">f_g</a></g>");
        assert_eq!(
            made,
            "<g id=\"a_b*\"><text>a&#95;b &#45;&#45; &#91;x&#93; &amp; &#42;</text><tspan class=\"perhaps\">[<tspan class=\"name\">f&#95;g</tspan>][value@f]</tspan></g>"
        );
    }
}
