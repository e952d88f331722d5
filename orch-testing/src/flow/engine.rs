//! The engine of a test: the embedded one, with scripted answers in the place of agents.

use std::future::Future;
use std::sync::Arc;

use orch_core::engine::{Answers, Asked, Given, Giver, Wants};
use orch_core::{Call, Context, Engine, Failure, FailureKind, Fault, Pipeline, Stage, Timestamp, path};
use orch_runtime::{Embedded, SeededClock};

use super::script::{Script, Scripted};
use crate::replay::{Place, Replay, Run};

/// Policies are the embedded engine's own: only what an agent answers is another's.
#[derive(Clone)]
pub(super) struct Rehearsal {
    embedded: Embedded,
    script: Arc<Script>,
    replay: Replay,
    clock: Arc<SeededClock>,
    place: Place,
}

impl Rehearsal {
    pub(super) fn new(
        embedded: Embedded,
        script: Arc<Script>,
        replay: Replay,
        clock: Arc<SeededClock>,
        place: Place,
    ) -> Rehearsal {
        Rehearsal { embedded, script, replay, clock, place }
    }
}

impl Engine for Rehearsal {
    /// The embedded engine's, with what its call will find, and where that is handed on.
    type Opening = (<Embedded as Engine>::Opening, Given<Embedded>, Giver<Rehearsal>);

    fn open(&self, asked: &Asked<'_>, wants: Wants) -> (Self::Opening, Given<Self>) {
        let (opening, found) = self.embedded.open(asked, wants);
        let (given, giver) = Given::later();
        ((opening, found, giver), given)
    }

    fn attempt<S, A, F>(
        &self,
        (asked, (opening, found, giver)): (&Asked<'_>, Self::Opening),
        answers: A,
        call: F,
    ) -> Call<A::Event>
    where
        S: Stage,
        A: Answers<Output = S::Output, Error = S::Error>,
        F: Future<Output = Result<A::Kept, Fault<S::Error>>> + Send + 'static,
    {
        let this = self.clone();
        let path = self.place.full(&path::of_site(&asked.site()));
        let scripted = async move {
            match this.script.next::<S>(&path) {
                None => {
                    giver.give(found.context().clone(), this);
                    call.await
                }
                Some(Some(answer)) => play(answer).await.map(A::keep),
                // The test has failed; nothing further should happen in it.
                Some(None) => Err(Failure::new(FailureKind::Cancelled, "the script is used up").into()),
            }
        };
        self.embedded.attempt::<S, A, _>((asked, opening), answers, scripted)
    }

    async fn child<P: Pipeline>(
        &self,
        input: P::Input,
        resources: &P::Resources,
        cx: &Context,
    ) -> Result<P::Output, Failure> {
        let place = self.place.child(&cx.stage(), P::blueprint())?;
        let engine = Rehearsal { place: place.clone(), ..self.clone() };
        let clock = Arc::clone(&self.clock);
        let run = Run::<P, Rehearsal>::new(self.replay.clone(), clock, engine, resources.clone(), place);
        // A pipeline may run itself, so the future's type must end somewhere.
        let run: orch_core::engine::BoxFuture<_> = Box::pin(run.finish(input));
        let replayed = match run.await {
            Ok(replayed) => replayed,
            Err(divergence) => {
                // A panic would be caught around the stage; the test shall fail, not the stage alone.
                self.script.complain(divergence.to_string());
                return Err(Failure::new(FailureKind::Cancelled, "the test has failed"));
            }
        };
        replayed.result.map(|output| {
            Arc::try_unwrap(output).unwrap_or_else(|_| unreachable!("the machines of the child are gone"))
        })
    }

    fn anew(&self) -> Self {
        Rehearsal { embedded: self.embedded.anew(), ..self.clone() }
    }

    fn stop_child(&self, stage: &str, why: &Failure) {
        self.place.stop_child(stage, why);
    }

    fn now(&self) -> Timestamp {
        self.embedded.now()
    }

    fn random(&self) -> u64 {
        self.embedded.random()
    }
}

async fn play<S: Stage>(mut answer: Scripted<S>) -> Result<S::Output, Fault<S::Error>> {
    loop {
        match answer {
            Scripted::Return(result) => return result.map_err(Fault::Own),
            Scripted::Hang => std::future::pending().await,
            Scripted::Panic(words) => panic!("{words}"),
            Scripted::After(time, later) => {
                tokio::time::sleep(time).await;
                answer = *later;
            }
        }
    }
}
