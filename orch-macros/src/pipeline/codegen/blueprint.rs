//! `MarketData::blueprint()`: the flow as a `static`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Generator, ours};
use crate::editor;
use crate::pipeline::ir::{Code, Compensate, FrameKind, Kind, NodeId, Options, Stage, With};

impl Generator<'_> {
    /// The function and the `static` behind it.
    pub(crate) fn blueprint(&self) -> TokenStream {
        let (name, vis) = (&self.flow.name, &self.flow.vis);
        let (text, docs, line) = (name.to_string(), docs(&self.flow.attrs), position(name.span()).0);
        let (input_names, input_types): (Vec<_>, Vec<_>) =
            self.flow.params.iter().map(|param| (param.ident.to_string(), written(&param.ty))).unzip();
        let (output, options) = (written(&self.flow.output), options(&self.flow.options));
        let frames = self.flow.frames.iter().map(|frame| {
            let owner = option(frame.owner.map(|owner| owner as u16).map(ToTokens::into_token_stream));
            let kind = match frame.kind {
                FrameKind::Body => quote!(Body),
                FrameKind::Items => quote!(Items),
                FrameKind::Sequence => quote!(Sequence),
                FrameKind::Rounds(rounds) => quote!(Rounds(#rounds)),
            };
            quote!(__orch::blueprint::Frame { owner: #owner, kind: __orch::blueprint::FrameKind::#kind })
        });
        let nodes = (0..self.flow.nodes.len()).map(|node| self.node_row(node));
        let (signal_names, signal_types): (Vec<_>, Vec<_>) =
            self.flow.signals.iter().map(|signal| (&signal.name, written(&signal.ty))).unzip();
        let function = quote_spanned! {ours()=>
                /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
                #vis const fn blueprint() -> &'static __orch::blueprint::Blueprint {
                    static BLUEPRINT: __orch::blueprint::Blueprint = __orch::blueprint::Blueprint {
                        name: #text,
                        docs: #docs,
                        module: ::core::module_path!(),
                        file: ::core::file!(),
                        line: #line,
                        inputs: &[#(__orch::blueprint::Param { name: #input_names, ty: #input_types }),*],
                        output: #output,
                        options: #options,
                        frames: &[#(#frames),*],
                        nodes: &[#(#nodes),*],
                        signals: &[#(__orch::blueprint::Signal { name: #signal_names, ty: #signal_types }),*],
                    };
                    &BLUEPRINT
                }
        };
        let function = editor::without_bodies(function);
        quote_spanned!(ours()=> impl #name { #function })
    }

    fn node_row(&self, node: NodeId) -> TokenStream {
        let this = &self.flow.nodes[node];
        let (name, frame) = (&this.name, this.frame as u16);
        let uses = self.lowered.uses[node].iter().map(|node| *node as u16);
        let after = self.lowered.after[node].iter().map(|node| *node as u16);
        let (line, column) = position(this.span);
        let after = (!self.lowered.after[node].is_empty()).then(|| quote!(.after(&[#(#after),*])));
        let guard = this.guard.map(|guard| {
            let (node, case) = (guard.node as u16, guard.case);
            quote!(.guard(#node, #case))
        });
        let unordered = Some(this.unordered).filter(|block| *block > 0).map(|block| quote!(.unordered(#block)));
        let race = this.race.map(|race| race as u16).map(|race| quote!(.race(#race)));
        // Most nodes are this, so it has as few tokens as may be.
        if let (Kind::Stage(stage), true) = (&this.kind, this.ends)
            && is_plain(stage)
        {
            let callee = self.callee(node);
            return quote! {
                __Node::stage(#name, #frame, #callee::__stage(), &[#(#uses),*], (#line, #column))
                    #after #guard #unordered #race
            };
        }
        let (kind, ends) = (self.kind(node), this.ends.then(|| quote!(.ends())));
        quote! {
            __Node::new(#name, #frame, __Kind::#kind, &[#(#uses),*], (#line, #column))
                #after #guard #ends #unordered #race
        }
    }

    fn kind(&self, node: NodeId) -> TokenStream {
        match &self.flow.nodes[node].kind {
            Kind::Stage(stage) => stage_row(stage, self.callee(node), || self.undo_alias(node)),
            Kind::Value { .. } | Kind::Assign { .. } => quote!(Value),
            Kind::Check { .. } => quote!(Check),
            Kind::Decide { arms, .. } => quote!(Decide { arms: &[#(#arms),*] }),
            Kind::Join { .. } | Kind::Chain { .. } => quote!(Join),
            Kind::Race { members, .. } => {
                let members = members.iter().map(|member| *member as u16);
                quote!(Race { members: &[#(#members),*] })
            }
            Kind::Open(open) => {
                let frame = open.frame as u16;
                let tolerant = matches!(&open.header, crate::pipeline::ir::Header::Each { tolerate: Some(_), .. });
                quote!(Open { frame: #frame, tolerant: #tolerant })
            }
            Kind::Sleep { code, until } => {
                let time = option(literal(Some(code)).filter(|_| !until));
                quote!(Sleep { time: #time })
            }
            Kind::Signal { index, timeout, .. } => {
                let (index, timeout) = (*index as u16, option(literal(timeout.as_ref())));
                quote!(Signal { index: #index, timeout: #timeout })
            }
            Kind::Now => quote!(Now),
            Kind::Uuid => quote!(Uuid),
            Kind::Random => quote!(Random),
            Kind::Return { explicit, .. } => quote!(Return { explicit: #explicit }),
            Kind::Break { .. } => quote!(Break),
            Kind::Continue => quote!(Continue),
            Kind::Restart { .. } => quote!(Restart),
        }
    }
}

/// Whether nothing more is said of a stage.
fn is_plain(stage: &Stage) -> bool {
    stage.fallback.is_none() && stage.was.is_none() && stage.with.is_empty()
}

fn stage_row(stage: &Stage, callee: Option<&Ident>, undo: impl FnOnce() -> Ident) -> TokenStream {
    if is_plain(stage) {
        return quote!(stage(<#callee>::__stage()));
    }
    let with = with(&stage.with, &undo());
    let fallback = option(stage.fallback.as_ref().map(|fallback| {
        let (node, even_unknown) = (fallback.node as u16, fallback.even_unknown);
        quote!(__orch::blueprint::Fallback { node: #node, even_unknown: #even_unknown })
    }));
    let was = option(stage.was.as_ref().map(ToTokens::to_token_stream));
    quote!(Stage { stage: <#callee>::__stage(), with: #with, fallback: #fallback, was: #was })
}

fn with(with: &With, undo: &Ident) -> TokenStream {
    let (timeout, retry) = (option(with.timeout.clone()), option(with.retry.clone()));
    let compensation = match &with.compensate {
        None => quote!(Unstated),
        Some(Compensate::Nothing(why)) => quote!(Nothing(#why)),
        Some(Compensate::With(_)) => quote!(With(&<#undo as __orch::Agent>::SPEC)),
    };
    quote! {
        __orch::blueprint::Overrides {
            timeout: #timeout,
            retry: #retry,
            compensation: __orch::blueprint::Compensation::#compensation,
        }
    }
}

fn options(options: &Options) -> TokenStream {
    let Options { deadline, work_limit, slo, saga, ephemeral, depth, amplification } = options;
    let deadline = deadline
        .as_ref()
        .map(|(after, guaranteed, _)| quote!(__orch::blueprint::Deadline { after: #after, guaranteed: #guaranteed }));
    let slo = slo.as_ref().map(|slo| {
        let success = option(slo.success.map(ToTokens::into_token_stream));
        let (p50, p95, p99) = (option(slo.p50.clone()), option(slo.p95.clone()), option(slo.p99.clone()));
        quote!(__orch::blueprint::Slo { success: #success, p50: #p50, p95: #p95, p99: #p99 })
    });
    let values = [
        ("deadline", deadline),
        ("work_limit", work_limit.clone()),
        ("slo", slo),
        ("depth", depth.map(ToTokens::into_token_stream)),
        ("amplification", amplification.map(ToTokens::into_token_stream)),
    ];
    let values = values.into_iter().filter_map(|(name, value)| Some((name, option(Some(value?)))));
    let words = [("saga", saga.is_some()), ("ephemeral", *ephemeral)];
    let words = words.into_iter().filter(|(_, said)| *said).map(|(name, _)| (name, quote!(true)));
    let (names, values): (Vec<_>, Vec<_>) =
        values.chain(words).map(|(name, value)| (Ident::new(name, Span::call_site()), value)).unzip();
    // What is not said costs no tokens.
    match names.is_empty() {
        true => quote!(__orch::blueprint::Options::NONE),
        false => quote!(__orch::blueprint::Options { #(#names: #values,)* ..__orch::blueprint::Options::NONE }),
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        None => quote!(::core::option::Option::None),
        Some(value) => quote!(::core::option::Option::Some(#value)),
    }
}

/// The tokens of a duration that was written as a literal: only those are constants for certain.
pub(crate) fn literal(code: Option<&Code>) -> Option<TokenStream> {
    let code = code.filter(|code| code.uses.is_empty())?;
    let text = code.tokens.to_string().replace(' ', "");
    text.starts_with("::core::time::Duration::new(").then(|| code.tokens.clone())
}

/// A type or path as people write it.
pub(crate) fn written(tokens: &dyn ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let mut out = String::new();
    for c in spaced.chars() {
        let tight = matches!(c, '<' | '>' | ',' | ':' | ')' | ']' | ';' | '(');
        if tight && out.ends_with(' ') {
            out.pop();
        }
        let glue = out.ends_with(['<', ':', '&', '(', '[']) && c == ' ';
        if !glue {
            out.push(c);
        }
    }
    out
}

/// The text of the doc comments.
fn docs(attrs: &[syn::Attribute]) -> String {
    let lines = attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
        match &attribute.meta {
            syn::Meta::NameValue(pair) => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Line and column, from 1.
fn position(span: Span) -> (u32, u32) {
    let start = span.start();
    (start.line as u32, start.column as u32 + 1)
}
