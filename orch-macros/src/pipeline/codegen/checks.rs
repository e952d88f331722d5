//! Checks that need the contracts of agents of other crates: assertions in constants, on the user's tokens.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Generator, callees};
use crate::pipeline::ir::Kind;

impl Generator<'_> {
    /// All assertions that this flow needs; none for most.
    pub(crate) fn checks(&self) -> TokenStream {
        let name = &self.flow.name;
        let mut checks = TokenStream::new();
        if let Some((_, guaranteed, span)) = &self.flow.options.deadline {
            for (node, this) in self.flow.nodes.iter().enumerate() {
                if matches!(this.kind, Kind::Stage(_) | Kind::Sleep { .. } | Kind::Signal { .. }) {
                    let number = node as u16;
                    checks.extend(assertion(this.span, &quote!(impossible_deadline(#name::blueprint(), #number))));
                }
            }
            if *guaranteed {
                checks.extend(assertion(*span, &quote!(unproven_deadline(#name::blueprint()))));
            }
        }
        if self.flow.options.saga.is_some() {
            for (node, stage) in self.stages() {
                let (number, span) = (node as u16, callees::first(&stage.callee));
                checks.extend(assertion(span, &quote!(uncompensated(#name::blueprint(), #number))));
            }
        }
        for (node, stage) in self.racers() {
            let (callee, span) = (self.callee(node), callees::first(&stage.callee));
            checks.extend(assertion(span, &quote!(raced_change(&<#callee>::__stage()))));
        }
        for (node, stage) in self.stages() {
            let callee = self.callee(node);
            if let Some((retry, span)) = stage.with.retry.as_ref().zip(stage.with.retry_span) {
                checks.extend(assertion(span, &quote!(retried_once(&<#callee>::__stage(), &#retry))));
            }
            if let (Some(_), Some(span)) = (&stage.with.compensate, stage.with.compensate_span) {
                checks.extend(assertion(span, &quote!(nothing_to_undo(&<#callee>::__stage()))));
            }
        }
        for (node, stage) in self.multiplying() {
            let (number, span) = (node as u16, callees::first(&stage.callee));
            checks.extend(assertion(span, &quote!(amplified(#name::blueprint(), #number))));
        }
        if !self.flow.options.ephemeral {
            for (node, stage) in self.pipelines() {
                let (callee, span) = (self.callee(node), callees::first(&stage.callee));
                let outer = name.to_string();
                checks.extend(assertion(span, &quote!(unkept(#outer, &<#callee>::__stage()))));
            }
        }
        if self.flow.options.ephemeral {
            for (node, stage) in self.stages() {
                let (number, span) = (node as u16, callees::first(&stage.callee));
                checks.extend(assertion(span, &quote!(forgotten(#name::blueprint(), #number))));
            }
        }
        checks.extend(self.saved());
        checks
    }

    /// Stages that are other pipelines.
    fn pipelines(&self) -> impl Iterator<Item = (usize, &crate::pipeline::ir::Stage)> {
        self.stages().filter(|(node, _)| {
            let callee = self.callees.number(*node).map(|number| &self.callees.all[number]);
            callee.is_some_and(|callee| callee.may_be_pipeline() && !callee.is_self)
        })
    }

    /// Other pipelines whose attempts may multiply those within, or must keep to a number. Few, so most flows print nothing.
    fn multiplying(&self) -> impl Iterator<Item = (usize, &crate::pipeline::ir::Stage)> {
        let declared = self.flow.options.amplification.is_some();
        self.pipelines().filter(move |(_, stage)| declared || stage.with.retry.is_some())
    }

    fn racers(&self) -> impl Iterator<Item = (usize, &crate::pipeline::ir::Stage)> {
        self.stages().filter(|(node, _)| self.flow.nodes[*node].race.is_some())
    }
}

/// The build fails here with the text that `check` gives.
fn assertion(span: Span, check: &TokenStream) -> TokenStream {
    quote_spanned! {span=>
        const _: () = if let ::core::option::Option::Some(text) = __orch::blueprint::check::#check {
            ::core::panic!("{}", text.as_str())
        };
    }
}
