//! What is refused: every case has a `.stderr` that a person has read and found good.

#[path = "ui/rest.rs"]
mod rest;

#[test]
fn refusals() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
