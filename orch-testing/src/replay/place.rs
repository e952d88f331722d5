//! Where a run stands among the runs of one test: a pipeline that runs as a stage has a run of its own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};

use orch_blueprint::Blueprint;
use orch_core::{Class, Failure, FailureKind};
use orch_runtime::DEEPEST;
use serde_json::Value;

use super::Taken;

/// A signal that was given and not taken yet: name, key, payload.
pub(crate) type Letter = (String, Option<String>, Value);

/// What all runs of one test share.
#[derive(Default)]
struct Family {
    letters: Mutex<Vec<Letter>>,
    steps: Mutex<Vec<Taken>>,
    /// The runs within runs, by the full paths of their stages.
    words: Mutex<BTreeMap<String, Arc<Word>>>,
}

/// The place of a run.
#[derive(Clone)]
pub(crate) struct Place {
    family: Arc<Family>,
    /// The full path of the stage as which it runs.
    inside: Option<Arc<str>>,
    /// The pipelines that run, from the outermost to this one.
    chain: Arc<[&'static Blueprint]>,
    /// What the run around it tells it.
    word: Arc<Word>,
}

/// What a run is told by the run around it: that it shall end, and why.
#[derive(Default)]
struct Word {
    failure: Mutex<Option<Failure>>,
    listener: Mutex<Option<Waker>>,
}

impl Place {
    /// That of the outermost run, which was given these signals.
    pub(crate) fn root(blueprint: &'static Blueprint, letters: Vec<Letter>) -> Place {
        let family = Family { letters: Mutex::new(letters), ..Family::default() };
        Place { family: Arc::new(family), inside: None, chain: Arc::new([blueprint]), word: Arc::default() }
    }

    /// That of a pipeline which runs as the stage of this path.
    pub(crate) fn child(&self, stage: &str, blueprint: &'static Blueprint) -> Result<Place, Failure> {
        self.check_depth(blueprint)?;
        let chain = self.chain.iter().copied().chain([blueprint]).collect();
        let (inside, word) = (self.full(stage), Arc::<Word>::default());
        lock(&self.family.words).insert(inside.clone(), Arc::clone(&word));
        Ok(Place { family: Arc::clone(&self.family), inside: Some(inside.into()), chain, word })
    }

    /// Tells the run that runs as this stage to end.
    pub(crate) fn stop_child(&self, stage: &str, why: &Failure) {
        if let Some(word) = lock(&self.family.words).get(&self.full(stage)) {
            *lock(&word.failure) = Some(Failure::new(FailureKind::Cancelled, why.message.clone()));
            lock(&word.listener).take().into_iter().for_each(Waker::wake);
        }
    }

    /// Why this run shall end, if it was told to; told once.
    pub(super) fn stopped(&self, cx: &Context<'_>) -> Option<Failure> {
        *lock(&self.word.listener) = Some(cx.waker().clone());
        lock(&self.word.failure).take()
    }

    /// The same limits as in the embedded engine.
    fn check_depth(&self, child: &'static Blueprint) -> Result<(), Failure> {
        let too_deep = |what: String| Failure::new(FailureKind::RoundsExhausted, what).with_class(Class::Permanent);
        if self.chain.len() > DEEPEST as usize {
            return Err(too_deep(format!("pipelines run each other more than {DEEPEST} deep")));
        }
        let Some(depth) = child.options.depth else { return Ok(()) };
        let above = self.chain.iter().filter(|above| std::ptr::eq(**above, child)).count();
        if above as u64 > u64::from(depth) {
            return Err(too_deep(format!("`{}` runs itself more than its depth of {depth}", child.name)));
        }
        Ok(())
    }

    /// How many pipelines run around this one.
    pub(crate) fn depth(&self) -> usize {
        self.chain.len() - 1
    }

    /// A path of this run as the outermost run sees it: the path of the stage as which it runs stands in the place of
    /// the pipeline's name.
    pub(crate) fn full(&self, path: &str) -> String {
        let name = self.chain.last().map_or("", |blueprint| blueprint.name);
        match (&self.inside, path.strip_prefix(name)) {
            (Some(inside), Some(within)) => format!("{inside}{within}"),
            _ => path.to_owned(),
        }
    }

    pub(super) fn note(&self, taken: Taken) {
        lock(&self.family.steps).push(taken);
    }

    pub(super) fn steps(&self) -> Vec<Taken> {
        lock(&self.family.steps).clone()
    }

    /// Takes the first signal of this name and key. What the outermost pipeline knows is for that one.
    pub(super) fn take(&self, name: &str, key: Option<&String>) -> Option<Value> {
        let known = |blueprint: &Blueprint| blueprint.signals.iter().any(|signal| signal.name == name);
        if self.depth() > 0 && self.chain.first().is_some_and(|root| known(root)) {
            return None;
        }
        let mut letters = lock(&self.family.letters);
        let fits = |(other, with, _): &Letter| other == name && (with.is_none() || with.as_ref() == key);
        let found = letters.iter().position(fits)?;
        Some(letters.remove(found).2)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
