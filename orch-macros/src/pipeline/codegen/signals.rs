//! `MarketDataSignals`: a typed method for every signal, reached through the handle of a run.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Generator;
use super::names::{ident, snake};
use crate::pipeline::ir::Kind;

impl Generator<'_> {
    /// The struct and its methods.
    pub(crate) fn signals(&self) -> TokenStream {
        let (vis, name) = (&self.flow.vis, &self.names.signals);
        let methods = self.flow.signals.iter().enumerate().map(|(index, signal)| {
            let (plain_wanted, keyed_wanted) = self.wanted(index);
            let (text, ty) = (&signal.name, &signal.ty);
            let method = ident(&snake(text), signal.span);
            let keyed = format_ident!("{}_for", snake(text), span = signal.span);
            let docs = format!("Sends the signal `{text}` to the one that waits for it without a key.");
            let keyed_docs = format!("Sends the signal `{text}` to the one that waits for it with this key.");
            let plain = plain_wanted.then(|| {
                quote! {
                    #[doc = #docs]
                    ///
                    /// It is sent at once; awaiting tells whether it was taken. An error says that the run has ended, or that
                    /// the payload cannot be written or stored.
                    pub fn #method(&self, payload: #ty) -> ::orch::__private::Sending {
                        use ::orch::__private::private::{PayloadRefuses as _, PayloadSaves as _};
                        ::orch::__private::private::MaybePayload::<#ty>::new()
                            .send(&self.__port, #text, ::core::option::Option::None, &payload)
                    }
                }
            });
            let keyed = keyed_wanted.then(|| {
                quote! {
                    #[doc = #keyed_docs]
                    ///
                    /// It is sent at once; awaiting tells whether it was taken. An error says that the run has ended,
                    /// or that the payload cannot be written or stored.
                    pub fn #keyed(
                        &self,
                        key: impl ::core::convert::Into<::std::string::String>,
                        payload: #ty,
                    ) -> ::orch::__private::Sending {
                        use ::orch::__private::private::{PayloadRefuses as _, PayloadSaves as _};
                        ::orch::__private::private::MaybePayload::<#ty>::new()
                            .send(&self.__port, #text, ::core::option::Option::Some(key.into()), &payload)
                    }
                }
            });
            quote!(#plain #keyed)
        });
        let docs = format!("The signals of [`{}`], as methods of a run's handle.", self.flow.name);
        quote! {
            #[doc = #docs]
            #[allow(private_interfaces)]
            #vis struct #name {
                #[allow(dead_code)]
                __port: ::orch::__private::SignalPort,
            }

            impl ::core::convert::From<::orch::__private::SignalPort> for #name {
                fn from(port: ::orch::__private::SignalPort) -> Self {
                    #name { __port: port }
                }
            }

            #[allow(private_interfaces)]
            impl #name {
                #(#methods)*
            }
        }
    }

    /// Whether a signal is waited for somewhere without a key, and somewhere with one. What nobody waits for gets no
    /// method: it would send into the void.
    fn wanted(&self, signal: usize) -> (bool, bool) {
        let waits = self.flow.nodes.iter().filter_map(|node| match &node.kind {
            Kind::Signal { index, key, .. } if *index == signal => Some(key.is_some()),
            _ => None,
        });
        let keyed: Vec<bool> = waits.collect();
        // In a flow that was refused it may be waited for in what was, and its users shall not be complained about.
        let any = self.flow.refused;
        (any || keyed.contains(&false), any || keyed.contains(&true))
    }
}
