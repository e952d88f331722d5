//! What the end of an attempt at a stage of a flow becomes, as data: stages of the same types differ in it by a number and a
//! variant, and whatever is done with their attempts is the same code.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Keeps;
use crate::engine::{Answers, AnyShare, Done, Lands};
use crate::{At, Call, Failure, Mark, Outcome, Pipeline, Placed, Slot, Stage};

/// The variant of a stage: what its events are made with.
type Variant<P, O, E, K> = fn(Placed<<K as Keeps<O, E>>::Value, <K as Keeps<O, E>>::Lost>) -> <P as Pipeline>::Event;

/// Where the value of a stage stands in the state.
type SlotOf<P, O, E, K> = for<'a> fn(&'a mut <P as Pipeline>::State, &At) -> &'a mut Slot<<K as Keeps<O, E>>::Value>;

/// [`Answering`] for the stage `S`.
pub type AnswersOf<S, P, K> = &'static Answering<P, <S as Stage>::Output, <S as Stage>::Error, K>;

/// What the ends of a stage's attempts become, in a pipeline that keeps them in the way of `K`.
pub struct Answering<P: Pipeline, O, E, K: Keeps<O, E>> {
    node: u16,
    event: Variant<P, O, E, K>,
    slot: SlotOf<P, O, E, K>,
    failure_of: fn(&E) -> Failure,
    output: PhantomData<fn() -> O>,
}

/// What becomes of the ends of the stage `S` with this number; `event` is its variant.
pub const fn answering<S: Stage, K: Keeps<S::Output, S::Error>, P: Pipeline>(
    node: u16,
    event: Variant<P, S::Output, S::Error, K>,
    slot: SlotOf<P, S::Output, S::Error, K>,
) -> Answering<P, S::Output, S::Error, K> {
    Answering { node, event, slot, failure_of: S::failure_of, output: PhantomData }
}

impl<P: Pipeline, O, E, K: Keeps<O, E>> Lands<P::Event> for Answering<P, O, E, K> {
    fn land(&self, value: AnyShare, state: &mut dyn Any, at: &At) {
        let state = state.downcast_mut().unwrap_or_else(|| foreign());
        (self.slot)(state, at).set(value.downcast().unwrap_or_else(|_| foreign()));
    }

    fn event(&self, value: AnyShare, at: At) -> P::Event {
        (self.event)(Placed::succeeded(at, value.downcast().unwrap_or_else(|_| foreign())))
    }
}

#[cold]
fn foreign() -> ! {
    unreachable!("the value of a stage goes to the pipeline that called it")
}

impl<P, O, E, K> Answers for &'static Answering<P, O, E, K>
where
    P: Pipeline,
    O: Send + 'static,
    E: Send + 'static,
    K: Keeps<O, E>,
{
    type Output = O;
    type Kept = Arc<K::Value>;
    type Error = E;
    type Event = P::Event;

    #[inline]
    fn keep(output: O) -> Arc<K::Value> {
        K::done(output)
    }

    #[inline]
    fn done(self, at: At, kept: Arc<K::Value>) -> P::Event {
        (self.event)(Placed::succeeded(at, kept))
    }

    #[inline]
    fn done_here(self, _: &At, kept: Arc<K::Value>) -> Call<P::Event> {
        Call::Done(Done::new(kept, self))
    }

    fn answer(self, at: At, outcome: Outcome<Arc<K::Value>, E>) -> P::Event {
        match K::keep(outcome) {
            Ok(kept) => (self.event)(Placed::new(at, kept)),
            Err(again) => P::mark(at, self.node, Mark::Retrying(again)),
        }
    }

    fn failure_of(self, error: &E) -> Failure {
        (self.failure_of)(error)
    }
}
