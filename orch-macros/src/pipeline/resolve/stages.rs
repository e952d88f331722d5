//! Stages: calls of agents and pipelines, with fallbacks, and races of them.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Path};

use super::{Outcome, Purpose, Resolver};
use crate::hygiene::Ends;
use crate::pipeline::ast::{Alternative, Awaited, Call};
use crate::pipeline::calls;
use crate::pipeline::check::recompute;
use crate::pipeline::fallback;
use crate::pipeline::ir::{BindingId, BindingKind, Code, Fallback, Guard, Kind, NodeId, Stage};
use crate::pipeline::places::{Inside, Rewriter, root};
use crate::pipeline::scope::{Access, Change};
use crate::policy;

impl Resolver<'_> {
    /// `stage.await` or `stage.await?`
    pub(super) fn stage(&mut self, expr: Expr, purpose: &Purpose) -> Outcome {
        let (base, question) = match &expr {
            Expr::Try(question) => (&*question.expr, true),
            other => (other, false),
        };
        let Expr::Await(wait) = base else { return Outcome::Broken };
        match calls::awaited(&wait.base, self.diagnostics) {
            Some(awaited) => {
                let outcome = self.awaited(awaited, question, purpose);
                if let Outcome::Slot(node) = outcome {
                    self.flow.nodes[node].last = Ends::of(&expr).last;
                }
                outcome
            }
            None => {
                self.skip(expr.to_token_stream());
                Outcome::Broken
            }
        }
    }

    fn awaited(&mut self, awaited: Awaited, question: bool, purpose: &Purpose) -> Outcome {
        match awaited {
            Awaited::Stage(call) if call.fallbacks.is_empty() => {
                let span = call.callee.span();
                let node = self.call(*call, question, true, &[]);
                self.flow.nodes[node].ends |= question;
                self.flow.nodes[node].span = span;
                Outcome::Slot(node)
            }
            Awaited::Stage(call) => Outcome::Slot(self.chain(*call, question, purpose)),
            Awaited::Race { members, span } => Outcome::Slot(self.race(members, span, question, purpose)),
            built_in => self.built_in(built_in, question, purpose),
        }
    }

    /// One call of an agent. `inside` is what stands around its arguments.
    fn call(&mut self, call: Call, question: bool, ends: bool, inside: &[Inside]) -> NodeId {
        self.refuse_recursion(&call.callee);
        let span = call.callee.span();
        let name = last_word(&call.callee);
        let callee = if self.refuse_method(&call.callee) { self.refused_callee(span) } else { call.callee };
        let args: Vec<Expr> = call.args.into_iter().filter(|arg| !self.refuse_context(arg)).collect();
        let args: Vec<Code> = args.into_iter().map(|arg| self.argument(arg, inside)).collect();
        let delay = call.delay.map(|(delay, _)| self.duration(delay));
        let after = self.after(call.after);
        let with = policy::with(call.with, self.diagnostics);
        let (name, at) = match call.named {
            Some((name, at)) => (name, at),
            None => (name, span),
        };
        let fails = ends && args.iter().chain(&delay).any(|code| code.question);
        let stage = Stage {
            callee,
            args,
            args_span: call.args_span,
            question,
            fallback: None,
            keep_error: false,
            delay,
            ascribed: None,
            with,
            was: call.was,
        };
        let name = self.named(&name, at);
        let last = stage.args_span;
        let node = self.node(name, span, fails, Kind::Stage(stage));
        self.flow.nodes[node].last = last;
        self.flow.nodes[node].after = after;
        node
    }

    pub(super) fn argument(&mut self, mut arg: Expr, inside: &[Inside]) -> Code {
        if inside.is_empty() {
            self.lift(&mut arg);
        }
        recompute::refuse_sources(&arg, self.diagnostics);
        let alias = self.whole(&arg);
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        rewriter.inside = inside.to_vec();
        rewriter.value(&mut arg);
        Code { alias, ..rewriter.code(arg.into_token_stream()) }
    }

    /// `Client::get(…)`: a function in a type is no agent, and rustc would look for a type in a type.
    fn refuse_method(&mut self, callee: &Path) -> bool {
        let camel = |ident: &syn::Ident| ident.to_string().starts_with(char::is_uppercase);
        let mut from_last = callee.segments.iter().rev().map(|segment| &segment.ident);
        let method =
            matches!((from_last.next(), from_last.next()), (Some(last), Some(owner)) if camel(owner) && !camel(last));
        if method {
            let message = format_args!(
                "`{}` belongs to a type, and only a free function can be an agent\n  \
                 put `#[agent(…)]` on an `async fn` beside it that calls it, and use that one here",
                words(callee)
            );
            self.diagnostics.error("E04", callee, message);
        }
        method
    }

    /// A callee of which nothing is known, so that its arguments are checked all the same.
    fn refused_callee(&self, span: Span) -> Path {
        let ty = fallback::ty(&self.flow.name, span);
        syn::parse_quote!(#ty)
    }

    /// Whether it is `cx` in `fetch(&tick, cx)`, which says so: what an agent takes as its context comes from the engine.
    fn refuse_context(&mut self, arg: &Expr) -> bool {
        let place = match arg {
            Expr::Reference(reference) => &reference.expr,
            other => other,
        };
        let Expr::Path(path) = place else { return false };
        let named = ["cx", "ctx", "context"].into_iter().find(|name| path.path.is_ident(name));
        let named = named.filter(|name| self.scopes.find(name).is_none());
        if let Some(name) = named {
            let message = format_args!(
                "flows do not pass the context: an agent gets its own from the engine\n  leave `{name}` away"
            );
            self.diagnostics.error("E24", arg, message);
        }
        named.is_some()
    }

    fn refuse_recursion(&mut self, callee: &Path) {
        if self.flow.options.depth.is_none() && callee.get_ident() == Some(&self.flow.name) {
            let message = format_args!(
                "`{}` runs itself without a bound\n  write `#[depth(n)]` on it: how deep it may go",
                self.flow.name
            );
            self.diagnostics.error("E22", callee, message);
        }
    }

    /// The nodes that define what `.after(&x)` names.
    fn after(&mut self, names: Vec<Expr>) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        for expr in names {
            let named = match &expr {
                Expr::Reference(reference) => &*reference.expr,
                other => other,
            };
            let variable = root(named).and_then(|ident| self.scopes.find(&ident.to_string())).cloned();
            match variable.and_then(|variable| variable.binding) {
                Some(binding) => {
                    self.scopes.mark_used(binding);
                    self.nodes_of(binding, &mut nodes);
                }
                None => {
                    let message = format_args!(
                        "no stage further up gives `{}`\n  `.after(&x)` takes what another stage gave, by its name",
                        named.to_token_stream().to_string().replace(' ', "")
                    );
                    self.diagnostics.error("E03", &expr, message);
                }
            }
        }
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn nodes_of(&self, binding: BindingId, nodes: &mut Vec<NodeId>) {
        nodes.extend(self.closure(binding).iter().filter_map(|used| match self.flow.bindings[*used].kind {
            BindingKind::Slot(node) | BindingKind::Error(node) => Some(node),
            BindingKind::Param(_) | BindingKind::Item(_) | BindingKind::Plain(_) => None,
        }));
    }

    /// `a(…).or_else(|failed| b(…, failed))`
    fn chain(&mut self, mut call: Call, question: bool, purpose: &Purpose) -> NodeId {
        let span = call.callee.span();
        let fallbacks = std::mem::take(&mut call.fallbacks);
        let mut callees = vec![words(&call.callee)];
        let mut stages = vec![self.call(call, question, false, &[])];
        let outside = self.here.guard;
        for alternative in fallbacks {
            self.alternative(alternative, question, &mut callees, &mut stages);
        }
        self.here.guard = outside;
        let name = self.construct_name(purpose, "chain");
        self.node(name, span, question, Kind::Chain { stages, question })
    }

    fn alternative(
        &mut self,
        mut alternative: Alternative,
        question: bool,
        callees: &mut Vec<String>,
        stages: &mut Vec<NodeId>,
    ) {
        let Some(previous) = stages.last().copied() else { return };
        let nested = std::mem::take(&mut alternative.call.fallbacks);
        if self.refuse_itself(&alternative.call.callee, callees) {
            self.skip(alternative.call.args.iter().map(ToTokens::to_token_stream).collect());
            return;
        }
        self.here.guard = Some(Guard { node: previous, case: 1 });
        self.scopes.enter();
        let failed = alternative
            .failed
            .map(|ident| self.bind(ident, BindingKind::Error(previous), Vec::new(), Access::Place, None, Change::No));
        let node = self.call(*alternative.call, question, false, &[Inside::Fallback]);
        self.scopes.leave();
        let keeps = failed.is_some_and(|binding| self.scopes.is_used(binding));
        if let Kind::Stage(stage) = &mut self.flow.nodes[previous].kind {
            stage.fallback = Some(Fallback { node, even_unknown: alternative.even_unknown });
            stage.keep_error = keeps;
        }
        stages.push(node);
        for inner in nested {
            self.alternative(inner, question, callees, stages);
        }
    }

    /// Whether it stands in the chain already.
    fn refuse_itself(&mut self, callee: &Path, callees: &mut Vec<String>) -> bool {
        let words = words(callee);
        let itself = callees.contains(&words);
        if itself {
            let message = format_args!(
                "`{words}` is its own fallback: what failed would be called again\n  \
                 write `retry(…)` on the agent, or `.with(retry(attempts = 2))` here"
            );
            self.diagnostics.error("E16", callee, message);
        }
        callees.push(words);
        itself
    }

    /// `race(a(&x), b(&x).delay(300ms))`
    fn race(&mut self, members: Vec<Awaited>, span: Span, question: bool, purpose: &Purpose) -> NodeId {
        let mut nodes = Vec::new();
        for member in members {
            match member {
                Awaited::Stage(call) => nodes.push(self.call(*call, question, false, &[])),
                other => {
                    if let Some(node) = self.waiting(other, question, &Purpose::default()) {
                        self.flow.nodes[node].ends = false;
                        nodes.push(node);
                    }
                }
            }
        }
        let name = self.construct_name(purpose, "race");
        let race = self.node(name, span, question, Kind::Race { members: nodes.clone(), question });
        for member in nodes {
            self.flow.nodes[member].race = Some(race);
        }
        race
    }

    /// The `let` that a construct is bound to, or a word of ours.
    pub(super) fn construct_name(&self, purpose: &Purpose, word: &str) -> super::names::Name {
        match purpose.label() {
            Some(ident) => self.of_let(ident),
            None => self.auto(word),
        }
    }
}

fn last_word(path: &Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

fn words(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
