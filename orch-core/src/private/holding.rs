//! What an attempt holds while it goes on: shares of the slots that it reads, what its agent needs from the application, and what
//! the engine gives it. In one piece, so that whatever is done with it is the same code for stages that hold the same.

use std::sync::Arc;

use super::{Computing, not_called};
use crate::engine::{Asked, Given, Wants};
use crate::{Engine, Fault, Slot, Stage};

/// See the module.
pub struct Holding<H, N, E> {
    shares: H,
    needs: N,
    given: Given<E>,
}

/// What a stage gives.
pub type OutputOf<S> = <S as Stage>::Output;

/// Opens an attempt that is asked for: holds shares of these slots, and what the engine gives.
#[inline(never)]
pub fn hold<S: Slots, N: Clone, E: Engine>(
    (engine, asked, wants): (&E, &Asked<'_>, Wants),
    slots: S,
    needs: &N,
) -> (E::Opening, Holding<S::Shares, N, E>) {
    let shares = slots.share();
    let (opening, given) = engine.open(asked, wants);
    (opening, Holding { shares, needs: needs.clone(), given })
}

impl<H: Shares, N, E: Engine> Holding<H, N, E> {
    /// The arguments are computed from now on, with what is lent here.
    #[inline]
    pub fn begin(&self) -> (Computing, H::Lent<'_>) {
        (Computing::new(), self.shares.lend())
    }

    /// Hands the arguments to an engine that wants nothing else: this is the end of the attempt, and the stage is not called.
    pub fn take<S: Stage>(&self, arguments: &S::Args<'_>, computing: Computing) -> Result<S::Output, Fault<S::Error>> {
        computing.ends();
        self.given.engine().take(S::encode(arguments));
        Err(Fault::Failure(not_called()))
    }

    /// The call, with these arguments.
    #[inline]
    pub fn call<'a, S>(
        &'a self,
        arguments: S::Args<'a>,
        computing: Computing,
    ) -> impl Future<Output = Result<S::Output, Fault<S::Error>>> + Send + 'a
    where
        S: Stage<Resources = N>,
    {
        computing.ends();
        let asks = const { S::USES_CONTEXT || S::USES_ENGINE || E::UNUSED.is_none() };
        let (context, engine) = if asks { self.given.both() } else { Given::unused() };
        S::invoke(arguments, context, &self.needs, engine)
    }
}

/// Shares of slots: a pair of one and the others, or nothing.
pub trait Shares {
    /// The values, in the same shape.
    type Lent<'a>
    where
        Self: 'a;

    /// The values.
    fn lend(&self) -> Self::Lent<'_>;
}

impl Shares for () {
    type Lent<'a> = ();

    #[inline]
    fn lend(&self) {}
}

impl<T: 'static, R: Shares> Shares for (Arc<T>, R) {
    type Lent<'a>
        = (&'a T, R::Lent<'a>)
    where
        R: 'a;

    #[inline]
    fn lend(&self) -> Self::Lent<'_> {
        (&self.0, self.1.lend())
    }
}

/// The slots that an attempt reads: a pair of one and the others, or nothing.
pub trait Slots {
    /// Shares of them, in the same shape.
    type Shares: Shares;

    /// Shares of them.
    fn share(self) -> Self::Shares;
}

impl Slots for () {
    type Shares = ();

    #[inline]
    fn share(self) {}
}

impl<T: 'static, R: Slots> Slots for (&Slot<T>, R) {
    type Shares = (Arc<T>, R::Shares);

    #[inline]
    fn share(self) -> Self::Shares {
        (self.0.share(), self.1.share())
    }
}
