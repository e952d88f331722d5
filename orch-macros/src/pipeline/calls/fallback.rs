//! `.or_else(|failed| other(failed))`.

use syn::{Expr, ExprClosure, ExprMethodCall, Pat};

use super::stage::stage;
use super::{built_in, chain, path, waited};
use crate::diagnostics::Diagnostics;
use crate::pipeline::ast::{Alternative, Call};
use crate::pipeline::fallback::is_unread;

pub(super) fn alternative(
    call: &ExprMethodCall,
    even_unknown: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Alternative> {
    let Some(Expr::Closure(closure)) = call.args.first() else {
        let message = format_args!("write the fallback as a closure: `.{}(|failed| other(failed))`", call.method);
        diagnostics.error("E24", &call.method, message);
        return None;
    };
    let failed = parameter(closure, diagnostics)?;
    let call = fallback_call(&closure.body, diagnostics)?;
    Some(Alternative { failed, even_unknown, call: Box::new(call) })
}

fn parameter(closure: &ExprClosure, diagnostics: &mut Diagnostics) -> Option<Option<syn::Ident>> {
    match (closure.inputs.first(), closure.inputs.len()) {
        (Some(Pat::Ident(ident)), 1) => Some(Some(ident.ident.clone())),
        (Some(Pat::Wild(_)), 1) => Some(None),
        _ => {
            diagnostics.error(
                "E24",
                &closure.inputs_begin,
                "a fallback takes the failure, by a name or as `_`: `|failed| other(failed)`",
            );
            None
        }
    }
}

fn fallback_call(body: &Expr, diagnostics: &mut Diagnostics) -> Option<Call> {
    let body = only_expression(body);
    let wait = waited(body);
    if let Some(wait) = wait {
        diagnostics.error(
            "E09",
            &wait.await_token,
            "a fallback is written without `.await`: the whole chain is awaited behind its last `)`",
        );
        return None;
    }
    let (first, modifiers) = chain(body);
    // What could not be read was told.
    if matches!(first, Expr::Macro(mac) if is_unread(&mac.mac)) {
        return None;
    }
    if let Expr::Call(call) = first
        && let Some(callee) = path(&call.func)
        && built_in(&callee.path).is_none()
    {
        return stage(callee, call, &modifiers, false, diagnostics);
    }
    diagnostics.error("E24", body, "a fallback is a call of an agent or a pipeline: `|failed| other(failed)`");
    None
}

/// `{ f(x) }` is `f(x)`.
fn only_expression(body: &Expr) -> &Expr {
    if let Expr::Block(block) = body
        && let [syn::Stmt::Expr(only, None)] = block.block.stmts.as_slice()
    {
        return only_expression(only);
    }
    body
}
