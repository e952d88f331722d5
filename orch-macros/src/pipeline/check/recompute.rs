//! Sources of time, chance and identity, which glue that is recomputed must not ask (E25).

use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, Path};

use crate::diagnostics::Diagnostics;

/// The last two words of a call, and the way to record it.
const SOURCES: &[(&str, &str, &str)] = &[
    ("SystemTime", "now", "now().await"),
    ("Instant", "now", "now().await"),
    ("Utc", "now", "now().await"),
    ("Local", "now", "now().await"),
    ("Zoned", "now", "now().await"),
    ("Timestamp", "now", "now().await"),
    ("OffsetDateTime", "now_utc", "now().await"),
    ("Uuid", "new_v4", "uuid().await"),
    ("Uuid", "now_v7", "uuid().await"),
    ("Ulid", "new", "uuid().await"),
    ("", "thread_rng", "random().await"),
    ("rand", "*", "random().await"),
    ("fastrand", "*", "random().await"),
];

/// Reports every source in code that is computed anew wherever it is used.
pub(crate) fn refuse_sources(code: &Expr, diagnostics: &mut Diagnostics) {
    Search { diagnostics }.visit_expr(code);
}

struct Search<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(func) = &*call.func
            && let Some(way) = recorded_way(&func.path)
        {
            let last = func.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            self.diagnostics.error(
                "E25",
                &func.path,
                format_args!(
                    "`{last}()` gives another value each time, and this code is computed anew wherever its value is used\n  \
                     record it: `{way}`, or a `let` with its type written"
                ),
            );
        }
        visit::visit_expr_call(self, call);
    }
}

fn recorded_way(path: &Path) -> Option<&'static str> {
    let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let last = words.last()?;
    let before = words.len().checked_sub(2).map(|at| words[at].as_str()).unwrap_or_default();
    let matches = |owner: &str, function: &str| match function {
        "*" => words.len() > 1 && words.first().is_some_and(|first| first == owner),
        _ => last == function && (owner.is_empty() || owner == before),
    };
    SOURCES.iter().find(|(owner, function, _)| matches(owner, function)).map(|(_, _, way)| *way)
}
