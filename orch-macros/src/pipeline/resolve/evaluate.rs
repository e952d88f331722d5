//! Expressions that stand in a flow position: a statement, the value of a `let`, an arm, a tail.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprBlock, ExprReturn};

use super::lift::is_stage;
use super::{Outcome, Purpose, Resolver, unit_code};
use crate::pipeline::check::hidden_exit;
use crate::pipeline::fallback;
use crate::pipeline::ir::{Code, FrameKind, Kind};

impl Resolver<'_> {
    pub(super) fn evaluate(&mut self, expr: Expr, purpose: &Purpose) -> Outcome {
        attributes(&expr).iter().for_each(|attr| self.unknown_attribute(attr));
        match expr {
            Expr::Macro(mac) if fallback::is_unread(&mac.mac) => {
                self.unread += 1;
                self.skip(mac.mac.tokens);
                Outcome::Broken
            }
            Expr::Paren(paren) => self.evaluate(*paren.expr, purpose),
            Expr::Group(group) => self.evaluate(*group.expr, purpose),
            Expr::Return(leave) => self.explicit_return(leave),
            Expr::Break(leave) => self.break_loop(leave),
            Expr::Continue(leave) => self.continue_loop(leave),
            expr if is_stage(&expr) => self.stage(expr, purpose),
            expr if self.is_construct(&expr) => self.construct(expr, purpose),
            expr => self.plain(expr, purpose),
        }
    }

    fn construct(&mut self, expr: Expr, purpose: &Purpose) -> Outcome {
        match expr {
            Expr::Match(matching) => self.matching(matching, purpose),
            Expr::If(branch) => self.branch(branch, purpose),
            Expr::Block(block) => self.block(block, purpose),
            Expr::ForLoop(repeat) => self.for_loop(repeat, purpose),
            Expr::Loop(repeat) => self.rounds(repeat, purpose),
            Expr::While(repeat) => self.while_loop(repeat),
            other => self.plain(other, purpose),
        }
    }

    fn plain(&mut self, mut expr: Expr, purpose: &Purpose) -> Outcome {
        let span = expr.span();
        if !matches!(expr, Expr::Macro(_)) {
            let here = self.flow.nodes.len();
            self.exits.extend(hidden_exit::search(&expr).into_iter().map(|(name, span)| (name, span, here)));
        }
        self.lift(&mut expr);
        if !purpose.used
            && let Some(outcome) = self.changing(&expr)
        {
            return outcome;
        }
        Outcome::Plain(self.rewrite(expr), span)
    }

    /// A block is a scope; `#[unordered]` lifts the order among the changes in it.
    fn block(&mut self, block: ExprBlock, purpose: &Purpose) -> Outcome {
        if let Some(label) = &block.label {
            self.diagnostics.error("E00", label, "blocks of a flow have no labels: leave by `return`, or use an `if`");
            self.skip(block.block.to_token_stream());
            return Outcome::Broken;
        }
        let outside = self.here.unordered;
        if self.is_unordered(&block.attrs) {
            self.unordered += 1;
            self.here.unordered = self.unordered;
        }
        let outcome = self.scope(block.block.stmts, purpose);
        self.here.unordered = outside;
        outcome
    }

    fn is_unordered(&mut self, attrs: &[Attribute]) -> bool {
        let mut unordered = false;
        for attr in attrs {
            if attr.path().is_ident("unordered") {
                unordered = true;
            } else {
                self.unknown_attribute(attr);
            }
        }
        unordered
    }

    /// Attributes in a body mean something to orch or nothing.
    pub(super) fn unknown_attribute(&mut self, attr: &Attribute) {
        let (code, message) = if attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr") {
            ("E00", "a stage cannot come and go with a `cfg`, because journals must fit: put the `cfg` on the agent")
        } else if ["allow", "expect", "warn", "deny", "doc"].iter().any(|known| attr.path().is_ident(known)) {
            return;
        } else {
            ("E24", "there is no such attribute in a flow: there are `#[rounds(n)] loop` and `#[unordered] { … }`")
        };
        self.diagnostics.error(code, attr.path(), message);
    }

    /// The value of what is not bound to anything, as a statement.
    pub(super) fn settle(&mut self, outcome: Outcome, purpose: &Purpose) -> Outcome {
        match outcome {
            Outcome::Plain(code, span) => {
                self.check(code, span, "check");
                Outcome::Unit
            }
            Outcome::Slot(node) => {
                if !purpose.dropped {
                    self.refuse_dropped(node);
                }
                Outcome::Unit
            }
            other => other,
        }
    }

    pub(super) fn check(&mut self, code: Code, span: Span, name: &str) {
        if matches!(code.tokens.to_string().as_str(), "" | "()" | "{}" | "{ }") {
            return;
        }
        let name = self.auto(name);
        self.node(name, span, code.question, Kind::Check { code });
    }

    fn explicit_return(&mut self, leave: ExprReturn) -> Outcome {
        let span = leave.return_token.span;
        if self.refuse_in_items(span, "return") {
            self.skip(leave.to_token_stream());
            return Outcome::Broken;
        }
        let code = match leave.expr {
            None => unit_code(span),
            Some(value) => {
                let expected = Some(super::Ty::Written(self.flow.output.clone()));
                let outcome =
                    self.evaluate(*value, &Purpose { expected, used: true, tail: true, ..Purpose::default() });
                match self.outcome_code(outcome, span) {
                    Some(code) => code,
                    None => return Outcome::Never,
                }
            }
        };
        let name = self.auto("return");
        self.node(name, span, code.question, Kind::Return { explicit: true, code });
        Outcome::Never
    }

    /// The value as code; `None` if it never is one.
    pub(super) fn outcome_code(&mut self, outcome: Outcome, span: Span) -> Option<Code> {
        match outcome {
            Outcome::Never => None,
            Outcome::Broken => Some(fallback::code(span)),
            Outcome::Unit => Some(unit_code(span)),
            Outcome::Slot(node) => Some(self.slot_code(node)),
            Outcome::Plain(code, _) => Some(code),
        }
    }

    /// Items of a fan-out run side by side, so none of them may end the others.
    pub(super) fn refuse_in_items(&mut self, span: Span, word: &str) -> bool {
        let mut frame = Some(self.here.frame);
        while let Some(id) = frame {
            if self.flow.frames[id].kind == FrameKind::Items {
                let message = format_args!(
                    "`{word}` cannot stand in `each`: its items run side by side, and none of them may leave for all\n  \
                     give the item a value, and decide behind the loop; or write a plain `for`, which runs one after another"
                );
                self.diagnostics.error_at("E09", span, message);
                return true;
            }
            frame = if word == "return" { self.flow.frames[id].parent } else { None };
        }
        false
    }
}

/// The attributes of an expression; those of loops and blocks may mean something.
fn attributes(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Try(expr) => &expr.attrs,
        Expr::Await(expr) => &expr.attrs,
        Expr::Match(expr) => &expr.attrs,
        Expr::If(expr) => &expr.attrs,
        Expr::While(expr) => &expr.attrs,
        Expr::Call(expr) => &expr.attrs,
        Expr::MethodCall(expr) => &expr.attrs,
        Expr::Macro(expr) => &expr.attrs,
        Expr::Assign(expr) => &expr.attrs,
        Expr::Binary(expr) => &expr.attrs,
        Expr::Return(expr) => &expr.attrs,
        Expr::Break(expr) => &expr.attrs,
        Expr::Continue(expr) => &expr.attrs,
        _ => &[],
    }
}
