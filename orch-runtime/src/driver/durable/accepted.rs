//! A run as it is accepted: what it begins with is recorded with its acceptance.

use std::sync::Arc;

use orch_core::store::Entry;
use orch_core::{CodecError, Command, CommandKind, Machine, Mark, Pipeline, Timestamp};

use super::super::{Key, is_change};
use super::agent_name;
use crate::board::Board;

/// A run as it was accepted: it has begun, and so have the changes that may start at once. All of that is recorded with its
/// acceptance, so the first change does not wait for the disk a second time.
pub(crate) struct Accepted<P: Pipeline> {
    pub(super) machine: Machine<P>,
    pub(super) commands: Vec<Command>,
    /// The changes that have begun.
    pub(super) begun: Vec<Key>,
    pub(super) events: u64,
}

impl<P: Pipeline> Accepted<P> {
    /// Begins a run, and gives what is to be recorded of that.
    ///
    /// # Errors
    /// If the input cannot be written.
    pub(crate) fn new(input: Arc<P::Input>, now: Timestamp, board: &Board) -> Result<(Self, Vec<Entry>), CodecError> {
        let (mut machine, mut commands) = (Machine::<P>::new(), Vec::new());
        let mut entries = Vec::with_capacity(2);
        let mut happen = |machine: &mut Machine<P>, event: P::Event, commands: &mut Vec<Command>| {
            let recorded = P::encode(&event)?;
            let entry = Entry::new(P::blueprint(), P::blueprint().name, &recorded, entries.len() as u64, now);
            entries.push(entry);
            let applied = machine.apply(event, commands);
            debug_assert!(applied.is_ok(), "a fresh run begins: {applied:?}");
            Ok::<(), CodecError>(())
        };
        happen(&mut machine, P::started(input), &mut commands)?;
        let mut begun = Vec::new();
        for Command { at, node, kind } in &commands {
            let stage = &P::blueprint().nodes[usize::from(*node)];
            let first =
                matches!(kind, CommandKind::Start { attempt: 1, .. }) && is_change(stage) && stage.undo().is_none();
            if first && board.is_paused(P::blueprint().name, agent_name(stage)).is_none() {
                begun.push((at.clone(), *node));
            }
        }
        for (at, node) in &begun {
            // It commands nothing: the start itself was commanded before.
            happen(
                &mut machine,
                P::mark(at.clone(), *node, Mark::Started { attempt: 1, arguments: None }),
                &mut Vec::new(),
            )?;
        }
        let events = entries.len() as u64;
        Ok((Accepted { machine, commands, begun, events }, entries))
    }
}
