//! The attempts under way, each with its key, each of which can be given up. One alone is polled in place; several have
//! a waker each, so that only those that were woken are polled.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use orch_core::engine::AnyAttempt;
use orch_core::sabotage;

use super::Key;

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

    fn join(&mut self, member: Member) {
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
        self.due.push_back(index);
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
    pub(super) fn poll_alone(&mut self, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        let Some(alone) = &mut self.alone else { return Poll::Pending };
        if alone.attempt.as_mut().poll_end(cx).is_pending() {
            self.state = Alone::Polled;
            return Poll::Pending;
        }
        self.alone.take().map_or(Poll::Pending, |ended| Poll::Ready(ended.attempt))
    }

    /// Ready with what the next one gives. Pending with none at all.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        match (&self.alone, self.state) {
            (None, _) if self.live == 0 => Poll::Pending,
            (None, _) => self.poll_woken(cx),
            (Some(_), Alone::Polled) => {
                self.state = Alone::Waiting;
                Poll::Pending
            }
            (Some(_), _) => self.poll_alone(cx),
        }
    }

    fn poll_woken(&mut self, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        let bell = Arc::clone(self.bell.get_or_insert_with(Arc::default));
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
            let waker = self.waker(&bell, index);
            if let Poll::Ready(ended) = self.poll_at(index, &mut Context::from_waker(&waker)) {
                return Poll::Ready(ended);
            }
        }
    }

    fn poll_at(&mut self, index: usize, cx: &mut Context<'_>) -> Poll<AnyAttempt> {
        let Some(member) = &mut self.slots[index] else { return Poll::Pending };
        ready!(member.attempt.as_mut().poll_end(cx));
        self.vacate(index).map_or(Poll::Pending, |ended| Poll::Ready(ended.attempt))
    }

    /// The waker of a slot, made once.
    fn waker(&mut self, bell: &Arc<Bell>, index: usize) -> Waker {
        while self.wakers.len() <= index {
            let index = self.wakers.len();
            self.wakers.push(Arc::new(Ticket { bell: Arc::clone(bell), index }).into());
        }
        self.wakers[index].clone()
    }
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
mod tests {
    use std::future::{Future, pending, poll_fn, ready};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::FutureExt;
    use orch_core::At;
    use orch_core::engine::{Attempting, take_event};
    use tokio::sync::oneshot;

    use super::*;

    fn key(node: u16) -> Key {
        (At::ROOT, node)
    }

    fn insert(crowd: &mut Crowd, node: u16, gives: impl Future<Output = u16> + Send + 'static) {
        crowd.insert(key(node), Attempting::new(gives).any);
    }

    async fn next(crowd: &mut Crowd) -> u16 {
        take_event(&mut poll_fn(|cx| crowd.poll(cx)).await)
    }

    /// An attempt that counts how often it is polled, and never ends.
    fn counted(polls: &Arc<AtomicUsize>) -> impl Future<Output = u16> + Send + use<> {
        let polls = Arc::clone(polls);
        poll_fn(move |_| {
            polls.fetch_add(1, Ordering::Relaxed);
            Poll::Pending
        })
    }

    #[test]
    fn one_that_was_polled_in_place_is_not_polled_again_in_the_same_turn() {
        let (polls, mut crowd) = (Arc::default(), Crowd::default());
        let polled = |crowd: &mut Crowd| crowd.poll(&mut Context::from_waker(Waker::noop()));
        insert(&mut crowd, 0, counted(&polls));
        assert!(crowd.is_fresh());
        assert!(crowd.poll_alone(&mut Context::from_waker(Waker::noop())).is_pending());
        assert!(!crowd.is_fresh(), "it is polled in place once, and then when the run is");
        assert!(polled(&mut crowd).is_pending());
        assert_eq!(polls.load(Ordering::Relaxed), 1, "the turn that polled it in place has its waker already");
        assert!(polled(&mut crowd).is_pending());
        assert_eq!(polls.load(Ordering::Relaxed), 2, "the mark holds for one look");
    }

    #[test]
    fn what_was_polled_is_polled_in_the_next_turn() {
        let (polls, mut crowd) = (Arc::default(), Crowd::default());
        insert(&mut crowd, 0, counted(&polls));
        assert!(crowd.poll_alone(&mut Context::from_waker(Waker::noop())).is_pending());
        crowd.forget_polled();
        assert!(crowd.poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(polls.load(Ordering::Relaxed), 2, "it may have been woken since");
    }

    #[test]
    fn one_that_ends_where_it_lies_leaves_nothing() {
        let mut crowd = Crowd::default();
        insert(&mut crowd, 0, ready(7));
        let Poll::Ready(mut ended) = crowd.poll_alone(&mut Context::from_waker(Waker::noop())) else {
            panic!("it was ready");
        };
        assert_eq!(take_event::<u16>(&mut ended), 7);
        assert!(crowd.is_empty() && !crowd.is_fresh());
    }

    #[test]
    fn a_newcomer_polls_the_one_that_was_polled_too() {
        let (polls, mut crowd) = (Arc::default(), Crowd::default());
        insert(&mut crowd, 0, counted(&polls));
        assert!(crowd.poll_alone(&mut Context::from_waker(Waker::noop())).is_pending());
        insert(&mut crowd, 1, pending());
        assert!(crowd.poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(polls.load(Ordering::Relaxed), 2, "it needs a waker of its own now");
    }

    #[tokio::test]
    async fn those_that_are_ready_come_in_order() {
        let mut crowd = Crowd::default();
        for n in 0..5 {
            insert(&mut crowd, n, ready(n));
        }
        for n in 0..5 {
            assert_eq!(next(&mut crowd).await, n);
        }
        assert!(crowd.is_empty());
    }

    #[tokio::test]
    async fn one_that_was_alone_is_still_heard_in_company() {
        let mut crowd = Crowd::default();
        let (send, receive) = oneshot::channel();
        insert(&mut crowd, 0, async { receive.await.unwrap_or(0) });
        assert!(next(&mut crowd).now_or_never().is_none());
        insert(&mut crowd, 1, pending());
        assert!(next(&mut crowd).now_or_never().is_none());
        send.send(7).expect("it listens");
        assert_eq!(next(&mut crowd).await, 7);
    }

    #[tokio::test]
    async fn one_that_is_left_alone_is_still_heard() {
        let mut crowd = Crowd::default();
        let (send, receive) = oneshot::channel();
        insert(&mut crowd, 0, async { receive.await.unwrap_or(0) });
        insert(&mut crowd, 1, pending());
        assert!(next(&mut crowd).now_or_never().is_none());
        crowd.remove(&key(1));
        tokio::spawn(async move { send.send(9) });
        assert_eq!(next(&mut crowd).await, 9);
    }

    #[tokio::test]
    async fn giving_up_drops_the_future() {
        struct Told(Option<oneshot::Sender<()>>);
        impl Drop for Told {
            fn drop(&mut self) {
                let _ = self.0.take().map(|told| told.send(()));
            }
        }
        let (send, mut receive) = oneshot::channel();
        let told = Told(Some(send));
        let mut crowd = Crowd::default();
        insert(&mut crowd, 0, pending());
        insert(&mut crowd, 1, async move {
            let _told = told;
            pending().await
        });
        crowd.remove(&key(1));
        assert_eq!(receive.try_recv(), Ok(()));
        assert!(!crowd.is_empty());
    }
}
