//! A type of the user's under a check, so that what does not fit is complained about once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::editor;
use crate::hygiene::Ends;

/// The type itself, or what `is_stage::<fetch>()` has complained about and the compiler passes over from then on.
pub(crate) fn checked(check: &str, ty: &dyn ToTokens) -> TokenStream {
    let span = ours(Ends::of(ty).first);
    let [checked, give, check] = ["Checked", "Give", check].map(|name| {
        let name = Ident::new(name, span);
        quote_spanned!(span=> ::orch::__private::private::#name)
    });
    checked_by([&checked, &give, &check], span, ty)
}

/// The same by shorter names of `Checked`, `Give` and the check. The span is that of the first token of the type.
pub(crate) fn checked_by(names: [&dyn ToTokens; 3], span: Span, ty: &dyn ToTokens) -> TokenStream {
    let ([checked, give, check], span) = (names, ours(span));
    if editor::asks() {
        return quote_spanned!(span=> (#ty));
    }
    // In parentheses it can be nothing but a type: a path alone might as well be a constant.
    quote_spanned!(span=> <#checked<{ #check::<(#ty)>() }> as #give<(#ty)>>::Type)
}

/// The user's token, but generated, so that none of rustc's lints is about what stands there.
fn ours(span: Span) -> Span {
    span.resolved_at(Span::mixed_site())
}

/// `is_stage::<(fetch)>()`.
pub(crate) fn check(check: &str, ty: &dyn ToTokens) -> TokenStream {
    let span = Ends::of(ty).first;
    let check = Ident::new(check, span);
    quote_spanned!(span=> ::orch::__private::private::#check::<(#ty)>())
}

/// `<Checked<{ check }> as Give<T>>::Type`: the type, unless the check cannot be computed. An editor is given the type alone.
pub(crate) fn unless_refused(span: Span, check: &TokenStream, ty: &dyn ToTokens) -> TokenStream {
    if editor::asks() {
        return ty.to_token_stream();
    }
    quote_spanned!(span=> <::orch::__private::private::Checked<{ #check }> as ::orch::__private::private::Give<#ty>>::Type)
}
