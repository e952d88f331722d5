//! A stage's arguments, made in the same future as the call: whether a panic came out of them, and how they are handed out
//! as data.

use std::cell::Cell;
use std::future::{Future, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use serde_json::Value;

use crate::failure::FailureKind;
use crate::{Ask, At, Context, Engine, Failure, Fault, Outcome, Pipeline, Site, Stage, Timestamp};

thread_local! {
    static PANICKED: Cell<bool> = const { Cell::new(false) };
}

/// Stands while the arguments of a stage are computed. It is dropped only if that panics, or ends with an error.
pub struct Computing(());

impl Computing {
    /// From now on.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    #[inline]
    pub fn new() -> Computing {
        Computing(())
    }
}

impl Drop for Computing {
    #[cold]
    fn drop(&mut self) {
        if std::thread::panicking() {
            PANICKED.set(true);
        }
    }
}

/// The arguments, which are there. Temporaries in them live on. An engine that wants nothing else takes them, and the stage
/// is not called.
///
/// # Errors
/// If they were taken.
#[inline]
pub fn computed<'a, S: Stage, E: Engine>(
    arguments: S::Args<'a>,
    computing: Computing,
    engine: &E,
) -> Result<S::Args<'a>, Fault<S::Error>> {
    std::mem::forget(computing);
    if engine.wants_arguments() {
        engine.take_arguments(S::encode(&arguments));
        return Err(Fault::from(Failure::new(FailureKind::Cancelled, "only the arguments were asked for")));
    }
    Ok(arguments)
}

/// The arguments of a stage as data: see [`Pipeline::arguments`].
///
/// # Errors
/// As there.
pub fn arguments<P: Pipeline>(
    state: &P::State,
    at: &At,
    node: u16,
    resources: &P::Resources,
) -> Result<Value, Failure> {
    if P::blueprint().options.ephemeral {
        return Err(super::no_arguments(P::blueprint(), at, node));
    }
    let taker = Taker::default();
    // What is made of the attempt does not matter: it has ended when it was made.
    drop(P::call(state, at, node, Ask::FIRST, &taker, resources));
    let taken = taker.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    taken.unwrap_or_else(|| Err(super::no_arguments(P::blueprint(), at, node)))
}

/// The arguments of a change that may have to be undone, as data. `None` if it takes nothing, or if they cannot be
/// computed: the attempt will say so.
///
/// # Errors
/// If they cannot be written.
pub(crate) fn arguments_to_keep<P: Pipeline>(
    state: &P::State,
    at: &At,
    node: u16,
    resources: &P::Resources,
) -> Result<Option<Value>, Failure> {
    let taker = Taker::default();
    drop(P::call(state, at, node, Ask::FIRST, &taker, resources));
    let written = taker.1.load(Ordering::Relaxed);
    let taken = taker.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    match taken {
        Some(Ok(arguments)) => Ok(Some(arguments).filter(|arguments| !arguments.is_null())),
        Some(Err(failure)) if written => Err(failure),
        _ => Ok(None),
    }
}

/// An engine that calls nobody: it takes the arguments of one stage. The flag is raised when there were any.
#[derive(Clone, Default)]
struct Taker(Arc<Mutex<Option<Result<Value, Failure>>>>, Arc<AtomicBool>);

impl Taker {
    fn put(&self, arguments: Result<Value, Failure>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(arguments);
    }
}

impl Engine for Taker {
    fn attempt<S, M, F>(&self, _: Site, make: M) -> impl Future<Output = Outcome<S::Output, S::Error>> + Send + 'static
    where
        S: Stage,
        M: FnOnce(Context, Self) -> F + Send + 'static,
        F: Future<Output = Result<S::Output, Fault<S::Error>>> + Send + 'static,
    {
        let made = catch_unwind(AssertUnwindSafe(|| make(Context::for_test(), self.clone()).now_or_never()));
        let failure = match made {
            Ok(Some(Err(Fault::Failure(failure)))) => failure,
            Ok(Some(Err(Fault::Own(error)))) => Box::new(S::failure_of(&error)),
            Ok(Some(Ok(_)) | None) => Box::new(Failure::new(FailureKind::Error, "the stage was called")),
            Err(panic) => {
                panicked_in_arguments();
                Box::new(Failure::new(FailureKind::Panicked, super::panic_message(&*panic)))
            }
        };
        // Plain Rust in the arguments may have failed before there was anything to take.
        self.put(Err((*failure).clone()));
        ready(Outcome::Failed { failure, error: None, unknown: false })
    }

    async fn child<P: Pipeline>(&self, _: P::Input, _: &P::Resources, _: &Context) -> Result<P::Output, Failure> {
        Err(Failure::new(FailureKind::Error, "nothing runs where only arguments are asked for"))
    }

    fn wants_arguments(&self) -> bool {
        true
    }

    fn take_arguments(&self, arguments: Result<Value, Failure>) {
        self.1.store(true, Ordering::Relaxed);
        self.put(arguments);
    }

    fn now(&self) -> Timestamp {
        Timestamp::EPOCH
    }

    fn random(&self) -> u64 {
        0
    }
}

/// Whether the panic that was caught on this thread just now came out of arguments. It can be asked once, and whoever
/// catches panics of stages asks after each.
pub fn panicked_in_arguments() -> bool {
    PANICKED.take()
}
