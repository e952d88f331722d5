//! Plain statements that change a `let mut` of the flow: they give the new value of its slot.

use proc_macro2::Ident;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, ExprClosure, Item, Local, Stmt};

use super::lift::path;
use super::{Outcome, Resolver};
use crate::pipeline::ir::{BindingId, Code, FrameKind, Kind, NodeId};
use crate::pipeline::needs::receiver;
use crate::pipeline::patterns;
use crate::pipeline::places::{Rewriter, is_assignment, root};
use crate::pipeline::scope::{Access, Change, Scopes, Variable};

impl Resolver<'_> {
    /// Resolves a lifted statement if it changes a variable of the flow.
    pub(super) fn changing(&mut self, expr: &Expr) -> Option<Outcome> {
        let mut search = Changes { scopes: &self.scopes, found: Vec::new(), own: Vec::new() };
        search.statement(expr);
        let changed = search.found;
        let (ident, variable) = changed.first()?.clone();
        if let Some((second, _)) = changed.iter().find(|(other, _)| *other != ident) {
            let message = format_args!(
                "`{ident}` and `{second}` change in one statement: each is saved on its own\n  write a statement for each"
            );
            self.diagnostics.error("E08", second, message);
            return Some(self.unchanged(expr));
        }
        let Some(target) = self.target(&ident, &variable) else { return Some(self.unchanged(expr)) };
        let code = self.change_code(expr, &ident, variable.binding);
        let name = self.auto(&format!("{ident}/set"));
        let ends = code.question;
        let node = self.node(name, expr.span(), ends, Kind::Assign { target, code });
        self.changes.push(super::changes::Change { node, target, ident, before: self.flow.bindings.len() });
        Some(Outcome::Unit)
    }

    fn unchanged(&mut self, expr: &Expr) -> Outcome {
        self.skip(expr.to_token_stream());
        Outcome::Broken
    }

    /// The slot to change, if it may be changed here.
    fn target(&mut self, ident: &Ident, variable: &Variable) -> Option<NodeId> {
        let target = match variable.change {
            Change::Slot(target) => target,
            Change::Refused => return None,
            Change::Untyped => {
                let message = format_args!(
                    "`{ident}` changes, so it is saved, and its type must be written: `let mut {ident}: T = …`"
                );
                self.diagnostics.error("E08", ident, message);
                return None;
            }
            Change::No => {
                let message = format_args!(
                    "`{ident}` cannot change: declare it as `let mut {ident}: T = …`, with its type, because it is saved"
                );
                self.diagnostics.error("E08", ident, message);
                return None;
            }
        };
        let mut frame = self.here.frame;
        while frame != variable.frame {
            if self.flow.frames[frame].kind == FrameKind::Items {
                let message = format_args!(
                    "`{ident}` cannot change here: the items of `each` run side by side, in no order\n  \
                     let each item give a value and put them together behind the loop; or write a plain `for`"
                );
                self.diagnostics.error("E08", ident, message);
                return None;
            }
            frame = self.flow.frames[frame].parent?;
        }
        Some(target)
    }

    fn change_code(&mut self, expr: &Expr, ident: &Ident, binding: Option<BindingId>) -> Code {
        let mut code = match expr {
            Expr::Assign(assign) if matches!(&*assign.left, Expr::Path(_)) => self.rewrite((*assign.right).clone()),
            other => self.change_in_place(other.clone(), ident),
        };
        self.scopes.mark_used(binding.unwrap_or_default());
        code.uses.extend(binding);
        code.uses.sort_unstable();
        code.uses.dedup();
        Code { alias: code.alias.filter(|_| matches!(expr, Expr::Assign(_))), ..code }
    }

    /// `{ let mut x = clone; x.push(1); x }`
    fn change_in_place(&mut self, mut expr: Expr, ident: &Ident) -> Code {
        let old = self.rewrite(path(ident)).tokens;
        self.scopes.enter();
        self.scopes.declare(Variable::local(ident.to_string(), Access::AsIs));
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        rewriter.value(&mut expr);
        let span = expr.span();
        let code = rewriter.code(quote_spanned!(span=> { let mut #ident = #old; #expr; #ident }));
        self.scopes.leave();
        code
    }
}

/// The variables of the flow that a statement changes.
struct Changes<'s> {
    scopes: &'s Scopes,
    found: Vec<(Ident, Variable)>,
    own: Vec<String>,
}

impl Changes<'_> {
    fn statement(&mut self, expr: &Expr) {
        if let Expr::MethodCall(_) | Expr::Try(_) = expr {
            self.method(expr);
        }
        self.visit_expr(expr);
    }

    /// A method that is called for its effect, on a variable that may change.
    fn method(&mut self, expr: &Expr) {
        if let Some(ident) = root(&receiver(expr))
            && self.scopes.find(&ident.to_string()).is_some_and(|variable| variable.change != Change::No)
        {
            self.change(ident);
        }
    }

    fn change(&mut self, ident: &Ident) {
        let name = ident.to_string();
        if self.own.contains(&name) {
            return;
        }
        if let Some(variable) = self.scopes.find(&name)
            && variable.binding.is_some()
        {
            self.found.push((ident.clone(), variable.clone()));
        }
    }
}

impl<'ast> Visit<'ast> for Changes<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        let place = match expr {
            Expr::Assign(assign) => Some(&*assign.left),
            Expr::Binary(binary) if is_assignment(&binary.op) => Some(&*binary.left),
            Expr::Reference(reference) if reference.mutability.is_some() => Some(&*reference.expr),
            _ => None,
        };
        if let Some(ident) = place.and_then(root) {
            self.change(ident);
        }
        visit::visit_expr(self, expr);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(expr @ (Expr::MethodCall(_) | Expr::Try(_)), Some(_)) = statement {
            self.method(expr);
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        visit::visit_local(self, local);
        self.own.extend(patterns::names(&local.pat).iter().map(ToString::to_string));
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        self.own.extend(closure.inputs.iter().flat_map(patterns::names).map(|name| name.to_string()));
        self.visit_expr(&closure.body);
    }

    fn visit_item(&mut self, _: &'ast Item) {}
}
