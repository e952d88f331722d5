//! `signal::<Verdict>("review").timeout(1d)`.

use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, Lit};

use super::modifiers::{argument, refuse_twice};
use super::turbofish;
use crate::diagnostics::Diagnostics;
use crate::pipeline::ast::SignalCall;
use crate::pipeline::check::nearest::hint;

pub(super) fn signal(
    callee: &ExprPath,
    call: &ExprCall,
    modifiers: &[&ExprMethodCall],
    diagnostics: &mut Diagnostics,
) -> Option<SignalCall> {
    let ty = turbofish(&callee.path).or_else(|| {
        diagnostics.error(
            "E08",
            &callee.path,
            "the type that the signal brings is missing: `signal::<Verdict>(\"review\")`",
        );
        None
    })?;
    let Some(Expr::Lit(literal)) = call.args.first().filter(|_| call.args.len() == 1) else {
        diagnostics.error("E24", call, "a signal has a name, written as text: `signal::<Verdict>(\"review\")`");
        return None;
    };
    let Lit::Str(name) = &literal.lit else {
        diagnostics.error("E24", &literal.lit, "the name of a signal is text: `signal::<Verdict>(\"review\")`");
        return None;
    };
    let mut signal = SignalCall { ty, name: name.value(), span: name.span(), timeout: None, key: None };
    for call in modifiers {
        signal_modifier(call, &mut signal, diagnostics)?;
    }
    Some(signal)
}

fn signal_modifier(call: &ExprMethodCall, signal: &mut SignalCall, diagnostics: &mut Diagnostics) -> Option<()> {
    let word = call.method.to_string();
    let field = match word.as_str() {
        "timeout" => &mut signal.timeout,
        "key" => &mut signal.key,
        "named" => {
            let why = "a signal takes no `.named(…)`: the stage is named by its `let`, and the signal by its text";
            diagnostics.error("E24", &call.method, why);
            return None;
        }
        _ => {
            let hint = hint(&word, &["timeout", "key"]);
            diagnostics.error("E24", &call.method, format_args!("a signal has no modifier `.{word}(…)`: {hint}"));
            return None;
        }
    };
    refuse_twice(call, field.is_some(), diagnostics);
    *field = Some(argument(call, diagnostics)?);
    Some(())
}
