//! One mistake hides no other, and none brings another one along.
//!
//! All cases are compiled once as they are, and once with a stage of a wrong type added to each of their flows. Of each
//! case rustc must say exactly what it says of it alone, and of each stage that was added that its type is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::gallery::{Case, Told, cases, crate_of};

/// A stage whose input is of another type, and ends nothing.
const MISTAKE: &str = "let _ = crate::shop::price(&7u8).named(\"unrelated\").with(timeout = 1ms).await;";

/// Cases that are other ones in a module, or with another stage.
const EXCEPT: &[&str] = &[
    // A module hides more than a crate does.
    "agent/private_type",
    // Generic, or without parameters: of such a flow nothing is known.
    "broken/headers",
    // The stage that is added can never run.
    "names/never_runs",
    "broken/rest",
];

#[test]
fn a_mistake_hides_no_other_and_brings_none_along() {
    let cases = cases();
    let (with_mistakes, places): (Vec<_>, Vec<_>) = cases.iter().map(|case| added(&case.text)).unzip();
    assert!(places.iter().map(Vec::len).sum::<usize>() > 100, "the flows of the cases were found");
    let alone = errors(&cases, cases.iter().map(|case| case.text.clone()));
    let together = errors(&cases, with_mistakes.into_iter());
    let mut found = Vec::new();
    for (number, case) in cases.iter().enumerate().filter(|(_, case)| !EXCEPT.contains(&case.name.as_str())) {
        let alone = alone.get(&number).cloned().unwrap_or_default();
        let mut expected = alone.clone();
        expected.extend(places[number].iter().map(|line| (*line, "mismatched types".to_owned())));
        expected.sort();
        let together = together.get(&number).cloned().unwrap_or_default();
        let hidden = expected.iter().filter(|told| !together.contains(told)).map(|told| format!("hidden: {told:?}"));
        let new =
            together.iter().filter(|told| !expected.contains(told)).map(|told| format!("brought along: {told:?}"));
        let count = (alone.len() != case.told.len())
            .then(|| format!("alone: {} errors instead of {}", alone.len(), case.told.len()));
        found.extend(hidden.chain(new).chain(count).map(|text| format!("{}: {text}", case.name)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The text with the mistake as the last but one statement of each flow, without new lines; and the lines where it stands.
fn added(text: &str) -> (String, Vec<usize>) {
    let places = bodies(text);
    let mut mistaken = text.to_owned();
    for place in places.iter().rev() {
        mistaken.insert_str(*place, MISTAKE);
    }
    (mistaken, places.iter().map(|place| text[..*place].lines().count()).collect())
}

/// Where in the bodies of flows a statement may be added.
fn bodies(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for (start, word) in text.match_indices("pipeline! {").chain(text.match_indices("#[flow]")) {
        let function = word == "#[flow]";
        let (mut depth, mut last) = (0, None);
        let outer = if function { 0 } else { 1 };
        for (at, letter) in text[start..].char_indices() {
            match letter {
                '{' | '(' | '[' => depth += 1,
                '}' | ')' | ']' => depth -= 1,
                ';' if depth == outer + 1 => last = Some(start + at + 1),
                _ => {}
            }
            match (letter, depth) {
                ('{', depth) if depth == outer + 1 => last = Some(start + at + 1),
                ('}', depth) if depth == outer => {
                    places.extend(last.take());
                    if function {
                        break;
                    }
                }
                ('}', 0) => break,
                _ => {}
            }
        }
    }
    places.sort_unstable();
    places
}

/// What rustc says of each case, by its number, when all of them are modules of one crate.
fn errors(cases: &[Case], texts: impl Iterator<Item = String>) -> BTreeMap<usize, Vec<Told>> {
    let folder = crate_of("rest", texts);
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let run = Command::new(cargo)
        .args(["check", "--quiet", "--offline", "--message-format=json"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .current_dir(&folder)
        .output()
        .expect("cargo runs");
    let (mut errors, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for line in String::from_utf8_lossy(&run.stdout).lines() {
        let said: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        // cargo shows what rustc says twice once.
        if said["message"]["level"] == "error"
            && seen.insert(said["message"]["rendered"].to_string())
            && let Some((number, told)) = told(&said["message"])
        {
            errors.entry(number).or_insert_with(Vec::new).push(told);
        }
    }
    errors.values_mut().for_each(|told| told.sort());
    assert!(errors.len() > cases.len() / 2, "{}", String::from_utf8_lossy(&run.stderr));
    errors
}

/// The number of the case, and what is said of it.
fn told(message: &serde_json::Value) -> Option<(usize, Told)> {
    let spans = message["spans"].as_array()?;
    let mut span = spans.iter().find(|span| span["is_primary"] == true)?;
    loop {
        let file = span["file_name"].as_str()?;
        if let Some(name) = file.strip_prefix("src/case_").and_then(|name| name.strip_suffix(".rs")) {
            let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
            let text = message["message"].as_str()?.lines().next()?.to_owned();
            return Some((name.parse().ok()?, (line, text)));
        }
        span = &span["expansion"]["span"];
    }
}
