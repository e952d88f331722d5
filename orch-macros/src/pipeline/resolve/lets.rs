//! `let`: of stages and constructs, recorded, recomputed, with patterns.

use proc_macro2::Ident;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Local, Pat, PatIdent, Type};

use super::lift::{is_stage, path};
use super::record::Declared;
use super::{Outcome, Purpose, Resolver};
use crate::hygiene::Ends;
use crate::pipeline::check::recompute;
use crate::pipeline::fallback;
use crate::pipeline::ir::{BindingKind, Code, Kind, NodeId, Ty};
use crate::pipeline::patterns;
use crate::pipeline::scope::{Access, Change};

impl Resolver<'_> {
    pub(super) fn local(&mut self, local: Local) -> Outcome {
        local.attrs.iter().for_each(|attr| self.unknown_attribute(attr));
        let Some(init) = local.init else {
            self.diagnostics.error("E08", &local.pat, "a `let` of a flow has its value at once: `let x = …`");
            let (pattern, ty) = split_type(local.pat);
            self.declare_refused(&pattern, ty);
            return Outcome::Unit;
        };
        self.end = Ends::of(&init.expr).last;
        let (pattern, ty) = split_type(local.pat);
        if matches!(&*init.expr, Expr::Macro(mac) if fallback::is_unread(&mac.mac)) {
            self.evaluate(*init.expr, &Purpose::default());
            self.declare_refused(&pattern, ty);
            return Outcome::Unit;
        }
        if let Some((_, otherwise)) = init.diverge {
            return self.let_else(pattern, ty, *init.expr, *otherwise);
        }
        match patterns::simple(&pattern).cloned() {
            Some(ident) if ident.mutability.is_some() => self.let_mut(ident, ty, *init.expr),
            Some(ident) => self.let_name(ident, ty, *init.expr),
            None if matches!(pattern, Pat::Wild(_)) => self.let_nothing(ty, *init.expr),
            None => self.let_pattern(pattern, ty, *init.expr),
        }
    }

    fn let_name(&mut self, pattern: PatIdent, ty: Option<Type>, expr: Expr) -> Outcome {
        if !is_stage(&expr) && !self.is_construct(&expr) {
            return self.let_plain(&pattern, ty, expr);
        }
        let ident = pattern.ident;
        let expected = ty.clone().map(Ty::Written);
        let purpose = Purpose { name: Some(ident.clone()), expected, used: true, ..Purpose::default() };
        match self.evaluate(expr, &purpose) {
            Outcome::Slot(node) => self.bind_slot(ident, node, ty),
            Outcome::Unit => {
                let tokens = quote_spanned!(ident.span()=> let #ident = (););
                self.bind(ident, BindingKind::Plain(tokens), Vec::new(), Access::AsIs, None, Change::No);
            }
            Outcome::Plain(code, _) => self.record_or_refuse(ident, ty, code),
            Outcome::Never => return Outcome::Never,
            Outcome::Broken => self.declare_refused_ident(ident, ty),
        }
        Outcome::Unit
    }

    /// The name for a slot, with the type that was written on it.
    pub(super) fn bind_slot(&mut self, ident: Ident, node: NodeId, ty: Option<Type>) {
        let untold = self.ascribe(node, ty);
        let must_use = matches!(
            self.flow.nodes[node].kind,
            Kind::Stage(_) | Kind::Chain { .. } | Kind::Race { .. } | Kind::Signal { .. } | Kind::Join { .. }
        );
        let output = (must_use && !ident.to_string().starts_with('_')).then(|| ident.clone());
        let binding = match untold {
            None => self.bind(ident, BindingKind::Slot(node), Vec::new(), Access::Place, Some(node), Change::No),
            Some(ty) => {
                let hidden = self.hidden_slot(node);
                let uses = vec![self.flow.bindings.len() - 1];
                let tokens = quote_spanned!(ty.span()=> let #ident: &#ty = #hidden;);
                self.bind(ident, BindingKind::Plain(tokens), uses, Access::Place, Some(node), Change::No)
            }
        };
        self.outputs.extend(output.map(|ident| (binding, ident)));
    }

    /// Hands the type to the node if it has a place for it, otherwise gives it back.
    fn ascribe(&mut self, node: NodeId, ty: Option<Type>) -> Option<Type> {
        match &mut self.flow.nodes[node].kind {
            Kind::Stage(stage) => {
                stage.ascribed = ty;
                None
            }
            Kind::Open(open) => {
                open.ascribed = ty;
                None
            }
            Kind::Join { ty: Ty::Written(_), .. } | Kind::Value { ty: Ty::Written(_), .. } => None,
            _ => ty,
        }
    }

    /// The plain value of a block with stages in it.
    fn record_or_refuse(&mut self, ident: Ident, ty: Option<Type>, code: Code) {
        match ty {
            Some(ty) => self.record(ident, ty, code, Declared::Fixed),
            None if code.alias.is_some() => self.bind_slot(ident, code.alias.unwrap_or_default(), None),
            None => {
                let message = format_args!(
                    "the type of `{ident}` is not known, and its value is recorded\n  write the type on the `let`: `let {ident}: T = …`"
                );
                self.diagnostics.error("E08", &ident, message);
                self.declare_broken_ident(&ident);
            }
        }
    }

    /// The names of a `let` whose value was refused.
    fn declare_refused(&mut self, pattern: &Pat, ty: Option<Type>) {
        match patterns::simple(pattern) {
            Some(simple) => self.declare_refused_ident(simple.ident.clone(), ty),
            None => self.declare_broken(pattern),
        }
    }

    /// Such a name. Its type is known if it was written.
    fn declare_refused_ident(&mut self, ident: Ident, ty: Option<Type>) {
        match ty {
            Some(ty) => {
                let code = fallback::code(ident.span());
                self.record(ident.clone(), ty, code, Declared::Fixed);
                self.scopes.refused(&ident.to_string());
            }
            None => self.declare_broken_ident(&ident),
        }
    }

    fn let_plain(&mut self, pattern: &PatIdent, ty: Option<Type>, mut expr: Expr) -> Outcome {
        self.lift(&mut expr);
        let ident = pattern.ident.clone();
        if let Some(ty) = ty {
            let code = self.rewrite(expr);
            self.record(ident, ty, code, Declared::Fixed);
        } else if !self.rename(&ident, &expr) {
            recompute::refuse_sources(&expr, self.diagnostics);
            let code = self.rewrite(expr);
            self.recompute(vec![(ident.clone(), Access::AsIs)], pattern.to_token_stream(), code, &ident);
        }
        Outcome::Unit
    }

    /// `let b = bar;` is another name for the same slot, so nothing is cloned.
    fn rename(&mut self, ident: &Ident, expr: &Expr) -> bool {
        let Expr::Path(written) = expr else { return false };
        let Some(old) = written.path.get_ident() else { return false };
        let Some(variable) = self.scopes.find(&old.to_string()).cloned() else { return false };
        let Some(binding) = variable.binding else { return false };
        let kind = match (&self.flow.bindings[binding].kind, variable.change) {
            (BindingKind::Slot(node), Change::No) => BindingKind::Slot(*node),
            (BindingKind::Param(number), Change::No) => BindingKind::Param(*number),
            _ => return false,
        };
        self.scopes.mark_used(binding);
        self.bind(ident.clone(), kind, Vec::new(), Access::Place, variable.whole, Change::No);
        true
    }

    /// An untyped `let`: computed anew wherever it is used; if it can fail, also checked where it stands.
    pub(super) fn recompute(
        &mut self,
        names: Vec<(Ident, Access)>,
        pattern: proc_macro2::TokenStream,
        code: Code,
        shown: &Ident,
    ) {
        let value = &code.tokens;
        let tokens = quote_spanned!(self.end=> let #pattern = #value;);
        let uses = code.uses.clone();
        if code.question {
            self.check(code, shown.span(), &shown.to_string());
        }
        self.bind_names(names, tokens, uses);
    }

    fn let_nothing(&mut self, ty: Option<Type>, expr: Expr) -> Outcome {
        match self.evaluate(expr, &Purpose { dropped: true, ..Purpose::default() }) {
            Outcome::Slot(node) => {
                self.ascribe(node, ty);
                Outcome::Unit
            }
            Outcome::Never => Outcome::Never,
            other => self.settle(other, &Purpose::default()),
        }
    }

    fn let_pattern(&mut self, pattern: Pat, ty: Option<Type>, mut expr: Expr) -> Outcome {
        let names = patterns::names(&pattern);
        let Some(shown) = names.first().cloned() else {
            return self.let_nothing(ty, expr);
        };
        let stage = is_stage(&expr);
        match ty {
            Some(ty) => {
                let hidden = self.hidden_ident(shown.span());
                let typed =
                    PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident: hidden.clone(), subpat: None };
                if let Outcome::Never = self.let_name(typed, Some(ty), expr) {
                    return Outcome::Never;
                }
                expr = path(&hidden);
            }
            None => self.lift(&mut expr),
        }
        let before = self.flow.bindings.len();
        self.destructure(pattern, expr, &shown);
        if stage && !names.iter().any(|name| name.to_string().starts_with('_')) {
            self.outputs.push((before, shown));
        }
        Outcome::Unit
    }

    fn destructure(&mut self, mut pattern: Pat, expr: Expr, shown: &Ident) {
        if !self.is_place(&expr) {
            recompute::refuse_sources(&expr, self.diagnostics);
        }
        let owned = patterns::has_mut(&pattern);
        let (code, mode) = self.scrutinee(expr, owned);
        let names = patterns::bind(&mut pattern, mode).into_iter().map(|name| (name.ident, name.access)).collect();
        self.recompute(names, pattern.to_token_stream(), code, shown);
        self.mark_mut(&pattern);
    }
}

fn split_type(pattern: Pat) -> (Pat, Option<Type>) {
    match pattern {
        Pat::Type(typed) => (*typed.pat, Some(*typed.ty)),
        other => (other, None),
    }
}
