//! One text with two readings: `«left¦right»` is `left` in the flow and `right` in its twin. Marks may be nested.

/// Which reading.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reading {
    Flow,
    Twin,
}

/// Reads a text one way.
pub(super) fn read(text: &str, reading: Reading) -> String {
    let mut out = String::new();
    // For each open mark, whether its right side has begun.
    let mut marks: Vec<bool> = Vec::new();
    for c in text.chars() {
        match c {
            '«' => marks.push(false),
            '¦' => *marks.last_mut().expect("a mark is open") = true,
            '»' => _ = marks.pop(),
            c if marks.iter().all(|right| *right == (reading == Reading::Twin)) => out.push(c),
            _ => {}
        }
    }
    indent(&out)
}

/// Indents by braces, brackets and parentheses that stay open over lines, and drops empty lines.
fn indent(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let closing = line.chars().take_while(|c| "})]".contains(*c)).count();
        out.push_str(&"    ".repeat(depth.saturating_sub(closing)));
        out.push_str(line);
        out.push('\n');
        let opened = line.chars().filter(|c| "{([".contains(*c)).count();
        let closed = line.chars().filter(|c| "})]".contains(*c)).count();
        depth = (depth + opened).saturating_sub(closed);
    }
    out
}
