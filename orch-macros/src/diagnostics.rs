//! One collector of mistakes for all phases of a macro: every mistake is reported, each once, on its own token.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Mistakes found so far. It must be read: dropping it unread is a bug of the macro and says so.
#[derive(Debug)]
pub(crate) struct Diagnostics {
    found: Option<Vec<syn::Error>>,
    /// How many of them leave what they are about whole.
    remarks: usize,
}

impl Diagnostics {
    /// None so far.
    pub(crate) fn new() -> Diagnostics {
        Diagnostics { found: Some(Vec::new()), remarks: 0 }
    }

    /// A mistake at `tokens`: what is wrong, and what to do. `code` is the page under `docs/codes/`, as `"E05"`.
    pub(crate) fn error(&mut self, code: &str, tokens: &dyn ToTokens, message: impl std::fmt::Display) {
        self.push(syn::Error::new_spanned(tokens.to_token_stream(), with_code(code, &message)));
    }

    /// A mistake where there are no tokens of its own.
    pub(crate) fn error_at(&mut self, code: &str, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, with_code(code, &message)));
    }

    /// A mistake that leaves the flow whole: it is reported, and everything is generated as if it were right, so that
    /// rustc finds the others.
    pub(crate) fn remark(&mut self, code: &str, tokens: &dyn ToTokens, message: impl std::fmt::Display) {
        self.error(code, tokens, message);
        self.remarks += 1;
    }

    /// A mistake that syn found.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.get_or_insert_default().push(error);
    }

    /// How many so far that break what they are about, so that a phase can tell whether it added to them.
    pub(crate) fn count(&self) -> usize {
        self.found.as_ref().map_or(0, Vec::len) - self.remarks
    }

    /// All of them as `compile_error!`s; empty if there is none.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.into_errors().into_iter().collect()
    }

    /// Each of them as a `compile_error!`. Phases may come by the same mistake: it is told once.
    pub(crate) fn into_errors(mut self) -> Vec<TokenStream> {
        // A span has no equality, but shows the place that it stands for.
        let told = |error: &syn::Error| (error.to_string(), format!("{:?}", error.span()));
        let mut known = BTreeSet::new();
        let found = self.found.take().unwrap_or_default();
        found.iter().filter(|error| known.insert(told(error))).map(syn::Error::to_compile_error).collect()
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        if let Some(found) = &self.found
            && !found.is_empty()
            && !std::thread::panicking()
        {
            panic!("a macro of orch forgot {} diagnostics: {found:?}", found.len());
        }
    }
}

fn with_code(code: &str, message: &dyn std::fmt::Display) -> String {
    format!("{message}\n  [orch::{code}] docs/codes/{code}.md")
}
