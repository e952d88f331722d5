//! Signals: kept in the order in which they came until the flow waits for them.

use std::collections::{BTreeMap, VecDeque};

use orch_core::sabotage;
use serde_json::Value;

use super::Key;
use super::keyed::ByKey;
use crate::rare::Rare;

/// What a signal brought.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Letter {
    pub(crate) payload: Value,
    /// Its number in the store, if the run is durable.
    pub(crate) number: Option<u64>,
}

/// A signal's name and business key.
type Address = (&'static str, Option<String>);

/// Signals that came, and nodes that wait.
#[derive(Default)]
pub(super) struct Mailbox {
    held: Rare<BTreeMap<Address, VecDeque<Letter>>>,
    waits: Rare<Waits>,
}

/// Nodes that wait.
#[derive(Default)]
struct Waits {
    /// In the order in which they began to.
    nodes: BTreeMap<u64, (Key, Address)>,
    of: ByKey<u64>,
    next: u64,
}

impl Waits {
    fn insert(&mut self, node: Key, address: Address) {
        self.of.insert(node.clone(), self.next);
        self.nodes.insert(self.next, (node, address));
        self.next += 1;
    }

    /// The first of whose signal this is true.
    fn take_first<T>(&mut self, mut found: impl FnMut(&Address) -> Option<T>) -> Option<(Key, Address, T)> {
        let first = |(number, (_, address)): (&u64, &(Key, Address))| Some((*number, found(address)?));
        let (number, what) = self.nodes.iter().find_map(first)?;
        let (node, address) = self.nodes.remove(&number)?;
        self.of.remove(&node);
        Some((node, address, what))
    }

    fn remove(&mut self, node: &Key) {
        if let Some(number) = self.of.remove(node) {
            self.nodes.remove(&number);
        }
    }
}

impl Mailbox {
    /// Whether no signal is kept.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.held.get().is_none_or(BTreeMap::is_empty)
    }

    /// A signal came.
    pub(super) fn put(&mut self, name: &'static str, key: Option<String>, letter: Letter) {
        if sabotage::is("early_letter") && !self.waits().any(|(_, waited, _)| waited == name) {
            return;
        }
        self.held.make().entry((name, key)).or_default().push_back(letter);
    }

    /// A node waits from now on.
    pub(super) fn wait(&mut self, node: Key, name: &'static str, key: Option<String>) {
        self.waits.make().insert(node, (name, key));
    }

    /// All nodes that wait, with what they wait for.
    pub(super) fn waits(&self) -> impl Iterator<Item = (&Key, &'static str, Option<&String>)> {
        let nodes = self.waits.get().into_iter().flat_map(|waits| waits.nodes.values());
        nodes.map(|(node, (name, key))| (node, *name, key.as_ref()))
    }

    /// The first node whose signal `take` finds.
    pub(super) fn deliver_from(
        &mut self,
        take: impl Fn(&str, Option<&String>) -> Option<Letter>,
    ) -> Option<(Key, Letter)> {
        let (node, _, letter) = self.waits.get_mut()?.take_first(|(name, key)| take(name, key.as_ref()))?;
        Some((node, letter))
    }

    /// A node waits no more.
    pub(super) fn forget(&mut self, node: &Key) {
        if let Some(waits) = self.waits.get_mut() {
            waits.remove(node);
        }
    }

    /// The first node, in the order in which they began to wait, whose signal is there.
    #[inline]
    pub(super) fn deliver(&mut self) -> Option<(Key, Letter)> {
        let held = self.held.get_mut()?;
        let there = |address: &Address| held.contains_key(address).then_some(());
        let (node, address, ()) = self.waits.get_mut()?.take_first(there)?;
        let queue = held.get_mut(&address)?;
        let letter = queue.pop_front()?;
        if queue.is_empty() {
            held.remove(&address);
        }
        Some((node, letter))
    }
}

#[cfg(test)]
mod tests {
    use orch_core::At;
    use serde_json::json;

    use super::*;

    fn node(node: u16) -> Key {
        (At::ROOT, node)
    }

    fn letter(n: u32) -> Letter {
        Letter { payload: json!(n), number: None }
    }

    #[test]
    fn early_signals_are_kept_in_order() {
        let mut mailbox = Mailbox::default();
        mailbox.put("review", None, letter(1));
        mailbox.put("review", None, letter(2));
        mailbox.wait(node(0), "review", None);
        assert_eq!(mailbox.deliver(), Some((node(0), letter(1))));
        assert_eq!(mailbox.deliver(), None, "it waits once");
        mailbox.wait(node(1), "review", None);
        assert_eq!(mailbox.deliver(), Some((node(1), letter(2))));
    }

    #[test]
    fn a_key_is_part_of_the_address() {
        let mut mailbox = Mailbox::default();
        mailbox.wait(node(0), "paid", Some("b".into()));
        mailbox.put("paid", Some("a".into()), letter(1));
        mailbox.put("paid", None, letter(2));
        assert_eq!(mailbox.deliver(), None);
        mailbox.put("paid", Some("b".into()), letter(3));
        assert_eq!(mailbox.deliver(), Some((node(0), letter(3))));
    }

    #[test]
    fn who_was_given_up_gets_nothing() {
        let mut mailbox = Mailbox::default();
        mailbox.wait(node(0), "go", None);
        mailbox.wait(node(1), "go", None);
        mailbox.forget(&node(0));
        mailbox.put("go", None, letter(1));
        assert_eq!(mailbox.deliver(), Some((node(1), letter(1))));
    }
}
