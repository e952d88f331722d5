//! `#[derive(Resources)]`: an application's struct provides its fields to agents.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, Ident, Type};

use crate::agent::{text, types};
use crate::depth;
use crate::diagnostics::Diagnostics;

/// Expands the derive.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    if depth::refuse(&item, &mut diagnostics) {
        return diagnostics.into_tokens();
    }
    let implementations = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => implementations(&input, &mut diagnostics),
        Err(error) => {
            diagnostics.push(error);
            TokenStream::new()
        }
    };
    let errors = diagnostics.into_tokens();
    quote!(#implementations #errors)
}

fn implementations(input: &DeriveInput, diagnostics: &mut Diagnostics) -> TokenStream {
    let Data::Struct(data) = &input.data else {
        diagnostics.error("E20", &input.ident, "resources are the fields of a struct");
        return TokenStream::new();
    };
    let fields = match &data.fields {
        Fields::Named(fields) => &fields.named,
        Fields::Unit => return TokenStream::new(),
        Fields::Unnamed(_) => {
            diagnostics.error("E20", &input.ident, "resources are named fields: `struct App { venue: Arc<Venue> }`");
            return TokenStream::new();
        }
    };
    let mut given: Vec<(String, &Ident)> = Vec::new();
    let mut out = TokenStream::new();
    for field in fields {
        // `_` is no name, which rustc says.
        let named = field.ident.as_ref().filter(|name| *name != "_");
        let Some(name) = named.filter(|_| !is_skipped(field, diagnostics)) else { continue };
        let resource = Resource::of(field);
        let text = text::of(&resource.ty.to_token_stream());
        if let Some((_, earlier)) = given.iter().find(|(ty, _)| *ty == text) {
            let message = format!(
                "`{earlier}` provides `{text}` already, and agents ask by type: give one of them a type of its own, \
                 or put `#[resources(skip)]` on it"
            );
            diagnostics.error("E20", name, message);
            continue;
        }
        given.push((text, name));
        out.extend(provide(input, name, &resource));
    }
    out
}

fn is_skipped(field: &Field, diagnostics: &mut Diagnostics) -> bool {
    let mut skipped = false;
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("resources")) {
        let read = attr.parse_nested_meta(|meta| match meta.path.is_ident("skip") {
            true => Ok(()),
            false => Err(meta.error("")),
        });
        match read {
            Ok(()) => skipped = true,
            Err(_) => diagnostics.error("E24", &attr.meta, "a field takes `#[resources(skip)]` and nothing else"),
        }
    }
    skipped
}

/// What a field provides.
struct Resource<'a> {
    ty: &'a Type,
    /// The field is an `Arc` of the resource, which is shared as it is.
    shared: bool,
}

impl<'a> Resource<'a> {
    /// `Arc<T>` provides `T`; anything else, an `Arc<dyn Trait>` too, provides itself.
    fn of(field: &'a Field) -> Resource<'a> {
        let inside = types::last_segment(&field.ty)
            .filter(|segment| segment.ident == "Arc")
            .and_then(|segment| types::type_arguments(segment).first().copied())
            .filter(|ty| !matches!(ty, Type::TraitObject(_) | Type::Slice(_)) && !types::is_plain(ty, "str"));
        match inside {
            Some(ty) => Resource { ty, shared: true },
            None => Resource { ty: &field.ty, shared: false },
        }
    }
}

fn provide(input: &DeriveInput, field: &Ident, resource: &Resource<'_>) -> TokenStream {
    let (name, ty) = (&input.ident, resource.ty);
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let body = match resource.shared {
        true => quote!(::std::sync::Arc::clone(&self.#field)),
        false => quote_spanned!(ty.span()=> <#ty as ::orch::__private::Lend>::lend(&self.#field)),
    };
    quote! {
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic)]
        impl #generics ::orch::__private::Provide<#ty> for #name #arguments #bounds {
            fn provide(&self) -> ::std::sync::Arc<#ty> {
                #body
            }
        }
    }
}
