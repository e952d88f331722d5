//! `race(a(&x), b(&x).delay(300ms))`.

use proc_macro2::Span;
use syn::{Expr, ExprCall};

use super::stage::stage;
use super::{awaited, built_in, chain, path, waited};
use crate::diagnostics::Diagnostics;
use crate::pipeline::ast::Awaited;

pub(super) fn race(call: &ExprCall, span: Span, diagnostics: &mut Diagnostics) -> Option<Awaited> {
    if call.args.len() < 2 {
        diagnostics.error("E24", call, "a race has two members at least: `race(a(&x), b(&x).delay(300ms))`");
        return None;
    }
    let members: Vec<Option<Awaited>> = call.args.iter().map(|member| racer(member, diagnostics)).collect();
    Some(Awaited::Race { members: members.into_iter().collect::<Option<_>>()?, span })
}

fn racer(member: &Expr, diagnostics: &mut Diagnostics) -> Option<Awaited> {
    if let Some(wait) = waited(member) {
        diagnostics.error(
            "E09",
            &wait.await_token,
            "the members of a race are written without `.await`: the race is awaited",
        );
        return None;
    }
    let (first, modifiers) = chain(member);
    if let Expr::Call(call) = first
        && let Some(callee) = path(&call.func)
        && built_in(&callee.path).is_none()
    {
        return stage(callee, call, &modifiers, true, diagnostics).map(|call| Awaited::Stage(Box::new(call)));
    }
    match awaited(member, diagnostics)? {
        racer @ (Awaited::Signal(_) | Awaited::Sleep { .. }) => Some(racer),
        _ => {
            diagnostics.error("E24", member, "a member of a race is an agent, a pipeline, a signal or `sleep(…)`");
            None
        }
    }
}
