//! What one modifier was given.

use proc_macro2::Span;
use syn::{Expr, ExprMethodCall, Lit};

use crate::diagnostics::Diagnostics;

pub(super) fn refuse_twice(call: &ExprMethodCall, twice: bool, diagnostics: &mut Diagnostics) {
    if twice {
        diagnostics.error("E24", &call.method, format_args!("`.{}(…)` is written twice: keep one", call.method));
    }
}

pub(super) fn argument(call: &ExprMethodCall, diagnostics: &mut Diagnostics) -> Option<Expr> {
    if call.args.len() == 1 {
        return call.args.first().cloned();
    }
    diagnostics.error("E24", &call.method, format_args!("`.{}(…)` takes one argument", call.method));
    None
}

pub(super) fn text(call: &ExprMethodCall, diagnostics: &mut Diagnostics) -> Option<(String, Span)> {
    if let Some(Expr::Lit(literal)) = call.args.first()
        && let Lit::Str(text) = &literal.lit
        && call.args.len() == 1
    {
        return Some((text.value(), text.span()));
    }
    diagnostics.error(
        "E07",
        &call.method,
        format_args!("`.{0}(…)` takes a name as text: `.{0}(\"second_opinion\")`", call.method),
    );
    None
}
