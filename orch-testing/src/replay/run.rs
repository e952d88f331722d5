//! A run under way: it does what its machine commands, and gives it what came of that.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll};

use orch_blueprint::{Kind, StageRef, order};
use orch_core::engine::Retried;
use orch_core::{Apart, Ask, At, Call, Clock, Command, CommandKind, Failure, FailureKind, Mark, Pipeline};
use orch_core::{Engine, Recorded, Transition, private};
use orch_runtime::SeededClock;
use serde_json::Value;

use super::crowd::{self, Crowd};
use super::limits::{Limits, Reached};
use super::machines::Machines;
use super::{Divergence, How, Place, Replay, Replayed, Taken};

/// A run under way.
pub(crate) struct Run<P: Pipeline, E> {
    replay: Replay,
    chance: Arc<SeededClock>,
    engine: E,
    resources: P::Resources,
    machines: Machines<P>,
    /// What happened before the run began anew.
    past: Vec<Recorded>,
    queue: VecDeque<Command>,
    crowd: Crowd<P::Event>,
    /// Signals that are waited for.
    awaited: Vec<(At, u16, Option<String>)>,
    place: Place,
    limits: Limits,
}

/// What a run waits for.
enum Next<E> {
    Crowd(crowd::Next<E>),
    Limit(Reached),
}

impl<P: Pipeline, E: Engine> Run<P, E> {
    /// A run with this engine, whose clock is `clock`.
    pub(crate) fn new(
        replay: Replay,
        clock: Arc<SeededClock>,
        engine: E,
        resources: P::Resources,
        place: Place,
    ) -> Self {
        Run {
            replay,
            chance: clock,
            engine,
            resources,
            machines: Machines::new(),
            past: Vec::new(),
            queue: VecDeque::new(),
            crowd: Crowd::new(),
            awaited: Vec::new(),
            limits: Limits::new(P::blueprint(), place.depth()),
            place,
        }
    }

    pub(crate) async fn finish(mut self, input: P::Input) -> Result<Replayed<P::Output>, Divergence> {
        self.apply(P::started(Arc::new(input)))?;
        loop {
            while let Some(command) = self.queue.pop_front() {
                self.obey(command)?;
            }
            if let Some(input) = self.machines.living().restart() {
                self.begin_anew(input)?;
                continue;
            }
            if let Some(result) = self.machines.living().outcome() {
                let state = match P::blueprint().options.ephemeral {
                    true => Value::Null,
                    false => self.machines.living().save()?,
                };
                let mut events = self.past;
                events.extend(self.machines.into_events());
                return Ok(Replayed { result, events, state, steps: self.place.steps() });
            }
            if self.replay.suspend_every > 0 && self.chance.random().is_multiple_of(self.replay.suspend_every) {
                self.suspend();
                continue;
            }
            if self.deliver()? {
                continue;
            }
            // Whoever runs this one as a stage may still give it up.
            if self.crowd.is_empty() && !self.limits.any() && self.place.depth() == 0 {
                return Err(self.stuck());
            }
            match poll_fn(|cx| self.poll(cx)).await {
                Next::Crowd(crowd::Next::Event(event)) => self.apply(event)?,
                Next::Crowd(crowd::Next::Timer(at, node)) => self.fire(at, node)?,
                Next::Limit(Reached::Limit(failure)) => self.stop(failure)?,
                Next::Limit(Reached::Forever) => return Err(self.stuck()),
            }
        }
    }

    /// Goes on with machines to which nothing has happened.
    fn begin_anew(&mut self, input: Arc<P::Input>) -> Result<(), Divergence> {
        self.past.extend(std::mem::replace(&mut self.machines, Machines::new()).into_events());
        self.limits = Limits::new(P::blueprint(), self.place.depth());
        self.engine = self.engine.anew();
        self.apply(P::started(input))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Next<P::Event>> {
        if let Some(failure) = self.place.stopped(cx) {
            return Poll::Ready(Next::Limit(Reached::Limit(failure)));
        }
        if let Poll::Ready(next) = self.crowd.poll(cx, &*self.chance) {
            return Poll::Ready(Next::Crowd(next));
        }
        let working = self.crowd.attempts().next().is_some();
        self.limits.poll(cx, working).map(Next::Limit)
    }

    fn stop(&mut self, failure: Failure) -> Result<(), Divergence> {
        self.limits.lift();
        if self.machines.living().is_compensating() {
            return Ok(());
        }
        self.apply(P::stopped(Apart::new(failure.at(P::blueprint().name))))
    }

    /// Nothing can happen any more: what is it that does not?
    fn stuck(&self) -> Divergence {
        let path = |at: &At, node: u16| self.place.full(&self.machines.living().path(at, node));
        let signals = self.awaited.iter().map(|(at, node, key)| {
            let with = key.as_ref().map_or_else(String::new, |key| format!(" with the key `{key}`"));
            let name = self.signal_at(*node).unwrap_or_default();
            format!("{} waits for the signal `{name}`{with}, which nobody sends", path(at, *node))
        });
        let attempts = self.crowd.attempts().map(|(at, node)| format!("{} never ends", path(at, node)));
        Divergence::Stuck { events: self.machines.count(), what: signals.chain(attempts).collect() }
    }

    /// The name of the signal for which a node waits.
    fn signal_at(&self, node: u16) -> Option<&'static str> {
        let Kind::Signal { index, .. } = P::blueprint().nodes[usize::from(node)].kind else { return None };
        Some(P::blueprint().signals[usize::from(index)].name)
    }

    fn apply(&mut self, event: P::Event) -> Result<(), Divergence> {
        self.note(&event);
        let commands = self.machines.apply(event, &self.resources)?;
        for command in commands {
            // What is taken back needs not be started.
            if command.kind == CommandKind::Cancel {
                self.queue.retain(|other| (&other.at, other.node) != (&command.at, command.node));
            }
            self.queue.push_back(command);
        }
        Ok(())
    }

    /// Keeps what a test may want to look at.
    fn note(&mut self, event: &P::Event) {
        let (at, node, transition) = P::transition(event);
        let Some(node) = node else { return };
        let kind = &P::blueprint().nodes[usize::from(node)].kind;
        if !matches!(kind, Kind::Stage { .. } | Kind::Signal { .. } | Kind::Sleep { .. }) {
            return;
        }
        let how = match transition {
            Transition::Succeeded | Transition::Mark(Mark::Fired) => How::Succeeded,
            Transition::Failed { failure, .. } => How::Failed(Apart::new(failure.clone())),
            Transition::Mark(Mark::Failed(failure)) => How::Failed(failure.clone()),
            Transition::Mark(Mark::Retrying(again)) => How::Retried(Apart::new(again.failure.clone())),
            Transition::Mark(Mark::Compensated) => How::Undone,
            Transition::Mark(Mark::CompensationRetrying(again)) => How::UndoRetried(Apart::new(again.failure.clone())),
            Transition::Mark(Mark::CompensationFailed(failure)) => How::NotUndone(failure.clone()),
            _ => return,
        };
        self.place.note(Taken { path: self.place.full(&self.machines.living().path(at, node)), how });
    }

    fn obey(&mut self, command: Command) -> Result<(), Divergence> {
        let Command { at, node, kind } = command;
        match kind {
            CommandKind::Evaluate => self.ask(at, node, Ask::Evaluate),
            CommandKind::Start { attempt, retried } => self.start(at, node, Ask::Attempt { attempt, retried }, attempt),
            CommandKind::StartChild => self.start(at, node, Ask::FIRST, 1),
            CommandKind::Cancel => {
                self.crowd.remove(&at, node);
                self.awaited.retain(|(other, number, _)| (other, *number) != (&at, node));
                Ok(())
            }
            CommandKind::SetTimer { until } => {
                let wait = until.since(self.chance.now());
                self.crowd.timer(at, node, wait);
                Ok(())
            }
            CommandKind::ClearTimer => {
                self.crowd.remove(&at, node);
                Ok(())
            }
            CommandKind::AwaitSignal { key } => {
                self.awaited.push((at, node, key));
                Ok(())
            }
            CommandKind::StopChild => {
                if let Some(failure) = self.machines.living().stopped() {
                    self.engine.stop_child(&self.machines.living().path(&at, node), failure);
                }
                Ok(())
            }
            CommandKind::Compensate { attempt, retried } => self.undo(at, node, attempt, retried),
            CommandKind::Finish => Ok(()),
        }
    }

    fn start(&mut self, at: At, node: u16, ask: Ask, attempt: u32) -> Result<(), Divergence> {
        self.machines.remember_arguments(&at, node, &self.resources)?;
        let mark = self.machines.living().starting((&at, node), attempt, &self.resources);
        if let Some(mark) = mark.filter(|_| self.machines.living().is_ready(&at, node)) {
            let started = matches!(mark, Mark::Started { .. });
            self.apply(P::mark(at.clone(), node, mark))?;
            if !started {
                return Ok(());
            }
        }
        self.ask(at, node, ask)
    }

    fn ask(&mut self, at: At, node: u16, ask: Ask) -> Result<(), Divergence> {
        let state = self.machines.living().state();
        let call = || P::call(state, &at, node, &ask, &self.engine, &self.resources);
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(Call::Now(event)) => self.apply(event),
            Ok(Call::Done(done)) => self.apply(done.event(at)),
            Ok(Call::Later(attempt)) => {
                self.crowd.attempt(at, node, attempt);
                Ok(())
            }
            Err(panic) => {
                let message = format!("panicked: {}", private::panic_message(&*panic));
                let failure = Failure::new(FailureKind::Panicked, message).at(self.machines.living().path(&at, node));
                self.apply(P::mark(at, node, Mark::Failed(Apart::new(failure))))
            }
        }
    }

    fn undo(&mut self, at: At, node: u16, attempt: u32, retried: Option<Box<Retried>>) -> Result<(), Divergence> {
        self.limits.lift();
        self.apply(P::mark(at.clone(), node, Mark::Compensating { attempt }))?;
        let state = self.machines.living().state();
        let attempt = P::compensate(state, (&at, node), (attempt, retried), &self.engine, &self.resources);
        self.crowd.attempt(at, node, attempt);
        Ok(())
    }

    fn fire(&mut self, at: At, node: u16) -> Result<(), Divergence> {
        self.awaited.retain(|(other, number, _)| (other, *number) != (&at, node));
        match P::blueprint().nodes[usize::from(node)].kind {
            Kind::Signal { .. } => self.ask(at, node, Ask::Expire),
            _ => self.apply(P::mark(at, node, Mark::Fired)),
        }
    }

    /// Delivers a signal that is there and waited for.
    fn deliver(&mut self) -> Result<bool, Divergence> {
        for index in 0..self.awaited.len() {
            let (_, node, key) = &self.awaited[index];
            let Some(name) = self.signal_at(*node) else { continue };
            if let Some(payload) = self.place.take(name, key.as_ref()) {
                let (at, node, _) = self.awaited.remove(index);
                self.ask(at, node, Ask::Deliver(payload))?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Drops everything that is under way and starts it again. A change under way is left alone: dropping it would leave
    /// its outcome unknown.
    fn suspend(&mut self) {
        let nodes = P::blueprint().nodes;
        let changes = |_: &At, node: u16| {
            let child = matches!(nodes[usize::from(node)].kind, Kind::Stage { stage: StageRef::Pipeline(_), .. });
            child || order::is_change(nodes, node)
        };
        self.crowd.drop_all_but(changes);
        self.awaited.clear();
        let crowd = &self.crowd;
        let outstanding = self.machines.living().commands();
        self.queue.extend(outstanding.into_iter().filter(|command| !crowd.holds(&command.at, command.node)));
    }
}
