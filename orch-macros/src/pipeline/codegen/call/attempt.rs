//! Attempts at stages, and their arguments.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::hygiene::Ends;
use crate::pipeline::codegen::at_text::time;
use crate::pipeline::codegen::prelude::Shares;
use crate::pipeline::codegen::{Generator, callees, ours};
use crate::pipeline::ir::{BindingId, BindingKind, NodeId, Stage};
use crate::pipeline::lower;

impl Generator<'_> {
    /// One attempt at a stage, and the function that makes its call: of what is lent to it on the spot, or of what it holds for itself.
    pub(super) fn stage(&self, node: NodeId, stage: &Stage) -> (TokenStream, TokenStream) {
        let (function, callee, keep) = (Self::function(node), self.callee(node), self.keep(node, stage));
        let (shares, code) = self.code(node, stage);
        let types = shares.types(self);
        let function = quote_spanned! {ours()=>
            fn #function<__Engine: __Drives>(
                held: __Held<'_, #callee, #types, __Engine>
            ) -> impl __Calling<#callee, #keep> {
                #code
            }
        };
        let (way, attempt) = (self.way_to(self.flow.nodes[node].frame), self.attempt(node, stage, &shares));
        (quote_spanned!(ours()=> #way #attempt), function)
    }

    /// What an editor sees of it: one that does not know the callee has nothing to say of what its end becomes.
    pub(super) fn stage_in_an_editor(&self, node: NodeId, stage: &Stage) -> TokenStream {
        let (shares, code) = self.code(node, stage);
        let (slots, resources) = (shares.slots(self), self.resources_of(node));
        let attempt = quote_spanned! {ours()=>
            let held = __orch::private::held_in_an_editor(engine, #slots, #resources);
            __orch::private::seen_by_an_editor(#code)
        };
        self.with_delay(node, stage, attempt)
    }

    /// In which way the end of an attempt is kept.
    fn keep(&self, node: NodeId, stage: &Stage) -> Ident {
        let way = match () {
            () if stage.keep_error => "__KeepError",
            () if self.keeps_result(node) => "__KeepResult",
            () => "__KeepOutput",
        };
        Ident::new(way, ours())
    }

    /// The code of a call, and what it reads.
    fn code(&self, node: NodeId, stage: &Stage) -> (Shares, TokenStream) {
        let (callee, keep) = (self.callee(node), self.keep(node, stage));
        let mut shares = Shares::new(self.names_item(stage));
        let (prelude, arguments) = self.arguments_of(node, stage, |uses| self.shared(uses, &mut shares));
        let lent = shares.lent();
        let code = quote_spanned! {ours()=>
            async move {
                let (computing, #lent) = __Holding::begin(&held);
                #prelude
                // One expression, so that temporaries in the arguments live as long as the call, as in plain Rust.
                match #arguments {
                    arguments => __Holding::call::<#callee, #keep>(&held, arguments, computing).await,
                }
            }
        };
        (shares, code)
    }

    fn attempt(&self, node: NodeId, stage: &Stage, shares: &Shares) -> TokenStream {
        let (event, variant, number) = (&self.names.event, &self.names.variants[node], node as u16);
        let (name, callee, function) = (&self.flow.name, self.callee(node), Self::function(node));
        let (slots, resources, keep) = (shares.slots(self), self.resources_of(node), self.keep(node, stage));
        let (frame, slot) = (self.place_of_frame(self.flow.nodes[node].frame), &self.names.slots[node]);
        let later = stage
            .delay
            .is_some()
            .then(|| quote_spanned!(ours()=> let asked = &__orch::engine::Asked::after(*asked, value);));
        let attempt = quote_spanned! {ours()=>
            #later
            __Drives::attempt_with::<#callee, #name, #number, _, _, _>(
                engine,
                asked,
                (#slots, #resources),
                const { &__answering::<#callee, #keep, #name>(#number, #event::#variant, |state, at| &mut #frame.#slot) },
                #name::#function,
            )
        };
        self.with_delay(node, stage, attempt)
    }

    /// An attempt behind the computation of its delay, if it has one.
    fn with_delay(&self, node: NodeId, stage: &Stage, attempt: TokenStream) -> TokenStream {
        if stage.delay.is_none() && stage.ascribed.is_none() {
            return attempt;
        }
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
        let (name, number) = (&self.flow.name, node as u16);
        quote_spanned! {ours()=>
            #ascribed
            if const { __passes_over::<__Engine, #name>(#number) } {
                __passed_over()
            }
            #evaluated
        }
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
        (prelude, quote_spanned!(callees::first(&stage.callee)=> <#callee>::__call #call))
    }
}

/// What the arguments of a stage name.
fn uses(stage: &Stage) -> Vec<BindingId> {
    stage.args.iter().flat_map(|code| code.uses.iter().copied()).collect()
}
