//! The contract that a signature makes.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Lifetime, Type};

use crate::checked::{check, checked};

/// A signature that can be an agent's.
#[derive(Debug)]
pub(crate) struct Signature {
    /// In the order of the function.
    pub(crate) params: Vec<Param>,
    /// `()` if none was written.
    pub(crate) output: Type,
    /// `E` of a `Result<T, E>`.
    pub(crate) error: Option<Type>,
}

impl Signature {
    /// The parameters that flows pass.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.params.iter().filter_map(|param| match param {
            Param::Input(input) => Some(input),
            _ => None,
        })
    }

    /// The parameters that the application provides.
    pub(crate) fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.params.iter().filter_map(|param| match param {
            Param::Resource(resource) => Some(resource),
            _ => None,
        })
    }

    /// Whether it asks for the context.
    pub(crate) fn has_context(&self) -> bool {
        self.params.iter().any(|param| matches!(param, Param::Context))
    }
}

/// A parameter of the function.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a function has few parameters")]
pub(crate) enum Param {
    /// Passed by flows.
    Input(Input),
    /// `#[resource] venue: &Venue`
    Resource(Resource),
    /// `cx: &Context`
    Context,
}

/// What an agent works on.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) ident: Ident,
    /// The type as it was written.
    pub(crate) written: Type,
    pub(crate) passing: Passing,
}

/// What an agent is served by.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) ident: Ident,
    /// `T` of `&T`.
    pub(crate) ty: Type,
}

/// How an input is handed over.
#[derive(Debug)]
pub(crate) enum Passing {
    /// `T`
    Owned,
    /// `&T`
    Lent(Lent),
    /// `Option<&T>`
    Maybe(Lent),
}

/// What stands behind the `&`.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a function has few parameters")]
pub(crate) enum Lent {
    /// `&T`, kept as `T`.
    Sized(Type),
    /// `&str`, kept as `String`.
    Str(Type),
    /// `&[T]`, kept as `Vec<T>`.
    Slice(Type, Type),
    /// `&Path`, kept as its `ToOwned::Owned`, so that a type of the user's own by that name works too.
    Path(Type),
}

impl Lent {
    /// The type behind the `&`.
    pub(crate) fn target(&self) -> &Type {
        match self {
            Lent::Sized(target) | Lent::Str(target) | Lent::Path(target) | Lent::Slice(target, _) => target,
        }
    }

    fn owned(&self) -> TokenStream {
        match self {
            Lent::Sized(target) => quote!(#target),
            Lent::Str(target) => quote_spanned!(target.span()=> ::std::string::String),
            Lent::Slice(target, item) => quote_spanned!(target.span()=> ::std::vec::Vec<#item>),
            Lent::Path(target) => quote_spanned!(target.span()=> <#target as ::std::borrow::ToOwned>::Owned),
        }
    }
}

impl Input {
    /// Its type in `__call`.
    pub(crate) fn argument(&self, lifetime: &Lifetime) -> TokenStream {
        match &self.passing {
            Passing::Owned => {
                let ty = &self.written;
                quote!(#ty)
            }
            Passing::Lent(lent) => reference(lent.target(), lifetime),
            Passing::Maybe(lent) => {
                let inner = reference(lent.target(), lifetime);
                quote!(::core::option::Option<#inner>)
            }
        }
    }

    /// Its type in `Args<'a>`, where what cannot be lent is told of once.
    pub(crate) fn checked_argument(&self, lifetime: &Lifetime) -> TokenStream {
        match &self.passing {
            Passing::Lent(Lent::Sized(target)) => {
                let target = checked("is_lent", target);
                quote!(&#lifetime #target)
            }
            _ => self.argument(lifetime),
        }
    }

    /// The check of that, if there is one.
    pub(crate) fn check(&self) -> Option<TokenStream> {
        match &self.passing {
            Passing::Lent(Lent::Sized(target)) => Some(check("is_lent", target)),
            _ => None,
        }
    }

    /// Its type where a compensation takes it: always by reference.
    pub(crate) fn undo_argument(&self, lifetime: &Lifetime) -> TokenStream {
        match &self.passing {
            Passing::Owned => reference(&self.written, lifetime),
            _ => self.argument(lifetime),
        }
    }

    /// Lent to a compensation from `place`, its place in the owned tuple.
    pub(crate) fn lend_to_undo(&self, place: &TokenStream) -> TokenStream {
        match &self.passing {
            Passing::Owned => quote!(&#place),
            _ => self.lend(place),
        }
    }

    /// Its type in `Owned`.
    pub(crate) fn owned(&self) -> TokenStream {
        match &self.passing {
            Passing::Owned => {
                let ty = &self.written;
                quote!(#ty)
            }
            Passing::Lent(lent) => lent.owned(),
            Passing::Maybe(lent) => {
                let inner = lent.owned();
                quote!(::core::option::Option<#inner>)
            }
        }
    }

    /// The argument, lent from `place`, its place in the owned tuple.
    pub(crate) fn lend(&self, place: &TokenStream) -> TokenStream {
        match &self.passing {
            Passing::Owned => quote!((&::orch::__private::Cloned(&#place)).give()),
            Passing::Lent(Lent::Sized(_)) => quote!(&#place),
            Passing::Lent(lent) => {
                let target = lent.target();
                quote!(::core::borrow::Borrow::<#target>::borrow(&#place))
            }
            Passing::Maybe(Lent::Sized(_)) => quote!(#place.as_ref()),
            Passing::Maybe(_) => quote!(#place.as_deref()),
        }
    }
}

fn reference(target: &Type, lifetime: &Lifetime) -> TokenStream {
    quote_spanned!(target.span()=> &#lifetime #target)
}
