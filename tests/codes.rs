//! Every code that a message names has a page, and every page is of a code that some message names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of all Rust files below a folder.
fn sources(folder: &Path, text: &mut String) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("a source file"));
        }
    }
}

/// `E07` wherever it follows `mark`.
fn codes(text: &str, mark: &str) -> BTreeSet<String> {
    let found = text.split(mark).skip(1).filter_map(|rest| rest.get(..3));
    let code = |code: &&str| code.starts_with('E') && code[1..].bytes().all(|digit| digit.is_ascii_digit());
    found.filter(code).map(ToOwned::to_owned).collect()
}

fn printed() -> BTreeSet<String> {
    let mut text = String::new();
    for member in ["orch-macros", "orch-blueprint", "orch-core", "orch-runtime"] {
        sources(&root().join(member).join("src"), &mut text);
    }
    sources(&root().join("src"), &mut text);
    // The doc of the collector gives an example of its own.
    let mut codes_found = codes(&text, "\"");
    codes_found.extend(codes(&text, "orch::"));
    codes_found
}

fn pages() -> BTreeSet<String> {
    let folder = fs::read_dir(root().join("docs/codes")).expect("the pages");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    names.filter_map(|name| name.strip_suffix(".md").map(ToOwned::to_owned)).filter(|name| name.len() == 3).collect()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    assert_eq!(printed(), pages());
}

#[test]
fn pages_say_what_why_and_how() {
    for code in pages() {
        let text = fs::read_to_string(root().join(format!("docs/codes/{code}.md"))).expect("a page");
        assert!(text.starts_with(&format!("# {code}: ")), "{code}: the heading");
        for part in ["\n## Why\n", "\n## Example\n", "\n## How to mend it\n", "```rust"] {
            assert!(text.contains(part), "{code} lacks {part:?}");
        }
    }
}

#[test]
fn messages_name_the_page_of_their_code() {
    let mut text = String::new();
    for member in ["orch-macros", "orch-blueprint", "orch-core"] {
        sources(&root().join(member).join("src"), &mut text);
    }
    for rest in text.split("[orch::E").skip(1).filter(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit())) {
        let code = &rest[..2];
        assert!(rest[2..].starts_with(&format!("] docs/codes/E{code}.md")), "{}", &rest[..40.min(rest.len())]);
    }
}
