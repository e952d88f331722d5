//! Reads the contract off the signature, and refuses what cannot be one.

use quote::ToTokens;
use syn::{FnArg, Ident, Pat, PatType, ReturnType, Safety, Type, parse_quote};

use super::item::{Item, is_resource};
use super::model::{Input, Param, Resource, Signature};
use super::types;
use crate::diagnostics::Diagnostics;

/// What one agent's resources fit into: `ResourceSet` is implemented for tuples up to eight.
const MOST_RESOURCES: usize = 8;

const PRIMITIVES: [&str; 17] = [
    "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize",
];

/// Whether the name is that of a primitive type, which a type of the same name would hide.
pub(crate) fn is_primitive(name: &Ident) -> bool {
    PRIMITIVES.iter().any(|primitive| name == primitive)
}

/// The contract, or reports of everything that is in its way.
pub(crate) fn read(item: &Item, diagnostics: &mut Diagnostics) -> Option<Signature> {
    let mut sound = qualifiers(item, diagnostics);
    if !item.sig.generics.params.is_empty() {
        // Its parameters are written in terms of what was just refused.
        return None;
    }
    let params: Vec<Option<Param>> = item.sig.inputs.iter().map(|input| param(input, diagnostics)).collect();
    let returned = returned(&item.sig.output, diagnostics);
    let params: Option<Vec<Param>> = params.into_iter().collect();
    let (output, error) = returned?;
    let signature = Signature { params: params?, output, error };
    sound &= counts(item, &signature, diagnostics);
    sound.then_some(signature)
}

fn qualifiers(item: &Item, diagnostics: &mut Diagnostics) -> bool {
    let sig = &item.sig;
    let mut sound = true;
    let mut refuse = |tokens: &dyn ToTokens, message: &str| {
        sound = false;
        diagnostics.error("E00", tokens, message);
    };
    if is_primitive(&sig.ident) {
        refuse(&sig.ident, "an agent brings a type of its name, and this one would hide the primitive type: rename it");
    }
    if sig.asyncness.is_none() {
        refuse(&sig.fn_token, "an agent is an async function: write `async fn`");
    }
    if let Safety::Unsafe(token) = &sig.safety {
        refuse(token, "an agent is called by flows, which cannot keep promises to `unsafe` code: wrap it");
    }
    if let Some(abi) = &sig.abi {
        refuse(abi, "an agent is a Rust function: call the foreign one inside it");
    }
    if let Some(variadic) = &sig.variadic {
        refuse(variadic, "an agent has a fixed list of inputs");
    }
    if let Some(first) = sig.generics.params.first() {
        refuse(first, "an agent has one contract: name the types, and let one generic function serve several agents");
    } else if let Some(clause) = &sig.generics.where_clause {
        refuse(clause, "an agent has one contract, so there is nothing for `where` to bound");
    }
    sound
}

fn counts(item: &Item, signature: &Signature, diagnostics: &mut Diagnostics) -> bool {
    let resources = signature.resources().count();
    if resources > MOST_RESOURCES {
        let message = format!(
            "{resources} resources are more than the {MOST_RESOURCES} that fit: group some in a struct of your own"
        );
        diagnostics.error("E00", &item.sig.ident, message);
        return false;
    }
    let contexts = signature.params.iter().filter(|param| matches!(param, Param::Context)).count();
    if contexts > 1 {
        diagnostics.error("E00", &item.sig.ident, "one `cx: &Context` is enough");
        return false;
    }
    true
}

fn param(input: &FnArg, diagnostics: &mut Diagnostics) -> Option<Param> {
    let typed = match input {
        FnArg::Typed(typed) => typed,
        FnArg::Receiver(receiver) => {
            let message = "an agent is a free function: hand over what it needs as inputs or as `#[resource]`s";
            diagnostics.error("E00", &receiver.self_token, message);
            return None;
        }
    };
    if let Some(cfg) = typed.attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
        diagnostics.error("E00", cfg, "an agent has one contract: put the `#[cfg]` on the whole function");
        return None;
    }
    if typed.attrs.iter().any(is_resource) {
        return resource(typed, diagnostics).map(Param::Resource);
    }
    match context(&typed.ty, diagnostics) {
        Some(true) => Some(Param::Context),
        Some(false) => self::input(typed, diagnostics).map(Param::Input),
        None => None,
    }
}

/// Whether it is `&Context`; `None` and a report if it is the context, wrongly taken.
fn context(ty: &Type, diagnostics: &mut Diagnostics) -> Option<bool> {
    let (target, lent) = match types::peeled(ty) {
        Type::Reference(reference) => (&*reference.elem, reference.mutability.is_none()),
        _ => (ty, false),
    };
    if !types::is_plain(target, "Context") {
        return Some(false);
    }
    if !lent {
        diagnostics.error("E00", ty, "the context is lent: write `cx: &Context`");
        return None;
    }
    Some(true)
}

fn resource(typed: &PatType, diagnostics: &mut Diagnostics) -> Option<Resource> {
    let ident = match &*typed.pat {
        Pat::Wild(wild) => Ident::new("_unused", wild.underscore_token.span),
        pat => name(pat, diagnostics)?,
    };
    let Type::Reference(reference) = types::peeled(&typed.ty) else {
        diagnostics.error("E00", &typed.ty, "a resource is lent: write `#[resource] name: &T`");
        return None;
    };
    if let Some(mutability) = &reference.mutability {
        let message = "a resource is shared by all runs: write `&T`, with a lock inside if it must change";
        diagnostics.error("E00", mutability, message);
        return None;
    }
    if let Type::TraitObject(object) = types::peeled(&reference.elem) {
        let message = format!(
            "a resource has a size: write `&Arc<{0}>`, and give the application a field of type `Arc<{0}>`",
            super::text::of(&object.to_token_stream())
        );
        diagnostics.error("E00", object, message);
        return None;
    }
    types::owned(&reference.elem, diagnostics).then(|| Resource { ident, ty: (*reference.elem).clone() })
}

fn input(typed: &PatType, diagnostics: &mut Diagnostics) -> Option<Input> {
    let ident = name(&typed.pat, diagnostics);
    let passing = types::passing(&typed.ty, diagnostics);
    Some(Input { ident: ident?, written: (*typed.ty).clone(), passing: passing? })
}

fn name(pat: &Pat, diagnostics: &mut Diagnostics) -> Option<Ident> {
    match pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(pat.ident.clone()),
        _ => {
            let message = "an input needs a name, because reports show inputs by name: take it apart in the body";
            diagnostics.error("E00", pat, message);
            None
        }
    }
}

/// The output, and the error if the function is fallible.
fn returned(output: &ReturnType, diagnostics: &mut Diagnostics) -> Option<(Type, Option<Type>)> {
    let ReturnType::Type(_, ty) = output else { return Some((parse_quote!(()), None)) };
    let Some(result) = types::last_segment(ty).filter(|segment| segment.ident == "Result") else {
        return types::owned(ty, diagnostics).then(|| ((**ty).clone(), None));
    };
    let [output, error] = types::type_arguments(result)[..] else {
        let message = "write both types, `Result<T, E>`: a contract names what it fails with";
        diagnostics.error("E19", ty, message);
        return None;
    };
    let sound = types::owned(output, diagnostics) & types::owned(error, diagnostics);
    sound.then(|| (output.clone(), Some(error.clone())))
}
