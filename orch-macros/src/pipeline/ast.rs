//! A flow as *written*: a parsed header and a body of syn statements. Nothing is resolved yet.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Expr, Path, Stmt, Type, Visibility};

use super::ir::Param;

/// One pipeline, from either door.
pub(crate) struct Written {
    /// All attributes; those of orch are told from the others later.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    pub(crate) params: Vec<Param>,
    pub(crate) output: Type,
    /// What could not be parsed was reported, and `fallback` stands in for it.
    pub(crate) body: Vec<Stmt>,
    /// Whether something was reported already.
    pub(crate) refused: bool,
    /// Of the closing brace, where an implicit `()` is returned.
    pub(crate) end: Span,
}

/// What stands before an `.await`.
pub(crate) enum Awaited {
    Stage(Box<Call>),
    Race { members: Vec<Awaited>, span: Span },
    Sleep { duration: Expr, until: bool, span: Span },
    Signal(Box<SignalCall>),
    Recorded(Recorded, Span),
    Restart { args: Vec<Expr>, args_span: Span, span: Span },
}

/// The built-ins whose value is recorded.
#[derive(Clone, Copy)]
pub(crate) enum Recorded {
    Now,
    Uuid,
    Random,
}

impl Recorded {
    /// As it is called.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Recorded::Now => "now",
            Recorded::Uuid => "uuid",
            Recorded::Random => "random",
        }
    }
}

/// `callee(args).after(&x).named("n").or_else(|failed| other(failed))`
pub(crate) struct Call {
    pub(crate) callee: Path,
    pub(crate) args: Vec<Expr>,
    pub(crate) args_span: Span,
    pub(crate) after: Vec<Expr>,
    pub(crate) named: Option<(String, Span)>,
    pub(crate) was: Option<String>,
    pub(crate) with: TokenStream,
    pub(crate) delay: Option<(Expr, Span)>,
    /// In the order in which they are tried.
    pub(crate) fallbacks: Vec<Alternative>,
}

/// `.or_else(|failed| call)`
pub(crate) struct Alternative {
    /// `None` for `|_|`.
    pub(crate) failed: Option<Ident>,
    pub(crate) even_unknown: bool,
    pub(crate) call: Box<Call>,
}

/// `signal::<T>("name").timeout(d).key(k)`
pub(crate) struct SignalCall {
    pub(crate) ty: Type,
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) timeout: Option<Expr>,
    pub(crate) key: Option<Expr>,
}
