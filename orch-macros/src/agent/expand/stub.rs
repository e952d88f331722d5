//! What stands in for an agent that was refused, so that flows which use it do not complain as well.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ReturnType, Type, parse_quote};

use crate::agent::item::Item;
use crate::agent::{signature, types};

/// The hidden type, which takes anything and gives what the function would.
pub(crate) fn stub(item: &Item) -> TokenStream {
    let name = &item.sig.ident;
    if signature::is_primitive(name) {
        return TokenStream::new();
    }
    let hidden = super::hidden_type(item);
    let parameters: Vec<_> = (0..passed(item)).map(|index| format_ident!("__T{index}")).collect();
    let (output, contract, encode) = (output(item), contract(item), super::encode());
    let implementations = super::apart(
        item,
        quote! {
            impl #name {
                #[doc(hidden)]
                pub fn __call<#(#parameters),*>(#(_: #parameters),*) {}

                #[doc(hidden)]
                pub const fn __stage() -> ::orch::__private::blueprint::StageRef {
                    const SPEC: &::orch::__private::blueprint::AgentSpec = &<#name as ::orch::__private::Agent>::SPEC;
                    ::orch::__private::blueprint::StageRef::Agent(SPEC)
                }
            }

            impl ::orch::__private::Stage for #name {
                type Args<'a> = ();
                type Owned = ();
                type Output = #output;
                type Error = ::orch::__private::NoError;
                type Resources = ();

                fn describe() -> ::orch::__private::blueprint::StageRef {
                    Self::__stage()
                }

                fn lend(_: &()) {}

                #encode

                fn failure_of(error: &Self::Error) -> ::orch::__private::Failure {
                    match *error {}
                }

                fn invoke<'a, __Engine: ::orch::__private::Engine>(
                    _: (),
                    _: &'a ::orch::__private::Context,
                    _: &'a (),
                    _: &'a __Engine,
                ) -> impl ::core::future::Future<Output: ::orch::__private::OrFault<Self::Output, Self::Error>>
                    + ::core::marker::Send + 'a {
                    ::core::future::pending::<::core::result::Result<Self::Output, Self::Error>>()
                }
            }

            #contract
        },
    );
    quote!(#hidden #implementations)
}

fn contract(item: &Item) -> TokenStream {
    let name = &item.sig.ident;
    let journal_name = name.to_string();
    quote! {
        impl ::orch::__private::Agent for #name {
            const SPEC: ::orch::__private::blueprint::AgentSpec = ::orch::__private::refused(#journal_name);
        }
    }
}

/// How many arguments flows pass: all but the context and the resources.
fn passed(item: &Item) -> usize {
    let inputs = item.sig.inputs.iter().filter(|input| match input {
        syn::FnArg::Receiver(_) => false,
        syn::FnArg::Typed(typed) => !typed.attrs.iter().any(crate::agent::item::is_resource) && !is_context(&typed.ty),
    });
    inputs.count()
}

fn is_context(ty: &Type) -> bool {
    match types::peeled(ty) {
        Type::Reference(reference) => types::is_plain(&reference.elem, "Context"),
        _ => types::is_plain(ty, "Context"),
    }
}

/// The output that was meant, where it can be named outside the function.
fn output(item: &Item) -> Type {
    let ReturnType::Type(_, ty) = &item.sig.output else { return parse_quote!(()) };
    let meant = match types::last_segment(ty) {
        Some(segment) if segment.ident == "Result" => types::type_arguments(segment).first().copied(),
        _ => Some(&**ty),
    };
    let mut unheard = crate::diagnostics::Diagnostics::new();
    match meant.filter(|ty| item.sig.generics.params.is_empty() && types::owned(ty, &mut unheard)) {
        Some(ty) => {
            let _ = unheard.into_tokens();
            ty.clone()
        }
        None => {
            let _ = unheard.into_tokens();
            parse_quote!(())
        }
    }
}
