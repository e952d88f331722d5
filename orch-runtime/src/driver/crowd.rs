//! The attempts under way, each with its key, each of which can be given up. One alone is polled in place; several have
//! a waker each, so that only those that were woken are polled.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use orch_core::engine::AnyAttempt;
use orch_core::sabotage;

use super::Key;
use super::around::{Surround, poll};

/// Futures with keys. They are polled in the order in which they came or were woken.
pub(super) struct Crowd {
    /// The only one. It is polled with the run's own waker.
    alone: Option<Member>,
    /// How far the only one has come.
    state: Alone,
    slots: Vec<Option<Member>>,
    wakers: Vec<Waker>,
    free: Vec<usize>,
    live: usize,
    /// Where the last one was given up: they are given up in the order in which they came.
    hint: usize,
    /// To be polled without having been woken.
    due: VecDeque<usize>,
    bell: Option<Arc<Bell>>,
}

/// How far the only attempt has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    /// It was never polled.
    Fresh,
    /// It was polled in this turn of the run's task, with the waker of this turn.
    Polled,
    /// It is polled when the run is.
    Waiting,
}

struct Member {
    key: Key,
    attempt: AnyAttempt,
}

impl Default for Crowd {
    fn default() -> Self {
        Crowd {
            alone: None,
            state: Alone::Fresh,
            slots: Vec::new(),
            wakers: Vec::new(),
            free: Vec::new(),
            live: 0,
            hint: 0,
            due: VecDeque::new(),
            bell: None,
        }
    }
}

impl Crowd {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.live == 0 && self.alone.is_none()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.live + usize::from(self.alone.is_some())
    }

    #[inline]
    pub(super) fn insert(&mut self, key: Key, attempt: AnyAttempt) {
        let member = Member { key, attempt };
        if self.is_empty() {
            (self.alone, self.state) = (Some(member), Alone::Fresh);
            return;
        }
        if let Some(alone) = self.alone.take() {
            // It has been polled with the run's own waker and gets one of its own now.
            self.join(alone);
        }
        self.join(member);
    }

    /// The only one, polled in this turn with the waker of this turn.
    pub(super) fn insert_polled(&mut self, key: Key, attempt: AnyAttempt) {
        (self.alone, self.state) = (Some(Member { key, attempt }), Alone::Polled);
    }

    /// Whether nobody is to be polled before a newcomer.
    #[inline]
    pub(super) fn takes_newcomers(&self) -> bool {
        self.alone.is_none() && self.due.is_empty()
    }

    /// The waker of the place that the next one gets: whoever is polled with it and has ended leaves the place free.
    pub(super) fn next_waker(&mut self) -> &Waker {
        let index = self.free.last().copied().unwrap_or(self.slots.len());
        let bell = Arc::clone(self.bell());
        waker_of(&mut self.wakers, index, &bell)
    }

    /// One that waits, polled with [`next_waker`](Crowd::next_waker).
    pub(super) fn insert_waiting(&mut self, key: Key, attempt: AnyAttempt) {
        self.place(Member { key, attempt });
    }

    fn bell(&mut self) -> &Arc<Bell> {
        self.bell.get_or_insert_with(Arc::default)
    }

    /// It was not polled with a waker of its own yet.
    fn join(&mut self, member: Member) {
        let index = self.place(member);
        self.due.push_back(index);
    }

    fn place(&mut self, member: Member) -> usize {
        if self.live == 0 {
            // Those who are several are often many.
            self.slots.reserve(16);
            self.due.reserve(16);
            self.free.reserve(16);
            self.wakers.reserve(16);
        }
        let member = Some(member);
        let index = match self.free.pop() {
            Some(index) => {
                self.slots[index] = member;
                index
            }
            None => {
                self.slots.push(member);
                self.slots.len() - 1
            }
        };
        self.live += 1;
        index
    }

    /// Gives one up: its future is dropped here.
    pub(super) fn remove(&mut self, key: &Key) {
        if self.alone.as_ref().is_some_and(|alone| alone.key == *key) {
            self.alone = None;
            return;
        }
        let count = self.slots.len();
        let wanted = |index: &usize| self.slots[*index].as_ref().is_some_and(|member| member.key == *key);
        if let Some(index) = (self.hint..count).chain(0..self.hint.min(count)).find(wanted) {
            self.hint = index;
            self.vacate(index);
        }
    }

    fn vacate(&mut self, index: usize) -> Option<Member> {
        let member = self.slots[index].take();
        self.live -= 1;
        self.free.push(index);
        if self.live == 0 {
            // The numbers begin anew, so that those of the next crowd ascend.
            self.slots.clear();
            self.free.clear();
            self.due.clear();
            self.hint = 0;
        }
        member
    }

    /// Whether there is one alone that was never polled.
    #[inline]
    pub(super) fn is_fresh(&self) -> bool {
        self.alone.is_some() && self.state == Alone::Fresh
    }

    /// The task's next turn begins: what was polled may have been woken since.
    #[inline]
    pub(super) fn forget_polled(&mut self) {
        if self.state == Alone::Polled {
            self.state = Alone::Waiting;
        }
    }

    /// Ready with what the one alone gives. [`poll`](Crowd::poll) does not poll it again in this turn.
    #[inline]
    pub(super) fn poll_alone(&mut self, around: &Surround<'_>, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        let Some(alone) = &mut self.alone else { return Poll::Pending };
        if poll(&mut alone.attempt, &alone.key, around, cx).is_pending() {
            self.state = Alone::Polled;
            return Poll::Pending;
        }
        self.alone.take().map_or(Poll::Pending, |ended| Poll::Ready(ended.attempt))
    }

    /// Ready with what the next one gives. Pending with none at all.
    pub(super) fn poll(&mut self, around: &Surround<'_>, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        match (&self.alone, self.state) {
            (None, _) if self.live == 0 => Poll::Pending,
            (None, _) => self.poll_woken(around, cx),
            (Some(_), Alone::Polled) => {
                self.state = Alone::Waiting;
                Poll::Pending
            }
            (Some(_), _) => self.poll_alone(around, cx),
        }
    }

    /// Those that were woken are polled before whoever comes from now on.
    pub(super) fn hear(&mut self) {
        if let Some(bell) = &self.bell {
            self.due.extend(bell.lock().slots.drain(..));
        }
    }

    fn poll_woken(&mut self, around: &Surround<'_>, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        let bell = Arc::clone(self.bell());
        loop {
            let Some(index) = self.due.pop_front() else {
                if !bell.listen(cx.waker(), &mut self.due) {
                    return Poll::Pending;
                }
                continue;
            };
            if self.slots.get(index).is_none_or(Option::is_none) {
                continue;
            }
            if let Poll::Ready(ended) = self.poll_at(index, &bell, around) {
                return Poll::Ready(ended);
            }
        }
    }

    /// Polls the one of this slot with the slot's own waker, which is made once.
    fn poll_at(&mut self, index: usize, bell: &Arc<Bell>, around: &Surround<'_>) -> Poll<AnyAttempt> {
        let Some(Some(member)) = self.slots.get_mut(index) else { return Poll::Pending };
        let waker = waker_of(&mut self.wakers, index, bell);
        ready!(poll(&mut member.attempt, &member.key, around, &mut Context::from_waker(waker)));
        self.vacate(index).map_or(Poll::Pending, |ended| Poll::Ready(ended.attempt))
    }
}

/// The waker of a place, which is made once.
fn waker_of<'a>(wakers: &'a mut Vec<Waker>, index: usize, bell: &Arc<Bell>) -> &'a Waker {
    while wakers.len() <= index {
        let index = wakers.len();
        wakers.push(Arc::new(Ticket { bell: Arc::clone(bell), index }).into());
    }
    &wakers[index]
}

/// Who was woken since the last look.
#[derive(Default)]
struct Bell(Mutex<Woken>);

#[derive(Default)]
struct Woken {
    slots: Vec<usize>,
    run: Option<Waker>,
}

impl Bell {
    fn lock(&self) -> MutexGuard<'_, Woken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves those that were woken over; if there is none, asks to be told, and gives `false`.
    fn listen(&self, waker: &Waker, due: &mut VecDeque<usize>) -> bool {
        let mut woken = self.lock();
        if woken.slots.is_empty() {
            match &mut woken.run {
                Some(known) => known.clone_from(waker),
                none => *none = Some(waker.clone()),
            }
            return false;
        }
        due.extend(woken.slots.drain(..));
        true
    }
}

/// The waker of one slot.
struct Ticket {
    bell: Arc<Bell>,
    index: usize,
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut woken = self.bell.lock();
        if woken.slots.last() != Some(&self.index) {
            woken.slots.push(self.index);
        }
        let lost = sabotage::is("lost_wake") && self.index % 2 == 1;
        let run = if lost { None } else { woken.run.take() };
        drop(woken);
        run.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests;
