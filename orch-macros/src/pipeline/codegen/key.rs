//! The names of a fan-out's items, and the keys of signals.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ReturnType};

use super::ours;
use crate::hygiene::Ends;

/// The closure of `.key(|s| s.symbol)` as one that gives text: `|s| key(&(s.symbol))`. The key is lent, so
/// that it needs no `.clone()`.
pub(super) fn text_of(key: &TokenStream) -> TokenStream {
    let Ok(mut closure) = syn::parse2::<ExprClosure>(key.clone()) else { return key.clone() };
    if matches!(closure.output, ReturnType::Type(..)) || matches!(*closure.body, Expr::Block(_)) {
        return key.clone();
    }
    let body = &closure.body;
    let lent = quote_spanned!(body.span().resolved_at(ours())=> &(#body));
    let text = quote_spanned!(ours()=> ::orch::__private::private::key(#lent));
    *closure.body = Expr::Verbatim(text);
    closure.into_token_stream()
}

/// The key of a signal as text. On the user's own tokens, where rustc speaks of a type that has no text.
pub(super) fn text(key: &TokenStream) -> TokenStream {
    let ends = Ends::of(key);
    let function = quote_spanned!(ends.first.resolved_at(ours())=> ::orch::__private::private::key);
    ends.call(function, quote_spanned!(ends.first=> &(#key)))
}
