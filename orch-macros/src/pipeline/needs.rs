//! Whether a piece of the text needs nodes of its own, or is plain Rust.

use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprAsync, ExprClosure, ExprConst, Item, Label, Lifetime, Local, Pat, Stmt};

use super::places::{is_assignment, root};
use super::resolve::is_each;
use super::scope::{Change, Scopes};

/// Whether a `match`, an `if` or a block holds a stage, leaves the flow, records a value or changes a `let mut` of the flow.
pub(crate) fn needs_nodes(expr: &Expr, scopes: &Scopes) -> bool {
    let mut search = Search::new(scopes, 0, false);
    search.visit_expr(expr);
    search.found
}

/// The same for a block.
pub(crate) fn block_needs_nodes(block: &Block, scopes: &Scopes) -> bool {
    let mut search = Search::new(scopes, 0, false);
    search.visit_block(block);
    search.found
}

/// Whether a loop holds a stage or leaves the flow. What else it does is plain Rust.
pub(crate) fn loop_needs_nodes(label: Option<&Label>, body: &Block, scopes: &Scopes) -> bool {
    let mut search = Search::new(scopes, 0, true);
    search.in_loop(label, body);
    search.found
}

/// Whether a stage stands in it, wherever it is written.
pub(crate) fn has_await(block: &Block) -> bool {
    let mut search = Awaits(false);
    search.visit_block(block);
    search.0
}

struct Search<'s> {
    scopes: &'s Scopes,
    found: bool,
    /// How many plain loops stand around, to which a `break` belongs.
    loops: usize,
    /// Labels that stand within.
    labels: Vec<String>,
    /// Names declared within, which are no variables of the flow.
    own: Vec<String>,
    /// Whether only stages and leaving count.
    only_flow: bool,
}

impl<'s> Search<'s> {
    fn new(scopes: &'s Scopes, loops: usize, only_flow: bool) -> Search<'s> {
        Search { scopes, found: false, loops, own: Vec::new(), labels: Vec::new(), only_flow }
    }

    fn changes(&self, place: &Expr) -> bool {
        let Some(name) = root(place).map(ToString::to_string) else { return false };
        let of_flow = self.scopes.find(&name).is_some_and(|variable| variable.change != Change::No);
        !self.only_flow && of_flow && !self.own.contains(&name)
    }

    /// Whether a `break` or `continue` leaves what is searched.
    fn leaves(&self, label: Option<&Lifetime>) -> bool {
        match label {
            Some(label) => !self.labels.contains(&label.to_string()),
            None => self.loops == 0,
        }
    }

    fn in_loop(&mut self, label: Option<&Label>, body: &Block) {
        self.labels.extend(label.map(|label| label.name.to_string()));
        self.loops += 1;
        self.visit_block(body);
        self.loops -= 1;
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Await(_) | Expr::Return(_) => self.found = true,
            Expr::Break(leave) => self.found |= self.leaves(leave.label.as_ref()),
            Expr::Continue(leave) => self.found |= self.leaves(leave.label.as_ref()),
            Expr::Block(block) => self.labels.extend(block.label.as_ref().map(|label| label.name.to_string())),
            Expr::Assign(assign) => self.found |= self.changes(&assign.left),
            Expr::Binary(binary) if is_assignment(&binary.op) => self.found |= self.changes(&binary.left),
            // Constructs of the flow, whatever is in them.
            Expr::Loop(repeat) if !repeat.attrs.is_empty() => self.found = true,
            Expr::ForLoop(repeat) if is_each(&repeat.expr) => self.found = true,
            Expr::ForLoop(repeat) => {
                self.visit_expr(&repeat.expr);
                return self.in_loop(repeat.label.as_ref(), &repeat.body);
            }
            Expr::While(repeat) => {
                self.visit_expr(&repeat.cond);
                return self.in_loop(repeat.label.as_ref(), &repeat.body);
            }
            Expr::Loop(repeat) => return self.in_loop(repeat.label.as_ref(), &repeat.body),
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(Expr::MethodCall(call), Some(_)) = statement {
            self.found |= self.changes(&receiver(&call.receiver));
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        self.found |= matches!(local.pat, Pat::Type(_)) && self.loops == 0 && !self.only_flow;
        self.own.extend(super::patterns::names(&local.pat).iter().map(ToString::to_string));
        visit::visit_local(self, local);
    }

    fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'ast ExprAsync) {}
    fn visit_expr_const(&mut self, _: &'ast ExprConst) {}
    fn visit_item(&mut self, _: &'ast Item) {}
}

/// What a chain of method calls begins with.
pub(crate) fn receiver(expr: &Expr) -> Expr {
    match expr {
        Expr::MethodCall(call) => receiver(&call.receiver),
        Expr::Try(question) => receiver(&question.expr),
        Expr::Field(field) => receiver(&field.base),
        Expr::Index(index) => receiver(&index.expr),
        Expr::Paren(paren) => receiver(&paren.expr),
        other => other.clone(),
    }
}

struct Awaits(bool);

impl<'ast> Visit<'ast> for Awaits {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        self.0 |= matches!(expr, Expr::Await(_));
        visit::visit_expr(self, expr);
    }

    fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'ast ExprAsync) {}
    fn visit_expr_const(&mut self, _: &'ast ExprConst) {}
    fn visit_item(&mut self, _: &'ast Item) {}
}
