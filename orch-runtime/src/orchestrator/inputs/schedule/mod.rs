//! Runs at times that a cron expression tells.

mod record;
mod work;

use std::sync::Arc;
use std::time::Duration;

use orch_core::{Durable, Timestamp};

use super::cron::Cron;
use super::{FeedError, Input, InputError, OnError, Place};
use crate::launch::Launch;
use crate::orchestrator::{Inner, Orchestrator};

/// How late a tick may be and still be on time, unless said otherwise.
const LATE: Duration = Duration::from_secs(60);

/// One time at which a schedule submits a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    name: Arc<str>,
    time: Timestamp,
    local: String,
}

impl Tick {
    /// The name of the schedule.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When it was due, however late it is now.
    pub fn time(&self) -> Timestamp {
        self.time
    }

    /// The same in the time zone of the schedule, as RFC 9557 writes it: `2026-03-29T02:30:00+01:00[Europe/Berlin]`. Crates for
    /// times read it.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The day of that: `2026-03-29`.
    pub fn date(&self) -> &str {
        self.local.split('T').next().unwrap_or_default()
    }
}

/// What becomes of ticks that nobody was there for: while no process had the schedule, or the machine slept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Missed {
    /// Nothing. The default, as with cron.
    #[default]
    Skip,
    /// The last one is made up for.
    Once,
    /// They are made up for, oldest first.
    All {
        /// Only the last so many.
        at_most: u32,
    },
}

/// What becomes of a tick while the run of the tick before is still going, parked or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overlap {
    /// Both go on. The default.
    #[default]
    Allow,
    /// The tick is left out.
    Skip,
    /// The tick waits until that run has ended. At most 100 ticks wait; what comes then is left out.
    Queue,
    /// That run is cancelled.
    Cancel,
}

/// What a schedule has done so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticked {
    /// Runs that were submitted.
    pub submitted: u64,
    /// Ticks whose run was there already: another process was faster, or one died in between.
    pub repeated: u64,
    /// Ticks that were left out because of the run before.
    pub skipped: u64,
    /// Ticks that nobody was there for and that are not made up for. At most 1,000 are counted at a time.
    pub missed: u64,
    /// Ticks whose run could not be submitted.
    pub failed: u64,
    /// The first 16 of those, and why.
    pub errors: Vec<FeedError>,
    /// How many ticks wait for the end of the run before.
    pub waiting: u64,
    /// When the next tick comes.
    pub next: Option<Timestamp>,
}

/// What runs at a tick.
type Work<P> = Box<dyn Fn(Tick) -> Launch<P> + Send + Sync>;

/// A schedule about to be started. Made by [`Orchestrator::schedule`].
#[must_use = "nothing is submitted before `.start().await`"]
pub struct Schedule<P: Durable> {
    inner: Arc<Inner>,
    name: Arc<str>,
    expression: String,
    work: Work<P>,
    missed: Missed,
    overlap: Overlap,
    late: Duration,
    on_error: Option<OnError>,
}

impl Orchestrator {
    /// Submits a run at each time that a cron expression tells: `minute hour day month weekday zone`, for example
    /// `0 2 * * MON-FRI Europe/Berlin`. Lists, ranges, steps, names of days and months, `L`, `W` and `#` are those of
    /// [cronexpr](https://docs.rs/cronexpr); the zone is one of the IANA database, which the system must have.
    ///
    /// The run of a tick has the id `name@time`, with the time in UTC, and is submitted once: after restarts, in several
    /// processes with the same schedule, and when the clock is set back. What the closure gives must follow from the tick alone.
    /// The last tick is kept in the store under the name; from the first start on, the schedule goes on where it stopped, also
    /// with another expression.
    ///
    /// # When clocks change
    /// With fixed hours (`30 2 * * *`), a time that clocks pass over comes in the moment in which they do, once; one that comes
    /// twice counts the first time. So a nightly run is nightly. If the hours begin with `*` (`*/15 * * * *`), every such time
    /// that really passes counts: none in the hour that is left out, and both in the one that is repeated.
    ///
    /// ```text
    /// let nightly = orchestrator
    ///     .schedule("nightly", "0 2 * * * Europe/Berlin", |tick| Report(tick.date().to_owned()))
    ///     .missed(Missed::Once)
    ///     .overlap(Overlap::Skip)
    ///     .start()
    ///     .await?;
    /// ```
    ///
    /// Needs the feature `schedule`.
    pub fn schedule<P, F>(&self, name: impl Into<Arc<str>>, expression: impl Into<String>, work: F) -> Schedule<P>
    where
        P: Durable,
        F: Fn(Tick) -> Launch<P> + Send + Sync + 'static,
    {
        Schedule {
            inner: Arc::clone(&self.inner),
            name: name.into(),
            expression: expression.into(),
            work: Box::new(work),
            missed: Missed::default(),
            overlap: Overlap::default(),
            late: LATE,
            on_error: None,
        }
    }
}

impl<P: Durable> Schedule<P> {
    /// What becomes of ticks that nobody was there for. Nothing unless said otherwise.
    pub fn missed(mut self, missed: Missed) -> Self {
        self.missed = missed;
        self
    }

    /// What becomes of a tick while the run of the tick before is still going. Both go on unless said otherwise.
    pub fn overlap(mut self, overlap: Overlap) -> Self {
        self.overlap = overlap;
        self
    }

    /// How late a tick may be seen and still be on time; later, it was missed. 1 min unless said otherwise, so that a restart
    /// misses nothing.
    pub fn late(mut self, late: Duration) -> Self {
        self.late = late;
        self
    }

    /// Hears of each tick whose run could not be submitted. By default it is written to the log as a warning.
    pub fn on_error(mut self, hear: impl Fn(&FeedError) + Send + Sync + 'static) -> Self {
        self.on_error = Some(Box::new(hear));
        self
    }

    /// Starts it, as a task of its own.
    ///
    /// # Errors
    /// If the expression cannot be read or tells no time within four years, the pipeline is not registered, the name cannot be
    /// one or is taken, or the store fails.
    ///
    /// # Panics
    /// Outside of a tokio runtime with time enabled.
    pub async fn start(self) -> Result<Input<Ticked>, InputError> {
        let wrong = |why: String| InputError::Cron { name: self.name.as_ref().to_owned(), why };
        let cron = Cron::parse(&self.expression).map_err(wrong)?;
        if cron.next(self.inner.clock.now()).is_none() {
            return Err(wrong(format!("{}\nno such time comes within four years", self.expression)));
        }
        let pipeline = P::blueprint().name;
        self.inner.version::<P>().ok_or(InputError::NotRegistered(pipeline))?;
        let place = Place::take(&self.inner, Some(&self.name))?;
        let ends = self.inner.inputs.ends.subscribe();
        self.begin().await?;
        Ok(place.run(Ticked::default(), |running| self.run(cron, running, ends)))
    }
}
