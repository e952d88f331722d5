//! Macro calls in plain Rust: known ones are rewritten, in unknown ones every variable that is named counts as used.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Lit, Macro, Pat, Token};

use super::foreign::refuse_macro;
use super::misplaced::{await_in, refuse};
use super::{Inside, Rewriter};
use crate::pipeline::fallback::is_unread;
use crate::pipeline::patterns::{self, Mode};

/// Macros that look at their arguments, and how many stand first that need a value.
const LENDING: &[(&str, usize)] = &[
    ("format", 0),
    ("format_args", 0),
    ("print", 0),
    ("println", 0),
    ("eprint", 0),
    ("eprintln", 0),
    ("write", 0),
    ("writeln", 0),
    ("panic", 0),
    ("unreachable", 0),
    ("todo", 0),
    ("unimplemented", 0),
    ("concat", 0),
    ("assert", 1),
    ("debug_assert", 1),
    ("assert_eq", 0),
    ("assert_ne", 0),
    ("debug_assert_eq", 0),
    ("debug_assert_ne", 0),
    ("info", 0),
    ("warn", 0),
    ("error", 0),
    ("debug", 0),
    ("trace", 0),
    ("vec", usize::MAX),
    ("dbg", usize::MAX),
];

type Arguments = Punctuated<Expr, Token![,]>;

impl Rewriter<'_> {
    /// False if it was refused.
    pub(super) fn macro_call(&mut self, mac: &mut Macro) -> bool {
        if self.refused_macro(mac) {
            self.idents(mac.tokens.clone());
            return false;
        }
        let name = mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let rewritten = match LENDING.iter().find(|(known, _)| *known == name) {
            Some((_, values)) => self.arguments(mac, *values).or_else(|| self.repeated(mac)),
            None if name == "matches" => self.matches(mac),
            None => None,
        };
        match rewritten {
            Some(tokens) => mac.tokens = tokens,
            None => self.idents(mac.tokens.clone()),
        }
        true
    }

    fn refused_macro(&mut self, mac: &Macro) -> bool {
        if is_unread(mac) || refuse_macro(mac, self.diagnostics) {
            return true;
        }
        let token = await_in(mac.tokens.clone());
        if let Some(token) = &token {
            refuse(Inside::Macro, token, self.diagnostics);
        }
        token.is_some()
    }

    /// `"{bar} {}", bar.close`; the first `values` need values.
    fn arguments(&mut self, mac: &Macro, values: usize) -> Option<TokenStream> {
        let mut list = mac.parse_body_with(Arguments::parse_terminated).ok()?;
        for (at, argument) in list.iter_mut().enumerate() {
            match argument {
                Expr::Lit(literal) => self.captures(&literal.lit),
                Expr::Assign(named) => self.lend(&mut named.right),
                _ if at < values => self.value(argument),
                _ => self.lend(argument),
            }
        }
        Some(list.into_token_stream())
    }

    /// `vec![x; n]`
    fn repeated(&mut self, mac: &Macro) -> Option<TokenStream> {
        let parser = |input: ParseStream| -> syn::Result<(Expr, Token![;], Expr)> {
            Ok((input.parse()?, input.parse()?, input.parse()?))
        };
        let (mut element, semi, mut count) = parser.parse2(mac.tokens.clone()).ok()?;
        self.value(&mut element);
        self.value(&mut count);
        Some(quote!(#element #semi #count))
    }

    /// `matches!(place, pattern if guard)`
    fn matches(&mut self, mac: &Macro) -> Option<TokenStream> {
        let parser = |input: ParseStream| -> syn::Result<(Expr, Pat, Option<Expr>)> {
            let scrutinee = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let guard = match input.parse::<Option<Token![if]>>()? {
                Some(_) => Some(input.parse()?),
                None => None,
            };
            input.parse::<Option<Token![,]>>()?;
            Ok((scrutinee, pattern, guard))
        };
        let (mut scrutinee, mut pattern, mut guard) = parser.parse2(mac.tokens.clone()).ok()?;
        let mode = self.scrutinee(&mut scrutinee, patterns::has_mut(&pattern));
        self.scopes.enter();
        self.declare(&mut pattern, mode);
        if let Some(guard) = &mut guard {
            self.value(guard);
        }
        self.scopes.leave();
        let guard = guard.map(|guard| quote!(if #guard));
        Some(quote!(#scrutinee, #pattern #guard))
    }

    /// What is matched on: a place lends and its names are bound by reference, unless a name needs a value of its own.
    pub(crate) fn scrutinee(&mut self, expr: &mut Expr, owned: bool) -> Mode {
        if self.is_place(expr) && !owned {
            self.lend(expr);
            Mode::ByRef
        } else {
            self.value(expr);
            Mode::AsWritten
        }
    }

    /// The names in `"{bar:?} {width$}"`.
    fn captures(&mut self, literal: &Lit) {
        if let Lit::Str(text) = literal {
            for name in captured(&text.value()) {
                self.use_of(&Ident::new(&name, text.span()));
            }
        }
    }

    /// Every identifier in tokens that cannot be read counts as a use.
    pub(crate) fn idents(&mut self, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Ident(ident) => {
                    self.use_of(&ident);
                }
                TokenTree::Group(group) => self.idents(group.stream()),
                TokenTree::Literal(literal) => self.captures(&Lit::new(literal)),
                TokenTree::Punct(_) => {}
            }
        }
    }
}

/// The identifiers that a format string names, in braces or before a `$`.
fn captured(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in text.replace("{{", "").split('{').skip(1) {
        let Some((inner, _)) = piece.split_once('}') else { continue };
        for word in inner.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            if syn::parse_str::<Ident>(word).is_ok() {
                names.push(word.to_owned());
            }
        }
    }
    names
}
