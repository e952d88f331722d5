//! Macros of async runtimes that have no place in a flow: what they do by hand, the flow does by itself (E04).

use syn::punctuated::Punctuated;
use syn::{Expr, Macro, Token};

use super::misplaced::await_in;
use crate::diagnostics::Diagnostics;
use crate::pipeline::check::foreign::RACE;

const JOINS: &[&str] = &["join", "try_join"];
const SELECTS: &[&str] = &["select", "select_biased"];

/// Whether it is one; says so.
pub(crate) fn refuse_macro(mac: &Macro, diagnostics: &mut Diagnostics) -> bool {
    let Some(last) = mac.path.segments.last() else { return false };
    let name = last.ident.to_string();
    let advice = match name.as_str() {
        word if JOINS.contains(&word) && (mac.path.segments.len() > 1 || calls(mac)) => {
            "stages that only look already run side by side: write them one after another"
        }
        word if SELECTS.contains(&word) => RACE,
        _ => return false,
    };
    diagnostics.error(
        "E04",
        &mac.path,
        format_args!("`{name}!` awaits by itself, which a flow cannot see\n  {advice}"),
    );
    true
}

/// Whether futures stand in it. A macro of the user's may be called `join` as well.
fn calls(mac: &Macro) -> bool {
    let list = mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
    let call = |expr: &Expr| matches!(expr, Expr::Call(_) | Expr::MethodCall(_));
    await_in(mac.tokens.clone()).is_some() || list.is_ok_and(|list| list.iter().all(call))
}
