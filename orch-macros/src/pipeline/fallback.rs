//! What stands in for what was refused, so that rustc checks everything else.
//!
//! A refused piece becomes a value of a type that rustc has complained about already: the complaint is the mistake itself,
//! as a `compile_error!` within the type. So rustc is silent about whatever uses that value, and tells what else is wrong.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Item, Macro, Type};

use super::ir::{Code, Flow};
use crate::editor;

/// What stands for a refused value. Names that begin like this are kept from users (E00).
const VALUE: &str = "__orch_refused";

/// Whether a name is the one that stands for a refused value.
pub(crate) fn is_refused(name: &str) -> bool {
    name == VALUE
}

/// A refused value in generated code: `__orch_refused()`.
pub(crate) fn value(span: Span) -> TokenStream {
    let ident = Ident::new(VALUE, Span::call_site().located_at(span));
    quote_spanned!(span=> #ident())
}

/// The same as an expression that is rewritten already.
pub(crate) fn expression(span: Span) -> Expr {
    Expr::Verbatim(value(span))
}

/// The same as a piece of code.
pub(crate) fn code(span: Span) -> Code {
    Code { tokens: value(span), uses: Vec::new(), alias: None, question: false }
}

/// A name for one in generated code.
pub(crate) fn binding(ident: &Ident) -> TokenStream {
    let value = value(ident.span());
    quote!(let #ident = #value;)
}

/// The type of refused values in the flow of this name: `__MarketData_refused`.
pub(crate) fn ty(flow: &Ident, span: Span) -> Type {
    let ident = ident(flow, span);
    syn::parse_quote!(#ident)
}

fn ident(flow: &Ident, span: Span) -> Ident {
    format_ident!("__{}_refused", flow, span = Span::call_site().located_at(span))
}

/// A text that could not be read, as an expression of a flow as written. What it names counts as used.
pub(crate) fn unread(tokens: TokenStream) -> Expr {
    let mac = Ident::new(VALUE, tokens.span());
    Expr::Macro(syn::parse_quote!(#mac!(#tokens)))
}

/// The same of a text that is not there.
pub(crate) fn unread_at(span: Span) -> Expr {
    let mac = Ident::new(VALUE, span);
    Expr::Macro(syn::parse_quote!(#mac!()))
}

/// Whether it is such an expression.
pub(crate) fn is_unread(mac: &Macro) -> bool {
    mac.path.is_ident(VALUE)
}

/// What refused values are made by in generated code. It never runs, because the build fails.
pub(crate) fn function(flow: &Flow) -> Option<TokenStream> {
    let (function, ty) = (Ident::new(VALUE, Span::call_site()), ident(&flow.name, Span::call_site()));
    let uses = flow.items.iter().filter(|item| matches!(item, Item::Use(_)));
    flow.refused.then(|| quote!(#(#uses)* const fn #function() -> #ty { loop {} }))
}

/// Items that were refused, where the rest of the flow finds them. Imports are nobody else's.
pub(crate) fn items(flow: &Flow) -> TokenStream {
    flow.items
        .iter()
        .filter(|item| !matches!(item, Item::Use(_)))
        .map(|item| quote!(#[allow(dead_code)] #item))
        .collect()
}

/// The mistakes as items. The first is told in the type of all refused values, so that rustc knows of it there.
pub(crate) fn told(flows: &[&Ident], mistakes: Vec<TokenStream>) -> TokenStream {
    let mut mistakes = mistakes.into_iter();
    let Some((first, others)) = flows.split_first() else { return mistakes.collect() };
    // What the editor mended itself, it has told itself.
    let Some(mistake) = mistakes.next().or_else(|| editor::asks().then(TokenStream::new)) else {
        return TokenStream::new();
    };
    let name = ident(first, Span::call_site());
    let mut items: TokenStream = match editor::asks() {
        true => {
            [alias(first, &quote!(::orch::__private::private::not_known_to_an_editor)), mistake].into_iter().collect()
        }
        false => {
            let checked = quote!(::orch::__private::private::Checked<{ #mistake }>);
            alias(first, &quote!(<#checked as ::orch::__private::private::Give<()>>::Type))
        }
    };
    items.extend(others.iter().map(|other| alias(other, &name)));
    items.extend(mistakes);
    items
}

fn alias(flow: &Ident, ty: &dyn ToTokens) -> TokenStream {
    let name = ident(flow, Span::call_site());
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        type #name = #ty;
    }
}
