//! What is not named yet: `order.` and nothing behind the dot, or `Verdict::`, while somebody types.
//!
//! rust-analyzer finds out what may stand there by expanding twice: the text as it is, and the text with a name of its own in that
//! place. In the second expansion it looks where that name has gone, and in the first one, at the same place, what stands before
//! it and of which type that is. So the two have to be the same up to there. Therefore the flow that an editor is given has a
//! name in such a place too, on its whole way through this crate; and what is printed for it is a call that fits everywhere.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::fallback;
use crate::diagnostics::Diagnostics;
use crate::editor;

/// What stands for a name behind a dot. Names that begin like this are kept from users (E00).
const MEMBER: &str = "__orch_unnamed";

/// The same in a path.
const ITEM: &str = "__orch_no_name";

/// The tokens of a body with names where there are none. Each such place is told, but for those that the editor mended itself.
pub(crate) fn named(tokens: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut named = TokenStream::new();
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => named.extend([within(group, self::named(group.stream(), diagnostics))]),
            mended if editor::mended(mended) => named.extend(in_place_of_mended(trees[..at].last())),
            other => named.extend([other.clone()]),
        }
        if let Some((name, message)) = missing(&trees, at) {
            diagnostics.error("E00", tree, message);
            named.extend([TokenTree::Ident(Ident::new(name, tree.span()))]);
        }
    }
    named
}

/// What stands in place of a word that the editor mended the text with. It needs another place in the text than that has.
fn in_place_of_mended(before: Option<&TokenTree>) -> TokenStream {
    let span = before.map_or_else(Span::call_site, TokenTree::span);
    match before {
        Some(before) if is(before, '.') => Ident::new(MEMBER, span).into_token_stream(),
        Some(before) if is(before, ':') => Ident::new(ITEM, span).into_token_stream(),
        _ => fallback::unread_at(span).into_token_stream(),
    }
}

/// The name that is missing behind a tree, and how to say so.
fn missing(trees: &[TokenTree], at: usize) -> Option<(&'static str, &'static str)> {
    if is_dot(trees, at) && !has_member(&trees[at..]) {
        return Some((MEMBER, "expected identifier or integer"));
    }
    (is_colons(trees, at) && !has_item(trees.get(at + 1))).then_some((ITEM, "expected identifier"))
}

/// Whether a statement ends with a name that is missing, so that its own end is not the mistake.
pub(crate) fn ends(trees: &[TokenTree]) -> bool {
    matches!(trees.last(), Some(TokenTree::Ident(ident)) if ident == MEMBER || ident == ITEM)
}

/// What is printed, with `order.__orch_unnamed()` in such a place: of whatever type is wanted there. A path that goes on is not called here, and neither is what has its
/// parentheses.
pub(crate) fn printed(tokens: TokenStream) -> TokenStream {
    let mut printed = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Group(group) => printed.extend([within(&group, self::printed(group.stream()))]),
            TokenTree::Ident(ident) if ident == MEMBER || ident == ITEM => {
                let ends = trees.peek().is_none_or(|next| !is(next, ':') && !are_arguments(next));
                let mut call = Group::new(Delimiter::Parenthesis, TokenStream::new());
                call.set_span(ident.span());
                printed.extend([TokenTree::Ident(ident)]);
                printed.extend(ends.then_some(TokenTree::Group(call)));
            }
            other => printed.extend([other]),
        }
    }
    printed
}

/// A path as a type: what has no name yet is not called there.
pub(crate) fn as_type(path: &syn::Path) -> syn::Path {
    let mut path = path.clone();
    for segment in path.segments.iter_mut().filter(|segment| segment.ident == ITEM) {
        segment.ident = Ident::new("__orch_no_type", segment.ident.span());
    }
    path
}

fn within(group: &Group, tokens: TokenStream) -> TokenTree {
    let mut new = Group::new(group.delimiter(), tokens);
    new.set_span(group.span());
    TokenTree::Group(new)
}

fn is(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn are_arguments(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
}

/// Whether a tree ends in the dot before a member, and not in one of `..`: in `pair.0.` the last two are one number.
fn is_dot(trees: &[TokenTree], at: usize) -> bool {
    let dot = |at: usize| trees.get(at).is_some_and(|tree| is(tree, '.'));
    let number = matches!(&trees[at], TokenTree::Literal(number) if number.to_string().ends_with('.'));
    match at.checked_sub(1) {
        Some(before) if number => dot(before),
        Some(before) => dot(at) && !dot(before) && !dot(at + 1),
        None => false,
    }
}

/// Whether a member stands behind the dot that the trees begin with.
fn has_member(trees: &[TokenTree]) -> bool {
    match trees.get(1) {
        Some(TokenTree::Ident(next)) => next == "await" || is_name(next) && !is_next_statement(trees),
        Some(TokenTree::Literal(_)) => true,
        _ => false,
    }
}

/// Whether a tree is the end of a path's `::`.
fn is_colons(trees: &[TokenTree], at: usize) -> bool {
    at > 1 && is(&trees[at], ':') && is(&trees[at - 1], ':') && matches!(trees[at - 2], TokenTree::Ident(_))
}

/// Whether a path goes on with a tree.
fn has_item(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Ident(next)) => is_name(next) || ["self", "super"].iter().any(|word| next == word),
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(next) => is(next, '<') || is(next, '*'),
        None => false,
    }
}

/// Whether it is no word of the language.
fn is_name(ident: &Ident) -> bool {
    syn::parse2::<Ident>(TokenTree::from(ident.clone()).into()).is_ok()
}

/// Whether a statement of its own stands behind the dot, on the next line: `mail(&order).await` or `info!(…)`. As members of
/// something the two would be refused.
fn is_next_statement(trees: &[TokenTree]) -> bool {
    let mut callee = 1;
    while trees.iter().skip(callee + 1).take(2).filter(|tree| is(tree, ':')).count() == 2 {
        callee += 3;
    }
    let mut behind = trees.iter().skip(callee + 1).take_while(|tree| !is(tree, ';'));
    match behind.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let awaits = behind.any(|tree| matches!(tree, TokenTree::Ident(word) if word == "await"));
            awaits && editor::apart(&trees[0], &trees[1])
        }
        Some(mark) if is(mark, '!') => matches!(behind.next(), Some(TokenTree::Group(_))),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an editor is given of a body, and how many mistakes are told. A space is all that tells tokens apart here.
    fn given(text: &str) -> (String, usize) {
        let mut diagnostics = Diagnostics::new();
        let tokens = named(text.parse().expect("tokens"), &mut diagnostics);
        (tokens.to_string().replace(' ', ""), diagnostics.into_errors().len())
    }

    #[track_caller]
    fn check(text: &str, expected: &str, told: usize) {
        let short = |text: String| text.replace(MEMBER, "M").replace(ITEM, "I");
        let (found, count) = given(text);
        assert_eq!((short(found), count), (expected.replace(' ', ""), told), "{text}");
    }

    #[test]
    fn a_member_that_is_missing_gets_a_name() {
        check("pay(&order, amount.)", "pay(&order, amount.M)", 1);
        check("pay(order., 1)", "pay(order.M, 1)", 1);
        check("let n = order.; let k = n;", "let n = order.M; let k = n;", 1);
        check("let n = order. let k = n.;", "let n = order.M let k = n.M;", 2);
        check("if order. { a }", "if order.M { a }", 1);
        check("pair.0.", "pair.0.M", 1);
    }

    #[test]
    fn what_is_whole_stays_as_it_is() {
        for text in ["a.b.await", "a.0.1", "a.r#type", "a..b", "..", "A { b, .. }", "1.", "f(1., ..=2)", "a.b(c.d())"] {
            check(text, text, 0);
        }
        for text in ["a::<b>::c", "a::{b}", "a::*", "a::self", "a::super::b", "let x: T = y;", "::a"] {
            check(text, text, 0);
        }
    }

    #[test]
    fn an_item_that_is_missing_gets_a_name() {
        check("match v { Verdict:: => 1 }", "match v { Verdict::I => 1 }", 1);
        check("let v = a::Verdict::;", "let v = a::Verdict::I;", 1);
        check("let v = Verdict:: let k = 1;", "let v = Verdict::I let k = 1;", 1);
    }

    #[test]
    fn a_macro_is_no_member() {
        check("order. println!(a)", "order.M println!(a)", 1);
        check("order. std::println!(a)", "order.M std::println!(a)", 1);
        check("order.a != (b)", "order.a != (b)", 0);
        check("order.mail(a); b.await", "order.mail(a); b.await", 0);
        check("order.a::", "order.a::I", 1);
    }

    #[test]
    fn what_the_editor_mended_is_not_told_again() {
        check("pay(&order, amount.__ra_fixup)", "pay(&order, amount.M)", 0);
        check("let v = Verdict::__ra_fixup;", "let v = Verdict::I;", 0);
        check("if __ra_fixup {}", "if __orch_refused!() {}", 0);
        check("__ra_fixup", "__orch_refused!()", 0);
    }

    #[test]
    fn what_is_printed_is_a_call() {
        let tokens = printed("f(a.__orch_unnamed, B::__orch_no_name, c.d)".parse().expect("tokens"));
        assert_eq!(tokens.to_string().replace(' ', ""), "f(a.__orch_unnamed(),B::__orch_no_name(),c.d)");
    }
}
