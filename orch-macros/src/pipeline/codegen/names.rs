//! The names of generated types, fields and variants, made unique.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::format_ident;

use crate::pipeline::ir::{Flow, FrameId, Kind, NodeId};

/// All names of one pipeline.
pub(crate) struct Names {
    /// The state struct of each frame.
    pub(crate) states: Vec<Ident>,
    /// The field of each node's slot.
    pub(crate) slots: Vec<Ident>,
    /// The field of each node's second slot: an error, or a list.
    pub(crate) seconds: Vec<Ident>,
    /// The field of the frames that a node opens.
    pub(crate) items: Vec<Ident>,
    /// The variant of each node in the event enum.
    pub(crate) variants: Vec<Ident>,
    pub(crate) event: Ident,
    pub(crate) resources: Ident,
    pub(crate) signals: Ident,
}

impl Names {
    pub(crate) fn new(flow: &Flow) -> Names {
        let name = &flow.name;
        let mut variants = Unique::with(["Run", "Mark"]);
        let mut types = Unique::with(["State", "Event", "Resources", "Signals"]);
        let states = (0..flow.frames.len()).map(|frame| state(flow, frame, &mut types)).collect();
        let mut fields: Vec<Unique> = flow.frames.iter().map(|_| Unique::with(["__progress"])).collect();
        let mut slots = Vec::new();
        let mut seconds = Vec::new();
        let mut items = Vec::new();
        for node in &flow.nodes {
            let snake = snake(&node.name);
            let slot = fields[node.frame].take(&snake);
            seconds.push(ident(&fields[node.frame].take(&format!("{slot}_{}", second(&node.kind))), node.span));
            items.push(ident(&fields[node.frame].take(&format!("{slot}_items")), node.span));
            slots.push(ident(&slot, node.span));
        }
        Names {
            states,
            slots,
            seconds,
            items,
            variants: flow.nodes.iter().map(|node| ident(&variants.take(&camel(&node.name)), node.span)).collect(),
            event: format_ident!("{name}Event"),
            resources: format_ident!("{name}Resources"),
            signals: format_ident!("{name}Signals"),
        }
    }
}

fn second(kind: &Kind) -> &'static str {
    match kind {
        Kind::Open(_) => "list",
        _ => "error",
    }
}

fn state(flow: &Flow, frame: FrameId, types: &mut Unique) -> Ident {
    let path = match flow.frames[frame].owner {
        None => String::new(),
        Some(owner) => types.take(&way(flow, owner)),
    };
    format_ident!("{}{}State", flow.name, path)
}

/// The names of the constructs around a node and its own: `quotes` in `days` is `DaysQuotes`.
fn way(flow: &Flow, node: NodeId) -> String {
    let outer = flow.frames[flow.nodes[node].frame].owner.map(|owner| way(flow, owner)).unwrap_or_default();
    outer + &camel(&flow.nodes[node].name)
}

/// An identifier of the user's own span kind, raw if it is a keyword.
pub(crate) fn ident(text: &str, span: proc_macro2::Span) -> Ident {
    let span = span.resolved_at(proc_macro2::Span::call_site());
    if !may_be_keyword(text) {
        return Ident::new(text, span);
    }
    match syn::parse_str::<Ident>(text) {
        // A keyword since 2024, which the parser takes for a name.
        Ok(_) if text == "gen" => Ident::new_raw(text, span),
        Ok(_) => Ident::new(text, span),
        Err(_) if matches!(text, "self" | "Self" | "super" | "crate" | "_") => Ident::new(&format!("{text}_"), span),
        Err(_) => Ident::new_raw(text, span),
    }
}

/// Whether a name has the looks of a keyword, so that the parser is to be asked: it takes its time, and most names are longer.
fn may_be_keyword(text: &str) -> bool {
    text == "_" || text.len() <= "continue".len() && text.chars().all(|c| c.is_ascii_alphabetic())
}

/// `Clean/store` is `clean_store`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && after_lower {
            out.push('_');
        }
        after_lower = c.is_lowercase() || c.is_ascii_digit();
        match c.is_alphanumeric() {
            true => out.extend(c.to_lowercase()),
            false => out.push('_'),
        }
    }
    valid(out)
}

/// `Clean/store` is `CleanStore`.
pub(crate) fn camel(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let camel = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    valid(words.map(camel).collect())
}

fn valid(text: String) -> String {
    match text.chars().next() {
        None => "unnamed".into(),
        Some(first) if first.is_ascii_digit() => format!("n{text}"),
        Some(_) => text,
    }
}

/// Names given out so far.
struct Unique(BTreeSet<String>);

impl Unique {
    fn with<const N: usize>(taken: [&str; N]) -> Unique {
        Unique(taken.into_iter().map(String::from).collect())
    }

    /// The name, or the name with the first number that makes it a new one.
    fn take(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.0.contains(name));
        let name = free.unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Unique, camel, snake};

    #[test]
    fn names_are_identifiers() {
        assert_eq!(snake("Clean/store"), "clean_store");
        assert_eq!(snake("verdict/then/storeReviewed"), "verdict_then_store_reviewed");
        assert_eq!(camel("Clean/store_it"), "CleanStoreIt");
        assert_eq!(camel("7/x"), "n7X");
        assert_eq!(snake("_"), "_");
    }

    #[test]
    fn keywords_are_raw() {
        let ident = |text| super::ident(text, proc_macro2::Span::call_site()).to_string();
        assert_eq!([ident("move"), ident("gen"), ident("self")], ["r#move", "r#gen", "self_"]);
        assert_eq!([ident("moved"), ident("generated"), ident("step_1")], ["moved", "generated", "step_1"]);
    }

    #[test]
    fn names_are_unique() {
        let mut unique = Unique::with(["Run"]);
        assert_eq!(unique.take("Run"), "Run_2");
        assert_eq!(unique.take("parse"), "parse");
        assert_eq!(unique.take("parse"), "parse_2");
    }
}
