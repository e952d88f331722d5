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
mod unnamed;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::{editor, show};
use flow::{flow_of_function, flows};
use ir::Flow;

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

/// Whether a flow is refused; where the errors are, the fuzzer looks for itself.
#[allow(dead_code, reason = "a question of tests and of the fuzzer")]
pub(crate) fn is_refused(item: TokenStream, function: bool) -> bool {
    let mut diagnostics = Diagnostics::new();
    match function {
        true => drop(flow_of_function(TokenStream::new(), item, &mut diagnostics)),
        false => drop(flows(item, &mut diagnostics)),
    }
    let refused = diagnostics.count() > 0;
    let _: TokenStream = diagnostics.into_tokens();
    refused
}

/// What is wrong is told, and everything else is generated as if nothing were, so that rustc checks the rest.
fn items(flows: &[Flow], mut diagnostics: Diagnostics) -> TokenStream {
    flows.iter().for_each(|flow| check::signal_names::check(flow, &mut diagnostics));
    let mut tokens: TokenStream = flows
        .iter()
        .map(|flow| {
            let items = codegen::expand(flow);
            show::show(&flow.name, &items);
            items
        })
        .collect();
    tokens.extend(show::tracked());
    let refused: Vec<_> = flows.iter().filter(|flow| flow.refused).map(|flow| &flow.name).collect();
    tokens.extend(fallback::told(&refused, diagnostics.into_errors()));
    if editor::asks() { unnamed::printed(tokens) } else { tokens }
}
