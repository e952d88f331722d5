//! Both doors, headers and attributes.

use quote::ToTokens;

use super::{messages, resolve};
use crate::diagnostics::Diagnostics;
use crate::pipeline::dump::{dump, tidy};
use crate::pipeline::flow::flow_of_function;
use crate::pipeline::ir::Flow;

fn function(text: &str) -> (Option<Flow>, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let tokens = text.parse().expect("test text has tokens");
    let found = flow_of_function(proc_macro2::TokenStream::new(), tokens, &mut diagnostics);
    (found, messages(diagnostics))
}

/// The first line of the only message.
#[track_caller]
fn says(text: &str, expected: &str) {
    let (_, messages) = resolve(text);
    let first: Vec<&str> = messages.iter().filter_map(|message| message.lines().next()).collect();
    assert_eq!(first, [expected], "{text}");
}

#[test]
fn both_doors_lead_to_the_same_flow() {
    let body = "{ let bar = parse(&line).await?; store(bar).await? }";
    let (inside, _) = resolve(&format!("#[depth(3)] pub(crate) Day(line: Line) -> Receipt {body}"));
    let (outside, messages) = function(&format!("#[depth(3)] pub(crate) async fn Day(line: Line) -> Receipt {body}"));
    assert!(messages.is_empty(), "{messages:?}");
    let outside = outside.expect("a flow");
    assert_eq!(dump(&inside[0]), dump(&outside));
    assert_eq!(outside.name, "Day");
    assert_eq!(outside.options.depth, Some(3));
    assert_eq!(tidy(&outside.output), "Receipt");
    assert_eq!(outside.vis.to_token_stream().to_string(), "pub (crate)");
}

#[test]
fn attributes_become_options() {
    let (found, messages) = resolve(
        "/// Doc.
         #[cfg(unix)] #[deadline(order_time(), guaranteed)] #[work_limit(LIMIT)] #[saga] #[ephemeral]
         #[slo(success = 99.9%, p50 = FAST, p99 = SLOW)] #[amplification(20)] A() {}",
    );
    assert!(messages.is_empty(), "{messages:?}");
    let flow = &found[0];
    assert_eq!(flow.attrs.len(), 2);
    assert!(flow.options.deadline.as_ref().is_some_and(|(_, guaranteed, _)| *guaranteed));
    assert_eq!(flow.options.amplification, Some(20));
    assert!(flow.options.saga.is_some() && flow.options.ephemeral && flow.options.work_limit.is_some());
    let slo = flow.options.slo.as_ref().expect("an slo");
    assert!(slo.success.is_some_and(|share| (share - 0.999).abs() < 1e-9));
    assert!(slo.p50.is_some() && slo.p95.is_none() && slo.p99.is_some());
}

#[test]
fn a_unit_flow_returns_nothing() {
    let (found, messages) = resolve("A(x: X) { fire(&x).await?; }");
    assert!(messages.is_empty(), "{messages:?}");
    assert!(dump(&found[0]).ends_with("n1 return: return `()`\n"));
}

#[test]
fn strange_attributes_are_refused() {
    says("#[dedline(2h)] A() {}", "a pipeline has no attribute `#[dedline]`: did you mean `deadline`?");
    says("#[saga] #[saga] A() {}", "`#[saga]` is written twice: keep one of them");
    says("#[depth(0)] A() {}", "the depth of a recursion is a number from 1 to 1000");
    says("#[depth(deep)] A() {}", "the depth of a recursion is a number from 1 to 1000");
    for number in ["0", "-1", "often", "\"20\"", "1000001", "20.5", "20x", "99999999999999999999"] {
        let expected = "how often a stage may be attempted is a number from 1 to 1000000";
        says(&format!("#[amplification({number})] A() {{}}"), expected);
    }
    says("#[amplification] A() {}", "the value is missing: write it in parentheses");
    says("#[amplification(2)] #[amplification(3)] A() {}", "`#[amplification]` is written twice: keep one of them");
    says("#[amplificaton(2)] A() {}", "a pipeline has no attribute `#[amplificaton]`: did you mean `amplification`?");
    says("#[deadline] A() {}", "the value is missing: write it in parentheses");
    says("#[deadline(2h, guarantied)] A() {}", "a deadline has no option `guarantied`: did you mean `guaranteed`?");
    says("#[slo(succes = 99%)] A() {}", "an objective is not called `succes`: did you mean `success`?");
    says("#[slo(success = 101%)] A() {}", "a share of runs is written in percent, above 0% up to 100%: `99.9%`");
    says("#[slo(p99 = 1s, p99 = 2s)] A() {}", "`p99` is written twice: keep one of them");
    says("#[rounds(3)] A() {}", "a pipeline has no attribute `#[rounds]`: it stands before a `loop`");
}

#[test]
fn broken_headers_say_what_is_missing() {
    says("pub async fn A() {}", "a pipeline is written `Name(line: Line) -> Receipt { … }`, without `async fn`");
    says("A {}", "the parameters of `A` are missing: write `A(line: Line) -> Receipt`");
    says("A(mut x: X) {}", "a parameter does not change: use a `let mut` with its type written in the body");
    says("A(x: X, x: X) {}", "two parameters are called `x`");
    let (_, messages) = function("fn A(x: X) {}");
    assert!(messages[0].starts_with("a flow is an `async fn`"), "{messages:?}");
    let (_, messages) = function("async fn A<T>(x: T) {}");
    assert!(messages[0].starts_with("a pipeline has no generics"), "{messages:?}");
    let (_, messages) = function("async fn A(&self) {}");
    assert!(messages[0].starts_with("a parameter of a pipeline is `name: Type`"), "{messages:?}");
}
