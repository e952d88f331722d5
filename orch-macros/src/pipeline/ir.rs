//! A flow as *resolved*: a flat table of nodes in text order, the frames they belong to, and what is in scope for each
//! piece of user code. It is the only model after parsing that holds syn types.
//!
//! A piece of user code ([`Code`]) is already rewritten, so that generated code can put it anywhere after a prelude of
//! `let`s, one for each [`Binding`] that it needs, in their order.
#![expect(clippy::large_enum_variant, reason = "a flow is resolved once, and boxes would make it harder to read")]

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Path, Type, Visibility};

/// Index into [`Flow::nodes`].
pub(crate) type NodeId = usize;
/// Index into [`Flow::frames`].
pub(crate) type FrameId = usize;
/// Index into [`Flow::bindings`].
pub(crate) type BindingId = usize;

/// One pipeline.
#[derive(Debug)]
pub(crate) struct Flow {
    /// Attributes that pass to the generated type: docs, `cfg`, lints.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    pub(crate) options: Options,
    pub(crate) params: Vec<Param>,
    /// The written output; `()` if none was.
    pub(crate) output: Type,
    /// 0 is the body.
    pub(crate) frames: Vec<Frame>,
    /// In text order: the order of evaluation.
    pub(crate) nodes: Vec<Node>,
    /// In text order: emitting any subset in this order as `let`s resolves every name as the user's text does.
    pub(crate) bindings: Vec<Binding>,
    /// Plain `let`s whose names nobody uses.
    pub(crate) unused: Vec<BindingId>,
    /// Every signal once, in text order.
    pub(crate) signals: Vec<SignalDecl>,
    /// Items in the body, which were refused.
    pub(crate) items: Vec<syn::Item>,
    /// Something in it was refused: it holds values that `fallback` stands in for.
    pub(crate) refused: bool,
}

/// The attributes that mean something to orch. Durations are tokens of type `Duration` that work in a `const`.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Tokens of the duration, and whether `guaranteed` was written; the span is the attribute's.
    pub(crate) deadline: Option<(TokenStream, bool, Span)>,
    pub(crate) work_limit: Option<TokenStream>,
    pub(crate) slo: Option<Slo>,
    pub(crate) saga: Option<Span>,
    pub(crate) ephemeral: bool,
    pub(crate) depth: Option<u32>,
    pub(crate) amplification: Option<u32>,
}

#[derive(Debug, Default)]
pub(crate) struct Slo {
    /// 0 to 1.
    pub(crate) success: Option<f64>,
    pub(crate) p50: Option<TokenStream>,
    pub(crate) p95: Option<TokenStream>,
    pub(crate) p99: Option<TokenStream>,
}

/// A parameter of the pipeline. Its slot is filled when the run starts.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

#[derive(Debug)]
pub(crate) struct SignalDecl {
    /// The text of the literal.
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) ty: Type,
}

/// The body, or what a fan-out, a `for` or a loop repeats.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The `Kind::Open` node that opens it; `None` for the body.
    pub(crate) owner: Option<NodeId>,
    /// The frame around it; `None` for the body.
    pub(crate) parent: Option<FrameId>,
    pub(crate) kind: FrameKind,
    /// The value of an item: what a `for … in each(…)` collects. `None` if its body ends without a value.
    pub(crate) tail: Option<NodeId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameKind {
    Body,
    Items,
    Sequence,
    Rounds(u32),
}

/// A `let` of the prelude: it brings names into scope for a piece of user code.
#[derive(Debug)]
pub(crate) struct Binding {
    /// The names it binds; hidden ones for nested stages.
    pub(crate) idents: Vec<Ident>,
    pub(crate) kind: BindingKind,
    /// The bindings that its own code names (direct ones only; codegen closes over them).
    pub(crate) uses: Vec<BindingId>,
    /// The frame in whose text it stands.
    pub(crate) frame: FrameId,
}

/// How a binding is made. All but `Plain` make one local of type `&T`; uses in [`Code`] are rewritten to `(*name)`.
#[derive(Debug)]
pub(crate) enum BindingKind {
    /// `let line = <the parameter's slot>;`
    Param(usize),
    /// `let bar = <the slot of the node>;`. For a `let mut` with assignments it is the slot of its declaration.
    Slot(NodeId),
    /// `let failed = <the error slot of the stage>;`: the parameter of an `.or_else` closure, of type `&Failed<E>`.
    Error(NodeId),
    /// `let symbol = List::at(<the list of the node>, item);`
    Item(NodeId),
    /// Statements that stand as they are, rewritten, with all their `let`s:
    /// `let close = (*bar).close;`, `let (ref a, ref b) = (*__orch_3);`,
    /// `let Grade::Clean(ref record) = (*grade) else { ::core::unreachable!() };`
    Plain(TokenStream),
}

/// A piece of user code: an expression, rewritten.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) tokens: TokenStream,
    /// The bindings it names (direct ones only).
    pub(crate) uses: Vec<BindingId>,
    /// It is nothing but the whole value of this node's slot, so the slot can be shared instead of cloned.
    pub(crate) alias: Option<NodeId>,
    /// There is a `?` in it that leaves the flow (not one inside a closure or an inner async block).
    pub(crate) question: bool,
}

/// One step of the flow.
#[derive(Debug)]
pub(crate) struct Node {
    /// Within its frame, arms included: `store`, `Clean/store`, `verdict/then/store`. Unique within the frame.
    pub(crate) name: String,
    /// Of the token that people look at: the agent's path, the `match`, the name in the `let`.
    pub(crate) span: Span,
    /// The last token of what gives its value: `span` is the first.
    pub(crate) last: Span,
    pub(crate) frame: FrameId,
    /// The innermost decision on which it depends.
    pub(crate) guard: Option<Guard>,
    /// A `?` on it or in the code that it evaluates; every `#[rounds]` loop (it may run out of rounds).
    pub(crate) ends: bool,
    /// `.after(&x)`: the nodes that define `x`. Same frame or an outer one.
    pub(crate) after: Vec<NodeId>,
    /// The number of the `#[unordered]` block, from 1; 0 is none.
    pub(crate) unordered: u16,
    /// For a racer: its `Kind::Race` node.
    pub(crate) race: Option<NodeId>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guard {
    /// A `Kind::Decide`; or a stage with a fallback, where case 1 is its failure.
    pub(crate) node: NodeId,
    pub(crate) case: u16,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// `agent(args).await`, `Pipeline(args).await`
    Stage(Stage),
    /// `let x: T = code;`, and a plain tail that must be recorded.
    Value {
        ty: Ty,
        code: Code,
        /// A `let mut`.
        #[cfg_attr(not(test), expect(dead_code, reason = "who changes it says so; this is for reading dumps"))]
        mutable: bool,
    },
    /// `x = code;` and any plain statement that changes a `let mut`: `code` gives the new value of `target`'s slot.
    Assign {
        target: NodeId,
        code: Code,
    },
    /// A fallible statement, or a fallible untyped `let`: evaluated for its `?`, its value dropped.
    Check {
        code: Code,
    },
    /// `code` gives the number of the arm as `u16`: `match (*grade) { Grade::Clean(ref record) => 0u16, … }`
    Decide {
        code: Code,
        arms: Vec<String>,
    },
    /// The value of a `match` or `if`. An arm that never gives a value (it returns, breaks) is `None`. The arm is told by
    /// the case of `decide`. Its `Code` may name bindings of the arm.
    Join {
        decide: NodeId,
        arms: Vec<Option<Code>>,
        ty: Ty,
    },
    /// The value of `a(…).or_else(…).or_else(…)`: of the first stage that succeeded.
    /// With `question` it is the output, otherwise `Result<Output, Failed<E>>` with the last stage's `E`.
    Chain {
        stages: Vec<NodeId>,
        question: bool,
    },
    /// The value of `race(…)`: of the first member that succeeded. Members come before it in the table.
    Race {
        members: Vec<NodeId>,
        question: bool,
    },
    /// A fan-out, a `for`, a loop. The nodes of its frame come behind it in the table.
    Open(Open),
    /// `sleep(code)`; with `until`, `sleep_until(code)`.
    Sleep {
        code: Code,
        until: bool,
    },
    /// `signal::<T>("name").timeout(t).key(k).await`. Its value is `T` with `question`, else `Result<T, Failed<NoError>>`.
    Signal {
        index: usize,
        question: bool,
        timeout: Option<Code>,
        key: Option<Code>,
    },
    Now,
    Uuid,
    Random,
    /// The tail of the body (`explicit: false`, always the last node of frame 0 in the table, also for a unit output
    /// with code `()`, absent only if the tail cannot be reached), or `return code`.
    Return {
        explicit: bool,
        code: Code,
    },
    /// `break`, with the value that the loop gives. Its slot has the loop's type.
    Break {
        code: Option<Code>,
    },
    Continue,
    /// `restart(args)`: the run begins anew with this input.
    Restart {
        args: Vec<Code>,
        /// Of the parentheses around the arguments.
        args_span: Span,
    },
}

#[derive(Debug)]
pub(crate) struct Stage {
    /// The callee as written: `fetch`, `quotes::fetch`, `Pricing`.
    pub(crate) callee: Path,
    pub(crate) args: Vec<Code>,
    /// Of the parentheses around the arguments.
    pub(crate) args_span: Span,
    /// `?` stands behind the `.await` of this stage or of its chain.
    pub(crate) question: bool,
    /// `.or_else(…)`
    pub(crate) fallback: Option<Fallback>,
    /// Whether a fallback's closure names its parameter, so that the typed error must be kept.
    pub(crate) keep_error: bool,
    /// `.delay(code)` of a racer.
    pub(crate) delay: Option<Code>,
    /// The type written on `let x: T = stage(…).await?`, to be compared with the slot's.
    pub(crate) ascribed: Option<Type>,
    pub(crate) with: With,
    /// `.was("…")`
    pub(crate) was: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Fallback {
    pub(crate) node: NodeId,
    pub(crate) even_unknown: bool,
}

/// `.with(timeout = …, retry(…), compensate = …)`, parsed by the parser of `#[agent(…)]` options.
#[derive(Debug, Default)]
pub(crate) struct With {
    /// As it was written, for people.
    pub(crate) said: String,
    /// Tokens of type `Duration`.
    pub(crate) timeout: Option<TokenStream>,
    /// Tokens of type `orch_blueprint::Retry`.
    pub(crate) retry: Option<TokenStream>,
    /// Of the word.
    pub(crate) retry_span: Option<Span>,
    pub(crate) compensate: Option<Compensate>,
    /// Of the word.
    pub(crate) compensate_span: Option<Span>,
}

impl With {
    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.timeout.is_none() && self.retry.is_none() && self.compensate.is_none()
    }
}

#[derive(Debug)]
pub(crate) enum Compensate {
    Nothing(String),
    With(Path),
}

#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) frame: FrameId,
    pub(crate) header: Header,
    /// The type written on the `let`, if any.
    pub(crate) ascribed: Option<Type>,
}

#[derive(Debug)]
pub(crate) enum Header {
    /// `for x in each(list).concurrent(n).tolerate(t).key(|x| …)`
    Each {
        list: ListSource,
        /// A number of any integer type.
        concurrent: Option<Code>,
        /// A share (`0.05`) or a count (`3`), of type `f64` or an integer.
        tolerate: Option<Code>,
        /// A closure from `&Item`: `|s| s.id`.
        key: Option<Code>,
    },
    /// `for x in list`
    For { list: ListSource },
    /// `#[rounds(n)] loop`; the type of its value (unit without a `break value`).
    Rounds { ty: Ty },
}

/// The list that is gone through.
#[derive(Debug)]
pub(crate) enum ListSource {
    /// A place, as a reference: `&(*order).lines`. Only its length is recorded.
    Place(Code),
    /// `each::<T>(code)`: computed once and recorded as a `Vec<T>`.
    Recorded { ty: Type, code: Code },
}

/// The type of a slot, as the flow names it.
#[derive(Debug, Clone)]
pub(crate) enum Ty {
    Unit,
    Written(Type),
    /// The same as the slot of this node.
    SlotOf(NodeId),
    /// The item type of this `Vec<T>` or `Gathered<T>`: a plain tail in the body of a typed fan-out.
    ItemOf(Type),
}
