//! What plain Rust in a flow resolves to: names, patterns, blocks, closures, changes.

use super::check;

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
