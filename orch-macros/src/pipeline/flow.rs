//! The front door of the front end: tokens in, resolved flows out.

use proc_macro2::TokenStream;

use super::ir::Flow;
use super::{parse, resolve};
use crate::diagnostics::Diagnostics;

/// The flows of `pipeline! { … }`.
pub(crate) fn flows(input: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Flow> {
    let written = parse::pipelines(input, diagnostics);
    written.into_iter().map(|flow| resolve::resolve(flow, diagnostics)).collect()
}

/// The flow of `#[flow] async fn Name(…) -> Out { … }`.
pub(crate) fn flow_of_function(
    attribute: TokenStream,
    item: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<Flow> {
    if !attribute.is_empty() {
        diagnostics.error(
            "E24",
            &attribute,
            "`#[flow]` takes no options: write `#[deadline(2h)]` and the others below it",
        );
    }
    let written = parse::function(item, diagnostics)?;
    Some(resolve::resolve(written, diagnostics))
}
