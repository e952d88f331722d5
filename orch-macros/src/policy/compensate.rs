//! `compensate = undo`, `compensate = nothing("why")`: what undoes a change when something after it fails for good.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Path, parenthesized};

use super::entry::Entry;
use crate::diagnostics::Diagnostics;
use crate::pipeline::ir::Compensate;

const EXAMPLE: &str = "compensate = undo";

/// Reads the option; reports what is wrong with it.
pub(crate) fn read(option: &Entry, diagnostics: &mut Diagnostics) -> Option<Compensate> {
    let value = option.value(EXAMPLE, diagnostics)?;
    match syn::parse2::<Written>(value.clone()) {
        Ok(Written(compensate)) => Some(compensate),
        Err(_) => {
            refuse(&value, diagnostics);
            None
        }
    }
}

fn refuse(value: &TokenStream, diagnostics: &mut Diagnostics) {
    let message = "a compensation is an agent, `compensate = undo`, or a reason why there is nothing to undo, \
                   `compensate = nothing(\"why\")`";
    diagnostics.error("E12", value, message);
}

struct Written(Compensate);

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Written> {
        let path: Path = input.parse()?;
        if input.is_empty() && !path.is_ident("nothing") && !path.is_ident("none") {
            return Ok(Written(Compensate::With(path)));
        }
        if !path.is_ident("nothing") {
            return Err(input.error("expected `nothing`"));
        }
        let why;
        parenthesized!(why in input);
        let reason: LitStr = why.parse()?;
        if reason.value().trim().is_empty() || !why.is_empty() {
            return Err(input.error("expected a reason"));
        }
        Ok(Written(Compensate::Nothing(reason.value())))
    }
}
