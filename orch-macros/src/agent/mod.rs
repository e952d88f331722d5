//! `#[agent(…)]`: an async function becomes a stage that pipelines may use.

mod docs;
mod effect;
mod expand;
mod item;
mod model;
mod options;
mod signature;
pub(crate) mod text;
pub(crate) mod types;
mod waits;

pub(crate) use expand::encode;

use proc_macro2::TokenStream;
use quote::quote;

use crate::depth;
use crate::diagnostics::Diagnostics;

/// Expands the attribute.
pub(crate) fn expand(attribute: TokenStream, tokens: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    if depth::refuse(&attribute, &mut diagnostics) || depth::refuse(&tokens, &mut diagnostics) {
        let errors = diagnostics.into_tokens();
        return quote!(#tokens #errors);
    }
    let Some(mut item) = item::read(tokens.clone(), &mut diagnostics) else {
        let errors = diagnostics.into_tokens();
        return quote!(#tokens #errors);
    };
    item.refuse_repeated(&mut diagnostics);
    let options = options::read(attribute, &mut diagnostics);
    let signature = signature::read(&item, &mut diagnostics);
    options::check_against(&options, signature.as_ref(), &mut diagnostics);
    let function = expand::function(&item, signature.as_ref(), &options);
    let generated = match &signature {
        Some(signature) => expand::agent(&item, signature, &options),
        None => expand::stub(&item),
    };
    let errors = diagnostics.into_tokens();
    quote!(#function #generated #errors)
}
