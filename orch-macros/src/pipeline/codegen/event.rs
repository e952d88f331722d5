//! `MarketDataEvent`: what can happen, one variant for every node that carries a value.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Generator, ours};
use crate::pipeline::ir::{Kind, NodeId};

impl Generator<'_> {
    /// The type of the value of a node's event.
    pub(crate) fn event_type(&self, node: NodeId) -> TokenStream {
        let value = match &self.flow.nodes[node].kind {
            Kind::Return { .. } => Some(self.written(&self.flow.output)),
            Kind::Restart { .. } => Some(self.input()),
            _ => self.shown_slot_type(node),
        };
        value.unwrap_or_else(no_value)
    }

    /// Whether a node has a variant.
    pub(crate) fn carries(&self, node: NodeId) -> bool {
        match &self.flow.nodes[node].kind {
            Kind::Return { .. } | Kind::Restart { .. } | Kind::Open(_) => true,
            _ => self.has_slot(node),
        }
    }

    /// The nodes that have a variant.
    fn carriers(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.flow.nodes.len()).filter(|node| self.carries(*node))
    }

    /// The enum.
    pub(crate) fn event(&self) -> TokenStream {
        let (vis, event, params) = (&self.flow.vis, &self.names.event, self.params());
        let orch = self.orch(Span::call_site());
        let variants = self.carriers().map(|node| {
            let (variant, value) = (&self.names.variants[node], self.event_type(node));
            let docs = format!("Of `{}`.", self.flow.nodes[node].name);
            let second = self.second_type(node).map(|second| quote!(, #second));
            quote! {
                #[doc = #docs]
                #variant(#orch::Placed<#value #second>),
            }
        });
        let docs = format!("What can happen in a run of [`{}`].", self.flow.name);
        quote! {
            #[doc = #docs]
            #[allow(private_interfaces, clippy::type_complexity)]
            #vis enum #event {
                /// Of the whole run.
                Run(::orch::__private::RunEvent<(#(#params,)*)>),
                /// Of a node, without a value.
                Mark(::orch::__private::At, u16, ::orch::__private::Mark),
                #(#variants)*
            }
        }
    }

    /// The functions of `Pipeline` that go through the variants.
    pub(crate) fn event_functions(&self) -> TokenStream {
        let (transition, store) = (self.transition(), self.store());
        let codec = self.codec();
        quote!(#transition #store #codec)
    }

    fn transition(&self) -> TokenStream {
        let event = &self.names.event;
        let arms = self.carriers().map(|node| {
            let (variant, number, handled) = (&self.names.variants[node], node as u16, self.handles_failure(node));
            quote_spanned!(ours()=> #event::#variant(event) => (#number, event, #handled),)
        });
        quote_spanned! {ours()=>
            fn transition(event: &#event) -> (&__orch::At, ::core::option::Option<u16>, __orch::Transition<'_>) {
                let (node, event, handled): (_, &dyn __orch::Moves, bool) = match event {
                    #event::Run(event) => return (&__orch::At::ROOT, ::core::option::Option::None, event.transition()),
                    #event::Mark(at, node, mark) => {
                        return (at, ::core::option::Option::Some(*node), __orch::Transition::Mark(mark));
                    }
                    #(#arms)*
                };
                (event.at(), ::core::option::Option::Some(node), event.transition(handled))
            }
        }
    }

    /// Whether a failure of this node is looked at by the flow, so that it does not end the run.
    fn handles_failure(&self, node: NodeId) -> bool {
        match &self.flow.nodes[node].kind {
            Kind::Stage(stage) => !stage.question,
            Kind::Signal { question, .. } | Kind::Chain { question, .. } | Kind::Race { question, .. } => !question,
            _ => false,
        }
    }

    fn store(&self) -> TokenStream {
        let (event, state) = (&self.names.event, &self.names.states[0]);
        let arms = self.carriers().map(|node| {
            let (variant, store) = (&self.names.variants[node], self.store_one(node));
            quote_spanned!(ours()=> #event::#variant(event) => #store)
        });
        quote_spanned! {ours()=>
            fn store(state: &mut #state, event: #event) {
                match event {
                    #event::Run(__orch::RunEvent::Started(input)) => state.__input.set(input),
                    #event::Run(_) | #event::Mark(..) => {}
                    #(#arms)*
                }
            }
        }
    }

    fn store_one(&self, node: NodeId) -> TokenStream {
        let this = &self.flow.nodes[node];
        let home = match this.kind {
            Kind::Return { .. } => return quote_spanned!(ours()=> event.store(&mut state.__output),),
            Kind::Restart { .. } => return quote_spanned!(ours()=> event.store(&mut state.__restart),),
            Kind::Assign { target, .. } => target,
            _ => node,
        };
        let frame = self.place_of_frame(self.flow.nodes[home].frame);
        let (slot, second, items) = (&self.names.slots[home], &self.names.seconds[home], &self.names.items[home]);
        let keys = matches!(this.kind, Kind::Open(_)).then(|| {
            quote_spanned!(ours()=> if let ::core::option::Option::Some(keys) = event.event.keys() {
                frame.#items.set_keys(::core::option::Option::Some(keys));
            })
        });
        let (has_slot, has_second) = (self.has_slot(home), self.has_second(home));
        let store = match (has_slot, has_second) {
            (true, true) => quote_spanned!(ours()=> event.store_both(&mut frame.#slot, &mut frame.#second);),
            // In the body itself no way leads to the frame.
            (true, false) if keys.is_none() && self.flow.nodes[home].frame == 0 => {
                return quote_spanned!(ours()=> event.store(&mut #frame.#slot),);
            }
            (true, false) => quote_spanned!(ours()=> event.store(&mut frame.#slot);),
            (false, true) => {
                quote_spanned!(ours()=> event.store_both(&mut __orch::Slot::default(), &mut frame.#second);)
            }
            (false, false) => quote!(),
        };
        quote_spanned! {ours()=>
            {
                let at = &event.at;
                let frame = #frame;
                #keys
                #store
            }
        }
    }

    fn codec(&self) -> TokenStream {
        let (event, ephemeral) = (&self.names.event, self.flow.options.ephemeral);
        if ephemeral {
            return quote_spanned! {ours()=>
                fn encode(_: &#event) -> ::core::result::Result<__orch::Recorded, __orch::CodecError> {
                    ::core::result::Result::Err(__orch::CodecError::Ephemeral)
                }
                fn decode(_: &__orch::Recorded) -> ::core::result::Result<#event, __orch::CodecError> {
                    ::core::result::Result::Err(__orch::CodecError::Ephemeral)
                }
            };
        }
        let params = self.params();
        let (mut nodes, mut variants, mut decoded) = (Vec::new(), Vec::new(), Vec::new());
        for node in self.carriers() {
            nodes.push(node as u16);
            variants.push(&self.names.variants[node]);
            decoded.push(self.decoded(node));
        }
        // Inlined, for that is: not compiled before somebody wants to.
        quote_spanned! {ours()=>
            #[inline]
            fn encode(event: &#event) -> ::core::result::Result<__orch::Recorded, __orch::CodecError> {
                use __orch::private::{EventRefuses as _, EventSaves as _};
                match event {
                    #event::Run(event) => __MaybeEvent(event).encode(0),
                    #event::Mark(at, node, mark) => ::core::result::Result::Ok(__orch::Recorded::mark(at, *node, mark)),
                    #(#event::#variants(event) => __MaybeEvent(event).encode(#nodes),)*
                }
            }
            #[inline]
            fn decode(recorded: &__orch::Recorded) -> ::core::result::Result<#event, __orch::CodecError> {
                use __orch::private::{EventLoads as _, EventRefusesToLoad as _};
                let __orch::Recorded { at, node, what } = recorded;
                match (*node, what) {
                    (::core::option::Option::None, what) => {
                        __MaybeDecoded::<__orch::RunEvent<(#(#params,)*)>>::new().decode(at, what).map(#event::Run)
                    }
                    (::core::option::Option::Some(node), __orch::What::Mark(mark)) => {
                        ::core::result::Result::Ok(#event::Mark(at.clone(), node, mark.clone()))
                    }
                    (::core::option::Option::Some(node), what) => match node {
                        #(#nodes => #decoded.decode(at, what).map(#event::#variants),)*
                        _ => ::core::result::Result::Err(__orch::misplaced(what)),
                    },
                }
            }
        }
    }

    /// What reads the event of a node.
    fn decoded(&self, node: NodeId) -> TokenStream {
        if self.gives_output(node) && !self.has_second(node) {
            let callee = self.callee(node);
            return quote_spanned!(ours()=> __decoded::<#callee>());
        }
        let value = self.event_type(node);
        let second = self.second_type(node).map(|second| quote!(, #second));
        quote_spanned!(ours()=> __MaybeDecoded::<__Placed<#value #second>>::new())
    }
}

/// The type of a value that is not there.
pub(crate) fn no_value() -> TokenStream {
    quote!(::orch::__private::NoValue)
}
