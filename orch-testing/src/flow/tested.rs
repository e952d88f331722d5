//! What came out of a test, and what can be asserted of it.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use orch_blueprint::Blueprint;
use orch_core::{Failure, Recorded};

use super::known;
use super::script::ends_with;
use crate::replay::{How, Replayed, Taken};

/// A test that ran to its end.
#[derive(Debug)]
pub struct Tested<O> {
    blueprint: &'static Blueprint,
    replayed: Replayed<O>,
    elapsed: Duration,
}

impl<O> Tested<O> {
    pub(super) fn new(blueprint: &'static Blueprint, replayed: Replayed<O>, elapsed: Duration) -> Tested<O> {
        Tested { blueprint, replayed, elapsed }
    }

    /// How the run ended.
    pub fn result(&self) -> Result<&O, &Failure> {
        self.replayed.result.as_ref().map(Arc::as_ref)
    }

    /// The way it took: stages, signals and timers in the order in which they ended, without the pipeline's name. A
    /// failed attempt that was repeated ends in `~`, a failure in `!`: `["parse!", "repair", "grade", "Clean/store"]`.
    /// A change that was undone comes a second time and ends in `<`; `<~` and `<!` tell of attempts at undoing it.
    pub fn path(&self) -> Vec<String> {
        self.replayed.steps.iter().map(|step| self.word(step)).collect()
    }

    fn word(&self, step: &Taken) -> String {
        let short =
            step.path.strip_prefix(self.blueprint.name).and_then(|path| path.strip_prefix('/')).unwrap_or(&step.path);
        let mark = match step.how {
            How::Succeeded => "",
            How::Retried(_) => "~",
            How::Failed(_) => "!",
            How::Undone => "<",
            How::UndoRetried(_) => "<~",
            How::NotUndone(_) => "<!",
        };
        format!("{short}{mark}")
    }

    /// Asserts the whole way. Stages that run side by side may end in any order: use [`took`](Tested::took) for them.
    ///
    /// # Panics
    /// If it was another.
    #[track_caller]
    pub fn assert_path<'a>(&self, expected: impl IntoIterator<Item = &'a str>) {
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(self.path(), expected, "the run took another way");
    }

    /// Whether a stage, named by the end of its path, ended well.
    ///
    /// # Panics
    /// If the flow has no stage of that name.
    #[track_caller]
    pub fn took(&self, stage: &str) -> bool {
        known::check_name(self.blueprint, stage);
        self.replayed.steps.iter().any(|step| step.how == How::Succeeded && ends_with(&step.path, stage))
    }

    /// Whether a stage, named by the end of its path, was undone.
    ///
    /// # Panics
    /// If the flow has no stage of that name.
    #[track_caller]
    pub fn undid(&self, stage: &str) -> bool {
        known::check_name(self.blueprint, stage);
        self.replayed.steps.iter().any(|step| step.how == How::Undone && ends_with(&step.path, stage))
    }

    /// How many attempts ended at a stage, named by the end of its path.
    ///
    /// # Panics
    /// If the flow has no stage of that name.
    #[track_caller]
    pub fn attempts(&self, stage: &str) -> usize {
        known::check_name(self.blueprint, stage);
        let forward = |how: &How| matches!(how, How::Succeeded | How::Retried(_) | How::Failed(_));
        self.replayed.steps.iter().filter(|step| forward(&step.how) && ends_with(&step.path, stage)).count()
    }

    /// How long the run took, in driven time.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Everything that happened, as a journal would keep it.
    pub fn events(&self) -> &[Recorded] {
        &self.replayed.events
    }
}

impl<O: Debug> Tested<O> {
    /// What it gave.
    ///
    /// # Panics
    /// If it failed.
    #[track_caller]
    pub fn output(&self) -> &O {
        match self.result() {
            Ok(output) => output,
            Err(failure) => panic!("the run failed: {failure}\nits path: {:?}", self.path()),
        }
    }

    /// Why it failed.
    ///
    /// # Panics
    /// If it did not.
    #[track_caller]
    pub fn failure(&self) -> &Failure {
        match self.result() {
            Err(failure) => failure,
            Ok(output) => panic!("the run gave {output:?}\nits path: {:?}", self.path()),
        }
    }
}
