//! `compensate = undo`: the agent that undoes this one is called with the inputs by reference, then `Option<&Output>`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use super::call::lent;
use crate::agent::model::Signature;
use crate::agent::options::Options;
use crate::checked::checked;
use crate::hygiene::Ends;
use crate::pipeline::ir::Compensate;

/// The undoing agent as a type, on the path behind `compensate =`.
pub(super) fn alias(path: &Path) -> Ident {
    Ident::new("__Undo", Ends::of(path).first)
}

fn path(options: &Options) -> Option<&Path> {
    match &options.compensate {
        Some(Compensate::With(path)) => Some(path),
        _ => None,
    }
}

/// The type of that name; what it needs from the application; and how it is called. rustc's words about a call that does
/// not fit stand on the path.
pub(super) fn items(signature: &Signature, options: &Options) -> TokenStream {
    let Some(path) = path(options) else { return TokenStream::new() };
    let (alias, undo) = (alias(path), checked("is_agent", path));
    let (call, resources) = (call(signature, path), undo_resources(&alias));
    quote! {
        #[allow(non_camel_case_types, unused_parens)]
        type #alias = #undo;
        #resources
        #call
    }
}

fn call(signature: &Signature, path: &Path) -> TokenStream {
    let (lifetime, output, span) = (lent(), &signature.output, path.span());
    let ours = span.resolved_at(Span::mixed_site());
    let named = |ident: &Ident| {
        let mut ident = ident.clone();
        ident.set_span(ours);
        ident
    };
    let names: Vec<_> = signature.inputs().map(|input| named(&input.ident)).collect();
    let (result, alias) = (format_ident!("output", span = ours), alias(path));
    let types = signature.inputs().map(|input| input.undo_argument(&lifetime));
    let call = quote_spanned!(span=> <#alias>::__call(#(#names,)* #result));
    quote! {
        fn __compensation<#lifetime>(
            #(#names: #types,)*
            #result: ::core::option::Option<&#lifetime #output>,
        ) -> <#alias as ::orch::__private::Stage>::Args<#lifetime> {
            #call
        }
    }
}

/// A type of its own, so that a public agent may be undone by a private one.
fn undo_resources(alias: &Ident) -> TokenStream {
    quote! {
        #[derive(Clone)]
        #[allow(missing_docs, unreachable_pub)]
        pub struct __UndoResources(<#alias as ::orch::__private::Stage>::Resources);

        impl<__App> ::orch::__private::ResourceSet<__App> for __UndoResources
        where
            <#alias as ::orch::__private::Stage>::Resources: ::orch::__private::ResourceSet<__App>,
        {
            fn collect(app: &__App) -> Self {
                __UndoResources(::orch::__private::ResourceSet::collect(app))
            }
        }
    }
}

/// The last of the agent's own resources: those of the agent that undoes it.
pub(super) fn resources(options: &Options) -> Option<TokenStream> {
    path(options).map(|_| quote!(__UndoResources,))
}

/// `Stage::undo`.
pub(super) fn method(signature: &Signature, options: &Options) -> Option<TokenStream> {
    let alias = alias(path(options)?);
    let place = syn::Index::from(signature.resources().count());
    let inputs = (0..signature.inputs().count()).map(syn::Index::from);
    let [change, resources, engine, inner] =
        ["change", "resources", "engine", "inputs"].map(|name| Ident::new(name, Span::mixed_site()));
    Some(quote! {
        fn undo<__Engine: ::orch::__private::Engine>(
            #change: &::orch::__private::Undoing,
            #resources: &Self::Resources,
            #engine: &__Engine,
        ) -> ::core::option::Option<::orch::__private::engine::BoxFuture<::orch::__private::Undone>> {
            use ::orch::__private::private::{KeptLoads as _, KeptRefuses as _};
            let kept = ::orch::__private::private::MaybeKept::<Self::Owned, Self::Output>::new().load(#change);
            ::orch::__private::private::undo::<Self, #alias, __Engine>(
                #change,
                kept,
                &#resources.#place.0,
                #engine,
                |owned, output| {
                    let #inner = Self::__undone(owned);
                    __compensation(#(#inner.#inputs,)* output)
                },
            )
        }
    })
}
