//! Macros that hide a `return` before a stage (E25): the reader of the flow, and the flow's drawing, would miss it.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Expr, ExprAsync, ExprClosure, Item, Macro};

const LEAVING: &[&str] = &["ensure", "bail", "ensure_eq", "ensure_ne", "try_opt"];

/// What the macro hides, as words for a message.
pub(crate) fn hidden(mac: &Macro) -> Option<String> {
    let name = mac.path.segments.last()?.ident.to_string();
    if LEAVING.contains(&name.as_str()) || returns(mac.tokens.clone()) { Some(name) } else { None }
}

/// The macros of a piece of plain Rust that leave the flow: those of its closures leave the closures.
pub(crate) fn search(expr: &Expr) -> Vec<(String, Span)> {
    let mut search = Search { found: Vec::new() };
    search.visit_expr(expr);
    search.found
}

struct Search {
    found: Vec<(String, Span)>,
}

impl<'ast> Visit<'ast> for Search {
    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.found.extend(hidden(mac).map(|name| (name, mac.path.span())));
    }

    fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'ast ExprAsync) {}

    fn visit_item(&mut self, _: &'ast Item) {}
}

fn returns(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == "return",
        TokenTree::Group(group) => returns(group.stream()),
        _ => false,
    })
}

/// Whether a macro of this name is called in the tokens.
pub(crate) fn calls(tokens: TokenStream, name: &str) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Group(group) => calls(group.stream(), name),
        TokenTree::Ident(ident) if *ident == name => {
            matches!(trees.get(at + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!')
        }
        _ => false,
    })
}
