//! Patterns: which names they bind, and how they bind by reference on a place.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{FieldPat, Ident, Member, Pat, PatIdent};

use super::scope::Access;

/// A name bound by a pattern.
pub(crate) struct Name {
    pub(crate) ident: Ident,
    pub(crate) access: Access,
}

/// How the names of a pattern are bound.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// On a place that must not be moved out of: `ref` is added.
    ByRef,
    /// As written.
    AsWritten,
}

/// Rewrites the pattern for the mode and gives the names it binds, each once.
pub(crate) fn bind(pattern: &mut Pat, mode: Mode) -> Vec<Name> {
    let mut names = Vec::new();
    walk(pattern, mode, &mut names);
    names
}

/// The names it binds.
pub(crate) fn names(pattern: &Pat) -> Vec<Ident> {
    bind(&mut pattern.clone(), Mode::AsWritten).into_iter().map(|name| name.ident).collect()
}

/// The names bound as `mut x`, which need a value of their own.
pub(crate) fn mut_names(pattern: &Pat) -> Vec<Ident> {
    let mut found = Vec::new();
    each_ident(&mut pattern.clone(), &mut |ident| {
        if ident.mutability.is_some() && ident.by_ref.is_none() {
            found.push(ident.ident.clone());
        }
    });
    found
}

/// Whether there are any.
pub(crate) fn has_mut(pattern: &Pat) -> bool {
    !mut_names(pattern).is_empty()
}

/// Whether a lone identifier in a pattern is a new name, not a constant or a unit variant.
pub(crate) fn is_name(ident: &PatIdent) -> bool {
    let constant = ident.ident.to_string().trim_start_matches("r#").starts_with(char::is_uppercase);
    !constant || ident.by_ref.is_some() || ident.mutability.is_some() || ident.subpat.is_some()
}

/// `x`, without anything around it.
pub(crate) fn simple(pattern: &Pat) -> Option<&PatIdent> {
    match pattern {
        Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() && is_name(ident) => Some(ident),
        Pat::Paren(paren) => simple(&paren.pat),
        _ => None,
    }
}

/// A guard and the pattern before it.
pub(crate) fn split_guard(pattern: Pat) -> (Pat, Option<syn::Expr>) {
    match pattern {
        Pat::Guard(guard) => (*guard.pat, Some(*guard.guard)),
        other => (other, None),
    }
}

fn walk(pattern: &mut Pat, mode: Mode, names: &mut Vec<Name>) {
    each_ident(pattern, &mut |ident| {
        let written_ref = ident.by_ref.is_some();
        let mut access = Access::AsIs;
        if mode == Mode::ByRef && !written_ref {
            ident.mutability = None;
            ident.by_ref = Some(syn::token::Ref { span: ident.ident.span() });
            access = Access::Place;
        }
        if names.iter().all(|name: &Name| name.ident != ident.ident) {
            names.push(Name { ident: ident.ident.clone(), access });
        }
    });
}

fn each_ident(pattern: &mut Pat, act: &mut dyn FnMut(&mut PatIdent)) {
    match pattern {
        Pat::Ident(ident) => {
            if is_name(ident) {
                act(ident);
            }
            if let Some((_, inner)) = &mut ident.subpat {
                each_ident(inner, act);
            }
        }
        Pat::Guard(guard) => each_ident(&mut guard.pat, act),
        Pat::Paren(paren) => each_ident(&mut paren.pat, act),
        Pat::Reference(reference) => each_ident(&mut reference.pat, act),
        Pat::Type(typed) => each_ident(&mut typed.pat, act),
        Pat::Or(or) => or.cases.iter_mut().for_each(|case| each_ident(case, act)),
        Pat::Slice(slice) => slice.elems.iter_mut().for_each(|elem| each_ident(elem, act)),
        Pat::Tuple(tuple) => tuple.elems.iter_mut().for_each(|elem| each_ident(elem, act)),
        Pat::TupleStruct(tuple) => tuple.elems.iter_mut().for_each(|elem| each_ident(elem, act)),
        Pat::Struct(record) => record.fields.iter_mut().for_each(|field| each_ident_of_field(field, act)),
        _ => {}
    }
}

/// A shorthand field binds even if its name is that of a constant.
fn each_ident_of_field(field: &mut FieldPat, act: &mut dyn FnMut(&mut PatIdent)) {
    match &mut *field.pat {
        Pat::Ident(ident) if field.colon_token.is_none() => act(ident),
        other => each_ident(other, act),
    }
}

/// What people call an arm: `Clean` for `Grade::Clean(record)`.
pub(crate) fn label(pattern: &Pat) -> Option<String> {
    let last = |path: &syn::Path| path.segments.last().map(|segment| segment.ident.unraw().to_string());
    match pattern {
        Pat::Ident(ident) if is_name(ident) && ident.subpat.is_none() => Some("_".to_owned()),
        Pat::Ident(ident) => match &ident.subpat {
            Some((_, inner)) => label(inner),
            None => Some(ident.ident.to_string()),
        },
        Pat::Path(path) => last(&path.path),
        Pat::Struct(record) => last(&record.path),
        Pat::TupleStruct(tuple) => last(&tuple.path),
        Pat::Or(or) => or.cases.first().and_then(label),
        Pat::Paren(paren) => label(&paren.pat),
        Pat::Reference(reference) => label(&reference.pat),
        Pat::Guard(guard) => label(&guard.pat),
        Pat::Wild(_) => Some("_".to_owned()),
        Pat::Lit(literal) => literal_label(&literal.to_token_stream().to_string()),
        _ => None,
    }
}

fn literal_label(text: &str) -> Option<String> {
    let text = text.trim_matches('"');
    let fits = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    fits.then(|| if begins { text.to_owned() } else { format!("case_{text}") })
}

/// The name of a field that a shorthand pattern or expression stands for.
pub(crate) fn member_ident(member: &Member) -> Option<&Ident> {
    match member {
        Member::Named(ident) => Some(ident),
        Member::Unnamed(_) => None,
    }
}
