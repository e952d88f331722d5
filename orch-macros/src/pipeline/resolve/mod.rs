//! From a flow as written to a flow as resolved: statements become nodes in text order, names become bindings.

mod assign;
mod branches;
mod builtins;
mod changes;
mod dropped;
mod each;
mod evaluate;
mod lets;
mod lift;
mod loops;
mod made;
mod names;
mod record;
mod stages;
mod statements;

use proc_macro2::{Ident, Span, TokenStream};
use syn::Type;
use syn::ext::IdentExt;

pub(crate) use self::each::is_each;
use self::names::Names;
use super::ast::Written;
use super::check::hidden_exit;
use super::ir::{BindingId, BindingKind, Code, Flow, Frame, FrameId, FrameKind, Guard, Kind, NodeId, Ty};
use super::scope::{Access, Change, Scopes, Variable};
use super::{fallback, options};
use crate::diagnostics::Diagnostics;
use crate::{editor, hygiene};

/// Resolves one flow. Where something is refused, a value that `fallback` stands in for takes its place.
pub(crate) fn resolve(written: Written, diagnostics: &mut Diagnostics) -> Flow {
    let before = diagnostics.count();
    let (attrs, options) = options::options(written.attrs, diagnostics);
    let flow = Flow {
        attrs,
        vis: written.vis,
        name: written.name,
        options,
        params: written.params,
        output: written.output,
        frames: vec![Frame { owner: None, parent: None, kind: FrameKind::Body, tail: None }],
        nodes: Vec::new(),
        bindings: Vec::new(),
        unused: Vec::new(),
        signals: Vec::new(),
        items: Vec::new(),
        refused: written.refused,
    };
    let mut resolver = Resolver::new(flow, diagnostics);
    resolver.body(written.body, written.end);
    let unused = resolver.unused();
    let mut flow = resolver.flow;
    flow.unused = unused;
    flow.refused |= diagnostics.count() > before;
    flow
}

/// What is known at a point of the text.
#[derive(Debug, Clone, Default)]
struct Here {
    frame: FrameId,
    guard: Option<Guard>,
    /// `Clean/`, `verdict/then/`: what the names of nodes begin with.
    prefix: String,
    unordered: u16,
}

/// What an expression in a flow position came to.
enum Outcome {
    /// It leaves the flow, the loop or the round.
    Never,
    Unit,
    /// The whole value of the slot of a node.
    Slot(NodeId),
    /// Plain Rust, in a value position.
    Plain(Code, Span),
    /// A mistake was reported, and its value is one that `fallback` stands in for.
    Broken,
}

/// What the value of an expression is wanted for.
#[derive(Debug, Clone, Default)]
struct Purpose {
    /// The `let` that it is bound to.
    name: Option<Ident>,
    expected: Option<Ty>,
    used: bool,
    /// `let _ =`: what it gives is dropped on purpose, also a failure.
    dropped: bool,
    /// The body ends with it.
    tail: bool,
}

impl Purpose {
    /// Of a part whose value becomes this one's.
    fn part(&self) -> Purpose {
        Purpose { name: None, ..self.clone() }
    }

    /// Whether a value is wanted that is more than `()`.
    fn needs_value(&self) -> bool {
        self.used && !matches!(&self.expected, Some(Ty::Written(ty)) if is_unit(ty))
    }

    /// The `let`, if the user wrote its name.
    fn label(&self) -> Option<&Ident> {
        self.name.as_ref().filter(|name| !name.to_string().starts_with("__orch_"))
    }
}

struct Resolver<'d> {
    flow: Flow,
    scopes: Scopes,
    diagnostics: &'d mut Diagnostics,
    names: Names,
    here: Here,
    /// The last token of the value of the `let` that is looked at.
    end: Span,
    /// How many texts were met that could not be read.
    unread: usize,
    /// How many hidden names there are.
    hidden: usize,
    /// How many `#[unordered]` blocks there are.
    unordered: u16,
    /// Outputs of stages that somebody must use.
    outputs: Vec<(BindingId, Ident)>,
    /// Macros that hide a `return`, and how many nodes stand before them.
    exits: Vec<(String, Span, usize)>,
    loops: Vec<loops::Rounds>,
    /// Where variables change, and how many bindings stand before that.
    changes: Vec<changes::Change>,
}

impl<'d> Resolver<'d> {
    fn new(flow: Flow, diagnostics: &'d mut Diagnostics) -> Resolver<'d> {
        Resolver {
            flow,
            scopes: Scopes::default(),
            diagnostics,
            names: Names::default(),
            here: Here::default(),
            end: Span::call_site(),
            unread: 0,
            hidden: 0,
            unordered: 0,
            outputs: Vec::new(),
            exits: Vec::new(),
            loops: Vec::new(),
            changes: Vec::new(),
        }
    }

    fn body(&mut self, statements: Vec<syn::Stmt>, end: Span) {
        made::note(&statements, &mut self.scopes);
        self.scopes.enter();
        self.parameters();
        let unit = is_unit(&self.flow.output);
        let expected = (!unit).then(|| Ty::Written(self.flow.output.clone()));
        let purpose = Purpose { expected, used: !unit, tail: true, ..Purpose::default() };
        let outcome = match self.sequence(statements, &purpose) {
            Outcome::Slot(node) if unit && self.refuse_dropped(node) => Outcome::Unit,
            outcome => outcome,
        };
        self.implicit_return(outcome, end);
        self.scopes.leave();
        self.names.finish(&mut self.flow.nodes);
        self.order_changes();
        self.stale_names();
        self.unused_outputs();
        self.hidden_exits();
    }

    fn parameters(&mut self) {
        let idents: Vec<Ident> = self.flow.params.iter().map(|param| param.ident.clone()).collect();
        for (number, ident) in idents.iter().cloned().enumerate() {
            if idents[..number].contains(&ident) {
                self.diagnostics.error("E00", &ident, format_args!("two parameters are called `{ident}`"));
                // It goes on with a name that nobody else has.
                self.flow.params[number].ident = hygiene::hidden(number, ident.span());
            }
            if let Type::Reference(lent) = self.flow.params[number].ty.clone() {
                let owned = owned(&lent.elem);
                let message = format_args!(
                    "a run owns its input, because it may be resumed when its caller is gone\n  write `{}`",
                    shown(&owned)
                );
                self.diagnostics.error("E00", &lent, message);
                self.flow.params[number].ty = owned;
            }
            self.bind(ident, BindingKind::Param(number), Vec::new(), Access::Place, None, Change::No);
        }
    }

    fn implicit_return(&mut self, outcome: Outcome, end: Span) {
        let code = match outcome {
            Outcome::Never => return,
            Outcome::Broken => fallback::code(end),
            Outcome::Unit => unit_code(end),
            Outcome::Slot(node) => self.slot_code(node),
            Outcome::Plain(code, _) => code,
        };
        let ends = code.question;
        let name = self.auto("return");
        self.node(name, end, ends, Kind::Return { explicit: false, code });
    }

    /// The flow stays whole, so that rustc says what it has to say as well. A name that nothing has is probably the
    /// misspelled name of such an output: that is rustc's to say, and one error is enough.
    fn unused_outputs(&mut self) {
        let misspelled = self.scopes.has_unknown();
        // In an editor a name that is missing is one that somebody is about to write.
        let misspelled = misspelled || self.flow.refused && editor::asks();
        for (binding, ident) in std::mem::take(&mut self.outputs) {
            if !self.scopes.is_used(binding) && !misspelled {
                let message = format_args!(
                    "nobody uses `{ident}`\n  if only the effect is meant, write `let _ = …` or leave the `let` away"
                );
                self.diagnostics.remark("E05", &ident, message);
            }
        }
    }

    fn unused(&self) -> Vec<BindingId> {
        let plain = |binding: &BindingId| matches!(self.flow.bindings[*binding].kind, BindingKind::Plain(_));
        (0..self.flow.bindings.len()).filter(|binding| plain(binding) && !self.scopes.is_used(*binding)).collect()
    }

    /// How many mistakes were met so far.
    fn mistakes(&self) -> usize {
        self.diagnostics.count() + self.unread
    }

    fn hidden_exits(&mut self) {
        for (name, span, before) in std::mem::take(&mut self.exits) {
            if self.flow.nodes.iter().skip(before).any(|node| matches!(node.kind, Kind::Stage(_))) {
                let message = format_args!(
                    "`{name}!` may hide a `return` before a stage, which nobody could see in the flow\n  \
                     write `if … {{ return …; }}`, or a `?` on a check"
                );
                self.diagnostics.error_at("E25", span, message);
                self.refuse_code(&name, span);
            }
        }
    }

    /// Takes out the statements in which a macro is called.
    fn refuse_code(&mut self, name: &str, span: Span) {
        let refused = |tokens: &TokenStream| hidden_exit::calls(tokens.clone(), name);
        for node in &mut self.flow.nodes {
            if let Kind::Check { code }
            | Kind::Value { code, .. }
            | Kind::Assign { code, .. }
            | Kind::Decide { code, .. } = &mut node.kind
                && refused(&code.tokens)
            {
                code.tokens = fallback::value(span);
            }
        }
        for binding in &mut self.flow.bindings {
            if let BindingKind::Plain(tokens) = &mut binding.kind
                && refused(tokens)
            {
                *tokens = binding.idents.iter().map(fallback::binding).collect();
            }
        }
    }

    /// A new binding and the variable that it makes.
    fn bind(
        &mut self,
        ident: Ident,
        kind: BindingKind,
        uses: Vec<BindingId>,
        access: Access,
        whole: Option<NodeId>,
        change: Change,
    ) -> BindingId {
        let name = ident.to_string();
        let binding = self.binding(vec![ident], kind, uses);
        let frame = self.here.frame;
        self.scopes.declare(Variable { name, binding: Some(binding), access, whole, change, frame });
        binding
    }

    fn binding(&mut self, idents: Vec<Ident>, kind: BindingKind, mut uses: Vec<BindingId>) -> BindingId {
        uses.sort_unstable();
        uses.dedup();
        self.flow.bindings.push(super::ir::Binding { idents, kind, uses, frame: self.here.frame });
        self.flow.bindings.len() - 1
    }

    /// A new node here.
    fn node(&mut self, name: names::Name, span: Span, ends: bool, kind: Kind) -> NodeId {
        let id = self.flow.nodes.len();
        let name = self.names.enter(id, self.here.frame, name, self.diagnostics);
        self.flow.nodes.push(super::ir::Node {
            name,
            span,
            last: span,
            frame: self.here.frame,
            guard: self.here.guard,
            ends,
            after: Vec::new(),
            unordered: self.here.unordered,
            race: None,
            kind,
        });
        id
    }

    /// The name of a stage.
    fn named(&self, name: &str, span: Span) -> names::Name {
        names::Name::Stage(format!("{}{}", self.here.prefix, name.trim_start_matches("r#")), span)
    }

    /// The name in a `let`.
    fn of_let(&self, ident: &Ident) -> names::Name {
        names::Name::Let(format!("{}{}", self.here.prefix, ident.unraw()), ident.span())
    }

    /// A name for a node that nobody refers to by name.
    fn auto(&self, base: &str) -> names::Name {
        names::Name::Auto(format!("{}{base}", self.here.prefix))
    }
}

fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

fn unit_code(span: Span) -> Code {
    Code { tokens: quote::quote_spanned!(span=> ()), uses: Vec::new(), alias: None, question: false }
}

/// The type whose values own what values of this one look at.
fn owned(ty: &Type) -> Type {
    match ty {
        Type::Path(path) if path.path.is_ident("str") => syn::parse_quote!(String),
        Type::Path(path) if path.path.is_ident("Path") => syn::parse_quote!(PathBuf),
        Type::Slice(slice) => {
            let item = &slice.elem;
            syn::parse_quote!(Vec<#item>)
        }
        other => other.clone(),
    }
}

fn shown(ty: &Type) -> String {
    quote::ToTokens::to_token_stream(ty).to_string().replace(' ', "")
}
