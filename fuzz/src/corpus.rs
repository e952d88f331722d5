//! What people have written: flows, agents and derives from tests, examples and docs, each an input by itself.

use std::path::{Path, PathBuf};
use std::{fs, io};

use proc_macro2::{Delimiter, TokenStream};

use crate::doors::Door;
use crate::tree::{self, Tree};

/// Longer inputs cost time and find nothing that shorter ones do not.
const LONGEST: usize = 400;

/// One input as it was written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who takes it.
    pub door: Door,
    /// Its attribute's tokens.
    pub attribute: Vec<Tree>,
    /// Its own tokens.
    pub item: Vec<Tree>,
}

/// The corpus of this repository, in the order of paths.
///
/// # Errors
/// If the files cannot be read, or none holds anything.
pub fn of_repository() -> io::Result<Vec<Entry>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for place in [
        "tests",
        "examples",
        "docs",
        "README.md",
        "orch-macros/src",
        "xtask/src",
        "orch-sqlite",
        "orch-runtime",
        "benches",
    ] {
        list(&root.join(place), &mut files)?;
    }
    files.sort();
    let mut entries = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        match file.extension().is_some_and(|extension| extension == "md") {
            true => fenced(&text).for_each(|code| gather(&code, &mut entries)),
            false => gather(&text, &mut entries),
        }
    }
    entries.retain(|entry| tree::size(&entry.item) + tree::size(&entry.attribute) <= LONGEST);
    match entries.is_empty() {
        true => Err(io::Error::other("there is no flow in tests, examples and docs")),
        false => Ok(entries),
    }
}

/// All files with Rust in them.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            list(&entry?.path(), files)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
        files.push(path.to_owned());
    }
    Ok(())
}

/// The code in the fences of a page.
fn fenced(page: &str) -> impl Iterator<Item = String> {
    let code = |block: &str| block.split_once('\n').map_or(String::new(), |(_, code)| code.to_owned());
    page.split("```").skip(1).step_by(2).map(code).collect::<Vec<_>>().into_iter()
}

/// Adds what a text holds; a text that is no Rust holds nothing.
pub fn gather(text: &str, entries: &mut Vec<Entry>) {
    proc_macro2::extra::invalidate_current_thread_spans();
    if let Ok(tokens) = text.parse::<TokenStream>() {
        let trees = tree::read(tokens);
        within(&trees, entries);
    }
}

fn within(trees: &[Tree], entries: &mut Vec<Entry>) {
    for (at, this) in trees.iter().enumerate() {
        match (this, trees.get(at + 1), trees.get(at + 2)) {
            (Tree::Leaf(name), Some(Tree::Leaf(bang)), Some(Tree::Group(_, inside)))
                if name == "pipeline" && bang == "!" =>
            {
                flows(inside, entries);
            }
            (Tree::Leaf(hash), Some(Tree::Group(Delimiter::Bracket, attribute)), _) if hash == "#" => {
                attributed(attribute, &trees[at + 2..], entries);
            }
            (Tree::Leaf(literal), ..) if literal.contains(".await") && literal.contains('"') => {
                in_literal(literal, entries)
            }
            _ => {}
        }
        if let Tree::Group(_, inside) = this {
            within(inside, entries);
        }
    }
}

/// The flows of one `pipeline!`, each by itself.
fn flows(inside: &[Tree], entries: &mut Vec<Entry>) {
    for flow in inside.split_inclusive(|tree| matches!(tree, Tree::Group(Delimiter::Brace, _))) {
        entries.push(Entry { door: Door::Pipeline, attribute: Vec::new(), item: flow.to_vec() });
    }
}

/// The item behind one of our attributes.
fn attributed(attribute: &[Tree], behind: &[Tree], entries: &mut Vec<Entry>) {
    let Some(Tree::Leaf(name)) = attribute.first() else { return };
    let arguments = match attribute.get(1) {
        Some(Tree::Group(_, inside)) => inside.clone(),
        _ => Vec::new(),
    };
    let derives = |name: &str| arguments.contains(&Tree::Leaf(name.to_owned()));
    let doors: Vec<Door> = match name.as_str() {
        "agent" => vec![Door::Agent],
        "flow" => vec![Door::Flow],
        "derive" => [(Door::Classify, "Classify"), (Door::Resources, "Resources")]
            .into_iter()
            .filter_map(|(door, name)| derives(name).then_some(door))
            .collect(),
        _ => return,
    };
    let ends = |tree: &Tree| matches!(tree, Tree::Group(Delimiter::Brace, _)) || *tree == Tree::Leaf(";".into());
    let Some(item) = behind.split_inclusive(ends).next() else { return };
    for door in doors {
        let attribute = if door == Door::Agent { arguments.clone() } else { Vec::new() };
        entries.push(Entry { door, attribute, item: item.to_vec() });
    }
}

/// Flows and bodies that tests hold as text.
fn in_literal(literal: &str, entries: &mut Vec<Entry>) {
    let (Some(first), Some(last)) = (literal.find('"'), literal.rfind('"')) else { return };
    let text = literal.get(first + 1..last).unwrap_or_default().replace("\\\"", "\"");
    let whole = ["-> ", "{"].iter().all(|part| text.contains(part))
        && text.starts_with(|c: char| "/#p".contains(c) || c.is_uppercase());
    let text = match whole {
        true => text,
        false => format!("pub Flow(line: Line, order: Order) -> Receipt {{ {text} }}"),
    };
    if let Ok(tokens) = text.parse::<TokenStream>() {
        flows(&tree::read(tokens), entries);
    }
}
