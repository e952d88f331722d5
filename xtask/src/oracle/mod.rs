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
    sample: bool,
    /// Statements in a flow, at most.
    size: usize,
}

/// Of the committed sample.
const SAMPLE: Wanted = Wanted { flows: 30, cases: 0, seed: 2097, sample: true, size: 10 };

/// `cargo xtask oracle --flows N --cases M --seed S`, or `--sample`, with another seed if one is given.
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
    cargo.args(["run", "--quiet", "--offline", "--manifest-path"]).arg(home.join("Cargo.toml"));
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        cargo.env("CARGO_TARGET_DIR", root.join("target"));
    }
    cargo.arg("--").arg(wanted.cases.to_string()).arg(wanted.seed.to_string());
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
    let mut wanted = Wanted { flows: 60, cases: 1200, seed: 1, sample: false, size: 17 };
    for pair in words.chunks(2) {
        let (field, number) = match *pair {
            ["--flows", number] => (&mut wanted.flows, number),
            ["--cases", number] => (&mut wanted.cases, number),
            ["--seed", number] => (&mut wanted.seed, number),
            _ => {
                return Err(io::Error::other(
                    "usage: cargo xtask oracle [--flows N] [--cases M] [--seed S] | --sample",
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
        let (body, changes) = body(wanted, number, &others);
        let name = format!("F{number}");
        print(&name, &body, &mut all);
        let lower = name.to_lowercase();
        let _ = writeln!(table, "        Flow::new(\"{name}\", {lower}_text(), {name}, {lower}),");
        if number < 12 {
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
use crate::value::{{Choice, Digest, Trouble, brittle, fold, glue}};

pub fn all() -> Vec<Flow> {{
    vec![
{table}    ]
}}
{all}",
        wanted.flows
    )
}

/// The text of one flow, in both readings at once, and whether it changes the world.
fn body(wanted: &Wanted, number: u64, others: &[(String, bool)]) -> (String, bool) {
    let mut dice = Dice::new(wanted.seed.wrapping_mul(0x1_0000_0001).wrapping_add(number << 20));
    let budget = 3 + dice.below(wanted.size - 3) as i32;
    let quiet = dice.percent(15);
    let mut author = Author {
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
    (body, author.changes)
}

fn print(name: &str, body: &str, out: &mut String) {
    let lower = name.to_lowercase();
    let flow =
        read(&format!("pipeline! {{\npub {name}(a: u32, b: u32, c: String) -> u32 {{\n{body}\n}}\n}}"), Reading::Flow);
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
orch = {{ path = \"{root}\" }}
orch-testing = {{ path = \"{root}/orch-testing\" }}
serde = {{ version = \"1\", features = [\"derive\"] }}
thiserror = \"2\"
tokio = {{ version = \"1\", default-features = false, features = [\"rt\", \"time\", \"test-util\"] }}

[workspace]

[profile.dev]
debug = \"none\"
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
