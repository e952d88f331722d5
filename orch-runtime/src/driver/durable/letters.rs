//! Letters: signals and cancellations that lie in the store until the run takes them.

use std::task::{Context, Poll};
use std::time::Duration;

use orch_blueprint::Blueprint;
use orch_core::store::{self, LetterKind, RunKey, StoreError};
use orch_core::{Apart, Ask, Failure, FailureKind, Mark};

use super::super::flow::AnyCall;
use super::super::{AnyEvent, Driver, Key, Left, Letter, Mailbox, Next, Went};
use super::Recording;
use crate::control::Control;
use crate::journal::{Journal, Lost};
use crate::known;

/// After how long a store that could not be read is asked again.
const ASKED_AGAIN: Duration = Duration::from_millis(200);

impl Driver {
    /// Takes a signal; its letter is taken with the event.
    pub(in crate::driver) fn deliver(&mut self, key: Key, letter: Letter) -> Went {
        let Letter { payload, number } = letter;
        if number.is_none() {
            return self.ask(key, Ask::Deliver(payload));
        }
        let (flow, engine) = (&self.flow, self.engine());
        let call = || flow.call(&key.0, key.1, &Ask::Deliver(payload), engine);
        match crate::engine::calmly(call) {
            Ok(AnyCall::Now(event)) => self.apply_recorded(event, number),
            Ok(AnyCall::Later(_)) => Err(Apart::new(self.broken("a signal was answered with a future"))),
            Err(said) => {
                let failure = crate::engine::panicked_at(&said, self.flow.view().path(&key.0, key.1));
                self.apply_recorded(AnyEvent::Mark(key.0, key.1, Mark::Failed(failure)), number)
            }
        }
    }

    /// Reads the letters that lie at the run.
    pub(super) fn poll_letters(&mut self, cx: &mut Context<'_>) -> Recording {
        let Some(mut recorder) = self.recorder.as_mut() else { return Recording::Free };
        if let Some(reason) = recorder.cancelled.take() {
            return Recording::Next(Next::Stop(Apart::new(Failure::new(FailureKind::Cancelled, reason))));
        }
        loop {
            // What comes while letters are being read is looked at afterwards.
            if recorder.reading.is_none()
                && recorder.look
                && let Some(run) = recorder.log().run()
            {
                recorder.look = false;
                let (journal, seen) = (recorder.log().journal().clone(), recorder.seen);
                recorder.reading = Some(Box::pin(read_letters(journal, run, seen)));
            }
            let Some(reading) = &mut recorder.reading else { return Recording::Free };
            let Poll::Ready(read) = reading.as_mut().poll(cx) else { return Recording::Free };
            recorder.reading = None;
            let letters = match read {
                Ok(letters) => letters,
                Err(error) => return Recording::Next(Next::Leave(Left::Lost(Lost::Store(error)))),
            };
            let again = recorder.look;
            self.put_letters(letters);
            let Some(still) = self.recorder.as_mut() else { return Recording::Free };
            if let Some(reason) = still.cancelled.take() {
                return Recording::Next(Next::Stop(Apart::new(Failure::new(FailureKind::Cancelled, reason))));
            }
            if !again {
                return Recording::Free;
            }
            recorder = still;
        }
    }

    /// Why the run shall end, if a letter said so.
    pub(in crate::driver) fn take_cancelled(&mut self) -> Option<Failure> {
        let reason = self.recorder.as_mut()?.cancelled.take()?;
        Some(Failure::new(FailureKind::Cancelled, reason))
    }

    /// Puts letters where they are waited for.
    pub(in crate::driver) fn put_letters(&mut self, letters: Vec<store::Letter>) {
        let Some(recorder) = &mut self.recorder else { return };
        recorder.seen = letters.last().map_or(recorder.seen, |letter| letter.number);
        let (control, blueprint) = (&self.close.engine.0.control, self.close.engine.0.blueprint);
        for letter in letters {
            if let Some(reason) = put(blueprint, control, &mut self.signals, letter) {
                recorder.cancelled.get_or_insert(reason);
            }
        }
    }
}

/// Reads the letters that lie at a run. A store that could not be read just now is asked again, unless it takes nothing more either.
async fn read_letters(journal: Journal, run: RunKey, seen: u64) -> Result<Vec<store::Letter>, StoreError> {
    loop {
        match journal.read(move |store| store.letters(run, seen)).await {
            Err(error @ (StoreError::Io(_) | StoreError::Full(_))) if journal.failure().is_none() => {
                tracing::warn!(%run, %error, "the letters to a run could not be read; they are asked for again");
                tokio::time::sleep(ASKED_AGAIN).await;
            }
            read => return read,
        }
    }
}

/// Puts a letter where it is waited for; a cancellation gives its reason.
fn put(
    blueprint: &'static Blueprint,
    control: &Control,
    signals: &mut Mailbox,
    letter: store::Letter,
) -> Option<String> {
    match letter.kind {
        LetterKind::Cancel => Some(letter.reason.unwrap_or_else(|| "cancelled".to_owned())),
        LetterKind::Signal { name, key, payload } => {
            let payload = serde_json::from_str(&payload).unwrap_or(serde_json::Value::Null);
            let arrived = Letter { payload, number: Some(letter.number) };
            if let Some(own) = known::own(blueprint, &name) {
                signals.put(own, key, arrived);
            } else if let Some(within) = known::within(blueprint, &name) {
                control.post.put(within, key, arrived);
            }
            None
        }
    }
}
