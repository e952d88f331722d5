//! Rewriting the uses of variables in a piece of plain Rust: what lends becomes `(*bar).close`, what needs a value becomes
//! a clone of exactly the place that was written. Tokens keep the user's spans, so that rustc's words land there.

mod blocks;
mod consuming;
mod foreign;
mod macros;
mod misplaced;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprBinary, ExprClosure, ExprStruct, Ident, UnOp};

pub(crate) use self::foreign::refuse_macro;
pub(crate) use self::misplaced::{Inside, refuse_awaits};
use super::fallback;
use super::ir::{BindingId, Code};
use super::patterns::{self, Mode};
use super::scope::{Access, Scopes, Variable};
use crate::diagnostics::Diagnostics;
use crate::hygiene::Ends;

/// Rewrites one piece of code.
pub(crate) struct Rewriter<'a> {
    pub(super) scopes: &'a mut Scopes,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) uses: BTreeSet<BindingId>,
    pub(super) question: bool,
    /// What of plain Rust stands around, the innermost last.
    pub(super) inside: Vec<Inside>,
}

impl<'a> Rewriter<'a> {
    pub(crate) fn new(scopes: &'a mut Scopes, diagnostics: &'a mut Diagnostics) -> Rewriter<'a> {
        Rewriter { scopes, diagnostics, uses: BTreeSet::new(), question: false, inside: Vec::new() }
    }

    /// The code with these tokens and what was used so far.
    pub(crate) fn code(self, tokens: TokenStream) -> Code {
        Code { tokens, uses: self.uses.into_iter().collect(), alias: None, question: self.question }
    }

    /// Code in a value position.
    pub(crate) fn value(&mut self, expr: &mut Expr) {
        if self.is_place(expr) {
            let ends = Ends::of(expr);
            self.lend(expr);
            let place = expr.to_token_stream();
            let clone = quote_spanned!(ends.first=> ::orch::__private::clone_place);
            *expr = Expr::Verbatim(ends.call(clone, quote_spanned!(ends.first=> &#place)));
        } else {
            self.other(expr);
        }
    }

    /// Code in a position that only looks at it.
    pub(crate) fn lend(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Path(path) => {
                let Some(ident) = path.path.get_ident().cloned() else { return };
                match self.use_of(&ident) {
                    Some(Access::Place) => *expr = Expr::Verbatim(quote_spanned!(ident.span()=> (*#ident))),
                    Some(Access::AsIs) => {}
                    None => self.point_at_maker(&ident, expr),
                }
            }
            Expr::Field(field) => self.lend(&mut field.base),
            Expr::Index(index) => {
                self.lend(&mut index.expr);
                self.value(&mut index.index);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.lend(&mut unary.expr),
            Expr::Paren(paren) => self.lend(&mut paren.expr),
            Expr::Group(group) => self.lend(&mut group.expr),
            _ => self.other(expr),
        }
    }

    /// Whether it is a place in a variable whose local is a reference.
    pub(crate) fn is_place(&self, expr: &Expr) -> bool {
        root(expr)
            .and_then(|ident| self.scopes.find(&ident.to_string()))
            .is_some_and(|variable| variable.access == Access::Place)
    }

    fn is_variable(&self, expr: &Expr) -> bool {
        root(expr).is_some_and(|ident| self.scopes.find(&ident.to_string()).is_some())
    }

    /// Notes a use and tells how it is written.
    pub(super) fn use_of(&mut self, ident: &Ident) -> Option<Access> {
        let name = ident.to_string();
        let Some(variable) = self.scopes.find(&name) else {
            self.scopes.note_unknown(&name);
            return None;
        };
        let access = variable.access;
        if let Some(binding) = variable.binding {
            self.uses.insert(binding);
            self.scopes.mark_used(binding);
        }
        Some(access)
    }

    /// A name that is no variable here, and that the flow makes elsewhere: rustc, which sees this piece alone, is shown the
    /// place, and points at it if nothing else has the name.
    fn point_at_maker(&self, ident: &Ident, expr: &mut Expr) {
        if let Some(made) = self.scopes.made_elsewhere(&ident.to_string()) {
            // In parentheses it may begin a statement: `n + 1;`.
            *expr = Expr::Verbatim(quote_spanned! {ident.span()=>
                ({
                    #[allow(unused_variables, clippy::all)]
                    {
                        let #made = ();
                    }
                    #ident
                })
            });
        }
    }

    /// Everything that is no place of a variable.
    fn other(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => self.lend(expr),
            Expr::Paren(paren) => self.value(&mut paren.expr),
            Expr::Group(group) => self.value(&mut group.expr),
            Expr::Reference(reference) => self.lend(&mut reference.expr),
            Expr::RawAddr(raw) => self.lend(&mut raw.expr),
            Expr::MethodCall(call) => {
                if consuming::takes(call) {
                    self.value(&mut call.receiver);
                } else {
                    self.lend(&mut call.receiver);
                }
                self.values(call.args.iter_mut());
            }
            Expr::Call(call) => {
                // The name of a function is none of the flow's.
                if !matches!(&*call.func, Expr::Path(_)) || self.is_variable(&call.func) {
                    self.lend(&mut call.func);
                }
                self.values(call.args.iter_mut());
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.lend(&mut unary.expr),
            Expr::Unary(unary) => self.value(&mut unary.expr),
            Expr::Cast(cast) => self.value(&mut cast.expr),
            Expr::Assign(assign) => {
                self.lend(&mut assign.left);
                self.value(&mut assign.right);
            }
            Expr::Array(array) => self.values(array.elems.iter_mut()),
            Expr::Tuple(tuple) => self.values(tuple.elems.iter_mut()),
            Expr::Repeat(repeat) => self.value(&mut repeat.expr),
            Expr::Range(range) => self.values(range.start.iter_mut().chain(&mut range.end).map(|end| &mut **end)),
            Expr::Return(leave) => self.values(leave.expr.iter_mut().map(|value| &mut **value)),
            Expr::Break(leave) => self.values(leave.expr.iter_mut().map(|value| &mut **value)),
            Expr::Yield(give) => self.values(give.expr.iter_mut().map(|value| &mut **value)),
            Expr::Struct(literal) => self.literal(literal),
            Expr::Closure(closure) => self.closure(closure),
            Expr::Try(question) => {
                let leaves = !self.inside.iter().any(|inside| inside.catches_question());
                self.question |= leaves;
                let ends = Ends::of(&question.expr);
                self.value(&mut question.expr);
                if leaves {
                    let value = question.expr.to_token_stream();
                    let ask = quote_spanned!(ends.first=> ::orch::__private::private::question);
                    *question.expr = Expr::Verbatim(ends.call(ask, value));
                }
            }
            Expr::Await(wait) => {
                self.misplaced(wait);
                self.value(&mut wait.base);
                *expr = fallback::expression(expr.span());
            }
            Expr::Macro(mac) => {
                if !self.macro_call(&mut mac.mac) {
                    *expr = fallback::expression(expr.span());
                }
            }
            Expr::Verbatim(tokens) => self.idents(tokens.clone()),
            _ => self.structure(expr),
        }
    }

    fn values<'e>(&mut self, list: impl Iterator<Item = &'e mut Expr>) {
        list.for_each(|expr| self.value(expr));
    }

    fn binary(&mut self, binary: &mut ExprBinary) {
        match binary.op {
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
                self.lend(&mut binary.left);
                self.lend(&mut binary.right);
            }
            BinOp::And(_) | BinOp::Or(_) => {
                self.condition(&mut binary.left);
                self.within(Inside::ShortCircuit, |this| this.condition(&mut binary.right));
            }
            op if is_assignment(&op) => {
                self.lend(&mut binary.left);
                self.value(&mut binary.right);
            }
            _ => {
                self.value(&mut binary.left);
                self.value(&mut binary.right);
            }
        }
    }

    fn literal(&mut self, literal: &mut ExprStruct) {
        for field in &mut literal.fields {
            let before = field.expr.to_token_stream().to_string();
            self.value(&mut field.expr);
            let shorthand = field.colon_token.is_none();
            if shorthand && before != field.expr.to_token_stream().to_string() {
                let span = patterns::member_ident(&field.member).map(Ident::span);
                field.colon_token = span.map(|span| syn::token::Colon { spans: [span] });
            }
        }
        self.values(literal.rest.iter_mut().map(|rest| &mut **rest));
    }

    fn closure(&mut self, closure: &mut ExprClosure) {
        self.scopes.enter();
        for input in &mut closure.inputs {
            self.declare(input, Mode::AsWritten);
        }
        let inside = if closure.asyncness.is_some() { Inside::Async } else { Inside::Closure };
        self.within(inside, |this| this.value(&mut closure.body));
        self.scopes.leave();
    }

    pub(super) fn within(&mut self, inside: Inside, act: impl FnOnce(&mut Self)) {
        self.inside.push(inside);
        act(self);
        self.inside.pop();
    }

    /// Declares the names of a pattern as locals of plain Rust.
    pub(crate) fn declare(&mut self, pattern: &mut syn::Pat, mode: Mode) {
        for name in patterns::bind(pattern, mode) {
            self.scopes.declare(Variable::local(name.ident.to_string(), name.access));
        }
    }
}

/// The variable in which a place lies.
pub(crate) fn root(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => root(&unary.expr),
        Expr::Paren(paren) => root(&paren.expr),
        Expr::Group(group) => root(&group.expr),
        _ => None,
    }
}

/// `+=` and its kin.
pub(crate) fn is_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}
