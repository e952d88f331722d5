//! Parsing what stands between delimiters, such that what ends too early is told at the closing one and not at the whole macro.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use syn::parse::{ParseStream, Parser};

/// Parses all of the tokens. `end` is where they end.
pub(crate) fn parse<T>(
    tokens: TokenStream,
    end: Span,
    parser: impl FnOnce(ParseStream) -> syn::Result<T>,
) -> syn::Result<T> {
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(end);
    let inside = |input: ParseStream| {
        let content;
        syn::braced!(content in input);
        parser(&content)
    };
    inside.parse2(proc_macro2::TokenTree::Group(group).into())
}
