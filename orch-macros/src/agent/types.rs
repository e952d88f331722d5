//! What types may stand in an agent's signature.

use syn::visit::{self, Visit};
use syn::{GenericArgument, Lifetime, PathArguments, PathSegment, Type, TypeImplTrait, TypeReference};

use super::model::{Lent, Passing};
use crate::diagnostics::Diagnostics;

/// The type without the invisible brackets that a `$ty:ty` of a `macro_rules!` puts around it.
pub(crate) fn peeled(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

/// How an input of this type is handed over; reports a type that no flow can hand over.
pub(crate) fn passing(ty: &Type, diagnostics: &mut Diagnostics) -> Option<Passing> {
    match peeled(ty) {
        Type::Reference(reference) => lent(reference, diagnostics).map(Passing::Lent),
        _ => match optional_reference(ty) {
            Some(reference) => lent(reference, diagnostics).map(Passing::Maybe),
            None => owned(ty, diagnostics).then_some(Passing::Owned),
        },
    }
}

fn lent(reference: &TypeReference, diagnostics: &mut Diagnostics) -> Option<Lent> {
    if let Some(mutability) = &reference.mutability {
        let message = "an agent changes nothing in place: take a value or `&T`, and return what is new";
        diagnostics.error("E00", mutability, message);
        return None;
    }
    if let Some(lifetime) = &reference.lifetime {
        refuse_lifetime(lifetime, diagnostics);
        return None;
    }
    let target = peeled(&reference.elem);
    if !owned(target, diagnostics) {
        return None;
    }
    Some(match target {
        Type::Slice(slice) => Lent::Slice(target.clone(), (*slice.elem).clone()),
        _ if is_plain(target, "str") => Lent::Str(target.clone()),
        _ if is_plain(target, "Path") => Lent::Path(target.clone()),
        _ => Lent::Sized(target.clone()),
    })
}

/// `&T` of `Option<&T>`.
fn optional_reference(ty: &Type) -> Option<&TypeReference> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Option")?;
    match type_arguments(segment)[..] {
        [argument] => match peeled(argument) {
            Type::Reference(reference) => Some(reference),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the type borrows nothing and is one type; reports the first token where it does not.
pub(crate) fn owned(ty: &Type, diagnostics: &mut Diagnostics) -> bool {
    if let Type::TraitObject(object) = peeled(ty) {
        let message =
            "an agent has one contract: name a type, or an enum of the types that are meant, instead of `dyn`";
        diagnostics.error("E00", object, message);
        return false;
    }
    let mut finder = Borrows { found: None };
    finder.visit_type(ty);
    let Some((what, message)) = finder.found else { return true };
    diagnostics.error("E00", &what, message);
    false
}

/// Reports a lifetime that was written.
pub(crate) fn refuse_lifetime(lifetime: &Lifetime, diagnostics: &mut Diagnostics) {
    diagnostics.error("E00", lifetime, "an agent's inputs are lent for one call: leave the lifetime out");
}

struct Borrows {
    found: Option<(proc_macro2::TokenStream, &'static str)>,
}

impl Borrows {
    fn note(&mut self, what: &dyn quote::ToTokens, message: &'static str) {
        self.found.get_or_insert_with(|| (what.to_token_stream(), message));
    }
}

impl<'ast> Visit<'ast> for Borrows {
    fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
        if reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static") {
            return;
        }
        let message = "a reference cannot stand inside a type here, because runs are saved and resumed: \
                       own the value, or take `&T`, `&[T]` or `Option<&T>` as a parameter";
        self.note(reference, message);
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        if lifetime.ident != "static" {
            self.note(lifetime, "runs are saved and resumed, so what an agent takes and gives borrows nothing");
        }
    }

    fn visit_type_impl_trait(&mut self, ty: &'ast TypeImplTrait) {
        self.note(ty, "an agent has one contract: name the type instead of `impl Trait`");
    }

    fn visit_type(&mut self, ty: &'ast Type) {
        // A function pointer's lifetimes are its own.
        if !matches!(ty, Type::FnPtr(_)) {
            visit::visit_type(self, ty);
        }
    }
}

/// The last segment of a path that is a type.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// Whether the last segment is this name, without arguments.
pub(crate) fn is_plain(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name && segment.arguments.is_empty())
}

/// The types in `<…>`.
pub(crate) fn type_arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}
