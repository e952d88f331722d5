//! A file that was cut or in which a bit has flipped is refused, or gives what was written, or a beginning of it: never anything
//! else, never a panic. A sample here; `cargo xtask corrupt` does the whole (`ORCH_FLIPS`, `ORCH_STRIDE`).

mod kit;

use std::fs;
use std::path::{Path, PathBuf};

use kit::{append, create, end, enter, event, process, ready, start, write};
use orch_core::Timestamp;
use orch_core::store::{
    Append, Claim, ClaimOf, Entry, Letter, LetterKind, NewLetter, Recipient, RunFilter, RunKey, Store, StoreError,
    Then, Write,
};
use orch_sqlite::SqliteStore;

/// What a store says of all its runs: what never changes of each, its events, its letters.
type Told = Vec<((RunKey, String, String), Vec<Entry>, Vec<Letter>)>;

fn tell(store: &SqliteStore) -> Result<Told, StoreError> {
    let mut told = Vec::new();
    for run in ready(store.runs(&RunFilter::default()))? {
        let (events, letters) = (ready(store.events(run.run, 0, u32::MAX))?, ready(store.letters(run.run, 0))?);
        told.push(((run.run, run.pipeline, run.id), events, letters));
    }
    Ok(told)
}

/// Opens a file as a process does that takes its runs up.
fn recover(path: &Path) -> Result<Told, StoreError> {
    let store = SqliteStore::open(path)?;
    let told = tell(&store)?;
    let of = ClaimOf::Pipelines { names: vec!["Flow".to_owned()], after: None, except: Vec::new() };
    let claim = Claim { process: process("z"), now: Timestamp::from_micros(i64::MAX), of, limit: 1000 };
    ready(store.commit(vec![Write::Claim(Box::new(claim))]))?;
    Ok(told)
}

/// A file with its log, what it says, and what it said after each commit.
struct Sample {
    home: tempfile::TempDir,
    file: Vec<u8>,
    log: Vec<u8>,
    history: Vec<Told>,
}

fn sample(closed: bool) -> Sample {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.db");
    let store = SqliteStore::open(&path).unwrap();
    let mut history = vec![Told::new()];
    enter(&store, "a", 0);
    for number in 0..12 {
        let run = create(&store, &format!("run-{number}"), "a");
        history.push(tell(&store).unwrap());
        for seq in 0..12 {
            write(&store, append(run, seq));
            history.push(tell(&store).unwrap());
        }
        for seq in (12..24).step_by(2) {
            let events = vec![event(run.0, seq), start(run.0, seq + 1)];
            let then = Then::GoOn;
            write(&store, Write::Append(Box::new(Append { run: run.0, token: run.1, events, then })));
            history.push(tell(&store).unwrap());
        }
        post(&store, run.0, number);
        history.push(tell(&store).unwrap());
        if number % 2 == 0 {
            write(&store, end(run));
        }
    }
    let read = |end: &str| fs::read(format!("{}{end}", path.display())).unwrap_or_default();
    if closed {
        drop(store);
        return Sample { file: read(""), log: Vec::new(), history, home };
    }
    let (file, log) = (read(""), read("-wal"));
    drop(store);
    Sample { home, file, log, history }
}

fn post(store: &SqliteStore, run: RunKey, number: u64) {
    let kind = LetterKind::Signal { name: "go".to_owned(), key: None, payload: number.to_string() };
    let (to, time) = (Recipient::Run(run), Timestamp::from_micros(7));
    let letter = NewLetter { to, kind, sender: Some("ann".to_owned()), reason: None, time, limit: 100 };
    write(store, Write::Post(Box::new(letter)));
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    whole: u64,
    beginning: u64,
    refused: u64,
}

impl Sample {
    /// Opens what is left of the file. It says the whole, a beginning, or why not.
    fn judge(&self, file: &[u8], log: &[u8], counts: &mut Counts, what: &str) {
        let path = self.home.path().join("b.db");
        let beside = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
        let _ = fs::remove_dir_all(beside(".processes"));
        let _ = fs::remove_file(beside("-shm"));
        fs::write(&path, file).unwrap();
        match log.is_empty() {
            true => drop(fs::remove_file(beside("-wal"))),
            false => fs::write(beside("-wal"), log).unwrap(),
        }
        match recover(&path) {
            Err(_) => counts.refused += 1,
            Ok(told) if Some(&told) == self.history.last() => counts.whole += 1,
            Ok(told) if self.history.contains(&told) => counts.beginning += 1,
            Ok(told) => panic!("{what}: it says what it never said: {} runs", told.len()),
        }
    }
}

fn given(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// splitmix64.
fn dice(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[test]
fn a_file_that_was_cut_says_nothing_wrong() {
    let (closed, mut counts) = (sample(true), Counts::default());
    for length in (0..closed.file.len()).step_by(given("ORCH_STRIDE", 509) as usize) {
        closed.judge(&closed.file[..length], &[], &mut counts, &format!("cut to {length}"));
    }
    println!("truncations: file of {} bytes {counts:?}", closed.file.len());
}

/// The log of a store that is open is long: its last 64 KiB.
#[test]
fn a_log_that_was_cut_says_nothing_wrong() {
    let (open, mut counts) = (sample(false), Counts::default());
    let tail = open.log.len().saturating_sub(64 << 10);
    for length in (tail..open.log.len()).step_by(given("ORCH_STRIDE", 509) as usize) {
        open.judge(&open.file, &open.log[..length], &mut counts, &format!("log cut to {length}"));
    }
    println!("truncations: log of {} bytes {counts:?}", open.log.len());
}

#[test]
fn a_file_with_a_flipped_bit_says_nothing_wrong() {
    let (mut state, mut counts) = (given("ORCH_SEED", 1), Counts::default());
    let (closed, open) = (sample(true), sample(false));
    for number in 0..given("ORCH_FLIPS", 300) {
        let mut flip = |bytes: &[u8]| {
            let bit = dice(&mut state) % (bytes.len() as u64 * 8);
            let mut bytes = bytes.to_vec();
            bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
            (bytes, bit)
        };
        if number % 2 == 0 {
            let (file, bit) = flip(&closed.file);
            closed.judge(&file, &[], &mut counts, &format!("bit {bit} of the file"));
        } else {
            let (log, bit) = flip(&open.log);
            open.judge(&open.file, &log, &mut counts, &format!("bit {bit} of the log"));
        }
    }
    println!("flips: {counts:?}");
}
