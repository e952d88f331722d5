//! A stage with its modifiers: `fetch(&tick).named("first").after(&saved)`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{ExprCall, ExprMethodCall, ExprPath};

use super::fallback::alternative;
use super::modifiers::{argument, refuse_twice, text};
use crate::diagnostics::Diagnostics;
use crate::pipeline::ast::Call;
use crate::pipeline::check::foreign;
use crate::pipeline::check::nearest::hint;

const MODIFIERS: &[&str] = &["after", "named", "was", "with", "or_else", "or_else_unknown"];

pub(super) fn stage(
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
