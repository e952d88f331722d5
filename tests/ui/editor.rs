//! What an editor shows: rust-analyzer sees the mistake and nothing else, and knows the types of all the rest.
//!
//! The test needs rust-analyzer and the source of the standard library (`rustup component add rust-analyzer rust-src`).

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::completion::typed;
use super::gallery::{Case, Told, cases, crate_of, has_library_source, says};

/// Where an editor tells of more than the compiler, and is right.
const MORE: &[(&str, &str)] = &[
    // It tells of an agent that is none at its first call only.
    ("calls/plain_function", "count(&order).named(\"b\")"),
    // It tells of the parameter only.
    ("types/wrong_rounds", "price(&order)"),
];

/// Where an editor says the same again in words about generated code: what is awaited is a type, and no stage.
const AGAIN: &[&str] = &["calls/method_of_a_type", "calls/type_that_is_no_stage"];

/// A flow with a mistake in its second stage. What comes after it asks for fields that are not there, which
/// rust-analyzer can tell only as long as it knows the types.
const ALIVE: &str = include_str!("alive.rs");

#[test]
fn an_editor_shows_the_mistake_and_nothing_else_and_knows_the_types_of_the_rest() {
    if !is_there() {
        return;
    }
    let (cases, typing) = (cases(), typed().0);
    let texts = cases.iter().map(|case| case.text.clone()).chain([ALIVE.to_owned(), typing.clone()]);
    let mut shown = shown(&crate_of("editor", texts));
    let [alive, typed] = [0, 1].map(|behind| shown.remove(&(cases.len() + behind)).unwrap_or_default());
    assert!(shown.len() > cases.len() / 3, "the macros were expanded: {shown:#?}");
    let found: Vec<String> = shown.iter().flat_map(|(number, told)| more(&cases[*number], told)).collect();
    assert!(found.is_empty(), "an editor shows what the compiler does not:\n{}", found.join("\n"));
    assert_eq!(alive, expected(ALIVE), "of tests/ui/alive.rs");
    assert_eq!(typed, expected(&typing), "of tests/ui/typing.rs");
}

/// What is shown of a case beyond its mistakes. Where the macros are not asked, rust-analyzer has words of its own.
fn more(case: &Case, told: &[Told]) -> Vec<String> {
    let is_mistake = |(line, _): &&Told| {
        let text = case.text.lines().nth(line - 1).unwrap_or_default();
        case.told.iter().any(|(told, _)| told == line)
            || MORE.iter().any(|(name, words)| *name == case.name && text.contains(words))
    };
    let told = told.iter().filter(|_| !AGAIN.contains(&case.name.as_str()));
    told.filter(|told| !is_mistake(told)).map(|(line, text)| format!("{}:{line}: {text}", case.name)).collect()
}

/// What the comments of a text say, each about its own line.
fn expected(text: &str) -> Vec<Told> {
    let lines = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, line.split_once("//~ ")?.1)));
    lines.flat_map(|(line, said)| said.split("; ").map(move |said| (line, said.to_owned()))).collect()
}

/// Whether the tools are there. Without them the test is skipped, or fails if they must be there.
pub(crate) fn is_there() -> bool {
    let there = has_library_source() && says("rust-analyzer", &["--version"]).is_some();
    let remedy = "run: rustup component add rust-analyzer rust-src";
    let must = std::env::var_os("ORCH_REQUIRE_TOOLS").is_some_and(|value| value == "1");
    assert!(there || !must, "rust-analyzer or the source of the standard library is missing; {remedy}");
    if !there {
        println!("skipped: rust-analyzer or the source of the standard library is missing; {remedy}");
    }
    there
}

/// What rust-analyzer shows of each module of the crate, by its number; no hints about style, no code that is switched off.
fn shown(folder: &Path) -> BTreeMap<usize, Vec<Told>> {
    let run = Command::new("rust-analyzer")
        .arg("diagnostics")
        .arg(folder)
        .args(["--severity", "error"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("rust-analyzer runs");
    let text = String::from_utf8_lossy(&run.stdout).replace('\r', "\n");
    assert!(text.contains("diagnostic scan complete"), "{text}\n{}", String::from_utf8_lossy(&run.stderr));
    let mut shown: BTreeMap<usize, Vec<Told>> = BTreeMap::new();
    for line in text.lines() {
        if let Some((number, told)) = read(line) {
            shown.entry(number).or_default().push(told);
        }
    }
    shown.values_mut().for_each(|told| told.sort());
    shown
}

/// `at crate editor, file /…/src/case_7.rs: Error Ra("macro-error", Error) from LineCol { line: 7, col: 25 } to LineCol
/// { line: 7, col: 26 }: what it says`
fn read(line: &str) -> Option<(usize, Told)> {
    let (_, rest) = line.split_once("at crate editor, file ")?;
    let (file, rest) = rest.split_once(": Error ")?;
    let number = file.rsplit_once("case_")?.1.strip_suffix(".rs")?.parse().ok()?;
    let (_, rest) = rest.split_once("LineCol { line: ")?;
    let (line, rest) = rest.split_once(',')?;
    let (_, text) = rest.split_once("to LineCol")?.1.split_once("}: ")?;
    Some((number, (line.parse::<usize>().ok()? + 1, text.to_owned())))
}
