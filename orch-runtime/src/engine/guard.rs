//! The panic guard: an agent that panics fails its stage, never the process.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use orch_core::{Apart, Failure, FailureKind};

/// Calls user code. A panic becomes its message, held apart: what is compiled with every call has little to drop.
///
/// What the code had borrowed may be half changed after a panic; callers drop it and go on without.
#[inline]
pub(crate) fn calmly<T>(call: impl FnOnce() -> T) -> Result<T, Apart<String>> {
    catch_unwind(AssertUnwindSafe(call)).map_err(said)
}

#[cold]
fn said(panic: Box<dyn Any + Send>) -> Apart<String> {
    Apart::new(message(&*panic))
}

/// Makes and polls a future of user code. A panic becomes a failure.
pub(crate) async fn calmly_async<R, F: Future<Output = R>>(make: impl FnOnce() -> F) -> Result<R, Failure> {
    let mut made = pin!(calmly(make).map_err(|said| panicked(&said))?);
    poll_fn(|cx| match calmly(|| made.as_mut().poll(cx)) {
        Ok(polled) => polled.map(Ok),
        Err(said) => Poll::Ready(Err(panicked(&said))),
    })
    .await
}

/// What a panic said.
pub(crate) fn message(panic: &(dyn Any + Send)) -> String {
    orch_core::private::panic_message(panic)
}

/// The failure that a panic amounts to. It is permanent: what panics once is a bug, and a bug stays.
pub(crate) fn panicked(message: &str) -> Failure {
    Failure::new(FailureKind::Panicked, format!("panicked: {message}"))
}

/// The failure of plain Rust that panicked at the node of this path.
#[cold]
pub(crate) fn panicked_at(said: &str, path: String) -> Apart<Failure> {
    Apart::new(panicked(said).at(path))
}
