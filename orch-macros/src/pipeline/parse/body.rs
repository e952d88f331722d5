//! The body of a flow as statements. What cannot be read is told, and stands as a refused value among the others.

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::{Block, Stmt};

use super::recover;
use crate::diagnostics::Diagnostics;
use crate::editor;
use crate::pipeline::{fallback, unnamed};

/// The statements of a body in braces.
pub(super) fn statements(group: &Group, diagnostics: &mut Diagnostics) -> Vec<Stmt> {
    let mut tokens = mended(group.stream(), diagnostics);
    if editor::asks() {
        tokens = unnamed::named(tokens, diagnostics);
    }
    match Block::parse_within.parse2(tokens.clone()) {
        Ok(statements) => statements,
        Err(_) => recover::statements(tokens, group.span_close(), diagnostics),
    }
}

/// A body that is not there.
pub(super) fn missing() -> Vec<Stmt> {
    vec![Stmt::Expr(fallback::unread(TokenStream::new()), None)]
}

/// Without what would be misread; it is told.
fn mended(tokens: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let reserved = reserved(tokens.clone());
    if let Some(ident) = &reserved {
        let message = "names that begin with `__orch_` are kept for generated code";
        diagnostics.error("E00", ident, message);
    }
    let tokens = if reserved.is_some() { renamed(tokens) } else { tokens };
    if has_share(tokens.clone()) { without_shares(tokens, diagnostics) } else { tokens }
}

/// A name that generated code could confuse with its own.
fn reserved(tokens: TokenStream) -> Option<Ident> {
    tokens.into_iter().find_map(|tree| match tree {
        TokenTree::Ident(ident) if ident.to_string().starts_with("__orch_") => Some(ident),
        TokenTree::Group(group) => reserved(group.stream()),
        _ => None,
    })
}

/// All such names under others.
fn renamed(tokens: TokenStream) -> TokenStream {
    let tree = |tree| match tree {
        TokenTree::Ident(ident) if ident.to_string().starts_with("__orch_") => {
            TokenTree::Ident(Ident::new(&format!("user{ident}"), ident.span()))
        }
        TokenTree::Group(group) => TokenTree::Group(within(&group, renamed(group.stream()))),
        other => other,
    };
    tokens.into_iter().map(tree).collect()
}

fn within(group: &Group, tokens: TokenStream) -> Group {
    let mut mended = Group::new(group.delimiter(), tokens);
    mended.set_span(group.span());
    mended
}

/// Whether a `20%` stands in it, which is no Rust: it would end in a complaint about what comes after it.
fn has_share(tokens: TokenStream) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    (0..trees.len()).any(|at| match &trees[at] {
        TokenTree::Group(group) => has_share(group.stream()),
        _ => share(&trees, at).is_some(),
    })
}

/// The share as a number: `0.2` for `20%`.
fn share(trees: &[TokenTree], at: usize) -> Option<(f64, Span)> {
    let is =
        |at: usize, wanted: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    let TokenTree::Literal(number) = trees.get(at)? else { return None };
    let ends = trees.get(at + 2).is_none() || is(at + 2, ',');
    let share = number.to_string().parse::<f64>().map_or(0.05, |number| number / 100.0);
    (is(at + 1, '%') && ends).then(|| (share, number.span()))
}

fn without_shares(tokens: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut mended = TokenStream::new();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        if let Some((share, span)) = share(&trees, at) {
            let message =
                format_args!("in the body of a flow a share is a number: write `{share}` instead of `{tree}%`");
            diagnostics.error_at("E00", span, message);
            let mut number = Literal::f64_unsuffixed(share);
            number.set_span(span);
            mended.extend([TokenTree::Literal(number)]);
            at += 1;
        } else if let TokenTree::Group(group) = tree {
            let inner = without_shares(group.stream(), diagnostics);
            mended.extend([TokenTree::Group(within(group, inner))]);
        } else {
            mended.extend([tree.clone()]);
        }
        at += 1;
    }
    mended
}
