//! The user's function: as it was written, with the contract added to its docs.

use proc_macro2::TokenStream;
use quote::quote;
use syn::FnArg;

use crate::agent::docs;
use crate::agent::item::Item;
use crate::agent::model::Signature;
use crate::agent::options::Options;

/// The function.
pub(crate) fn function(item: &Item, signature: Option<&Signature>, options: &Options) -> TokenStream {
    if item.sig.inputs.iter().any(|input| matches!(input, FnArg::Receiver(_))) {
        // rustc would refuse `self` here a second time.
        return TokenStream::new();
    }
    let Item { attrs, vis, body, .. } = item;
    let sig = item.plain_signature();
    let contract = signature.map(|signature| docs::contract(signature, options)).map(|text| quote!(#[doc = #text]));
    // What undoes it may be less public than it is itself: a link to what has no page is no mistake of the user's.
    let quiet = docs::compensation_link(options).map(|_| quote!(#[allow(rustdoc::private_intra_doc_links)]));
    // An agent whose type is less public than itself is an error where its contract is, and one is enough.
    let quiet = quote!(#quiet #[allow(private_interfaces)]);
    quote!(#(#attrs)* #contract #quiet #vis #sig #body)
}
