//! Plain Rust with a structure of its own: blocks, branches and loops without stages, with their scopes.

use syn::spanned::Spanned;
use syn::{Arm, Block, Expr, ExprForLoop, ExprIf, ExprLet, ExprMatch, ExprWhile, Local, Pat, Stmt};

use super::{Inside, Rewriter};
use crate::pipeline::fallback;
use crate::pipeline::patterns::{self, Mode};

impl Rewriter<'_> {
    pub(super) fn structure(&mut self, expr: &mut Expr) {
        match expr {
            Expr::If(branch) => self.branch(branch),
            Expr::Match(matching) => self.matching(matching),
            Expr::Block(block) => self.block(&mut block.block),
            Expr::Unsafe(block) => self.within(Inside::Unsafe, |this| this.block(&mut block.block)),
            Expr::Async(block) => self.within(Inside::Async, |this| this.block(&mut block.block)),
            Expr::TryBlock(block) => self.within(Inside::Try, |this| this.block(&mut block.block)),
            Expr::Const(_) => self.constant(expr),
            Expr::Loop(repeat) => self.within(Inside::Loop, |this| this.block(&mut repeat.body)),
            Expr::While(repeat) => self.while_loop(repeat),
            Expr::ForLoop(repeat) => self.for_loop(repeat),
            Expr::Let(pattern) => self.let_condition(pattern),
            _ => {}
        }
    }

    /// A condition, in which `let` patterns bind for what follows: the caller holds the scope.
    pub(crate) fn condition(&mut self, expr: &mut Expr) {
        self.value(expr);
    }

    fn let_condition(&mut self, condition: &mut ExprLet) {
        let mode = self.scrutinee(&mut condition.expr, patterns::has_mut(&condition.pat));
        self.declare(&mut condition.pat, mode);
    }

    fn branch(&mut self, branch: &mut ExprIf) {
        self.scopes.enter();
        self.condition(&mut branch.cond);
        self.block(&mut branch.then_branch);
        self.scopes.leave();
        if let Some((_, otherwise)) = &mut branch.else_branch {
            self.structure(otherwise);
        }
    }

    fn matching(&mut self, matching: &mut ExprMatch) {
        let owned = matching.arms.iter().any(|arm| patterns::has_mut(&arm.pat));
        let mode = self.scrutinee(&mut matching.expr, owned);
        for arm in &mut matching.arms {
            self.arm(arm, mode);
        }
    }

    fn arm(&mut self, arm: &mut Arm, mode: Mode) {
        self.scopes.enter();
        self.guarded_pattern(&mut arm.pat, mode);
        self.value(&mut arm.body);
        self.scopes.leave();
    }

    /// A pattern and its guard; the names stay declared.
    pub(crate) fn guarded_pattern(&mut self, pattern: &mut Pat, mode: Mode) {
        self.declare(pattern, mode);
        if let Pat::Guard(guard) = pattern {
            self.within(Inside::Guard, |this| this.condition(&mut guard.guard));
        }
    }

    fn while_loop(&mut self, repeat: &mut ExprWhile) {
        self.scopes.enter();
        self.within(Inside::While, |this| this.condition(&mut repeat.cond));
        self.within(Inside::Loop, |this| this.block(&mut repeat.body));
        self.scopes.leave();
    }

    fn for_loop(&mut self, repeat: &mut ExprForLoop) {
        self.value(&mut repeat.expr);
        self.scopes.enter();
        self.declare(&mut repeat.pat, Mode::AsWritten);
        self.within(Inside::Loop, |this| this.block(&mut repeat.body));
        self.scopes.leave();
    }

    /// A `const` block, which sees no locals.
    fn constant(&mut self, block: &mut Expr) {
        if let Some(token) = super::misplaced::await_in(quote::quote!(#block)) {
            super::misplaced::refuse(Inside::Const, &token, self.diagnostics);
            *block = fallback::expression(block.span());
        }
    }

    pub(crate) fn block(&mut self, block: &mut Block) {
        self.scopes.enter();
        for statement in &mut block.stmts {
            self.statement(statement);
        }
        self.scopes.leave();
    }

    fn statement(&mut self, statement: &mut Stmt) {
        match statement {
            Stmt::Local(local) => self.local(local),
            Stmt::Expr(expr, _) => self.value(expr),
            Stmt::Macro(mac) => {
                if !self.macro_call(&mut mac.mac) {
                    let semi = mac.semi_token;
                    *statement = Stmt::Expr(fallback::expression(statement.span()), semi);
                }
            }
            Stmt::Item(item) => super::refuse_awaits(item, self.diagnostics),
        }
    }

    fn local(&mut self, local: &mut Local) {
        let mut mode = Mode::AsWritten;
        if let Some(init) = &mut local.init {
            let simple = patterns::simple(&local.pat).is_some() || matches!(local.pat, Pat::Type(_));
            mode = self.scrutinee(&mut init.expr, simple || patterns::has_mut(&local.pat));
            if let Some((_, otherwise)) = &mut init.diverge {
                self.structure(otherwise);
            }
        }
        self.declare(&mut local.pat, mode);
    }
}
