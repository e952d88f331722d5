//! What each slot holds, named by the agents and types that the user wrote.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Generator, ours};
use crate::pipeline::ir::{FrameKind, Header, Kind, ListSource, NodeId, Open, Ty};

impl Generator<'_> {
    /// The type of a node's slot; `None` if it holds no value.
    pub(crate) fn slot_type(&self, node: NodeId) -> Option<TokenStream> {
        Some(match &self.flow.nodes[node].kind {
            Kind::Stage(_) => self.stage_type(node),
            Kind::Value { ty, .. } | Kind::Join { ty, .. } => self.ty(ty),
            Kind::Assign { target, .. } => return self.slot_type(*target),
            Kind::Chain { stages, question } => self.chain_type(stages, *question),
            Kind::Race { members, question } => {
                let output = self.leader(members).map_or_else(|| quote!(()), |member| self.member_type(member));
                if *question { output } else { result(&output, &no_error()) }
            }
            Kind::Open(open) => return self.open_type(open),
            Kind::Signal { index, question, .. } => {
                let ty = self.written(&self.flow.signals[*index].ty);
                if *question { ty } else { result(&ty, &no_error()) }
            }
            Kind::Now => quote!(::orch::__private::Timestamp),
            Kind::Uuid => quote!(::orch::__private::Uuid),
            Kind::Random => quote!(f64),
            Kind::Break { code: Some(_) } => self.break_type(node)?,
            Kind::Check { .. }
            | Kind::Decide { .. }
            | Kind::Sleep { .. }
            | Kind::Return { .. }
            | Kind::Break { code: None }
            | Kind::Restart { .. }
            | Kind::Continue => return None,
        })
    }

    /// Whether a node has a slot, which is: a [`slot_type`](Self::slot_type).
    pub(crate) fn has_slot(&self, node: NodeId) -> bool {
        match &self.flow.nodes[node].kind {
            Kind::Stage(_) => true,
            _ => self.slot_type(node).is_some(),
        }
    }

    /// Whether a node has a second slot, which is: a [`second_type`](Self::second_type).
    pub(crate) fn has_second(&self, node: NodeId) -> bool {
        match &self.flow.nodes[node].kind {
            Kind::Stage(stage) => stage.keep_error,
            _ => self.second_type(node).is_some(),
        }
    }

    /// The type of a node's second slot: the error that a fallback sees, or the list that was computed.
    pub(crate) fn second_type(&self, node: NodeId) -> Option<TokenStream> {
        match &self.flow.nodes[node].kind {
            Kind::Stage(stage) if stage.keep_error => {
                let error = self.of_callee(node, "Error");
                Some(quote!(::orch::__private::Failed<#error>))
            }
            Kind::Open(Open {
                header:
                    Header::Each { list: ListSource::Recorded { ty, .. }, .. }
                    | Header::For { list: ListSource::Recorded { ty, .. } },
                ..
            }) => {
                let ty = self.written(ty);
                Some(quote!(::std::vec::Vec<#ty>))
            }
            _ => None,
        }
    }

    /// The type of a node's slot in as few tokens as may be: see [`short_names`](super::short_names).
    pub(crate) fn short_slot_type(&self, node: NodeId) -> Option<TokenStream> {
        if !self.gives_output(node) {
            return self.slot_type(node);
        }
        let callee = self.callee(node);
        Some(quote_spanned!(ours()=> __Output<#callee>))
    }

    /// The same in items that a user sees.
    pub(crate) fn shown_slot_type(&self, node: NodeId) -> Option<TokenStream> {
        if !self.gives_output(node) {
            return self.slot_type(node);
        }
        let (output, callee) = (self.short("output", ours()), self.callee(node));
        Some(quote_spanned!(ours()=> #output<#callee>))
    }

    /// Whether a node's value is what a stage gives, and nothing around it.
    pub(crate) fn gives_output(&self, node: NodeId) -> bool {
        matches!(self.flow.nodes[node].kind, Kind::Stage(_)) && !self.keeps_result(node)
    }

    /// Whether the flow looks at the `Result` of this stage itself.
    pub(crate) fn keeps_result(&self, node: NodeId) -> bool {
        match &self.flow.nodes[node].kind {
            Kind::Stage(stage) => !stage.question && stage.fallback.is_none() && self.flow.nodes[node].race.is_none(),
            _ => false,
        }
    }

    fn stage_type(&self, node: NodeId) -> TokenStream {
        let output = self.of_callee(node, "Output");
        if self.keeps_result(node) { result(&output, &self.of_callee(node, "Error")) } else { output }
    }

    fn chain_type(&self, stages: &[NodeId], question: bool) -> TokenStream {
        let output = stages.first().map_or_else(|| quote!(()), |first| self.of_callee(*first, "Output"));
        if question {
            return output;
        }
        result(&output, &stages.last().map_or_else(no_error, |last| self.of_callee(*last, "Error")))
    }

    /// The member that says what a chain or a race gives: the first one, but timers give nothing.
    pub(crate) fn leader(&self, members: &[NodeId]) -> Option<NodeId> {
        let gives = |member: &&NodeId| !matches!(self.flow.nodes[**member].kind, Kind::Sleep { .. });
        members.iter().find(gives).or(members.first()).copied()
    }

    /// What a member of a chain or of a race gives when it succeeds.
    pub(crate) fn member_type(&self, member: NodeId) -> TokenStream {
        match &self.flow.nodes[member].kind {
            Kind::Stage(_) => self.of_callee(member, "Output"),
            Kind::Signal { index, .. } => self.written(&self.flow.signals[*index].ty),
            _ => quote_spanned!(self.flow.nodes[member].span=> ()),
        }
    }

    fn open_type(&self, open: &Open) -> Option<TokenStream> {
        match &open.header {
            Header::Rounds { ty: Ty::Unit } | Header::For { .. } => None,
            Header::Rounds { ty } => Some(self.ty(ty)),
            Header::Each { tolerate, .. } => {
                let tail = self.flow.frames[open.frame].tail?;
                if let Some(ty) = &open.ascribed {
                    return Some(self.written(ty));
                }
                let item = self.slot_type(tail)?;
                Some(match tolerate {
                    Some(_) => quote!(::orch::__private::Gathered<#item>),
                    None => quote!(::std::vec::Vec<#item>),
                })
            }
        }
    }

    /// The type of the loop that a `break` leaves.
    fn break_type(&self, node: NodeId) -> Option<TokenStream> {
        let frame = &self.flow.frames[self.flow.nodes[node].frame];
        debug_assert!(matches!(frame.kind, FrameKind::Rounds(_) | FrameKind::Sequence));
        self.slot_type(frame.owner?)
    }

    /// A type as tokens.
    pub(crate) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Unit => quote!(()),
            Ty::Written(ty) => self.written(ty),
            Ty::SlotOf(node) => self.slot_type(*node).unwrap_or_else(|| quote!(())),
            Ty::ItemOf(ty) => quote_spanned!(ty.span()=> <#ty as ::orch::__private::private::Collected>::Item),
        }
    }
}

fn no_error() -> TokenStream {
    quote!(::orch::__private::NoError)
}

fn result(output: &TokenStream, error: &TokenStream) -> TokenStream {
    quote!(::core::result::Result<#output, ::orch::__private::Failed<#error>>)
}
