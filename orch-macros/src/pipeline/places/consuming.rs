//! Methods that take their receiver, called on what a stage gave: `fetch(&x).await.ok()`.
//!
//! There the receiver is a temporary of the user's, which such a method may take. What is recorded stays where it is, so
//! the method gets a clone. All other methods look, and a clone would only cost.

use syn::{Expr, ExprMethodCall};

use super::root;
use crate::hygiene::is_hidden;

/// Methods of `Result` and `Option` that take `self`.
const CONSUMING: &[&str] = &[
    "ok",
    "err",
    "map",
    "map_err",
    "map_or",
    "map_or_else",
    "and",
    "and_then",
    "or",
    "or_else",
    "xor",
    "zip",
    "unzip",
    "filter",
    "flatten",
    "transpose",
    "ok_or",
    "ok_or_else",
    "inspect",
    "inspect_err",
    "unwrap",
    "unwrap_err",
    "unwrap_or",
    "unwrap_or_else",
    "unwrap_or_default",
    "expect",
    "expect_err",
    "is_ok_and",
    "is_err_and",
    "is_some_and",
    "is_none_or",
];

/// Whether the call takes what a stage gave.
pub(super) fn takes(call: &ExprMethodCall) -> bool {
    let name = call.method.to_string();
    // `into_iter`, `into_bytes`, `into_inner`: by the conventions of Rust they all take.
    let taking = name.starts_with("into") || CONSUMING.contains(&name.as_str());
    taking && on_a_stage(&call.receiver)
}

/// Only there: on a variable of the user's own the words of rustc are right.
fn on_a_stage(receiver: &Expr) -> bool {
    root(receiver).is_some_and(is_hidden)
}
