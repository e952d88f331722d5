//! The hand.

use std::time::Duration;

use orch::__private::{
    Again, Apart, Ask, At, Call, Command, CommandKind, Machine, Mark, Recorded, Status, Timestamp, What,
};
use orch::{Failure, FailureKind, Launch, Pipeline};
use orch_runtime::{Bare, Embedded, Supplies};
use serde_json::Value;

/// A machine, and the hand that drives it: it evaluates plain Rust at once and answers for stages as told.
pub(super) struct Hand<P: Pipeline> {
    pub(super) machine: Machine<P>,
    pub(super) engine: Embedded,
    pub(super) resources: P::Resources,
}

impl<P: Pipeline> Hand<P>
where
    Bare: Supplies<P>,
{
    /// Begins a run; gives its first commands.
    pub(super) fn begin(launch: Launch<P>) -> (Self, Vec<String>) {
        let (input, resources, engine) = launch.dismantle();
        let mut hand = Hand { machine: Machine::new(), engine, resources };
        let commands = hand.apply(P::started(std::sync::Arc::new(input))).expect("a fresh machine begins");
        (hand, commands)
    }

    pub(super) fn node(name: &str) -> u16 {
        let place = P::blueprint().nodes.iter().position(|node| node.name == name);
        u16::try_from(place.unwrap_or_else(|| panic!("no node is called {name}"))).expect("nodes are few")
    }

    /// The frame of an item or round of the body.
    pub(super) fn item(opener: &str, item: u32) -> At {
        At::ROOT.child(Self::node(opener), item)
    }

    pub(super) fn apply(&mut self, event: P::Event) -> Result<Vec<String>, String> {
        let mut commands = Vec::new();
        self.machine.apply(event, &mut commands).map_err(|illegal| illegal.to_string())?;
        self.check_outstanding(&commands);
        let mut words = Vec::new();
        for Command { at, node, kind } in commands {
            if kind != CommandKind::Evaluate {
                words.push(Self::word(node, &kind));
                continue;
            }
            let call = P::call(self.machine.state(), &at, node, &Ask::Evaluate, &self.engine, &self.resources);
            let Call::Now(event) = call else { panic!("an evaluation is not awaited") };
            words.extend(self.apply(event)?);
        }
        Ok(words)
    }

    /// What was commanded is outstanding, for a machine that is loaded too, until an event answers it.
    fn check_outstanding(&self, commands: &[Command]) {
        let outstanding = self.machine.commands();
        let loaded = Machine::<P>::load(self.machine.save().expect("it can be saved")).expect("it can be loaded");
        assert_eq!(loaded.commands(), outstanding);
        for command in commands {
            let takes_back = matches!(command.kind, CommandKind::Cancel | CommandKind::ClearTimer);
            assert!(takes_back || outstanding.contains(command), "{command:?} is not among {outstanding:?}");
        }
    }

    pub(super) fn word(node: u16, kind: &CommandKind) -> String {
        let name = P::blueprint().nodes[usize::from(node)].name;
        match kind {
            CommandKind::Start { attempt: 1, .. } => format!("start {name}"),
            CommandKind::Start { attempt, .. } => format!("start {name} #{attempt}"),
            CommandKind::StartChild => format!("start run {name}"),
            CommandKind::StopChild => format!("stop run {name}"),
            CommandKind::Cancel => format!("cancel {name}"),
            CommandKind::AwaitSignal { .. } => format!("await {name}"),
            CommandKind::SetTimer { .. } => format!("set timer {name}"),
            CommandKind::ClearTimer => format!("clear timer {name}"),
            CommandKind::Compensate { attempt, .. } => format!("undo {name} #{attempt}"),
            CommandKind::Finish => "finish".to_owned(),
            CommandKind::Evaluate => format!("evaluate {name}"),
        }
    }

    pub(super) fn event(&mut self, name: &str, what: What) -> Result<Vec<String>, String> {
        self.event_at(At::ROOT, name, what)
    }

    /// The same in the frame of an item or round.
    pub(super) fn event_at(&mut self, at: At, name: &str, what: What) -> Result<Vec<String>, String> {
        let recorded = Recorded { at, node: Some(Self::node(name)), what };
        let event = P::decode(&recorded).expect("the event reads back");
        self.apply(event)
    }

    /// The first attempt at a change is announced, as drivers do before they begin it.
    pub(super) fn announce(&mut self, name: &str) {
        let started = What::Mark(Mark::Started { attempt: 1, arguments: None });
        assert_eq!(self.event(name, started).expect("it may begin"), [""; 0]);
    }

    pub(super) fn ok(&mut self, name: &str, value: Value) -> Vec<String> {
        self.event(name, What::Succeeded(value)).expect("it may succeed")
    }

    pub(super) fn fail(&mut self, name: &str, unknown: bool) -> Vec<String> {
        let failure = Apart::new(Failure::new(FailureKind::Error, "no").at(name));
        self.event(name, What::Failed { failure, unknown, value: None, error: None }).expect("it may fail")
    }

    /// An attempt failed, and another follows.
    pub(super) fn retry(&mut self, name: &str, attempt: u32) -> Vec<String> {
        let failure = Failure::new(FailureKind::Error, "no");
        let (since, at, wait) = (Timestamp::default(), Timestamp::default(), Duration::from_secs(1));
        let again = Apart::new(Again { attempt, failure, since, at, wait });
        self.event(name, What::Mark(Mark::Retrying(again))).expect("it may be tried again")
    }

    /// How far a node of the body has come.
    pub(super) fn status(&self, name: &str) -> Option<Status> {
        self.machine.status(&At::ROOT, Self::node(name))
    }

    /// What the driver writes before an attempt.
    pub(super) fn starting(&self, name: &str, attempt: u32) -> Option<Mark> {
        self.machine.starting((&At::ROOT, Self::node(name)), attempt, &self.resources)
    }

    /// The name of the stage that the run failed with.
    pub(super) fn failed(&self) -> Option<String> {
        self.machine.outcome()?.err().map(|failure| failure.stage)
    }
}
