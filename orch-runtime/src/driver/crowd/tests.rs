//! Who is polled, when, and in which order.

use std::any::Any;
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

/// None of these is bare.
fn nothing(_: &Key) -> Box<dyn Any + Send> {
    Box::new(())
}

async fn next(crowd: &mut Crowd) -> u16 {
    take_event(&mut poll_fn(|cx| crowd.poll(&nothing, cx)).await)
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
    let polled = |crowd: &mut Crowd| crowd.poll(&nothing, &mut Context::from_waker(Waker::noop()));
    insert(&mut crowd, 0, counted(&polls));
    assert!(crowd.is_fresh());
    assert!(crowd.poll_alone(&nothing, &mut Context::from_waker(Waker::noop())).is_pending());
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
    assert!(crowd.poll_alone(&nothing, &mut Context::from_waker(Waker::noop())).is_pending());
    crowd.forget_polled();
    assert!(crowd.poll(&nothing, &mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(polls.load(Ordering::Relaxed), 2, "it may have been woken since");
}

#[test]
fn one_that_ends_where_it_lies_leaves_nothing() {
    let mut crowd = Crowd::default();
    insert(&mut crowd, 0, ready(7));
    let Poll::Ready(mut ended) = crowd.poll_alone(&nothing, &mut Context::from_waker(Waker::noop())) else {
        panic!("it was ready");
    };
    assert_eq!(take_event::<u16>(&mut ended), 7);
    assert!(crowd.is_empty() && !crowd.is_fresh());
}

#[test]
fn a_newcomer_polls_the_one_that_was_polled_too() {
    let (polls, mut crowd) = (Arc::default(), Crowd::default());
    insert(&mut crowd, 0, counted(&polls));
    assert!(crowd.poll_alone(&nothing, &mut Context::from_waker(Waker::noop())).is_pending());
    insert(&mut crowd, 1, pending());
    assert!(crowd.poll(&nothing, &mut Context::from_waker(Waker::noop())).is_pending());
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

/// Polls a newcomer as along a stretch: with the waker of the place that it gets if it waits.
fn newcomer(crowd: &mut Crowd, node: u16, gives: impl Future<Output = u16> + Send + 'static) -> Option<u16> {
    let mut attempt = Attempting::new(gives).any;
    if attempt.as_mut().poll_end(&mut Context::from_waker(crowd.next_waker())).is_ready() {
        return Some(take_event(&mut attempt));
    }
    crowd.insert_waiting(key(node), attempt);
    None
}

#[tokio::test]
async fn newcomers_that_wait_are_polled_when_they_are_woken_and_not_before() {
    let (polls, mut crowd) = (Arc::default(), Crowd::default());
    let (send, receive) = oneshot::channel();
    assert_eq!(newcomer(&mut crowd, 0, counted(&polls)), None);
    assert_eq!(newcomer(&mut crowd, 1, ready(1)), Some(1));
    assert_eq!(newcomer(&mut crowd, 2, async { receive.await.unwrap_or(0) }), None);
    assert!(crowd.takes_newcomers());
    assert!(next(&mut crowd).now_or_never().is_none());
    send.send(2).expect("it listens");
    assert_eq!(next(&mut crowd).await, 2);
    assert_eq!((crowd.len(), polls.load(Ordering::Relaxed)), (1, 1));
}

#[tokio::test]
async fn a_newcomer_woken_while_it_was_polled_is_polled_again() {
    let mut crowd = Crowd::default();
    assert_eq!(newcomer(&mut crowd, 0, pending()), None);
    let mut first = true;
    let twice = poll_fn(move |cx: &mut Context<'_>| {
        cx.waker().wake_by_ref();
        if std::mem::take(&mut first) { Poll::Pending } else { Poll::Ready(5) }
    });
    assert_eq!(newcomer(&mut crowd, 1, twice), None);
    assert_eq!(next(&mut crowd).await, 5);
}

#[test]
fn nobody_is_polled_before_those_who_came_first() {
    let mut crowd = Crowd::default();
    assert!(crowd.takes_newcomers());
    insert(&mut crowd, 0, pending());
    assert!(!crowd.takes_newcomers(), "the one alone has the run's own waker");
    insert(&mut crowd, 1, pending());
    assert!(!crowd.takes_newcomers(), "both are due");
    assert!(crowd.poll(&nothing, &mut Context::from_waker(Waker::noop())).is_pending());
    assert!(crowd.takes_newcomers(), "both wait");
}
