//! What agents answer, call by call.

use std::any::{Any, TypeId};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use orch_core::Stage;

/// One answer of an agent.
pub enum Scripted<S: Stage> {
    /// It returns.
    Return(Result<S::Output, S::Error>),
    /// It never ends, so its timeout is what ends it.
    Hang,
    /// It panics with these words.
    Panic(String),
    /// It takes this long to answer.
    After(Duration, Box<Scripted<S>>),
}

impl<S: Stage> Scripted<S> {
    /// It returns this value.
    pub fn ok(value: impl Into<S::Output>) -> Scripted<S> {
        Scripted::Return(Ok(value.into()))
    }

    /// It returns this error.
    pub fn err(error: impl Into<S::Error>) -> Scripted<S> {
        Scripted::Return(Err(error.into()))
    }

    /// The same answer, later.
    pub fn after(self, time: Duration) -> Scripted<S> {
        Scripted::After(time, Box::new(self))
    }
}

impl<S: Stage> From<Result<S::Output, S::Error>> for Scripted<S> {
    fn from(result: Result<S::Output, S::Error>) -> Self {
        Scripted::Return(result)
    }
}

/// All scripts of a test.
#[derive(Default)]
pub(super) struct Script {
    parts: Vec<Part>,
    /// What went wrong.
    complaints: Mutex<Vec<String>>,
}

/// The script of one agent, everywhere or at one stage.
struct Part {
    agent: TypeId,
    name: &'static str,
    stage: Option<String>,
    /// Each a `Scripted<S>`.
    answers: Mutex<VecDeque<Box<dyn Any + Send>>>,
}

impl Script {
    pub(super) fn add<S: Stage>(
        &mut self,
        stage: Option<String>,
        answers: impl IntoIterator<Item = impl Into<Scripted<S>>>,
    ) {
        let boxed = |answer| Box::new(answer) as Box<dyn Any + Send>;
        let answers = answers.into_iter().map(Into::<Scripted<S>>::into).map(boxed).collect();
        let part = Part { agent: TypeId::of::<S>(), name: S::describe().name(), stage, answers: Mutex::new(answers) };
        self.parts.push(part);
    }

    /// The next answer of an agent at a stage: `None` if it is not scripted there, so that it is called for real.
    pub(super) fn next<S: Stage>(&self, path: &str) -> Option<Option<Scripted<S>>> {
        let is_of_stage = |part: &&Part| part.stage.as_ref().is_none_or(|stage| ends_with(path, stage));
        let mine = self.parts.iter().filter(|part| part.agent == TypeId::of::<S>()).filter(is_of_stage);
        // A script for the stage goes before one for the agent.
        let (here, anywhere): (Vec<&Part>, Vec<&Part>) = mine.partition(|part| part.stage.is_some());
        let parts = if here.is_empty() { anywhere } else { here };
        let name = parts.first()?.name;
        let next = parts.iter().find_map(|part| part.answers.lock().unwrap_or_else(|e| e.into_inner()).pop_front());
        if next.is_none() {
            let complaint = format!("the script of `{name}` is used up, and it is called once more at {path}");
            self.complain(complaint);
        }
        Some(next.and_then(|answer| answer.downcast().ok()).map(|answer| *answer))
    }

    /// Something went wrong that fails the test, whatever the run makes of it.
    pub(super) fn complain(&self, complaint: String) {
        self.complaints.lock().unwrap_or_else(|e| e.into_inner()).push(complaint);
    }

    /// What went wrong; empty if nothing did.
    pub(super) fn complaint(&self) -> String {
        let complaints = self.complaints.lock().unwrap_or_else(|e| e.into_inner());
        complaints.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Answers that nobody asked for, as complaints.
    pub(super) fn left_over(&self) -> String {
        let left = |part: &Part| {
            let count = part.answers.lock().unwrap_or_else(|e| e.into_inner()).len();
            let at = part.stage.as_ref().map_or_else(String::new, |stage| format!(" at `{stage}`"));
            let name = part.name;
            (count > 0)
                .then(|| format!("{count} of the answers of `{name}`{at} were not asked for; `.lenient()` allows it\n"))
        };
        self.parts.iter().filter_map(left).collect()
    }
}

/// Whether a path ends with these whole parts.
pub(super) fn ends_with(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}
