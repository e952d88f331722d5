//! Flows as text against what they resolve to, and mistakes against what is said about them.

mod broken;
mod doors;
mod expansions;
mod flows;
mod refusals;
mod rust;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::dump::dump;
use super::flow::flows;
use super::ir::Flow;
use crate::diagnostics::Diagnostics;

/// The flows and the messages for `pipeline! { text }`.
fn resolve(text: &str) -> (Vec<Flow>, Vec<String>) {
    let tokens: TokenStream = text.parse().expect("test text has tokens");
    let mut diagnostics = Diagnostics::new();
    let found = flows(tokens, &mut diagnostics);
    (found, messages(diagnostics))
}

/// The texts of the `compile_error!`s.
fn messages(diagnostics: Diagnostics) -> Vec<String> {
    let file: syn::File = syn::parse2(diagnostics.into_tokens()).expect("compile errors are items");
    let text = |item: syn::Item| match item {
        syn::Item::Macro(item) => syn::parse2::<syn::LitStr>(item.mac.tokens).map(|text| text.value()).ok(),
        other => panic!("no compile error: {}", other.to_token_stream()),
    };
    file.items.into_iter().filter_map(text).collect()
}

/// The dump of a body with parameters `line: Line` and `order: Order`, and the output `Receipt`.
fn body(text: &str) -> String {
    let (found, messages) = resolve(&format!("pub Flow(line: Line, order: Order) -> Receipt {{ {text} }}"));
    assert!(messages.is_empty(), "{messages:#?}");
    assert!(!found[0].refused);
    let dump = dump(&found[0]);
    dump.trim_start_matches("b0 line = param 0\nb1 order = param 1\n").to_owned()
}

/// The messages for such a body.
fn mistakes(text: &str) -> Vec<String> {
    let (found, messages) = resolve(&format!("pub Flow(line: Line, order: Order) -> Receipt {{ {text} }}"));
    assert_eq!(found.len(), 1);
    // An output that nobody uses leaves the flow whole.
    let breaks = |message: &String| !message.contains("[orch::E05]");
    assert_eq!(found[0].refused, messages.iter().any(breaks));
    messages
}

/// What a flow resolves to, against what is expected, whose indentation does not matter.
#[track_caller]
fn check(text: &str, expected: &str) {
    let found = body(text);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines: Vec<&str> = found.lines().collect();
    assert!(lines == expected, "---- found\n{found}\n---- expected\n{}\n", expected.join("\n"));
}
