//! Whether it is an editor that asks for the expansion.
//!
//! rustc passes over a type that it has complained about; rust-analyzer passes over one that it does not know. So what the
//! one is given as a mistake that was told already, the other is given as a name that leads nowhere.

use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// What rust-analyzer gives to the process in which it runs macros. Where it is missing nothing is lost but its silence.
const GIVEN: &str = "RUST_ANALYZER_INTERNALS_DO_NOT_USE";

static ASKS: LazyLock<bool> = LazyLock::new(|| std::env::var_os(GIVEN).is_some());

/// Whether it is rust-analyzer that asks.
pub(crate) fn asks() -> bool {
    *ASKS
}

/// Functions in which nothing of the user's stands: an editor is given them without their bodies. It has nothing to say
/// there that helps, and is the faster for it.
pub(crate) fn without_bodies(functions: TokenStream) -> TokenStream {
    if !asks() {
        return functions;
    }
    let bodiless = |tree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => quote!({ loop {} }),
        other => TokenStream::from(other),
    };
    functions.into_iter().map(bodiless).collect()
}
