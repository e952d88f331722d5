//! Every type that a journal has to keep, each refused at most once, on the token that brought it.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Generator, callees, ours};
use crate::hygiene::Ends;
use crate::pipeline::ir::{BindingKind, Code, Header, Kind, ListSource, NodeId, Open, Stage, Ty};

/// The checks so far. A type that several tokens bring is asked about on the first one.
#[derive(Default)]
struct Saved {
    seen: BTreeSet<String>,
    checks: TokenStream,
}

impl Saved {
    fn check(&mut self, function: &str, ty: &TokenStream, span: Span) {
        if self.seen.insert(format!("{function} {ty}")) {
            let function = format_ident!("__{}", function, span = span);
            self.checks.extend(quote_spanned!(span=> #function::<#ty>();));
        }
    }

    fn written(&mut self, ty: &syn::Type) {
        self.check("saved", &quote!(#ty), Ends::of(ty).first);
    }
}

impl Generator<'_> {
    /// The checks.
    pub(crate) fn saved(&self) -> TokenStream {
        if self.flow.options.ephemeral {
            return TokenStream::new();
        }
        let mut saved = Saved::default();
        self.flow.params.iter().for_each(|param| saved.written(&param.ty));
        if !self.output_is_a_slot() {
            saved.written(&self.flow.output);
        }
        for (node, this) in self.flow.nodes.iter().enumerate() {
            match &this.kind {
                Kind::Stage(stage) => self.saved_stage(node, stage, &mut saved),
                Kind::Value { ty: Ty::Written(ty), .. } | Kind::Join { ty: Ty::Written(ty), .. } => saved.written(ty),
                Kind::Signal { index, .. } => saved.written(&self.flow.signals[*index].ty),
                Kind::Open(open) => saved_list(open, &mut saved),
                _ => {}
            }
        }
        let checks = saved.checks;
        quote_spanned!(ours()=> const _: () = { #checks };)
    }

    /// Whether the output is what a stage gave, whose type is asked about there.
    fn output_is_a_slot(&self) -> bool {
        self.flow.nodes.iter().any(|node| match &node.kind {
            Kind::Return { code: Code { alias: Some(alias), .. }, .. } => {
                matches!(self.flow.nodes[*alias].kind, Kind::Stage(_) | Kind::Chain { .. } | Kind::Race { .. })
            }
            _ => false,
        })
    }

    fn saved_stage(&self, node: NodeId, stage: &Stage, saved: &mut Saved) {
        let (span, callee) = (callees::first(&stage.callee), self.callee(node));
        saved.check("saved", &quote_spanned!(span=> __Output<#callee>), span);
        if self.keeps_result(node) || stage.keep_error {
            saved.check("saved_error", &self.of_callee(node, "Error"), span);
        }
        for (number, argument) in stage.args.iter().enumerate().filter(|(_, argument)| !self.is_saved(argument)) {
            let span = Ends::of(&argument.tokens).first;
            let input = format_ident!("I{}", number, span = span);
            let owned = self.of_callee_at(node, "Owned", span);
            let ty = quote_spanned!(span=> <#owned as ::orch::__private::private::Inputs>::#input);
            saved.check("saved_argument", &ty, span);
        }
    }

    /// Whether an argument is nothing but a variable whose type is asked about where the variable is made.
    fn is_saved(&self, argument: &Code) -> bool {
        let bare = |text: &str| {
            let text = text.trim_start_matches("::orch::__private::clone_place").replace(['(', ')', '&', '*'], "");
            text.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        let slot = |binding: &usize| !matches!(self.flow.bindings[*binding].kind, BindingKind::Plain(_));
        let text = argument.tokens.to_string().replace(char::is_whitespace, "");
        !argument.uses.is_empty() && argument.uses.iter().all(slot) && bare(&text)
    }
}

fn saved_list(open: &Open, saved: &mut Saved) {
    if let Some(ty) = &open.ascribed {
        saved.written(ty);
    }
    match &open.header {
        Header::Each { list: ListSource::Recorded { ty, .. }, .. }
        | Header::For { list: ListSource::Recorded { ty, .. } } => saved.written(ty),
        Header::Rounds { ty: Ty::Written(ty) } => saved.written(ty),
        _ => {}
    }
}
