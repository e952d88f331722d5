//! The tools for which drawings are made accept them: Graphviz reads DOT, Mermaid reads Mermaid. Read are the snapshots,
//! and what lies in the directory that `ORCH_DRAWINGS` names. Where a tool is missing the test says that it was
//! skipped; with `ORCH_REQUIRE_TOOLS=1` that is a failure.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The drawings with this ending.
fn drawings(ending: &str) -> Vec<PathBuf> {
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let more = std::env::var_os("ORCH_DRAWINGS").map(PathBuf::from);
    let mut all = Vec::new();
    for dir in [snapshots].into_iter().chain(more) {
        let entries = fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
        let here =
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension() == Some(OsStr::new(ending)));
        let before = all.len();
        all.extend(here);
        assert!(all.len() > before, "{} holds no drawing .{ending}", dir.display());
    }
    all.sort();
    all
}

/// Ends the test: as skipped, or as a failure where the tools must be there.
fn missing(tool: &str, what_to_do: &str) {
    let required = std::env::var_os("ORCH_REQUIRE_TOOLS").is_some_and(|word| word == "1");
    assert!(!required, "{tool} is missing; what to do: {what_to_do}");
    // Written past the test's captured output, so that it is seen although the test passes.
    let _ = writeln!(std::io::stderr(), "skipped: {tool} is missing ({what_to_do})");
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn graphviz_accepts_dot() {
    for drawing in drawings("dot") {
        let Ok(output) = Command::new("dot").arg("-Tsvg").arg(&drawing).output() else {
            return missing("`dot` of Graphviz", "install the package graphviz");
        };
        let complaints = String::from_utf8_lossy(&output.stderr);
        let complaints = complaints.lines().filter(|line| line.contains("rror")).count();
        assert!(output.status.success() && complaints == 0, "{}: {}", drawing.display(), said(&output));
        assert!(output.stdout.starts_with(b"<?xml"), "{} gave no drawing", drawing.display());
    }
}

#[test]
fn mermaid_accepts_mermaid() {
    // Node looks for packages beside the script.
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
    if !tools.join("node_modules/mermaid/package.json").exists() {
        let install = format!(
            "mkdir -p {0} && cp {1} {0} && npm install --prefix {0} --no-package-lock",
            tools.display(),
            here.join("package.json").display()
        );
        return missing("Mermaid", &install);
    }
    let script = tools.join("mermaid.mjs");
    fs::copy(here.join("mermaid.mjs"), &script).unwrap();
    let Ok(output) = Command::new("node").arg(script).args(drawings("mmd")).output() else {
        return missing("`node`", "install Node.js 18 or newer");
    };
    assert!(output.status.success(), "{}", said(&output));
}
