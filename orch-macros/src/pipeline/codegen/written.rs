//! The types that the user wrote in a flow, each checked once under a name of ours: what a run shares among threads.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Type;

use super::{Generator, callees};
use crate::checked::checked;
use crate::hygiene::Ends;
use crate::pipeline::ir::{Flow, Header, Kind, ListSource, NodeId, Ty};

/// Types that need no check: they are of the language, and can be shared.
const PLAIN: &[&str] = &[
    "()", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64", "String",
];

/// The types by their text.
pub(crate) struct Written {
    aliases: BTreeMap<String, (Ident, Type)>,
}

impl Written {
    pub(crate) fn new(flow: &Flow) -> Written {
        let mut written = Written { aliases: BTreeMap::new() };
        for ty in flow.params.iter().map(|param| &param.ty).chain([&flow.output]).chain(types(flow)) {
            let (text, next) = (text(ty), written.aliases.len());
            if !PLAIN.contains(&text.as_str()) {
                let alias = || (format_ident!("__{}_t{}", flow.name, next, span = Span::call_site()), ty.clone());
                written.aliases.entry(text).or_insert_with(alias);
            }
        }
        written
    }
}

/// The types in the body that get slots.
fn types(flow: &Flow) -> impl Iterator<Item = &Type> {
    let signals = flow.signals.iter().map(|signal| &signal.ty);
    let nodes = flow.nodes.iter().filter_map(|node| match &node.kind {
        Kind::Value { ty: Ty::Written(ty), .. } | Kind::Join { ty: Ty::Written(ty), .. } => Some(ty),
        Kind::Open(open) => match (&open.header, &open.ascribed) {
            (Header::Rounds { ty: Ty::Written(ty) }, _) | (_, Some(ty)) => Some(ty),
            (
                Header::Each { list: ListSource::Recorded { ty, .. }, .. }
                | Header::For { list: ListSource::Recorded { ty, .. } },
                None,
            ) => Some(ty),
            _ => None,
        },
        _ => None,
    });
    signals.chain(nodes)
}

fn text(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

impl Generator<'_> {
    /// The aliases.
    pub(crate) fn written_aliases(&self) -> TokenStream {
        let aliases = self.written.aliases.values().map(|(alias, ty)| {
            let ty = checked("is_shared", ty);
            quote! {
                #[doc(hidden)]
                type #alias = #ty;
            }
        });
        aliases.collect()
    }

    /// A type that the user wrote, in generated code.
    pub(crate) fn written(&self, ty: &Type) -> TokenStream {
        match self.written.aliases.get(&text(ty)) {
            Some((alias, _)) => callees::at(alias, Ends::of(ty).first).into_token_stream(),
            None => quote!(#ty),
        }
    }

    /// The type of a node's value as the user spelled it, so that rustc can point to it.
    pub(crate) fn spelled(&self, node: NodeId) -> Option<&Type> {
        match &self.flow.nodes[node].kind {
            Kind::Value { ty: Ty::Written(ty), .. } | Kind::Join { ty: Ty::Written(ty), .. } => Some(ty),
            Kind::Assign { target, .. } => self.spelled(*target),
            Kind::Return { .. } => Some(&self.flow.output),
            Kind::Break { .. } => {
                self.flow.frames[self.flow.nodes[node].frame].owner.and_then(|open| self.spelled(open))
            }
            Kind::Open(open) => match &open.header {
                Header::Rounds { ty: Ty::Written(ty) } => Some(ty),
                _ => open.ascribed.as_ref(),
            },
            _ => None,
        }
    }
}
