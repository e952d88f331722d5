//! A type of the user's under a check, so that what does not fit is complained about once.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::hygiene::Ends;

/// `<Checked<{ is_stage::<fetch>() }> as Give<fetch>>::Type`: the type itself, or what the compiler has complained about
/// and passes over from then on.
pub(crate) fn checked(check: &str, ty: &dyn ToTokens) -> TokenStream {
    let span = Ends::of(ty).first;
    let check = Ident::new(check, span);
    // In parentheses it can be nothing but a type: a path alone might as well be a constant.
    let ty = quote_spanned!(span=> (#ty));
    quote_spanned! {span=>
        <::orch::__private::private::Checked<{ ::orch::__private::private::#check::<#ty>() }>
            as ::orch::__private::private::Give<#ty>>::Type
    }
}
