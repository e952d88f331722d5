//! A bounded queue that many may listen to: whoever is too slow loses the oldest, and the run never waits for a listener.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use futures_util::Stream;

/// How many items a listener may lag behind before it loses the oldest.
pub const LAG_LIMIT: usize = 4096;

/// Where items are put.
#[derive(Debug)]
pub(crate) struct Feed<T> {
    listened: AtomicBool,
    inner: Mutex<Inner<T>>,
}

#[derive(Debug)]
struct Inner<T> {
    closed: bool,
    /// The items from the first one, for those who listen later; `None` if nobody asked for that.
    kept: Option<VecDeque<T>>,
    listeners: Vec<Weak<Listener<T>>>,
}

#[derive(Debug)]
struct Listener<T>(Mutex<Queue<T>>);

#[derive(Debug)]
struct Queue<T> {
    items: VecDeque<T>,
    lost: u64,
    closed: bool,
    waker: Option<Waker>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Clone> Feed<T> {
    /// With `keep`, those who listen later get what came before, as far as [`LAG_LIMIT`] goes.
    pub(crate) fn new(keep: bool) -> Feed<T> {
        let kept = keep.then(VecDeque::new);
        Feed {
            listened: AtomicBool::new(keep),
            inner: Mutex::new(Inner { closed: false, kept, listeners: Vec::new() }),
        }
    }

    /// Whether an item would reach anybody.
    pub(crate) fn is_listened(&self) -> bool {
        self.listened.load(Ordering::Acquire)
    }

    /// Hands an item to everybody.
    pub(crate) fn put(&self, item: T) {
        let mut inner = lock(&self.inner);
        inner.listeners.retain(|listener| listener.upgrade().map(|listener| listener.put(item.clone())).is_some());
        if let Some(kept) = &mut inner.kept {
            push_bounded(kept, item);
        } else if inner.listeners.is_empty() {
            self.listened.store(false, Ordering::Release);
        }
    }

    /// Nothing more will come.
    pub(crate) fn close(&self) {
        let mut inner = lock(&self.inner);
        inner.closed = true;
        if inner.listeners.is_empty() {
            return;
        }
        for listener in inner.listeners.drain(..).filter_map(|listener| listener.upgrade()) {
            listener.close();
        }
    }

    /// Listens from now on, or from the first item where they are kept.
    pub(crate) fn listen(&self) -> Listening<T> {
        let mut inner = lock(&self.inner);
        let items = inner.kept.clone().unwrap_or_default();
        let queue = Queue { items, lost: 0, closed: inner.closed, waker: None };
        let listener = Arc::new(Listener(Mutex::new(queue)));
        inner.listeners.push(Arc::downgrade(&listener));
        self.listened.store(true, Ordering::Release);
        Listening(listener)
    }
}

fn push_bounded<T>(items: &mut VecDeque<T>, item: T) -> bool {
    let full = items.len() >= LAG_LIMIT;
    if full {
        items.pop_front();
    }
    items.push_back(item);
    full
}

impl<T> Listener<T> {
    fn put(&self, item: T) {
        let mut queue = lock(&self.0);
        queue.lost += u64::from(push_bounded(&mut queue.items, item));
        queue.waker.take().into_iter().for_each(Waker::wake);
    }

    fn close(&self) {
        let mut queue = lock(&self.0);
        queue.closed = true;
        queue.waker.take().into_iter().for_each(Waker::wake);
    }
}

/// A stream of what is put into a feed. It ends with the run. A listener that lags more than [`LAG_LIMIT`] items behind
/// loses the oldest of them.
#[derive(Debug)]
pub(crate) struct Listening<T>(Arc<Listener<T>>);

impl<T> Listening<T> {
    /// How many items were lost because this listener was too slow.
    pub(crate) fn lost(&self) -> u64 {
        lock(&self.0.0).lost
    }
}

impl<T> Stream for Listening<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut queue = lock(&self.0.0);
        match queue.items.pop_front() {
            Some(item) => Poll::Ready(Some(item)),
            None if queue.closed => Poll::Ready(None),
            None => {
                queue.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, StreamExt};

    use super::*;

    #[tokio::test]
    async fn a_late_listener_gets_what_was_kept_and_then_the_end() {
        let feed = Feed::new(true);
        feed.put(1);
        let mut late = feed.listen();
        feed.put(2);
        feed.close();
        assert_eq!(late.by_ref().collect::<Vec<_>>().await, [1, 2]);
        assert_eq!(feed.listen().collect::<Vec<_>>().await, [1, 2], "also after the end");
    }

    #[tokio::test]
    async fn a_slow_listener_loses_the_oldest_and_knows_it() {
        let feed = Feed::new(false);
        let mut slow = feed.listen();
        (0..LAG_LIMIT + 3).for_each(|n| feed.put(n));
        assert_eq!(slow.lost(), 3);
        assert_eq!(slow.next().now_or_never(), Some(Some(3)));
    }

    #[test]
    fn nobody_listens_once_the_last_one_is_gone() {
        let feed = Feed::new(false);
        drop(feed.listen());
        assert!(feed.is_listened());
        feed.put(());
        assert!(!feed.is_listened());
    }
}
