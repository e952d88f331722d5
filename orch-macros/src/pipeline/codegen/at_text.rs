//! Calls of our own around the user's text, made so that rustc shows nothing but the text when it does not fit.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::hygiene::Ends;
use crate::pipeline::ir::Code;

/// A length of time, with words of its own for what is none.
pub(crate) fn time(code: &Code) -> TokenStream {
    call_at_its_text("time", code)
}

/// `let list = &order.lines;` and `listed(&list)`, where rustc shows nothing but the list's text.
pub(crate) fn listed(text: &TokenStream) -> (TokenStream, TokenStream) {
    let ends = Ends::of(text);
    let (local, lent) = (Ident::new("__orch_list", ends.first), Ident::new("__orch_list", ends.last));
    let listed = quote_spanned!(ends.first=> ::orch::__private::private::listed);
    (quote!(let #local = #text;), ends.call(listed, quote_spanned!(ends.first=> &#lent)))
}

/// `time(code)`, where rustc shows nothing but the code.
pub(crate) fn call_at_its_text(function: &str, code: &Code) -> TokenStream {
    let ends = Ends::of(&code.tokens);
    let function = Ident::new(function, ends.first);
    ends.call(quote_spanned!(ends.first=> ::orch::__private::private::#function), code.tokens.clone())
}
