//! A type of the user's under a check, so that what does not fit is complained about once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::editor;
use crate::hygiene::Ends;

/// The type itself, or what `is_stage::<fetch>()` has complained about and the compiler passes over from then on.
pub(crate) fn checked(check: &str, ty: &dyn ToTokens) -> TokenStream {
    let span = Ends::of(ty).first;
    unless_refused(span, &self::check(check, ty), &quote_spanned!(span=> (#ty)))
}

/// `is_stage::<(fetch)>()`.
pub(crate) fn check(check: &str, ty: &dyn ToTokens) -> TokenStream {
    let span = Ends::of(ty).first;
    let check = Ident::new(check, span);
    // In parentheses it can be nothing but a type: a path alone might as well be a constant.
    quote_spanned!(span=> ::orch::__private::private::#check::<(#ty)>())
}

/// `<Checked<{ check }> as Give<T>>::Type`: the type, unless the check cannot be computed. An editor is given the type alone.
pub(crate) fn unless_refused(span: Span, check: &TokenStream, ty: &dyn ToTokens) -> TokenStream {
    if editor::asks() {
        return ty.to_token_stream();
    }
    quote_spanned!(span=> <::orch::__private::private::Checked<{ #check }> as ::orch::__private::private::Give<#ty>>::Type)
}
