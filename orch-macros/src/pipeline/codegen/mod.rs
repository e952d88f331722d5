//! From a resolved flow to Rust: one file an emitted item.
//!
//! What is printed is thin. The machine itself is library code over tables; generated code knows the types: it holds the
//! slots, names the events, and runs the user's code in `call`.

mod at_text;
pub(crate) mod blueprint;
mod call;
mod callees;
mod checks;
mod event;
mod key;
mod names;
mod prelude;
mod saved;
mod signals;
mod stage;
mod state;
mod types;
mod undo;
mod written;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::docs;
use super::fallback;
use super::ir::Flow;
use super::lower::Lowered;
use crate::editor;
use callees::Callees;
use names::Names;
pub(crate) use names::snake;
use written::Written;

/// Everything that the files of this folder look at.
pub(crate) struct Generator<'a> {
    pub(crate) flow: &'a Flow,
    pub(crate) lowered: Lowered,
    pub(crate) names: Names,
    pub(crate) callees: Callees,
    pub(crate) written: Written,
}

/// Names of one token for what is named once a stage: rustc receives an expansion token by token, and that is most of what a pipeline adds to
/// a check of its crate.
fn short_names() -> TokenStream {
    let of_an_editor = editor::asks().then(|| {
        quote!(
            use __orch::private::Unnamed as _;
        )
    });
    quote! {
        #of_an_editor
        use __orch::engine::{
            Asked as __Asked, Calling as __Calling, HeldFor as __Held, Holding as __Holding, passes_over as __passes_over,
        };
        use __orch::private::{
            answering as __answering, decoded as __decoded, KeepError as __KeepError, KeepOutput as __KeepOutput,
            KeepResult as __KeepResult, MaybeDecoded as __MaybeDecoded, MaybeEvent as __MaybeEvent,
            MaybeSlot as __MaybeSlot, MaybeStage as __MaybeStage, OutputOf as __Output,
            passed_over as __passed_over, saved as __saved, saved_argument as __saved_argument,
            saved_error as __saved_error,
        };
        use __orch::blueprint::{Kind as __Kind, Node as __Node};
        use __orch::{At as __At, Call as __Call, Engine as __Drives, Placed as __Placed};
    }
}

/// All items of one pipeline.
pub(crate) fn expand(flow: &Flow) -> TokenStream {
    let generator = Generator {
        flow,
        lowered: Lowered::new(flow),
        names: Names::new(flow),
        callees: Callees::new(flow),
        written: Written::new(flow),
    };
    let short = short_names();
    let door = generator.door();
    let aliases = generator.aliases();
    let undo_aliases = generator.undo_aliases();
    let written_aliases = generator.written_aliases();
    let states = generator.states();
    let event = generator.event();
    let resources = generator.resources();
    let signals = generator.signals();
    let blueprint = generator.blueprint();
    let pipeline = generator.pipeline();
    let stage = generator.as_stage();
    let views = generator.views();
    let checks = if editor::asks() { TokenStream::new() } else { generator.checks() };
    let frame_states = generator.frame_states();
    let (refused, refused_items) = (fallback::function(flow), fallback::items(flow));
    let [orch, checked, give, output, needs, is_stage] =
        ["orch", "checked", "give", "output", "needs", "is_stage"].map(|name| generator.short(name, Span::call_site()));
    let items = quote! {
        #door
        #[doc(hidden)]
        #[allow(unused_imports)]
        use ::orch::__private::{self as #orch, private::{
            Checked as #checked, Give as #give, OutputOf as #output, ResourcesOf as #needs, is_stage as #is_stage,
        }};
        #aliases
        #undo_aliases
        #written_aliases
        #states
        #event
        #resources
        #signals
        #refused_items
        #[allow(
            non_snake_case, non_upper_case_globals, unused, unused_qualifications, unreachable_code,
            unreachable_patterns, private_interfaces, private_bounds, clippy::all, clippy::pedantic, missing_docs
        )]
        const _: () = {
            use ::orch::__private as __orch;
            #short
            #blueprint
            #frame_states
            #pipeline
            #views
            #stage
            #checks
            #refused
        };
    };
    configured(flow, items)
}

/// The items under the `#[cfg]`s of the pipeline. Most have none, and are not parsed for it.
fn configured(flow: &Flow, items: TokenStream) -> TokenStream {
    let cfgs: Vec<_> = flow.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    if cfgs.is_empty() {
        return items;
    }
    match syn::parse2::<syn::File>(items) {
        Ok(file) => file.items.iter().map(|item| quote!(#(#cfgs)* #item)).collect(),
        Err(error) => error.into_compile_error(),
    }
}

/// The span of everything that the user did not write: its locals never meet the user's.
pub(crate) fn ours() -> Span {
    Span::mixed_site()
}

impl Generator<'_> {
    /// A name of one token for something of ours, as far as the items of this pipeline reach that a user sees.
    pub(crate) fn short(&self, name: &str, span: Span) -> Ident {
        format_ident!("__{}_{}", self.flow.name, name, span = span)
    }

    /// That for `::orch::__private`.
    pub(crate) fn orch(&self, span: Span) -> Ident {
        self.short("orch", span)
    }

    /// The type, and the function of the same name that makes a run of it.
    fn door(&self) -> TokenStream {
        let Flow { attrs, vis, name, params, .. } = self.flow;
        let drawn = docs::drawn(self);
        let (idents, types): (Vec<_>, Vec<_>) = params.iter().map(|param| (&param.ident, &param.ty)).unzip();
        quote_spanned! {name.span()=>
            #(#attrs)*
            #drawn
            #vis struct #name {}

            #[doc(hidden)]
            #[allow(non_snake_case, dead_code, private_interfaces)]
            #vis fn #name(#(#idents: #types),*) -> ::orch::__private::Launch<#name> {
                ::orch::__private::Launch::new((#(#idents,)*))
            }
        }
    }
}
