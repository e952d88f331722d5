//! One attempt at a stage, with the policies around it, from the outside in: wait for its time → tell observers →
//! timeout and heartbeat → panic guard → agent; then the retry policy's verdict.
//!
//! It is one flat thing in a box, in which the agent's own future stands once (what may move to a task of its own, and what never waits and is not called on the spot, has one more box).
//! What is compiled with every stage is that future and the box; the attempt knows it by the types that it gives ([`call::Calls`]),
//! which many stages share, and everything around it without any ([`call::Callee`], [`around`]). What few attempts need is made when they need it, in [`prepare`]: a first
//! attempt that nobody watches and that never waits has none of it. It is made bare, its call and nothing else, and asks for its
//! surroundings when it waits or fails. The call of a stage that never waits need not even be kept: it is made on the spot ([`here`]).

mod around;
mod call;
mod here;
mod prepare;
mod verdict;

use std::any::Any;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context as Poller, Poll, ready};

use orch_core::engine::{Answers, Asked, Attempting, Begins, Calling, Ends, Given, Holding, Slots, Wants, hold, lend};
use orch_core::private::{AnswersOf, Keeps};
use orch_core::{Apart, At, Call, Pipeline, Stage};
use pin_project_lite::pin_project;

use super::Embedded;
pub(crate) use around::Around;
use around::Near;
use call::{AnyCalls, Calls, MayMove, Returned, Typed, split, with_result};
pub(crate) use call::{Callee, End, Said};

/// What is around the call of an attempt when it is made.
pub struct Opening(Near);

/// What is around this one, and what it is given.
pub(super) fn open(engine: &Embedded, asked: &Asked<'_>, wants: Wants) -> (Opening, Given<Embedded>) {
    let alone = !wants.context && !wants.engine && asked.is_direct();
    if alone && (asked.at_once || prepare::makes_bare(engine)) {
        return (Opening(Near::Nothing), Given::nothing());
    }
    let (around, given) = Around::new(engine, asked.site(), wants);
    (Opening(Near::Around(Box::new(around))), given)
}

/// One attempt: on the spot if it is asked for at once and never waits, and in a box otherwise.
///
/// Never inline: link-time optimisation would copy it into the flow's own functions, and compile all that it names twice.
#[inline(never)]
pub(super) fn attempt_with<'s, S, P, L, K, F>(
    engine: &Embedded,
    asked: &Asked<'_>,
    (slots, needs): (L, &'s S::Resources),
    answers: AnswersOf<S, P, K>,
    call: F,
) -> Call<P::Event>
where
    S: Stage,
    P: Pipeline,
    L: Slots<'s>,
    K: Keeps<S::Output, S::Error>,
    F: for<'a> Begins<Holding<'a, L::Values, S::Resources, Embedded>>,
    for<'a> <F as Begins<Holding<'a, L::Values, S::Resources, Embedded>>>::Call: Calling<S, K>,
    <F as Begins<Holding<'static, L::Values, S::Resources, Embedded>>>::Call: 'static,
{
    if const { Wants::of::<S>().nothing } {
        if asked.at_once {
            return here::call(engine, asked, answers, pin!(call(lend(slots, needs))));
        }
        // Something is around it (a mark, a retry, somebody who looks on), so a second box costs little, and nothing of the attempt is
        // compiled with the stage.
        return of_its_own(engine, asked, (slots, needs), answers, &call);
    }
    let (opening, held) = hold((engine, asked, const { Wants::of::<S>() }), slots, needs);
    attempt::<S, _, _>((asked, opening), answers, call(held))
}

/// One attempt. Nothing of it happens before it is polled.
#[inline]
pub(super) fn attempt<S, A, F>((asked, opening): (&Asked<'_>, Opening), answers: A, call: F) -> Call<A::Event>
where
    S: Stage,
    A: Answers<Output = S::Output, Error = S::Error>,
    F: Future<Output = Returned<A>> + Send + 'static,
{
    if S::MAY_MOVE && may_move(asked) {
        return movable(asked, opening, answers, Box::pin(call));
    }
    Call::Later(Attempting::of(Attempt { head: Head::new(asked, opening, answers), call }))
}

/// An attempt at a stage that asks for nothing, whose call has a box of its own.
#[inline(never)]
fn of_its_own<'s, L: Slots<'s>, N: Clone + 'static, A: Answers>(
    engine: &Embedded,
    asked: &Asked<'_>,
    (slots, needs): (L, &N),
    answers: A,
    call: &dyn Boxes<A, Holding<'static, L::Values, N, Embedded>>,
) -> Call<A::Event> {
    let (opening, held) = hold((engine, asked, Wants::NOTHING), slots, needs);
    movable(asked, opening, answers, call.boxed(held))
}

/// What makes a call of what is held for it, in a box. A closure behind `dyn Fn` would be compiled three times with every stage.
trait Boxes<A: Answers, H> {
    fn boxed(&self, held: H) -> AnyCalls<A>;
}

impl<A, H, F> Boxes<A, H> for F
where
    A: Answers,
    F: Begins<H>,
    F::Call: Future<Output = Returned<A>> + Send + 'static,
{
    fn boxed(&self, held: H) -> AnyCalls<A> {
        Box::pin(self(held))
    }
}

/// An attempt whose call has a box of its own.
fn movable<A: Answers>(asked: &Asked<'_>, opening: Opening, answers: A, call: AnyCalls<A>) -> Call<A::Event> {
    let (head, call) = (Head::new(asked, opening, answers), MayMove::new(call));
    Call::Later(Attempting::of(Attempt { head, call }))
}

#[cold]
fn may_move(asked: &Asked<'_>) -> bool {
    !matches!(asked.placement(), orch_blueprint::Placement::Inline)
}

pin_project! {
    /// See the module.
    struct Attempt<A: Answers, C> {
        head: Head<A>,
        #[pin]
        call: C,
    }
}

/// An attempt without its call.
struct Head<A: Answers> {
    at: At,
    near: Near,
    answers: A,
    /// The call's own error, until the attempt is judged.
    error: Option<Box<A::Error>>,
    /// What its outcome became.
    event: Option<A::Event>,
}

impl<A: Answers, C: Calls<A>> Ends for Attempt<A, C> {
    #[inline]
    fn poll_end(self: Pin<&mut Self>, cx: &mut Poller<'_>) -> Poll<()> {
        let this = self.project();
        this.head.poll(this.call, cx)
    }

    #[inline]
    fn event(&self) -> &dyn Any {
        &self.head.event
    }

    #[inline]
    fn event_mut(self: Pin<&mut Self>) -> &mut dyn Any {
        &mut self.project().head.event
    }

    #[inline]
    fn is_bare(&self) -> bool {
        !matches!(self.head.near, Near::Around(_))
    }

    #[inline]
    fn surround(self: Pin<&mut Self>, around: Box<dyn Any + Send>) {
        self.project().head.near.surround(around);
    }
}

impl<A: Answers> Head<A> {
    #[inline(never)]
    fn new(asked: &Asked<'_>, opening: Opening, answers: A) -> Head<A> {
        Head { at: asked.at.clone(), near: opening.0, answers, error: None, event: None }
    }

    fn poll(&mut self, call: Pin<&mut (dyn Calls<A> + '_)>, cx: &mut Poller<'_>) -> Poll<()> {
        let outcome = match &mut self.near {
            Near::Nothing => match ready!(call::poll(call, cx)) {
                // Nearly all attempts end so.
                Ok(Ok(output)) => {
                    let event = self.answers.done(std::mem::take(&mut self.at), output);
                    return self.ends_with(event);
                }
                fallen => return self.fall(fallen),
            },
            Near::Fallen(_) => return Poll::Pending,
            Near::Around(around) => {
                let gave = self.error.take().map(|error| Err(*error));
                let mut call = Typed { call, answers: self.answers, gave };
                let end = ready!(around.poll(&mut call, cx));
                with_result(end, call.gave)
            }
        };
        let event = self.answers.answer(std::mem::take(&mut self.at), outcome);
        self.ends_with(event)
    }

    #[inline]
    fn ends_with(&mut self, event: A::Event) -> Poll<()> {
        // There was none: nothing is forgotten.
        std::mem::forget(self.event.replace(event));
        Poll::Ready(())
    }

    /// The call has not ended well: that is judged when its surroundings are there.
    #[cold]
    fn fall(&mut self, fallen: Result<Returned<A>, Apart<String>>) -> Poll<()> {
        let (said, gave) = split(self.answers, fallen);
        self.error = gave.and_then(Result::err).map(Box::new);
        self.near = Near::Fallen(Box::new(said));
        Poll::Pending
    }
}
