//! A pipeline's trait implementations: the machine's typed side, and being a stage of other pipelines.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote_spanned};

use super::{Generator, ours};
use crate::checked::unless_refused;
use crate::editor;
use crate::pipeline::ir::{Kind, NodeId, Stage};

impl Generator<'_> {
    pub(crate) fn stages(&self) -> impl Iterator<Item = (NodeId, &Stage)> {
        self.flow.nodes.iter().enumerate().filter_map(|(node, this)| match &this.kind {
            Kind::Stage(stage) => Some((node, stage)),
            _ => None,
        })
    }

    /// `MarketDataResources`: what its agents need from the application.
    pub(crate) fn resources(&self) -> TokenStream {
        let (vis, name) = (&self.flow.vis, &self.names.resources);
        let undo = || self.undone_otherwise().map(|(node, _)| (Self::undo_field(node), self.undo_alias(node)));
        let stages =
            self.needy().map(|(number, ty)| (field(number), self.acyclic(number).unwrap_or_else(|| ty.clone())));
        let (fields, acyclic): (Vec<_>, Vec<_>) = stages.chain(undo()).unzip();
        let aliases = self.acyclic_aliases();
        let docs = format!("What the agents of [`{}`] need from the application.", self.flow.name);
        let (orch, needs) = (self.orch(ours()), self.short("needs", ours()));
        quote_spanned! {ours()=>
            #aliases

            #[doc = #docs]
            #[derive(Clone)]
            #[allow(private_interfaces, dead_code)]
            #vis struct #name {
                #(#fields: #needs<#acyclic>,)*
            }

            #[allow(private_bounds)]
            impl<__App> #orch::ResourceSet<__App> for #name
            where
                #(#needs<#acyclic>: #orch::ResourceSet<__App>,)*
            {
                #[allow(unused_variables)]
                fn collect(app: &__App) -> Self {
                    #name { #(#fields: #orch::ResourceSet::collect(app),)* }
                }
            }
        }
    }

    /// Pipelines among the callees under a second name, which is refused for one that leads back here: resources that
    /// hold themselves have no size. By convention only types are in camel case.
    fn acyclic_aliases(&self) -> TokenStream {
        let name = &self.flow.name;
        let pipelines = self.needy().filter_map(|(number, ty)| Some((self.acyclic(number)?, ty)));
        let aliases = pipelines.map(|(alias, callee)| {
            let span = callee.span();
            let check = quote_spanned! {span=>
                match ::orch::__private::blueprint::check::recursion(#name::blueprint()) {
                    ::core::option::Option::Some(text) => ::core::panic!("{}", text.as_str()),
                    ::core::option::Option::None => true,
                }
            };
            let ty = unless_refused(span, &check, callee);
            quote_spanned! {span=>
                #[doc(hidden)]
                #[allow(non_camel_case_types, dead_code)]
                type #alias = #ty;
            }
        });
        aliases.collect()
    }

    /// The second name of a callee that may be a pipeline.
    fn acyclic(&self, number: usize) -> Option<Ident> {
        let callee = &self.callees.all[number];
        callee.may_be_pipeline().then(|| format_ident!("__{}_p{}", self.flow.name, number, span = callee.ty().span()))
    }

    /// The callees but for the pipeline itself, whose resources are its own.
    fn needy(&self) -> impl Iterator<Item = (usize, &Ident)> {
        self.callees
            .all
            .iter()
            .enumerate()
            .filter(|(_, callee)| !callee.is_self)
            .map(|(number, callee)| (number, callee.ty()))
    }

    /// What one stage needs.
    pub(crate) fn resources_of(&self, node: NodeId) -> TokenStream {
        match self.callees.number(node).filter(|number| !self.callees.all[*number].is_self) {
            Some(number) => {
                let field = field(number);
                quote_spanned!(ours()=> &resources.#field)
            }
            None => quote_spanned!(ours()=> resources),
        }
    }

    /// `impl Pipeline`.
    pub(crate) fn pipeline(&self) -> TokenStream {
        let (name, output, params) = (&self.flow.name, self.written(&self.flow.output), self.params());
        let (state, event) = (&self.names.states[0], &self.names.event);
        let (resources, signals) = (&self.names.resources, &self.names.signals);
        let (call, functions) = self.call();
        let durable =
            (!self.flow.options.ephemeral).then(|| quote_spanned!(ours()=> impl __orch::Durable for #name {}));
        let [events, slots, visit, undo] =
            [self.event_functions(), self.slots(), self.visit(), self.undo()].map(editor::without_bodies);
        let restart = self.restarts().then(|| {
            quote_spanned! {ours()=>
                fn restart(state: &#state) -> ::core::option::Option<&::std::sync::Arc<Self::Input>> {
                    state.__restart.shared()
                }
            }
        });
        quote_spanned! {ours()=>
            #durable

            impl __orch::Pipeline for #name {
                type Input = (#(#params,)*);
                type Output = #output;
                type State = #state;
                type Event = #event;
                type Resources = #resources;
                type Signals = #signals;

                const BLUEPRINT: ::core::option::Option<&'static __orch::blueprint::Blueprint> =
                    ::core::option::Option::Some(#name::blueprint());

                fn blueprint() -> &'static __orch::blueprint::Blueprint {
                    #name::blueprint()
                }
                fn plan() -> &'static __orch::Plan {
                    static PLAN: __orch::plan::Lazy = __orch::plan::Lazy::of(#name::blueprint());
                    PLAN.get()
                }
                fn started(input: ::std::sync::Arc<Self::Input>) -> #event {
                    #event::Run(__orch::RunEvent::Started(input))
                }
                fn stopped(failure: __orch::Apart<__orch::Failure>) -> #event {
                    #event::Run(__orch::RunEvent::Stopped(failure))
                }
                fn mark(at: __orch::At, node: u16, mark: __orch::Mark) -> #event {
                    #event::Mark(at, node, mark)
                }
                fn output(state: &#state) -> &__orch::Slot<#output> {
                    &state.__output
                }
                fn output_mut(state: &mut #state) -> &mut __orch::Slot<#output> {
                    &mut state.__output
                }
                #restart
                #events
                #slots
                #call
                #undo
                #visit
            }

            impl #name {
                #functions
            }
        }
    }

    fn visit(&self) -> TokenStream {
        let callees = self.needy().map(|(_, callee)| callee);
        let (types, names): (Vec<_>, Vec<_>) =
            self.flow.signals.iter().map(|signal| (self.written(&signal.ty), &signal.name)).unzip();
        let payloads = (!names.is_empty()).then(|| {
            quote_spanned! {ours()=>
                use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
                #(__orch::private::MaybePayload::<#types>::new().show(visitor, #names);)*
            }
        });
        let body = (!self.flow.options.ephemeral).then(|| {
            quote_spanned! {ours()=>
                use __orch::private::{StageHides as _, StageShows as _};
                #(__MaybeStage::<#callees>::new().show(visitor);)*
                #payloads
            }
        });
        quote_spanned!(ours()=> fn visit<__Visitor: __orch::Visitor>(visitor: &mut __Visitor) { #body })
    }

    /// `impl Stage`: a pipeline may be a stage of another one.
    pub(crate) fn as_stage(&self) -> TokenStream {
        let encode = crate::agent::encode();
        let (name, output, params) = (&self.flow.name, self.written(&self.flow.output), self.params());
        let (resources, vis) = (&self.names.resources, &self.flow.vis);
        let idents: Vec<_> = self.flow.params.iter().map(|param| &param.ident).collect();
        let call = Ident::new("__call", name.span());
        let numbers: Vec<_> = (0..params.len()).map(syn::Index::from).collect();
        quote_spanned! {ours()=>
            impl #name {
                #[doc(hidden)]
                #vis fn #call(#(#idents: #params),*) -> (#(#params,)*) {
                    (#(#idents,)*)
                }
                #[doc(hidden)]
                #vis fn __undone(owned: &(#(#params,)*)) -> (#(&#params,)*) {
                    (#(&owned.#numbers,)*)
                }
                #[doc(hidden)]
                #vis const fn __stage() -> __orch::blueprint::StageRef {
                    __orch::blueprint::StageRef::Pipeline(Self::blueprint())
                }
            }

            #[diagnostic::do_not_recommend]
            impl __orch::Stage for #name {
                type Args<'a> = (#(#params,)*);
                type Owned = (#(#params,)*);
                type Output = #output;
                type Error = __orch::NoError;
                type Resources = #resources;

                const MAY_MOVE: bool = false;

                fn describe() -> __orch::blueprint::StageRef {
                    Self::__stage()
                }
                #[inline]
                fn lend(owned: &Self::Owned) -> Self::Args<'_> {
                    use __orch::{GiveByClone as _, GiveNever as _};
                    (#((&__orch::Cloned(&owned.#numbers)).give(),)*)
                }
                #encode
                fn failure_of(error: &__orch::NoError) -> __orch::Failure {
                    match *error {}
                }
                fn visit_within<__Visitor: __orch::Visitor>(visitor: &mut __Visitor) {
                    <#name as __orch::Pipeline>::visit(visitor);
                }
                fn invoke<'a, __Engine: __orch::Engine>(
                    args: Self::Args<'a>,
                    cx: &'a __orch::Context,
                    resources: &'a #resources,
                    engine: &'a __Engine,
                ) -> impl ::core::future::Future<Output: __orch::OrFault<#output, __orch::NoError>>
                    + ::core::marker::Send + 'a {
                    async move {
                        engine.child::<#name>(args, resources, cx).await.map_err(__orch::Fault::from)
                    }
                }
            }
        }
    }
}

/// The field of the resources of one callee.
fn field(number: usize) -> Ident {
    format_ident!("__r{number}")
}
