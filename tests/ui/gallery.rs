//! All cases of the gallery, and a crate whose modules they are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// An error: the line where it stands, and its first line.
pub(crate) type Told = (usize, String);

/// One file of the gallery.
pub(crate) struct Case {
    /// `broken/bodies`
    pub(crate) name: String,
    /// As a module beside the shop.
    pub(crate) text: String,
    /// What its `.stderr` says.
    pub(crate) told: Vec<Told>,
}

/// All cases, with the shop of the crate that they become modules of.
pub(crate) fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut files: Vec<PathBuf> =
        entries(&root).iter().filter(|path| path.is_dir()).flat_map(|path| entries(path)).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    let case = |path: &PathBuf| {
        let name = path.strip_prefix(&root).expect("it stands there").with_extension("").display().to_string();
        let text = std::fs::read_to_string(path).expect("a case");
        let text = text.replace("#[path = \"../shop.rs\"]", "").replace("mod shop;", "use crate::shop;");
        let stderr = std::fs::read_to_string(path.with_extension("stderr")).unwrap_or_default();
        Case { name, text, told: told(&stderr) }
    };
    files.iter().map(case).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

/// The errors of a `.stderr`, each with the line that its arrow points at.
fn told(stderr: &str) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for line in stderr.lines() {
        let place = || line.trim_start().strip_prefix("--> ")?.rsplit(':').nth(1)?.parse().ok();
        match (line.strip_prefix("error"), told.last_mut()) {
            (Some(text), _) => told.push((0, text.split_once(": ").map_or(text, |(_, text)| text).to_owned())),
            (None, Some((number @ 0, _))) => *number = place().unwrap_or(0),
            (None, _) => {}
        }
    }
    told
}

/// Writes a crate whose modules `case_0`, `case_1`, … have these texts, beside the shop.
pub(crate) fn crate_of(name: &str, texts: impl Iterator<Item = String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         orch = {{ path = {root:?} }}\nother-crate = {{ path = \"{root}/tests/other-crate\" }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nthiserror = \"2\"\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::copy(format!("{root}/Cargo.lock"), folder.join("Cargo.lock")).expect("the versions of the workspace");
    std::fs::copy(format!("{root}/tests/ui/shop.rs"), folder.join("src/shop.rs")).expect("the shop");
    let mut main = "#![allow(warnings)]\nmod shop;\n".to_owned();
    for (number, text) in texts.enumerate() {
        main += &format!("mod case_{number};\n");
        std::fs::write(folder.join(format!("src/case_{number}.rs")), text).expect("a case");
    }
    std::fs::write(folder.join("src/main.rs"), main + "fn main() {}\n").expect("a crate");
    folder
}

/// Whether the source of the standard library is installed, as editors need it.
pub(crate) fn has_library_source() -> bool {
    says("rustc", &["--print", "sysroot"])
        .is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/core").is_dir())
}

/// What a program says that is there and succeeds.
pub(crate) fn says(program: &str, words: &[&str]) -> Option<String> {
    let said = Command::new(program).args(words).output().ok().filter(|said| said.status.success())?;
    Some(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}
