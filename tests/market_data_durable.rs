//! The example `market_data --db`: killed at any time and started again, it ends with what an undisturbed run gives.
#![allow(missing_docs, reason = "a test has no users")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// How many bars of the data are enough.
const BARS: usize = 400;

/// The program, built if it is not there or older than its sources.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = std::env::current_exe().expect("a path");
        let profile = test.parent().and_then(Path::parent).expect("target/<profile>/deps");
        let release = profile.ends_with("release").then_some("--release");
        let mut cargo = Command::new(env!("CARGO"));
        let built = cargo.args(["build", "--quiet", "--example", "market_data"]).args(release).status();
        assert!(built.expect("cargo runs").success());
        profile.join("examples").join(format!("market_data{}", std::env::consts::EXE_SUFFIX))
    })
}

/// The files of one test, in a folder of their own.
struct Files {
    folder: PathBuf,
}

impl Files {
    fn new(name: &str) -> Files {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("market_data_durable").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sp500-2000.csv");
        let data = fs::read_to_string(data).expect("the data");
        let some: String = data.split_inclusive('\n').take(BARS + 1).collect();
        fs::write(folder.join("bars.csv"), some).expect("written");
        Files { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().expect("text").to_owned()
    }

    /// The program on these files; `out` is where its records go.
    fn program(&self, out: &str, arguments: &[&str]) -> Command {
        let mut program = Command::new(program());
        program.args(["--input", &self.path("bars.csv"), "--out", &self.path(out)]).args(arguments);
        program.stdout(Stdio::piped()).stderr(Stdio::piped());
        program
    }

    /// The same with runs in a file.
    fn durable(&self, arguments: &[&str]) -> Command {
        let mut program = self.program("durable.jsonl", &["--db", &self.path("days.db")]);
        program.args(arguments);
        program
    }

    /// The records, in the order of their dates, with which each begins.
    fn records(&self, out: &str) -> Vec<String> {
        let text = fs::read_to_string(self.path(out)).unwrap_or_default();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    }

    /// What the runs in memory give.
    fn expected(&self) -> Vec<String> {
        let ran = ended(self.program("memory.jsonl", &[]));
        assert_eq!(ran.code, Some(0), "{}", ran.said);
        self.records("memory.jsonl")
    }
}

/// How a run of the program ended.
struct Ran {
    code: Option<i32>,
    said: String,
}

fn ended(mut program: Command) -> Ran {
    wait(program.spawn().expect("the program runs"))
}

fn wait(mut child: Child) -> Ran {
    let mut said = String::new();
    let (mut out, mut err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    out.read_to_string(&mut said).expect("text");
    err.read_to_string(&mut said).expect("text");
    Ran { code: child.wait().expect("it ends").code(), said }
}

/// Waits until the output has so many lines, or the program has ended.
fn until(files: &Files, child: &mut Child, lines: usize) {
    let begun = Instant::now();
    let count = || fs::read(files.path("durable.jsonl")).map_or(0, |text| text.iter().filter(|b| **b == b'\n').count());
    while count() < lines && child.try_wait().expect("a child").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it came no further than {} lines", count());
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn killed_again_and_again_it_stores_each_day_once() {
    let files = Files::new("killed");
    let mut killed = 0;
    // No more often than a run may be died over without coming any further (`crash_limit`): on a busy machine a day may be late each time.
    for lines in [0, 1, 80, 200, 320] {
        let mut child = files.durable(&[]).spawn().expect("the program runs");
        if lines == 0 {
            thread::sleep(Duration::from_millis(20));
        }
        until(&files, &mut child, lines);
        killed += usize::from(child.try_wait().expect("a child").is_none());
        child.kill().expect("SIGKILL");
        child.wait().expect("it is dead");
    }
    assert!(killed >= 2, "it was too fast to be killed more than {killed} times");
    let last = ended(files.durable(&[]));
    assert_eq!(last.code, Some(0), "{}", last.said);
    assert!(last.said.contains("400 lines: 400 stored"), "{}", last.said);
    assert_eq!(files.records("durable.jsonl"), files.expected());

    let again = ended(files.durable(&[]));
    assert_eq!(again.code, Some(0), "{}", again.said);
    assert_eq!(files.records("durable.jsonl").len(), BARS, "what has ended stays as it is");
}

#[test]
fn days_that_wait_for_a_review_outlive_the_program() {
    let files = Files::new("parked");
    let parked = ended(files.durable(&["--review", "park"]));
    assert_eq!(parked.code, Some(0), "{}", parked.said);
    assert!(parked.said.contains("1 days wait for `review`: 2000-04-14"), "{}", parked.said);
    assert_eq!(files.records("durable.jsonl").len(), BARS - 1);

    let answered = ended(files.durable(&["--review", "accept"]));
    assert!(answered.said.contains("going on: 0 days were under way, 1 wait"), "{}", answered.said);
    assert!(answered.said.contains("400 stored (0 repaired, 1 reviewed)"), "{}", answered.said);
    assert_eq!(files.records("durable.jsonl"), files.expected());
}

#[test]
fn another_output_is_told_of_and_so_is_another_input() {
    let files = Files::new("other");
    assert_eq!(ended(files.durable(&[])).code, Some(0));
    fs::remove_file(files.path("durable.jsonl")).expect("removed");
    let other = ended(files.durable(&[]));
    assert_eq!(other.code, Some(1));
    assert!(other.said.contains("line 2: it was stored in another output"), "{}", other.said);

    let bars = fs::read_to_string(files.path("bars.csv")).expect("bars").replacen("1455.219971", "1455.229971", 1);
    fs::write(files.path("bars.csv"), bars).expect("written");
    let other = ended(files.durable(&[]));
    assert!(other.said.contains("line 2: there is a run `2000-01-03` of `MarketData` already"), "{}", other.said);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_in_order_and_the_same_command_goes_on() {
    let files = Files::new("stopped");
    let mut child = files.durable(&[]).spawn().expect("the program runs");
    until(&files, &mut child, 1);
    let id = child.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().expect("`kill` is there");
    let stopped = wait(child);
    // A fast machine has done it all by then.
    if stopped.code != Some(0) {
        assert_eq!(stopped.code, Some(3), "{}", stopped.said);
        assert!(stopped.said.contains("stopped; the same command goes on"), "{}", stopped.said);
    }
    let last = ended(files.durable(&[]));
    assert_eq!(last.code, Some(0), "{}", last.said);
    assert_eq!(files.records("durable.jsonl"), files.expected());
}
