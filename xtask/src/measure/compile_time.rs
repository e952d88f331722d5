//! `cargo check` after touching a pipeline, beside the same agents awaited in a plain async function; and a release build of
//! a pipeline that is run, beside the same agents as boxed futures.
//!
//! The agents stand in a crate of their own, so that neither side pays for them.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::{median, print};

/// Runs each side this often; the two take turns.
const RUNS: usize = 7;

/// The same of release builds, which take longer.
const RELEASES: usize = 3;

const CHECK: &[&str] = &["check"];
const RELEASE: &[&str] = &["build", "--release"];

/// Measures pipelines of 10, 50 and 100 stages.
pub(crate) fn run() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default();
    for stages in [10, 50, 100] {
        let bench = Bench::write(&root, stages)?;
        bench.compare(&format!("stages{stages}"), CHECK, ("ours", "floor"), RUNS)?;
        bench.compare(&format!("stages{stages}_release"), RELEASE, ("run", "boxed"), RELEASES)?;
    }
    Ok(())
}

/// A workspace: agents, and four crates of them: a pipeline, a plain function, a pipeline that is run, boxed futures.
struct Bench {
    dir: PathBuf,
    target: PathBuf,
}

impl Bench {
    fn write(root: &Path, stages: usize) -> io::Result<Bench> {
        let bench = root.join("target/measure");
        let dir = bench.join(format!("stages{stages}"));
        let manifest =
            "[workspace]\nmembers = [\"agents\", \"ours\", \"floor\", \"run\", \"boxed\"]\nresolver = \"3\"\n";
        write(&dir.join("Cargo.toml"), manifest)?;
        fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock"))?;
        let orch = format!(
            "orch = {{ path = {root:?}, default-features = false }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n"
        );
        write_crate(&dir, "agents", &orch, &agents(stages))?;
        let with_agents = format!("{orch}agents = {{ path = \"../agents\" }}\n");
        write_crate(&dir, "ours", &with_agents, &pipeline(stages))?;
        write_crate(&dir, "floor", &with_agents, &plain(stages))?;
        write_crate(&dir, "run", &with_agents, &(pipeline(stages) + RUN))?;
        write_crate(&dir, "boxed", &with_agents, &boxed(stages))?;
        Ok(Bench { dir, target: bench.join("target") })
    }

    /// Prints the medians of both, which take turns.
    fn compare(&self, measure: &str, build: &[&str], (ours, floor): (&str, &str), runs: usize) -> io::Result<()> {
        self.build(build, ours)?;
        self.build(build, floor)?;
        let (mut our_times, mut floor_times) = (Vec::new(), Vec::new());
        for run in 0..runs {
            our_times.push(self.touch_and_build(build, ours, run)?);
            floor_times.push(self.touch_and_build(build, floor, run)?);
        }
        print(measure, median(our_times), median(floor_times), "s");
        Ok(())
    }

    fn build(&self, build: &[&str], package: &str) -> io::Result<()> {
        let output = Command::new(env!("CARGO"))
            .args(build)
            .args(["--quiet", "--offline", "--package", package])
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(io::Error::other(format!("`{package}` does not build:\n{}", String::from_utf8_lossy(&output.stderr))))
    }

    /// Seconds of a build after the file has changed.
    fn touch_and_build(&self, build: &[&str], package: &str, run: usize) -> io::Result<f64> {
        let file = self.dir.join(package).join("src/lib.rs");
        let text = fs::read_to_string(&file)?;
        let body = text.split_once('\n').map_or("", |(_, body)| body);
        fs::write(&file, format!("//! Touched {run} times.\n{body}"))?;
        let start = Instant::now();
        self.build(build, package)?;
        Ok(start.elapsed().as_secs_f64())
    }
}

fn write_crate(dir: &Path, name: &str, dependencies: &str, source: &str) -> io::Result<()> {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    write(&dir.join(name).join("Cargo.toml"), &manifest)?;
    write(&dir.join(name).join("src/lib.rs"), source)
}

/// Writes a file, also if it says the same already: the sizes share one target folder, in which cargo takes their crates for
/// the same ones and goes by time.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    fs::write(path, text)
}

fn agents(stages: usize) -> String {
    let mut source = String::from(
        "use serde::{Deserialize, Serialize};\n\n\
         #[derive(Debug, Clone, Serialize, Deserialize)]\npub struct Record { pub id: u64, pub text: String }\n\n\
         #[derive(Debug, Clone, Serialize, Deserialize, orch::Classify)]\n#[permanent]\npub struct Refused { pub why: String }\n\
         impl std::fmt::Display for Refused {\n    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {\n        f.write_str(&self.why)\n    }\n}\n",
    );
    for stage in 0..stages {
        let _ = write!(
            source,
            "\n#[orch::agent(reads)]\npub async fn step_{stage}(before: &Record, first: &Record) -> Result<Record, Refused> {{\n    \
             Ok(Record {{ id: before.id + first.id, text: before.text.clone() }})\n}}\n"
        );
    }
    source
}

/// A chain in which every stage names the one before it and the input.
fn body(stages: usize) -> String {
    let mut body = String::new();
    for stage in 0..stages {
        let before = if stage == 0 { "first".to_owned() } else { format!("r{}", stage - 1) };
        let _ = writeln!(body, "        let r{stage} = step_{stage}(&{before}, &first).await?;");
    }
    let _ = writeln!(body, "        r{}.id", stages - 1);
    body
}

fn pipeline(stages: usize) -> String {
    let body = body(stages);
    format!(
        "//! Touched 0 times.\nuse agents::*;\n\norch::pipeline! {{\n    pub Chain(first: Record) -> u64 {{\n{body}    }}\n}}\n"
    )
}

/// What makes a release build compile the run and not only the types.
const RUN: &str = "
pub fn run(first: Record) -> impl std::future::Future<Output = Result<u64, orch::Failure>> {
    Chain(first).run()
}
";

/// The plain function with a box around every call, whose type is not seen, and one around the whole.
fn boxed(stages: usize) -> String {
    let each = plain(stages)
        .replace(" = step_", ": Record = (Box::pin(step_")
        .replace(").await?", ")) as Boxed<'_, Record>).await?");
    each + BOXED
}

const BOXED: &str = "
type Boxed<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = Result<T, Refused>> + Send + 'a>>;

pub fn run(first: Record) -> Boxed<'static, u64> {
    Box::pin(chain(first))
}
";

fn plain(stages: usize) -> String {
    let body = body(stages).replace("r{}.id", "").trim_end().to_owned();
    let (lines, last) = body.rsplit_once('\n').unwrap_or(("", &body));
    format!(
        "//! Touched 0 times.\nuse agents::*;\n\npub async fn chain(first: Record) -> Result<u64, Refused> {{\n{lines}\n        Ok({})\n}}\n",
        last.trim()
    )
}
