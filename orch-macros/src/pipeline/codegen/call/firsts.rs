//! Fallback chains and races: the value of the first in the text that succeeded.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::pipeline::codegen::{Generator, ours};
use crate::pipeline::ir::{Kind, NodeId};

impl Generator<'_> {
    /// The value of a chain or a race: of the first in the text that succeeded.
    pub(super) fn first_of(&self, node: NodeId, members: &[NodeId], question: bool) -> TokenStream {
        let ty = self.slot_type(node).unwrap_or_default();
        let frame = self.frame_local(self.flow.nodes[node].frame);
        let (event, variant) = (&self.names.event, &self.names.variants[node]);
        let locals: Vec<u16> = members.iter().map(|member| self.lowered.local[*member]).collect();
        // The last of a chain says why nobody succeeded, and the first of a race.
        let mut says = locals.clone();
        if matches!(self.flow.nodes[node].kind, Kind::Chain { .. }) {
            says.reverse();
        }
        let leader = self.leader(members).unwrap_or(node);
        let arms = members.iter().zip(&locals).map(|(member, local)| {
            let value = self.member_value(*member, leader, &ty, question);
            let same = self.same_output(*member, leader);
            quote_spanned! {ours()=>
                #same
                if #frame.__progress.status(#local) == __orch::Status::Succeeded {
                    let value: ::std::sync::Arc<#ty> = #value;
                    return __orch::Call::Now(#event::#variant(__orch::Placed::succeeded(at.clone(), value)));
                }
            }
        });
        // What the flow sees if nobody succeeded. The last of a chain has it already, with its typed error.
        let last = members.last().filter(|last| !question && self.keeps_result(**last));
        let value = match (question, last) {
            (true, _) => quote_spanned!(ours()=> ::core::option::Option::None),
            (false, Some(last)) => {
                let (slot, share) = (self.slot(*last), self.share(*last, &ty));
                quote_spanned! {ours()=>
                    ::core::option::Option::Some(match #slot.value() {
                        ::core::option::Option::Some(_) => #share,
                        ::core::option::Option::None => ::std::sync::Arc::new(::core::result::Result::Err(
                            __orch::Failed { failure: (*failure).clone(), error: ::core::option::Option::None },
                        )),
                    })
                }
            }
            (false, None) => quote_spanned! {ours()=>
                ::core::option::Option::Some(::std::sync::Arc::new(::core::result::Result::Err(
                    __orch::Failed { failure: (*failure).clone(), error: ::core::option::Option::None },
                )))
            },
        };
        quote_spanned! {ours()=>
            #(#arms)*
            let failure = __orch::private::member_failure(&#frame.__progress, &[#(#says),*]);
            let value = #value;
            __orch::Call::Now(#event::#variant(__orch::Placed::new(
                at.clone(),
                __orch::NodeEvent::failed(failure, false, value, ::core::option::Option::None),
            )))
        }
    }

    /// The value of one member, of the type of the whole.
    pub(super) fn member_value(&self, member: NodeId, first: NodeId, ty: &TokenStream, question: bool) -> TokenStream {
        if self.slot_type(member).is_none() {
            let unit = self.unit_as(first);
            let unit = if question { unit } else { quote_spanned!(ours()=> ::core::result::Result::Ok(#unit)) };
            return quote_spanned!(ours()=> ::std::sync::Arc::new(#unit));
        }
        if question || self.keeps_result(member) {
            return self.share(member, ty);
        }
        let share = self.share(member, &self.member_type(first));
        let span = self.flow.nodes[member].span;
        let clone = quote_spanned!(span=> ::orch::__private::clone_place);
        quote_spanned!(ours()=> ::std::sync::Arc::new(::core::result::Result::Ok(#clone(&*#share))))
    }

    /// What a timer gives, silently of the type of a race; that it is one is said elsewhere.
    pub(super) fn unit_as(&self, leader: NodeId) -> TokenStream {
        if self.slot_type(leader).is_none() {
            return quote!(());
        }
        let ty = self.member_type(leader);
        quote_spanned! {ours()=>
            match (::std::boxed::Box::new(()) as ::std::boxed::Box<dyn ::core::any::Any>).downcast::<#ty>() {
                ::core::result::Result::Ok(unit) => *unit,
                ::core::result::Result::Err(_) => ::core::unreachable!(),
            }
        }
    }

    /// The place of the one complaint about a fallback or a racer of another output type.
    pub(super) fn same_output(&self, member: NodeId, first: NodeId) -> TokenStream {
        let (gives, wanted) = (self.member_type(member), self.member_type(first));
        if member == first || gives.to_string() == wanted.to_string() {
            return TokenStream::new();
        }
        let check = if self.flow.nodes[member].race.is_some() { "races" } else { "falls_back" };
        let span = self.flow.nodes[member].span;
        let check = Ident::new(check, span);
        quote_spanned!(span=> const _: () = ::orch::__private::private::#check::<#gives, #wanted>();)
    }
}
