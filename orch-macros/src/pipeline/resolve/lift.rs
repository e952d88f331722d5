//! Stages inside of expressions: each becomes a node of its own, in the order of evaluation, and its place in the
//! expression is taken by a hidden name.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Expr};

use super::{Outcome, Purpose, Resolver};
use crate::hygiene;
use crate::pipeline::fallback;
use crate::pipeline::ir::{BindingKind, Code, NodeId};
use crate::pipeline::needs::{block_needs_nodes, needs_nodes};
use crate::pipeline::places::Rewriter;
use crate::pipeline::scope::{Access, Change};

impl Resolver<'_> {
    /// Lifts what needs nodes out of an expression.
    pub(super) fn lift(&mut self, expr: &mut Expr) {
        Lift(self).visit_expr_mut(expr);
    }

    /// An expression as code in a value position, stages inside of it lifted.
    pub(super) fn value_code(&mut self, mut expr: Expr) -> Code {
        self.lift(&mut expr);
        self.rewrite(expr)
    }

    /// A lifted expression as code in a value position.
    pub(super) fn rewrite(&mut self, mut expr: Expr) -> Code {
        let alias = self.whole(&expr);
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        rewriter.value(&mut expr);
        let code = rewriter.code(expr.into_token_stream());
        Code { alias, ..code }
    }

    /// The node of whose slot the expression is the whole value.
    pub(super) fn whole(&self, expr: &Expr) -> Option<NodeId> {
        match expr {
            Expr::Path(path) if path.qself.is_none() => {
                let ident = path.path.get_ident()?;
                self.scopes.find(&ident.to_string())?.whole
            }
            Expr::Paren(paren) => self.whole(&paren.expr),
            Expr::Group(group) => self.whole(&group.expr),
            _ => None,
        }
    }

    /// A hidden variable for the slot of a node.
    pub(super) fn hidden_slot(&mut self, node: NodeId) -> Ident {
        let span = self.flow.nodes[node].span;
        let ident = self.hidden_ident(span);
        self.bind(ident.clone(), BindingKind::Slot(node), Vec::new(), Access::Place, Some(node), Change::No);
        ident
    }

    pub(super) fn hidden_ident(&mut self, span: proc_macro2::Span) -> Ident {
        self.hidden += 1;
        hygiene::hidden(self.hidden - 1, span)
    }

    /// The whole value of a slot as code.
    pub(super) fn slot_code(&mut self, node: NodeId) -> Code {
        let ident = self.hidden_slot(node);
        self.rewrite(path(&ident))
    }

    /// Text that is not resolved after a mistake: what it names counts as used.
    pub(super) fn skip(&mut self, tokens: TokenStream) {
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        rewriter.idents(tokens);
    }

    fn lifted(&mut self, expr: Expr) -> Expr {
        let span = expr.span();
        let purpose = Purpose { used: true, ..Purpose::default() };
        match self.evaluate(expr, &purpose) {
            Outcome::Slot(node) => path(&self.hidden_slot(node)),
            Outcome::Unit => Expr::Verbatim(quote_spanned!(span=> ())),
            Outcome::Plain(..) => {
                let message = "the type of this value is not known\n  give it a `let` with its type written before this statement";
                self.diagnostics.error_at("E08", span, message);
                fallback::expression(span)
            }
            Outcome::Never => Expr::Verbatim(quote_spanned!(span=> ::core::unreachable!())),
            Outcome::Broken => fallback::expression(span),
        }
    }
}

/// An identifier as an expression.
pub(super) fn path(ident: &Ident) -> Expr {
    Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path: ident.clone().into() })
}

/// `stage.await` or `stage.await?`
pub(super) fn is_stage(expr: &Expr) -> bool {
    match expr {
        Expr::Await(_) => true,
        Expr::Try(question) => matches!(&*question.expr, Expr::Await(_)),
        Expr::Paren(paren) => is_stage(&paren.expr),
        Expr::Group(group) => is_stage(&group.expr),
        _ => false,
    }
}

struct Lift<'r, 'd>(&'r mut Resolver<'d>);

impl Lift<'_, '_> {
    fn replace(&mut self, expr: &mut Expr) {
        let taken = std::mem::replace(expr, Expr::PLACEHOLDER);
        *expr = self.0.lifted(taken);
    }
}

impl VisitMut for Lift<'_, '_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if is_stage(expr) || self.0.is_construct(expr) {
            return self.replace(expr);
        }
        match expr {
            Expr::Match(matching) => self.visit_expr_mut(&mut matching.expr),
            Expr::If(branch) => self.visit_expr_mut(&mut branch.cond),
            Expr::ForLoop(repeat) => self.visit_expr_mut(&mut repeat.expr),
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => {
                self.visit_expr_mut(&mut binary.left)
            }
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => {
                let message =
                    "a flow is left by a statement of its own: write it behind an `if` or in an arm of a `match`";
                self.0.diagnostics.error("E09", &*expr, message);
                self.0.skip(expr.to_token_stream());
                *expr = fallback::expression(expr.span());
            }
            Expr::Block(_) | Expr::Loop(_) | Expr::While(_) | Expr::Unsafe(_) | Expr::TryBlock(_) => {}
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) | Expr::Macro(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }
}

impl Resolver<'_> {
    /// Whether an expression has a structure that needs nodes.
    pub(super) fn is_construct(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Match(matching) => matching.arms.iter().any(|arm| needs_nodes(&arm.body, &self.scopes)),
            Expr::If(branch) => self.if_needs_nodes(branch),
            Expr::Block(block) => {
                block.attrs.iter().any(|attr| attr.path().is_ident("unordered")) || needs_nodes(expr, &self.scopes)
            }
            Expr::ForLoop(repeat) => self.is_flow_for(repeat),
            Expr::Loop(repeat) => self.is_flow_loop(repeat),
            Expr::While(repeat) => self.is_flow_while(repeat),
            _ => false,
        }
    }

    fn if_needs_nodes(&self, branch: &syn::ExprIf) -> bool {
        block_needs_nodes(&branch.then_branch, &self.scopes)
            || branch.else_branch.as_ref().is_some_and(|(_, otherwise)| needs_nodes(otherwise, &self.scopes))
    }
}
