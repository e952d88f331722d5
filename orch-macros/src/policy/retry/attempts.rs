//! `attempts = 4`: calls in all, the first one included.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, Lit, LitInt};

use crate::agent::text;
use crate::diagnostics::Diagnostics;
use crate::policy::entry::{Entry, Form};

const WHOLE: &str = "attempts are a whole number: `attempts = 4`";

/// Tokens of a `u32` that is not zero, and their text.
pub(crate) fn read(part: &Entry, diagnostics: &mut Diagnostics) -> Option<(TokenStream, String)> {
    let value = part.value("attempts = 4", diagnostics)?;
    let text = text::of(&value);
    match checked(&value) {
        Ok(tokens) => Some((tokens, text)),
        Err(message) => {
            diagnostics.error("E24", &value, message);
            None
        }
    }
}

fn checked(value: &TokenStream) -> Result<TokenStream, String> {
    match syn::parse2::<Expr>(value.clone()) {
        Ok(Expr::Lit(literal)) => number(&literal.lit).map(|()| value.clone()),
        Ok(Expr::Unary(_)) | Err(_) => Err(WHOLE.to_owned()),
        Ok(_) => {
            let span = value.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
            Ok(quote_spanned!(span=> ::orch::__private::not_none(#value)))
        }
    }
}

fn number(literal: &Lit) -> Result<(), String> {
    let Lit::Int(number) = literal else { return Err(WHOLE.to_owned()) };
    if !number.suffix().is_empty() {
        return Err(format!("attempts are a number without a unit: `attempts = {}`", number.base10_digits()));
    }
    match number.base10_parse::<u32>() {
        Ok(0) => Err("no attempt at all is no call: the least is `attempts = 1`, the first call counts".to_owned()),
        Ok(_) => Ok(()),
        Err(_) => Err(format!("attempts are at most {}", u32::MAX)),
    }
}

/// Reports `retries = 3`, which leaves open whether the first call counts.
pub(crate) fn refuse_retries(part: &Entry, diagnostics: &mut Diagnostics) -> Option<()> {
    let retries = match &part.form {
        Form::Value(value) => syn::parse2::<LitInt>(value.clone()).ok().and_then(|n| n.base10_parse::<u32>().ok()),
        _ => None,
    };
    let example = format!("attempts = {}", retries.unwrap_or(3).saturating_add(1));
    diagnostics.error("E24", &part.name, format_args!("did you mean `{example}`? the first call counts"));
    None
}
