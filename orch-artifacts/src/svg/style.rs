//! The style sheet. Every rule begins with the drawing's own class, because a style sheet inside an inline SVG holds
//! for the whole page.

/// Where the drawing will be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// Alone, as a file or an `<img>`: nobody else gives it colours.
    File,
    /// Within a page, with whose colours it goes.
    Page,
}

const RULES: &[(&str, &str)] = &[
    (
        "",
        "color:var(--ink);font-family:'Source Code Pro','DejaVu Sans Mono',ui-monospace,Menlo,Consolas,monospace;max-width:none",
    ),
    (" text", "fill:var(--ink);stroke:none;text-anchor:middle;dominant-baseline:central;font-size:10px"),
    (" .title", "font-size:12px;font-weight:600"),
    (" .at-left", "text-anchor:start"),
    (" .soft", "opacity:.8"),
    (" .word", "font-size:10px;font-weight:400;font-style:italic"),
    (" .box", "fill:var(--ink);fill-opacity:.04;stroke:currentColor;stroke-width:1.3"),
    (" .line", "fill:none;stroke:currentColor;stroke-width:1.3"),
    (" .pure", "color:var(--quiet)"),
    (" .reads", "color:var(--reads)"),
    (" .idempotent", "color:var(--change)"),
    (" .once", "color:var(--once)"),
    (" .time", "color:var(--time)"),
    (" .tint", "fill:currentColor;fill-opacity:.1"),
    (" .solid", "fill:currentColor;stroke:none"),
    (" .frame", "fill:var(--ink);fill-opacity:.03;stroke:currentColor;stroke-width:1;stroke-opacity:.6"),
    (" .bundle", "stroke-dasharray:1 3"),
    (" .wire", "fill:none;stroke:currentColor;stroke-width:1.2;stroke-linejoin:round"),
    (" .order", "stroke-width:.9;stroke-opacity:.7"),
    (" .fallback", "stroke-dasharray:6 4"),
    (" .undoes", "stroke-dasharray:1.5 3"),
    (" .waits", "stroke-dasharray:9 3 1.5 3"),
    (" .open", "fill:none;stroke:currentColor;stroke-width:1"),
    (" .paper", "fill:var(--paper)"),
];

const LIGHT: &str = "--quiet:var(--main-color,#555);--reads:#1f6fb2;--change:#a85a00;--once:#b3262e;--time:#6f42a8";
const DARK: &str = "--quiet:#b4b4b4;--reads:#6cb2ee;--change:#e6a04c;--once:#f0787c;--time:#b99be8";
/// One set for pages of both themes: each colour has at least 3.4 : 1 against white and against rustdoc's dark themes.
const BOTH: &str = "--quiet:currentColor;--reads:#3a87cc;--change:#c27416;--once:#d84f55;--time:#9470cc";

/// Rules for names on rustdoc's pages that may lead nowhere, because what they name has no page (it is private): see
/// [`perhaps_linked`].
pub const PERHAPS: &str = ".orch-perhaps{font-size:0}.orch-perhaps code{font-size:1rem}";

/// A name that is a link if rustdoc finds a page for it, and plain text if not, as Markdown.
///
/// It is a reference to a link, in brackets. What rustdoc cannot resolve stays as it was written, which for a link in
/// parentheses would be a link to nowhere; brackets stay as text, and [`PERHAPS`] leaves of them only the name.
pub fn perhaps_linked(code: &str, target: &str) -> String {
    format!("<span class=\"orch-perhaps\">[{code}][{target}]</span>")
}

/// The style sheet of a drawing.
pub(super) fn sheet(class: &str, home: Home) -> String {
    let colours = match home {
        Home::File => format!(
            ".{class}{{--ink:#1c1c1c;--paper:#fff;{LIGHT}}}@media (prefers-color-scheme:dark){{.{class}{{--ink:#dcdcdc;--paper:#16191d;{DARK}}}}}"
        ),
        Home::Page => format!(
            ".{class}{{--ink:var(--main-color,currentColor);--paper:var(--main-background-color,transparent);{BOTH}}}.{class} a{{fill:var(--link-color,currentColor)}}.{class} .perhaps{{font-size:0}}.{class} .name{{font-size:12px}}{PERHAPS}"
        ),
    };
    let rules: Vec<String> = RULES.iter().map(|(selector, rule)| format!(".{class}{selector}{{{rule}}}")).collect();
    format!("<style>{colours}{}</style>", rules.join(""))
}
