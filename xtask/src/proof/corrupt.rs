//! `cargo xtask corrupt`: a store's file is cut at every byte, and bits of it are flipped.

use std::process::Command;

use crate::Done;

pub(crate) fn run(words: &[&str]) -> Done {
    let given = super::settings(words, &["flips", "stride", "seed"])?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["test", "--quiet", "--release", "--package", "orch-sqlite", "--test", "corrupt"]);
    if cfg!(feature = "sabotage") {
        command.args(["--features", "sabotage"]);
    }
    command.args(["--", "--nocapture"]);
    for (name, variable, otherwise) in
        [("flips", "ORCH_FLIPS", 10_000), ("stride", "ORCH_STRIDE", 1), ("seed", "ORCH_SEED", 1)]
    {
        command.env(variable, given.get(name).unwrap_or(&otherwise).to_string());
    }
    super::good(command.status()?.success())
}
