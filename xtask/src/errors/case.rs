//! One case: what stands in its head, its text, and what the compiler says about it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::chapters::CHAPTERS;
use super::told::{self, Told};

/// A file under `tests/ui` and its `.stderr`.
#[derive(Debug)]
pub(crate) struct Case {
    /// `calls/plain_function`.
    pub(crate) name: String,
    /// The row of the language's table of refusals.
    pub(crate) row: u8,
    /// What it shows, in one or two sentences.
    pub(crate) shows: String,
    /// What to do.
    pub(crate) remedy: String,
    /// The text of the case; its head stands in the first lines.
    pub(crate) lines: Vec<String>,
    /// The errors, by their places in the text.
    pub(crate) told: Vec<Told>,
}

impl Case {
    /// Reads and checks it: its head is whole, and each mistake has one error.
    pub(crate) fn read(file: &Path) -> Result<Case, String> {
        let text = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
        let mut parts = file.components().rev().filter_map(|part| part.as_os_str().to_str());
        let (stem, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let name = format!("{folder}/{}", stem.trim_end_matches(".rs"));
        Case::parse(name, &text(file)?, &text(&file.with_extension("stderr"))?)
    }

    fn parse(name: String, source: &str, stderr: &str) -> Result<Case, String> {
        let wrong = |what: &str| format!("tests/ui/{name}.rs: {what}");
        let head = head(source);
        let field = |key: &str| {
            let found = head.iter().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
            let missing = || wrong(&format!("its head lacks `//! {key}: …` (row, mistakes, shows, remedy)"));
            found.map(|value| value.trim().to_owned()).ok_or_else(missing)
        };
        let number = |key: &str| field(key)?.parse::<u8>().map_err(|_| wrong(&format!("`{key}` is a number")));
        let (row, mistakes) = (number("row")?, usize::from(number("mistakes")?));
        if !CHAPTERS.iter().any(|chapter| chapter.row == row) {
            return Err(wrong("there is no chapter of its row in xtask/src/errors/chapters.rs"));
        }
        let mut told = told::all(stderr, &format!("tests/ui/{name}.rs")).map_err(|what| wrong(&what))?;
        told.sort_by_key(|told| (told.line, told.column));
        let places: BTreeSet<(usize, usize)> = told.iter().map(|told| (told.line, told.column)).collect();
        if told.len() != mistakes || places.len() != mistakes {
            let (errors, places) = (told.len(), places.len());
            let what =
                format!("{mistakes} mistakes, and {errors} errors in {places} places: one mistake gives one error");
            return Err(wrong(&what));
        }
        let lines = source.lines().map(ToOwned::to_owned).collect();
        Ok(Case { row, shows: field("shows")?, remedy: field("remedy")?, lines, told, name })
    }

    /// The codes that its messages name, beside that of its own row.
    pub(crate) fn other_codes(&self) -> BTreeSet<&str> {
        let own = format!("E{:02}", self.row);
        self.told.iter().filter_map(|told| told.code.as_deref()).filter(|code| *code != own).collect()
    }
}

/// The keyed lines of the head; a line that is indented continues the one before.
fn head(source: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in source.lines().map_while(|line| line.strip_prefix("//! ")) {
        match (line.strip_prefix("  "), fields.last_mut()) {
            (Some(more), Some(last)) => *last = format!("{last} {more}"),
            _ => fields.push(line.to_owned()),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str =
        "//! row: 4\n//! mistakes: 1\n//! shows: This\n//!   and that.\n//! remedy: Mend it.\n\nfn a() {}\n";
    const STDERR: &str = "error: no\n --> tests/ui/a/b.rs:7:4\n  |\n7 | fn a() {}\n  |    ^\n";

    #[test]
    fn a_head_is_read() {
        let case = Case::parse("a/b".to_owned(), SOURCE, STDERR).unwrap();
        assert_eq!((case.row, case.shows.as_str(), case.remedy.as_str()), (4, "This and that.", "Mend it."));
    }

    #[test]
    fn one_mistake_gives_one_error() {
        let two = format!("{STDERR}\n{STDERR}");
        let refused = Case::parse("a/b".to_owned(), SOURCE, &two).unwrap_err();
        assert!(refused.contains("1 mistakes, and 2 errors in 1 places"), "{refused}");
        assert!(Case::parse("a/b".to_owned(), &SOURCE.replace("row: 4", "row: 99"), STDERR).is_err());
        assert!(Case::parse("a/b".to_owned(), &SOURCE.replace("remedy", "nothing"), STDERR).is_err());
    }
}
