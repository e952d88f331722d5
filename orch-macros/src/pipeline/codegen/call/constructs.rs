//! Fan-outs, `for`s and loops: how they begin, and what they give.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use crate::pipeline::codegen::at_text::listed;
use crate::pipeline::codegen::event::no_value;
use crate::pipeline::codegen::{Generator, key, ours};
use crate::pipeline::ir::{Code, Header, Kind, ListSource, NodeId, Open};

impl Generator<'_> {
    pub(super) fn open(&self, node: NodeId, open: &Open) -> TokenStream {
        match &open.header {
            Header::Rounds { .. } => self.end_of_rounds(node, open),
            Header::For { list } => {
                let begin = self.begin(node, list, None, None, None);
                let passed = self.marked(node, &quote_spanned!(ours()=> __orch::Mark::Passed));
                self.begin_or(node, &begin, &passed)
            }
            Header::Each { list, concurrent, tolerate, key } => {
                let begin = self.begin(node, list, concurrent.as_ref(), tolerate.as_ref(), key.as_ref());
                let end = self.end_of_items(node, open, tolerate.is_some());
                self.begin_or(node, &begin, &end)
            }
        }
    }

    /// A fan-out or a `for` is evaluated twice: for its list, and when all items have ended.
    pub(super) fn begin_or(&self, node: NodeId, begin: &TokenStream, end: &TokenStream) -> TokenStream {
        let (frame, local) = (self.frame_local(self.flow.nodes[node].frame), self.lowered.local[node]);
        quote_spanned! {ours()=>
            if #frame.__progress.status(#local) == __orch::Status::Ready { #begin } else { #end }
        }
    }

    pub(super) fn begin(
        &self,
        node: NodeId,
        list: &ListSource,
        concurrent: Option<&Code>,
        tolerate: Option<&Code>,
        key: Option<&Code>,
    ) -> TokenStream {
        let (event, variant) = (&self.names.event, &self.names.variants[node]);
        let (value, second) = (self.event_type(node), self.second_type(node).unwrap_or_else(no_value));
        let option = |code: Option<&Code>, wrap: &dyn Fn(&TokenStream) -> TokenStream| match code {
            None => quote_spanned!(ours()=> ::core::option::Option::None),
            Some(code) => {
                let (prelude, wrapped) = (self.lent(&code.uses), wrap(&code.tokens));
                quote_spanned!(ours()=> ::core::option::Option::Some({ #prelude #wrapped }))
            }
        };
        let concurrent = option(concurrent, &|code| quote_spanned!(ours()=> __orch::private::Limit::limit(#code)));
        let tolerate = option(
            tolerate,
            &|code| quote_spanned!(ours()=> __orch::private::Tolerance::of(#code, __orch::List::count(list))),
        );
        let keys = option(key, &|code| {
            let text = key::text_of(code);
            quote_spanned!(ours()=> __orch::private::keys(list, #text))
        });
        let (code, ty) = match list {
            ListSource::Place(code) => (code, None),
            ListSource::Recorded { code, ty } => (code, Some(self.written(ty))),
        };
        let (prelude, tokens) = (self.lent(&code.uses), &code.tokens);
        let (list, recorded) = match ty {
            None => {
                let (local, listed) = listed(tokens);
                (
                    quote_spanned!(ours()=> #local let list = #listed;),
                    quote_spanned!(ours()=> ::core::option::Option::None),
                )
            }
            Some(ty) => (
                quote_spanned! {ours()=>
                    let computed: ::std::vec::Vec<#ty> = ::core::iter::IntoIterator::into_iter(#tokens).collect();
                    let computed = ::std::sync::Arc::new(computed);
                    let list = &*computed;
                },
                quote_spanned!(ours()=> ::core::option::Option::Some(::std::sync::Arc::clone(&computed))),
            ),
        };
        let run = quote_spanned! {ours()=>
            #prelude
            #list
            let concurrent = #concurrent;
            let tolerate = #tolerate;
            let keys = #keys;
            __orch::private::open(list, concurrent, tolerate, keys, #recorded)
        };
        let then = quote_spanned!(ours()=> __orch::Call::Now(#event::#variant(__orch::Placed::new(at.clone(), value))));
        self.evaluate(node, &quote_spanned!(ours()=> __orch::NodeEvent<#value, #second>), &run, &then)
    }

    pub(super) fn end_of_items(&self, node: NodeId, open: &Open, tolerant: bool) -> TokenStream {
        let Some(tail) = self.flow.frames[open.frame].tail else {
            return self.marked(node, &quote_spanned!(ours()=> __orch::Mark::Passed));
        };
        let ty = self.slot_type(node).unwrap_or_default();
        let frame = self.frame_local(self.flow.nodes[node].frame);
        let (items, local, tail) = (&self.names.items[node], self.lowered.local[node], &self.names.slots[tail]);
        let gathered = if tolerant {
            quote_spanned! {ours()=>
                __orch::private::gather_tolerant(&#frame.#items, &#frame.__progress, #local, |item| &item.#tail)
            }
        } else {
            quote_spanned!(ours()=> __orch::private::gather(&#frame.#items, |item| &item.#tail))
        };
        let run = quote_spanned! {ours()=>
            let value: #ty = #gathered;
            ::core::result::Result::Ok(::std::sync::Arc::new(value))
        };
        self.evaluate(node, &quote_spanned!(ours()=> ::std::sync::Arc<#ty>), &run, &self.succeeded_with(node))
    }

    /// The value of the `break` that ended the last round.
    pub(super) fn end_of_rounds(&self, node: NodeId, open: &Open) -> TokenStream {
        let Some(ty) = self.slot_type(node) else {
            return self.marked(node, &quote_spanned!(ours()=> __orch::Mark::Passed));
        };
        let (frame, items) = (self.frame_local(self.flow.nodes[node].frame), &self.names.items[node]);
        let (event, variant) = (&self.names.event, &self.names.variants[node]);
        let breaks = self
            .nodes_of(open.frame)
            .filter(|inner| matches!(self.flow.nodes[*inner].kind, Kind::Break { code: Some(_) }));
        let arms = breaks.map(|inner| {
            let (local, slot) = (self.lowered.local[inner], &self.names.slots[inner]);
            quote_spanned! {ours()=>
                if last.__progress.status(#local) == __orch::Status::Succeeded {
                    let value: ::std::sync::Arc<#ty> = last.#slot.share();
                    return __orch::Call::Now(#event::#variant(__orch::Placed::succeeded(at.clone(), value)));
                }
            }
        });
        quote_spanned! {ours()=>
            let last = #frame.#items.last().expect("a loop that ended has a last round");
            #(#arms)*
            ::core::unreachable!("a loop with a value ends with a `break`")
        }
    }
}
