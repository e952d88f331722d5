//! What surrounds attempts that were made bare. They get it when they wait or fail for the first time: most never do.

use std::any::Any;
use std::task::{Context, Poll};

use orch_core::engine::AnyAttempt;

use super::{Flow, Key};
use crate::engine::Embedded;

/// Gives what surrounds an attempt.
pub(super) type Surround<'a> = dyn Fn(&Key) -> Box<dyn Any + Send> + 'a;

/// What surrounds attempts of this run.
pub(super) fn around<'a>(flow: &'a dyn Flow, engine: &'a Embedded) -> impl Fn(&Key) -> Box<dyn Any + Send> + 'a {
    |(at, node)| engine.surroundings(flow.view().site(at, *node))
}

/// Polls an attempt; one that is bare gets what surrounds it when it needs that.
#[inline]
pub(super) fn poll(attempt: &mut AnyAttempt, key: &Key, around: &Surround<'_>, cx: &mut Context<'_>) -> Poll<()> {
    match attempt.as_mut().poll_end(cx) {
        Poll::Pending if attempt.is_bare() => {
            attempt.as_mut().surround(around(key));
            attempt.as_mut().poll_end(cx)
        }
        polled => polled,
    }
}
