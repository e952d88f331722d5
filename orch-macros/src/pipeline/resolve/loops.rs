//! Loops with stages in them: `#[rounds(n)] loop`, a plain `for`, and what leaves them.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprBreak, ExprContinue, ExprForLoop, ExprLoop, ExprWhile, Label, LitInt, Pat};

use super::{Outcome, Purpose, Resolver, names};
use crate::pipeline::fallback;
use crate::pipeline::ir::{BindingKind, Frame, FrameId, FrameKind, Header, Kind, ListSource, NodeId, Open, Ty};
use crate::pipeline::needs::{has_await, loop_needs_nodes};
use crate::pipeline::patterns;
use crate::pipeline::scope::{Access, Change};

/// More rounds would not fit in a drawing, a journal or a life.
const MOST_ROUNDS: u32 = 10_000;

/// A loop around the present place.
pub(super) struct Rounds {
    frame: FrameId,
    expected: Option<Ty>,
    breaks: bool,
    has_value: bool,
    ty: Option<Ty>,
    untyped: Option<Span>,
}

impl Resolver<'_> {
    pub(super) fn is_flow_for(&self, repeat: &ExprForLoop) -> bool {
        super::each::is_each(&repeat.expr) || loop_needs_nodes(repeat.label.as_ref(), &repeat.body, &self.scopes)
    }

    pub(super) fn is_flow_loop(&self, repeat: &ExprLoop) -> bool {
        repeat.attrs.iter().any(|attr| attr.path().is_ident("rounds"))
            || loop_needs_nodes(repeat.label.as_ref(), &repeat.body, &self.scopes)
    }

    pub(super) fn is_flow_while(&self, repeat: &ExprWhile) -> bool {
        loop_needs_nodes(repeat.label.as_ref(), &repeat.body, &self.scopes)
    }

    pub(super) fn rounds(&mut self, repeat: ExprLoop, purpose: &Purpose) -> Outcome {
        self.refuse_label(repeat.label.as_ref());
        let before = self.diagnostics.count();
        // Without a bound its body is checked all the same.
        let rounds = self.bound(&repeat).unwrap_or(1);
        let span = repeat.loop_token.span;
        let header = Header::Rounds { ty: Ty::Unit };
        let name = self.construct_name(purpose, "loop");
        let (open, outside) = self.open(name, span, header, FrameKind::Rounds(rounds), true);
        let expected = purpose.expected.clone();
        let frame = self.here.frame;
        self.loops.push(Rounds { frame, expected, breaks: false, has_value: false, ty: None, untyped: None });
        self.scope(repeat.body.stmts, &Purpose::default());
        self.here = outside;
        match self.loops.pop() {
            // What was refused in it may be a `break`.
            Some(rounds) => self.close_rounds(open, rounds, purpose, self.diagnostics.count() > before),
            None => Outcome::Broken,
        }
    }

    fn close_rounds(&mut self, open: NodeId, rounds: Rounds, purpose: &Purpose, refused: bool) -> Outcome {
        if !rounds.breaks && !refused {
            return Outcome::Never;
        }
        if !rounds.has_value {
            return if refused && purpose.used { Outcome::Broken } else { Outcome::Unit };
        }
        let ty = rounds.expected.or(rounds.ty).unwrap_or_else(|| {
            let span = rounds.untyped.unwrap_or_else(Span::call_site);
            if !refused {
                self.no_type(span, purpose);
            }
            Ty::Written(fallback::ty(&self.flow.name, span))
        });
        if let Kind::Open(Open { header: Header::Rounds { ty: known }, .. }) = &mut self.flow.nodes[open].kind {
            *known = ty;
        }
        Outcome::Slot(open)
    }

    /// The number in `#[rounds(n)]`.
    fn bound(&mut self, repeat: &ExprLoop) -> Option<u32> {
        let (rounds, others): (Vec<&Attribute>, Vec<&Attribute>) =
            repeat.attrs.iter().partition(|attr| attr.path().is_ident("rounds"));
        others.into_iter().for_each(|attr| self.unknown_attribute(attr));
        let Some(attr) = rounds.first() else {
            let what = if has_await(&repeat.body) { "with a stage in it" } else { "that leaves the flow" };
            let message = format_args!(
                "a `loop` {what} needs a bound: write `#[rounds(5)]` before it\n  a run that never ends could not be saved, drawn or given a deadline"
            );
            self.diagnostics.error("E08", &repeat.loop_token, message);
            return None;
        };
        if let Some(twice) = rounds.get(1) {
            self.diagnostics.error("E24", twice.path(), "`#[rounds(…)]` is written twice: keep one of them");
        }
        let number = attr.parse_args::<LitInt>().and_then(|literal| literal.base10_parse::<u32>());
        match number {
            Ok(number) if (1..=MOST_ROUNDS).contains(&number) => Some(number),
            _ => {
                let message = format_args!("the rounds of a loop are a number from 1 to {MOST_ROUNDS}: `#[rounds(5)]`");
                self.diagnostics.error("E24", attr, message);
                None
            }
        }
    }

    /// A node that opens a frame; what was here before is given back.
    pub(super) fn open(
        &mut self,
        name: names::Name,
        span: Span,
        header: Header,
        kind: FrameKind,
        ends: bool,
    ) -> (NodeId, super::Here) {
        let frame = self.flow.frames.len();
        let node = self.node(name, span, ends, Kind::Open(Open { frame, header, ascribed: None }));
        self.flow.frames.push(Frame { owner: Some(node), parent: Some(self.here.frame), kind, tail: None });
        let inside = super::Here { frame, ..super::Here::default() };
        (node, std::mem::replace(&mut self.here, inside))
    }

    pub(super) fn refuse_label(&mut self, label: Option<&Label>) {
        if let Some(label) = label {
            let message = "loops of a flow have no labels: `break` and `continue` belong to the innermost loop\n  take the inner loop out into a pipeline of its own, and `return` from it";
            self.diagnostics.error("E00", &label.name, message);
        }
    }

    pub(super) fn for_loop(&mut self, repeat: ExprForLoop, purpose: &Purpose) -> Outcome {
        self.refuse_label(repeat.label.as_ref());
        repeat.attrs.iter().for_each(|attr| self.unknown_attribute(attr));
        if super::each::is_each(&repeat.expr) { self.each(repeat, purpose) } else { self.sequential(repeat) }
    }

    /// `for line in &order.lines { … }`: one after another.
    fn sequential(&mut self, repeat: ExprForLoop) -> Outcome {
        let mut list = *repeat.expr;
        self.lift(&mut list);
        if !self.is_list_place(&list) {
            let message = "the items of a `for` with stages in it must be saved: give the list a `let` with its type written\n  \
                 `let lines: Vec<T> = …;` and `for line in &lines`; or `for line in each::<T>(…)`, which runs them side by side";
            self.diagnostics.error("E08", &list, message);
            self.skip(list.to_token_stream());
            list = fallback::expression(list.span());
        }
        let (code, access) = self.list_place(list);
        let ends = code.question;
        let name = self.auto(&loop_word(&repeat.pat, "for"));
        let header = Header::For { list: ListSource::Place(code) };
        let (node, outside) = self.open(name, repeat.for_token.span, header, FrameKind::Sequence, ends);
        self.scopes.enter();
        self.item_variable(node, *repeat.pat, access);
        self.scope(repeat.body.stmts, &Purpose::default());
        self.scopes.leave();
        self.here = outside;
        Outcome::Unit
    }

    /// The variable of an item: `&T`, which is what the user sees if the list was written with `&`.
    pub(super) fn item_variable(&mut self, node: NodeId, pattern: Pat, access: Access) {
        let kind = BindingKind::Item(node);
        match patterns::simple(&pattern) {
            Some(ident) => {
                self.bind(ident.ident.clone(), kind, Vec::new(), access, None, Change::No);
            }
            None => {
                let hidden = self.hidden_ident(pattern.span());
                self.bind(hidden.clone(), kind, Vec::new(), access, None, Change::No);
                self.destructure_item(pattern, &hidden);
            }
        }
    }

    fn destructure_item(&mut self, mut pattern: Pat, hidden: &Ident) {
        let (code, mode) = self.scrutinee(super::lift::path(hidden), false);
        let names: Vec<_> =
            patterns::bind(&mut pattern, mode).into_iter().map(|name| (name.ident, name.access)).collect();
        if !names.is_empty() {
            let value = code.tokens;
            self.bind_names(names, quote::quote!(let #pattern = #value;), code.uses);
        }
    }

    /// It is checked as the loop that it should have been.
    pub(super) fn while_loop(&mut self, repeat: ExprWhile) -> Outcome {
        let message = "a `while` with a stage in it has no bound: write `#[rounds(n)] loop { if !… { break; } … }`";
        let stage = if has_await(&repeat.body) { "" } else { "\n  or keep `return` and `break` of the flow out of it" };
        self.diagnostics.error("E08", &repeat.while_token, format_args!("{message}{stage}"));
        let (condition, body) = (repeat.cond, repeat.body);
        let bounded: ExprLoop = syn::parse_quote!(#[rounds(1)] loop { if #condition #body else { break; } });
        self.rounds(bounded, &Purpose::default())
    }

    pub(super) fn break_loop(&mut self, leave: ExprBreak) -> Outcome {
        let span = leave.break_token.span;
        if !self.may_leave(span, "break", leave.label.as_ref()) {
            self.skip(leave.to_token_stream());
            return Outcome::Broken;
        }
        let code = match leave.expr {
            None => None,
            Some(value) => {
                let expected = self.rounds_here().and_then(|rounds| rounds.expected.clone());
                match self.break_value(*value, span, expected) {
                    Some(code) => Some(code),
                    None => return Outcome::Never,
                }
            }
        };
        // Where no value can be taken along, which was said, none is.
        let code = code.filter(|_| self.rounds_here().is_some());
        let alias = code.as_ref().map(|code| code.alias);
        if let Some(rounds) = self.rounds_here() {
            rounds.breaks = true;
            rounds.has_value |= alias.is_some();
            rounds.untyped.get_or_insert(span);
            rounds.ty = rounds.ty.take().or(alias.flatten().map(Ty::SlotOf));
        }
        let name = self.auto("break");
        let ends = code.as_ref().is_some_and(|code| code.question);
        self.node(name, span, ends, Kind::Break { code });
        Outcome::Never
    }

    fn break_value(&mut self, value: Expr, span: Span, expected: Option<Ty>) -> Option<super::Code> {
        if self.rounds_here().is_none() {
            self.diagnostics.error("E00", &value, "a `for` has no value to leave with: write `break` alone, and keep the value in a `let mut` with its type");
        }
        let outcome = self.evaluate(value, &Purpose { expected, used: true, ..Purpose::default() });
        self.outcome_code(outcome, span)
    }

    fn rounds_here(&mut self) -> Option<&mut Rounds> {
        let frame = self.here.frame;
        self.loops.last_mut().filter(|rounds| rounds.frame == frame)
    }

    pub(super) fn continue_loop(&mut self, leave: ExprContinue) -> Outcome {
        let span = leave.continue_token.span;
        if !self.may_leave(span, "continue", leave.label.as_ref()) {
            return Outcome::Broken;
        }
        let name = self.auto("continue");
        self.node(name, span, false, Kind::Continue);
        Outcome::Never
    }

    fn may_leave(&mut self, span: Span, word: &str, label: Option<&syn::Lifetime>) -> bool {
        if let Some(label) = label {
            let message = format_args!("`{word}` of a flow has no label: it belongs to the innermost loop");
            self.diagnostics.error("E00", label, message);
            return false;
        }
        if self.refuse_in_items(span, word) {
            return false;
        }
        if self.flow.frames[self.here.frame].kind == FrameKind::Body {
            self.diagnostics.error_at("E00", span, format_args!("there is no loop around this `{word}`"));
            return false;
        }
        true
    }
}

/// What a loop is called that is bound to no `let`: by the name of its items.
pub(super) fn loop_word(pattern: &Pat, word: &str) -> String {
    match patterns::simple(pattern) {
        Some(ident) => ident.ident.to_string().trim_start_matches("r#").to_owned(),
        None => word.to_owned(),
    }
}
