//! What several kinds of `let` share: recorded values, names of a pattern, names after a mistake.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, Pat, PatIdent, Type};

use super::lift::is_stage;
use super::{Outcome, Purpose, Resolver};
use crate::pipeline::fallback;
use crate::pipeline::ir::{BindingId, BindingKind, Code, Kind, Ty};
use crate::pipeline::patterns::{self, Mode};
use crate::pipeline::places::Rewriter;
use crate::pipeline::scope::{Access, Change, Variable};

/// Whether a recorded value may change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Fixed,
    Mut,
}

impl Resolver<'_> {
    /// `let x: T = code;`
    pub(super) fn record(&mut self, ident: Ident, ty: Type, code: Code, declared: Declared) {
        let mutable = declared == Declared::Mut;
        let ends = code.question;
        let name = match ident.to_string().starts_with("__orch_") {
            true => self.auto("value"),
            false => self.of_let(&ident),
        };
        let node = self.node(name, ident.span(), ends, Kind::Value { ty: Ty::Written(ty), code, mutable });
        let change = if mutable { Change::Slot(node) } else { Change::No };
        self.bind(ident, BindingKind::Slot(node), Vec::new(), Access::Place, Some(node), change);
    }

    /// `let mut x: T = …`: what flow statements change is saved, so its type must be known.
    pub(super) fn let_mut(&mut self, pattern: PatIdent, ty: Option<Type>, expr: Expr) -> Outcome {
        let ident = pattern.ident.clone();
        let code = if is_stage(&expr) || self.is_construct(&expr) {
            let purpose = Purpose { expected: ty.clone().map(Ty::Written), used: true, ..Purpose::default() };
            let outcome = self.evaluate(expr, &purpose);
            match self.outcome_code(outcome, ident.span()) {
                Some(code) => code,
                None => return Outcome::Never,
            }
        } else {
            self.value_code(expr)
        };
        match ty {
            Some(ty) => self.record(ident, ty, code, Declared::Mut),
            None => {
                let tokens = pattern.to_token_stream();
                self.recompute(vec![(ident.clone(), Access::AsIs)], tokens, code, &ident);
                self.scopes.recomputed_mut(&ident.to_string());
            }
        }
        Outcome::Unit
    }

    /// Plain `let`s of several names: one binding, a variable for each name.
    pub(super) fn bind_names(
        &mut self,
        names: Vec<(Ident, Access)>,
        tokens: TokenStream,
        uses: Vec<BindingId>,
    ) -> BindingId {
        let idents = names.iter().map(|(ident, _)| ident.clone()).collect();
        let binding = self.binding(idents, BindingKind::Plain(tokens), uses);
        let frame = self.here.frame;
        for (ident, access) in names {
            let name = ident.to_string();
            self.scopes.declare(Variable {
                name,
                binding: Some(binding),
                access,
                whole: None,
                change: Change::No,
                frame,
            });
        }
        binding
    }

    /// A change of a name that is recomputed would be lost, so it must be told when one is written.
    pub(super) fn mark_mut(&mut self, pattern: &Pat) {
        for name in patterns::mut_names(pattern) {
            self.scopes.recomputed_mut(&name.to_string());
        }
    }

    /// What is matched on, rewritten, and how names are bound on it.
    pub(super) fn scrutinee(&mut self, mut expr: Expr, owned: bool) -> (Code, Mode) {
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        let mode = rewriter.scrutinee(&mut expr, owned);
        (rewriter.code(expr.into_token_stream()), mode)
    }

    /// Whether an expression is a place in a slot.
    pub(super) fn is_place(&mut self, expr: &Expr) -> bool {
        Rewriter::new(&mut self.scopes, self.diagnostics).is_place(expr)
    }

    /// Names whose value was refused: uses of them are no further mistakes.
    pub(super) fn declare_broken(&mut self, pattern: &Pat) {
        for ident in patterns::names(pattern) {
            self.declare_broken_ident(&ident);
        }
    }

    pub(super) fn declare_broken_ident(&mut self, ident: &Ident) {
        let tokens = BindingKind::Plain(fallback::binding(ident));
        self.bind(ident.clone(), tokens, Vec::new(), Access::AsIs, None, Change::Refused);
    }
}
