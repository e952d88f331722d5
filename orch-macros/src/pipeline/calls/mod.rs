//! What stands before an `.await`: a stage with its modifiers, or a built-in.

mod fallback;
mod modifiers;
mod race;
mod signal;
mod stage;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{
    AngleBracketedGenericArguments, Expr, ExprAwait, ExprCall, ExprMethodCall, ExprPath, GenericArgument, Lit, Path,
    PathArguments, Type,
};

use super::ast::{Awaited, Recorded};
use super::places::refuse_macro;
use crate::diagnostics::Diagnostics;
use race::race;
use signal::signal;
use stage::stage;

const BUILT_IN: &[&str] = &["sleep", "sleep_until", "signal", "now", "uuid", "random", "race", "restart"];

/// Reads it, or reports what is wrong and gives `None`.
pub(crate) fn awaited(base: &Expr, diagnostics: &mut Diagnostics) -> Option<Awaited> {
    let (call, modifiers) = chain(base);
    if let Expr::Macro(mac) = call
        && refuse_macro(&mac.mac, diagnostics)
    {
        return None;
    }
    let Expr::Call(call) = call else {
        not_a_stage(call, diagnostics);
        return None;
    };
    let Some(callee) = path(&call.func) else {
        not_a_stage(&call.func, diagnostics);
        return None;
    };
    match built_in(&callee.path) {
        Some(word) => built_in_call(&word, callee, call, &modifiers, diagnostics),
        None => stage(callee, call, &modifiers, false, diagnostics).map(|call| Awaited::Stage(Box::new(call))),
    }
}

/// `a(x).m().n()` as `a(x)` and `[m(), n()]`.
fn chain(expr: &Expr) -> (&Expr, Vec<&ExprMethodCall>) {
    match expr {
        Expr::MethodCall(call) => {
            let (first, mut calls) = chain(&call.receiver);
            calls.push(call);
            (first, calls)
        }
        Expr::Paren(paren) => chain(&paren.expr),
        Expr::Group(group) => chain(&group.expr),
        other => (other, Vec::new()),
    }
}

/// A path, also one that a `macro_rules!` was given as a `$path`.
fn path(expr: &Expr) -> Option<&ExprPath> {
    match expr {
        Expr::Path(path) => Some(path),
        Expr::Group(group) => path(&group.expr),
        _ => None,
    }
}

fn not_a_stage(tokens: &Expr, diagnostics: &mut Diagnostics) {
    diagnostics.error(
        "E04",
        tokens,
        "only a call of an agent or a pipeline can be awaited here: `fetch(&tick).await`\n  \
         put `#[agent(…)]` on an `async fn` that does this, and call it by its name",
    );
}

/// `sleep` or `orch::sleep`.
fn built_in(path: &Path) -> Option<String> {
    let (first, last) = (path.segments.first()?, path.segments.last()?);
    let ours = path.segments.len() == 1 || path.segments.len() == 2 && first.ident == "orch";
    let name = last.ident.to_string();
    (ours && BUILT_IN.contains(&name.as_str())).then_some(name)
}

fn built_in_call(
    word: &str,
    callee: &ExprPath,
    call: &ExprCall,
    modifiers: &[&ExprMethodCall],
    diagnostics: &mut Diagnostics,
) -> Option<Awaited> {
    if word == "signal" {
        return signal(callee, call, modifiers, diagnostics).map(|signal| Awaited::Signal(Box::new(signal)));
    }
    if let Some(modifier) = modifiers.first() {
        diagnostics.error("E24", &modifier.method, format_args!("`{word}(…)` has no modifiers"));
        return None;
    }
    let span = callee.path.span();
    match word {
        "sleep" | "sleep_until" => {
            let what = if word == "sleep" { "how long: `sleep(1h)`" } else { "until when: `sleep_until(t)`" };
            let duration = only_argument(call, what, diagnostics)?;
            Some(Awaited::Sleep { duration, until: word == "sleep_until", span })
        }
        "race" => race(call, span, diagnostics),
        "restart" => {
            let (args, args_span) = (call.args.iter().cloned().collect(), call.paren_token.span.join());
            Some(Awaited::Restart { args, args_span, span })
        }
        _ => recorded(word, call, span, diagnostics),
    }
}

fn recorded(word: &str, call: &ExprCall, span: Span, diagnostics: &mut Diagnostics) -> Option<Awaited> {
    if let Some(argument) = call.args.first() {
        diagnostics.error("E24", argument, format_args!("`{word}()` takes no arguments"));
        return None;
    }
    let recorded = match word {
        "now" => Recorded::Now,
        "uuid" => Recorded::Uuid,
        _ => Recorded::Random,
    };
    Some(Awaited::Recorded(recorded, span))
}

fn only_argument(call: &ExprCall, what: &str, diagnostics: &mut Diagnostics) -> Option<Expr> {
    if call.args.len() == 1 {
        return call.args.first().cloned();
    }
    diagnostics.error("E24", call, format_args!("it takes one argument, {what}"));
    None
}

/// The `.await` that stands outermost.
fn waited(expr: &Expr) -> Option<&ExprAwait> {
    match expr {
        Expr::Await(wait) => Some(wait),
        Expr::Try(question) => waited(&question.expr),
        _ => None,
    }
}

/// The one type in `name::<T>`.
pub(crate) fn turbofish(path: &Path) -> Option<Type> {
    match &path.segments.last()?.arguments {
        PathArguments::AngleBracketed(AngleBracketedGenericArguments { args, .. }) => match args.first()? {
            GenericArgument::Type(ty) if args.len() == 1 => Some(ty.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Tokens of a literal with a unit, which only the parser of durations can read.
pub(crate) fn unit_literal(expr: &Expr) -> Option<TokenStream> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) if !number.suffix().is_empty() => Some(quote!(#number)),
            Lit::Float(number) if !number.suffix().is_empty() => Some(quote!(#number)),
            _ => None,
        },
        Expr::Paren(paren) => unit_literal(&paren.expr),
        _ => None,
    }
}
