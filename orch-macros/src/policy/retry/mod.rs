//! `retry(attempts = 4, total = 30s, backoff = exponential(50ms, max = 2s), jitter = full)`: a failure that passes by
//! itself is best met by trying again, a bounded number of times and not all callers at once.

mod attempts;
mod backoff;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::LitInt;

use super::entry::{self, Entry, Form};
use super::literal::{self, Length};
use super::nearest;
use super::table;
use crate::diagnostics::Diagnostics;

const EXAMPLE: &str = "retry(attempts = 4)";
const PARTS: [&str; 4] = ["attempts", "total", "backoff", "jitter"];
const JITTERS: [(&str, &str); 4] =
    [("full", "Full"), ("none", "None"), ("equal", "Equal"), ("decorrelated", "Decorrelated")];

/// How often and how an agent is tried again.
#[derive(Debug, Clone)]
pub(crate) struct Retry {
    /// Of type `orch_blueprint::Retry`.
    pub(crate) tokens: TokenStream,
    /// For docs.
    pub(crate) text: String,
}

/// Reads the option; reports what is wrong with it.
pub(crate) fn read(option: &Entry, diagnostics: &mut Diagnostics) -> Option<Retry> {
    let parts = entry::list(arguments(option, diagnostics)?, diagnostics);
    let mut draft = Draft::default();
    let mut sound = true;
    for part in &parts {
        sound &= draft.take(part, diagnostics).is_some();
    }
    if !parts.iter().any(|part| part.name == "attempts" || part.name == "retries") {
        diagnostics.error("E24", &option.name, format_args!("how often? Write `{EXAMPLE}`; the first call counts"));
        sound = false;
    }
    sound.then(|| draft.finish())
}

fn arguments(option: &Entry, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    if let Form::Value(value) = &option.form
        && let Ok(number) = syn::parse2::<LitInt>(value.clone())
    {
        let message = format!("write `retry(attempts = {number})`; the first call counts");
        diagnostics.error("E24", &option.written(), message);
        return None;
    }
    option.arguments(EXAMPLE, diagnostics)
}

#[derive(Default)]
struct Draft {
    attempts: TokenStream,
    attempts_text: String,
    total: Option<Length>,
    backoff: Option<(TokenStream, String)>,
    jitter: Option<&'static str>,
}

impl Draft {
    fn take(&mut self, part: &Entry, diagnostics: &mut Diagnostics) -> Option<()> {
        match part.name.to_string().as_str() {
            "attempts" => (self.attempts, self.attempts_text) = attempts::read(part, diagnostics)?,
            "total" => self.total = Some(literal::length(part.value("total = 30s", diagnostics)?, diagnostics)?),
            "backoff" => self.backoff = Some(backoff::read(part, diagnostics)?),
            "jitter" => self.jitter = Some(jitter(part, diagnostics)?),
            "retries" => return attempts::refuse_retries(part, diagnostics),
            "budget" => return table::refuse_unbuilt("budget", part, diagnostics),
            other => {
                let hint = nearest::hint(other, "its parts are", &PARTS);
                diagnostics.error("E24", &part.name, format_args!("`{other}` is no part of `retry`; {hint}"));
                return None;
            }
        }
        Some(())
    }

    fn finish(self) -> Retry {
        let Draft { attempts, attempts_text, total, backoff, jitter } = self;
        let mut text = format!("{attempts_text} attempts in all");
        let blueprint = quote!(::orch::__private::blueprint);
        let mut changes = TokenStream::new();
        if let Some(Length { tokens, text: length, .. }) = total {
            changes.extend(quote!(total: ::core::option::Option::Some(#tokens),));
            text.push_str(&format!(", none later than {length} after the first"));
        }
        if let Some((tokens, words)) = backoff {
            changes.extend(quote!(backoff: #blueprint::Backoff::#tokens,));
            text.push_str(&format!(", backoff {words}"));
        }
        if let Some(jitter) = jitter {
            let name = format_ident!("{jitter}");
            changes.extend(quote!(jitter: #blueprint::Jitter::#name,));
            text.push_str(&format!(", jitter {}", jitter.to_lowercase()));
        }
        let tokens = quote!(#blueprint::Retry { #changes ..#blueprint::Retry::new(#attempts) });
        Retry { tokens, text }
    }
}

fn jitter(part: &Entry, diagnostics: &mut Diagnostics) -> Option<&'static str> {
    let value = part.value("jitter = full", diagnostics)?;
    let word = value.to_string();
    if let Some((_, name)) = JITTERS.iter().find(|(written, _)| *written == word) {
        return Some(name);
    }
    let hint = nearest::hint(&word, "there are", &JITTERS.map(|(name, _)| name));
    diagnostics.error("E24", &value, format_args!("`{word}` is no jitter; {hint}"));
    None
}
