//! What a call is given by the engine that makes it. Most calls ask for nothing; the others wait for their time first, and are given
//! it then.

use std::sync::{Arc, OnceLock};

use crate::{Context, Engine};

/// The context of a call and its engine, as the call finds them.
pub struct Given<E>(Option<Arc<dyn Gives<E>>>);

/// By its use, and not as what it is: rustc proves of each call anew that it may move between threads, and would look into all that
/// an engine is made of.
trait Gives<E>: Send + Sync {
    fn both(&self) -> (&Context, &E);
}

impl<E: Send + Sync> Gives<E> for OnceLock<(Context, E)> {
    fn both(&self) -> (&Context, &E) {
        let (context, engine) = self.get().expect("an engine gives a call its context before it polls it");
        (context, engine)
    }
}

impl<E: Engine> Given<E> {
    /// To a call that asks for nothing: see [`Wants`](super::Wants).
    #[inline]
    pub const fn nothing() -> Given<E> {
        Given(None)
    }

    /// What [`Giver::give`] will give, before the call is polled.
    pub fn later() -> (Given<E>, Giver<E>) {
        let shared = Arc::new(OnceLock::new());
        (Given(Some(Arc::clone(&shared) as _)), Giver(shared))
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
            None => Given::unused(),
            Some(shared) => shared.both(),
        }
    }

    /// What is found by a call that asks for nothing.
    ///
    /// # Panics
    /// If the engine gives every call its own.
    #[inline]
    pub(crate) fn unused() -> (&'static Context, &'static E) {
        (const { &Context::unused() }, E::UNUSED.unwrap_or_else(|| ungiven()))
    }
}

#[cold]
fn ungiven() -> ! {
    unreachable!("an engine that gives every call its own gives it")
}

/// The engine's side of [`Given::later`].
pub struct Giver<E>(Arc<OnceLock<(Context, E)>>);

impl<E> Giver<E> {
    /// Gives it. What was given first stays.
    pub fn give(&self, context: Context, engine: E) {
        let _ = self.0.set((context, engine));
    }
}
