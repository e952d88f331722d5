//! Timers and signals.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use crate::pipeline::codegen::at_text::{call_at_its_text, time};
use crate::pipeline::codegen::{Generator, key, ours};
use crate::pipeline::ir::{Code, NodeId};

impl Generator<'_> {
    pub(super) fn sleep(&self, node: NodeId, code: &Code, until: bool) -> TokenStream {
        let prelude = self.lent(&code.uses);
        let time = if until {
            let until = call_at_its_text("until", code);
            quote_spanned!(ours()=> let until = #until;)
        } else {
            let time = time(code);
            quote_spanned!(ours()=> let until = engine.now().saturating_add(#time);)
        };
        let run = quote_spanned!(ours()=> #prelude #time ::core::result::Result::Ok(until));
        let mark = quote_spanned! {ours()=>
            __orch::Mark::waiting(::core::option::Option::Some(value), ::core::option::Option::None)
        };
        self.evaluate(node, &quote_spanned!(ours()=> __orch::Timestamp), &run, &self.marked(node, &mark))
    }

    pub(super) fn signal(
        &self,
        node: NodeId,
        ty: &TokenStream,
        question: bool,
        timeout: Option<&Code>,
        key: Option<&Code>,
    ) -> TokenStream {
        let (event, variant, number) = (&self.names.event, &self.names.variants[node], node as u16);
        let name = &self.flow.name;
        let option = |code: Option<&Code>, wrap: &dyn Fn(&TokenStream) -> TokenStream| match code {
            None => quote_spanned!(ours()=> ::core::option::Option::None),
            Some(code) => {
                let (prelude, wrapped) = (self.lent(&code.uses), wrap(&code.tokens));
                quote_spanned!(ours()=> ::core::option::Option::Some({ #prelude #wrapped }))
            }
        };
        let timeout = timeout.map(|timeout| Code { tokens: time(timeout), ..timeout.clone() });
        let until = option(timeout.as_ref(), &|code| quote_spanned!(ours()=> engine.now().saturating_add(#code)));
        let key = option(key, &key::text);
        let run = quote_spanned! {ours()=>
            ::core::result::Result::Ok(__orch::Mark::waiting(#until, #key))
        };
        let wait = self.evaluate(
            node,
            &quote_spanned!(ours()=> __orch::Mark),
            &run,
            &self.marked(node, &quote_spanned!(ours()=> value)),
        );
        let (delivered, expired) = if question {
            (quote_spanned!(ours()=> payload), quote_spanned!(ours()=> ::core::option::Option::None))
        } else {
            (
                quote_spanned!(ours()=> ::core::result::Result::Ok(payload)),
                quote_spanned! {ours()=>
                    ::core::option::Option::Some(::std::sync::Arc::new(::core::result::Result::Err(
                        __orch::Failed { failure: (*failure).clone(), error: ::core::option::Option::None },
                    )))
                },
            )
        };
        quote_spanned! {ours()=>
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
            match asked.ask() {
                __orch::Ask::Deliver(payload) => match __orch::private::MaybePayload::<#ty>::new().decode(payload) {
                    ::core::result::Result::Ok(payload) => __orch::Call::Now(#event::#variant(__orch::Placed::succeeded(
                        at.clone(),
                        ::std::sync::Arc::new(#delivered),
                    ))),
                    ::core::result::Result::Err(failure) => {
                        __orch::Call::Now(#event::Mark(at.clone(), #number, __orch::Mark::Failed(failure)))
                    }
                },
                __orch::Ask::Expire => {
                    let failure = __orch::private::signal_expired(#name::blueprint(), state, at, #number);
                    let value = #expired;
                    __orch::Call::Now(#event::#variant(__orch::Placed::new(
                        at.clone(),
                        __orch::NodeEvent::failed(failure, false, value, ::core::option::Option::None),
                    )))
                }
                _ => { #wait }
            }
        }
    }
}
