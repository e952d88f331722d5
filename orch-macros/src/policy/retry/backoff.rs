//! `backoff = exponential(50ms, max = 2s)`: a side that is in trouble gets more time with every attempt.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::agent::text;
use crate::diagnostics::Diagnostics;
use crate::policy::entry::{self, Entry};
use crate::policy::literal::{self, Length};
use crate::policy::nearest;

/// The longest wait of a backoff that says none: 10 s.
const DEFAULT_MAX_NANOS: u128 = 10_000_000_000;

/// A way for waits to grow: its word, the variant of `Backoff`, and the field of its first wait.
struct Growth {
    word: &'static str,
    variant: &'static str,
    first: Option<&'static str>,
    max: bool,
}

const GROWTHS: [Growth; 5] = [
    Growth { word: "exponential", variant: "Exponential", first: Some("base"), max: true },
    Growth { word: "linear", variant: "Linear", first: Some("step"), max: true },
    Growth { word: "constant", variant: "Constant", first: Some("wait"), max: false },
    Growth { word: "fibonacci", variant: "Fibonacci", first: Some("base"), max: true },
    Growth { word: "none", variant: "None", first: None, max: false },
];

impl Growth {
    fn example(&self) -> String {
        match (self.first, self.max) {
            (Some(_), true) => format!("{}(50ms, max = 2s)", self.word),
            (Some(_), false) => format!("{}(1s)", self.word),
            (None, _) => self.word.to_owned(),
        }
    }
}

/// The variant's tokens behind `Backoff::`, and words for docs.
pub(crate) fn read(part: &Entry, diagnostics: &mut Diagnostics) -> Option<(TokenStream, String)> {
    let value = part.value("backoff = exponential(50ms, max = 2s)", diagnostics)?;
    let mut trees = value.clone().into_iter();
    let (word, arguments) = match (trees.next(), trees.next(), trees.next()) {
        (Some(TokenTree::Ident(word)), None, _) => (word, None),
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(group)), None) => (word, Some(group.stream())),
        _ => {
            diagnostics.error("E24", &value, "a backoff is written `exponential(50ms, max = 2s)`");
            return None;
        }
    };
    let Some(growth) = GROWTHS.iter().find(|growth| word == growth.word) else {
        let words = GROWTHS.each_ref().map(|growth| growth.word);
        let hint = nearest::hint(&word.to_string(), "there are", &words);
        diagnostics.error("E24", &word, format_args!("`{word}` is no backoff; {hint}"));
        return None;
    };
    let tokens = waits(growth, &word, arguments, diagnostics)?;
    Some((tokens, text::of(&value)))
}

fn waits(
    growth: &Growth,
    word: &Ident,
    arguments: Option<TokenStream>,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let variant = format_ident!("{}", growth.variant, span = word.span());
    let parts = entry::split(arguments.clone().unwrap_or_default());
    let wanted = usize::from(growth.first.is_some());
    let room = wanted + usize::from(growth.max);
    if parts.len() < wanted || parts.len() > room || (wanted == 0 && arguments.is_some()) {
        diagnostics.error("E24", word, format_args!("`{word}` is written `{}`", growth.example()));
        return None;
    }
    let Some(field) = growth.first else { return Some(quote!(#variant)) };
    let first = literal::length(parts[0].clone(), diagnostics)?;
    let base = &first.tokens;
    if !growth.max {
        return Some(quote!(#variant(#base)));
    }
    let max = max(parts.get(1), growth, &first, diagnostics)?;
    let field = format_ident!("{field}");
    Some(quote!(#variant { #field: #base, max: #max }))
}

fn max(
    part: Option<&TokenStream>,
    growth: &Growth,
    first: &Length,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let Some(part) = part else {
        let nanos = DEFAULT_MAX_NANOS.max(first.nanos.unwrap_or_default());
        return literal::as_duration(nanos).ok();
    };
    let entry = entry::read(part.clone(), diagnostics)?;
    if entry.name != "max" {
        let example = growth.example();
        diagnostics.error("E24", &entry.name, format_args!("did you mean `max`? It is written `{example}`"));
        return None;
    }
    let max = literal::length(entry.value("max = 2s", diagnostics)?, diagnostics)?;
    if let (Some(most), Some(least)) = (max.nanos, first.nanos)
        && most < least
    {
        let message = format!("the longest wait, {}, is shorter than the first, {}", max.text, first.text);
        diagnostics.error("E24", &entry.written(), message);
        return None;
    }
    Some(max.tokens)
}
