//! Inputs that were spoiled in every way that a token can spoil them, and what the macros make of them: never a panic.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::{agent, derive};

/// Every beginning of the tokens, the groups around it closed.
pub(crate) fn beginnings(tokens: TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = vec![TokenStream::new()];
    for (at, tree) in trees.iter().enumerate() {
        let before: TokenStream = trees[..at].iter().cloned().collect();
        if let TokenTree::Group(group) = tree {
            for inner in beginnings(group.stream()) {
                found.push(with_group(&before, group.delimiter(), inner));
            }
        }
        found.push(trees[..=at].iter().cloned().collect());
    }
    found
}

fn with_group(before: &TokenStream, delimiter: Delimiter, inner: TokenStream) -> TokenStream {
    let mut tokens = before.clone();
    tokens.extend([TokenTree::Group(Group::new(delimiter, inner))]);
    tokens
}

/// The tokens without one of them, at any depth.
pub(crate) fn gaps(tokens: TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        let replaced = |inner: Option<TokenTree>| -> TokenStream {
            trees[..at].iter().cloned().chain(inner).chain(trees[at + 1..].iter().cloned()).collect()
        };
        found.push(replaced(None));
        if let TokenTree::Group(group) = tree {
            for inner in gaps(group.stream()) {
                found.push(replaced(Some(TokenTree::Group(Group::new(group.delimiter(), inner)))));
            }
        }
    }
    found
}

/// An attribute and the item that it stands on.
const AGENTS: &[(&str, &str)] = &[
    (
        r#"reads, timeout = 2s, retry(attempts = 4, total = 1min, backoff = exponential(50ms, max = 2s), jitter = full),
           heartbeat = 500ms, spawn, compensate = nothing("why"), name = "fetch""#,
        r#"/// Doc.
           #[cfg(unix)] #[doc = "x"] #[agent(pure)]
           pub(crate) async fn fetch(tick: &Tick, names: &[Name], text: &str, more: Option<&T>, n: u32,
               #[resource] venue: &Venue<'static>, cx: &Context) -> Result<Quote, crate::QuoteError> { todo!() }"#,
    ),
    (
        "once, compensate = billing::void, timeout = none",
        "async unsafe fn r#type<T>(&mut self, (a, b): (A, B)) -> impl X {}",
    ),
    ("", "struct NoFunction;"),
    ("pure pure pure", "async fn f(x: &mut T, ...) where T: Copy;"),
];

const ERRORS: &[&str] = &[
    r#"#[derive(Debug)] pub enum E<T> where T: X { #[transient] A, #[transient(retry_after = wait)] B { wait: Duration },
       #[permanent] C(String), #[partial] D { done: Vec<T> } }"#,
    "#[permanent] struct E;",
    "union E { a: u32 }",
];

const RESOURCES: &[&str] = &[
    "pub struct App<T> { pub venue: Arc<Venue>, #[resources(skip)] x: T, y: std::sync::Arc<dyn X> }",
    "struct A(u32);",
    "enum E {}",
];

/// The text, its beginnings, and the text with a gap anywhere.
fn spoiled(text: &str) -> Vec<TokenStream> {
    let tokens: TokenStream = text.parse().expect("tokens");
    let mut all = beginnings(tokens.clone());
    all.extend(gaps(tokens.clone()));
    all.push(tokens);
    all
}

#[test]
fn agents_survive() {
    for (attribute, item) in AGENTS {
        let (whole, attribute_whole): (TokenStream, TokenStream) =
            (item.parse().expect("tokens"), attribute.parse().expect("tokens"));
        for attribute in spoiled(attribute) {
            let _: TokenStream = agent::expand(attribute, whole.clone());
        }
        for item in spoiled(item) {
            let _: TokenStream = agent::expand(attribute_whole.clone(), item);
        }
    }
}

#[test]
fn derives_survive() {
    for item in ERRORS.iter().flat_map(|text| spoiled(text)) {
        let _: TokenStream = derive::classify::expand(item);
    }
    for item in RESOURCES.iter().flat_map(|text| spoiled(text)) {
        let _: TokenStream = derive::resources::expand(item);
    }
}
