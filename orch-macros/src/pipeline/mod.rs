//! `pipeline!`: flows become typed state machines.
//!
//! Text → [`parse`] → [`ast`] (as written) → [`resolve`] → [`ir`] (as resolved) → [`lower`] → [`codegen`]. All phases
//! report to one collector, and what was refused leaves a [`fallback`].

mod ast;
mod calls;
mod check;
mod codegen;
mod docs;
#[cfg(test)]
mod dump;
mod fallback;
mod flow;
pub(crate) mod ir;
mod lower;
mod needs;
mod options;
mod parse;
mod patterns;
mod places;
mod resolve;
mod scope;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::show;
use flow::{Resolved, flow_of_function, flows};

/// Expands `pipeline! { … }`.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    let flows = flows(input, &mut diagnostics);
    items(&flows, diagnostics)
}

/// Expands `#[flow] async fn …`.
pub(crate) fn expand_function(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    let flow = flow_of_function(attribute, item, &mut diagnostics);
    items(flow.as_slice(), diagnostics)
}

/// What is right is generated as it is; what is wrong leaves a stub, so that the rest of the crate still compiles.
fn items(flows: &[Resolved], mut diagnostics: Diagnostics) -> TokenStream {
    flows.iter().for_each(|resolved| check::signal_names::check(&resolved.flow, &mut diagnostics));
    let mut tokens: TokenStream = flows
        .iter()
        .map(|resolved| {
            let items = match resolved.broken {
                false => codegen::expand(&resolved.flow),
                true => codegen::expand(&fallback::stub(&resolved.flow)),
            };
            show::show(&resolved.flow.name, &items);
            items
        })
        .collect();
    tokens.extend(show::tracked());
    tokens.extend(diagnostics.into_tokens());
    tokens
}
