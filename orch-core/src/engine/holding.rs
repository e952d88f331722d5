//! What a call holds while it goes on: the values that it reads, what its agent needs from the application, and what the engine gives
//! it. In one piece, so that whatever is done with it is the same code for stages that hold the same.
//!
//! A call on the spot ends before anything else of its run happens, so the state lends it all of that. Any other has shares of its
//! own. It is the same type for both, and they differ in its lifetime only: so a stage's code is compiled once.

use std::sync::Arc;

use super::{Asked, Given, Wants};
use crate::private::{Computing, Keeping, Keeps};
use crate::{At, Context, Engine, Fault, Slot, Stage};

/// See the module.
pub enum Holding<'s, V: Values, N, E> {
    /// For a call on the spot: its engine gives it nothing.
    #[doc(hidden)]
    Lent { values: V::Lent<'s>, needs: &'s N },
    /// For a call that may outlast the state as it is.
    #[doc(hidden)]
    Own { values: V::Own, needs: N, given: Given<E> },
}

/// What the call of the stage `S` holds.
pub type HeldFor<'s, S, V, E> = Holding<'s, V, <S as Stage>::Resources, E>;

/// Opens an attempt that is asked for: holds shares of these slots, and what the engine gives.
#[inline(never)]
pub fn hold<'s, L: Slots<'s>, N: Clone, E: Engine>(
    (engine, asked, wants): (&E, &Asked<'_>, Wants),
    slots: L,
    needs: &N,
) -> (E::Opening, Holding<'static, L::Values, N, E>) {
    let values = slots.shared();
    let (opening, given) = engine.open(asked, wants);
    (opening, Holding::Own { values, needs: needs.clone(), given })
}

/// What a call on the spot holds. Its engine gives it nothing but [`Engine::UNUSED`], which it must have.
#[inline]
pub fn lend<'s, L: Slots<'s>, N, E>(slots: L, needs: &'s N) -> Holding<'s, L::Values, N, E> {
    Holding::Lent { values: slots.lent(), needs }
}

impl<V: Values, N, E: Engine> Holding<'_, V, N, E> {
    /// The arguments are computed from now on, with what is lent here.
    #[inline]
    pub fn begin(&self) -> (Computing, V::Lent<'_>) {
        let lent = match self {
            Holding::Lent { values, .. } => V::lend_on(values),
            Holding::Own { values, .. } => V::lend(values),
        };
        (Computing::new(), lent)
    }

    /// The call, with these arguments, as the engine makes it.
    #[inline]
    pub fn call<'a, S, K>(
        &'a self,
        arguments: S::Args<'a>,
        computing: Computing,
    ) -> impl Future<Output = Result<Arc<K::Value>, Fault<S::Error>>> + Send + 'a
    where
        S: Stage<Resources = N>,
        K: Keeps<S::Output, S::Error>,
    {
        computing.ends();
        E::call::<S, V, K>(self, arguments)
    }

    /// The call itself.
    #[inline]
    pub(super) fn invoke<'a, S: Stage<Resources = N>, K: Keeps<S::Output, S::Error>>(
        &'a self,
        arguments: S::Args<'a>,
    ) -> impl Future<Output = Result<Arc<K::Value>, Fault<S::Error>>> + Send + 'a {
        let (needs, context, engine) = self.parts(const { S::USES_CONTEXT || S::USES_ENGINE || E::UNUSED.is_none() });
        Keeping::<_, K, S::Output, S::Error>::new(S::invoke(arguments, context, needs, engine))
    }

    /// What the call needs, its context and its engine: those that it was given, if it asks for them.
    #[inline]
    fn parts(&self, asks: bool) -> (&N, &Context, &E) {
        let needs = match self {
            Holding::Own { needs, .. } => needs,
            Holding::Lent { needs, .. } => needs,
        };
        let (context, engine) = if asks { self.given() } else { Given::unused() };
        (needs, context, engine)
    }

    /// What the engine has given the call.
    ///
    /// # Panics
    /// If it gives every call its own and has given this one none.
    #[inline]
    pub fn given(&self) -> (&Context, &E) {
        match self {
            Holding::Own { given, .. } => given.both(),
            Holding::Lent { .. } => Given::unused(),
        }
    }
}

/// A function that makes the call of a stage of what is held for it. What it gives is said where it is called and not here: rustc would
/// prove that anew whenever it looks what that is.
pub trait Begins<H>: Fn(H) -> Self::Call {
    /// What it gives: a [`Calling`].
    type Call;
}

#[diagnostic::do_not_recommend]
impl<H, F: Fn(H) -> C, C> Begins<H> for F {
    type Call = C;
}

/// The call of a stage whose end is kept in the way of `K`.
pub trait Calling<S: Stage, K: Keeps<S::Output, S::Error>>:
    Future<Output = Result<Arc<K::Value>, Fault<S::Error>>> + Send
{
}

#[diagnostic::do_not_recommend]
impl<S, K, F> Calling<S, K> for F
where
    S: Stage,
    K: Keeps<S::Output, S::Error>,
    F: Future<Output = Result<Arc<K::Value>, Fault<S::Error>>> + Send,
{
}

/// Which values a call reads: a pair of one and the others, and at the end nothing, or the way to its frame, along which items are found.
pub trait Values: 'static {
    /// References to them, in the same shape.
    type Lent<'a>: Copy;

    /// Shares of them, in the same shape.
    type Own: 'static;

    /// What is lent from shares.
    fn lend(own: &Self::Own) -> Self::Lent<'_>;

    /// What is lent on.
    fn lend_on<'a>(lent: &'a Self::Lent<'_>) -> Self::Lent<'a>;
}

impl Values for () {
    type Lent<'a> = ();
    type Own = ();

    #[inline]
    fn lend((): &()) {}

    #[inline]
    fn lend_on((): &()) {}
}

impl Values for At {
    type Lent<'a> = &'a At;
    type Own = At;

    #[inline]
    fn lend(own: &At) -> &At {
        own
    }

    #[inline]
    fn lend_on<'a>(lent: &'a &At) -> &'a At {
        lent
    }
}

impl<T: 'static, R: Values> Values for (T, R) {
    type Lent<'a> = (&'a T, R::Lent<'a>);
    type Own = (Arc<T>, R::Own);

    #[inline]
    fn lend(own: &Self::Own) -> Self::Lent<'_> {
        (&own.0, R::lend(&own.1))
    }

    #[inline]
    fn lend_on<'a>(lent: &'a Self::Lent<'_>) -> Self::Lent<'a> {
        (lent.0, R::lend_on(&lent.1))
    }
}

/// Where those values stand: slots of the state, in the same shape.
pub trait Slots<'s> {
    /// The values.
    type Values: Values;

    /// Lends them.
    fn lent(self) -> <Self::Values as Values>::Lent<'s>;

    /// Shares them.
    fn shared(self) -> <Self::Values as Values>::Own;
}

impl Slots<'_> for () {
    type Values = ();

    #[inline]
    fn lent(self) {}

    #[inline]
    fn shared(self) {}
}

impl<'s> Slots<'s> for &'s At {
    type Values = At;

    #[inline]
    fn lent(self) -> &'s At {
        self
    }

    #[inline]
    fn shared(self) -> At {
        self.clone()
    }
}

impl<'s, T: 'static, R: Slots<'s>> Slots<'s> for (&'s Slot<T>, R) {
    type Values = (T, R::Values);

    #[inline]
    fn lent(self) -> (&'s T, <R::Values as Values>::Lent<'s>) {
        (self.0.get(), self.1.lent())
    }

    #[inline]
    fn shared(self) -> (Arc<T>, <R::Values as Values>::Own) {
        (self.0.share(), self.1.shared())
    }
}
