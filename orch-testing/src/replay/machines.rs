//! The machine that lives on, and the ones that are built again beside it after every event.

use orch_core::event::What;
use orch_core::{At, Command, Machine, Pipeline, Recorded, codec};
use serde_json::Value;

use super::Divergence;

/// Up to so many events a run is replayed from its beginning after each; later after every 16th.
const ALWAYS: usize = 200;

/// A run's machine and everything that was recorded.
pub(super) struct Machines<P: Pipeline> {
    living: Machine<P>,
    events: Vec<Recorded>,
    /// The arguments of stages that were started and have not ended.
    arguments: Vec<(At, u16, Value)>,
}

impl<P: Pipeline> Machines<P> {
    pub(super) fn new() -> Self {
        Machines { living: Machine::new(), events: Vec::new(), arguments: Vec::new() }
    }

    pub(super) fn living(&self) -> &Machine<P> {
        &self.living
    }

    pub(super) fn count(&self) -> usize {
        self.events.len()
    }

    pub(super) fn into_events(self) -> Vec<Recorded> {
        self.events
    }

    /// Applies one event to the living machine and to rebuilt ones, and goes on with a rebuilt one.
    pub(super) fn apply(&mut self, event: P::Event, resources: &P::Resources) -> Result<Vec<Command>, Divergence> {
        if P::blueprint().options.ephemeral {
            // Nothing of it can be saved, so there is nothing to build it from.
            let mut living = std::mem::take(&mut self.living);
            let lived = self.apply_one(&mut living, event);
            self.living = living;
            return lived;
        }
        let recorded = P::encode(&event)?;
        self.same_payload(&recorded, &P::encode(&P::decode(&recorded)?)?)?;
        let before = self.living.save()?;
        self.events.push(recorded.clone());
        let commands = self.step(&mut Machine::clone_of(&before)?, &recorded)?;
        let mut living = std::mem::take(&mut self.living);
        let lived = self.apply_one(&mut living, event)?;
        self.same_commands("a machine loaded from its saved state", commands, &lived)?;
        let state = living.save()?;
        let mut loaded = Machine::clone_of(&before)?;
        self.step(&mut loaded, &recorded)?;
        self.same_state("a machine loaded from its saved state", &loaded, &state)?;
        if self.events.len() < ALWAYS || self.events.len().is_multiple_of(16) {
            let (rebuilt, commands) = self.replay_all()?;
            self.same_commands("a machine replayed from its events", commands, &lived)?;
            self.same_state("a machine replayed from its events", &rebuilt, &state)?;
            loaded = rebuilt;
        }
        self.living = loaded;
        self.same_order(&lived)?;
        self.same_arguments(resources)?;
        Ok(lived)
    }

    /// Notes what a stage is given, to be compared after every replay until it ends.
    pub(super) fn remember_arguments(
        &mut self,
        at: &At,
        node: u16,
        resources: &P::Resources,
    ) -> Result<(), Divergence> {
        if let Ok(arguments) = P::arguments(self.living.state(), at, node, resources) {
            self.arguments.retain(|(other, number, _)| (other, *number) != (at, node));
            self.arguments.push((at.clone(), node, arguments));
        }
        Ok(())
    }

    fn same_arguments(&mut self, resources: &P::Resources) -> Result<(), Divergence> {
        let living = &self.living;
        self.arguments.retain(|(at, node, _)| living.is_open(at, *node));
        for (at, node, before) in &self.arguments {
            if let Ok(now) = P::arguments(living.state(), at, *node, resources)
                && now != *before
            {
                return Err(Divergence::Arguments { path: living.path(at, *node), before: before.clone(), now });
            }
        }
        Ok(())
    }

    fn replay_all(&self) -> Result<(Machine<P>, Vec<Command>), Divergence> {
        let mut machine = Machine::new();
        let mut commands = Vec::new();
        for recorded in &self.events {
            commands = self.step(&mut machine, recorded)?;
        }
        Ok((machine, commands))
    }

    fn step(&self, machine: &mut Machine<P>, recorded: &Recorded) -> Result<Vec<Command>, Divergence> {
        self.apply_one(machine, P::decode(recorded)?)
    }

    fn apply_one(&self, machine: &mut Machine<P>, event: P::Event) -> Result<Vec<Command>, Divergence> {
        let mut commands = Vec::new();
        machine.apply(event, &mut commands).map_err(|illegal| Divergence::Illegal {
            event: self.events.len().saturating_sub(1),
            illegal: illegal.into_inner(),
        })?;
        Ok(commands)
    }

    /// What is given by one event begins in the order in which a restart would begin it.
    fn same_order(&self, given: &[Command]) -> Result<(), Divergence> {
        if given.len() < 2 {
            return Ok(());
        }
        let outstanding = self.living.commands();
        let (given, found) = (shared(given, &outstanding), shared(&outstanding, given));
        if given == found {
            return Ok(());
        }
        Err(Divergence::Order { event: self.events.len() - 1, given, found })
    }

    /// An event that was read is written again as it was.
    fn same_payload(&self, first: &Recorded, second: &Recorded) -> Result<(), Divergence> {
        match (&first.what, &second.what) {
            (What::RunStarted(first), What::RunStarted(second)) | (What::Succeeded(first), What::Succeeded(second)) => {
                self.same_text(first, second, self.events.len())
            }
            _ => Ok(()),
        }
    }

    fn same_text(&self, first: &Value, second: &Value, event: usize) -> Result<(), Divergence> {
        let (first, second) = (codec::text(first), codec::text(second));
        if first == second { Ok(()) } else { Err(Divergence::Text { event, first, second }) }
    }

    fn same_commands(&self, how: &'static str, left: Vec<Command>, right: &[Command]) -> Result<(), Divergence> {
        if left == right {
            return Ok(());
        }
        Err(Divergence::Commands { event: self.events.len() - 1, how, left, right: right.to_vec() })
    }

    fn same_state(&self, how: &'static str, machine: &Machine<P>, right: &Value) -> Result<(), Divergence> {
        let left = machine.save()?;
        if left == *right {
            return self.same_text(&left, right, self.events.len() - 1);
        }
        Err(Divergence::State { event: self.events.len() - 1, how, left, right: right.clone() })
    }
}

/// Those commands of `all` that `others` has too.
fn shared(all: &[Command], others: &[Command]) -> Vec<Command> {
    all.iter().filter(|command| others.contains(command)).cloned().collect()
}

/// Loading by another name, because it is a copy that is wanted.
trait CloneOf: Sized {
    fn clone_of(saved: &Value) -> Result<Self, Divergence>;
}

impl<P: Pipeline> CloneOf for Machine<P> {
    fn clone_of(saved: &Value) -> Result<Self, Divergence> {
        Ok(Machine::load(saved.clone())?)
    }
}
