//! An attempt of which only the arguments are wanted: the call is made, hands them over, and ends before anybody is called.

use std::task::{Context as Poller, Poll};

use orch_core::{Apart, Engine, Failure, FailureKind, Outcome};

use super::{Callee, End, Said};
use crate::engine::Embedded;

pub(super) fn take(engine: &Embedded, call: &mut dyn Callee, cx: &mut Poller<'_>) -> End {
    let failure = match call.poll(cx) {
        Poll::Ready(Ok(Said::Own(failure) | Said::Fault(failure)) | Err(failure)) => failure,
        Poll::Ready(Ok(Said::Done)) | Poll::Pending => {
            Apart::new(Failure::new(FailureKind::Error, "the stage was called"))
        }
    };
    if let Some(taking) = engine.taking() {
        taking.end((*failure).clone());
    }
    Outcome::Failed { failure, error: None, unknown: false }
}
