//! `match`, `if` and `let … else` with stages in them: a decision, arms under its guard, and a join of their values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprIf, ExprMatch, Pat, Type};

use super::{Outcome, Purpose, Resolver};
use crate::hygiene::Ends;
use crate::pipeline::check::recompute;
use crate::pipeline::ir::{BindingId, Code, Guard, Kind, NodeId, Ty};
use crate::pipeline::needs::needs_nodes;
use crate::pipeline::patterns::{self, Mode};
use crate::pipeline::places::Rewriter;
use crate::pipeline::scope::Access;

/// What an arm binds: a pattern on a scrutinee, already rewritten.
struct ArmPattern {
    pattern: Pat,
    scrutinee: TokenStream,
    names: Vec<(Ident, Access)>,
}

/// The values of the arms that were resolved so far.
#[derive(Default)]
struct Arms {
    codes: Vec<Option<Code>>,
    /// Whether each falls through to what follows.
    goes_on: bool,
    has_value: bool,
    ty: Option<Ty>,
    broken: bool,
}

impl Resolver<'_> {
    pub(super) fn matching(&mut self, mut matching: ExprMatch, purpose: &Purpose) -> Outcome {
        let span = matching.match_token.span;
        self.lift(&mut matching.expr);
        if matching.arms.iter().any(|arm| !patterns::names(&arm.pat).is_empty()) {
            self.refuse_sources_of_names(&matching.expr);
        }
        let owned = matching.arms.iter().any(|arm| patterns::has_mut(&arm.pat));
        let (mut code, mode) = self.scrutinee(*matching.expr, owned);
        let scrutinee = (code.tokens.clone(), code.uses.clone());
        let mut labels = Vec::new();
        let mut parts = Vec::new();
        let mut cases = TokenStream::new();
        for (case, arm) in matching.arms.into_iter().enumerate() {
            arm.attrs.iter().for_each(|attr| self.unknown_attribute(attr));
            let at = Ends::of(&arm.body).last;
            let (pattern, names) = self.arm_pattern(arm.pat, mode, (case, at), &mut code, &mut cases);
            labels.push(unique(patterns::label(&pattern).unwrap_or_else(|| format!("arm{case}")), &labels));
            parts.push((ArmPattern { pattern, scrutinee: scrutinee.0.clone(), names }, *arm.body));
        }
        let place = &scrutinee.0;
        code.tokens = quote_spanned!(span=> match #place { #cases });
        let decide = self.decide(code, labels.clone(), span, purpose, "match");
        let mut arms = Arms::default();
        for (case, (part, body)) in parts.into_iter().enumerate() {
            let uses = scrutinee.1.clone();
            self.arm(decide, case, &labels[case], purpose, &mut arms, |this, inner| {
                this.bind_arm(part, uses);
                this.evaluate(body, inner)
            });
        }
        self.join(decide, arms, span, purpose)
    }

    /// One arm of the decision: `Grade::Clean(ref record) if … => 0u16,`
    fn arm_pattern(
        &mut self,
        mut pattern: Pat,
        mode: Mode,
        (case, at): (usize, Span),
        code: &mut Code,
        cases: &mut TokenStream,
    ) -> (Pat, Vec<(Ident, Access)>) {
        let names =
            patterns::bind(&mut pattern.clone(), mode).into_iter().map(|name| (name.ident, name.access)).collect();
        self.scopes.enter();
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        rewriter.guarded_pattern(&mut pattern, mode);
        let guard = rewriter.code(TokenStream::new());
        self.scopes.leave();
        code.uses.extend(guard.uses);
        code.uses.sort_unstable();
        code.uses.dedup();
        code.question |= guard.question;
        // At the end of the arm's text, where rustc would add another one.
        let mut number = case_number(case);
        number.set_span(at);
        cases.extend(quote_spanned!(at=> #pattern => #number,));
        (patterns::split_guard(pattern).0, names)
    }

    pub(super) fn branch(&mut self, mut branch: ExprIf, purpose: &Purpose) -> Outcome {
        let span = branch.if_token.span;
        self.lift(&mut branch.cond);
        let (condition, code, names) = self.condition(*branch.cond);
        let uses = code.uses.clone();
        let labels = vec!["then".to_owned(), "else".to_owned()];
        let tokens = quote_spanned!(span=> if #condition { 0u16 } else { 1u16 });
        let decide = self.decide(Code { tokens, ..code }, labels, span, purpose, "if");
        let mut arms = Arms::default();
        let statements = branch.then_branch.stmts;
        self.arm(decide, 0, "then", purpose, &mut arms, |this, inner| {
            this.bind_condition(&condition, &names, uses);
            this.scope(statements, inner)
        });
        let otherwise = branch.else_branch.map(|(_, otherwise)| *otherwise);
        if otherwise.is_none() && arms.has_value && purpose.needs_value() {
            let message = "an `if` without `else` has no value, and one is needed here\n  \
                           write the `else`, or end the statement in it with `;` if only the effect is meant";
            self.diagnostics.error_at("E02", span, message);
            return Outcome::Broken;
        }
        self.arm(decide, 1, "else", purpose, &mut arms, |this, inner| match otherwise {
            Some(Expr::Block(block)) => this.scope(block.block.stmts, inner),
            Some(other) => this.evaluate(other, inner),
            None => Outcome::Unit,
        });
        self.join(decide, arms, span, purpose)
    }

    /// A condition, rewritten, with the names that its `let`s bind.
    fn condition(&mut self, mut expr: Expr) -> (Expr, Code, Vec<(Ident, Access)>) {
        let mut names = Vec::new();
        each_let(&expr, &mut |_, scrutinee| self.refuse_sources_of_names(scrutinee));
        self.scopes.enter();
        let mut rewriter = Rewriter::new(&mut self.scopes, self.diagnostics);
        rewriter.condition(&mut expr);
        let code = rewriter.code(TokenStream::new());
        each_let(&expr, &mut |pattern, _| {
            for ident in patterns::names(pattern) {
                let access = self.scopes.find(&ident.to_string()).map_or(Access::AsIs, |variable| variable.access);
                names.push((ident, access));
            }
        });
        self.scopes.leave();
        (expr, code, names)
    }

    /// What names are taken from is computed anew where they are used.
    fn refuse_sources_of_names(&mut self, scrutinee: &Expr) {
        if !self.is_place(scrutinee) {
            recompute::refuse_sources(scrutinee, self.diagnostics);
        }
    }

    fn bind_condition(&mut self, condition: &Expr, names: &[(Ident, Access)], mut uses: Vec<BindingId>) {
        let mut lets = Vec::new();
        each_let(condition, &mut |pattern, scrutinee| lets.push((pattern.clone(), scrutinee.to_token_stream())));
        for (pattern, scrutinee) in lets {
            let idents = patterns::names(&pattern);
            let names = names.iter().filter(|(ident, _)| idents.contains(ident)).cloned().collect();
            let part = ArmPattern { pattern, scrutinee, names };
            uses.extend(self.bind_arm(part, uses.clone()));
        }
    }

    /// `let Grade::Clean(ref record) = (*grade) else { ::core::unreachable!() };`
    fn bind_arm(&mut self, part: ArmPattern, uses: Vec<BindingId>) -> Option<BindingId> {
        if part.names.is_empty() {
            return None;
        }
        let ArmPattern { pattern, scrutinee, names } = part;
        let tokens = match &pattern {
            Pat::Ident(ident) if ident.subpat.is_none() => quote!(let #pattern = #scrutinee;),
            Pat::Or(_) => {
                quote!(#[allow(irrefutable_let_patterns)] let (#pattern) = #scrutinee else { ::core::unreachable!() };)
            }
            _ => quote!(#[allow(irrefutable_let_patterns)] let #pattern = #scrutinee else { ::core::unreachable!() };),
        };
        let binding = self.bind_names(names, tokens, uses);
        self.mark_mut(&pattern);
        Some(binding)
    }

    /// `let Some(x) = … else { return … };`
    pub(super) fn let_else(&mut self, mut pattern: Pat, ty: Option<Type>, mut expr: Expr, otherwise: Expr) -> Outcome {
        if let Some(ty) = ty {
            self.diagnostics.error("E00", &ty, "leave the type away: a `let … else` has that of the value");
        }
        let span = pattern.span();
        self.lift(&mut expr);
        self.refuse_sources_of_names(&expr);
        let (mut code, mode) = self.scrutinee(expr, patterns::has_mut(&pattern));
        let names: Vec<_> =
            patterns::bind(&mut pattern, mode).into_iter().map(|name| (name.ident, name.access)).collect();
        let scrutinee = code.tokens.clone();
        if !needs_nodes(&otherwise, &self.scopes) {
            let leaving = self.rewrite(otherwise);
            let tokens = leaving.tokens;
            code.uses.extend(leaving.uses);
            code.uses.sort_unstable();
            code.uses.dedup();
            let statement = quote!(let #pattern = #scrutinee else #tokens;);
            code.tokens = quote_spanned!(span=> { #statement });
            code.question |= leaving.question;
            let uses = code.uses.clone();
            self.check(code, span, "check");
            self.bind_names(names, statement, uses);
            self.mark_mut(&pattern);
            return Outcome::Unit;
        }
        let uses = code.uses.clone();
        code.tokens = quote_spanned!(span=> if let #pattern = #scrutinee { 0u16 } else { 1u16 });
        let label = patterns::label(&pattern).filter(|label| label != "else").unwrap_or_else(|| "then".to_owned());
        let purpose = Purpose::default();
        let decide = self.decide(code, vec![label, "else".to_owned()], span, &purpose, "let");
        let mut arms = Arms::default();
        self.arm(decide, 1, "else", &purpose, &mut arms, |this, inner| this.evaluate(otherwise, inner));
        if arms.goes_on {
            self.diagnostics.error_at(
                "E02",
                span,
                "the `else` of a `let` must leave: with `return`, `break` or `continue`",
            );
        }
        self.bind_arm(ArmPattern { pattern, scrutinee, names }, uses);
        Outcome::Unit
    }

    fn decide(&mut self, code: Code, arms: Vec<String>, span: Span, purpose: &Purpose, word: &str) -> NodeId {
        let base = purpose.label().map(|name| format!("{}/{word}", name.unraw()));
        let name = self.auto(base.as_deref().unwrap_or(word));
        self.node(name, span, code.question, Kind::Decide { code, arms })
    }

    /// Resolves an arm under its guard and gathers what it comes to.
    fn arm(
        &mut self,
        decide: NodeId,
        case: usize,
        label: &str,
        purpose: &Purpose,
        arms: &mut Arms,
        body: impl FnOnce(&mut Self, &Purpose) -> Outcome,
    ) {
        let outside = self.here.clone();
        self.here.guard = Some(Guard { node: decide, case: u16::try_from(case).unwrap_or(u16::MAX) });
        let bound = purpose.label().map(|name| format!("{}/", name.unraw())).unwrap_or_default();
        self.here.prefix = format!("{}{bound}{label}/", outside.prefix);
        self.scopes.enter();
        let outcome = body(self, &purpose.part());
        self.gather(outcome, self.flow.nodes[decide].span, purpose, arms);
        self.scopes.leave();
        self.here = outside;
    }

    fn gather(&mut self, outcome: Outcome, span: Span, purpose: &Purpose, arms: &mut Arms) {
        arms.broken |= matches!(outcome, Outcome::Broken);
        if !purpose.used {
            arms.goes_on |= !matches!(self.settle(outcome, purpose), Outcome::Never);
            return;
        }
        arms.goes_on |= !matches!(outcome, Outcome::Never);
        arms.has_value |= matches!(outcome, Outcome::Slot(_) | Outcome::Plain(..));
        let code = self.outcome_code(outcome, span);
        if arms.ty.is_none()
            && let Some(node) = code.as_ref().and_then(|code| code.alias)
        {
            arms.ty = Some(Ty::SlotOf(node));
        }
        arms.codes.push(code);
    }

    fn join(&mut self, decide: NodeId, arms: Arms, span: Span, purpose: &Purpose) -> Outcome {
        if !arms.goes_on {
            return Outcome::Never;
        }
        if !purpose.used || !arms.has_value && !arms.broken && purpose.expected.is_none() {
            return Outcome::Unit;
        }
        let Some(ty) = purpose.expected.clone().or(arms.ty) else {
            if !arms.broken {
                self.no_type(span, purpose);
            }
            return Outcome::Broken;
        };
        let question = arms.codes.iter().flatten().any(|code| code.question);
        let name = self.construct_name(purpose, "value");
        let at = purpose.name.as_ref().map_or(span, Ident::span);
        Outcome::Slot(self.node(name, at, question, Kind::Join { decide, arms: arms.codes, ty }))
    }

    /// No arm tells what the value is.
    pub(super) fn no_type(&mut self, span: Span, purpose: &Purpose) {
        match &purpose.name {
            Some(name) => {
                let message = format_args!(
                    "the type of `{name}` is not known: no part of it ends with a stage, and its value is recorded\n  \
                     write the type on the `let`: `let {name}: T = …`"
                );
                self.diagnostics.error("E08", name, message);
            }
            None => {
                let message = "the type of this value is not known: no part of it ends with a stage, and its value is recorded\n  \
                     give it a `let` with its type written: `let x: T = …`";
                self.diagnostics.error_at("E08", span, message);
            }
        }
    }
}

/// The `let`s of a condition, from left to right.
fn each_let(condition: &Expr, act: &mut dyn FnMut(&Pat, &Expr)) {
    match condition {
        Expr::Let(found) => act(&found.pat, &found.expr),
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
            each_let(&binary.left, act);
            each_let(&binary.right, act);
        }
        _ => {}
    }
}

fn case_number(case: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::u16_suffixed(u16::try_from(case).unwrap_or(u16::MAX))
}

fn unique(label: String, taken: &[String]) -> String {
    let mut number = 1;
    let mut unique = label.clone();
    while taken.contains(&unique) {
        number += 1;
        unique = format!("{label}{number}");
    }
    unique
}
