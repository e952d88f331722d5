//! The example `review_loop`.

use orch::FailureKind;
use orch_testing::Flow;
use orch_testing::replay::Replay;

#[path = "../examples/review_loop/main.rs"]
#[allow(dead_code, reason = "its `main` is run as a program")]
mod example;

use example::{Announcement, Brief, Draft, Note, Review, review_draft, write_draft};

fn brief(mention: &[&str], most_words: usize) -> Brief {
    Brief { topic: "orch".into(), mention: mention.iter().map(|word| (*word).into()).collect(), most_words }
}

#[tokio::test]
async fn agents_are_functions() {
    let brief = brief(&["stages"], 20);
    let draft = write_draft(&brief, &[Note::Shorten]).await;
    assert_eq!(draft, Draft { text: "orch is nice.".into(), notes: 1 });
    assert_eq!(review_draft(&brief, &draft).await, Review::Rework(Note::Mention("stages".into())));
}

#[tokio::test]
async fn notes_are_carried_from_round_to_round() {
    let (draft, report) = Announcement(brief(&["stages", "a journal"], 10)).run_with_report().await;
    let text = "orch is nice. It has stages. It has a journal.".into();
    assert_eq!(draft.expect("a draft"), Draft { text, notes: 3 });
    assert_eq!(report.stages["Announcement/loop/write_draft"].count, 4);
}

#[tokio::test]
async fn a_reviewer_who_is_never_content_ends_the_run() {
    let failure =
        Announcement(brief(&["a", "few", "more", "words", "please", "!"], 1)).run().await.expect_err("rounds");
    assert_eq!(failure.kind, FailureKind::RoundsExhausted, "{failure}");
}

#[test]
fn a_reviewer_may_be_scripted() {
    let reviews = [Ok(Review::Rework(Note::Shorten)), Ok(Review::Approved)];
    let tested = Flow::test(Announcement(brief(&[], 99))).on::<review_draft>(reviews).run_blocking();
    assert_eq!(tested.output().text, "orch is nice.");
    assert_eq!(tested.attempts("write_draft"), 2);
}

#[tokio::test(start_paused = true)]
async fn it_can_be_resumed_after_every_event() {
    for seed in 0..20 {
        let run = Replay::new(seed).run(Announcement(brief(&["stages", "a journal"], 10))).await;
        assert_eq!(run.expect("no divergence").result.expect("a draft").notes, 3);
    }
}
