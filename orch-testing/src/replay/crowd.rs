//! What is under way, in an order that a seed decides.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use orch_core::engine::Attempting;
use orch_core::{At, Clock};
use tokio::time::{Sleep, sleep};

/// Attempts and timers.
pub(super) struct Crowd<E> {
    members: Vec<(At, u16, Member<E>)>,
}

enum Member<E> {
    Attempt(Attempting<E>),
    Timer(Pin<Box<Sleep>>),
}

/// What comes next.
pub(super) enum Next<E> {
    Event(E),
    Timer(At, u16),
}

impl<E: 'static> Crowd<E> {
    pub(super) fn new() -> Crowd<E> {
        Crowd { members: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn attempt(&mut self, at: At, node: u16, attempt: Attempting<E>) {
        self.members.push((at, node, Member::Attempt(attempt)));
    }

    pub(super) fn timer(&mut self, at: At, node: u16, wait: Duration) {
        self.members.push((at, node, Member::Timer(Box::pin(sleep(wait)))));
    }

    pub(super) fn remove(&mut self, at: &At, node: u16) {
        self.members.retain(|(other, number, _)| (other, *number) != (at, node));
    }

    pub(super) fn holds(&self, at: &At, node: u16) -> bool {
        self.members.iter().any(|(other, number, _)| (other, *number) == (at, node))
    }

    pub(super) fn drop_all_but(&mut self, keep: impl Fn(&At, u16) -> bool) {
        self.members.retain(|(at, node, member)| matches!(member, Member::Attempt(_)) && keep(at, *node));
    }

    /// Attempts that have not ended.
    pub(super) fn attempts(&self) -> impl Iterator<Item = (&At, u16)> {
        let attempts = self.members.iter().filter(|(_, _, member)| matches!(member, Member::Attempt(_)));
        attempts.map(|(at, node, _)| (at, *node))
    }

    /// The next that ends; of several, the one that the clock's chances pick.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, chance: &impl Clock) -> Poll<Next<E>> {
        let count = self.members.len();
        if count == 0 {
            return Poll::Pending;
        }
        let start = (chance.random() % count as u64) as usize;
        for index in (0..count).map(|offset| (start + offset) % count) {
            let (at, node, member) = &mut self.members[index];
            let next = match member {
                Member::Attempt(attempt) => Pin::new(attempt).poll(cx).map(Next::Event),
                Member::Timer(timer) => timer.as_mut().poll(cx).map(|()| Next::Timer(at.clone(), *node)),
            };
            if next.is_ready() {
                self.members.remove(index);
                return next;
            }
        }
        Poll::Pending
    }
}
