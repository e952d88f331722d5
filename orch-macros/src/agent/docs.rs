//! The section "Contract" that an agent's rustdoc gets.

use orch_blueprint::Placement;
use quote::ToTokens;
use syn::Type;

use super::effect;
use super::model::Signature;
use super::options::{Options, Timeout};
use super::text;
use crate::pipeline::ir::Compensate;
use crate::rustdoc;

/// The section, as Markdown.
pub(crate) fn contract(signature: &Signature, options: &Options) -> String {
    let row = effect::row(options.effect);
    let mut rows = vec![("effect", format!("`{}`: {}; {}", row.effect.word(), row.promise, row.may))];
    rows.push(("inputs", list(signature.inputs().map(|input| typed(&input.ident, &input.written)))));
    rows.push(("output", code(&signature.output)));
    rows.push(("error", signature.error.as_ref().map_or_else(|| "none of its own".to_owned(), code)));
    let resources = list(signature.resources().map(|resource| typed(&resource.ident, &resource.ty)));
    rows.push(("resources", resources));
    rows.push(("timeout", timeout(options)));
    rows.push(("retry", options.retry.as_ref().map_or_else(|| "none: one attempt".to_owned(), |r| r.text.clone())));
    rows.push(("placement", placement(options.placement).to_owned()));
    rows.push(("compensation", compensation(options)));
    rows.retain(|(what, text)| !(text == "none" && matches!(*what, "inputs" | "resources")));
    let lines = rows.iter().map(|(what, text)| format!("| {what} | {} |", text.replace('|', "\\|")));
    let style = match compensation_link(options) {
        Some(_) => format!("\n\n<div><style>{}</style></div>", orch_artifacts::PERHAPS),
        None => String::new(),
    };
    format!("\n# Contract\n\n| property | value |\n|---|---|\n{}{style}", lines.collect::<Vec<_>>().join("\n"))
}

fn timeout(options: &Options) -> String {
    let limit = match &options.timeout {
        Timeout::Default => "30s an attempt (the default)".to_owned(),
        Timeout::Of(length) => format!("{} an attempt", length.text),
        Timeout::None => "none".to_owned(),
    };
    match &options.heartbeat {
        Some((_, length)) => format!("{limit}; a heartbeat at least every {}", length.text),
        None => limit,
    }
}

fn placement(placement: Placement) -> &'static str {
    match placement {
        Placement::Inline => "in the run's own task",
        Placement::Spawned => "in a task of its own",
        Placement::Blocking => "on the pool for blocking work",
    }
}

fn compensation(options: &Options) -> String {
    match &options.compensate {
        Some(Compensate::With(path)) => {
            let name = format!("`{}`", text::of(&path.to_token_stream()));
            compensation_link(options).map_or(name.clone(), |link| orch_artifacts::perhaps_linked(&name, &link))
        }
        Some(Compensate::Nothing(why)) => format!("nothing to undo: {why}"),
        None if options.effect.is_change() => "not stated".to_owned(),
        None => "not needed".to_owned(),
    }
}

/// Where the agent that undoes this one is documented, if it is rustdoc that asks: editors show the text as it stands.
pub(crate) fn compensation_link(options: &Options) -> Option<String> {
    match &options.compensate {
        Some(Compensate::With(path)) if rustdoc::is_running() => rustdoc::link(path),
        _ => None,
    }
}

fn typed(name: &syn::Ident, ty: &Type) -> String {
    format!("`{name}: {}`", text::of(&ty.to_token_stream()))
}

fn code(ty: &Type) -> String {
    format!("`{}`", text::of(&ty.to_token_stream()))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".to_owned() } else { items.join(", ") }
}
