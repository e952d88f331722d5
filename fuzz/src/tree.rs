//! Tokens as text and groups, which is what is spoiled: cheap to change, and printed as what a compiler would lex.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A token, or a group of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// A word, a literal, or an operator with all its characters.
    Leaf(String),
    /// What stands in delimiters.
    Group(Delimiter, Vec<Tree>),
}

/// A group without visible delimiters, as `macro_rules!` makes them of a fragment, is printed as this word and a group in
/// parentheses.
pub const INVISIBLE: &str = "orch_fuzz_invisible";

impl Tree {
    /// How many tokens it has.
    pub fn size(&self) -> usize {
        match self {
            Tree::Leaf(_) => 1,
            Tree::Group(_, inside) => 2 + size(inside),
        }
    }
}

/// How many tokens these have.
pub fn size(trees: &[Tree]) -> usize {
    trees.iter().map(Tree::size).sum()
}

/// The trees of a text's tokens.
pub fn read(tokens: TokenStream) -> Vec<Tree> {
    let mut trees = Vec::new();
    let mut joint = false;
    for token in tokens {
        let mut next_joint = false;
        let text = match token {
            TokenTree::Group(group) => {
                trees.push(Tree::Group(group.delimiter(), read(group.stream())));
                joint = false;
                continue;
            }
            TokenTree::Punct(punct) => {
                next_joint = punct.spacing() == Spacing::Joint;
                punct.as_char().to_string()
            }
            TokenTree::Ident(ident) => ident.to_string(),
            TokenTree::Literal(literal) => literal.to_string(),
        };
        match trees.last_mut() {
            Some(Tree::Leaf(last)) if joint => last.push_str(&text),
            _ => trees.push(Tree::Leaf(text)),
        }
        joint = next_joint;
    }
    trees
}

/// The text of trees.
pub fn print(trees: &[Tree]) -> String {
    let mut out = String::new();
    print_to(trees, &mut out);
    out
}

fn print_to(trees: &[Tree], out: &mut String) {
    for tree in trees {
        match tree {
            Tree::Leaf(text) => out.push_str(text),
            Tree::Group(delimiter, inside) => {
                let (open, close) = match delimiter {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => {
                        out.push_str(INVISIBLE);
                        ("(", ")")
                    }
                };
                out.push_str(open);
                print_to(inside, out);
                out.push_str(close);
            }
        }
        out.push(' ');
    }
}
