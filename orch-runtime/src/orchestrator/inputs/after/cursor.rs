//! Which ends a link has dealt with.

use std::collections::BTreeSet;

use orch_core::Durable;
use orch_core::store::{RunFilter, RunKey, StoreError, Write};
use serde::{Deserialize, Serialize};

use super::After;
use crate::orchestrator::{Inner, InputError};

/// All runs up to `high` were dealt with, but those in `open`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Cursor {
    pub(super) high: i64,
    pub(super) open: BTreeSet<RunKey>,
}

impl Cursor {
    pub(super) fn read(name: &str, text: &str) -> Result<Cursor, StoreError> {
        serde_json::from_str(text)
            .map_err(|error| StoreError::Damaged(format!("the record of the input `{name}` cannot be read: {error}")))
    }

    /// Integers only: there is nothing in it that cannot be written.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<A: Durable, B: Durable> After<A, B> {
    pub(super) fn fact(&self) -> String {
        format!("after:{}", self.name)
    }

    pub(super) async fn recorded(&self) -> Result<Option<String>, StoreError> {
        let name = self.fact();
        self.inner.journal.read(move |store| Box::pin(async move { store.fact(&name).await })).await
    }

    /// Writes down where the link begins, if nobody has.
    pub(super) async fn begin(&self) -> Result<(), InputError> {
        if let Some(recorded) = self.recorded().await? {
            Cursor::read(&self.name, &recorded)?;
            return Ok(());
        }
        let cursor = if self.all { Cursor::default() } else { now(&self.inner, A::blueprint().name).await? };
        let write = Write::Fact { name: self.fact(), expect: Some(None), value: Some(cursor.text()) };
        // Who was refused has found that another process was faster.
        let _ = self.inner.journal.write(write).await?;
        Ok(())
    }
}

/// A cursor for which everything has ended that has ended now.
async fn now(inner: &Inner, pipeline: &'static str) -> Result<Cursor, StoreError> {
    let mut cursor = Cursor::default();
    let mut filter = RunFilter { pipeline: Some(pipeline.to_owned()), ..RunFilter::default() };
    loop {
        let asked = filter.clone();
        let page = inner.journal.read(move |store| Box::pin(async move { store.runs(&asked).await })).await?;
        cursor.open.extend(page.iter().filter(|run| !run.status.has_ended()).map(|run| run.run));
        let Some(last) = page.last() else { return Ok(cursor) };
        cursor.high = last.run.0;
        filter.after = Some(last.run);
    }
}
