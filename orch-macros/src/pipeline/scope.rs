//! Which variable a name means at a point of the text.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::fallback::is_refused;
use super::ir::{BindingId, FrameId, NodeId};

/// How a use of a variable is written in generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// The local is `&T` where the user sees a `T`: a use becomes `(*name)`.
    Place,
    /// The local has the type that the user sees.
    AsIs,
}

/// Whether flow statements may change a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    No,
    /// `let mut` without a type: it is recomputed, so a change would be lost.
    Untyped,
    /// `let mut` with its type: the slot of this node is changed.
    Slot(NodeId),
    /// Its `let` was refused, and a change is no further mistake.
    Refused,
}

#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub(crate) name: String,
    /// `None` for a local of a piece of plain Rust.
    pub(crate) binding: Option<BindingId>,
    pub(crate) access: Access,
    /// The node whose slot it is the whole value of.
    pub(crate) whole: Option<NodeId>,
    pub(crate) change: Change,
    pub(crate) frame: FrameId,
}

impl Variable {
    /// A local within plain Rust.
    pub(crate) fn local(name: String, access: Access) -> Variable {
        Variable { name, binding: None, access, whole: None, change: Change::No, frame: 0 }
    }
}

/// The scopes around a point of the text, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    levels: Vec<Vec<Variable>>,
    used: BTreeSet<BindingId>,
    /// The names that the flow makes anywhere, and where first.
    made: BTreeMap<String, Ident>,
    /// A name was used as a value that is no variable of the flow and, by its spelling, no constant.
    unknown: bool,
}

impl Scopes {
    pub(crate) fn enter(&mut self) {
        self.levels.push(Vec::new());
    }

    pub(crate) fn leave(&mut self) {
        self.levels.pop();
    }

    pub(crate) fn declare(&mut self, variable: Variable) {
        if self.levels.is_empty() {
            self.enter();
        }
        if let Some(level) = self.levels.last_mut() {
            level.push(variable);
        }
    }

    /// Says that a name declared in the innermost scope is a `mut` that is recomputed.
    pub(crate) fn recomputed_mut(&mut self, name: &str) {
        let level = self.levels.last_mut().into_iter().flatten();
        level.filter(|variable| variable.name == name).for_each(|variable| variable.change = Change::Untyped);
    }

    /// Says that the `let` of a name declared in the innermost scope was refused.
    pub(crate) fn refused(&mut self, name: &str) {
        let level = self.levels.last_mut().into_iter().flatten();
        level.filter(|variable| variable.name == name).for_each(|variable| variable.change = Change::Refused);
    }

    /// The variable that a name means here.
    pub(crate) fn find(&self, name: &str) -> Option<&Variable> {
        self.levels.iter().rev().flat_map(|level| level.iter().rev()).find(|variable| variable.name == name)
    }

    /// Takes note of a name that the flow makes somewhere.
    pub(crate) fn note_made(&mut self, ident: &Ident) {
        self.made.entry(ident.to_string()).or_insert_with(|| ident.clone());
    }

    /// Where the flow makes a variable of this name, if anywhere: further down, or inside a branch or an item.
    pub(crate) fn made_elsewhere(&self, name: &str) -> Option<&Ident> {
        self.made.get(name)
    }

    /// Takes note of a name that no variable has. rustc will speak about it, if nothing else has it.
    pub(crate) fn note_unknown(&mut self, name: &str) {
        self.unknown |= !is_refused(name) && name.starts_with(|first: char| first.is_lowercase() || first == '_');
    }

    /// Whether there was such a name.
    pub(crate) fn has_unknown(&self) -> bool {
        self.unknown
    }

    pub(crate) fn mark_used(&mut self, binding: BindingId) {
        self.used.insert(binding);
    }

    pub(crate) fn is_used(&self, binding: BindingId) -> bool {
        self.used.contains(&binding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_name_holds_for_that_name_in_the_innermost_scope() {
        let mut scopes = Scopes::default();
        let local = |name: &str| Variable::local(name.to_owned(), Access::AsIs);
        scopes.declare(local("a"));
        scopes.enter();
        ["a", "b", "c"].into_iter().for_each(|name| scopes.declare(local(name)));
        scopes.recomputed_mut("a");
        scopes.refused("b");
        let changes = |scopes: &Scopes| ["a", "b", "c"].map(|name| scopes.find(name).map(|found| found.change));
        assert_eq!(changes(&scopes), [Some(Change::Untyped), Some(Change::Refused), Some(Change::No)]);
        scopes.leave();
        assert_eq!(changes(&scopes), [Some(Change::No), None, None]);
    }

    #[test]
    fn a_binding_is_used_once_it_is_said_to_be() {
        let mut scopes = Scopes::default();
        scopes.mark_used(1);
        assert_eq!([scopes.is_used(0), scopes.is_used(1)], [false, true]);
    }
}
