//! Random flows, each printed twice from one text: as `pipeline!` and as an ordinary sequential `async fn`.
//!
//! The harness that runs and compares them is that of `tests/oracle/`, where a sample lives.

mod dice;
mod grammar;
mod loops;
mod stages;
mod statements;
mod text;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use dice::Dice;
use grammar::{Author, Here, Names, Ty};
use statements::Tail;
use text::{Reading, read};

/// What is asked for.
struct Wanted {
    flows: u64,
    cases: u64,
    seed: u64,
    /// The first case.
    from: u64,
    sample: bool,
    /// Statements in a flow, at most.
    size: usize,
}

/// The first flows are stages of later ones.
const OTHERS: u64 = 12;

/// Of the committed sample.
const SAMPLE: Wanted = Wanted { flows: 30, cases: 0, seed: 2097, from: 0, sample: true, size: 10 };

/// `cargo xtask oracle --flows N --cases M --seed S --from K`, or `--sample`, with another seed if one is given.
pub(crate) fn run(words: &[&str]) -> io::Result<()> {
    let wanted = wanted(words)?;
    let flows = flows(&wanted);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    if wanted.sample {
        return fs::write(root.join("tests/oracle/flows.rs"), flows);
    }
    let home = root.join("target/oracle");
    write_crate(&root, &home, &flows)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--release", "--offline", "--manifest-path"]).arg(home.join("Cargo.toml"));
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        cargo.env("CARGO_TARGET_DIR", root.join("target"));
    }
    cargo.arg("--").args([wanted.cases, wanted.seed, wanted.from].map(|number| number.to_string()));
    match cargo.status()?.success() {
        true => Ok(()),
        false => Err(io::Error::other("the oracle found a difference, or did not build")),
    }
}

fn wanted(words: &[&str]) -> io::Result<Wanted> {
    match *words {
        ["--sample"] => return Ok(SAMPLE),
        ["--sample", seed] => {
            let seed = seed.parse().map_err(|_| io::Error::other(format!("`{seed}` is no number")))?;
            return Ok(Wanted { seed, ..SAMPLE });
        }
        _ => {}
    }
    let mut wanted = Wanted { flows: 60, cases: 1200, seed: 1, from: 0, sample: false, size: 17 };
    for pair in words.chunks(2) {
        let (field, number) = match *pair {
            ["--flows", number] => (&mut wanted.flows, number),
            ["--cases", number] => (&mut wanted.cases, number),
            ["--seed", number] => (&mut wanted.seed, number),
            ["--from", number] => (&mut wanted.from, number),
            _ => {
                return Err(io::Error::other(
                    "usage: cargo xtask oracle [--flows N] [--cases M] [--seed S] [--from K] | --sample",
                ));
            }
        };
        *field = number.parse().map_err(|_| io::Error::other(format!("`{number}` is no number")))?;
    }
    Ok(wanted)
}

/// All flows and their twins, as a module.
fn flows(wanted: &Wanted) -> String {
    let mut others = Vec::new();
    let mut all = String::new();
    let mut table = String::new();
    for number in 0..wanted.flows {
        // A flow is the same however many are made.
        let name = format!("F{number}");
        let Written { options, body, changes } = written(wanted, number, &name, &others);
        print(&name, &options, &body, &mut all);
        let lower = name.to_lowercase();
        let _ = writeln!(table, "        Flow::new(\"{name}\", {lower}_text(), {name}, {lower}),");
        if number < OTHERS {
            others.push((name, changes));
        }
    }
    let seed = wanted.seed;
    format!(
        "// Made by `cargo xtask oracle`: {} flows from seed {seed}. Do not edit.
#![allow(warnings)]

use orch::{{Failed, Gathered, pipeline}};

use crate::agents::*;
use crate::check::{{Flow, Given}};
use crate::twin::{{Cx, Ended, Fell, brittle_twin, distinct, gather, gather_tolerant, race}};
use crate::value::{{Choice, Digest, Spot, Trouble, brittle, fold, glue}};

pub fn all() -> Vec<Flow> {{
    vec![
{table}    ]
}}
{all}",
        wanted.flows
    )
}

/// One flow.
struct Written {
    /// Its attributes.
    options: String,
    /// Its text, in both readings at once.
    body: String,
    /// Whether it changes the world.
    changes: bool,
}

fn written(wanted: &Wanted, number: u64, name: &str, others: &[(String, bool)]) -> Written {
    let mut dice = Dice::new(wanted.seed.wrapping_mul(0x1_0000_0001).wrapping_add(number << 20));
    let budget = 3 + dice.below(wanted.size - 3) as i32;
    let quiet = dice.percent(15);
    let deepest = if dice.percent(20) { 6 } else { 3 };
    let limit = if dice.percent(20) { *dice.pick(&["#[deadline(8h)]\n", "#[work_limit(8h)]\n"]) } else { "" };
    let mut author = Author {
        name: name.to_owned(),
        waits: number >= OTHERS,
        recursion: None,
        deepest,
        dice,
        names: Names::default(),
        stages: number as u32 * 1000,
        budget,
        scope: Vec::new(),
        here: Here { quiet, ..Here::default() },
        others,
        changes: false,
    };
    author.declare_glue("a".into(), Ty::Number);
    author.declare_glue("b".into(), Ty::Number);
    author.declare_glue("c".into(), Ty::Text);
    let body = author.block(budget as usize, Tail::Number);
    let depth = author.recursion.map(|most| format!("#[depth({most})]\n"));
    Written { options: format!("{limit}{}", depth.unwrap_or_default()), body, changes: author.changes }
}

fn print(name: &str, options: &str, body: &str, out: &mut String) {
    let lower = name.to_lowercase();
    let flow = read(
        &format!("pipeline! {{\n{options}pub {name}(a: u32, b: u32, c: String) -> u32 {{\n{body}\n}}\n}}"),
        Reading::Flow,
    );
    let twin = read(body, Reading::Twin);
    let _ = write!(
        out,
        "
{flow}
fn {lower}_text() -> &'static str {{
    r####\"{flow}\"####
}}

async fn {lower}(cx: Cx, a: u32, b: u32, c: String) -> Given {{
    let cx = &cx;
    Ok({{
{twin}    }})
}}

fn {lower}_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {{
    Box::pin({lower}(cx, a, b, c))
}}
"
    );
}

fn write_crate(root: &Path, home: &Path, flows: &str) -> io::Result<()> {
    fs::create_dir_all(home.join("src"))?;
    // The workspace's versions, so that nothing is fetched.
    fs::copy(root.join("Cargo.lock"), home.join("Cargo.lock"))?;
    let root = root.display();
    fs::write(
        home.join("Cargo.toml"),
        format!(
            "[package]
name = \"oracle\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[dependencies]
orch = {{ path = \"{root}\", default-features = false }}
orch-testing = {{ path = \"{root}/orch-testing\" }}
serde = {{ version = \"1\", features = [\"derive\"] }}
thiserror = \"2\"
tokio = {{ version = \"1\", default-features = false, features = [\"rt\", \"time\", \"test-util\"] }}

[workspace]

# Flows are compiled once and run some hundred times: it is cheapest in all to leave them as they are, and to make what is
# the same for all of them fast.
[profile.release]
opt-level = 0
codegen-units = 16

[profile.release.package.\"*\"]
opt-level = 2
"
        ),
    )?;
    let modules: String = ["agents", "check", "twin", "value", "world"]
        .map(|module| format!("#[path = \"{root}/tests/oracle/{module}.rs\"]\nmod {module};\n"))
        .concat();
    fs::write(home.join("src/flows.rs"), flows)?;
    let main: PathBuf = home.join("src/main.rs");
    fs::write(
        main,
        format!(
            "#![allow(warnings)]\n{modules}mod flows;\n\nfn main() -> std::process::ExitCode {{\n    check::main(flows::all())\n}}\n"
        ),
    )
}
