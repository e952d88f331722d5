//! What is emitted: the user's function as it stands, a hidden type of its name, and its contract as traits.

mod call;
mod function;
mod spec;
mod stage;
mod stub;
mod undo;

pub(crate) use function::function;
pub(crate) use stage::encode;
pub(crate) use stub::stub;

use proc_macro2::TokenStream;
use quote::quote;

use super::item::Item;
use super::model::Signature;
use super::options::Options;

/// The hidden type and everything that it implements.
pub(crate) fn agent(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let call = call::call(item, signature);
    let stage = stage::stage(item, signature, options);
    let spec = spec::spec(item, signature, options);
    let undo = undo::items(signature, options);
    let implementations = apart(item, quote!(#call #stage #spec #undo));
    let hidden = hidden_type(item);
    quote!(#hidden #implementations)
}

/// `pub struct fetch_quote {}`: braces keep it out of the namespace of functions.
fn hidden_type(item: &Item) -> TokenStream {
    let (cfgs, vis, name) = (item.cfgs(), &item.vis, &item.sig.ident);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub, clippy::all)]
        #vis struct #name {}
    }
}

/// A scope of their own for implementations, under the `#[cfg]`s of the function.
fn apart(item: &Item, implementations: TokenStream) -> TokenStream {
    let cfgs = item.cfgs();
    quote! {
        #(#cfgs)*
        #[allow(deprecated, unused_parens, unused_qualifications, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = { #implementations };
    }
}
