//! Planted bugs, to find out whether the proofs would see a real one.
//!
//! With the feature `sabotage`, which nothing but `cargo xtask sabotage` switches on, the environment variable `ORCH_SABOTAGE`
//! names the bug that is planted in this process. Without it [`is`] is `false` at compile time, and nothing of it is left.

/// Whether this bug is planted.
#[cfg(not(feature = "sabotage"))]
#[inline(always)]
pub const fn is(_bug: &str) -> bool {
    false
}

/// Whether this bug is planted.
#[cfg(feature = "sabotage")]
pub fn is(bug: &str) -> bool {
    static PLANTED: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    PLANTED.get_or_init(|| std::env::var("ORCH_SABOTAGE").ok()).as_deref() == Some(bug)
}
