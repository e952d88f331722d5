//! What is in scope for a piece of user code: the `let`s before it.
//!
//! Plain Rust runs while the state stands still, so its prelude lends from the state. An attempt may outlive that, so its call lends from what it
//! holds: shares of the slots that it reads, or, on the spot, what the state lends it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use super::{Generator, ours};
use crate::pipeline::ir::{BindingId, BindingKind, FrameId, Header, Kind, ListSource, NodeId};
use crate::pipeline::lower;

/// A slot that code may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// What the run was started with.
    Input,
    /// The value of a node.
    Value(NodeId),
    /// The second slot of a node: an error, or a list.
    Second(NodeId),
}

/// What a call holds of the slots that it reads.
pub(crate) struct Shares {
    /// For each slot the local that holds what is lent from it, so that each is shared once.
    locals: BTreeMap<Place, Ident>,
    /// The way to the frame is held, too: along it items are found.
    way: bool,
}

impl Shares {
    /// With the way to the frame, or without.
    pub(crate) fn new(way: bool) -> Shares {
        Shares { locals: BTreeMap::new(), way }
    }

    /// The local that holds what the slot lends.
    fn of(&mut self, place: Place) -> &Ident {
        let number = self.locals.len();
        self.locals.entry(place).or_insert_with(|| format_ident!("share_{}", number, span = ours()))
    }

    /// `(&frame_0.parse, (&frame_0.store, ()))`: the slots, one within the other as there may be any number.
    pub(crate) fn slots(&self, generator: &Generator<'_>) -> TokenStream {
        self.nested("at", |place, _| {
            let (frame, field) = generator.field_of(place);
            quote_spanned!(ours()=> &#frame.#field)
        })
    }

    /// `(share_0, (share_1, ()))`: what is lent from them.
    pub(crate) fn lent(&self) -> TokenStream {
        self.nested("at", |_, local| local)
    }

    /// `(Bar, (Receipt, ()))`: what that is.
    pub(crate) fn types(&self, generator: &Generator<'_>) -> TokenStream {
        self.nested("__At", |place, _| generator.type_of(place))
    }

    fn nested<'a, T: ToTokens>(&'a self, way: &str, each: impl Fn(Place, &'a Ident) -> T) -> TokenStream {
        let way = self.way.then(|| Ident::new(way, ours()));
        let last = way.map_or_else(|| quote_spanned!(ours()=> ()), Ident::into_token_stream);
        let nest = |rest, (place, local): (&Place, &'a Ident)| {
            let this = each(*place, local);
            quote_spanned!(ours()=> (#this, #rest))
        };
        self.locals.iter().rfold(last, nest)
    }
}

/// Turns a slot into an expression that gives a reference to what it holds.
type Lend<'a> = dyn FnMut(Place) -> TokenStream + 'a;

impl Generator<'_> {
    /// The local that holds a frame instance, by its depth.
    pub(crate) fn frame_local(&self, frame: FrameId) -> Ident {
        format_ident!("frame_{}", self.lowered.depth[frame], span = ours())
    }

    /// `let frame_1 = frame_0.quotes_items.get(at.item(0));`: the way from the body to a frame instance.
    pub(crate) fn way_to(&self, frame: FrameId) -> TokenStream {
        let lets = self.lowered.frames_on_the_way(self.flow, frame).into_iter().filter_map(|frame| {
            let (parent, owner) = (self.flow.frames[frame].parent?, self.flow.frames[frame].owner?);
            let (local, outer, items) = (self.frame_local(frame), self.frame_local(parent), &self.names.items[owner]);
            let depth = self.lowered.depth[parent];
            Some(quote_spanned!(ours()=> let #local = #outer.#items.get(at.item(#depth));))
        });
        lets.collect()
    }

    /// A frame instance as an expression: `state.quotes_items.get_mut(at.item(0))`.
    pub(crate) fn place_of_frame(&self, frame: FrameId) -> TokenStream {
        let way = self.lowered.frames_on_the_way(self.flow, frame);
        let mut place = quote_spanned!(ours()=> state);
        for frame in way {
            if let (Some(parent), Some(owner)) = (self.flow.frames[frame].parent, self.flow.frames[frame].owner) {
                let (items, depth) = (&self.names.items[owner], self.lowered.depth[parent]);
                place = quote_spanned!(ours()=> #place.#items.get_mut(at.item(#depth)));
            }
        }
        place
    }

    /// The slot of a node as an expression on the frame locals.
    pub(crate) fn slot(&self, node: NodeId) -> TokenStream {
        if let Kind::Return { .. } = self.flow.nodes[node].kind {
            return quote_spanned!(ours()=> frame_0.__output);
        }
        let (frame, field) = self.field_of(Place::Value(node));
        quote_spanned!(ours()=> #frame.#field)
    }

    /// A slot as the local of its frame, and its field there.
    fn field_of(&self, place: Place) -> (Ident, Cow<'_, Ident>) {
        let (node, fields) = match place {
            Place::Input => {
                let [frame, field] = ["frame_0", "__input"].map(|name| Ident::new(name, ours()));
                return (frame, Cow::Owned(field));
            }
            Place::Value(node) => (node, &self.names.slots),
            Place::Second(node) => (node, &self.names.seconds),
        };
        (self.frame_local(self.flow.nodes[node].frame), Cow::Borrowed(&fields[node]))
    }

    /// What a slot holds. One that does not exist is named by nothing.
    fn type_of(&self, place: Place) -> TokenStream {
        let ty = match place {
            Place::Input => Some(self.input()),
            Place::Value(node) => self.short_slot_type(node),
            Place::Second(node) => self.second_type(node),
        };
        ty.unwrap_or_else(|| quote_spanned!(ours()=> ()))
    }

    /// The prelude of plain Rust.
    pub(crate) fn lent(&self, uses: &[BindingId]) -> TokenStream {
        self.prelude(uses, &mut |place| {
            let (frame, field) = self.field_of(place);
            quote_spanned!(ours()=> #frame.#field.get())
        })
    }

    /// The prelude of an attempt, which lends from `shares`.
    pub(crate) fn shared(&self, uses: &[BindingId], shares: &mut Shares) -> TokenStream {
        self.prelude(uses, &mut |place| shares.of(place).to_token_stream())
    }

    fn prelude(&self, uses: &[BindingId], lend: &mut Lend<'_>) -> TokenStream {
        let mut lets = TokenStream::new();
        for binding in lower::closure(self.flow, uses) {
            let binding = &self.flow.bindings[binding];
            let value = match &binding.kind {
                BindingKind::Param(index) => {
                    let input = lend(Place::Input);
                    let index = syn::Index::from(*index);
                    quote_spanned!(ours()=> &#input.#index)
                }
                BindingKind::Slot(node) => lend(Place::Value(*node)),
                BindingKind::Error(node) => lend(Place::Second(*node)),
                BindingKind::Item(open) => {
                    let (list, item) = (self.list(*open, lend), self.item(*open));
                    // A local of its own: what is lent from it lives as long as the code behind the prelude.
                    let (local, listed) = match lower::list_code(self.flow, *open) {
                        Some(code) => super::at_text::listed(&code.tokens),
                        None => (quote_spanned!(ours()=> let list = #list;), quote_spanned!(ours()=> list)),
                    };
                    lets.extend(local);
                    quote_spanned!(ours()=> __orch::List::at(#listed, #item))
                }
                BindingKind::Plain(statements) => {
                    lets.extend(statements.clone());
                    continue;
                }
            };
            let ident = &binding.idents[0];
            lets.extend(quote_spanned!(ours()=> let #ident = #value;));
        }
        lets
    }

    /// The list of a construct, as an expression of type `&L`.
    fn list(&self, open: NodeId, lend: &mut Lend<'_>) -> TokenStream {
        if let Some(code) = lower::list_code(self.flow, open) {
            return code.tokens.clone();
        }
        match &self.flow.nodes[open].kind {
            Kind::Open(inner) => match &inner.header {
                Header::Each { list: ListSource::Recorded { .. }, .. }
                | Header::For { list: ListSource::Recorded { .. } } => lend(Place::Second(open)),
                _ => TokenStream::new(),
            },
            _ => TokenStream::new(),
        }
    }

    /// The index of the item that is worked on: a step of `at`, which calls hold.
    fn item(&self, open: NodeId) -> TokenStream {
        let depth = self.lowered.depth[self.flow.nodes[open].frame];
        quote_spanned!(ours()=> (at.item(#depth) as usize))
    }
}
