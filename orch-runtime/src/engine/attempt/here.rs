//! A call on the spot: of a stage that never waits, made where the driver would poll it next anyway. Nothing is boxed, and an
//! attempt that ends well costs its call: its value goes to its slot without an event.

use std::pin::Pin;
use std::task::{Context as Poller, Poll, Waker};

use orch_core::engine::{Answers, Asked};
use orch_core::{Apart, Call, Outcome};

use super::call::{Calls, Returned, poll, split, with_result};
use super::{Embedded, verdict};

/// Makes the call. A failure is judged as that of any other attempt.
pub(super) fn call<A: Answers>(
    engine: &Embedded,
    asked: &Asked<'_>,
    answers: A,
    call: Pin<&mut (dyn Calls<A> + '_)>,
) -> Call<A::Event> {
    let fallen = match poll(call, &mut Poller::from_waker(Waker::noop())) {
        // Nearly all attempts end so.
        Poll::Ready(Ok(Ok(output))) => return answers.done_here(asked.at, output),
        Poll::Ready(fallen) => fallen,
        Poll::Pending => Err(hidden()),
    };
    Call::Now(answers.answer(asked.at.clone(), judged(engine, asked, answers, fallen)))
}

/// What nobody sees who looks for waits in the text of an agent.
#[cold]
fn hidden() -> Apart<String> {
    Apart::new(HIDDEN.to_owned())
}

/// What the stage is said to have panicked with.
const HIDDEN: &str = "an `.await` is hidden in a macro that is named like one of the standard library";

#[cold]
fn judged<A: Answers>(
    engine: &Embedded,
    asked: &Asked<'_>,
    answers: A,
    ended: Result<Returned<A>, Apart<String>>,
) -> Outcome<A::Kept, A::Error> {
    let (said, gave) = split(answers, ended);
    with_result(verdict::end(engine, &asked.site(), None, said), gave)
}
