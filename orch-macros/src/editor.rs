//! Whether it is an editor that asks for the expansion.
//!
//! rustc passes over a type that it has complained about; rust-analyzer passes over one that it does not know. So what the
//! one is given as a mistake that was told already, the other is given as a name that leads nowhere.

use std::cell::Cell;
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// What rust-analyzer gives to the process in which it runs macros. Where it is missing nothing is lost but its silence.
const GIVEN: &str = "RUST_ANALYZER_INTERNALS_DO_NOT_USE";

static ASKS: LazyLock<bool> = LazyLock::new(|| std::env::var_os(GIVEN).is_some());

thread_local! {
    static PRETENDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether it is rust-analyzer that asks.
pub(crate) fn asks() -> bool {
    PRETENDED.get() || *ASKS
}

/// From now on this thread counts as rust-analyzer's, or does not.
#[allow(dead_code, reason = "for the fuzzer, which looks at what an editor is given too")]
pub(crate) fn pretend(yes: bool) {
    PRETENDED.set(yes);
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

/// What rust-analyzer puts where the text of an item with an attribute lacks a word. It says so itself, and of what is printed
/// it takes away again whatever stands at the place of such a word.
const MENDED: &str = "__ra_fixup";

/// Whether it is such a word.
pub(crate) fn mended(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == MENDED)
}

/// Whether such a word stands among the tokens.
pub(crate) fn has_mended(tokens: TokenStream) -> bool {
    asks()
        && tokens.into_iter().any(|tree| match tree {
            TokenTree::Group(group) => has_mended(group.stream()),
            other => mended(&other),
        })
}

/// Whether something stands between two tokens, if only a space. rust-analyzer tells a macro no lines and no columns, but shows
/// where in the text a token is: `SpanData { range: 514..515, … }`. If it no longer does, they count as one beside the other.
pub(crate) fn apart(first: &TokenTree, second: &TokenTree) -> bool {
    let range = |tree: &TokenTree| {
        let shown = format!("{:?}", tree.span());
        let (start, end) = shown.split_once("range: ")?.1.split_once(',')?.0.split_once("..")?;
        Some((start.parse::<u32>().ok()?, end.parse::<u32>().ok()?))
    };
    matches!((range(first), range(second)), (Some((_, end)), Some((start, _))) if start > end)
}
