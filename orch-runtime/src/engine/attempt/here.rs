//! A call on the spot: of a stage that never waits, made where the driver would poll it next anyway. Nothing is boxed, and an
//! attempt that ends well costs its call and its event.

use std::future::Future;
use std::pin::pin;
use std::task::{Context as Poller, Poll, Waker};

use orch_core::engine::Asked;
use orch_core::{At, Call, Context, Outcome, Stage};

use super::call::{Returned, split, with_result};
use super::{Embedded, verdict};
use crate::engine::guard::calmly;

/// Makes the call. A failure is judged as that of any other attempt.
pub(super) fn call<S, M, F, K, V>(engine: &Embedded, asked: Asked<'_>, make: M, end: K) -> Call<V>
where
    S: Stage,
    M: FnOnce(Context, Embedded) -> F,
    F: Future<Output = Returned<S>>,
    K: FnOnce(At, Outcome<S::Output, S::Error>) -> V,
{
    let mut call = pin!(make(Context::unused(), Embedded::unused()));
    let fallen = match calmly(|| call.as_mut().poll(&mut Poller::from_waker(Waker::noop()))) {
        // Nearly all attempts end so.
        Ok(Poll::Ready(Ok(output))) => return Call::Done(end(asked.at.clone(), Outcome::Done(output))),
        Ok(Poll::Ready(Err(fault))) => Ok(Err(fault)),
        Ok(Poll::Pending) => Err(HIDDEN.to_owned()),
        Err(said) => Err(said),
    };
    Call::Now(end(asked.at.clone(), judged::<S>(engine, asked, fallen)))
}

/// What nobody sees who looks for waits in the text of an agent.
const HIDDEN: &str = "an `.await` is hidden in a macro that is named like one of the standard library";

#[cold]
fn judged<S: Stage>(
    engine: &Embedded,
    asked: Asked<'_>,
    ended: Result<Returned<S>, String>,
) -> Outcome<S::Output, S::Error> {
    let (said, mut result) = split::<S>(ended);
    with_result(verdict::end(engine, &(asked.site)(), None, said), Some(&mut result))
}
