//! A run as it is accepted: what it begins with is recorded with its acceptance.

use std::sync::Arc;

use orch_core::store::Entry;
use orch_core::{CodecError, Command, CommandKind, Mark, Timestamp};

use super::super::{AnyEvent, AnyValue, Flow, Key, is_change};
use crate::board::Board;
use crate::known::agent_name;

/// A run as it was accepted: it has begun, and so have the changes that may start at once. All of that is recorded with its
/// acceptance, so the first change does not wait for the disk a second time.
pub(crate) struct Accepted {
    pub(super) commands: Vec<Command>,
    /// The changes that have begun.
    pub(super) begun: Vec<Key>,
    pub(super) input: AnyValue,
}

/// That a change begins which may do so at once.
fn begins((at, node): &Key) -> AnyEvent {
    AnyEvent::Mark(at.clone(), *node, Mark::Started { attempt: 1, arguments: None })
}

impl Accepted {
    /// Begins a run to which nothing has happened, and gives what is to be recorded of that.
    ///
    /// # Errors
    /// If the input cannot be written.
    pub(crate) fn new(
        flow: &mut dyn Flow,
        input: AnyValue,
        now: Timestamp,
        board: &Board,
    ) -> Result<(Self, Vec<Entry>), CodecError> {
        let (blueprint, mut commands) = (flow.blueprint(), Vec::new());
        let mut entries = Vec::with_capacity(2);
        let mut happen = |flow: &mut dyn Flow, event: AnyEvent, commands: &mut Vec<Command>| {
            let recorded = flow.encode(&event)?;
            let entry = Entry::new(blueprint, blueprint.name, &recorded, entries.len() as u64, now);
            entries.push(entry);
            let applied = flow.apply(event, commands);
            debug_assert!(applied.is_ok(), "a fresh run begins: {applied:?}");
            Ok::<(), CodecError>(())
        };
        happen(flow, AnyEvent::Started(Arc::clone(&input)), &mut commands)?;
        let mut begun = Vec::new();
        for Command { at, node, kind } in &commands {
            let stage = &blueprint.nodes[usize::from(*node)];
            let first =
                matches!(kind, CommandKind::Start { attempt: 1, .. }) && is_change(stage) && stage.undo().is_none();
            if first && board.is_paused(blueprint.name, agent_name(stage)).is_none() {
                begun.push((at.clone(), *node));
            }
        }
        for key in &begun {
            // It commands nothing: the start itself was commanded before.
            happen(flow, begins(key), &mut Vec::new())?;
        }
        Ok((Accepted { commands, begun, input }, entries))
    }

    /// How many events were recorded with the acceptance.
    pub(super) fn count(&self) -> u64 {
        1 + self.begun.len() as u64
    }

    /// What was recorded with the acceptance, in its order.
    pub(super) fn events(&self) -> impl Iterator<Item = AnyEvent> {
        let started = AnyEvent::Started(Arc::clone(&self.input));
        std::iter::once(started).chain(self.begun.iter().map(begins))
    }
}
