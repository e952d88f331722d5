//! What is paused at the moment, as all runs of a process see it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use orch_core::sabotage;
use orch_core::store::{Pause, PauseOf};

/// The pauses, and who waits for them to end.
#[derive(Debug, Default)]
pub(crate) struct Board {
    /// Changes with the pauses. 0 until something was paused for the first time: most processes never look further.
    version: AtomicU64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    paused: BTreeMap<(PauseOf, String), Pause>,
    wakers: Vec<Waker>,
}

impl Board {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the pipeline or the agent is paused, and at which version of the board.
    pub(crate) fn is_paused(&self, pipeline: &str, agent: Option<&str>) -> Option<u64> {
        let version = self.version.load(Ordering::Acquire);
        if version == 0 {
            return None;
        }
        let state = self.state();
        let has = |of, name: &str| state.paused.contains_key(&(of, name.to_owned()));
        let paused = has(PauseOf::Pipeline, pipeline) || agent.is_some_and(|agent| has(PauseOf::Agent, agent));
        paused.then_some(version)
    }

    /// Asks to be woken when the board changes; `false` if it has changed since this version.
    pub(crate) fn listen(&self, version: u64, waker: &Waker) -> bool {
        let mut state = self.state();
        if self.version.load(Ordering::Acquire) != version {
            return false;
        }
        if !state.wakers.iter().any(|known| known.will_wake(waker)) {
            state.wakers.push(waker.clone());
        }
        true
    }

    /// These are the pauses from now on.
    pub(crate) fn set(&self, pauses: Vec<Pause>) {
        let mut state = self.state();
        let paused: BTreeMap<_, _> = pauses.into_iter().map(|pause| ((pause.of, pause.name.clone()), pause)).collect();
        if state.paused == paused {
            return;
        }
        state.paused = paused;
        self.version.fetch_add(1, Ordering::AcqRel);
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        if !sabotage::is("unheard_resume") {
            wakers.into_iter().for_each(Waker::wake);
        }
    }
}
