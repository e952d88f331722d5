//! Many cases, each from a seed and its number.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::check::{Came, Depth, check};
use crate::doors::Case;
use crate::{corpus, mutate, reduce};

/// A macro runs on a compiler's thread, which has 8 MiB, and in a debug build, whose frames are several times as large
/// as those of a release build.
const STACK: usize = if cfg!(debug_assertions) { 8 << 20 } else { 2 << 20 };

/// One case in so many is looked at fully.
const FULLY: u64 = 16;

/// An input of this size takes less than a hundredth of this.
const LONGEST: Duration = Duration::from_secs(5);

/// Findings are shown up to this many kinds.
const SHOWN: usize = 12;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many cases.
    pub cases: u64,
    /// Of all of them.
    pub seed: u64,
    /// The number of the first one.
    pub from: u64,
}

/// What came of a campaign.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many cases there were.
    pub cases: u64,
    /// How many were taken.
    pub taken: u64,
    /// How many were refused.
    pub refused: u64,
    /// How many no compiler would have lexed.
    pub no_tokens: u64,
    /// How many broke a rule.
    pub findings: u64,
    /// The slowest, with its number.
    pub slowest: (Duration, u64),
    /// The first finding of each kind, with its number.
    pub kinds: BTreeMap<String, (u64, Case)>,
}

/// `--cases N --seed S --from K`: runs it, and shows what was found.
///
/// # Errors
/// If anything was found, or the words are not these.
pub fn run(words: &[String]) -> Result<(), String> {
    let wanted = wanted(words)?;
    let began = Instant::now();
    let tally = on_a_macros_stack(move || campaign(wanted))?;
    for (kind, (number, case)) in tally.kinds.iter().take(SHOWN) {
        let Case { door, attribute, item } = reduce_on_its_stack(case);
        println!("case {number}: {kind}\n  {door:?}\n  attribute: {attribute}\n  item: {item}\n");
    }
    let Tally { cases, taken, refused, no_tokens, findings, slowest, .. } = tally;
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "cases={cases} seed={} taken={taken} refused={refused} not-lexed={no_tokens} findings={findings} \
         slowest={slowest:.1?} (case {}) in {seconds:.0} s: {:.0} a second",
        wanted.seed,
        slowest.1,
        cases as f64 / seconds,
        slowest = slowest.0,
    );
    match findings {
        0 => Ok(()),
        _ => Err("keep each finding in fuzz/tests/fuzz.rs, then mend it".to_owned()),
    }
}

fn wanted(words: &[String]) -> Result<Wanted, String> {
    let mut wanted = Wanted { cases: 100_000, seed: 1, from: 0 };
    for pair in words.chunks(2) {
        let [field, number] = pair else { return Err("usage: --cases N --seed S --from K".to_owned()) };
        let number = number.parse().map_err(|_| format!("`{number}` is no number"))?;
        match field.as_str() {
            "--cases" => wanted.cases = number,
            "--seed" => wanted.seed = number,
            "--from" => wanted.from = number,
            other => return Err(format!("`{other}` is none of --cases, --seed and --from")),
        }
    }
    Ok(wanted)
}

/// Runs cases on a thread with the stack of a macro.
///
/// # Errors
/// If the corpus cannot be read.
pub fn on_a_macros_stack<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work).map_err(|error| error.to_string())?;
    thread.join().map_err(|_| "the campaign itself panicked".to_owned())?
}

fn reduce_on_its_stack(case: &Case) -> Case {
    let own = case.clone();
    on_a_macros_stack(move || Ok(reduce::reduce(&own))).unwrap_or_else(|_| case.clone())
}

/// All cases, one after another.
///
/// # Errors
/// If the corpus cannot be read.
pub fn campaign(wanted: Wanted) -> Result<Tally, String> {
    let (corpus, snippets) = (corpus::of_repository().map_err(|error| error.to_string())?, mutate::snippets());
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut tally = Tally::default();
    for number in wanted.from..wanted.from + wanted.cases {
        let case = mutate::case(&corpus, &snippets, wanted.seed, number);
        let depth = if number.is_multiple_of(FULLY) { Depth::Full } else { Depth::Quick };
        let began = Instant::now();
        let came = check(&case, depth);
        tally.note(number, case, came, began.elapsed());
        if number % 500_000 == 499_999 {
            eprintln!("{} cases, {} findings", number + 1 - wanted.from, tally.findings);
        }
    }
    std::panic::set_hook(quiet);
    Ok(tally)
}

impl Tally {
    fn note(&mut self, number: u64, case: Case, came: Result<Came, String>, took: Duration) {
        self.cases += 1;
        self.slowest = self.slowest.max((took, number));
        let came = match took > LONGEST {
            true => Err(format!("it takes {took:?}")),
            false => came,
        };
        match came {
            Ok(Came::Taken) => self.taken += 1,
            Ok(Came::Refused) => self.refused += 1,
            Ok(Came::NoTokens) => self.no_tokens += 1,
            Err(what) => {
                self.findings += 1;
                let kind = what.chars().take(90).collect();
                self.kinds.entry(kind).or_insert((number, case));
            }
        }
    }
}
