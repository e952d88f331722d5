//! `for x in each(list).concurrent(8) { … }`: fan-outs, and where the lists of loops come from.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprForLoop, ExprMethodCall};

use super::loops::loop_word;
use super::{Outcome, Purpose, Resolver};
use crate::pipeline::calls::turbofish;
use crate::pipeline::check::nearest::hint;
use crate::pipeline::fallback;
use crate::pipeline::ir::{Code, FrameKind, Header, Kind, ListSource, NodeId, Ty};
use crate::pipeline::scope::Access;

/// The modifiers of a fan-out.
#[derive(Default)]
struct Modifiers {
    concurrent: Option<Code>,
    tolerate: Option<Code>,
    key: Option<Code>,
}

/// Whether the list of a `for` is `each(…)`.
pub(crate) fn is_each(list: &Expr) -> bool {
    each_call(list).is_some()
}

fn each_call(list: &Expr) -> Option<(&ExprCall, Vec<&ExprMethodCall>)> {
    match list {
        Expr::MethodCall(call) => {
            let (first, mut calls) = each_call(&call.receiver)?;
            calls.push(call);
            Some((first, calls))
        }
        Expr::Paren(paren) => each_call(&paren.expr),
        Expr::Call(call) => {
            let Expr::Path(callee) = &*call.func else { return None };
            let (first, last) = (callee.path.segments.first()?, callee.path.segments.last()?);
            let ours = callee.path.segments.len() == 1 || callee.path.segments.len() == 2 && first.ident == "orch";
            (ours && last.ident == "each").then(|| (call, Vec::new()))
        }
        _ => None,
    }
}

impl Resolver<'_> {
    pub(super) fn each(&mut self, repeat: ExprForLoop, purpose: &Purpose) -> Outcome {
        let source = each_call(&repeat.expr).and_then(|(call, _)| self.source(call));
        let modifiers = self.modifiers(&repeat.expr);
        let (list, access) = source.unwrap_or_else(|| {
            let (code, access) = self.list_place(fallback::expression(repeat.expr.span()));
            (ListSource::Place(code), access)
        });
        let Modifiers { concurrent, tolerate, key } = modifiers;
        let code = match &list {
            ListSource::Place(code) | ListSource::Recorded { code, .. } => code,
        };
        let ends = [Some(code), concurrent.as_ref(), tolerate.as_ref(), key.as_ref()];
        let ends = ends.into_iter().flatten().any(|code| code.question);
        let name = match &purpose.name {
            Some(_) => self.construct_name(purpose, "each"),
            None => self.auto(&loop_word(&repeat.pat, "each")),
        };
        let header = Header::Each { list, concurrent, tolerate, key };
        let (node, outside) = self.open(name, repeat.for_token.span, header, FrameKind::Items, ends);
        self.scopes.enter();
        self.item_variable(node, *repeat.pat, access);
        let broken = self.items(repeat.body.stmts, purpose);
        self.scopes.leave();
        self.here = outside;
        match (broken, purpose.used) {
            (true, _) => Outcome::Broken,
            (false, true) => Outcome::Slot(node),
            (false, false) => Outcome::Unit,
        }
    }

    /// The body of a fan-out; true if its value is not known.
    fn items(&mut self, statements: Vec<syn::Stmt>, purpose: &Purpose) -> bool {
        let expected = match &purpose.expected {
            Some(Ty::Written(list)) => Some(Ty::ItemOf(list.clone())),
            _ => None,
        };
        let inner = Purpose { name: None, expected, tail: false, ..purpose.clone() };
        self.scopes.enter();
        let outcome = self.sequence(statements, &inner);
        let broken = matches!(outcome, Outcome::Broken);
        let tail = match purpose.used {
            true => self.item_tail(outcome, &inner, purpose),
            false => {
                self.settle(outcome, &inner);
                Ok(None)
            }
        };
        self.scopes.leave();
        let frame = self.here.frame;
        self.flow.frames[frame].tail = tail.unwrap_or_default();
        broken || tail.is_err()
    }

    /// The node whose slot is the value of an item.
    fn item_tail(&mut self, outcome: Outcome, inner: &Purpose, purpose: &Purpose) -> Result<Option<NodeId>, ()> {
        match outcome {
            Outcome::Slot(node) => Ok(Some(node)),
            Outcome::Unit | Outcome::Never | Outcome::Broken => Ok(None),
            Outcome::Plain(code, span) => {
                let own = code.alias.filter(|node| self.flow.nodes[*node].frame == self.here.frame);
                if own.is_some() {
                    return Ok(own);
                }
                let Some(ty) = inner.expected.clone().or(code.alias.map(Ty::SlotOf)) else {
                    self.no_type(span, purpose);
                    return Err(());
                };
                let name = self.auto("value");
                let ends = code.question;
                Ok(Some(self.node(name, span, ends, Kind::Value { ty, code, mutable: false })))
            }
        }
    }

    fn source(&mut self, call: &ExprCall) -> Option<(ListSource, Access)> {
        let Some(mut list) = call.args.first().filter(|_| call.args.len() == 1).cloned() else {
            self.diagnostics.error("E24", call, "`each` takes one list: `for line in each(&order.lines)`");
            return None;
        };
        let ty = match &*call.func {
            Expr::Path(callee) => turbofish(&callee.path),
            _ => None,
        };
        self.lift(&mut list);
        if let Some(ty) = ty {
            let code = self.rewrite(list);
            return Some((ListSource::Recorded { ty, code }, Access::Place));
        }
        if self.is_list_place(&list) {
            let (code, access) = self.list_place(list);
            return Some((ListSource::Place(code), access));
        }
        let message = "this list is computed here, so it is recorded, and its items need a type\n  \
             write `each::<T>(…)`, or give the list a `let` with its type written";
        self.diagnostics.error("E08", &list, message);
        self.skip(list.to_token_stream());
        None
    }

    /// `place` or `&place`
    pub(super) fn is_list_place(&mut self, list: &Expr) -> bool {
        match list {
            Expr::Reference(reference) if reference.mutability.is_none() => self.is_place(&reference.expr),
            Expr::Paren(paren) => self.is_list_place(&paren.expr),
            other => self.is_place(other),
        }
    }

    /// The list as a reference, and how its items are seen: behind `&` they are references for the user, too.
    pub(super) fn list_place(&mut self, list: Expr) -> (Code, Access) {
        let span = list.span();
        match list {
            Expr::Paren(paren) => self.list_place(*paren.expr),
            Expr::Reference(_) => (self.rewrite(list), Access::AsIs),
            place => {
                let (code, _) = self.scrutinee(place, false);
                let tokens = &code.tokens;
                let tokens = quote::quote_spanned!(span=> &#tokens);
                (Code { tokens, ..code }, Access::Place)
            }
        }
    }

    fn modifiers(&mut self, list: &Expr) -> Modifiers {
        let mut found = Modifiers::default();
        let calls = each_call(list).map(|(_, calls)| calls).unwrap_or_default();
        for call in calls {
            let word: &Ident = &call.method;
            let Some(argument) = call.args.first().filter(|_| call.args.len() == 1).cloned() else {
                self.diagnostics.error("E24", word, format_args!("`.{word}(…)` takes one argument"));
                continue;
            };
            if word == "concurrent" && is_zero(&argument) {
                let message = "a fan-out runs one item at a time at least: `.concurrent(8)`, or leave it away";
                self.diagnostics.error("E24", &argument, message);
                continue;
            }
            let code = self.value_code(argument);
            let field = match word.to_string().as_str() {
                "concurrent" => &mut found.concurrent,
                "tolerate" => &mut found.tolerate,
                "key" => &mut found.key,
                other => {
                    let hint = hint(other, &["concurrent", "tolerate", "key"]);
                    self.diagnostics.error(
                        "E24",
                        word,
                        format_args!("a fan-out has no modifier `.{other}(…)`: {hint}"),
                    );
                    continue;
                }
            };
            if field.replace(code).is_some() {
                self.diagnostics.error("E24", word, format_args!("`.{word}(…)` is written twice: keep one"));
            }
        }
        found
    }
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(literal) if matches!(&literal.lit, syn::Lit::Int(number) if number.base10_digits() == "0"))
}
