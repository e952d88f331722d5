//! Every drawing as a file, because a person must judge the difference. `ORCH_SNAPSHOTS=overwrite` writes them anew.
#![allow(missing_docs, reason = "a test has no users")]

#[allow(unreachable_pub, reason = "several tests share it")]
mod flows;

use std::path::Path;

/// Compares with the file, or writes it.
fn check(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(file);
    if std::env::var_os("ORCH_SNAPSHOTS").is_some_and(|word| word == "overwrite") {
        std::fs::write(&path, made).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == made,
        "{} differs from what is made now; look at both, and if the new one is right run: ORCH_SNAPSHOTS=overwrite cargo test -p orch-artifacts --test snapshots",
        path.display()
    );
}

#[test]
fn svg() {
    for (name, blueprint) in flows::all() {
        check(&format!("{name}.svg"), &orch_artifacts::svg(blueprint));
    }
}

#[test]
fn mermaid() {
    for (name, blueprint) in flows::all() {
        check(&format!("{name}.mmd"), &orch_artifacts::mermaid(blueprint));
    }
}

#[test]
fn dot() {
    for (name, blueprint) in flows::all() {
        check(&format!("{name}.dot"), &orch_artifacts::dot(blueprint));
    }
}

#[test]
fn pages() {
    for (name, blueprint) in flows::all() {
        if ["market_data", "saga", "each", "odd_names"].contains(&name) {
            check(&format!("{name}.md"), &orch_artifacts::markdown(blueprint));
        }
    }
    let all: Vec<_> = flows::all().into_iter().map(|(_, blueprint)| blueprint).collect();
    check("index.md", &orch_artifacts::index(&all));
}
