//! Plain Rust of a flow: values, checks, decisions, and what a branch gives.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::pipeline::codegen::{Generator, ours};
use crate::pipeline::ir::{Code, NodeId};

impl Generator<'_> {
    pub(super) fn value(&self, node: NodeId, code: &Code) -> TokenStream {
        let ty = self.event_type(node);
        let value = self.shared_value(node, code, &ty);
        let then = self.succeeded_with(node);
        self.evaluate(node, &quote_spanned!(ours()=> ::std::sync::Arc<#ty>), &value, &then)
    }

    pub(super) fn check(&self, node: NodeId, code: &Code) -> TokenStream {
        let (prelude, tokens) = (self.lent(&code.uses), &code.tokens);
        let run = quote_spanned!(ours()=> #prelude let _ = #tokens; ::core::result::Result::Ok(()));
        self.evaluate(node, &quote!(()), &run, &self.marked(node, &quote_spanned!(ours()=> __orch::Mark::Passed)))
    }

    pub(super) fn decide(&self, node: NodeId, code: &Code) -> TokenStream {
        let (prelude, tokens) = (self.lent(&code.uses), &code.tokens);
        let run = quote_spanned!(ours()=> #prelude let case: u16 = #tokens; ::core::result::Result::Ok(case));
        let then = self.marked(node, &quote_spanned!(ours()=> __orch::Mark::Decided(value)));
        self.evaluate(node, &quote!(u16), &run, &then)
    }

    /// The next input, as the pipeline's own parameters take it.
    pub(super) fn restart(&self, node: NodeId, args: &[Code], args_span: Span) -> TokenStream {
        let (name, input, span) = (&self.flow.name, self.input(), self.flow.nodes[node].span);
        let uses: Vec<usize> = args.iter().flat_map(|code| code.uses.iter().copied()).collect();
        let (prelude, args) = (self.lent(&uses), args.iter().map(|code| &code.tokens));
        let arguments = quote_spanned!(args_span=> (#(#args),*));
        let call = quote_spanned!(span=> <#name>::__call #arguments);
        let run = quote_spanned!(ours()=> #prelude ::core::result::Result::Ok(::std::sync::Arc::new(#call)));
        self.evaluate(node, &quote_spanned!(ours()=> ::std::sync::Arc<#input>), &run, &self.succeeded_with(node))
    }

    pub(super) fn join(&self, node: NodeId, decide: NodeId, arms: &[Option<Code>]) -> TokenStream {
        let ty = self.slot_type(node).unwrap_or_default();
        let frame = self.frame_local(self.flow.nodes[node].frame);
        let local = self.lowered.local[decide];
        let arms = arms.iter().enumerate().filter_map(|(case, code)| {
            let (case, value) = (case as u16, self.shared_value(node, code.as_ref()?, &ty));
            Some(quote_spanned!(ours()=> #case => { #value }))
        });
        let run = quote_spanned! {ours()=>
            match #frame.__progress.case(#local) {
                #(#arms)*
                case => ::core::unreachable!("arm {case} gives no value"),
            }
        };
        self.evaluate(node, &quote_spanned!(ours()=> ::std::sync::Arc<#ty>), &run, &self.succeeded_with(node))
    }
}
