//! Statements in their order, and what can never run (E06).

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, ExprAwait, ExprMacro, Item, Stmt, StmtMacro};

use super::{Outcome, Purpose, Resolver};
use crate::pipeline::check::hidden_exit;
use crate::pipeline::ir::BindingKind;
use crate::pipeline::scope::{Access, Change};

const PANICS: &[&str] = &["panic", "unreachable", "todo", "unimplemented"];

impl Resolver<'_> {
    /// Statements in a scope of their own.
    pub(super) fn scope(&mut self, statements: Vec<Stmt>, purpose: &Purpose) -> Outcome {
        self.scopes.enter();
        let outcome = self.sequence(statements, purpose);
        let outcome = self.in_scope(outcome, purpose);
        self.scopes.leave();
        outcome
    }

    /// A value that is wanted for nothing ends with its scope.
    fn in_scope(&mut self, outcome: Outcome, purpose: &Purpose) -> Outcome {
        if purpose.used { outcome } else { self.settle(outcome, purpose) }
    }

    /// Statements in the present scope; the value of the last, if it is an expression.
    pub(super) fn sequence(&mut self, statements: Vec<Stmt>, purpose: &Purpose) -> Outcome {
        let mut statements = statements.into_iter().peekable();
        let (mut told, mut mistakes, unread) = (false, self.mistakes(), self.unread);
        while let Some(statement) = statements.next() {
            let last = statements.peek().is_none();
            mistakes = self.mistakes();
            let outcome = match tail(statement) {
                Stmt::Expr(expr, None) if last => return self.evaluate(expr, purpose),
                statement => self.statement(statement),
            };
            if matches!(outcome, Outcome::Never) && !told {
                told = self.never_runs(statements.clone());
                if !told {
                    self.skip(statements.map(ToTokens::into_token_stream).collect());
                    return Outcome::Never;
                }
            }
        }
        // Whoever has not finished the last statement has not come to the value either, and what cannot be read may hold it.
        if told || self.unread > unread || self.mistakes() > mistakes { Outcome::Broken } else { Outcome::Unit }
    }

    /// Whether a stage stands where nothing can run; says so at the first one. What else is wrong there is told as well.
    fn never_runs(&mut self, rest: impl Iterator<Item = Stmt>) -> bool {
        let mut found = FirstStage(None);
        rest.for_each(|statement| found.visit_stmt(&statement));
        if let Some(stage) = &found.0 {
            let message = "this stage can never run: what stands before it always leaves\n  remove it, or put the leaving behind a condition";
            self.diagnostics.error("E06", stage, message);
        }
        found.0.is_some()
    }

    fn statement(&mut self, statement: Stmt) -> Outcome {
        match statement {
            Stmt::Local(local) => self.local(local),
            Stmt::Item(item) => self.item(item),
            Stmt::Macro(mac) => self.macro_statement(mac),
            Stmt::Expr(expr, _) => {
                let outcome = self.evaluate(expr, &Purpose::default());
                self.settle(outcome, &Purpose::default())
            }
        }
    }

    fn macro_statement(&mut self, statement: StmtMacro) -> Outcome {
        statement.attrs.iter().for_each(|attr| self.unknown_attribute(attr));
        if let Some(name) = hidden_exit::hidden(&statement.mac) {
            self.exits.push((name, statement.mac.path.span(), self.flow.nodes.len()));
        }
        let panics = PANICS.iter().any(|name| statement.mac.path.is_ident(name));
        let expr = Expr::Macro(ExprMacro { attrs: Vec::new(), mac: statement.mac });
        let outcome = self.evaluate(expr, &Purpose::default());
        match (self.settle(outcome, &Purpose::default()), panics) {
            (Outcome::Unit, true) => Outcome::Never,
            (outcome, _) => outcome,
        }
    }

    /// A function or a constant goes along with the code that names it.
    fn item(&mut self, mut item: Item) -> Outcome {
        let ident = match &item {
            Item::Fn(function) => function.sig.ident.clone(),
            Item::Const(constant) => constant.ident.clone(),
            Item::Static(constant) => constant.ident.clone(),
            other => {
                let message =
                    "move this item out of the pipeline: its body is a flow, and its pieces run apart from each other";
                self.diagnostics.error("E00", other, message);
                self.flow.items.push(item);
                return Outcome::Unit;
            }
        };
        crate::pipeline::places::refuse_awaits(&mut item, self.diagnostics);
        let tokens: TokenStream = item.into_token_stream();
        self.bind(ident, BindingKind::Plain(tokens), Vec::new(), Access::AsIs, None, Change::No);
        Outcome::Unit
    }
}

/// A macro without a semicolon may be the value of its block.
fn tail(statement: Stmt) -> Stmt {
    match statement {
        Stmt::Macro(StmtMacro { attrs, mac, semi_token: None }) => {
            Stmt::Expr(Expr::Macro(ExprMacro { attrs, mac }), None)
        }
        other => other,
    }
}

struct FirstStage(Option<Expr>);

impl<'ast> Visit<'ast> for FirstStage {
    fn visit_expr_await(&mut self, wait: &'ast ExprAwait) {
        visit::visit_expr_await(self, wait);
        self.0.get_or_insert_with(|| callee(&wait.base).clone());
    }
}

fn callee(expr: &Expr) -> &Expr {
    match expr {
        Expr::MethodCall(call) => callee(&call.receiver),
        Expr::Call(call) => &call.func,
        other => other,
    }
}
