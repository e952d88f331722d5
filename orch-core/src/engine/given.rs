//! What a call is given by the engine that makes it. Most calls ask for nothing; the others wait for their time first, and are given
//! it then.

use std::sync::{Arc, OnceLock};

use crate::{Context, Engine};

/// The context of a call and its engine, as the call finds them.
pub struct Given<E>(Option<Arc<OnceLock<(Context, E)>>>);

impl<E: Engine> Given<E> {
    /// To a call that asks for nothing: see [`Wants`](super::Wants).
    #[inline]
    pub const fn nothing() -> Given<E> {
        Given(None)
    }

    /// What [`Giver::give`] will give, before the call is polled.
    pub fn later() -> (Given<E>, Giver<E>) {
        let shared = Arc::new(OnceLock::new());
        (Given(Some(Arc::clone(&shared))), Giver(shared))
    }

    /// The context.
    ///
    /// # Panics
    /// If there is none yet: the engine has polled a call that it had given nothing.
    #[inline]
    pub fn context(&self) -> &Context {
        self.both().0
    }

    /// The engine.
    ///
    /// # Panics
    /// As [`context`](Self::context).
    #[inline]
    pub fn engine(&self) -> &E {
        self.both().1
    }

    /// Both.
    #[inline]
    pub(crate) fn both(&self) -> (&Context, &E) {
        match &self.0 {
            None => (const { &Context::unused() }, E::unused()),
            Some(shared) => given(shared),
        }
    }
}

fn given<E>(shared: &OnceLock<(Context, E)>) -> (&Context, &E) {
    let (context, engine) = shared.get().expect("an engine gives a call its context before it polls it");
    (context, engine)
}

/// The engine's side of [`Given::later`].
pub struct Giver<E>(Arc<OnceLock<(Context, E)>>);

impl<E> Giver<E> {
    /// Gives it. What was given first stays.
    pub fn give(&self, context: Context, engine: E) {
        let _ = self.0.set((context, engine));
    }
}
