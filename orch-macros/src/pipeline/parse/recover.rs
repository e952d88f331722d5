//! What can be read of a body that syn refuses as a whole: statement by statement, also within the braces of one.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Arm, Block, Expr, Local, LocalInit, Pat, PatType, Stmt, Token, Type};

use crate::diagnostics::Diagnostics;
use crate::editor;
use crate::pipeline::{fallback, unnamed};

/// The statements; each that cannot be read is told.
pub(super) fn statements(tokens: TokenStream, end: Span, diagnostics: &mut Diagnostics) -> Vec<Stmt> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < trees.len() {
        let rest = &trees[at..];
        let length = match one(rest) {
            Some((statement, length)) => {
                found.push(statement);
                length
            }
            None => {
                let (statement, length) = broken(rest, end, diagnostics);
                found.push(statement);
                length
            }
        };
        at += length.max(1);
    }
    found
}

/// The statement that the trees begin with, and how many of them it takes.
fn one(trees: &[TokenTree]) -> Option<(Stmt, usize)> {
    let parser = |input: ParseStream| {
        let ahead = input.fork();
        let statement = match ahead.parse::<Expr>() {
            Ok(_) if ahead.is_empty() => Stmt::Expr(input.parse()?, None),
            _ => input.parse()?,
        };
        Ok((statement, input.parse::<TokenStream>()?))
    };
    let (statement, rest) = parser.parse2(trees.iter().cloned().collect()).ok()?;
    Some((statement, trees.len() - rest.into_iter().count().min(trees.len())))
}

/// What is left of a statement that cannot be read, and how many trees it takes.
fn broken(trees: &[TokenTree], end: Span, diagnostics: &mut Diagnostics) -> (Stmt, usize) {
    if let Some((statement, length)) = unfinished(trees) {
        // Behind a dot the statement is not only without its end, which was told.
        if !unnamed::ends(&trees[..length]) {
            tell(trees, end, diagnostics);
        }
        return (statement, length);
    }
    let length = length(trees);
    let is_last = length == trees.len();
    let trees = &trees[..length];
    let before = diagnostics.count();
    let mended = mended(trees, diagnostics);
    // What is wrong within the braces was told there.
    if diagnostics.count() == before {
        tell(trees, end, diagnostics);
    }
    match mended.and_then(|mended| one(&mended)) {
        Some((statement, taken)) if taken == length => (statement, length),
        _ => (left(trees, is_last), length),
    }
}

/// Says what syn says about it.
fn tell(trees: &[TokenTree], end: Span, diagnostics: &mut Diagnostics) {
    // What ends too early has no token of its own for that. Within braces syn tells it at the closing one.
    let mut body = Group::new(Delimiter::Brace, trees.iter().cloned().collect());
    body.set_span(end);
    let parser = |input: ParseStream| {
        let content;
        syn::braced!(content in input);
        Block::parse_within(&content)
    };
    if let Err(error) = parser.parse2(TokenTree::from(body).into()) {
        diagnostics.error_at("E00", error.span(), error);
    }
}

/// A `let` or an expression without its semicolon, with the next statement on a line of its own.
fn unfinished(trees: &[TokenTree]) -> Option<(Stmt, usize)> {
    let parser = |input: ParseStream| {
        let statement = match input.peek(Token![let]) {
            true => Stmt::Local(begun(input, |input| input.parse())?),
            false => Stmt::Expr(input.parse()?, Some(<Token![;]>::default())),
        };
        Ok((statement, input.parse::<TokenStream>()?))
    };
    let (statement, rest) = parser.parse2(trees.iter().cloned().collect()).ok()?;
    let length = trees.len() - rest.into_iter().count().min(trees.len());
    let (last, next) = (trees.get(length.checked_sub(1)?)?, trees.get(length)?);
    begins_below(last, next).then_some((statement, length))
}

/// Whether a statement begins with a tree, on a line below the one before. An editor tells no lines; but where a value ends, no
/// word of Rust goes on with it that syn does not know, other than the `else` of a `let`.
fn begins_below(last: &TokenTree, next: &TokenTree) -> bool {
    match next {
        TokenTree::Ident(word) if editor::asks() => word != "else",
        TokenTree::Ident(_) | TokenTree::Group(_) => last.span().end().line < next.span().start().line,
        _ => false,
    }
}

/// `let pattern: T = ` and what `value` reads.
fn begun(input: ParseStream, value: impl FnOnce(ParseStream) -> syn::Result<Expr>) -> syn::Result<Local> {
    let let_token = input.parse()?;
    let mut pat = Pat::parse_multi_with_leading_vert(input)?;
    if input.peek(Token![:]) {
        let (colon_token, ty) = (input.parse()?, Box::new(input.parse::<Type>()?));
        pat = Pat::Type(PatType { attrs: Vec::new(), pat: Box::new(pat), colon_token, ty });
    }
    let init = LocalInit {
        eq_token: input.parse::<Option<Token![=]>>()?.unwrap_or_default(),
        expr: Box::new(value(input)?),
        diverge: None,
    };
    Ok(Local {
        attrs: Vec::new(),
        modifiers: Default::default(),
        let_token,
        pat,
        init: Some(init),
        semi_token: Default::default(),
    })
}

/// How many trees a statement takes that cannot be read: up to its `;`, or to braces behind which another one begins.
fn length(trees: &[TokenTree]) -> usize {
    let ends = |at: usize| match &trees[at] {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => match trees.get(at + 1) {
            Some(TokenTree::Ident(word)) => word != "else",
            Some(TokenTree::Group(_) | TokenTree::Literal(_)) => true,
            _ => false,
        },
        _ => false,
    };
    (0..trees.len()).find(|at| ends(*at)).map_or(trees.len(), |at| at + 1)
}

/// The names that it declares, with a refused value. The last one may be the value of its block.
fn left(trees: &[TokenTree], is_last: bool) -> Stmt {
    let is_semi = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ';');
    let parser = |input: ParseStream| begun(input, |input| Ok(fallback::unread(input.parse()?)));
    match parser.parse2(trees.iter().filter(|tree| !is_semi(tree)).cloned().collect()) {
        Ok(local) => Stmt::Local(local),
        Err(_) => {
            let ends = !is_last || trees.last().is_some_and(is_semi);
            let semi = ends.then(<Token![;]>::default);
            Stmt::Expr(fallback::unread(trees.iter().cloned().collect()), semi)
        }
    }
}

/// The trees, with what can be read of the statements in their braces; `None` if nothing was wrong in those.
fn mended(trees: &[TokenTree], diagnostics: &mut Diagnostics) -> Option<Vec<TokenTree>> {
    let mut any = false;
    let mut mend = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => match mended_group(group, diagnostics) {
            Some(group) => {
                any = true;
                TokenTree::Group(group)
            }
            None => tree.clone(),
        },
        other => other.clone(),
    };
    let mended = trees.iter().map(&mut mend).collect();
    any.then_some(mended)
}

fn mended_group(group: &Group, diagnostics: &mut Diagnostics) -> Option<Group> {
    let braces = group.delimiter() == Delimiter::Brace;
    if braces && (is_block(group.stream()) || is_arms(group.stream())) {
        return None;
    }
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    let inside = mended(&trees, diagnostics).map(TokenStream::from_iter);
    let tokens = match inside {
        Some(tokens) if !braces || is_block(tokens.clone()) || is_arms(tokens.clone()) => tokens,
        // What is wrong was told, and what is left of it fits nowhere.
        Some(_) => fallback::unread(group.stream()).to_token_stream(),
        None if braces && !has_arms(&trees) => {
            let statements = statements(group.stream(), group.span_close(), diagnostics);
            statements.iter().map(ToTokens::to_token_stream).collect()
        }
        None => return None,
    };
    let mut mended = Group::new(group.delimiter(), tokens);
    mended.set_span(group.span());
    Some(mended)
}

fn is_block(tokens: TokenStream) -> bool {
    Block::parse_within.parse2(tokens).is_ok()
}

fn is_arms(tokens: TokenStream) -> bool {
    let arms = |input: ParseStream| {
        while !input.is_empty() {
            input.parse::<Arm>()?;
        }
        Ok(())
    };
    arms.parse2(tokens).is_ok()
}

/// Whether they are the arms of a `match`, or the fields of a struct.
fn has_arms(trees: &[TokenTree]) -> bool {
    let text = |pair: &[TokenTree]| quote!(#(#pair)*).to_string().replace(' ', "");
    trees.windows(2).any(|pair| text(pair) == "=>")
}
