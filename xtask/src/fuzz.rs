//! The fuzzer of the macros' front end, which is a crate of its own (`fuzz/`), because nothing else here should have to build it.

use std::io;
use std::process::Command;

/// `cargo xtask fuzz --cases N --seed S --from K`
pub(crate) fn run(words: &[&str]) -> io::Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--release", "--locked", "--package", "orch-fuzz", "--"]).args(words);
    match cargo.status()?.success() {
        true => Ok(()),
        false => Err(io::Error::other("the fuzzer found something, or did not build")),
    }
}
