//! Input that is no flow must give an error, never a panic.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::pipeline::flow::{flow_of_function, flows};
use crate::pipeline::{codegen, unnamed};
use crate::spoiled::{beginnings, gaps};

const FLOWS: &[&str] = &[
    r#"/// Doc.
       #[deadline(2h, guaranteed)] #[slo(success = 99.9%, p99 = 500ms)] #[saga] #[depth(3)]
       pub Day(line: Line, r#type: Kind) -> Receipt {
           let bar = parse(&line).or_else(|failed| repair(&line, failed)).after(&line).await?;
           let (a, Some(b)) = pair(&bar, f(g(&r#type).await?)).await? else { return Receipt::none() };
           match grade(&bar).await? {
               Grade::Clean(record) if record.ok => store(record).await?,
               Grade::Bad { why: x @ 1..=3, .. } | Grade::Odd(x) => other(x, [a, b]).await?,
               _ => { let v = signal::<V>("review").timeout(1h).key(a.id).await?; third(v).await? }
           }
       }"#,
    r#"Loops(list: Vec<A>) {
           let mut n: u32 = 0;
           let out: Vec<B> = for (i, x) in each::<(u32, A)>(list.pairs()).concurrent(8).tolerate(0.05).key(|s| s.0) {
               let y = fetch(&x).await; if let Ok(y) = &y && y.ok { y.value } else { B::new(i, format!("{n:?} {}", y)) }
           };
           for x in &list { n += x.count; if n > 3 { break; } ship(x, &out).await?; }
           let d = #[rounds(5)] loop { let d = write(n).await?; if d.ok { break d; } else if d.bad { continue } };
           #[unordered] { pay(&d).await?; book(&d).named("x").was("y").with(timeout = 1s).await?; }
           let w: W = race(a(&d), b(&d).delay(300ms), signal::<T>("go"), sleep(1h)).await?;
           let t: T = now().await; sleep_until(t + uuid().await).await; tracing::info!(%w, "{d}");
           'a: loop { break 'a; } let c = move |z: u32| async move { z + n }; while n > 3 { c(1); }
           vec![w; 3]; matches!(d, D { a, .. } if a > n); unsafe { odd!(w) }; const { 3 }; return;
       }"#,
];

fn survives(tokens: TokenStream) {
    let mut diagnostics = Diagnostics::new();
    let found = flows(tokens.clone(), &mut diagnostics);
    assert!(diagnostics.count() > 0 || found.iter().all(|flow| !flow.refused));
    let _: TokenStream = diagnostics.into_tokens();
    for flow in &found {
        let _: TokenStream = codegen::expand(flow);
    }
    let mut diagnostics = Diagnostics::new();
    let _: TokenStream = unnamed::printed(unnamed::named(tokens.clone(), &mut diagnostics));
    let _: Option<_> = flow_of_function(TokenStream::new(), tokens, &mut diagnostics);
    let _: TokenStream = diagnostics.into_tokens();
}

#[test]
fn no_beginning_and_no_gap_panics() {
    for text in FLOWS {
        let tokens: TokenStream = text.parse().expect("tokens");
        beginnings(tokens.clone()).into_iter().for_each(survives);
        gaps(tokens).into_iter().for_each(survives);
    }
}

#[test]
fn a_broken_body_keeps_its_header_and_its_neighbours() {
    let text = "pub A(x: X) -> Y { let = ; } B() { a().await?; } C(3) { } D() {}";
    let (found, messages) = super::resolve(text);
    let names: Vec<(String, bool)> = found.iter().map(|found| (found.name.to_string(), found.refused)).collect();
    let expected = [("A", true), ("B", false), ("D", false)];
    assert!(names.iter().map(|(name, broken)| (name.as_str(), *broken)).eq(expected), "{names:?}");
    assert_eq!(found[0].params.len(), 1);
    assert_eq!(messages.len(), 2, "{messages:#?}");
}
