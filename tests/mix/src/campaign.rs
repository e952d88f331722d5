//! All injuries of all pipelines of the mix, or a sample of them.

use std::collections::BTreeMap;

use orch_testing::store::Fault;

use crate::cases::{Case, Outcome, all, undisturbed};
use crate::check::Verdict;
use crate::faults::{Injury, Writes, operations, suffer};

/// Which injuries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// All.
    All,
    /// One of so many.
    Every(u64),
}

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub struct Campaign {
    /// Which injuries.
    pub sample: Sample,
    /// Which of them, in a sample.
    pub seed: u64,
}

/// What was done, and what is wrong.
#[derive(Debug, Default)]
pub struct Found {
    /// Runs that were injured.
    pub pipelines: u64,
    /// Operations of all of them.
    pub operations: u64,
    /// Faults that were injected.
    pub faults: u64,
    /// Faults that were injected into batches that the journal's thread gathered.
    pub gathered: u64,
    /// Faults that were injected into processes that took runs up.
    pub again: u64,
    /// Processes that were taken for dead.
    pub takeovers: u64,
    /// Times at which letters came.
    pub letters: u64,
    /// What is wrong.
    pub verdict: Verdict,
}

impl Campaign {
    /// Does it.
    pub fn run(self) -> Found {
        self.run_while(|_| true)
    }

    /// Does it as long as that is wanted.
    pub fn run_while(self, go_on: impl Fn(&Found) -> bool) -> Found {
        let cases = all(1);
        let expected: BTreeMap<String, Outcome> =
            cases.iter().map(|case| (case.id.clone(), undisturbed(case))).collect();
        let mut found = Found::default();
        for case in &cases {
            found.pipelines += 1;
            self.injure(case, &expected, &mut found, &go_on);
        }
        found
    }

    fn injure(
        self,
        case: &Case,
        expected: &BTreeMap<String, Outcome>,
        found: &mut Found,
        go_on: &impl Fn(&Found) -> bool,
    ) {
        let count = operations(case, expected);
        found.operations += count;
        for (number, (injury, writes)) in injuries(count, case).enumerate() {
            if !self.takes(number as u64) {
                continue;
            }
            if !go_on(found) {
                return;
            }
            *found.counter(injury, writes) += 1;
            let mut verdict = suffer(case, expected, injury, writes);
            let lists = [&mut verdict.lost, &mut verdict.repeated, &mut verdict.differing];
            lists.into_iter().flatten().for_each(|what| *what = format!("{what} ({injury:?}, {writes:?})"));
            found.verdict.add(verdict);
        }
    }

    fn takes(self, number: u64) -> bool {
        match self.sample {
            Sample::All => true,
            Sample::Every(stride) => number % stride == self.seed % stride,
        }
    }
}

impl Found {
    fn counter(&mut self, injury: Injury, writes: Writes) -> &mut u64 {
        match (injury, writes) {
            (Injury::Fault { .. }, Writes::Inline) => &mut self.faults,
            (Injury::Fault { .. }, Writes::Gathered) => &mut self.gathered,
            (Injury::Again { .. }, _) => &mut self.again,
            (Injury::Takeover { .. }, _) => &mut self.takeovers,
            (Injury::Letters { .. }, _) => &mut self.letters,
        }
    }
}

/// All injuries of a run that takes so many operations.
fn injuries(operations: u64, case: &Case) -> impl Iterator<Item = (Injury, Writes)> {
    // The journal's thread knows the time of the world only.
    let quick = case.pipeline != "Naps";
    let sent = !case.letters.is_empty() || case.cancelled;
    (0..operations).flat_map(move |at| {
        let faults = Fault::ALL
            .into_iter()
            .flat_map(move |fault| [false, true].map(|lasting| (Injury::Fault { at, fault, lasting }, Writes::Inline)));
        let gathered = [Fault::Before, Fault::Torn, Fault::SyncLost];
        let gathered = gathered.into_iter().filter(move |_| quick);
        let gathered = gathered.map(move |fault| (Injury::Fault { at, fault, lasting: true }, Writes::Gathered));
        let letters = sent.then_some((Injury::Letters { at }, Writes::Inline));
        let again = [Fault::Before, Fault::After, Fault::SyncLost];
        let again = again.map(|fault| (Injury::Again { dies: operations / 2, at, fault }, Writes::Inline));
        faults.chain(gathered).chain(again).chain(letters).chain([(Injury::Takeover { at }, Writes::Inline)])
    })
}
