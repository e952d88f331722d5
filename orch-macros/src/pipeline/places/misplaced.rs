//! `.await` where it cannot be a stage (E09): each place with its reason and the way to write it.

use proc_macro2::{TokenStream, TokenTree};
use syn::ExprAwait;
use syn::visit::{self, Visit};

use super::Rewriter;
use crate::diagnostics::Diagnostics;

/// What of plain Rust stands around a piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    Closure,
    Async,
    Guard,
    ShortCircuit,
    While,
    Loop,
    Const,
    Function,
    Macro,
    Unsafe,
    Fallback,
    Try,
    Other,
}

impl Inside {
    /// Whether a `?` in it leaves it and not the flow.
    pub(super) fn catches_question(self) -> bool {
        matches!(self, Inside::Closure | Inside::Async | Inside::Function | Inside::Try)
    }

    fn reason(self) -> &'static str {
        match self {
            Inside::Closure => {
                "a closure may be called many times or never: use `for … in each(…)`, or give the stage a `let` before it"
            }
            Inside::Async => {
                "an `async` block is a future of its own: write the stage in the flow, stages that may run side by side do"
            }
            Inside::Guard => "a guard may be tried many times: give the stage a `let` before the `match`",
            Inside::ShortCircuit => {
                "right of `&&` or `||` it may be skipped: use an `if` inside an `if`, or give the stage a `let` before it"
            }
            Inside::While => "a `while` has no bound: write `#[rounds(n)] loop { if !… { break } … }`",
            Inside::Loop => "this loop is plain Rust: write `for … in each(…)`, or `#[rounds(n)] loop`",
            Inside::Const => "a `const` block is computed by the compiler: give the stage a `let` before it",
            Inside::Function => "a nested function is no part of the flow: make it a pipeline of its own, or an agent",
            Inside::Macro => "what a macro does with its input cannot be seen: give the stage a `let` before it",
            Inside::Unsafe => "an `unsafe` block is plain Rust: write the stage outside of it",
            Inside::Fallback => {
                "a fallback only starts when the stage before it failed: give the inner stage a `let` before, or chain agents with `.or_else`"
            }
            Inside::Try => "a `try` block is plain Rust: leave the `?` away and `match` the result",
            Inside::Other => "it cannot be told that it is evaluated exactly once: give the stage a `let` before it",
        }
    }
}

/// Reports an `.await` that stands in plain Rust.
pub(crate) fn refuse(inside: Inside, tokens: &dyn quote::ToTokens, diagnostics: &mut Diagnostics) {
    diagnostics.error("E09", tokens, format_args!("no stage can stand here: {}", inside.reason()));
}

impl Rewriter<'_> {
    pub(super) fn misplaced(&mut self, wait: &ExprAwait) {
        let inside = self.inside.first().copied().unwrap_or(Inside::Other);
        refuse(inside, &wait.await_token, self.diagnostics);
    }
}

/// Reports an `.await` in an item, which sees nothing of the flow. Of a function its signature is left.
pub(crate) fn refuse_awaits(item: &mut syn::Item, diagnostics: &mut Diagnostics) {
    let mut found = FirstAwait(None);
    found.visit_item(item);
    let Some(token) = found.0 else { return };
    refuse(Inside::Function, &token, diagnostics);
    if let syn::Item::Fn(function) = item {
        function.block = syn::parse_quote!({ loop {} });
    }
}

struct FirstAwait(Option<syn::Token![await]>);

impl<'ast> Visit<'ast> for FirstAwait {
    fn visit_expr_await(&mut self, wait: &'ast ExprAwait) {
        self.0.get_or_insert(wait.await_token);
        visit::visit_expr_await(self, wait);
    }
}

/// The first `await` behind a dot.
pub(super) fn await_in(tokens: TokenStream) -> Option<proc_macro2::Ident> {
    let mut after_dot = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) if after_dot && ident == "await" => return Some(ident),
            TokenTree::Group(group) => {
                if let Some(ident) = await_in(group.stream()) {
                    return Some(ident);
                }
                after_dot = false;
            }
            TokenTree::Punct(punct) => after_dot = punct.as_char() == '.',
            _ => after_dot = false,
        }
    }
    None
}
