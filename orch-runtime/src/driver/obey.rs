//! What is done at the machine's commands: plain Rust is evaluated, attempts begin, timers are set.

use std::task::{Context, Poll};

use orch_blueprint::Kind;
use orch_core::engine::AnyAttempt;
use orch_core::{Ask, Command, CommandKind, Mark, sabotage};

use super::around::around;
use super::flow::AnyCall;
use super::{AnyEvent, Driver, Key, Went};
use crate::engine::{calmly, panicked_at};
use crate::observe::WaitSeen;
use crate::telemetry::spans::{self, AttemptSpans};

impl Driver {
    /// Works off all commands, or as many as the run's turn is long.
    #[inline]
    pub(super) fn obey(&mut self, cx: &mut Context<'_>) -> Went {
        loop {
            if !self.go_along(cx)? {
                return Ok(());
            }
            let Some(command) = self.queue.next() else { return Ok(()) };
            self.execute(command)?;
            // An attempt that is all there is to do is polled where it lies: often it has ended at once.
            if self.attempts.is_fresh()
                && self.queue.is_empty()
                && self.may_go_on()
                && let Poll::Ready(ended) = self.poll_alone(cx)
            {
                self.turn -= 1;
                self.apply(AnyEvent::Ended(ended))?;
            }
        }
    }

    fn poll_alone(&mut self, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        self.attempts.poll_alone(&around(&*self.flow, &self.close.engine), cx)
    }

    #[inline]
    pub(super) fn execute(&mut self, command: Command) -> Went {
        let Command { at, node, kind } = command;
        match kind {
            CommandKind::Evaluate => return self.ask((at, node), Ask::Evaluate),
            // It has failed, and the run was stopped meanwhile.
            CommandKind::Start { attempt: 2.., .. } if self.flow.view().stopped().is_some() => {
                return self.stop_child((at, node), false);
            }
            CommandKind::Start { attempt, retried } => {
                return self.start((at, node), attempt, Ask::Attempt { attempt, retried });
            }
            CommandKind::StartChild => return self.start((at, node), 1, Ask::FIRST),
            CommandKind::Cancel => self.cancel(&(at, node)),
            CommandKind::StopChild => return self.stop_child((at, node), true),
            CommandKind::Compensate { attempt, retried } => return self.undo((at, node), attempt, retried),
            CommandKind::SetTimer { until } => self.timers.set((at, node), until),
            CommandKind::ClearTimer => self.timers.clear(&(at, node)),
            CommandKind::AwaitSignal { key } => {
                if let Kind::Signal { index: signal, .. } = self.blueprint().nodes[usize::from(node)].kind {
                    let name = self.blueprint().signals[usize::from(signal)].name;
                    self.signals.wait((at, node), name, key);
                }
            }
            CommandKind::Finish => self.finished = true,
        }
        Ok(())
    }

    /// Starts an attempt; at a change this is recorded before the world can be touched.
    #[inline]
    pub(super) fn start(&mut self, key: Key, attempt: u32, ask: Ask) -> Went {
        if self.recorder.is_some() {
            return self.start_recorded(key, attempt, ask);
        }
        if attempt == 1 && AttemptSpans::are_wanted() {
            spans::fallback(self.blueprint(), key.1);
        }
        if let Some(mark) = self.flow.starting((&key.0, key.1), attempt) {
            let started = matches!(mark, Mark::Started { .. });
            self.apply(AnyEvent::Mark(key.0.clone(), key.1, mark))?;
            if !started {
                return Ok(());
            }
        }
        self.ask(key, ask)
    }

    /// Calls user code, and takes the event or keeps the future.
    #[inline]
    pub(super) fn ask(&mut self, (at, node): Key, ask: Ask) -> Went {
        let attempt = matches!(ask, Ask::Attempt { .. } | Ask::Interrupted { .. });
        let (flow, engine) = (&self.flow, self.engine());
        let call = || flow.call(&at, node, &ask, engine);
        // The code of an attempt runs, guarded, in its future.
        match if attempt { Ok(call()) } else { calmly(call) } {
            Ok(AnyCall::Now(event)) => self.apply(event),
            Ok(AnyCall::Later(future)) => {
                self.attempts.insert((at, node), future);
                Ok(())
            }
            Err(said) => {
                let failure = panicked_at(&said, self.flow.view().path(&at, node));
                self.apply(AnyEvent::Mark(at, node, Mark::Failed(failure)))
            }
        }
    }

    pub(super) fn cancel(&mut self, key: &Key) {
        if !(sabotage::is("missed_cancel") && key.1 % 2 == 1) {
            self.attempts.remove(key);
        }
        self.timers.clear(key);
        self.signals.forget(key);
        if let Some(recorder) = &mut self.recorder {
            recorder.forget(key);
        }
        if let Some(observer) = self.engine().0.observer()
            && matches!(self.blueprint().nodes[usize::from(key.1)].kind, Kind::Sleep { .. } | Kind::Signal { .. })
        {
            observer.wait_given_up(&WaitSeen { run: self.engine().0.seen(), at: &key.0, node: key.1 });
        }
    }
}
