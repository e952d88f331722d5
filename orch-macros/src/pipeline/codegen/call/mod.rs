//! `call`: where all user code runs, one function a node: that of a stage makes its call, and the others are called from `call`. This file goes to the node's kind and holds what all kinds share;
//! the others print one family of kinds each.

mod attempt;
mod constructs;
mod firsts;
mod unused;
mod values;
mod waits;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::editor;
use crate::hygiene::Ends;
use crate::pipeline::codegen::{Generator, ours};
use crate::pipeline::ir::{Code, Kind, NodeId};

impl Generator<'_> {
    /// `call`, and the functions of the nodes.
    pub(crate) fn call(&self) -> (TokenStream, TokenStream) {
        let (state, event, resources) = (&self.names.states[0], &self.names.event, &self.names.resources);
        let name = &self.flow.name;
        let (arms, functions): (Vec<_>, Vec<_>) = (0..self.flow.nodes.len()).map(|node| self.arm(node)).unzip();
        let call = quote_spanned! {ours()=>
            fn call<__Engine: __orch::Engine>(
                state: &#state,
                at: &__orch::At,
                node: u16,
                ask: &__orch::Ask,
                engine: &__Engine,
                resources: &#resources,
            ) -> __orch::Call<#event> {
                let asked = &__orch::engine::Asked::new::<#name>((state, at), node, ask);
                let frame_0 = state;
                match node {
                    #(#arms)*
                    _ => ::core::unreachable!("the blueprint has no node {node}"),
                }
            }
        };
        (call, functions.into_iter().chain(self.unused()).collect())
    }

    /// What `call` does with a node, and the function that this needs.
    fn arm(&self, node: NodeId) -> (TokenStream, TokenStream) {
        let (name, number, function) = (&self.flow.name, node as u16, Self::function(node));
        let (body, function) = match &self.flow.nodes[node].kind {
            Kind::Stage(stage) if !editor::asks() => self.stage(node, stage),
            _ => {
                let body = quote_spanned!(ours()=> #name::#function(state, asked, engine, resources));
                (body, self.function_of(node))
            }
        };
        (quote_spanned!(ours()=> #number => { #body }), function)
    }

    fn function(node: NodeId) -> Ident {
        format_ident!("__node_{}", node, span = ours())
    }

    /// The function of a node that is no stage. The docs of a program show what is private too.
    fn function_of(&self, node: NodeId) -> TokenStream {
        let (state, event, resources) = (&self.names.states[0], &self.names.event, &self.names.resources);
        let (name, number, function, body) = (&self.flow.name, node as u16, Self::function(node), self.node(node));
        quote_spanned! {ours()=>
            #[doc(hidden)]
            fn #function<__Engine: __Drives>(
                state: &#state,
                asked: &__Asked<'_>,
                engine: &__Engine,
                resources: &#resources,
            ) -> __Call<#event> {
                if const { __passes_over::<__Engine, #name>(#number) } {
                    __passed_over()
                }
                let (at, frame_0) = (asked.at, state);
                #body
            }
        }
    }

    pub(super) fn node(&self, node: NodeId) -> TokenStream {
        let way = self.way_to(self.flow.nodes[node].frame);
        let body = match &self.flow.nodes[node].kind {
            Kind::Stage(stage) => self.stage_in_an_editor(node, stage),
            Kind::Value { code, .. } | Kind::Assign { code, .. } | Kind::Return { code, .. } => self.value(node, code),
            Kind::Check { code } => self.check(node, code),
            Kind::Decide { code, .. } => self.decide(node, code),
            Kind::Join { decide, arms, .. } => self.join(node, *decide, arms),
            Kind::Chain { stages, question } => self.first_of(node, stages, *question),
            Kind::Race { members, question } => self.first_of(node, members, *question),
            Kind::Open(open) => self.open(node, open),
            Kind::Sleep { code, until } => self.sleep(node, code, *until),
            Kind::Signal { index, question, timeout, key } => {
                let ty = self.written(&self.flow.signals[*index].ty);
                self.signal(node, &ty, *question, timeout.as_ref(), key.as_ref())
            }
            Kind::Now => self.succeeded(node, &quote_spanned!(ours()=> engine.now())),
            Kind::Uuid => {
                self.succeeded(node, &quote_spanned!(ours()=> __orch::private::uuid(engine.random(), engine.random())))
            }
            Kind::Random => {
                self.succeeded(node, &quote_spanned!(ours()=> __orch::private::unit_interval(engine.random())))
            }
            Kind::Restart { args, args_span } => self.restart(node, args, *args_span),
            Kind::Break { code: Some(code) } => self.value(node, code),
            Kind::Break { code: None } | Kind::Continue => {
                self.marked(node, &quote_spanned!(ours()=> __orch::Mark::Passed))
            }
        };
        quote_spanned!(ours()=> #way #body)
    }

    pub(super) fn marked(&self, node: NodeId, mark: &TokenStream) -> TokenStream {
        let (event, number) = (&self.names.event, node as u16);
        quote_spanned!(ours()=> __orch::Call::Now(#event::Mark(at.clone(), #number, #mark)))
    }

    pub(super) fn succeeded(&self, node: NodeId, value: &TokenStream) -> TokenStream {
        let (event, variant) = (&self.names.event, &self.names.variants[node]);
        quote_spanned! {ours()=>
            __orch::Call::Now(#event::#variant(__orch::Placed::succeeded(
                at.clone(),
                ::std::sync::Arc::new(#value),
            )))
        }
    }

    /// Runs `code`, which gives a `Result<ty, Failure>`, and makes an event of it with `then`.
    pub(super) fn evaluate(
        &self,
        node: NodeId,
        ty: &TokenStream,
        code: &TokenStream,
        then: &TokenStream,
    ) -> TokenStream {
        let (event, name, number) = (&self.names.event, &self.flow.name, node as u16);
        quote_spanned! {ours()=>
            let evaluated = __orch::private::evaluate(
                #name::blueprint(),
                state,
                at,
                #number,
                || -> ::core::result::Result<#ty, __orch::Failure> { #code },
            );
            match evaluated {
                ::core::result::Result::Ok(value) => { #then }
                ::core::result::Result::Err(failure) => {
                    __orch::Call::Now(#event::Mark(at.clone(), #number, __orch::Mark::Failed(failure)))
                }
            }
        }
    }

    /// An `Arc` of the code's value: a share where the code is nothing but a slot.
    pub(super) fn shared_value(&self, node: NodeId, code: &Code, ty: &TokenStream) -> TokenStream {
        let prelude = self.lent(&code.uses);
        let spelled = self.spelled(node).map_or_else(|| ty.clone(), |spelled| quote!(#spelled));
        if let Some(source) = code.alias {
            let fits = self.fits(source, &spelled, Ends::of(&code.tokens));
            let share = self.share(source, ty);
            return quote_spanned!(ours()=> #fits ::core::result::Result::Ok(#share));
        }
        let tokens = &code.tokens;
        quote_spanned! {ours()=>
            #prelude
            let value: #spelled = #tokens;
            ::core::result::Result::Ok(::std::sync::Arc::new(value))
        }
    }

    /// The place of the one complaint about a value of another type, on the text that gives it.
    pub(super) fn fits(&self, node: NodeId, ty: &TokenStream, ends: Ends) -> TokenStream {
        let this = &self.flow.nodes[node];
        let itself = ends.first.start() == this.span.start();
        let ends = if itself { Ends { first: this.span, last: this.last } } else { ends };
        let slot = self.slot_type(node).unwrap_or_else(|| quote!(()));
        if slot.to_string() == ty.to_string() {
            return TokenStream::new();
        }
        let give = Ident::new("give", ends.first);
        let given = ends.call(quote!(#give), TokenStream::new());
        quote_spanned! {ours()=>
            let _ = |#give: fn() -> #slot| {
                let _: #ty = #given;
            };
        }
    }

    /// A share of a slot, as a `ty`. That it is one is checked elsewhere.
    pub(super) fn share(&self, node: NodeId, ty: &TokenStream) -> TokenStream {
        let slot = self.slot(node);
        quote_spanned! {ours()=>
            {
                use __orch::private::{ShareOther as _, ShareSame as _};
                __orch::private::Share::<#ty, _>::new(&#slot).arc()
            }
        }
    }

    /// The event of a value that is already shared.
    pub(super) fn succeeded_with(&self, node: NodeId) -> TokenStream {
        let (event, variant) = (&self.names.event, &self.names.variants[node]);
        quote_spanned!(ours()=> __orch::Call::Now(#event::#variant(__orch::Placed::succeeded(at.clone(), value))))
    }
}
