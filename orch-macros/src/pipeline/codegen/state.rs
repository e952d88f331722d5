//! `MarketDataState`: one struct a frame, with a typed slot a stage.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Generator, ours};
use crate::pipeline::ir::{FrameId, Kind, NodeId};

/// One field of a state struct.
struct Field {
    ident: proc_macro2::Ident,
    /// As saving and people know it.
    name: String,
    ty: TokenStream,
    docs: String,
}

impl Generator<'_> {
    /// The state structs of all frames.
    pub(crate) fn states(&self) -> TokenStream {
        (0..self.flow.frames.len()).map(|frame| self.state(frame)).collect()
    }

    fn state(&self, frame: FrameId) -> TokenStream {
        let (vis, name) = (&self.flow.vis, &self.names.states[frame]);
        let docs = match self.flow.frames[frame].owner {
            None => format!("The checkpoint of a run of [`{}`]: one slot a stage.", self.flow.name),
            Some(owner) => format!("The checkpoint of one item or round of `{}`.", self.flow.nodes[owner].name),
        };
        let orch = self.orch(Span::call_site());
        let fields = self.fields(frame).into_iter().map(|Field { ident, ty, docs, .. }| {
            quote! {
                #[doc = #docs]
                pub #ident: #orch::Slot<#ty>,
            }
        });
        let items = self.openers(frame).map(|(node, inner)| {
            let (ident, state) = (&self.names.items[node], &self.names.states[inner]);
            let docs = format!("The items or rounds of `{}`.", self.flow.nodes[node].name);
            quote! {
                #[doc = #docs]
                pub #ident: ::orch::__private::Items<#state>,
            }
        });
        quote! {
            #[doc = #docs]
            #[derive(Default)]
            #[allow(private_interfaces, non_camel_case_types, clippy::type_complexity, clippy::pub_underscore_fields)]
            #vis struct #name {
                #[doc(hidden)]
                pub __progress: ::orch::__private::Progress,
                #(#fields)*
                #(#items)*
            }
        }
    }

    /// The slots of a frame: input and output first in the body, then those of the nodes in text order.
    fn fields(&self, frame: FrameId) -> Vec<Field> {
        let mut fields = Vec::new();
        if frame == 0 {
            let (params, output) = (self.params(), self.written(&self.flow.output));
            let slot = |text: &str| quote::format_ident!("{text}");
            fields.push(Field {
                ident: slot("__input"),
                name: "(input)".into(),
                ty: quote!((#(#params,)*)),
                docs: "What the run was started with.".into(),
            });
            fields.push(Field {
                ident: slot("__output"),
                name: "(output)".into(),
                ty: quote!(#output),
                docs: "What the run gave.".into(),
            });
        }
        if frame == 0 && self.restarts() {
            fields.push(Field {
                ident: quote::format_ident!("__restart"),
                name: "(restart)".into(),
                ty: self.input(),
                docs: "What the run begins anew with.".into(),
            });
        }
        for node in self.nodes_of(frame) {
            let name = &self.flow.nodes[node].name;
            // An assignment writes into the slot of the `let mut`.
            let own = !matches!(self.flow.nodes[node].kind, Kind::Assign { .. });
            if let (Some(ty), true) = (self.shown_slot_type(node), own) {
                let (ident, docs) = (self.names.slots[node].clone(), format!("`{name}`"));
                fields.push(Field { ident, name: name.clone(), ty, docs });
            }
            if let Some(ty) = self.second_type(node) {
                let ident = self.names.seconds[node].clone();
                let name = format!(
                    "{name}.{}",
                    if matches!(self.flow.nodes[node].kind, Kind::Open(_)) { "list" } else { "error" }
                );
                let docs = format!("`{name}`");
                fields.push(Field { ident, name, ty, docs });
            }
        }
        fields
    }

    /// The types of the parameters.
    pub(crate) fn params(&self) -> Vec<TokenStream> {
        self.flow.params.iter().map(|param| self.written(&param.ty)).collect()
    }

    /// The parameters as a tuple.
    pub(crate) fn input(&self) -> TokenStream {
        let params = self.params();
        quote!((#(#params,)*))
    }

    /// Whether the flow may begin anew.
    pub(crate) fn restarts(&self) -> bool {
        self.flow.nodes.iter().any(|node| matches!(node.kind, Kind::Restart { .. }))
    }

    /// The nodes of a frame, in text order.
    pub(crate) fn nodes_of(&self, frame: FrameId) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.flow.nodes.len()).filter(move |node| self.flow.nodes[*node].frame == frame)
    }

    /// The nodes of a frame that open frames, and which.
    fn openers(&self, frame: FrameId) -> impl Iterator<Item = (NodeId, FrameId)> + '_ {
        self.nodes_of(frame).filter_map(|node| match &self.flow.nodes[node].kind {
            Kind::Open(open) => Some((node, open.frame)),
            _ => None,
        })
    }

    /// Each struct as library code sees it, and the table of its slots, by which that saves and loads them.
    pub(crate) fn frame_states(&self) -> TokenStream {
        (0..self.flow.frames.len()).map(|frame| self.frame_state(frame)).collect()
    }

    /// The schemas of the slots' types: only with the feature, because asking costs compile time.
    fn schema(&self, fields: &[Field]) -> Option<TokenStream> {
        if !cfg!(feature = "schema") {
            return None;
        }
        let (index, idents) = (0usize..fields.len(), fields.iter().map(|field| &field.ident));
        Some(quote! {
            #[inline]
            fn schema(&self, index: usize) -> ::core::option::Option<__orch::serde_json::Value> {
                use __orch::private::{SlotHasNone as _, SlotHasSchema as _};
                match index {
                    #(#index => __orch::private::MaybeSlot(&self.#idents).schema(),)*
                    _ => ::core::option::Option::None,
                }
            }
        })
    }

    /// What people and serde see of the body's state and of events.
    pub(crate) fn views(&self) -> TokenStream {
        let (name, state, event) = (&self.flow.name, &self.names.states[0], &self.names.event);
        quote_spanned! {ours()=>
            impl ::core::fmt::Debug for #state {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    __orch::machine::data::debug::<#name>(self, f)
                }
            }
            impl ::core::fmt::Debug for #event {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    __orch::private::debug_event::<#name>(self, f)
                }
            }
            impl __orch::serde::Serialize for #state {
                fn serialize<__Serializer: __orch::serde::Serializer>(
                    &self,
                    serializer: __Serializer,
                ) -> ::core::result::Result<__Serializer::Ok, __Serializer::Error> {
                    __orch::machine::data::serialize::<#name, __Serializer>(self, serializer)
                }
            }
            impl<'de> __orch::serde::Deserialize<'de> for #state {
                fn deserialize<__Deserializer: __orch::serde::Deserializer<'de>>(
                    deserializer: __Deserializer,
                ) -> ::core::result::Result<Self, __Deserializer::Error> {
                    __orch::machine::data::deserialize::<#name, __Deserializer>(deserializer)
                }
            }
        }
    }

    fn frame_slots(&self, frame: FrameId) -> TokenStream {
        let (name, fields) = (&self.names.states[frame], self.fields(frame));
        let index = 0usize..fields.len();
        let index_mut = index.clone();
        let names = fields.iter().map(|field| &field.name);
        let schema = self.schema(&fields);
        let idents: Vec<_> = fields.iter().map(|field| &field.ident).collect();
        // Inlined, for that is: not compiled before somebody saves.
        quote! {
            impl __orch::FrameSlots for #name {
                #[inline]
                fn slot(&self, index: usize) -> ::core::option::Option<(&'static str, &dyn __orch::AnySlot)> {
                    use __orch::private::{SlotRefuses as _, SlotSaves as _};
                    ::core::option::Option::Some(match index {
                        #(#index => (#names, __MaybeSlot(&self.#idents).any()),)*
                        _ => return ::core::option::Option::None,
                    })
                }
                #[inline]
                fn slot_mut(&mut self, index: usize) -> ::core::option::Option<&mut dyn __orch::AnySlot> {
                    use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
                    ::core::option::Option::Some(match index {
                        #(#index_mut => __MaybeSlot(&mut self.#idents).any_mut(),)*
                        _ => return ::core::option::Option::None,
                    })
                }
                #schema
            }
        }
    }

    /// `Pipeline::slots` and `Pipeline::slots_mut`.
    pub(crate) fn slots(&self) -> TokenStream {
        let saved = if self.flow.options.ephemeral { &[] } else { &self.names.states[..] };
        quote_spanned! {ours()=>
            #[inline]
            fn slots(frame: &dyn __orch::FrameState) -> ::core::option::Option<&dyn __orch::FrameSlots> {
                let frame: &dyn ::core::any::Any = frame;
                #(if let ::core::option::Option::Some(frame) = frame.downcast_ref::<#saved>() {
                    return ::core::option::Option::Some(frame);
                })*
                ::core::option::Option::None
            }
            #[inline]
            fn slots_mut(frame: &mut dyn __orch::FrameState) -> ::core::option::Option<&mut dyn __orch::FrameSlots> {
                let frame: &mut dyn ::core::any::Any = frame;
                #(if frame.is::<#saved>() {
                    return frame.downcast_mut::<#saved>().map(|frame| frame as _);
                })*
                ::core::option::Option::None
            }
        }
    }

    fn frame_state(&self, frame: FrameId) -> TokenStream {
        let name = &self.names.states[frame];
        let slots = (!self.flow.options.ephemeral).then(|| self.frame_slots(frame));
        let (nodes, items): (Vec<_>, Vec<_>) =
            self.openers(frame).map(|(node, _)| (node as u16, &self.names.items[node])).unzip();
        quote! {
            #slots
            impl __orch::FrameState for #name {
                fn progress(&self) -> &__orch::Progress {
                    &self.__progress
                }
                fn progress_mut(&mut self) -> &mut __orch::Progress {
                    &mut self.__progress
                }
                fn items(&self, node: u16) -> ::core::option::Option<&dyn __orch::AnyItems> {
                    match node {
                        #(#nodes => ::core::option::Option::Some(__orch::private::any_items(&self.#items)),)*
                        _ => ::core::option::Option::None,
                    }
                }
                fn items_mut(&mut self, node: u16) -> ::core::option::Option<&mut dyn __orch::AnyItems> {
                    match node {
                        #(#nodes => ::core::option::Option::Some(__orch::private::any_items_mut(&mut self.#items)),)*
                        _ => ::core::option::Option::None,
                    }
                }
            }
        }
    }
}
