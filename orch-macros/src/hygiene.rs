//! Names that generated code uses, kept apart from the user's.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};

/// The hidden local that holds what a nested stage gave: `f(g(x).await?)` becomes `f(*__orch_3)`.
pub(crate) fn hidden(number: usize, span: Span) -> Ident {
    // The user's own hygiene: rustc then speaks of the user's text, and such names are kept from users (E00).
    format_ident!("__orch_{}", number, span = span)
}

/// Whether it is such a local.
pub(crate) fn is_hidden(ident: &Ident) -> bool {
    ident.to_string().starts_with("__orch_")
}

/// The first and the last token of a text. Stable Rust cannot join their spans.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Ends {
    /// Of what the user wrote.
    pub(crate) fn of(tokens: &dyn ToTokens) -> Ends {
        let mut trees = tokens.to_token_stream().into_iter();
        let Some(first) = trees.next() else { return Ends::at(Span::call_site()) };
        let begin = match &first {
            TokenTree::Group(group) => group.span_open(),
            other => other.span(),
        };
        let end = match trees.last().unwrap_or(first) {
            TokenTree::Group(group) => group.span_close(),
            other => other.span(),
        };
        Ends { first: begin, last: end }
    }

    /// One token.
    pub(crate) fn at(span: Span) -> Ends {
        Ends { first: span, last: span }
    }

    /// `function(arguments)`, which rustc shows as the whole text: an expression reaches from its first to its last token.
    pub(crate) fn call(self, function: TokenStream, arguments: TokenStream) -> TokenStream {
        let mut parentheses = Group::new(Delimiter::Parenthesis, arguments);
        parentheses.set_span(self.last);
        let mut call = function;
        call.extend([TokenTree::Group(parentheses)]);
        call
    }
}
