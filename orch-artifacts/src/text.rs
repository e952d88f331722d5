//! Small tools for text: escaping, widths, durations, names that are safe as ids.

use std::fmt::Write;
use std::time::Duration;

use orch_blueprint::check::Text;

/// Text as XML content or as the value of an attribute. Characters that XML forbids become `\u{fffd}`.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// How many columns a text takes in a font of fixed width.
pub(crate) fn columns(text: &str) -> i32 {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// The text, cut to at most `most` columns; what was cut shows.
pub(crate) fn cut(text: &str, most: i32) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), 1);
    for c in text.chars() {
        used += if is_wide(c) { 2 } else { 1 };
        if used > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// A duration in the largest unit that tells it exactly, as users write it.
pub(crate) fn time(time: Duration) -> String {
    Text::new().time(time).as_str().to_owned()
}

/// A sum of durations as people say it: `38.35s`, `21min 38.35s`, `3h 2min`.
pub(crate) fn span(span: Duration) -> String {
    let exact = time(span);
    if span.as_secs() < 1 || !(exact.ends_with("ms") || exact.ends_with("us") || exact.len() > 4) {
        return exact;
    }
    let (minutes, rest) = (span.as_secs() / 60, span - Duration::from_secs(span.as_secs() / 60 * 60));
    let seconds = format!("{}s", rest.as_millis() as f64 / 1000.0);
    let minutes_said = format!("{}min", minutes % 60);
    let parts = match (minutes / 60, minutes) {
        (0, 0) => vec![seconds],
        (0, _) => vec![minutes_said, seconds],
        (hours, _) => vec![format!("{hours}h"), minutes_said, seconds],
    };
    parts.into_iter().filter(|part| part != "0s" && part != "0min").collect::<Vec<_>>().join(" ")
}

/// Letters and digits of the text in small letters, with `-` between words: for ids, classes and anchors.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "p".to_owned() } else { out.to_owned() }
}

/// FNV-1a: a small number that is the same on every machine.
pub(crate) fn hash(parts: &[&str]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Text in a table cell or a line of Markdown.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => {
                let _ = write!(out, "\\{c}");
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Code in a table cell of Markdown.
pub(crate) fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace(['\n', '\r'], " ").replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_safe() {
        assert_eq!(xml("a<b> & \"c\"\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}");
        assert_eq!(markdown("a|b_c<T>"), "a\\|b\\_c&lt;T&gt;");
        assert_eq!(code("a`b|c"), "``a`b\\|c``");
        assert_eq!(slug("market_data::MarketData"), "market-data-marketdata");
        assert_eq!(slug("é"), "p");
    }

    #[test]
    fn spans_are_said() {
        let said = |millis| span(Duration::from_millis(millis));
        assert_eq!(
            [said(350), said(38_350), said(90_000), said(1_298_350)],
            ["350ms", "38.35s", "90s", "21min 38.35s"]
        );
        assert_eq!([said(7_200_000), said(10_983_000), said(0)], ["2h", "3h 3min 3s", "0s"]);
    }

    #[test]
    fn widths_are_columns() {
        assert_eq!(columns("注文ab"), 6);
        assert_eq!(cut("a_long_name", 6), "a_lon…");
        assert_eq!(cut("注文注文", 6), "注文…");
        assert_eq!(cut("short", 5), "short");
    }
}
