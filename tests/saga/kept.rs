//! What is kept of a call, so that it can be undone: its arguments, which an engine computes that calls nobody.

use std::sync::Arc;

use orch::__private::{At, Machine, Mark};
use orch::{FailureKind, agent, pipeline};

use super::{app, take};

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
