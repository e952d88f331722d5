//! `cargo xtask errors`: the gallery of refusals, `docs/errors.md`, made from the cases under `tests/ui`.
//!
//! A case is a file that does not compile, and beside it the `.stderr` that somebody has read. Its head says which row of the
//! language's table it belongs to, how many mistakes it holds, what it shows and what to do. A file may hold several
//! independent mistakes: each of them counts, and each has one error. What the page says of a mistake is what the compiler says.

mod case;
mod chapters;
mod page;
mod told;

use std::fs;
use std::path::{Path, PathBuf};

use case::Case;

use crate::Done;

/// The command: writes the page, or with `--check` says whether it is the one of the cases.
pub(crate) fn run(words: &[&str]) -> Done {
    let page = page()?;
    let place = root().join("docs/errors.md");
    match words {
        [] => Ok(fs::write(place, page)?),
        ["--check"] if fs::read_to_string(place)? == page => Ok(()),
        ["--check"] => {
            Err("docs/errors.md is not that of the cases: run `cargo xtask errors`, and read the difference".into())
        }
        _ => Err("usage: cargo xtask errors [--check]".into()),
    }
}

fn root() -> PathBuf {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_root.parent().unwrap_or(crate_root).to_owned()
}

/// The page as the cases would have it.
fn page() -> Result<String, String> {
    Ok(page::render(&cases()?))
}

/// All cases, by their paths.
fn cases() -> Result<Vec<Case>, String> {
    let mut files = Vec::new();
    for folder in entries(&root().join("tests/ui"))?.iter().filter(|path| path.is_dir()) {
        files.extend(entries(folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")));
    }
    files.iter().map(|file| Case::read(file)).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let found = fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut paths: Vec<PathBuf> = found.map_err(|error| format!("{}: {error}", folder.display()))?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_page_is_that_of_the_cases() {
        run(&["--check"]).unwrap();
    }

    #[test]
    fn every_row_that_has_a_page_has_a_chapter_and_cases() {
        let pages = entries(&root().join("docs/codes")).unwrap();
        let pages: BTreeSet<String> =
            pages.iter().map(|path| path.file_stem().unwrap().display().to_string()).collect();
        let chapters: BTreeSet<String> = chapters::CHAPTERS.iter().map(|chapter| chapter.code()).collect();
        assert_eq!(chapters, pages);
        let rows: BTreeSet<u8> = cases().unwrap().iter().map(|case| case.row).collect();
        assert_eq!(rows, chapters::CHAPTERS.iter().map(|chapter| chapter.row).collect());
    }

    #[test]
    fn there_are_a_hundred_cases_and_more() {
        let cases = cases().unwrap();
        assert!(cases.len() >= 100, "{}", cases.len());
    }
}
