//! The example `market_data`, run as the program that users run, on good and on broken files.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use orch_testing::replay::Replay;
use serde_json::Value;

/// The example's own unit tests run here, because cargo runs none of an example.
#[path = "../examples/market_data/main.rs"]
#[allow(dead_code, reason = "its `main` is run as a program")]
mod example;

const HEADER: &str = "date,open,high,low,close,adjclose,volume";

/// How a run of the program ended.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    records: Vec<Value>,
}

impl Ran {
    fn dates(&self) -> BTreeSet<&str> {
        self.records.iter().filter_map(|record| record["date"].as_str()).collect()
    }

    /// What was said of a line.
    #[track_caller]
    fn line(&self, number: u32) -> &str {
        let start = format!("line {number}: ");
        let said: Vec<&str> = self.stderr.lines().filter_map(|line| line.strip_prefix(&start)).collect();
        assert_eq!(said.len(), 1, "line {number} is mentioned once in\n{}", self.stderr);
        said[0]
    }
}

/// The program, built if it is not there or older than its sources (`cargo test --test market_data` builds no examples).
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = std::env::current_exe().expect("a path");
        let profile = test.parent().and_then(Path::parent).expect("target/<profile>/deps");
        let program = profile.join("examples").join(format!("market_data{}", std::env::consts::EXE_SUFFIX));
        let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
        if modified(&program) < newest_source().as_deref().and_then(modified) {
            let release = profile.ends_with("release").then_some("--release");
            let mut cargo = Command::new(env!("CARGO"));
            let built = cargo.args(["build", "--quiet", "--example", "market_data"]).args(release).status();
            assert!(built.expect("cargo runs").success());
        }
        program
    })
}

fn newest_source() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/market_data");
    let files =
        [root.clone(), root.join("agents")].into_iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    files
        .map(|file| file.expect("a file").path())
        .max_by_key(|path| fs::metadata(path).and_then(|data| data.modified()).ok())
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("market_data");
    fs::create_dir_all(&folder).expect("a folder");
    folder.join(name)
}

/// Runs the program; `name` tells the files of tests apart.
fn run(name: &str, arguments: &[&str]) -> Ran {
    let out = scratch(&format!("{name}.jsonl"));
    let ran = Command::new(program()).arg("--out").arg(&out).args(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let given_up = ran.status.code() == Some(2);
    let records = if given_up { String::new() } else { fs::read_to_string(&out).expect("the output") };
    Ran {
        code: ran.status.code(),
        stdout: text(ran.stdout),
        stderr: text(ran.stderr),
        records: records.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(),
    }
}

/// Runs the program on this input.
fn run_on(name: &str, input: impl AsRef<[u8]>) -> Ran {
    let file = scratch(&format!("{name}.csv"));
    fs::write(&file, input).expect("written");
    run(name, &["--input", file.to_str().expect("text")])
}

/// A good line.
fn bar(day: u32) -> String {
    format!("2000-01-{day:02},1469.25,1478,1438.36,1455.22,1455.22,931800000")
}

/// A file of these lines, the first of which is line 2.
fn file<T: AsRef<str>>(lines: &[T]) -> String {
    let lines = lines.iter().map(AsRef::as_ref);
    [HEADER].into_iter().chain(lines).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn twenty_years_of_good_bars_are_all_stored() {
    let ran = run("good", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!((ran.records.len(), ran.dates().len()), (5105, 5105));
    assert!(
        ran.stdout.contains("5105 lines: 5105 stored (0 repaired, 22 reviewed), 0 rejected, 0 waiting"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("5105 runs, 5105 succeeded"), "the report: {}", ran.stdout);
    assert!(ran.stderr.contains("1000 lines: "), "plain lines where there is no terminal: {}", ran.stderr);

    let lehman = ran.records.iter().find(|record| record["date"] == "2008-09-29").expect("the day the bailout failed");
    assert_eq!((&lehman["close"], &lehman["volume"]), (&1106.420044.into(), &7305060000_u64.into()));
    let near = |name: &str, expected: f64| (lehman[name].as_f64().expect(name) - expected).abs() < 1e-4;
    assert!(near("return", (1106.420044_f64 / 1213.27002).ln()), "{lehman}");
    let wild = ran.records.iter().filter(|record| record["review"] == "accepted").count();
    assert_eq!(wild, 22);
}

#[test]
fn the_reviewer_may_reject() {
    let ran = run("reject", &["--review", "reject"]);
    assert_eq!((ran.code, ran.records.len()), (Some(1), 5083));
    assert_eq!(ran.line(1798), "rejected by the reviewer: return -9.0 σ");
    assert!(!ran.dates().contains("2007-02-27"));
}

#[test]
fn the_reviewer_may_take_time() {
    let ran = run("park", &["--review", "park"]);
    assert_eq!((ran.code, ran.records.len()), (Some(0), 5083));
    assert!(ran.stdout.contains("22 days wait for `review`: line 74, "), "{}", ran.stdout);
    assert!(ran.stdout.contains("5083 stored (0 repaired, 0 reviewed), 0 rejected, 22 waiting"), "{}", ran.stdout);
}

#[test]
fn missing_fields() {
    let ran =
        run_on("missing", file(&[&bar(3), "2000-01-04,1469.25,1478", &bar(5), "2000-01-06,,1478,1438,1455,1455,9"]));
    assert_eq!((ran.code, ran.dates()), (Some(1), ["2000-01-03", "2000-01-05"].into()));
    assert_eq!(ran.line(3), "3 fields instead of 7");
    assert_eq!(ran.line(5), "open is missing");
}

#[test]
fn text_for_numbers() {
    let ran = run_on("text", file(&[&bar(3), "2000-01-04,1469.25,high,1438.36,1455.22,1455.22,9", &bar(5)]));
    assert_eq!((ran.code, ran.records.len()), (Some(1), 2));
    assert_eq!(ran.line(3), "high `high` is no number");
}

#[test]
fn high_below_low() {
    let nonsense = "2000-01-04,1469.25,14.78,1438.36,1455.22,1455.22,9";
    let swapped = "2000-01-05,1469.25,1438.36,1478,1455.22,1455.22,9";
    let outside = "2000-01-06,1600,1438.36,1478,1455.22,1455.22,9";
    let ran = run_on("high_low", file(&[&bar(3), nonsense, swapped, outside]));
    assert_eq!((ran.code, ran.dates()), (Some(1), ["2000-01-03", "2000-01-05"].into()));
    assert_eq!(ran.line(3), "high 14.78 is below low 1438.36");
    assert_eq!(ran.line(4), "high 1438.36 is below low 1478; repaired: exchanged high and low, which were swapped");
    assert_eq!(ran.line(5), "open 1600 is not between low 1438.36 and high 1478");
}

#[test]
fn repaired_lines_are_stored_and_told_of() {
    let ran = run_on("repaired", file(&[" 2000-01-03 ,\"1,469.25\",1478,1438.36,1455.22,,\"931,800,000\""]));
    assert_eq!((ran.code, ran.records.len()), (Some(0), 1));
    let repairs = [
        "10 fields instead of 7; repaired: removed quotes",
        "removed spaces",
        "removed thousands separators",
        "took the missing adjclose from close",
    ];
    let said = repairs.join(", ");
    assert_eq!(ran.line(2), said);
    let record = &ran.records[0];
    assert_eq!((&record["open"], &record["adjclose"]), (&1469.25.into(), &1455.22.into()));
    assert_eq!(record["repairs"].as_array().map(Vec::len), Some(4));
}

#[test]
fn duplicate_dates() {
    let ran = run_on("duplicate", file(&[bar(3), bar(4), bar(3), bar(5)]));
    assert_eq!((ran.code, ran.records.len()), (Some(1), 3));
    assert_eq!(ran.line(4), "2000-01-03 was there before, on line 2");
}

#[test]
fn non_utf8() {
    let mut input = file(&[bar(3)]).into_bytes();
    input.extend(b"2000-01-04,\xff\xfe,1,1,1,1,1\n");
    input.extend(bar(5).bytes());
    let ran = run_on("utf8", input);
    assert_eq!((ran.code, ran.records.len()), (Some(1), 2));
    assert_eq!(ran.line(3), "not UTF-8 from byte 11 on");
}

#[test]
fn an_empty_file_and_one_without_bars() {
    let empty = run_on("empty", "");
    assert_eq!((empty.code, empty.records.len()), (Some(2), 0));
    assert!(empty.stderr.contains("empty.csv: the file is empty"), "{}", empty.stderr);
    let header = run_on("header", file::<&str>(&[]));
    assert_eq!((header.code, header.records.len()), (Some(0), 0), "{}", header.stderr);
}

#[test]
fn a_missing_header_and_a_wrong_one() {
    let missing = run_on("no_header", bar(3));
    assert_eq!((missing.code, missing.records.len()), (Some(0), 1));
    let wrong = run_on("wrong_header", "symbol,date,close\nSPX,2000-01-03,1455.22\n");
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("the columns are `symbol,date,close`"), "{}", wrong.stderr);
}

#[test]
fn a_hundred_megabytes_of_one_line() {
    let path = scratch("long.csv");
    let mut input = BufWriter::new(fs::File::create(&path).expect("a file"));
    writeln!(input, "{HEADER}\n{}", bar(3)).expect("written");
    let part = vec![b'7'; 1 << 20];
    (0..100).for_each(|_| input.write_all(&part).expect("written"));
    write!(input, "\n{}\n", bar(4)).expect("written");
    drop(input);
    let ran = run("long", &["--input", path.to_str().expect("text")]);
    fs::remove_file(path).expect("removed");
    assert_eq!((ran.code, ran.records.len()), (Some(1), 2));
    assert_eq!(ran.line(3), "longer than 64 KiB");
}

#[test]
fn usage_and_unreadable_files() {
    assert_eq!(run("usage", &["--review", "maybe"]).code, Some(2));
    let missing = run("absent", &["--input", "no/such/file.csv"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.stderr.contains("no/such/file.csv: "), "{}", missing.stderr);
    assert_eq!(run("folder", &["--input", env!("CARGO_MANIFEST_DIR")]).code, Some(2));
    let input = scratch("onto_itself.jsonl");
    fs::write(&input, file(&[bar(3)])).expect("written");
    let ran = run("onto_itself", &["--input", input.to_str().expect("text")]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("the output would replace the input"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(input).expect("untouched"), file(&[bar(3)]));
}

#[tokio::test(start_paused = true)]
async fn every_day_can_be_resumed_after_every_event() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/sp500-2000.csv");
    let lines = example::reader::Reader::open(&data).expect("the data").take(200).map(|line| line.expect("a line"));
    let out = scratch("replayed.jsonl");
    let app = example::App { ledger: Arc::new(example::output::Ledger::create(&out).expect("a file")) };
    for (seed, line) in lines.enumerate() {
        let id = format!("line {}", line.number);
        let launch = example::flow::MarketData(line).id(id).resources(&app);
        let run = Replay::new(seed as u64).signal("review", "accepted".into()).run(launch).await;
        run.expect("no divergence").result.expect("a receipt");
    }
    app.ledger.flush().expect("written");
    assert_eq!(fs::read_to_string(out).expect("records").lines().count(), 200, "each day is stored once");
}
