//! A run in memory from its beginning to its end, as one future. Many runs never wait: those end where they begin, and nothing is
//! made for them that outlasts a poll. One that waits goes on as the future of its driver.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use orch_core::engine::BoxFuture;
use orch_core::{Apart, Failure};

use super::start::Start;
use super::{Advanced, AnyEvent, AnyOutcome, AnyValue, Driver, Exit, Flow, drive};
use crate::engine::Embedded;
use crate::launch::{Settings, alone, open_alone};
use crate::rare::Rare;
use crate::telemetry::spans::AttemptSpans;

/// See the module. Its output is the caller's alone.
pub(crate) enum Whole {
    New(Box<dyn Flow>, AnyValue, Rare<Settings>),
    Waits(BoxFuture<AnyOutcome>),
    Over,
}

impl Future for Whole {
    type Output = AnyOutcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<AnyOutcome> {
        let rest = match std::mem::replace(&mut *self, Whole::Over) {
            Whole::New(flow, input, settings) => match begin(open_alone(settings, flow.blueprint()), flow, input, cx) {
                // Here the state and all attempts are gone: whether the output is the caller's alone is seen now and not before.
                Begun::Ended(Ok(output)) if Arc::strong_count(&output) > 1 => {
                    return self.go_on(Box::pin(async move { Ok(alone(output).await) }), cx);
                }
                Begun::Ended(ended) => return Poll::Ready(ended),
                Begun::Goes(rest) => return self.go_on(rest, cx),
                // It was polled in this turn, and its waker is known.
                Begun::Waits(rest) => rest,
            },
            Whole::Waits(rest) => return self.go_on(rest, cx),
            Whole::Over => return Poll::Pending,
        };
        *self = Whole::Waits(rest);
        Poll::Pending
    }
}

impl Whole {
    fn go_on(&mut self, mut rest: BoxFuture<AnyOutcome>, cx: &mut Context<'_>) -> Poll<AnyOutcome> {
        let polled = rest.as_mut().poll(cx);
        if polled.is_pending() {
            *self = Whole::Waits(rest);
        }
        polled
    }
}

/// How a run has begun.
enum Begun {
    Ended(AnyOutcome),
    /// It waits, and was polled.
    Waits(BoxFuture<AnyOutcome>),
    /// It was not polled yet.
    Goes(BoxFuture<AnyOutcome>),
}

/// Begins a run, and goes on as far as it goes without waiting.
fn begin(engine: Embedded, flow: Box<dyn Flow>, input: AnyValue, cx: &mut Context<'_>) -> Begun {
    if AttemptSpans::are_wanted() {
        return Begun::Goes(Box::pin(async move { Ok(alone(drive(engine, flow, input).await?).await) }));
    }
    let mut start = Start::new(engine, flow);
    if !start.needs_nobody() {
        let mut driver = Driver::of(start);
        let begun = driver.apply(AnyEvent::Started(input));
        return go(driver, begun, cx);
    }
    let begun = start.begin(input, cx);
    if begun.is_ok() && start.is_over() {
        return Begun::Ended(start.end());
    }
    go(Driver::of(start), begun, cx)
}

/// Goes on with a run that has begun.
fn go(mut driver: Driver, begun: Result<(), Apart<Failure>>, cx: &mut Context<'_>) -> Begun {
    let first = match begun {
        Ok(()) => driver.advance_further(cx),
        Err(failure) => Poll::Ready(Err(failure)),
    };
    let went = match first {
        Poll::Ready(Ok(None)) if !driver.flow.view().restarts() => Ok(()),
        Poll::Ready(Err(failure)) => Err(failure),
        first => {
            let waits = first.is_pending();
            let rest = Box::pin(go_on(Box::new(driver), first));
            return if waits { Begun::Waits(rest) } else { Begun::Goes(rest) };
        }
    };
    Begun::Ended(driver.end(went))
}

async fn go_on(driver: Box<Driver>, first: Poll<Advanced>) -> AnyOutcome {
    match driver.go_on(first).await {
        Exit::Ended(ended) => Ok(alone(ended?).await),
        // A run in memory is left by nobody.
        Exit::Left(_) => std::future::pending().await,
    }
}
