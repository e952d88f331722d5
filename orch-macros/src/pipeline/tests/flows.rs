//! What each construct resolves to.

use super::body;

#[track_caller]
fn check(text: &str, expected: &str) {
    let found = body(text);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines: Vec<&str> = found.lines().collect();
    assert!(lines == expected, "---- found\n{found}\n---- expected\n{}\n", expected.join("\n"));
}

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

#[test]
fn names_and_modifiers() {
    check(
        r#"let v: Verdict = signal::<Verdict>("review").key(order.id).await?; let u = v; store(u).after(&v).named("last").was("old").await?"#,
        r#"b2 __orch_0 = n0
           b3 v `let v: &Verdict = __orch_0;` [b2]
           b4 u `let u = clone(&(*v));` [b3]
           b5 __orch_1 = n1
           n0 review: signal 0? key `clone(&(*order).id)` [b1] ends
           n1 last: stage store(`u` [b4])? was old ends after [0]
           n2 return: return `clone(&(*__orch_1))` [b5]=n1"#,
    );
}

#[test]
fn a_block_and_a_pattern() {
    check(
        r#"let q = { let a = one(&line).await?; two(a).await? }; let x @ Some(_) = q.opt else { panic!("no") }; store(x).await?"#,
        r#"b2 a = n0
           b3 q = n1
           b4 x `let ref x @ Some(_) = (*q).opt else { panic!("no") };` [b3]
           b5 __orch_0 = n3
           n0 one: stage one(`&(*line)` [b0])? ends
           n1 two: stage two(`clone(&(*a))` [b2]=n0)? ends
           n2 check: check `{ let ref x @ Some(_) = (*q).opt else { panic!("no") }; }` [b3]
           n3 store: stage store(`clone(&(*x))` [b4])? ends
           n4 return: return `clone(&(*__orch_0))` [b5]=n3"#,
    );
}

#[test]
fn shadowing_and_raw_names() {
    check(
        r#"let r#type = kind(&line).await?; let n: u32 = 0; let b = n; { let n = inner(b).await?; use_it(n).await?; } store(n, r#type.id, &b).await?"#,
        r#"b2 r#type = n0
           b3 n = n1
           b4 b = n1
           b5 n = n2
           b6 __orch_0 = n4
           n0 kind: stage kind(`&(*line)` [b0])? ends
           n1 n: value u32 = `0`
           n2 inner: stage inner(`clone(&(*b))` [b4]=n1)? ends
           n3 use_it: stage use_it(`clone(&(*n))` [b5]=n2)? ends
           n4 store: stage store(`clone(&(*n))` [b3]=n1, `clone(&(*r#type).id)` [b2], `&(*b)` [b4])? ends
           n5 return: return `clone(&(*__orch_0))` [b6]=n4"#,
    );
}

#[test]
fn closures_and_items() {
    check(
        r#"let f = |x: u32, line: Line| x + line.a + order.b; const N: usize = 3; let t: [u32; 3] = [N; 3]; fn help(line: u32) -> u32 { line } store(f(1, line), help(t[0])).await?"#,
        r#"b2 f `let f = | x: u32, line: Line | x + line.a + clone(&(*order).b);` [b1]
           b3 N `const N: usize = 3;`
           b4 t = n0
           b5 help `fn help(line: u32) -> u32 { line }`
           b6 __orch_0 = n1
           n0 t: value [u32; 3] = `[N; 3]` [b3]
           n1 store: stage store(`f(1, clone(&(*line)))` [b0 b2], `help(clone(&(*t)[0]))` [b4 b5])? ends
           n2 return: return `clone(&(*__orch_0))` [b6]=n1"#,
    );
}

#[test]
fn plain_blocks() {
    check(
        r#"let total: f64 = { let mut s = 0.0; for l in &order.lines { s += l.price; } s }; let r = if total > order.limit { "big" } else { "small" }; store(total, r).await?"#,
        r#"b2 total = n0
           b3 r `let r = if (*total) >(*order).limit { "big" } else { "small" };` [b1 b2]
           b4 __orch_0 = n1
           n0 total: value f64 = `{ let mut s = 0.0; for l in &(*order).lines { s += l.price; } s }` [b1]
           n1 store: stage store(`clone(&(*total))` [b2]=n0, `r` [b3])? ends
           n2 return: return `clone(&(*__orch_0))` [b4]=n1"#,
    );
}

#[test]
fn changes_by_plain_rust() {
    check(
        r#"let mut total: f64 = 0.0; for l in &order.lines { total += l.price; } total.check(&line)?; let mut log: Vec<u8> = Vec::new(); log.push(line.a); log.extend(order.bytes.clone()); store(total, log).await?"#,
        r#"b2 total = n0
           b3 log = n3
           b4 __orch_0 = n6
           n0 total: value mut f64 = `0.0`
           n1 total/set: assign n0 = `{ let mut total = clone(&(*total)); for l in &(*order).lines { total += l.price; }; total }` [b1 b2]
           n2 total/set2: assign n0 = `{ let mut total = clone(&(*total)); ask(total.check(&(*line)))?; total }` [b0 b2]? ends after [1]
           n3 log: value mut Vec < u8 > = `Vec::new()`
           n4 log/set: assign n3 = `{ let mut log = clone(&(*log)); log.push(clone(&(*line).a)); log }` [b0 b3]
           n5 log/set2: assign n3 = `{ let mut log = clone(&(*log)); log.extend((*order).bytes.clone()); log }` [b1 b3] after [4]
           n6 store: stage store(`clone(&(*total))` [b2]=n0, `clone(&(*log))` [b3]=n3)? ends after [1, 2, 4, 5]
           n7 return: return `clone(&(*__orch_0))` [b4]=n6"#,
    );
}

#[test]
fn readers_and_changes() {
    check(
        r#"let mut n: u32 = 0; slow(&n).await?; n = next(&line).await?; #[rounds(3)] loop { if fine(&n).await? { return done(n).await?; } n -= 1; }"#,
        r#"b2 n = n0
           b3 __orch_0 = n2
           b4 __orch_1 = n5 in f1
           b5 __orch_2 = n7 in f1
           f1 Rounds(3) of n4
           n0 n: value mut u32 = `0`
           n1 slow: stage slow(`&(*n)` [b2])? ends
           n2 next: stage next(`&(*line)` [b0])? ends
           n3 n/set: assign n0 = `clone(&(*__orch_0))` [b2 b3]=n2 after [1]
           n4 loop: open f1 rounds () ends after [1, 3]
           n5 fine: stage fine(`&(*n)` [b2])? in f1 ends
           n6 if: decide then|else `if clone(&(*__orch_1)) { 0u16 } else { 1u16 }` [b4] in f1
           n7 then/done: stage done(`clone(&(*n))` [b2]=n0)? if n6=0 in f1 ends
           n8 then/return: return! `clone(&(*__orch_2))` [b5]=n7 if n6=0 in f1
           n9 n/set: assign n0 = `{ let mut n = clone(&(*n)); n -= 1; n }` [b2] in f1 after [5, 7]"#,
    );
}

#[test]
fn chains_and_value_positions() {
    check(
        r#"let x: Quote = a(&line).or_else(|_| b(&line)).or_else_unknown(|f| c(f.error)).await?; store(x.price * 2.0, -x.a, !x.b, x.c as u32, &x.d[x.e], x.list[0], *x.boxed, x.name.len(), (x.p, [x.q])).await?"#,
        r#"b2 f = error of n1
           b3 __orch_0 = n3
           b4 x `let x: &Quote = __orch_0;` [b3]
           b5 __orch_1 = n4
           n0 a: stage a(`&(*line)` [b0])? or n1
           n1 b: stage b(`&(*line)` [b0])? or n2 even unknown keeps error if n0=1
           n2 c: stage c(`clone(&(*f).error)` [b2])? if n1=1
           n3 x: chain [0, 1, 2]? ends
           n4 store: stage store(`clone(&(*x).price) * 2.0` [b4], `- clone(&(*x).a)` [b4], `! clone(&(*x).b)` [b4], `clone(&(*x).c) as u32` [b4], `&(*x).d [clone(&(*x).e)]` [b4], `clone(&(*x).list [0])` [b4], `clone(&*(*x).boxed)` [b4], `(*x).name.len()` [b4], `(clone(&(*x).p), [clone(&(*x).q)])` [b4])? ends
           n5 return: return `clone(&(*__orch_1))` [b5]=n4"#,
    );
}

#[test]
fn a_match_on_a_temporary() {
    check(
        r#"match order.state.clone() { State::New(id) if id > 3 => { log(&id).await?; } "x" | "y" => {} 3 => book(&order).await?, State::Old { at, mut note } => { show(&note).await?; keep(at, note).await?; } } store(1).await?"#,
        r#"b2 id `let? State::New(id) = (*order).state.clone() else { unreachable!() };` [b1]
           b3 at note `let? State::Old { at, mut note } = (*order).state.clone() else { unreachable!() };` [b1]
           b4 __orch_0 = n5
           n0 match: decide New|x|case_3|Old `match (*order).state.clone() { State::New(id) if id > 3 => 0u16, "x" | "y" => 1u16, 3 => 2u16, State::Old { at, mut note } => 3u16, }` [b1]
           n1 New/log: stage log(`&id` [b2])? if n0=0 ends
           n2 case_3/book: stage book(`&(*order)` [b1])? if n0=2 ends
           n3 Old/show: stage show(`&note` [b3])? if n0=3 ends
           n4 Old/keep: stage keep(`at` [b3], `note` [b3])? if n0=3 ends
           n5 store: stage store(`1`)? ends
           n6 return: return `clone(&(*__orch_0))` [b4]=n5"#,
    );
}

#[test]
fn items_with_arms() {
    check(
        r#"let out: Vec<u32> = for p in each(order.parts) { if p.big { let w = weigh(&p).await?; w.grams } else { p.grams } }; for (i, p) in &order.parts { show(i, p).await?; } store(out).await?"#,
        r#"b2 p = item of n0 in f1
           b3 w = n2 in f1
           b4 out = n0
           b5 __orch_0 = item of n4 in f2
           b6 i p `let (i, p) = __orch_0;` [b5] in f2
           b7 __orch_1 = n6
           f1 Items of n0 tail n3
           f2 Sequence of n4
           n0 out: open f1: Vec < u32 > each `&(*order).parts` [b1]
           n1 if: decide then|else `if clone(&(*p).big) { 0u16 } else { 1u16 }` [b2] in f1
           n2 then/weigh: stage weigh(`&(*p)` [b2])? if n1=0 in f1 ends
           n3 value: join n1: item of Vec < u32 > `clone(&(*w).grams)` [b3] | `clone(&(*p).grams)` [b2] in f1
           n4 for: open f2 for `&(*order).parts` [b1]
           n5 show: stage show(`i` [b6], `p` [b6])? in f2 ends
           n6 store: stage store(`clone(&(*out))` [b4]=n0)? ends
           n7 return: return `clone(&(*__orch_1))` [b7]=n6"#,
    );
}

#[test]
fn a_match_on_a_result() {
    check(
        r#"let v = match fetch(&line).await { Ok(q) => q, Err(f) if f.is_transient() => other(&f).await?, Err(_) => return Receipt::none() }; store(&v).await?"#,
        r#"b2 __orch_0 = n0
           b3 q `let? Ok(ref q) = (*__orch_0) else { unreachable!() };` [b2]
           b4 f `let? Err(ref f) = (*__orch_0) else { unreachable!() };` [b2]
           b5 __orch_1 = n2
           b6 v = n4
           b7 __orch_2 = n5
           n0 fetch: stage fetch(`&(*line)` [b0])
           n1 v/match: decide Ok|Err|Err2 `match (*__orch_0) { Ok(ref q) => 0u16, Err(ref f) if (*f).is_transient() => 1u16, Err(_) => 2u16, }` [b2]
           n2 v/Err/other: stage other(`&(*f)` [b4])? if n1=1 ends
           n3 v/Err2/return: return! `Receipt::none()` if n1=2
           n4 v: join n1: slot of n2 `clone(&(*q))` [b3] | `clone(&(*__orch_1))` [b5]=n2 | -
           n5 store: stage store(`&(*v)` [b6])? ends
           n6 return: return `clone(&(*__orch_2))` [b7]=n5"#,
    );
}

#[test]
fn patterns_and_types() {
    check(
        r#"let (a, b): (A, B) = pair(&line).await?; let _ = fire(&a).await?; let _: u32 = count(&b).await?; let [x, .., y] = &b.list; let Point { px, py: ref q } = b.point; store(x, y, px, q, assert_eq!(px, 3), matches!(b.kind, K::A(z) if z == px)).await?"#,
        r#"b2 __orch_0 = n0
           b3 a b `let (ref a, ref b) = (*__orch_0);` [b2]
           b4 x y `let [x, .., y] = &(*b).list;` [b3]
           b5 px q `let Point { ref px, py: ref q } = (*b).point;` [b3]
           b6 __orch_1 = n3
           n0 pair: stage pair(`&(*line)` [b0])? as (A, B) ends
           n1 fire: stage fire(`&(*a)` [b3])? ends
           n2 count: stage count(`&(*b)` [b3])? as u32 ends
           n3 store: stage store(`x` [b4], `y` [b4], `clone(&(*px))` [b5], `q` [b5], `assert_eq!((*px), 3)` [b5], `matches!((*b).kind, K::A(ref z) if (*z) == (*px))` [b3 b5])? ends
           n4 return: return `clone(&(*__orch_1))` [b6]=n3"#,
    );
}

#[test]
fn an_arm_of_alternatives() {
    check(
        "match order.kind { Kind::A(x) | Kind::B { x, .. } => store(x).await?, Kind::C => return Receipt::none() }",
        "b2 x `let? (Kind::A(ref x) | Kind::B { ref x, .. }) = (*order).kind else { unreachable!() };` [b1]
         b3 __orch_0 = n1
         b4 __orch_1 = n3
         n0 match: decide A|C `match (*order).kind { Kind::A(ref x) | Kind::B { ref x, .. } => 0u16, Kind::C => 1u16, }` [b1]
         n1 A/store: stage store(`clone(&(*x))` [b2])? if n0=0 ends
         n2 C/return: return! `Receipt::none()` if n0=1
         n3 value: join n0: Receipt `clone(&(*__orch_0))` [b3]=n1 | -
         n4 return: return `clone(&(*__orch_1))` [b4]=n3",
    );
}
