//! A sample of the campaign, and what campaigns have found. `cargo xtask fuzz --cases 1000000 --seed 7` runs more.
#![allow(missing_docs, reason = "a test has no users")]

use orch_fuzz::campaign::{Wanted, campaign, on_a_macros_stack};
use orch_fuzz::check::{Came, Depth, check};
use orch_fuzz::doors::{Case, Door};

#[test]
fn spoiled_inputs_are_refused_or_taken() {
    let tally = on_a_macros_stack(|| campaign(Wanted { cases: 6000, seed: 20, from: 0 })).unwrap();
    assert_eq!(tally.findings, 0, "run: cargo xtask fuzz --cases 6000 --seed 20\n{:#?}", tally.kinds);
    // A mutator that spoils too much tests nothing but the parser.
    assert!(tally.taken * 20 > tally.cases && tally.refused * 4 > tally.cases, "{tally:?}");
}

fn case(door: Door, attribute: &str, item: &str) -> Result<Came, String> {
    let case = Case { door, attribute: attribute.to_owned(), item: item.to_owned() };
    on_a_macros_stack(move || Ok(check(&case, Depth::Full))).unwrap()
}

/// Inputs that broke a rule once.
const FOUND: &[(Door, &str, &str)] = &[
    // Told twice: two changes, one stale name.
    (
        Door::Pipeline,
        "",
        "Flow() -> R { let mut n: Option<u8> = None; if let x = n { n = None; n = None; pay(x).await?; } f().await? }",
    ),
    // Told at the whole macro, and not where the text ends too early.
    (Door::Pipeline, "", "Fallbacks() -> u64 ::< {}"),
    (Door::Pipeline, "", "D() {<T>}"),
    (Door::Pipeline, "", "Flow() -> R {'_}"),
    (Door::Pipeline, "", "Cut() -> u32 {let amount}"),
    (Door::Pipeline, "", "#[deadline(, guaranteed)] A() {}"),
    (Door::Pipeline, "", "#[slo(success =)] A() {}"),
    (Door::Pipeline, "", "#"),
    (Door::Pipeline, "", "pub"),
    (Door::Pipeline, "", "Arm"),
    // Told twice: in braces within braces, of which nothing can be made.
    (Door::Pipeline, "", "Flow() -> Receipt {{{Receipt {let amount}}}}"),
    (Door::Pipeline, "", "Failed() -> String {{{Failed {<'a}}}}"),
    (Door::Pipeline, "", "Word() {{{! {pub F18} n}}}"),
    (Door::Pipeline, "", "Else() -> u32 {{{else {v:}}}}"),
    (Door::Pipeline, "", "Dot() {{{d {.}}}}"),
    // Told twice: the name of a loop that is refused.
    (Door::Pipeline, "", "Ask() -> String {let answer: String; let answer: String = #[rounds] loop {};}"),
    (Door::Pipeline, "", "Each() -> R {let out: each; let out: Vec = for p in each() {else};}"),
    // Told twice: what is refused in a place where no stage can stand.
    (Door::Pipeline, "", "Macro() -> u32 {[{check_it! {return}; store().await}]}"),
    (Door::Pipeline, "", "Broken() -> u32 {return f?; for line in lines {break; ().await}}"),
    // The output was no Rust.
    (Door::Pipeline, "", "Nightly() -> u32 {{n + 1} let n}"),
    // Told a second time, and nowhere: a fallback that cannot be read.
    (Door::Pipeline, "", "Value() -> Receipt {pay().or_else(|_| {: }).await}"),
    // Told nowhere: a callee without a token, in a block that was mended.
    (Door::Pipeline, "", "Basket() -> u64 {{() {} ().await}}"),
    (Door::Pipeline, "", "Broken() -> u32 {for line in lines {break; let {} ().await}}"),
    // For an editor it was no Rust: the call behind a missing name, in the middle of a path.
    (Door::Pipeline, "", "Grades() -> Receipt {match grade {Grade:: ::Suspicious => {}}}"),
    (Door::Pipeline, "", "Arm() -> Receipt {match check {Verdict::() => store}}"),
    (Door::Pipeline, "", "Anew() -> u64 {match n % 100 / 40 {0 => restart::().await}}"),
];

#[test]
fn what_was_found_stays_mended() {
    let came = |(door, attribute, item): &(Door, &str, &str)| (item.to_string(), case(*door, attribute, item));
    let broken: Vec<_> = FOUND.iter().map(came).filter(|(_, came)| *came != Ok(Came::Refused)).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Inputs that were taken, and gave no Rust once.
const TAKEN: &[(Door, &str, &str)] = &[
    (Door::Agent, "idempotent, compensate = undo", "async fn charge(r#match: Order) -> Receipt {}"),
    (Door::Pipeline, "", "Asks() -> u64 {signal::<u64>(\"match\").await}"),
    (Door::Pipeline, "", "Itself() -> u64 {signal::<u64>(\"self\").await}"),
    // What rustc refuses in words of its own.
    (Door::Pipeline, "", "Ranges(n: u8) -> u8 {let m: u8 = match .. {_ => 1}; f(m).await?}"),
    (Door::Flow, "", "async fn Ranges(n: u8) -> u8 {match .. {_ => f(n).await?}}"),
    (Door::Resources, "", "struct App {_: Arc<u8>}"),
];

#[test]
fn what_gave_no_rust_gives_some() {
    for (door, attribute, item) in TAKEN {
        assert_eq!(case(*door, attribute, item), Ok(Came::Taken), "{item}");
    }
}

/// What begins, and what ends, a level of nesting.
const LEVELS: &[(&str, &str)] = &[
    ("(", ")"),
    ("{", "}"),
    ("if a {", "}"),
    ("match a { _ =>", "}"),
    ("if a { } else ", ""),
    ("!", ""),
    ("&", ""),
    ("|a| ", ""),
    ("return ", ""),
    ("x = ", ""),
    ("f(", ").await?"),
    ("", ".m()"),
    ("", " + x"),
    ("", "[0]"),
    ("", "?"),
    ("A::<B<", ">>::C"),
    ("vec![", "]"),
    ("Some(", ")"),
];

#[test]
fn no_depth_of_nesting_ends_the_compiler() {
    for (open, close) in LEVELS {
        // The refusal is about the depth, and what is half as deep as that is compiled with the stack that a macro has.
        for levels in [5, 20, 40, 60, 80, 120, 160, 240, 400, 1000, 5000] {
            let nested = format!("{}x{}", open.repeat(levels), close.repeat(levels));
            for item in [
                format!("Flow(x: X) {{ f({nested}).await?; }}"),
                format!("Flow(x: X) {{ let y: u8 = {nested}; f(y).await?; }}"),
                format!("Flow(x: X) {{ {nested}; f(x).await?; }}"),
            ] {
                case(Door::Pipeline, "", &item)
                    .unwrap_or_else(|what| panic!("{levels} times `{open}…{close}`: {what}"));
            }
        }
    }
    for levels in [20, 60, 100, 140, 1000, 5000] {
        for (open, close) in [("Option<", ">"), ("&", ""), ("(", ",)"), ("fn(", ")"), ("[", "]"), ("dyn A<", ">")] {
            let ty = format!("{}u8{}", open.repeat(levels), close.repeat(levels));
            for (door, item) in [
                (Door::Pipeline, format!("Flow(x: {ty}) {{ let y: {ty} = f(x).await?; f(y).await?; }}")),
                (Door::Agent, format!("async fn f(x: {ty}) -> {ty} {{ x }}")),
                (Door::Resources, format!("struct A {{ x: {ty} }}")),
                (Door::Classify, format!("enum E {{ #[transient] A({ty}) }}")),
            ] {
                case(door, "pure", &item)
                    .unwrap_or_else(|what| panic!("{door:?} with {levels} times `{open}…{close}`: {what}"));
            }
        }
    }
}
