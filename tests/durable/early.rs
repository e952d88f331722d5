//! A run that cannot be there already goes on while it is accepted, through what is quiet and no further.

use orch::store::{Kind, Store, Write};
use orch::{SubmitError, pipeline};

use crate::agents::{look, pay};
use crate::bench::Bench;
use crate::kit::events;

pipeline! {
    pub Looks(n: u64) -> u64 {
        let a = look(n).named("a").await?;
        look(a).named("b").await?
    }

    pub Pays(n: u64) -> u64 {
        let paid = pay(n).await?;
        look(paid).await?
    }

    pub LooksAndPays(n: u64) -> u64 {
        let a = look(n).await?;
        pay(a).await?
    }
}

async fn held() -> Bench {
    Bench::new(|builder| builder.register::<Looks>().register::<Pays>().register::<LooksAndPays>()).await
}

/// What a batch records of runs that are there.
fn kinds(batch: &[Write]) -> Vec<Kind> {
    let appends = batch.iter().filter_map(|write| if let Write::Append(append) = write { Some(append) } else { None });
    appends.flat_map(|append| &append.events).map(|event| event.kind).collect()
}

#[tokio::test]
async fn what_is_quiet_does_not_wait_for_the_acceptance_and_its_record_follows_at_once() {
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let submitted = tokio::spawn(async move { orchestrator.submit(Looks(1)).await });
    assert!(matches!(bench.commit().await[..], [Write::Create(_)]));
    assert_eq!([bench.call().await, bench.call().await], ["look", "look"]);
    bench.settle().await;
    assert!(!submitted.is_finished(), "it is not on disk");
    bench.release();
    let run = submitted.await.unwrap().expect("it is taken");
    let batch = bench.commit().await;
    assert_eq!(kinds(&batch), [Kind::Succeeded, Kind::Succeeded, Kind::Succeeded], "with its end");
    bench.release();
    assert_eq!(*run.result().await.expect("it ends well"), 3);
}

#[tokio::test]
async fn a_change_waits_for_the_acceptance_with_which_its_start_is_recorded() {
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let submitted = tokio::spawn(async move { orchestrator.submit(Pays(1)).await });
    let [Write::Create(new)] = &bench.commit().await[..] else { panic!("it is one") };
    assert_eq!(new.events[1].kind, Kind::Started);
    assert_eq!(bench.settle().await, [""; 0], "it has not begun before that is on disk");
    bench.release();
    assert_eq!(bench.call().await, "pay");
    bench.open();
    let run = submitted.await.unwrap().expect("it is taken");
    run.result().await.expect("it ends well");
}

#[tokio::test]
async fn a_change_behind_what_is_quiet_waits_for_its_own_start() {
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let submitted = tokio::spawn(async move { orchestrator.submit(LooksAndPays(1)).await });
    assert!(matches!(bench.commit().await[..], [Write::Create(_)]));
    assert_eq!(bench.call().await, "look");
    assert_eq!(bench.settle().await, [""; 0]);
    bench.release();
    assert_eq!(kinds(&bench.commit().await), [Kind::Succeeded, Kind::Started]);
    assert_eq!(bench.settle().await, [""; 0], "accepted, and its start is still on its way");
    bench.release();
    assert_eq!(bench.call().await, "pay");
    bench.open();
    submitted.await.unwrap().expect("it is taken").result().await.expect("it ends well");
}

#[tokio::test]
async fn under_an_id_that_was_given_nothing_is_called_before_it_is_known_to_be_new() {
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let submitted = tokio::spawn(async move { orchestrator.submit(Looks(1)).id("a").await });
    assert!(matches!(bench.commit().await[..], [Write::Create(_)]));
    assert_eq!(bench.settle().await, [""; 0]);
    bench.release();
    assert_eq!(bench.call().await, "look");
    bench.open();
    submitted.await.unwrap().expect("it is taken").result().await.expect("it ends well");
}

#[tokio::test]
async fn what_went_on_under_an_id_that_was_not_new_leaves_nothing() {
    let mut bench = held().await;
    bench.open();
    let first = bench.orchestrator.submit(LooksAndPays(1)).id("a").await.expect("it is taken");
    let output = first.result().await.expect("it ends well");
    let before = events(&*bench.store, first.key()).await;
    bench.settle().await;
    let again = bench.orchestrator.submit(LooksAndPays(1)).id("a").assume_new().await.expect("it is the same");
    assert_eq!((again.key(), again.result().await.expect("it has ended")), (first.key(), output));
    let other = bench.orchestrator.submit(LooksAndPays(2)).id("a").assume_new().await;
    assert!(matches!(other, Err(SubmitError::OtherInput { .. })));
    assert!(!bench.settle().await.contains(&"pay"), "what is quiet may have been called, and nothing else");
    assert_eq!(events(&*bench.store, first.key()).await, before);
    assert_eq!(bench.store.stats().await.expect("it answers").events, before.len() as u64);
}

#[tokio::test]
async fn what_went_on_in_vain_ends_with_the_journal() {
    let mut bench = held().await;
    let orchestrator = bench.orchestrator.clone();
    let submitted = tokio::spawn(async move { orchestrator.submit(LooksAndPays(1)).await });
    assert!(matches!(bench.commit().await[..], [Write::Create(_)]));
    assert_eq!(bench.call().await, "look");
    bench.fail();
    assert!(matches!(submitted.await.unwrap(), Err(SubmitError::Store(_))));
    assert_eq!(bench.settle().await, [""; 0]);
    let health = bench.orchestrator.health().await;
    assert_eq!((health.driven, health.unwritten_bytes), (0, 0));
}
