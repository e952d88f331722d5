//! The check that a compensation takes what its agent can give it: the inputs by reference, then `Option<&Output>`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::call::lent;
use crate::agent::model::Signature;
use crate::agent::options::Options;
use crate::pipeline::ir::Compensate;

/// A function that is never called; rustc's words about it stand on the path behind `compensate =`.
pub(crate) fn check(signature: &Signature, options: &Options) -> TokenStream {
    let Some(Compensate::With(path)) = &options.compensate else { return TokenStream::new() };
    let (lifetime, output, span) = (lent(), &signature.output, path.span());
    let names: Vec<_> =
        signature.inputs().map(|input| format_ident!("{}", input.ident, span = span.resolved_at(mixed()))).collect();
    let result = format_ident!("output", span = span.resolved_at(mixed()));
    let types = signature.inputs().map(|input| input.undo_argument(&lifetime));
    let call = quote_spanned!(span=> #path::__call(#(#names,)* #result));
    quote! {
        #[allow(dead_code)]
        fn __compensation<#lifetime>(#(#names: #types,)* #result: ::core::option::Option<&#lifetime #output>) {
            let _ = #call;
        }
    }
}

fn mixed() -> proc_macro2::Span {
    proc_macro2::Span::mixed_site()
}
