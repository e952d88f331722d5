//! What stands before an `.await`: a stage with its modifiers, or a built-in.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{
    AngleBracketedGenericArguments, Expr, ExprAwait, ExprCall, ExprClosure, ExprMethodCall, ExprPath, GenericArgument,
    Lit, Pat, Path, PathArguments, Type,
};

use super::ast::{Alternative, Awaited, Call, Recorded, SignalCall};
use super::check::foreign;
use super::check::nearest::hint;
use super::places::refuse_macro;
use crate::diagnostics::Diagnostics;

const BUILT_IN: &[&str] = &["sleep", "sleep_until", "signal", "now", "uuid", "random", "race", "restart"];
const MODIFIERS: &[&str] = &["after", "named", "was", "with", "or_else", "or_else_unknown"];

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

fn race(call: &ExprCall, span: Span, diagnostics: &mut Diagnostics) -> Option<Awaited> {
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

fn stage(
    callee: &ExprPath,
    call: &ExprCall,
    modifiers: &[&ExprMethodCall],
    races: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Call> {
    let mut stage = Call {
        callee: callee.path.clone(),
        args: call.args.iter().cloned().collect(),
        args_span: call.paren_token.span.join(),
        after: Vec::new(),
        named: None,
        was: None,
        with: TokenStream::new(),
        delay: None,
        fallbacks: Vec::new(),
    };
    let before = diagnostics.count();
    foreign::refuse(&callee.path, diagnostics);
    let known = diagnostics.count() == before;
    // A modifier that was refused is left away.
    for call in modifiers {
        modifier(call, &mut stage, races, diagnostics);
    }
    known.then_some(stage)
}

fn modifier(call: &ExprMethodCall, stage: &mut Call, races: bool, diagnostics: &mut Diagnostics) {
    let word = call.method.to_string();
    match word.as_str() {
        "after" => stage.after.extend(call.args.iter().cloned()),
        "named" => {
            let name = text(call, diagnostics);
            refuse_twice(call, stage.named.is_some(), diagnostics);
            stage.named = name;
        }
        "was" => {
            let name = text(call, diagnostics);
            refuse_twice(call, stage.was.is_some(), diagnostics);
            if let Some((name, span)) = &name
                && name.split('/').any(|word| syn::parse_str::<syn::Ident>(word).is_err())
            {
                let message = format_args!("`{name}` was never the name of a stage: names are identifiers");
                diagnostics.error_at("E07", *span, message);
            }
            stage.was = name.map(|(name, _)| name);
        }
        "with" => {
            refuse_twice(call, !stage.with.is_empty(), diagnostics);
            stage.with = call.args.to_token_stream();
        }
        "delay" if races => {
            refuse_twice(call, stage.delay.is_some(), diagnostics);
            stage.delay = argument(call, diagnostics).map(|delay| (delay, call.method.span()));
        }
        "delay" => diagnostics.error(
            "E24",
            &call.method,
            "a delay belongs to a member of a race; to wait, write `sleep(…).await`",
        ),
        "or_else" | "or_else_unknown" if races => {
            diagnostics.error("E24", &call.method, "a member of a race has no fallback: the other members are that");
        }
        "or_else" | "or_else_unknown" => {
            if let Some(alternative) = alternative(call, word == "or_else_unknown", diagnostics) {
                stage.fallbacks.push(alternative);
            }
        }
        _ => {
            let hint = match word.as_str() {
                "retry" | "timeout" | "compensate" => format!("policies of a stage stand in `.with({word} …)`"),
                _ => hint(&word, MODIFIERS),
            };
            diagnostics.error("E24", &call.method, format_args!("a stage has no modifier `.{word}(…)`: {hint}"));
        }
    }
}

fn refuse_twice(call: &ExprMethodCall, twice: bool, diagnostics: &mut Diagnostics) {
    if twice {
        diagnostics.error("E24", &call.method, format_args!("`.{}(…)` is written twice: keep one", call.method));
    }
}

fn argument(call: &ExprMethodCall, diagnostics: &mut Diagnostics) -> Option<Expr> {
    if call.args.len() == 1 {
        return call.args.first().cloned();
    }
    diagnostics.error("E24", &call.method, format_args!("`.{}(…)` takes one argument", call.method));
    None
}

fn text(call: &ExprMethodCall, diagnostics: &mut Diagnostics) -> Option<(String, Span)> {
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

fn alternative(call: &ExprMethodCall, even_unknown: bool, diagnostics: &mut Diagnostics) -> Option<Alternative> {
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
    if let Expr::Call(call) = first
        && let Some(callee) = path(&call.func)
        && built_in(&callee.path).is_none()
    {
        return stage(callee, call, &modifiers, false, diagnostics);
    }
    diagnostics.error("E24", body, "a fallback is a call of an agent or a pipeline: `|failed| other(failed)`");
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

/// `{ f(x) }` is `f(x)`.
fn only_expression(body: &Expr) -> &Expr {
    if let Expr::Block(block) = body
        && let [syn::Stmt::Expr(only, None)] = block.block.stmts.as_slice()
    {
        return only_expression(only);
    }
    body
}

fn signal(
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
