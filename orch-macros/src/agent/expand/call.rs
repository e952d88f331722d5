//! `fetch_quote::__call(&tick)`: how flows make the arguments. It has the user's parameters, names and spans, without
//! context and resources, so that rustc's words about a wrong argument show the user's function.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Lifetime;
use syn::spanned::Spanned;

use crate::agent::item::Item;
use crate::agent::model::Signature;

/// The lifetime of what is lent for a call.
pub(crate) fn lent() -> Lifetime {
    Lifetime::new("'a", Span::mixed_site())
}

/// The inherent implementation.
pub(crate) fn call(item: &Item, signature: &Signature) -> TokenStream {
    let name = &item.sig.ident;
    let lifetime = lent();
    let parameters = signature.inputs().map(|input| {
        let (ident, ty) = (&input.ident, input.argument(&lifetime));
        quote_spanned!(input.ident.span().join(input.written.span()).unwrap_or(input.ident.span())=> #ident: #ty)
    });
    let idents = signature.inputs().map(|input| &input.ident);
    let call = quote::format_ident!("__call", span = name.span());
    let owned = quote::format_ident!("owned", span = Span::mixed_site());
    let undone = signature.inputs().map(|input| input.undo_argument(&lifetime));
    let places = signature.inputs().enumerate().map(|(number, input)| {
        let number = syn::Index::from(number);
        input.lend_to_undo(&quote!(#owned.#number))
    });
    quote! {
        impl #name {
            #[doc(hidden)]
            pub fn #call<#lifetime>(#(#parameters),*) -> <Self as ::orch::__private::Stage>::Args<#lifetime> {
                (#(#idents,)*)
            }

            #[doc(hidden)]
            pub fn __undone<#lifetime>(
                #owned: &#lifetime <Self as ::orch::__private::Stage>::Owned,
            ) -> (#(#undone,)*) {
                (#(#places,)*)
            }

            #[doc(hidden)]
            pub const fn __stage() -> ::orch::__private::blueprint::StageRef {
                const SPEC: &::orch::__private::blueprint::AgentSpec = &<#name as ::orch::__private::Agent>::SPEC;
                ::orch::__private::blueprint::StageRef::Agent(SPEC)
            }
        }
    }
}
