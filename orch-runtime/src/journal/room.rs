//! How much may wait for the disk: one bound over all runs of a process, and one for each of them.
//!
//! Whoever makes more waits for room ([`Room::poll`]). Only the journal makes room, by bringing to the disk what it has been given,
//! and it waits for nobody: so a run that waits never holds up what it waits for.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use orch_core::store::{Entry, LetterKind, Write};

/// A single run waits when so much of all room is its own.
const SHARE: usize = 4;

/// What waits for the disk, in bytes, and who waits until that is less.
pub(super) struct Room {
    limit: usize,
    taken: AtomicUsize,
    queue: Mutex<Queue>,
}

/// Those who wait, in the order in which they came.
#[derive(Default)]
struct Queue {
    next: u64,
    waiting: BTreeMap<u64, Waker>,
}

/// Where somebody stands in the queue. One that was woken and has to wait again keeps its place.
#[derive(Debug, Default)]
pub(crate) struct Place(Option<u64>);

impl Room {
    /// Room for so many bytes.
    pub(super) fn new(limit: usize) -> Room {
        Room { limit, taken: AtomicUsize::new(0), queue: Mutex::default() }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes wait for the disk.
    pub(super) fn taken(&self) -> usize {
        self.taken.load(Ordering::Acquire)
    }

    /// How many may be of one run.
    pub(super) fn share(&self) -> usize {
        self.limit / SHARE
    }

    pub(super) fn is_full(&self) -> bool {
        self.taken() > self.limit
    }

    /// So many more wait.
    pub(super) fn take(&self, bytes: usize) {
        self.taken.fetch_add(bytes, Ordering::AcqRel);
    }

    /// So many wait no more. If that makes room, those who wait for it are woken in order.
    pub(super) fn give_back(&self, bytes: usize) {
        let before = self.taken.fetch_sub(bytes, Ordering::AcqRel);
        debug_assert!(before >= bytes, "{bytes} bytes are given back, and {before} were taken");
        if before > self.limit && before - bytes <= self.limit {
            let woken = std::mem::take(&mut self.queue().waiting);
            woken.into_values().for_each(Waker::wake);
        }
    }

    /// Ready when there is room.
    pub(super) fn poll(&self, place: &mut Place, cx: &Context<'_>) -> Poll<()> {
        if self.is_full() {
            let mut queue = self.queue();
            // Looked at once more under the lock: whoever makes room takes it before they wake.
            if self.is_full() {
                let number = *place.0.get_or_insert(queue.next);
                queue.next = queue.next.max(number + 1);
                queue.waiting.insert(number, cx.waker().clone());
                return Poll::Pending;
            }
        }
        place.0 = None;
        Poll::Ready(())
    }
}

/// How much an event takes, in bytes: its value, its path, and what it is kept in.
pub(super) fn weight(entry: &Entry) -> usize {
    size_of::<Entry>() + entry.path.len() + entry.payload.as_ref().map_or(0, String::len)
}

/// How much of what is sent besides the events of runs takes: the inputs of new runs and what signals say.
pub(super) fn weight_of(write: &Write) -> usize {
    match write {
        Write::Create(new) => new.events.iter().map(weight).sum(),
        Write::Post(letter) => match &letter.kind {
            LetterKind::Signal { payload, .. } => payload.len(),
            LetterKind::Cancel => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::task::Wake;

    use super::*;

    /// Writes down who is woken.
    struct Told(usize, Arc<Mutex<Vec<usize>>>);

    impl Wake for Told {
        fn wake(self: Arc<Self>) {
            self.1.lock().unwrap_or_else(PoisonError::into_inner).push(self.0);
        }
    }

    #[test]
    fn those_who_wait_are_woken_in_the_order_in_which_they_came() {
        let room = Room::new(10);
        let (woken, mut places) = (Arc::default(), [Place::default(), Place::default(), Place::default()]);
        let poll = |number: usize, place: &mut Place| {
            let waker = Arc::new(Told(number, Arc::clone(&woken))).into();
            room.poll(place, &Context::from_waker(&waker)).is_ready()
        };
        room.take(10);
        assert!(poll(0, &mut places[0]), "the last byte is there for somebody");
        room.take(1);
        for number in [2, 0, 1, 2] {
            assert!(!poll(number, &mut places[number]));
        }
        room.give_back(1);
        assert_eq!(*woken.lock().expect("nobody panicked"), [2, 0, 1]);
        assert!(poll(2, &mut places[2]));
        // Who was woken, and came too late, keeps its place before those who come now.
        room.take(5);
        for number in [2, 1, 0] {
            assert!(!poll(number, &mut places[number]));
        }
        room.give_back(15);
        assert_eq!(woken.lock().expect("nobody panicked")[3..], [0, 1, 2]);
    }
}
