//! The state of a run as data, as text and as a schema.
#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use orch::{Pipeline, agent, pipeline};
use orch_core::Machine;

#[agent(pure)]
async fn double(n: u64) -> u64 {
    n * 2
}

pipeline! {
    pub Doubles(list: Vec<u64>) -> u64 {
        let first = double(1).await?;
        let doubles = for n in each(list) {
            double(n).await?
        };
        let mut sum: u64 = doubles.iter().sum();
        #[rounds(2)]
        loop {
            sum = double(sum).named("again").await?;
            if sum > 5 {
                break;
            }
        }
        sum + first
    }
}

/// Runs to the end and gives the state.
async fn finished() -> DoublesState {
    let replayed = orch_testing::replay::Replay::new(1).run(Doubles(vec![1, 2])).await.unwrap();
    serde_json::from_value(replayed.state).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_state_is_saved_by_name_and_reads_back() {
    let state = finished().await;
    assert_eq!(state.double.value(), Some(&2));
    assert_eq!(state.doubles.value(), Some(&vec![2, 4]));
    let saved = serde_json::to_value(&state).unwrap();
    assert_eq!(saved["slots"]["(output)"], 14);
    assert_eq!(saved["slots"]["double"], 2);
    assert_eq!(saved["items"]["doubles"]["frames"][1]["slots"]["double"], 4);
    let again: DoublesState = serde_json::from_value(saved.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), saved);
    let machine = Machine::<Doubles>::load(saved).unwrap();
    assert_eq!(*machine.outcome().unwrap().unwrap(), 14);
}

#[tokio::test(start_paused = true)]
async fn a_state_that_does_not_fit_is_refused_by_name() {
    let mut saved = serde_json::to_value(finished().await).unwrap();
    saved["slots"]["triple"] = 3.into();
    let error = Machine::<Doubles>::load(saved).err().unwrap();
    assert_eq!(
        error.to_string(),
        "the value is not a `state`: `triple` was saved, and the pipeline has no place for it"
    );
    let mut saved = serde_json::to_value(finished().await).unwrap();
    saved["slots"]["double"] = "two".into();
    let error = Machine::<Doubles>::load(saved).err().unwrap();
    assert!(error.to_string().starts_with("the value is not a `u64`: invalid type: a text, expected u64"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_state_shows_itself() {
    let shown = format!("{:#?}", finished().await);
    assert!(shown.contains("double: Succeeded"), "{shown}");
    assert!(shown.contains("double =: Number(2)"), "{shown}");
    let event = Doubles::mark(orch_core::At::ROOT, 0, orch_core::Mark::Started { attempt: 1, arguments: None });
    assert_eq!(format!("{event:?}"), "Doubles/double { what: Mark(Started { attempt: 1, arguments: None }) }");
}

#[test]
fn a_schema_names_every_slot() {
    let schema = orch_core::machine::data::schema::<Doubles>();
    assert_eq!(schema["properties"]["slots"]["properties"]["sum"]["description"], "u64");
    let items = &schema["properties"]["items"]["properties"];
    assert_eq!(items["doubles"]["description"], "items");
    assert_eq!(items["loop"]["description"], "rounds");
    let items = &items["doubles"]["properties"]["frames"]["items"];
    assert_eq!(items["properties"]["slots"]["properties"]["double"]["description"], "u64");
}

#[cfg(feature = "schema")]
#[test]
fn with_the_feature_payloads_tell_their_own_schema() {
    let schema = orch_core::machine::data::schema::<Doubles>();
    assert_eq!(schema["properties"]["slots"]["properties"]["sum"]["type"], "integer");
}
