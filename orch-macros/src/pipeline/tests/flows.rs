//! What each construct resolves to.

use super::check;

#[test]
fn a_day_of_market_data() {
    check(
        r#"let bar = parse(&line).or_else(|failed| repair(&line, failed)).await?;
         let indicators = enrich(&bar, &line.window).await?;
         let anomaly = detect(&bar, &line.window).await?;
         match grade(&bar, &indicators, &anomaly).await? {
         Grade::Clean(record) => store(record).await?,
         Grade::Suspicious(report) => { let verdict = signal::<Verdict>("review").timeout(order.wait).await?; store_reviewed(report, verdict).await? }
         }"#,
        r#"b2 failed = error of n0
           b3 bar = n2
           b4 indicators = n3
           b5 anomaly = n4
           b6 __orch_0 = n5
           b7 record `let? Grade::Clean(ref record) = (*__orch_0) else { unreachable!() };` [b6]
           b8 __orch_1 = n7
           b9 report `let? Grade::Suspicious(ref report) = (*__orch_0) else { unreachable!() };` [b6]
           b10 verdict = n8
           b11 __orch_2 = n9
           b12 __orch_3 = n10
           n0 parse: stage parse(`&(*line)` [b0])? or n1 keeps error
           n1 repair: stage repair(`&(*line)` [b0], `clone(&(*failed))` [b2])? if n0=1
           n2 bar: chain [0, 1]? ends
           n3 enrich: stage enrich(`&(*bar)` [b3], `&(*line).window` [b0])? ends
           n4 detect: stage detect(`&(*bar)` [b3], `&(*line).window` [b0])? ends
           n5 grade: stage grade(`&(*bar)` [b3], `&(*indicators)` [b4], `&(*anomaly)` [b5])? ends
           n6 match: decide Clean|Suspicious `match (*__orch_0) { Grade::Clean(ref record) => 0u16, Grade::Suspicious(ref report) => 1u16, }` [b6]
           n7 Clean/store: stage store(`clone(&(*record))` [b7])? if n6=0 ends
           n8 Suspicious/review: signal 0? timeout `clone(&(*order).wait)` [b1] if n6=1 ends
           n9 Suspicious/store_reviewed: stage store_reviewed(`clone(&(*report))` [b9], `clone(&(*verdict))` [b10]=n8)? if n6=1 ends
           n10 value: join n6: Receipt `clone(&(*__orch_1))` [b8]=n7 | `clone(&(*__orch_2))` [b11]=n9
           n11 return: return `clone(&(*__orch_3))` [b12]=n10"#,
    );
}

#[test]
fn glue() {
    check(
        r#"let n: u32 = line.text.parse()?; let m = n + 1; let k = other(n)?; store(m, k).await?"#,
        r#"b2 n = n0
           b3 m `let m = clone(&(*n)) + 1;` [b2]
           b4 k `let k = ask(other(clone(&(*n))))?;` [b2]
           b5 __orch_0 = n2
           n0 n: value u32 = `ask((*line).text.parse())?` [b0]? ends
           n1 k: check `ask(other(clone(&(*n))))?` [b2]? ends
           n2 store: stage store(`m` [b3], `k` [b4])? ends
           n3 return: return `clone(&(*__orch_0))` [b5]=n2"#,
    );
}

#[test]
fn an_if_as_value() {
    check(
        r#"let x = if line.big { a(&line).await? } else if line.mid { b(&line).await? } else { order.receipt }; store(x).await?"#,
        r#"b2 __orch_0 = n1
           b3 __orch_1 = n3
           b4 __orch_2 = n4
           b5 x = n5
           b6 __orch_3 = n6
           n0 x/if: decide then|else `if clone(&(*line).big) { 0u16 } else { 1u16 }` [b0]
           n1 x/then/a: stage a(`&(*line)` [b0])? if n0=0 ends
           n2 x/else/if: decide then|else `if clone(&(*line).mid) { 0u16 } else { 1u16 }` [b0] if n0=1
           n3 x/else/then/b: stage b(`&(*line)` [b0])? if n2=0 ends
           n4 x/else/value: join n2: slot of n3 `clone(&(*__orch_1))` [b3]=n3 | `clone(&(*order).receipt)` [b1] if n0=1
           n5 x: join n0: slot of n1 `clone(&(*__orch_0))` [b2]=n1 | `clone(&(*__orch_2))` [b4]=n4
           n6 store: stage store(`clone(&(*x))` [b5]=n5)? ends
           n7 return: return `clone(&(*__orch_3))` [b6]=n6"#,
    );
}

#[test]
fn results_and_guards() {
    check(
        r#"let r = a(&line).await; match r { Ok(v) => v, Err(Failed { error: Some(E::D { code }), .. }) if code > 3 => store(code).await?, Err(f) => { return other(f).await?; } }"#,
        r#"b2 r = n0
           b3 v `let? Ok(ref v) = (*r) else { unreachable!() };` [b2]
           b4 code `let? Err(Failed { error: Some(E::D { ref code }), .. }) = (*r) else { unreachable!() };` [b2]
           b5 __orch_0 = n2
           b6 f `let? Err(ref f) = (*r) else { unreachable!() };` [b2]
           b7 __orch_1 = n3
           b8 __orch_2 = n5
           n0 a: stage a(`&(*line)` [b0])
           n1 match: decide Ok|Err|Err2 `match (*r) { Ok(ref v) => 0u16, Err(Failed { error: Some(E::D { ref code }), .. }) if (*code) > 3 => 1u16, Err(ref f) => 2u16, }` [b2]
           n2 Err/store: stage store(`clone(&(*code))` [b4])? if n1=1 ends
           n3 Err2/other: stage other(`clone(&(*f))` [b6])? if n1=2 ends
           n4 Err2/return: return! `clone(&(*__orch_1))` [b7]=n3 if n1=2
           n5 value: join n1: Receipt `clone(&(*v))` [b3] | `clone(&(*__orch_0))` [b5]=n2 | -
           n6 return: return `clone(&(*__orch_2))` [b8]=n5"#,
    );
}

#[test]
fn a_fan_out() {
    check(
        r#"let all = for s in each(&order.lines).concurrent(8).key(|s| s.id) { fetch(s).await? }; store(all).await?"#,
        r#"b2 s = item of n0 in f1
           b3 all = n0
           b4 __orch_0 = n2
           f1 Items of n0 tail n1
           n0 all: open f1 each `&(*order).lines` [b1] concurrent `8` key `| s | s.id`
           n1 fetch: stage fetch(`s` [b2])? in f1 ends
           n2 store: stage store(`clone(&(*all))` [b3]=n0)? ends
           n3 return: return `clone(&(*__orch_0))` [b4]=n2"#,
    );
}

#[test]
fn a_recorded_fan_out() {
    check(
        r#"let all: Vec<Quote> = for (a, b) in each::<(A, B)>(order.pairs()) { let q = fetch(&a, b).await?; q.x + 1 }; store(all).await?"#,
        r#"b2 __orch_0 = item of n0 in f1
           b3 a b `let (ref a, ref b) = (*__orch_0);` [b2] in f1
           b4 q = n1 in f1
           b5 all = n0
           b6 __orch_1 = n3
           f1 Items of n0 tail n2
           n0 all: open f1: Vec < Quote > each <(A, B)> `(*order).pairs()` [b1]
           n1 fetch: stage fetch(`&(*a)` [b3], `clone(&(*b))` [b3])? in f1 ends
           n2 value: value item of Vec < Quote > = `clone(&(*q).x) + 1` [b4] in f1
           n3 store: stage store(`clone(&(*all))` [b5]=n0)? ends
           n4 return: return `clone(&(*__orch_1))` [b6]=n3"#,
    );
}

#[test]
fn rounds_and_changes() {
    check(
        r#"let mut notes: Option<String> = None; let mut n: u32 = 0;
         let draft = #[rounds(5)] loop { let draft = write(&line, &notes).await?; n += 1; if review(&draft).await? { break draft; } notes = Some(format!("{n} {draft}")); }; store(draft, notes, n).await?"#,
        r#"b2 notes = n0
           b3 n = n1
           b4 draft = n3 in f1
           b5 __orch_0 = n5 in f1
           b6 draft = n2
           b7 __orch_1 = n9
           f1 Rounds(5) of n2
           n0 notes: value mut Option < String > = `None`
           n1 n: value mut u32 = `0`
           n2 draft: open f1 rounds slot of n3 ends
           n3 write: stage write(`&(*line)` [b0], `&(*notes)` [b2])? in f1 ends
           n4 n/set: assign n1 = `{ let mut n = clone(&(*n)); n += 1; n }` [b3] in f1
           n5 review: stage review(`&(*draft)` [b4])? in f1 ends
           n6 if: decide then|else `if clone(&(*__orch_0)) { 0u16 } else { 1u16 }` [b5] in f1
           n7 then/break: break `clone(&(*draft))` [b4]=n3 if n6=0 in f1
           n8 notes/set: assign n0 = `Some(format!("{n} {draft}"))` [b2 b3 b4] in f1 after [3, 4]
           n9 store: stage store(`clone(&(*draft))` [b6]=n2, `clone(&(*notes))` [b2]=n0, `clone(&(*n))` [b3]=n1)? ends after [2]
           n10 return: return `clone(&(*__orch_1))` [b7]=n9"#,
    );
}

#[test]
fn a_plain_for() {
    check(
        r#"for l in order.lines { ship(&l).await?; } done(&order).await?"#,
        r#"b2 l = item of n0 in f1
           b3 __orch_0 = n2
           f1 Sequence of n0
           n0 l: open f1 for `&(*order).lines` [b1]
           n1 ship: stage ship(`&(*l)` [b2])? in f1 ends
           n2 done: stage done(`&(*order)` [b1])? ends
           n3 return: return `clone(&(*__orch_0))` [b3]=n2"#,
    );
}

#[test]
fn races_timers_and_identities() {
    check(
        r#"let w = race(a(&line), b(&line).delay(order.wait), signal::<T>("go"), sleep(order.wait)).await?; let t = now().await; let id: Uuid = uuid().await; sleep(line.pause).await; store(w, t, id).await?"#,
        r#"b2 w = n4
           b3 t = n5
           b4 __orch_0 = n6
           b5 id `let id: &Uuid = __orch_0;` [b4]
           b6 __orch_1 = n8
           n0 a: stage a(`&(*line)` [b0])? race n4
           n1 b: stage b(`&(*line)` [b0])? delay `clone(&(*order).wait)` [b1] race n4
           n2 go: signal 0? race n4
           n3 sleep: sleep `clone(&(*order).wait)` [b1] race n4
           n4 w: race [0, 1, 2, 3]? ends
           n5 t: now
           n6 id: uuid
           n7 sleep2: sleep `clone(&(*line).pause)` [b0]
           n8 store: stage store(`clone(&(*w))` [b2]=n4, `clone(&(*t))` [b3]=n5, `clone(&(*id))` [b5]=n6)? ends
           n9 return: return `clone(&(*__orch_1))` [b6]=n8"#,
    );
}

#[test]
fn unordered_let_else_and_nested_stages() {
    check(
        r#"#[unordered] { pay(&order).await?; ship(&order).await?; } let (a, b) = pair(&line).await?; let Some(x) = a.x else { return Receipt::none() }; store(f(g(&a).await?) + h(b).await?, x).await?"#,
        r#"b2 __orch_0 = n2
           b3 a b `let (ref a, ref b) = (*__orch_0);` [b2]
           b4 x `let? Some(ref x) = (*a).x else { unreachable!() };` [b3]
           b5 __orch_1 = n5
           b6 __orch_2 = n6
           b7 __orch_3 = n7
           n0 pay: stage pay(`&(*order)` [b1])? ends unordered 1
           n1 ship: stage ship(`&(*order)` [b1])? ends unordered 1
           n2 pair: stage pair(`&(*line)` [b0])? ends
           n3 let: decide Some|else `if let Some(ref x) = (*a).x { 0u16 } else { 1u16 }` [b3]
           n4 else/return: return! `Receipt::none()` if n3=1
           n5 g: stage g(`&(*a)` [b3])? ends
           n6 h: stage h(`clone(&(*b))` [b3])? ends
           n7 store: stage store(`f(clone(&(*__orch_1))) + clone(&(*__orch_2))` [b5 b6], `clone(&(*x))` [b4])? ends
           n8 return: return `clone(&(*__orch_3))` [b7]=n7"#,
    );
}

#[test]
fn if_let_chains_and_struct_literals() {
    check(
        r#"if let Some(p) = &order.promo && p.active { apply(p).await?; } let v = order.items.iter().map(|i| i.price * line.rate).sum::<f64>(); store(v, Order { line, id: 3, ..order }).await?"#,
        r#"b2 p `let? Some(p) = &(*order).promo else { unreachable!() };` [b1]
           b3 v `let v = (*order).items.iter().map(| i | i.price * clone(&(*line).rate)).sum::< f64 >();` [b0 b1]
           b4 __orch_0 = n2
           n0 if: decide then|else `if let Some(p) = &(*order).promo &&p.active { 0u16 } else { 1u16 }` [b1]
           n1 then/apply: stage apply(`p` [b2])? if n0=0 ends
           n2 store: stage store(`v` [b3], `Order { line: clone(&(*line)), id: 3, .. clone(&(*order)) }` [b0 b1])? ends
           n3 return: return `clone(&(*__orch_0))` [b4]=n2"#,
    );
}

#[test]
fn macros() {
    check(
        r#"tracing::info!("{line:?} {}", order.id); let s = vec![line.a, line.b]; odd!(line => order); let y: u32 = match order.kind { Kind::A(x) => x, Kind::B { y, .. } if y == line.y => y, _ => return Receipt::none() }; store(s, y).await?"#,
        r#"b2 s `let s = vec ! [clone(&(*line).a), clone(&(*line).b)];` [b0]
           b3 x `let? Kind::A(ref x) = (*order).kind else { unreachable!() };` [b1]
           b4 y `let? Kind::B { ref y, .. } = (*order).kind else { unreachable!() };` [b1]
           b5 y = n4
           b6 __orch_0 = n5
           n0 check: check `tracing::info!("{line:?} {}",(*order).id)` [b0 b1]
           n1 check2: check `odd!(line => order)` [b0 b1]
           n2 y/match: decide A|B|_ `match (*order).kind { Kind::A(ref x) => 0u16, Kind::B { ref y, .. } if (*y) == (*line).y => 1u16, _ => 2u16, }` [b0 b1]
           n3 y/_/return: return! `Receipt::none()` if n2=2
           n4 y: join n2: u32 `clone(&(*x))` [b3] | `clone(&(*y))` [b4] | -
           n5 store: stage store(`s` [b2], `clone(&(*y))` [b5]=n4)? ends
           n6 return: return `clone(&(*__orch_0))` [b6]=n5"#,
    );
}

#[test]
fn a_match_with_its_type() {
    check(
        r#"let y: u32 = match order.kind { Kind::A(x) => x, Kind::B { y, .. } if y == line.y => y, _ => return Receipt::none() }; store(y).await?"#,
        r#"b2 x `let? Kind::A(ref x) = (*order).kind else { unreachable!() };` [b1]
           b3 y `let? Kind::B { ref y, .. } = (*order).kind else { unreachable!() };` [b1]
           b4 y = n2
           b5 __orch_0 = n3
           n0 y/match: decide A|B|_ `match (*order).kind { Kind::A(ref x) => 0u16, Kind::B { ref y, .. } if (*y) == (*line).y => 1u16, _ => 2u16, }` [b0 b1]
           n1 y/_/return: return! `Receipt::none()` if n0=2
           n2 y: join n0: u32 `clone(&(*x))` [b2] | `clone(&(*y))` [b3] | -
           n3 store: stage store(`clone(&(*y))` [b4]=n2)? ends
           n4 return: return `clone(&(*__orch_0))` [b5]=n3"#,
    );
}
