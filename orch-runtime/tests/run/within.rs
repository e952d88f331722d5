//! Pipelines as stages of pipelines.

use super::*;

/// Runs `Chain`, or itself.
struct Outer;

static OUTER: Blueprint = Blueprint {
    nodes: &[
        node(
            "inner",
            Kind::Stage { stage: StageRef::Pipeline(&INNER), with: Overrides::NONE, fallback: None, was: None },
            &[],
        ),
        returns(&[0]),
    ],
    ..common::blueprint("Outer")
};

static INNER: Blueprint = common::blueprint("Inner");

impl Hand for Outer {
    fn blueprint() -> &'static Blueprint {
        &OUTER
    }

    fn plan() -> &'static Plan {
        static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
        PLAN.get_or_init(|| Plan::new(&OUTER))
    }

    fn nested<E: Engine>(engine: E, value: i64, script: Script, cx: Context) -> BoxFuture<Gives> {
        Box::pin(async move {
            let gave = match value {
                0 => engine.child::<Of<Chain>>(value, &script, &cx).await,
                _ => engine.child::<Of<Outer>>(value, &script, &cx).await,
            };
            gave.map_err(Fault::from)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_pipeline_as_a_stage_has_a_run_of_its_own() {
    let ids = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&ids);
    let script = Script::new(move |_, value, cx: Context| {
        seen.lock().expect("not poisoned").push((
            cx.run_id().to_owned(),
            cx.correlation_id().to_owned(),
            cx.run().depth,
        ));
        async move { Ok(value + 1) }
    });
    assert_eq!(launch::<Outer>(0).resources(&script).correlation("c").run().await, Ok(3));
    let expected = ("r1/Outer/inner".to_owned(), "c".to_owned(), 1);
    assert_eq!(*ids.lock().expect("not poisoned"), vec![expected; 3]);
}

#[tokio::test(start_paused = true)]
async fn the_failure_of_a_pipeline_keeps_its_place() {
    let script = Script::new(|_, _, _| async { Err(broken(Class::Permanent)) });
    let failure = launch::<Outer>(0).resources(&script).run().await.expect_err("it fails");
    assert_eq!(failure.to_string(), "Chain/a: a permanent fault");
}

#[tokio::test(start_paused = true)]
async fn pipelines_that_run_each_other_come_to_an_end() {
    let failure = launch::<Outer>(1).resources(&plus_one()).run().await.expect_err("it is endless");
    assert_eq!(failure.kind, FailureKind::RoundsExhausted);
    assert_eq!(failure.message, "pipelines run each other more than 64 deep");
}
