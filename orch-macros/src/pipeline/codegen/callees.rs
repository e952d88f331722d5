//! The agents and pipelines that a flow uses, each once, under a name of ours.
//!
//! The user's path stands in one place only, a type alias. So a path that leads nowhere, or to what is no stage, is one
//! error, however often generated code names the type (`orch_core::private::Checked`).

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Path;

use super::{Generator, ours};
use crate::checked::checked_by;
use crate::pipeline::ir::{Flow, Kind, NodeId};
use crate::pipeline::unnamed;

/// All callees of a flow.
pub(crate) struct Callees {
    /// In text order.
    pub(crate) all: Vec<Callee>,
    /// For each node its callee: the number, and its name on the token of this stage.
    of_node: Vec<Option<(usize, Ident)>>,
}

/// One agent or pipeline.
pub(crate) struct Callee {
    path: Path,
    alias: Ident,
    /// The alias on the token where it was first named.
    ty: Ident,
    /// The pipeline itself: a recursion.
    pub(crate) is_self: bool,
}

impl Callees {
    pub(crate) fn new(flow: &Flow) -> Callees {
        let mut callees = Callees { all: Vec::new(), of_node: Vec::new() };
        let mut known = BTreeMap::new();
        for node in &flow.nodes {
            let Kind::Stage(stage) = &node.kind else {
                callees.of_node.push(None);
                continue;
            };
            let path = &stage.callee;
            let number = *known.entry(text(path)).or_insert_with(|| {
                // Not on the name of the pipeline, where rustc would offer to add a parameter.
                let alias = format_ident!("__{}_{}", flow.name, callees.all.len(), span = Span::call_site());
                let ty = at(&alias, first(path));
                callees.all.push(Callee { path: path.clone(), alias, ty, is_self: path.is_ident(&flow.name) });
                callees.all.len() - 1
            });
            let alias = at(&callees.all[number].alias, first(path));
            callees.of_node.push(Some((number, alias)));
        }
        callees
    }

    /// The number of a stage's callee.
    pub(crate) fn number(&self, node: NodeId) -> Option<usize> {
        self.of_node[node].as_ref().map(|(number, _)| *number)
    }
}

/// A path as a key. Most are one name, which costs no trip to the compiler.
fn text(path: &Path) -> String {
    path.get_ident().map_or_else(|| quote!(#path).to_string(), Ident::to_string)
}

/// The first token of a path.
pub(crate) fn first(path: &Path) -> Span {
    let colons = path.leading_colon.map(|colons| colons.spans[0]);
    colons.or_else(|| path.segments.first().map(|first| first.ident.span())).unwrap_or_else(Span::call_site)
}

/// A name on another token.
pub(crate) fn at(name: &Ident, span: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(span);
    name
}

impl Callee {
    /// The callee as a type, on the token where it was first named.
    pub(crate) fn ty(&self) -> &Ident {
        &self.ty
    }

    /// Whether its name is one that pipelines have.
    pub(crate) fn may_be_pipeline(&self) -> bool {
        self.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
    }
}

impl Generator<'_> {
    /// The aliases.
    pub(crate) fn aliases(&self) -> TokenStream {
        let aliases = self.callees.all.iter().map(|Callee { path, alias, is_self, .. }| {
            if *is_self {
                return quote!(type #alias = #path;);
            }
            let span = first(path);
            let [checked, give, is_stage] = ["checked", "give", "is_stage"].map(|name| self.short(name, span));
            let ty = checked_by([&checked, &give, &is_stage], span, &unnamed::as_type(path));
            quote!(type #alias = #ty;)
        });
        aliases.collect()
    }

    /// A stage's callee as a type, on the stage's own token. Nothing else has one.
    pub(crate) fn callee(&self, node: NodeId) -> Option<&Ident> {
        self.callees.of_node[node].as_ref().map(|(_, alias)| alias)
    }

    /// An associated type of a stage's callee: `Output`, `Error`, `Owned`.
    pub(crate) fn of_callee(&self, node: NodeId, associated: &str) -> TokenStream {
        self.of_callee_at(node, associated, self.callee(node).map_or_else(Span::call_site, Ident::span))
    }

    /// The same, on another token.
    pub(crate) fn of_callee_at(&self, node: NodeId, associated: &str, span: Span) -> TokenStream {
        let callee = self.callee(node).map(|callee| at(callee, span));
        // Not on the user's token: rustc would look there for what it could be shortened to.
        let (orch, associated) = (self.orch(ours()), Ident::new(associated, span));
        let stage = quote_spanned!(ours()=> #orch::Stage);
        quote_spanned!(span=> <#callee as #stage>::#associated)
    }
}
