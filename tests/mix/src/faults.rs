//! A store that fails at every operation, one after the other, in every way; then the process is restarted, and everything must
//! be as if nothing had happened.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use orch::store::{LetterKind, MemoryStore, Store};
use orch::{Orchestrator, SeededClock};
use orch_core::Clock;
use orch_core::store::{NewLetter, Recipient, Write};
use orch_testing::store::{Fault, Faulty};
use tokio::time::timeout;

use crate::agents::App;
use crate::cases::{Case, Outcome, awake, paused, register};
use crate::check::{Seen, Verdict, verify};
use crate::journal::{self, Snapshot};
use crate::session::{self, Ack, Acks};
use crate::witness::Lines;

/// What happens at one operation of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Injury {
    /// It fails.
    Fault {
        /// At this operation.
        at: u64,
        /// In this way.
        fault: Fault,
        /// And ever after.
        lasting: bool,
    },
    /// The process dies at one operation, and one fails for the process that takes its runs up.
    Again {
        /// The first one dies at this operation.
        dies: u64,
        /// This one of the second fails.
        at: u64,
        /// In this way.
        fault: Fault,
    },
    /// The process is taken for dead, and another takes its runs, while it goes on.
    Takeover {
        /// At this operation.
        at: u64,
    },
    /// Another process sends all that the run waits for.
    Letters {
        /// At this operation.
        at: u64,
    },
}

/// Who commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// Whoever writes, at once: the same order every time.
    Inline,
    /// The journal's thread, which gathers; each commit takes a while.
    Gathered,
}

impl Writes {
    /// How long a run may take, in driven time where whoever writes commits. The journal's thread knows no driven time.
    fn limit(self) -> Duration {
        match self {
            Writes::Inline => Duration::from_secs(120),
            Writes::Gathered => Duration::from_secs(3),
        }
    }

    /// How often a process looks for what others did.
    fn poll(self) -> Duration {
        match self {
            Writes::Inline => Duration::from_secs(1),
            Writes::Gathered => Duration::from_millis(10),
        }
    }
}

/// Everything around one run that is injured.
struct Patient<'a> {
    case: &'a Case,
    writes: Writes,
    store: Faulty,
    clock: Arc<dyn Clock>,
    lines: Arc<Lines>,
    acks: Arc<Mutex<Vec<Ack>>>,
    snapshots: Vec<Snapshot>,
    wrong: Verdict,
}

/// How a process's part ended.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// The run ended.
    Ended,
    /// It was told that something failed.
    Told(String),
    /// Nothing happened any more.
    Stalled,
}

/// How many operations a run takes that nothing happens to.
///
/// # Panics
/// If something is wrong with it even so.
pub fn operations(case: &Case, expected: &BTreeMap<String, Outcome>) -> u64 {
    let (verdict, store) = injure(case, expected, None, Writes::Inline);
    assert!(verdict.is_good(), "{} is wrong without any injury: {}", case.id, verdict.shown());
    store.operations()
}

/// Runs a case, injures it, restarts it, and says what is wrong.
pub fn suffer(case: &Case, expected: &BTreeMap<String, Outcome>, injury: Injury, writes: Writes) -> Verdict {
    injure(case, expected, Some(injury), writes).0
}

fn injure(
    case: &Case,
    expected: &BTreeMap<String, Outcome>,
    injury: Option<Injury>,
    writes: Writes,
) -> (Verdict, Faulty) {
    let in_time = async {
        let mut patient = Patient {
            case,
            writes,
            store: Faulty::new(),
            clock: Arc::new(SeededClock::new(1)),
            lines: Arc::default(),
            acks: Arc::default(),
            snapshots: Vec::new(),
            wrong: Verdict::default(),
        };
        patient.live(injury).await;
        let outcomes = patient.outcomes().await;
        let Patient { lines, acks, snapshots, mut wrong, store, .. } = patient;
        let (lines, acks) = (lines.all(), acks.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let cases = std::slice::from_ref(case);
        wrong.add(verify(&Seen {
            cases,
            expected,
            outcomes: &outcomes,
            lines: &lines,
            acks: &acks,
            snapshots: &snapshots,
        }));
        (wrong, store)
    };
    match writes {
        Writes::Inline => paused(in_time),
        Writes::Gathered => awake(in_time),
    }
}

impl Patient<'_> {
    /// The injured process, and the one after it.
    async fn live(&mut self, injury: Option<Injury>) {
        if let Some(Injury::Again { dies, at, fault }) = injury {
            self.store.fail(dies, Fault::Before, true);
            let (_, orchestrator) = self.part(true).await;
            self.end(orchestrator).await;
            let begun = self.store.operations();
            self.store.fail(begun + at, fault, false);
            let (part, orchestrator) = self.part(true).await;
            self.stalled(&part);
            self.end(orchestrator).await;
            return self.recover().await;
        }
        let sends = !matches!(injury, Some(Injury::Letters { .. }));
        match injury {
            None => {}
            Some(Injury::Fault { at, fault, lasting }) => self.store.fail(at, fault, lasting),
            Some(Injury::Letters { at }) => {
                let (case, acks) = (self.case.clone(), self.acks());
                self.store.beside(at, move |store| post(store, &case, &acks));
            }
            Some(Injury::Takeover { at }) => return self.take_over(at).await,
            Some(Injury::Again { .. }) => {}
        }
        if self.writes == Writes::Gathered {
            self.store.slow(Duration::from_micros(300));
        }
        let (part, orchestrator) = self.part(sends).await;
        self.end(orchestrator).await;
        match (injury, &part) {
            (None, Part::Ended) => {}
            (None, part) => self.wrong.lost.push(format!("{}: {part:?} without any injury", self.case.id)),
            // Nothing has failed: a letter came, or none could because the run was not there yet.
            (Some(Injury::Letters { .. }), Part::Stalled) if self.has_letters() => {
                self.wrong.lost.push(format!("{}: a letter came, and the run did not see it", self.case.id));
            }
            (Some(Injury::Fault { lasting: false, .. }), part) if *part == Part::Stalled => self.stalled(part),
            (_, Part::Ended) => return,
            _ => {}
        }
        if injury.is_some() {
            self.recover().await;
        }
    }

    fn stalled(&mut self, part: &Part) {
        if *part == Part::Stalled {
            self.wrong.lost.push(format!("{}: nobody was told, and nothing happened any more", self.case.id));
        }
    }

    fn has_letters(&self) -> bool {
        let acks = self.acks.lock().unwrap_or_else(PoisonError::into_inner);
        acks.iter().any(|ack| matches!(ack, Ack::Signalled(..) | Ack::Cancelled(..)))
    }

    async fn recover(&mut self) {
        let (part, orchestrator) = self.part(true).await;
        if part != Part::Ended {
            self.wrong.lost.push(format!("{}: {part:?} after the restart", self.case.id));
        }
        self.end(orchestrator).await;
    }

    /// A process is taken for dead and goes on.
    async fn take_over(&mut self, at: u64) {
        self.store.beside(at, |store| store.crash());
        let Some(first) = self.orchestrator().await.ok() else { return self.recover().await };
        let (store, case, acks, limit) = (self.store.clone(), self.case.clone(), self.acks(), self.writes.limit());
        let zombie = async {
            let _ = timeout(limit, session::bring(&first, &case, true, &acks)).await;
        };
        let reached = async {
            while store.operations() <= at {
                tokio::time::sleep(Duration::from_micros(100)).await;
            }
        };
        let second = async {
            reached.await;
            self.look().await;
            let part = self.part(true).await;
            if part.0 != Part::Ended {
                self.wrong.lost.push(format!("{}: {:?} after it was taken over", self.case.id, part.0));
            }
            part.1
        };
        let (_, second) = futures_join(zombie, second).await;
        first.kill();
        drop(first);
        self.end(second).await;
    }

    fn acks(&self) -> Acks {
        let acks = Arc::clone(&self.acks);
        Arc::new(move |ack| acks.lock().unwrap_or_else(PoisonError::into_inner).push(ack))
    }

    async fn orchestrator(&self) -> Result<Orchestrator, String> {
        let builder = Orchestrator::builder()
            .shared_store(Arc::new(self.store.clone()) as Arc<dyn Store>)
            .clock(Arc::clone(&self.clock))
            .poll_every(self.writes.poll())
            .crash_limit(1000);
        let builder = if self.writes == Writes::Inline { builder.inline_writes() } else { builder };
        let app = App::new(Arc::clone(&self.lines) as Arc<_>, Duration::from_millis(2));
        register(builder.resources(app)).start().await.map_err(|error| error.to_string())
    }

    /// One process, to the end of the run or until it is told that something failed.
    async fn part(&self, sends: bool) -> (Part, Option<Orchestrator>) {
        let orchestrator = match self.orchestrator().await {
            Ok(orchestrator) => orchestrator,
            Err(why) => return (Part::Told(why), None),
        };
        let acks = self.acks();
        let part = match timeout(self.writes.limit(), session::bring(&orchestrator, self.case, sends, &acks)).await {
            Ok(Ok(())) => Part::Ended,
            Ok(Err(why)) => Part::Told(why),
            Err(_) => Part::Stalled,
        };
        (part, Some(orchestrator))
    }

    /// The process dies. What is on disk then is looked at.
    async fn end(&mut self, orchestrator: Option<Orchestrator>) {
        if let Some(orchestrator) = orchestrator {
            orchestrator.kill();
        }
        // What was aborted is dropped when the runtime comes to it.
        tokio::time::sleep(Duration::from_millis(10)).await;
        self.store.heal();
        self.store.crash();
        self.look().await;
    }

    /// What is on disk is written down.
    async fn look(&mut self) {
        let runs = journal::read(&self.store).await.expect("the store is whole again");
        let acks = self.acks.lock().unwrap_or_else(PoisonError::into_inner).len();
        self.snapshots.push(Snapshot { lines: self.lines.count(), acks, runs });
    }

    /// How the run ended, as a third process is told.
    async fn outcomes(&self) -> BTreeMap<String, Outcome> {
        let Ok(orchestrator) = self.orchestrator().await else { return BTreeMap::new() };
        let found = timeout(self.writes.limit(), async {
            let run = self.case.runs.submit(&orchestrator, &self.case.id).await.ok()?;
            run.outcome().await.ok()
        });
        let outcome = found.await.ok().flatten();
        orchestrator.kill();
        outcome.map(|outcome| (self.case.id.clone(), outcome)).into_iter().collect()
    }
}

/// Both, at the same time.
async fn futures_join<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (std::pin::pin!(a), std::pin::pin!(b));
    let (mut of_a, mut of_b) = (None, None);
    std::future::poll_fn(|cx| {
        if of_a.is_none()
            && let std::task::Poll::Ready(done) = a.as_mut().poll(cx)
        {
            of_a = Some(done);
        }
        if of_b.is_none()
            && let std::task::Poll::Ready(done) = b.as_mut().poll(cx)
        {
            of_b = Some(done);
        }
        match (of_a.is_some(), of_b.is_some()) {
            (true, true) => std::task::Poll::Ready(()),
            _ => std::task::Poll::Pending,
        }
    })
    .await;
    (of_a.expect("it is done"), of_b.expect("it is done"))
}

/// Sends all that the run waits for, from outside of its process.
fn post(store: &MemoryStore, case: &Case, acks: &Acks) {
    let signals = case.letters.iter().map(|signal| {
        let (name, key) = (signal.name.clone(), signal.key.clone());
        let kind = LetterKind::Signal { name, key, payload: signal.payload.to_string() };
        (kind, Ack::Signalled(case.id.clone(), signal.clone()))
    });
    let cancel = case.cancelled.then(|| (LetterKind::Cancel, Ack::Cancelled(case.id.clone())));
    for (kind, ack) in signals.chain(cancel) {
        let reason = (kind == LetterKind::Cancel).then(|| "enough".to_owned());
        let to = Recipient::Named { pipeline: case.pipeline.to_owned(), id: case.id.clone() };
        let time = SeededClock::BEGIN;
        let letter = NewLetter { to, kind, sender: None, reason, time, limit: 1000 };
        let mut posted = store.commit(vec![Write::Post(Box::new(letter))]);
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        if let std::task::Poll::Ready(Ok(answers)) = posted.as_mut().poll(&mut cx)
            && answers.iter().all(Result::is_ok)
        {
            acks(ack);
        }
    }
}
