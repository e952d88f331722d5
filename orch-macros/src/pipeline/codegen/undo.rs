//! `Pipeline::undo`: which agent undoes a stage. Most stages leave it to their callee; `.with(compensate = undo)` names
//! another one here.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Path;

use super::{Generator, callees, ours};
use crate::checked::checked;
use crate::pipeline::ir::{Compensate, NodeId};

impl Generator<'_> {
    /// The stages whose `.with(compensate = undo)` names an agent.
    pub(crate) fn undone_otherwise(&self) -> impl Iterator<Item = (NodeId, &Path)> {
        self.stages().filter_map(|(node, stage)| match &stage.with.compensate {
            Some(Compensate::With(path)) => Some((node, path)),
            _ => None,
        })
    }

    /// The agent that `.with(compensate = undo)` of a stage names, as a type.
    pub(crate) fn undo_alias(&self, node: NodeId) -> Ident {
        let path = self.undone_otherwise().find(|(other, _)| *other == node).map(|(_, path)| path);
        let span = path.map_or_else(ours, callees::first);
        format_ident!("__{}_u{}", self.flow.name, node, span = span)
    }

    /// All of those, each under its alias.
    pub(crate) fn undo_aliases(&self) -> TokenStream {
        let aliases = self.undone_otherwise().map(|(node, path)| {
            let (alias, undo) = (self.undo_alias(node), checked("is_agent", path));
            quote! {
                #[doc(hidden)]
                #[allow(non_camel_case_types, dead_code)]
                type #alias = #undo;
            }
        });
        aliases.collect()
    }

    /// The field of its resources.
    pub(crate) fn undo_field(node: NodeId) -> Ident {
        format_ident!("__u{node}")
    }

    /// The function.
    pub(crate) fn undo(&self) -> TokenStream {
        let arms = if self.flow.options.ephemeral { TokenStream::new() } else { self.undo_arms() };
        quote_spanned! {ours()=>
            fn undo<__Engine: __orch::Engine>(
                change: &__orch::Undoing,
                resources: &Self::Resources,
                engine: &__Engine,
            ) -> ::core::option::Option<__orch::engine::BoxFuture<__orch::Undone>> {
                use __orch::Stage as __Stage;
                match change.site.node {
                    #arms
                    _ => ::core::option::Option::None,
                }
            }
        }
    }

    fn undo_arms(&self) -> TokenStream {
        let mut by_callee: BTreeMap<(usize, bool), Vec<NodeId>> = BTreeMap::new();
        for (node, _) in self.stages().filter(|(_, stage)| stage.with.compensate.is_none()) {
            // A pipeline says itself how it is undone only to those that use it.
            let Some(number) = self.callees.number(node).filter(|number| !self.callees.all[*number].may_be_pipeline())
            else {
                continue;
            };
            by_callee.entry((number, self.keeps_result(node))).or_default().push(node);
        }
        let callees = by_callee.into_iter().map(|((_, result), nodes)| {
            let (callee, resources) = (self.callee(nodes[0]), self.resources_of(nodes[0]));
            let (change, numbers) = (change(result), nodes.iter().map(|node| *node as u16));
            quote_spanned!(ours()=> #(#numbers)|* => <#callee as __Stage>::undo(#change, #resources, engine),)
        });
        let own = self.undone_otherwise().map(|(node, path)| self.undo_arm(node, path));
        callees.chain(own).collect()
    }

    /// rustc's words about a call that does not fit stand on the path behind `compensate =`.
    fn undo_arm(&self, node: NodeId, path: &Path) -> TokenStream {
        let (number, callee, undo) = (node as u16, self.callee(node), self.undo_alias(node));
        let (owned, output) = (self.of_callee(node, "Owned"), self.of_callee(node, "Output"));
        let (field, change) = (Self::undo_field(node), change(self.keeps_result(node)));
        let call = self.undo_call(node, path);
        quote_spanned! {ours()=>
            #number => {
                use __orch::private::{KeptLoads as _, KeptRefuses as _};
                let change = #change;
                let kept = __orch::private::MaybeKept::<#owned, #output>::new().load(&change);
                #call
                __orch::private::undo::<#callee, #undo, __Engine>(change, kept, &resources.#field, engine, undone)
            }
        }
    }

    /// The undoing agent takes the stage's inputs by reference, then `Option<&Output>`.
    fn undo_call(&self, node: NodeId, path: &Path) -> TokenStream {
        let (callee, output, alias) = (self.callee(node), self.of_callee(node, "Output"), self.undo_alias(node));
        let span = callees::first(path);
        // Names of ours: rustc offers no changes of what it takes for generated.
        let ours = span.resolved_at(ours());
        let count = self.stages().find(|(other, _)| *other == node).map_or(0, |(_, stage)| stage.args.len());
        let names: Vec<_> = (0..count).map(|number| format_ident!("input_{}", number, span = ours)).collect();
        let given = format_ident!("output", span = ours);
        let numbers = (0..count).map(syn::Index::from);
        let call = quote_spanned!(span=> <#alias>::__call(#(#names,)* #given));
        quote_spanned! {span=>
            fn undone<'a>(
                owned: &'a <#callee as ::orch::__private::Stage>::Owned,
                #given: ::core::option::Option<&'a #output>,
            ) -> <#alias as ::orch::__private::Stage>::Args<'a> {
                let inputs = <#callee>::__undone(owned);
                #(let #names = inputs.#numbers;)*
                #call
            }
        }
    }
}

fn change(result: bool) -> TokenStream {
    if result { quote_spanned!(ours()=> &change.of_result()) } else { quote_spanned!(ours()=> change) }
}
