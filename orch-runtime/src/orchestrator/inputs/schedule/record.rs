//! What is kept of a schedule.

use std::collections::VecDeque;

use orch_core::store::{Refused, StoreError, Write};
use orch_core::{Durable, Timestamp};
use serde::{Deserialize, Serialize};

use super::Schedule;
use crate::orchestrator::InputError;

/// The decision on a tick is made once, by whoever writes it first; what was decided on waits here until it is submitted, which
/// any process may do and may repeat.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// All ticks up to this one were decided on.
    pub(super) tick: Timestamp,
    /// The last one whose run was submitted.
    pub(super) ran: Option<Timestamp>,
    /// Those that shall run and were not submitted yet, oldest first.
    pub(super) waiting: VecDeque<Timestamp>,
}

/// A record, and its text in the store.
pub(super) struct Known {
    pub(super) record: Record,
    text: Option<String>,
}

impl<P: Durable> Schedule<P> {
    fn fact(&self) -> String {
        format!("schedule:{}", self.name)
    }

    /// What is kept. A schedule without a record begins now.
    pub(super) async fn known(&self) -> Result<Known, StoreError> {
        let name = self.fact();
        let text = self.inner.journal.read(move |store| Box::pin(async move { store.fact(&name).await })).await?;
        let record = match &text {
            None => Record { tick: self.inner.clock.now(), ..Record::default() },
            Some(text) => serde_json::from_str(text).map_err(|error| {
                StoreError::Damaged(format!("the record of the schedule `{}` cannot be read: {error}", self.name))
            })?,
        };
        Ok(Known { record, text })
    }

    /// Keeps another record, unless somebody else has changed it; then gives `false`.
    pub(super) async fn keep(&self, known: &mut Known, record: Record) -> Result<bool, StoreError> {
        if known.text.is_some() && known.record == record {
            return Ok(true);
        }
        // Integers only: there is nothing in it that cannot be written.
        let text = serde_json::to_string(&record).unwrap_or_default();
        let write = Write::Fact { name: self.fact(), expect: Some(known.text.clone()), value: Some(text.clone()) };
        if let Err(Refused::Changed) = self.inner.journal.write(write).await? {
            return Ok(false);
        }
        *known = Known { record, text: Some(text) };
        Ok(true)
    }

    /// Writes down where the schedule begins, if nobody has.
    pub(super) async fn begin(&self) -> Result<(), InputError> {
        let mut known = self.known().await?;
        let record = known.record.clone();
        // Who was refused has found that another process was faster.
        self.keep(&mut known, record).await?;
        Ok(())
    }
}
