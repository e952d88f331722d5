//! What is refused: every case has a `.stderr` that a person has read and found good.

#[path = "ui/completion.rs"]
mod completion;
#[path = "ui/editor.rs"]
mod editor;
#[path = "ui/gallery.rs"]
mod gallery;
#[path = "ui/language_server.rs"]
mod language_server;
#[path = "ui/rest.rs"]
mod rest;

/// Cases in which rustc quotes the standard library, if its source is there. The `.stderr` are those without it.
const QUOTES: &[&str] = &["agent/zero_constant", "branches/forgotten_error", "branches/numbers_and_options"];

#[test]
fn refusals() {
    let tests = trybuild::TestCases::new();
    if !gallery::has_library_source() {
        return tests.compile_fail("tests/ui/*/*.rs");
    }
    println!("skipped, because the source of the standard library is installed: {}", QUOTES.join(", "));
    for case in gallery::cases().iter().filter(|case| !QUOTES.contains(&case.name.as_str())) {
        tests.compile_fail(format!("tests/ui/{}.rs", case.name));
    }
}
