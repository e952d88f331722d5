//! How long runs are kept.

use super::*;

#[tokio::test(start_paused = true)]
async fn runs_are_kept_as_long_as_was_said() {
    let (store, app, clock) = (Arc::new(MemoryStore::new()), app(), Set::new());
    let retention = Retention { succeeded: Some(HOUR), cancelled: Some(HOUR * 3), ..Retention::default() };
    let kept = builder(&store, &app).clock(Arc::clone(&clock) as Arc<dyn Clock>).retain(retention);
    let orchestrator = kept.start().await.expect("it starts");
    for n in 0..450u32 {
        orchestrator.submit(Work(n * 14)).await.expect("it is taken");
    }
    orchestrator.submit(Work(13)).id("failed").await.expect("it is taken");
    orchestrator.submit(Slow(1)).id("cancelled").await.expect("it is taken");
    pass(SECOND).await;
    orchestrator.cancel("Slow", "cancelled", "not wanted").await.expect("it runs");
    pass(HOUR - SECOND * 60).await;
    assert_eq!(runs(&orchestrator, "Work").await.len(), 451);
    pass(SECOND * 240).await;
    assert_eq!(ids(&orchestrator, "Work").await, ["failed"]);
    assert_eq!(ids(&orchestrator, "Slow").await, ["cancelled"]);
    pass(HOUR * 2).await;
    assert!(ids(&orchestrator, "Slow").await.is_empty());
    pass(HOUR * 24 * 7).await;
    assert_eq!(ids(&orchestrator, "Work").await, ["failed"], "what was not asked for does not expire");
}
