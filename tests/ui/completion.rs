//! What an editor offers right behind a dot: the fields and methods of the value's own type, also where the statement cannot be
//! read yet. rust-analyzer is asked as editors ask it.

use super::editor::is_there;
use super::gallery::crate_of;
use super::language_server::Server;

/// Flows in which somebody is typing. `/*? a, b */` stands where the cursor is, and says what must be offered there.
const TYPING: &str = include_str!("typing.rs");

/// A place where the cursor is: its line, its column in UTF-16, and what must be offered there.
type Cursor<'t> = ((usize, usize), Vec<&'t str>);

/// The text without its marks, and where they stood.
pub(crate) fn typed() -> (String, Vec<Cursor<'static>>) {
    let (mut text, mut cursors) = (String::new(), Vec::new());
    for (number, line) in TYPING.lines().enumerate() {
        let (before, mark) = line.split_once("/*? ").unwrap_or((line, ""));
        let (wanted, after) = mark.split_once(" */").unwrap_or(("", ""));
        if !wanted.is_empty() {
            cursors.push(((number, before.encode_utf16().count()), wanted.split(", ").collect()));
        }
        text += &format!("{before}{after}\n");
    }
    (text, cursors)
}

#[test]
fn behind_a_dot_an_editor_offers_what_the_value_has() {
    if !is_there() {
        return;
    }
    let (text, cursors) = typed();
    assert!(cursors.len() > 20, "the marks were found");
    let folder = crate_of("completion", [text.clone()].into_iter());
    let file = folder.join("src/case_0.rs");
    // What the other tests of editors have built is not built again.
    let mut server = Server::of(&folder, &folder.with_file_name("editor").join("target"));
    server.open(&file, &text);
    let mut found = Vec::new();
    for (place, wanted) in cursors {
        let offered = server.completions(&file, place);
        let name = |label: &String| label.split('(').next().unwrap_or_default().to_owned();
        let names: Vec<String> = offered.iter().map(name).collect();
        let missing = wanted.iter().filter(|wanted| !names.iter().any(|name| name == *wanted));
        found.extend(missing.map(|wanted| format!("line {}: `{wanted}` is not among {names:?}", place.0 + 1)));
        let ours = names.iter().filter(|name| name.starts_with("__"));
        found.extend(ours.map(|name| format!("line {}: `{name}` is of generated code", place.0 + 1)));
    }
    assert!(found.is_empty(), "of tests/ui/typing.rs:\n{}", found.join("\n"));
}
