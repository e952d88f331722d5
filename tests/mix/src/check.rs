//! What must be true, whatever happened on the way.

mod acknowledged;
mod calls;
mod history;
mod outcome;
mod path;
mod undone;

use std::collections::BTreeMap;

use crate::cases::{Case, Outcome};
use crate::journal::{Journal, Snapshot};
use crate::session::Ack;
use crate::witness::Line;

/// All that was seen of some runs.
pub struct Seen<'a> {
    /// The runs.
    pub cases: &'a [Case],
    /// How each ends that nothing happens to.
    pub expected: &'a BTreeMap<String, Outcome>,
    /// How each ended, as a process tells that was not there.
    pub outcomes: &'a BTreeMap<String, Outcome>,
    /// What the witness saw.
    pub lines: &'a [Line],
    /// What was acknowledged.
    pub acks: &'a [Ack],
    /// What was on disk each time a process had died, and at the end.
    pub snapshots: &'a [Snapshot],
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Acknowledged or recorded, and gone.
    pub lost: Vec<String>,
    /// Done again although it must not be.
    pub repeated: Vec<String>,
    /// Other than without a crash.
    pub differing: Vec<String>,
}

impl Verdict {
    /// Whether nothing is.
    pub fn is_good(&self) -> bool {
        self.lost.is_empty() && self.repeated.is_empty() && self.differing.is_empty()
    }

    /// Adds another one.
    pub fn add(&mut self, other: Verdict) {
        self.lost.extend(other.lost);
        self.repeated.extend(other.repeated);
        self.differing.extend(other.differing);
    }

    /// The kinds of what is wrong, and the first of each.
    pub fn shown(&self) -> String {
        let kinds = [("lost", &self.lost), ("repeated", &self.repeated), ("differing", &self.differing)];
        let shown = kinds.iter().filter_map(|(kind, list)| Some(format!("{kind}: {}", list.first()?)));
        shown.collect::<Vec<_>>().join("; ")
    }
}

/// Looks at everything.
pub fn verify(seen: &Seen<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    for case in seen.cases {
        acknowledged::verify(seen, case, &mut verdict);
        history::verify(seen, case, &mut verdict);
        calls::verify(seen, case, &mut verdict);
        outcome::verify(seen, case, &mut verdict);
        undone::verify(seen, case, &mut verdict);
    }
    verdict
}

impl Seen<'_> {
    /// The run of a case in each snapshot that has it, with what was witnessed and acknowledged until then.
    fn journals(&self, case: &Case) -> impl Iterator<Item = (&Snapshot, &Journal)> {
        let (id, pipeline) = (case.id.clone(), case.pipeline);
        self.snapshots.iter().filter_map(move |snapshot| {
            let same = |run: &&Journal| run.record.id == id && run.record.pipeline == pipeline;
            Some((snapshot, snapshot.runs.iter().find(same)?))
        })
    }

    /// The lines about the run of a case, each with its number.
    fn lines_of(&self, case: &Case) -> Vec<(usize, &Line)> {
        let own =
            |line: &Line| line.run.strip_prefix(&case.id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.lines.iter().enumerate().filter(|(_, line)| own(line)).collect()
    }
}
