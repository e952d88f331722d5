//! The names that a flow makes anywhere in its text, so that a use at another place can be pointed at them.

use syn::visit::{self, Visit};
use syn::{ExprClosure, PatIdent, Stmt};

use crate::pipeline::scope::Scopes;

/// Takes note of them.
pub(super) fn note(statements: &[Stmt], scopes: &mut Scopes) {
    let mut made = Made(scopes);
    statements.iter().for_each(|statement| made.visit_stmt(statement));
}

struct Made<'a>(&'a mut Scopes);

impl<'ast> Visit<'ast> for Made<'_> {
    fn visit_pat_ident(&mut self, name: &'ast PatIdent) {
        // By its spelling a constant is none of the flow's.
        if !name.ident.to_string().starts_with(char::is_uppercase) {
            self.0.note_made(&name.ident);
        }
        visit::visit_pat_ident(self, name);
    }

    /// The names of a closure are its own.
    fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}
}
