//! Plain `let`s whose names nobody uses: they are never computed, so rustc does not see them. An editor does, because one that
//! is being written is used by nobody yet.

use proc_macro2::TokenStream;
use quote::{format_ident, quote_spanned};

use crate::editor;
use crate::pipeline::codegen::{Generator, ours};
use crate::pipeline::ir::BindingId;

impl Generator<'_> {
    /// A function with each of them; none for rustc.
    pub(super) fn unused(&self) -> Option<TokenStream> {
        editor::asks().then(|| self.flow.unused.iter().map(|binding| self.unused_let(*binding)).collect())
    }

    fn unused_let(&self, binding: BindingId) -> TokenStream {
        let (state, function) = (&self.names.states[0], format_ident!("__unused_{}", binding, span = ours()));
        let (way, lets) = (self.way_to(self.flow.bindings[binding].frame), self.lent(&[binding]));
        quote_spanned! {ours()=>
            #[doc(hidden)]
            fn #function(state: &#state, at: &__orch::At) -> ::core::result::Result<(), __orch::Failure> {
                let frame_0 = state;
                #way
                #lets
                ::core::result::Result::Ok(())
            }
        }
    }
}
