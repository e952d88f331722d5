//! What the run waits for, and what follows when it comes: the next thing is taken from the attempts, the timers, the mail.

use std::task::{Context, Poll};

use orch_blueprint::Kind;
use orch_core::{Apart, Ask, Failure, FailureKind, Mark};

use super::around::around;
use super::durable::Held;
use super::{AnyEvent, Driver, Key, Letter, Next, Recording, TURN, Went};
use crate::control::Mail;

impl Driver {
    /// Whether nothing that came from outside, and nobody else's turn, is to be looked at before the next attempt.
    #[inline]
    pub(super) fn may_go_on(&self) -> bool {
        let others = self.timers_first || !self.signals.is_empty() || self.engine().0.control.has_news();
        self.turn > 0 && self.recorder.is_none() && !others
    }

    /// Waits for the next thing. Mail comes first, so that nothing is started after a cancellation was seen.
    #[inline]
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        loop {
            match self.poll_record(cx) {
                Recording::Free => {}
                Recording::Next(next) => return Poll::Ready(next),
                Recording::Wait => return Poll::Pending,
            }
            if let Some(next) = self.read_mail() {
                return Poll::Ready(next);
            }
            if self.recorder.as_ref().is_some_and(|recorder| recorder.is_leaving() || recorder.shall_look()) {
                continue;
            }
            if self.turn == 0 {
                return self.end_turn(cx);
            }
            if self.timers_first {
                if let Poll::Ready(key) = self.poll_timers(cx) {
                    return Poll::Ready(Next::Timer(key));
                }
                self.timers_first = false;
            }
            if let Poll::Ready(ended) = self.attempts.poll(&around(&*self.flow, &self.close.engine), cx) {
                self.turn -= 1;
                return Poll::Ready(Next::Event(AnyEvent::Ended(ended)));
            }
            if let Poll::Ready(key) = self.poll_timers(cx) {
                return Poll::Ready(Next::Timer(key));
            }
            if let Poll::Ready(failure) = self.limits.poll(cx, !self.attempts.is_empty()) {
                return Poll::Ready(Next::Stop(Apart::new(failure)));
            }
            if let Some((key, payload)) = self.read_post(cx) {
                return Poll::Ready(Next::Signal(key, payload));
            }
            if self.engine().0.control.listen(cx.waker()) {
                self.park();
                if self.may_leave() {
                    continue;
                }
                return Poll::Pending;
            }
        }
    }

    fn poll_timers(&mut self, cx: &mut Context<'_>) -> Poll<Key> {
        self.timers.poll(cx, &*self.close.engine.0.clock)
    }

    /// Others get their turn. In the run's next one those that were woken and timers that are due come before who never waits: a
    /// loop would keep them from theirs otherwise.
    fn end_turn(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        self.turn = TURN;
        self.attempts.hear();
        self.timers_first = self.timers.is_due(&*self.close.engine.0.clock);
        cx.waker().wake_by_ref();
        // What never waits is queued and not under way: that is work all the same.
        let working = !self.attempts.is_empty() || !self.queue.is_empty();
        self.limits.poll(cx, working).map(|failure| Next::Stop(Apart::new(failure)))
    }

    /// A signal from outside for a pipeline within the run, if this is one that waits for it.
    pub(super) fn read_post(&mut self, cx: &Context<'_>) -> Option<(Key, Letter)> {
        let run = &self.close.engine.0;
        run.parent()?;
        let root = run.root();
        // What the outermost pipeline knows is for that one.
        let theirs = |name: &str| !root.blueprint.signals.iter().any(|signal| signal.name == name);
        self.signals
            .deliver_from(|name, key| theirs(name).then(|| root.control.post.take(name, key, cx.waker())).flatten())
    }

    #[inline]
    pub(super) fn read_mail(&mut self) -> Option<Next> {
        while let Some(mail) = self.engine().0.control.receive() {
            match mail {
                Mail::Cancel(reason) => {
                    return Some(Next::Stop(Apart::new(Failure::new(FailureKind::Cancelled, reason))));
                }
                Mail::Signal { name, key, letter } => self.signals.put(name, key, letter),
                Mail::Recorded(mail) => {
                    if let Some(next) = self.read_recorded(mail) {
                        return Some(next);
                    }
                }
            }
        }
        self.signals.deliver().map(|(key, letter)| Next::Signal(key, letter))
    }

    /// Takes what was sent already, before anything is started.
    pub(super) fn hear(&mut self) -> Went {
        while self.may_be_stopped()
            && let Some(next) = self.read_mail()
        {
            self.take(next)?;
        }
        Ok(())
    }

    /// A run that had come to its end is over, and one that begins anew hears of it then.
    pub(super) fn may_be_stopped(&self) -> bool {
        self.flow.view().outcome().is_none() && !self.flow.view().restarts()
    }

    #[inline]
    pub(super) fn take(&mut self, next: Next) -> Went {
        match next {
            Next::Event(event) => self.apply(event),
            Next::Signal(key, letter) => self.deliver(key, letter),
            Next::Timer(key) => match self.blueprint().nodes[usize::from(key.1)].kind {
                Kind::Signal { .. } => {
                    self.signals.forget(&key);
                    self.ask(key, Ask::Expire)
                }
                _ => self.apply(AnyEvent::Mark(key.0, key.1, Mark::Fired)),
            },
            // A run that is being undone ends with the failure that ended it.
            Next::Stop(_) if self.flow.view().is_compensating() => Ok(()),
            Next::Stop(failure) => {
                self.limits.lift();
                self.apply(AnyEvent::Stopped(Apart::new(failure.into_inner().at(self.blueprint().name))))?;
                self.tell_stopped()
            }
            Next::Go(key, Held::Attempt(ask)) => self.ask(key, ask),
            Next::Go(key, Held::Undo { attempt, retried }) => self.call_undo(key, attempt, retried),
            Next::Leave(_) => Ok(()),
        }
    }
}
