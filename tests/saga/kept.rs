//! What is kept of a call, so that it can be undone: its arguments, which an engine computes that calls nobody.

use std::sync::Arc;

use orch::__private::{At, Machine, Mark};
use orch::{FailureKind, agent, pipeline};
use serde::{Deserialize, Serialize, Serializer};

use super::{World, app, take};

#[agent(reads)]
async fn burst(n: u32) -> u32 {
    panic!("at {n}")
}

pipeline! {
    /// There may be fewer words than it names.
    pub Slipping(words: Vec<String>) -> u64 {
        take(&words[3], 0).await?
    }
}

pipeline! {
    pub Bursting(n: u32) -> u32 {
        burst(n).await?
    }
}

#[tokio::test]
async fn arguments_that_panic_are_told_from_calls_that_do() {
    let app = app(0);
    let slipped = Slipping(Vec::new()).resources(&app).run().await.expect_err("there is no fourth word");
    assert_eq!((slipped.kind, slipped.attempts), (FailureKind::Panicked, 0), "nobody was called");
    assert_eq!(app.world.told(), [""; 0]);

    let (input, resources, _) = Slipping(Vec::new()).resources(&app).dismantle();
    let mut machine = Machine::<Slipping>::new();
    machine.begin(Arc::new(input), &mut Vec::new()).expect("it may begin");
    let nothing = Some(Mark::Started { attempt: 1, arguments: None });
    assert_eq!(machine.starting((&At::ROOT, 0), 1, &resources), nothing, "the attempt will say why");
    // It has panicked on this thread, and that must not be said of whoever panics next.
    let burst = Bursting(1).run().await.expect_err("it bursts");
    assert_eq!((burst.kind, burst.attempts), (FailureKind::Panicked, 1));
}

/// What writes it panics.
#[derive(Debug, Clone, Deserialize)]
pub struct Unwritable(u32);

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("{} cannot be written", self.0)
    }
}

#[agent(idempotent, compensate = forget)]
async fn keep(what: &Unwritable, #[resource] world: &World) -> u32 {
    world.note("keep");
    what.0
}

#[agent(idempotent)]
async fn forget(what: &Unwritable, kept: Option<&u32>, #[resource] world: &World) {
    world.note(format!("forget {} {kept:?}", what.0));
}

pipeline! {
    pub Keeping(what: Unwritable) -> u32 {
        keep(&what).await?
    }
}

#[tokio::test]
async fn a_change_whose_arguments_cannot_be_kept_is_not_made_also_if_writing_them_panics() {
    let app = app(0);
    let failure = Keeping(Unwritable(7)).resources(&app).run().await.expect_err("nothing could undo it");
    assert_eq!((failure.stage.as_str(), failure.attempts), ("Keeping/keep", 0));
    assert_eq!(failure.message, "panicked: 7 cannot be written");
    assert_eq!(app.world.told(), [""; 0], "nobody was called");
}
