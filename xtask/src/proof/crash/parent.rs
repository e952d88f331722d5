//! Who kills, looks, and judges.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crash_mix::cases::{Case, Outcome, undisturbed};
use crash_mix::check::{Seen, Verdict, verify};
use crash_mix::journal::{self, Journal, Snapshot};
use crash_mix::session::{Ack, is_there};
use crash_mix::witness::{Book, Line};
use orch::SqliteStore;
use orch::store::{Kind, LetterKind, NewLetter, Recipient, Store, Write};

use super::child::{cases, is_sent_by_another};
use super::place::Place;

/// How long runs may take when nobody kills their process.
const PATIENCE: Duration = Duration::from_secs(30);

/// The shortest and the longest life of a process, in milliseconds.
const LIFE: (u64, u64) = (5, 120);

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What is known at the end.
#[derive(Default)]
pub(super) struct Told {
    pub(super) kills: u64,
    pub(super) stores: u64,
    pub(super) runs: usize,
    pub(super) calls: usize,
    pub(super) acks: usize,
    pub(super) unknown: usize,
    pub(super) verdict: Verdict,
}

pub(super) fn run(kills: u64, seed: u64) -> Result<Told> {
    let mut told = Told::default();
    let mut dice = Dice(seed);
    while told.kills < kills && told.verdict.is_good() {
        let store = seed.wrapping_mul(1000) + told.stores;
        Cycle::new(store, &mut dice)?.run(kills, &mut told)?;
        told.stores += 1;
    }
    Ok(told)
}

/// One store, from its first process to the end of its last run.
struct Cycle<'a> {
    _home: tempfile::TempDir,
    place: Place,
    seed: u64,
    cases: Vec<Case>,
    dice: &'a mut Dice,
    snapshots: Vec<Snapshot>,
}

impl Cycle<'_> {
    fn new(seed: u64, dice: &mut Dice) -> Result<Cycle<'_>> {
        let home = tempfile::tempdir()?;
        let place = Place::new(home.path());
        Ok(Cycle { _home: home, place, seed, cases: cases(seed), dice, snapshots: Vec::new() })
    }

    fn run(mut self, kills: u64, told: &mut Told) -> Result<()> {
        loop {
            let wanted = told.kills < kills;
            let ended = self.live(wanted)?;
            self.look()?;
            match (ended, wanted) {
                (true, _) => break,
                (false, true) => told.kills += 1,
                (false, false) => {
                    told.verdict.lost.push(format!("runs of store {} did not end within {PATIENCE:?}", self.seed));
                    break;
                }
            }
        }
        self.judge(told)
    }

    /// One process. `true` if it brought all runs to their ends; otherwise it was killed.
    fn live(&mut self, is_killed: bool) -> Result<bool> {
        let mut child = self.start()?;
        let life = match is_killed {
            true => Duration::from_millis(LIFE.0 + self.dice.roll(LIFE.1 - LIFE.0)),
            false => PATIENCE,
        };
        let until = Instant::now() + life;
        // Now and then another process writes to the same store while this one lives.
        let sends = !is_killed || self.dice.roll(3) == 0;
        let mut sent = !sends;
        loop {
            if let Some(status) = child.try_wait()? {
                return if status.success() {
                    Ok(true)
                } else {
                    Err(format!("the process itself failed: {status}").into())
                };
            }
            if Instant::now() >= until {
                child.kill()?;
                child.wait()?;
                return Ok(false);
            }
            if !sent && Instant::now() + life / 2 >= until {
                sent = self.send()? || is_killed;
            }
            std::thread::sleep(Duration::from_micros(500));
        }
    }

    fn start(&self) -> Result<Child> {
        let program = std::env::current_exe()?;
        let mut command = Command::new(program);
        command.arg("crash-child").arg(self.place.directory()).arg(self.seed.to_string());
        Ok(command.spawn()?)
    }

    /// Sends signals to the runs that wait for those of another process. `false` if some are not there yet.
    fn send(&self) -> Result<bool> {
        if !self.place.store().exists() {
            return Ok(false);
        }
        let store = SqliteStore::open(self.place.store())?;
        let book = Book::open(&self.place.acks())?;
        let mut all = true;
        for case in self.cases.iter().filter(|case| is_sent_by_another(case, self.seed)) {
            all &= now(post(&store, case, &book))?;
        }
        Ok(all)
    }

    /// Reads what is on disk, in a copy: whether the next process or this one repairs the log must make no difference.
    fn look(&mut self) -> Result<()> {
        let scratch = tempfile::tempdir()?;
        let mut runs = Vec::new();
        if self.place.store().exists() {
            let store = SqliteStore::open(self.place.copy_store(scratch.path())?)?;
            runs = now(journal::read(&store))?;
        }
        let lines = Book::read::<Line>(&self.place.calls())?.len();
        let acks = Book::read::<Ack>(&self.place.acks())?.len();
        self.snapshots.push(Snapshot { lines, acks, runs });
        Ok(())
    }

    fn judge(self, told: &mut Told) -> Result<()> {
        let expected: BTreeMap<String, Outcome> =
            self.cases.iter().map(|case| (case.id.clone(), undisturbed(case))).collect();
        let lines = Book::read::<Line>(&self.place.calls())?;
        let acks = Book::read::<Ack>(&self.place.acks())?;
        let outcomes = super::super::outcomes(&self.place.store(), &self.cases)?;
        let (cases, snapshots) = (&self.cases, &self.snapshots);
        told.verdict.add(verify(&Seen {
            cases,
            expected: &expected,
            outcomes: &outcomes,
            lines: &lines,
            acks: &acks,
            snapshots,
        }));
        told.runs += self.cases.len();
        told.calls += lines.iter().filter(|line| !line.ends).count();
        told.acks += acks.len();
        told.unknown += snapshots.last().map_or(0, |last| last.runs.iter().map(unknown).sum());
        if !told.verdict.is_good() {
            eprintln!("what was seen is kept in {}", keep(self.place.directory())?.display());
        }
        Ok(())
    }
}

/// Moves the files of a cycle that went wrong to where they outlive this process.
fn keep(directory: &Path) -> Result<std::path::PathBuf> {
    let kept = tempfile::tempdir()?.keep();
    for file in std::fs::read_dir(directory)?.flatten().filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), kept.join(file.file_name()))?;
    }
    Ok(kept)
}

/// How many stages of a run ended unknown.
fn unknown(journal: &Journal) -> usize {
    let failed = journal.entries.iter().filter(|entry| entry.kind == Kind::Failed);
    failed.filter(|entry| entry.payload.as_deref().is_some_and(|payload| payload.contains("\"unknown\":true"))).count()
}

async fn post(store: &SqliteStore, case: &Case, book: &Book) -> std::result::Result<bool, orch::store::StoreError> {
    let Some(run) = store.find(case.pipeline, &case.id).await? else { return Ok(false) };
    for signal in &case.letters {
        if !is_there(store, run.run, signal).await? {
            let (name, key) = (signal.name.clone(), signal.key.clone());
            let kind = LetterKind::Signal { name, key, payload: signal.payload.to_string() };
            let (to, time) = (Recipient::Run(run.run), run.created);
            let letter = NewLetter { to, kind, sender: Some("another".to_owned()), reason: None, time, limit: 1000 };
            if store.commit(vec![Write::Post(Box::new(letter))]).await?.iter().any(|answer| answer.is_err()) {
                continue;
            }
        }
        book.add(&Ack::Signalled(case.id.clone(), signal.clone()));
    }
    Ok(true)
}

/// The futures of the store do their work when they are polled.
fn now<T>(future: impl Future<Output = std::result::Result<T, orch::store::StoreError>>) -> Result<T> {
    Ok(crash_mix::cases::awake(future)?)
}

/// Chances from a seed: splitmix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides.max(1)
    }
}
