//! Built-ins: timers, signals, and the values that have an identity.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Type};

use super::{Outcome, Purpose, Resolver};
use crate::pipeline::ast::{Awaited, Recorded, SignalCall};
use crate::pipeline::calls;
use crate::pipeline::fallback;
use crate::pipeline::ir::{Code, Kind, NodeId, SignalDecl, Ty};
use crate::policy;

impl Resolver<'_> {
    pub(super) fn built_in(&mut self, awaited: Awaited, question: bool, purpose: &Purpose) -> Outcome {
        match awaited {
            Awaited::Recorded(recorded, span) => {
                self.refuse_question(recorded.word(), span, question);
                Outcome::Slot(self.recorded(recorded, span, purpose))
            }
            Awaited::Sleep { span, .. } => {
                self.refuse_question("sleep", span, question);
                self.waiting(awaited, question, purpose);
                Outcome::Unit
            }
            Awaited::Restart { args, args_span, span } => {
                self.refuse_question("restart", span, question);
                self.restart(args, args_span, span, purpose)
            }
            Awaited::Signal(signal) if self.other_type(&signal) => self.refused_signal(*signal, question),
            other => self.waiting(other, question, purpose).map_or(Outcome::Broken, Outcome::Slot),
        }
    }

    /// The run begins anew. Nothing can follow, so it stands where the body ends.
    fn restart(&mut self, args: Vec<Expr>, args_span: Span, span: Span, purpose: &Purpose) -> Outcome {
        if !purpose.tail {
            let message = "nothing can follow `restart(…)`: it stands last, as the value of the body or of a branch that is\n  \
                           or write `return restart(…).await;`";
            self.diagnostics.error_at("E09", span, message);
            args.iter().for_each(|arg| self.skip(arg.to_token_stream()));
            return Outcome::Broken;
        }
        let args: Vec<Code> = args.into_iter().map(|arg| self.argument(arg, &[])).collect();
        let (name, ends) = (self.auto("restart"), args.iter().any(|code| code.question));
        self.node(name, span, ends, Kind::Restart { args, args_span });
        Outcome::Never
    }

    fn refuse_question(&mut self, word: &str, span: Span, question: bool) {
        if question {
            self.diagnostics.error_at("E00", span, format_args!("`{word}` cannot fail: write `.await` without `?`"));
        }
    }

    fn recorded(&mut self, recorded: Recorded, span: Span, purpose: &Purpose) -> NodeId {
        let kind = match recorded {
            Recorded::Now => Kind::Now,
            Recorded::Uuid => Kind::Uuid,
            Recorded::Random => Kind::Random,
        };
        let name = self.construct_name(purpose, recorded.word());
        self.node(name, span, false, kind)
    }

    /// A timer or a signal, in the flow or as a member of a race.
    pub(super) fn waiting(&mut self, awaited: Awaited, question: bool, purpose: &Purpose) -> Option<NodeId> {
        match awaited {
            Awaited::Sleep { duration, until, span } => {
                let code = if until { self.value_code(duration) } else { self.duration(duration) };
                let ends = code.question;
                let name = self.construct_name(purpose, "sleep");
                Some(self.node(name, span, ends, Kind::Sleep { code, until }))
            }
            Awaited::Signal(signal) => Some(self.signal(*signal, question)),
            _ => None,
        }
    }

    fn signal(&mut self, signal: SignalCall, question: bool) -> NodeId {
        let SignalCall { ty, mut name, span, timeout, key } = signal;
        if !super::names::is_identifier(&name) {
            let message =
                format_args!("`{name}` cannot be the name of a signal: it becomes a method on the run's handle");
            self.diagnostics.error_at("E07", span, message);
            name = format!("signal{}", self.flow.signals.len());
        }
        let timeout = timeout.map(|timeout| self.duration(timeout));
        let key = key.map(|key| self.value_code(key));
        let ends = question || timeout.iter().chain(&key).any(|code| code.question);
        let index = self.signal_index(&name, span, ty);
        let node_name = self.auto(&name);
        self.node(node_name, span, ends, Kind::Signal { index, question, timeout, key })
    }

    fn signal_index(&mut self, name: &str, span: Span, ty: Type) -> usize {
        let known = self.flow.signals.iter().position(|signal| signal.name == name);
        let Some(index) = known else {
            self.flow.signals.push(SignalDecl { name: name.to_owned(), span, ty });
            return self.flow.signals.len() - 1;
        };
        index
    }

    /// Whether it brings another type further up; says so.
    fn other_type(&mut self, signal: &SignalCall) -> bool {
        let SignalCall { name, ty, .. } = signal;
        let Some(known) = self.flow.signals.iter().find(|known| known.name == *name) else { return false };
        let first = known.ty.to_token_stream().to_string();
        let other = first != ty.to_token_stream().to_string();
        if other {
            let message = format_args!(
                "the signal `{name}` brings `{first}` further up: one signal has one type\n  give this one a name of its own"
            );
            self.diagnostics.error("E21", ty, message);
        }
        other
    }

    /// What follows is checked against the type that was written.
    fn refused_signal(&mut self, signal: SignalCall, question: bool) -> Outcome {
        if !question {
            return Outcome::Broken;
        }
        let (name, code) = (self.auto(&signal.name), fallback::code(signal.span));
        let kind = Kind::Value { ty: Ty::Written(signal.ty), code, mutable: false };
        Outcome::Slot(self.node(name, signal.span, true, kind))
    }

    /// A literal with its unit, or an expression of type `Duration`.
    pub(super) fn duration(&mut self, expr: Expr) -> Code {
        match calls::unit_literal(&expr) {
            Some(literal) => {
                let span = expr.span();
                let tokens = policy::duration(literal, self.diagnostics).unwrap_or_else(|| fallback::value(span));
                Code { tokens, uses: Vec::new(), alias: None, question: false }
            }
            None => self.value_code(expr),
        }
    }
}
