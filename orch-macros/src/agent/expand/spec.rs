//! `impl Agent`: the contract as a constant.

use orch_blueprint::Placement;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

use crate::agent::item::Item;
use crate::agent::model::Signature;
use crate::agent::options::{Options, Timeout};
use crate::agent::text;
use crate::pipeline::ir::Compensate;
use crate::policy::literal::Length;

/// The implementation.
pub(crate) fn spec(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let name = &item.sig.ident;
    let journal_name = options.name.clone().unwrap_or_else(|| name.unraw().to_string());
    let (docs, output) = (item.docs(), text_of(&signature.output));
    let (effect, line) = (format!("{:?}", options.effect), line_of(name));
    let effect = Ident::new(&effect, Span::call_site());
    let inputs = signature.inputs().map(|input| param(&input.ident, &input.written));
    let resources = signature.resources().map(|resource| param(&resource.ident, &resource.ty));
    let error = option(signature.error.as_ref().map(text_of).map(ToTokens::into_token_stream));
    let (timeout, heartbeat) = (timeout(&options.timeout), heartbeat(options));
    let retry = option(options.retry.as_ref().map(|retry| retry.tokens.clone()));
    let (placement, compensation) = (placement(options.placement), compensation(options));
    quote! {
        impl ::orch::__private::Agent for #name {
            const SPEC: ::orch::__private::blueprint::AgentSpec = ::orch::__private::blueprint::AgentSpec {
                name: #journal_name,
                docs: #docs,
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: #line,
                effect: ::orch::__private::blueprint::Effect::#effect,
                inputs: &[#(#inputs),*],
                resources: &[#(#resources),*],
                output: #output,
                error: #error,
                timeout: #timeout,
                heartbeat: #heartbeat,
                retry: #retry,
                placement: ::orch::__private::blueprint::Placement::#placement,
                compensation: #compensation,
            };
        }
    }
}

/// With the span of the name, so that it gives the line of the name and not of the attribute.
fn line_of(name: &Ident) -> TokenStream {
    quote_spanned!(name.span()=> ::core::line!())
}

fn text_of(ty: &Type) -> String {
    text::of(&ty.to_token_stream())
}

fn param(name: &Ident, ty: &Type) -> TokenStream {
    let (name, ty) = (name.unraw().to_string(), text_of(ty));
    quote!(::orch::__private::blueprint::Param { name: #name, ty: #ty })
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

fn timeout(timeout: &Timeout) -> TokenStream {
    match timeout {
        Timeout::Default => option(Some(quote!(::orch::__private::DEFAULT_TIMEOUT))),
        Timeout::Of(Length { tokens, .. }) => option(Some(tokens.clone())),
        Timeout::None => option(None),
    }
}

fn heartbeat(options: &Options) -> TokenStream {
    option(options.heartbeat.as_ref().map(|(_, length)| length.tokens.clone()))
}

fn placement(placement: Placement) -> Ident {
    let name = match placement {
        Placement::Inline => "Inline",
        Placement::Spawned => "Spawned",
        Placement::Blocking => "Blocking",
    };
    Ident::new(name, Span::call_site())
}

fn compensation(options: &Options) -> TokenStream {
    let variant = match &options.compensate {
        None => quote!(Unstated),
        Some(Compensate::Nothing(why)) => quote!(Nothing(#why)),
        Some(Compensate::With(path)) => {
            let undo = super::undo::alias(path);
            quote!(With(&<#undo as ::orch::__private::Agent>::SPEC))
        }
    };
    quote!(::orch::__private::blueprint::Compensation::#variant)
}
