//! One process's part: it submits the runs, sends what they wait for, and waits for their ends. Whatever is acknowledged to it
//! is written down at once.

use std::sync::Arc;

use orch::Orchestrator;
use orch::store::{LetterKind, RunKey, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::cases::{Case, Outcome, Running, Signal};

/// Something that was acknowledged: it must never be lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ack {
    /// A run was accepted.
    Submitted(String),
    /// A signal to the run was accepted.
    Signalled(String, Signal),
    /// A cancellation of the run was accepted.
    Cancelled(String),
    /// The run's end was told.
    Ended(String, Outcome),
}

/// Where acknowledgements are written down.
pub type Acks = Arc<dyn Fn(Ack) + Send + Sync>;

/// Brings one run to its end. `sends`: this process sends the signals; otherwise another does.
///
/// # Errors
/// If something was not acknowledged, and so may or may not have happened.
pub async fn bring(to: &Orchestrator, case: &Case, sends: bool, acks: &Acks) -> Result<(), String> {
    let run = case.runs.submit(to, &case.id).await.map_err(|error| error.to_string())?;
    acks(Ack::Submitted(case.id.clone()));
    if sends {
        send(&**to.store(), case, &*run, acks).await?;
    }
    let outcome = run.outcome().await?;
    acks(Ack::Ended(case.id.clone(), outcome));
    Ok(())
}

async fn send(store: &dyn Store, case: &Case, run: &dyn Running, acks: &Acks) -> Result<(), String> {
    for signal in &case.letters {
        if !is_there(store, run.key(), signal).await.map_err(|error| error.to_string())? {
            run.signal(signal.clone()).await?;
        }
        acks(Ack::Signalled(case.id.clone(), signal.clone()));
    }
    if case.cancelled && !is_cancelled(store, run.key()).await.map_err(|error| error.to_string())? {
        run.cancel().await?;
        acks(Ack::Cancelled(case.id.clone()));
    }
    Ok(())
}

/// Whether the signal was sent before, whoever was told so.
///
/// # Errors
/// If the store fails.
pub async fn is_there(store: &dyn Store, run: RunKey, signal: &Signal) -> Result<bool, StoreError> {
    let payload = signal.payload.to_string();
    // Letters first: one that is taken in between is found among the events.
    let lies = store.letters(run, 0).await?.into_iter().any(|letter| says(&letter.kind, signal));
    let events = store.events(run, 0, u32::MAX).await?;
    Ok(lies || events.iter().any(|event| event.letter.is_some() && event.payload.as_ref() == Some(&payload)))
}

/// Whether this letter is that signal.
pub fn says(letter: &LetterKind, signal: &Signal) -> bool {
    match letter {
        LetterKind::Signal { name, key, payload } => {
            *name == signal.name && *key == signal.key && *payload == signal.payload.to_string()
        }
        LetterKind::Cancel => false,
    }
}

async fn is_cancelled(store: &dyn Store, run: RunKey) -> Result<bool, StoreError> {
    let ended = store.run(run).await?.is_none_or(|record| record.status.has_ended());
    let letters = store.letters(run, 0).await?;
    Ok(ended || letters.iter().any(|letter| letter.kind == LetterKind::Cancel))
}
