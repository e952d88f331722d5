//! Attempts at stages, and their arguments.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::editor;
use crate::hygiene::Ends;
use crate::pipeline::codegen::at_text::time;
use crate::pipeline::codegen::prelude::Shares;
use crate::pipeline::codegen::{Generator, ours};
use crate::pipeline::ir::{BindingId, BindingKind, NodeId, Stage};
use crate::pipeline::lower;

impl Generator<'_> {
    /// One attempt at a stage. The future holds shares of the slots that it reads.
    pub(super) fn attempt(&self, node: NodeId, stage: &Stage) -> TokenStream {
        let (event, variant, number) = (&self.names.event, &self.names.variants[node], node as u16);
        let (name, callee) = (&self.flow.name, self.callee(node));
        let mut shares = Shares::default();
        let (prelude, arguments) = self.arguments_of(node, stage, |uses| self.shared(uses, &mut shares));
        let (shares, lent, resources) = (shares.slots(), shares.lent(), self.resources_of(node));
        let keep = if stage.keep_error {
            quote_spanned!(ours()=> __KeepError)
        } else if self.keeps_result(node) {
            quote_spanned!(ours()=> __KeepResult)
        } else {
            quote_spanned!(ours()=> __KeepOutput)
        };
        // The item that is worked on is found through the way to its frame, which the future then holds.
        let item = self.names_item(stage).then(|| quote_spanned!(ours()=> let at = at.clone();));
        let later = stage
            .delay
            .is_some()
            .then(|| quote_spanned!(ours()=> let asked = &__orch::engine::Asked::after(*asked, value);));
        // An editor that does not know the callee has nothing to say of what its end becomes.
        let (made, with) = if editor::asks() {
            (quote_spanned!(ours()=> __orch::private::seen_by_an_editor), quote!())
        } else {
            let made = quote_spanned!(ours()=> __Drives::attempt::<#callee, _, _>);
            let answering = quote_spanned!(ours()=> __Answering::<#name, _, _, #keep>);
            let with = quote_spanned! {ours()=>
                engine,
                (asked, opening),
                const { &#answering::of::<#callee>(#number, #event::#variant) },
            };
            (made, with)
        };
        let attempt = quote_spanned! {ours()=>
            #item
            #later
            let wants = const { __Wants::of::<#callee>() };
            let (opening, held) = __hold((engine, asked, wants), #shares, #resources);
            #made(
                #with
                async move {
                    let (computing, #lent) = __Holding::begin(&held);
                    #prelude
                    // One expression, so that temporaries in the arguments live as long as the call, as in plain Rust.
                    match #arguments {
                        arguments => {
                            if const { __Engine::TAKES.is_some() } {
                                return __Holding::take::<#callee>(&held, &arguments, computing);
                            }
                            __Holding::call::<#callee>(&held, arguments, computing).await
                        }
                    }
                },
            )
        };
        let ends = Ends { first: self.flow.nodes[node].span, last: self.flow.nodes[node].last };
        let ascribed = stage.ascribed.as_ref().map(|ty| self.fits(node, &quote!(#ty), ends));
        let Some(delay) = &stage.delay else {
            return quote_spanned!(ours()=> #ascribed #attempt);
        };
        let (prelude, tokens) = (self.lent(&delay.uses), time(delay));
        let run = quote_spanned! {ours()=>
            #prelude
            ::core::result::Result::Ok(#tokens)
        };
        let evaluated = self.evaluate(node, &quote_spanned!(ours()=> ::core::time::Duration), &run, &attempt);
        quote_spanned!(ours()=> #ascribed #evaluated)
    }

    /// Whether the arguments name an item, or what follows from one.
    fn names_item(&self, stage: &Stage) -> bool {
        let named = lower::closure(self.flow, &uses(stage));
        named.iter().any(|binding| matches!(self.flow.bindings[*binding].kind, BindingKind::Item(_)))
    }

    /// The prelude and the constructor call of a stage's arguments, on the user's tokens.
    pub(crate) fn arguments_of(
        &self,
        node: NodeId,
        stage: &Stage,
        mut prelude: impl FnMut(&[usize]) -> TokenStream,
    ) -> (TokenStream, TokenStream) {
        let prelude = prelude(&uses(stage));
        let (callee, args) = (self.callee(node), stage.args.iter().map(|code| &code.tokens));
        let call = quote_spanned!(stage.args_span=> (#(#args),*));
        let span = syn::spanned::Spanned::span(&stage.callee);
        (prelude, quote_spanned!(span=> <#callee>::__call #call))
    }
}

/// What the arguments of a stage name.
fn uses(stage: &Stage) -> Vec<BindingId> {
    stage.args.iter().flat_map(|code| code.uses.iter().copied()).collect()
}
