//! The names of nodes: what journals keep. Two stages of one name in one frame are refused (E07).

use std::collections::BTreeMap;

use proc_macro2::Span;

use crate::diagnostics::Diagnostics;
use crate::pipeline::ir::{FrameId, Node, NodeId};

/// A name, with everything that stands before it.
pub(super) enum Name {
    /// Of an agent, or given by `.named`. It must be unique.
    Stage(String, Span),
    /// Of the variable that a recorded value or a construct is bound to. It must be unique.
    Let(String, Span),
    /// A word of ours, made unique by a number when all of the user's words are known.
    Auto(String),
}

#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeMap<(FrameId, String), Span>,
    waiting: Vec<NodeId>,
}

impl Names {
    /// Takes the name for a node; an automatic one is settled in [`Names::finish`].
    pub(super) fn enter(&mut self, node: NodeId, frame: FrameId, name: Name, diagnostics: &mut Diagnostics) -> String {
        match name {
            Name::Auto(name) => {
                self.waiting.push(node);
                name
            }
            Name::Stage(name, span) => {
                let word = last(&name).to_owned();
                let way = format!("give this one a name of its own: `.named(\"second_{word}\")` before `.await`");
                self.written(frame, &name, span, &way, diagnostics);
                name
            }
            Name::Let(name, span) => {
                self.written(frame, &name, span, "give this variable a name of its own", diagnostics);
                name
            }
        }
    }

    fn written(&mut self, frame: FrameId, name: &str, span: Span, way: &str, diagnostics: &mut Diagnostics) {
        let word = last(name);
        if !is_identifier(word) {
            let message = format_args!(
                "`{word}` cannot be the name of a stage: names are identifiers, because journals keep them"
            );
            return diagnostics.error_at("E07", span, message);
        }
        let Some(first) = self.taken.get(&(frame, name.to_owned())) else {
            self.taken.insert((frame, name.to_owned()), span);
            return;
        };
        let line = line(*first).map(|line| format!(" in line {line}")).unwrap_or_default();
        let message =
            format_args!("the name `{name}` is taken already{line}, and journals tell stages apart by name\n  {way}");
        diagnostics.error_at("E07", span, message);
    }

    /// Settles the automatic names, in text order.
    pub(super) fn finish(&mut self, nodes: &mut [Node]) {
        for id in std::mem::take(&mut self.waiting) {
            let Some(node) = nodes.get_mut(id) else { continue };
            let mut name = node.name.clone();
            let mut number = 1;
            while self.taken.contains_key(&(node.frame, name.clone())) {
                number += 1;
                name = format!("{}{number}", node.name);
            }
            self.taken.insert((node.frame, name.clone()), node.span);
            node.name = name;
        }
    }
}

/// The name without what stands before it.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Journals and paths keep names, so they are plain words.
pub(super) fn is_identifier(word: &str) -> bool {
    let mut letters = word.chars();
    let begins = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    begins && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// The line of a span, where the compiler is there to tell.
fn line(span: Span) -> Option<usize> {
    proc_macro::is_available().then(|| span.unwrap().line())
}
