//! What is written to a store, and what comes of it.

use crate::Timestamp;

use super::{Entry, LetterKind, Pause, PauseOf, Process, RunKey, RunRecord, RunStatus, Waited};

/// One thing to write.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A process begins to use the store, or goes on: its lease lasts until then. Gives [`Written::Done`].
    Enter {
        /// Which.
        process: Process,
        /// Until when others must take it for alive.
        until: Timestamp,
    },
    /// A process ends in order: whatever it still owns may be taken by others, and no crash is counted.
    /// Gives [`Written::Done`].
    Leave {
        /// Which.
        process: Process,
    },
    /// A run is accepted, owned by `owner` from the start. Gives [`Written::Created`], or [`Written::Exists`] if there is a run
    /// of this pipeline and id.
    Create(Box<NewRun>),
    /// Takes runs that nobody alive drives. Gives [`Written::Claimed`].
    Claim(Box<Claim>),
    /// Events of a run that the writer drives. Gives [`Written::Done`].
    Append(Box<Append>),
    /// A letter to a run. Gives [`Written::Posted`].
    Post(Box<NewLetter>),
    /// Something shall not start for a while. A second pause of the same thing takes the place of the first.
    /// Gives [`Written::Done`].
    Pause(Pause),
    /// It may start again. Gives [`Written::Done`], also if it was not paused.
    Resume {
        /// What kind of thing.
        of: PauseOf,
        /// Its name.
        name: String,
    },
    /// A small durable fact by name takes the place of what was there before; `None` removes it. Gives [`Written::Done`].
    /// If `expect` is given and not what is there, it is refused with [`Refused::Changed`].
    Fact {
        /// Its name.
        name: String,
        /// What must be there.
        expect: Option<Option<String>>,
        /// What shall be there.
        value: Option<String>,
    },
    /// Removes runs that ended before a time, with all that belongs to them; their ids are free again. At most `limit`, oldest
    /// number first. Gives [`Written::Removed`].
    Prune {
        /// Only those of this pipeline.
        pipeline: Option<String>,
        /// Only those that ended so.
        status: Vec<RunStatus>,
        /// Those that ended before this.
        before: Timestamp,
        /// At most so many.
        limit: u32,
    },
    /// Replaces the payloads of a run that has ended, and of its letters, by tombstones. Gives [`Written::Done`].
    Erase {
        /// Which.
        run: RunKey,
    },
}

/// A run to be accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRun {
    /// The name of its pipeline.
    pub pipeline: String,
    /// Its id.
    pub id: String,
    /// The id under which the outer world knows what it belongs to.
    pub correlation: String,
    /// The fingerprint of the pipeline.
    pub fingerprint: String,
    /// Who drives it; nobody yet if none.
    pub owner: Option<Process>,
    /// When it was accepted.
    pub created: Timestamp,
    /// Its first events: that it started, with its input.
    pub events: Vec<Entry>,
}

/// Takes runs that nobody alive drives: those without an owner, and those whose owner has left, let its lease run out, or is
/// known to be dead.
///
/// A run that is taken from a process that did not leave in order has [`RunRecord::crashes`] raised by one.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Who takes them.
    pub process: Process,
    /// What time it is: leases that last until now or less have run out.
    pub now: Timestamp,
    /// Which.
    pub of: ClaimOf,
    /// At most so many.
    pub limit: u32,
}

/// Which runs to take.
#[derive(Debug, Clone, PartialEq)]
pub enum ClaimOf {
    /// Of these pipelines, those that should be driven: running ones, and parked ones whose time to be woken has come or that
    /// have letters they have not seen. Ascending by number, from `after` on.
    Pipelines {
        /// Names.
        names: Vec<String>,
        /// Only higher numbers.
        after: Option<RunKey>,
        /// Not these, ascending: runs that are left to others.
        except: Vec<RunKey>,
    },
    /// This one, whatever it waits for, unless it has ended.
    Run(RunKey),
}

/// A run that was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// The run, with its new token.
    pub record: RunRecord,
    /// Whether its last owner died over it.
    pub crashed: bool,
}

/// Events of one run, and what becomes of the run with them.
#[derive(Debug, Clone, PartialEq)]
pub struct Append {
    /// The run.
    pub run: RunKey,
    /// The fencing token with which the writer claimed it.
    pub token: u64,
    /// The events, numbered from the last one on without a gap.
    pub events: Vec<Entry>,
    /// What becomes of the run.
    pub then: Then,
}

/// What becomes of a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    /// It goes on.
    GoOn,
    /// It goes on and has moved since the process before died over it: crashes are counted anew.
    Moved,
    /// It goes on under another build of its pipeline.
    Adopt {
        /// The fingerprint of that.
        fingerprint: String,
    },
    /// It begins anew with the last of the events, which says that it started: that is its [`RunRecord::origin`] from now on.
    Restart,
    /// It waits, and nobody drives it any more. Refused with [`Refused::Mail`] if there is a letter with a higher number than
    /// `seen` that it has not taken.
    Park {
        /// When it wants to be woken, at the latest.
        wake: Option<Timestamp>,
        /// What it waits for.
        waits: Vec<Waited>,
        /// The last letter that it has looked at; 0 if none.
        seen: u64,
        /// Since when it waits.
        time: Timestamp,
        /// How long it has worked in all, in microseconds.
        worked_micros: u64,
    },
    /// It is handed back in order, and whoever wants may take it.
    Release {
        /// How long it has worked in all, in microseconds.
        worked_micros: u64,
    },
    /// It is over.
    End {
        /// How.
        status: RunStatus,
        /// How it failed, as JSON.
        failure: Option<String>,
        /// When.
        time: Timestamp,
        /// How long it has worked in all, in microseconds.
        worked_micros: u64,
    },
}

/// A letter to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLetter {
    /// To whom.
    pub to: Recipient,
    /// What it is.
    pub kind: LetterKind,
    /// Who sends it.
    pub sender: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub time: Timestamp,
    /// How many letters may lie untaken at the run; one more is [`Refused::MailboxFull`].
    pub limit: u32,
}

/// To whom a letter goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// To the run of this number.
    Run(RunKey),
    /// To the run of this pipeline and id.
    Named {
        /// The pipeline.
        pipeline: String,
        /// The id.
        id: String,
    },
}

/// What a write came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// It is done.
    Done,
    /// The run was accepted.
    Created {
        /// Its number.
        run: RunKey,
        /// Its owner's fencing token.
        token: u64,
    },
    /// There is such a run already.
    Exists {
        /// It.
        record: Box<RunRecord>,
        /// Its first event, which holds its input; none if it was erased or pruned.
        input: Option<Entry>,
    },
    /// These were taken, ascending by number.
    Claimed(Vec<Claimed>),
    /// The letter lies at the run.
    Posted {
        /// Its number.
        number: u64,
        /// The run.
        run: RunKey,
        /// Who drives the run.
        owner: Option<Process>,
    },
    /// So many runs were removed.
    Removed(u32),
}

/// Why a write was refused. Nothing of it was written then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Somebody else has claimed the run since.
    #[error("run {run} was taken over by another process, so nothing more of it can be recorded here")]
    Fenced {
        /// Which.
        run: RunKey,
    },
    /// There is no such run.
    #[error("there is no such run")]
    NoRun,
    /// The run has ended.
    #[error("the run has ended")]
    Ended,
    /// The run has not ended.
    #[error("the run has not ended")]
    NotEnded,
    /// There is a letter that the run has not looked at.
    #[error("there is a letter that the run has not looked at")]
    Mail,
    /// Too many letters lie at the run.
    #[error("{limit} letters lie at the run already, and it takes none")]
    MailboxFull {
        /// How many may.
        limit: u32,
    },
    /// The events do not follow on the last one.
    #[error("event {found} of run {run} does not follow on event {last}")]
    Gap {
        /// The run.
        run: RunKey,
        /// The number of the first one.
        found: u64,
        /// The number of the last one that is there.
        last: u64,
    },
    /// The fact is not what was expected.
    #[error("somebody else has changed it")]
    Changed,
}
