//! `#[agent(effect, options…)]`: reads what was said and refuses what cannot be meant.

use orch_blueprint::{Effect, Placement};
use proc_macro2::{Ident, Span, TokenStream};
use syn::LitStr;

use super::effect;
use super::model::Signature;
use crate::diagnostics::Diagnostics;
use crate::pipeline::ir::Compensate;
use crate::policy::entry::{self, Entry, Form};
use crate::policy::literal::{self, Length};
use crate::policy::retry::Retry;
use crate::policy::{compensate, nearest, retry, table};

/// The timeout of an agent that says none: 30 s.
const DEFAULT_TIMEOUT_NANOS: u128 = 30_000_000_000;

/// The longest name that a journal keeps, in bytes.
const NAME_MAX_BYTES: usize = 100;

/// What the attribute said. Where it was wrong, what was not said.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) effect: Effect,
    pub(crate) name: Option<String>,
    pub(crate) timeout: Timeout,
    pub(crate) heartbeat: Option<(Ident, Length)>,
    pub(crate) retry: Option<Retry>,
    pub(crate) placement: Placement,
    pub(crate) compensate: Option<Compensate>,
}

/// How long one attempt may take.
#[derive(Debug)]
pub(crate) enum Timeout {
    /// Nothing was said: 30 s.
    Default,
    /// `timeout = 2s`
    Of(Length),
    /// `timeout = none`
    None,
}

/// Reads the attribute.
pub(crate) fn read(attribute: TokenStream, diagnostics: &mut Diagnostics) -> Options {
    let before = diagnostics.count();
    let entries = entry::list(attribute, diagnostics);
    // What is no option at all was told, and it may have been meant as the effect.
    let (effect, rest) = match entries.is_empty() && diagnostics.count() > before {
        true => (None, Vec::new()),
        false => split_effect(&entries, diagnostics),
    };
    let mut options = Options {
        // A refused agent is quiet, so that no pipeline complains a second time.
        effect: effect.unwrap_or(Effect::Pure),
        name: None,
        timeout: Timeout::Default,
        heartbeat: None,
        retry: None,
        placement: Placement::Inline,
        compensate: None,
    };
    for entry in &rest {
        if refuse_conflict(effect, entry, diagnostics) {
            continue;
        }
        options.take(entry, effect, diagnostics);
    }
    check_timeouts(&entries, &options, diagnostics);
    options
}

/// The effect, and the other options. Reports an effect that is missing, misspelled, or not first.
fn split_effect(entries: &[Entry], diagnostics: &mut Diagnostics) -> (Option<Effect>, Vec<Entry>) {
    let Some((first, rest)) = entries.split_first() else {
        diagnostics.error_at(
            "E10",
            Span::call_site(),
            no_effect("this agent does not say what a call does to the world"),
        );
        return (None, Vec::new());
    };
    let word = first.name.to_string();
    if let (Some(effect), Form::Word) = (effect::named(&word), &first.form) {
        return (Some(effect), rest.to_vec());
    }
    if let ("effect", Form::Value(given)) = (word.as_str(), &first.form) {
        let message = no_effect(&format!("the effect is a word alone: write `{given}` without `effect =`"));
        diagnostics.error("E10", &first.name, message);
        return (effect::named(&given.to_string()), rest.to_vec());
    }
    let late = rest.iter().position(|entry| effect::named(&entry.name.to_string()).is_some());
    if let Some(position) = late {
        let mut others = entries.to_vec();
        let stray = others.remove(position + 1);
        let message = format!("the effect is the first word: move `{}` to the front", stray.name);
        diagnostics.error("E10", &stray.name, message);
        return (effect::named(&stray.name.to_string()), others);
    }
    if table::OF_AGENTS.contains(&word.as_str()) || table::is_unbuilt(&word) || !matches!(first.form, Form::Word) {
        diagnostics.error("E10", &first.name, no_effect("the effect is missing: it stands before the options"));
        return (None, entries.to_vec());
    }
    let near = nearest::nearest(&word, effect::words());
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    diagnostics.error("E10", &first.name, no_effect(&format!("`{word}` is no effect{near}")));
    (None, rest.to_vec())
}

fn no_effect(what: &str) -> String {
    format!("{what}\nthe first word of `#[agent(…)]` is one of\n{}", effect::table())
}

fn refuse_conflict(effect: Option<Effect>, entry: &Entry, diagnostics: &mut Diagnostics) -> bool {
    let has_ttl = matches!(&entry.form, Form::Arguments(arguments) if mentions(arguments, "ttl"));
    let why = effect.and_then(|effect| effect::conflict(effect, &entry.name.to_string(), has_ttl));
    if let Some(why) = why {
        diagnostics.error("E11", &entry.name, why);
    }
    why.is_some()
}

fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| token.to_string() == word)
}

impl Options {
    fn take(&mut self, entry: &Entry, effect: Option<Effect>, diagnostics: &mut Diagnostics) {
        let word = entry.name.to_string();
        match word.as_str() {
            "timeout" => self.timeout = timeout(entry, diagnostics),
            "heartbeat" => self.heartbeat = heartbeat(entry, diagnostics),
            "retry" => self.retry = retry::read(entry, diagnostics),
            "blocking" => self.place(entry, Placement::Blocking, diagnostics),
            "spawn" => self.place(entry, Placement::Spawned, diagnostics),
            "name" => self.name = name(entry, diagnostics),
            "compensate" => self.compensate = compensation(entry, effect, diagnostics),
            _ if effect::named(&word).is_some() => {
                let message = format!(
                    "an agent has one effect: keep the one that is true of everything it does, not `{word}` as well"
                );
                diagnostics.error("E24", &entry.name, message);
            }
            _ => table::refuse_in_agent(entry, diagnostics),
        }
    }

    fn place(&mut self, entry: &Entry, placement: Placement, diagnostics: &mut Diagnostics) {
        if !entry.word(diagnostics) {
            return;
        }
        if self.placement != Placement::Inline {
            let message = "an attempt runs in one place: `spawn` gives it a task of its own, \
                           `blocking` a thread of the pool for blocking work";
            diagnostics.error("E24", &entry.name, message);
            return;
        }
        self.placement = placement;
    }

    /// The longest that one attempt may take, in nanoseconds, if it can be told here.
    fn timeout_nanos(&self) -> Option<u128> {
        match &self.timeout {
            Timeout::Default => Some(DEFAULT_TIMEOUT_NANOS),
            Timeout::Of(length) => length.nanos,
            Timeout::None => None,
        }
    }
}

fn timeout(entry: &Entry, diagnostics: &mut Diagnostics) -> Timeout {
    let Some(value) = entry.value("timeout = 2s", diagnostics) else { return Timeout::Default };
    if value.to_string() == "none" {
        return Timeout::None;
    }
    literal::length(value, diagnostics).map_or(Timeout::Default, Timeout::Of)
}

fn heartbeat(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<(Ident, Length)> {
    let value = entry.value("heartbeat = 10s", diagnostics)?;
    Some((entry.name.clone(), literal::length(value, diagnostics)?))
}

fn name(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = entry.value("name = \"…\"", diagnostics)?;
    let Ok(literal) = syn::parse2::<LitStr>(value.clone()) else {
        diagnostics.error("E24", &value, "a name is a string: `name = \"fetch_quote\"`");
        return None;
    };
    let name = literal.value();
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c);
    if name.is_empty() || name.len() > NAME_MAX_BYTES || !name.chars().all(fits) {
        let message = format!(
            "a name stands in journals and paths: letters, digits, `_`, `-`, `.` and `:`, at most {NAME_MAX_BYTES} of them"
        );
        diagnostics.error("E24", &literal, message);
        return None;
    }
    Some(name)
}

fn compensation(entry: &Entry, effect: Option<Effect>, diagnostics: &mut Diagnostics) -> Option<Compensate> {
    if let Some(effect) = effect.filter(|effect| !effect.is_change()) {
        let message = format!("there is nothing to undo: `{}` promises to change nothing", effect.word());
        diagnostics.error("E24", &entry.name, message);
        return None;
    }
    compensate::read(entry, diagnostics)
}

fn check_timeouts(entries: &[Entry], options: &Options, diagnostics: &mut Diagnostics) {
    let written = entries.iter().find(|entry| entry.name == "timeout");
    let beats = entries.iter().any(|entry| entry.name == "heartbeat");
    if let (Timeout::None, Some(entry), false) = (&options.timeout, written, beats) {
        let message = "an agent that may take forever must show that it is alive: \
                       add `heartbeat = 10s` and call `cx.heartbeat()`, or give a `timeout`";
        diagnostics.error("E13", &entry.written(), message);
    }
    let Some((heartbeat, length)) = &options.heartbeat else { return };
    if let (Some(silence), Some(limit)) = (length.nanos, options.timeout_nanos())
        && silence >= limit
    {
        let limit = match &options.timeout {
            Timeout::Of(limit) => format!("timeout of {}", limit.text),
            _ => "timeout, 30s if none is written".to_owned(),
        };
        let message = format!("a heartbeat of {} is never missed before the {limit}: make it shorter", length.text);
        diagnostics.error("E24", heartbeat, message);
    }
}

/// What the attribute asks of the signature.
pub(crate) fn check_against(options: &Options, signature: Option<&Signature>, diagnostics: &mut Diagnostics) {
    let (Some((heartbeat, _)), Some(signature)) = (&options.heartbeat, signature) else { return };
    if !signature.has_context() {
        let message = "nothing beats here: add a parameter `cx: &Context` and call `cx.heartbeat()`";
        diagnostics.error("E13", heartbeat, message);
    }
}
