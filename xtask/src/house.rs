//! The rules of the house that a program can see: a file says in its module doc what it is for, and files and functions are
//! short. Who has a reason says `Long, because …` in the module doc.

use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A file has at most so many lines.
const FILE: usize = 400;

/// A function has at most so many.
const FUNCTION: usize = 80;

/// Where the rules hold: what is built for users, and what proves it. Tests that are lists of cases may be long.
const ROOMS: &[&str] = &[
    "src",
    "orch-artifacts/src",
    "orch-blueprint/src",
    "orch-core/src",
    "orch-macros/src",
    "orch-runtime/src",
    "orch-sqlite/src",
    "orch-testing/src",
    "fuzz/src",
    "xtask/src",
    "examples",
];

#[test]
fn files_and_functions_are_short_and_say_what_they_are_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let files: Vec<PathBuf> = ROOMS.iter().flat_map(|room| files(&root.join(room))).collect();
    assert!(files.len() > 200, "the rooms were found: {files:?}");
    let found: Vec<String> = files.iter().flat_map(|file| look(file)).collect();
    let remedy = "split it by meaning, or say in its module doc: Long, because …";
    assert!(found.is_empty(), "{}\n{remedy}", found.join("\n"));
}

#[test]
fn a_long_function_is_seen() {
    let lines = "    step();\n".repeat(FUNCTION);
    let text =
        format!("//! A room.\nimpl Room {{\n/// Docs\n/// count not.\nfn long() {{\n{lines}}}\n}}\nfn short() {{}}\n");
    assert_eq!(complaints(&text), ["`long` has 82 lines"]);
    assert_eq!(complaints("fn short() {}"), ["no module doc"]);
    assert_eq!(complaints(&format!("//! A table.\n//! Long, because it is one.\n{text}")), [""; 0]);
}

/// The Rust files under a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a room").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

fn look(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a file");
    complaints(&text).into_iter().map(|complaint| format!("{}: {complaint}", path.display())).collect()
}

fn complaints(text: &str) -> Vec<String> {
    let docs: Vec<&str> =
        text.lines().take_while(|line| line.starts_with("//!") || line.starts_with("#![doc")).collect();
    if docs.is_empty() {
        return vec!["no module doc".to_owned()];
    }
    if docs.iter().any(|line| line.contains("Long, because")) {
        return Vec::new();
    }
    let mut functions = Functions::default();
    functions.visit_file(&syn::parse_file(text).expect("Rust"));
    let lines = text.lines().count();
    let file = (lines > FILE).then(|| format!("{lines} lines"));
    file.into_iter().chain(functions.long).collect()
}

/// The functions that are too long.
#[derive(Default)]
struct Functions {
    long: Vec<String>,
}

impl Functions {
    fn look(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let lines = block.span().end().line - signature.span().start().line + 1;
        if lines > FUNCTION {
            self.long.push(format!("`{}` has {lines} lines", signature.ident));
        }
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.look(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.look(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.look(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
