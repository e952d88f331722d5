//! What is refused, and in which words. A table: the body of a flow, and the code and the words of each mistake in it.

use super::mistakes;

const TABLE: &[(&str, &[&str])] = &[
    (
        r#"let x = parse(&line).await?; store(1).await?"#,
        &[r#"E05 nobody uses `x` / if only the effect is meant, write `let _ = …` or leave the `let` away"#],
    ),
    (
        r#"fetch(&line).await?; fetch(&line).await?; store(1).await?"#,
        &[
            r#"E07 the name `fetch` is taken already, and journals tell stages apart by name / give this one a name of its own: `.named("second_fetch")` before `.await`"#,
        ],
    ),
    (
        r#"return Receipt::none(); store(1).await?"#,
        &[
            r#"E06 this stage can never run: what stands before it always leaves / remove it, or put the leaving behind a condition"#,
        ],
    ),
    (
        r#"let xs = order.lines.iter().map(|l| fetch(l).await).collect(); store(xs).await?"#,
        &[
            r#"E09 no stage can stand here: a closure may be called many times or never: use `for … in each(…)`, or give the stage a `let` before it"#,
        ],
    ),
    (
        r#"if order.big && check(&line).await? { pay().await?; } store(1).await?"#,
        &[
            r#"E09 no stage can stand here: right of `&&` or `||` it may be skipped: use an `if` inside an `if`, or give the stage a `let` before it"#,
        ],
    ),
    (
        r#"while check(&line).await? { } store(1).await?"#,
        &[r#"E09 no stage can stand here: a `while` has no bound: write `#[rounds(n)] loop { if !… { break } … }`"#],
    ),
    (
        r#"while order.x { pay(&order).await?; } store(1).await?"#,
        &[r#"E08 a `while` with a stage in it has no bound: write `#[rounds(n)] loop { if !… { break; } … }`"#],
    ),
    (
        r#"loop { pay(&order).await?; } "#,
        &[
            r#"E08 a `loop` with a stage in it needs a bound: write `#[rounds(5)]` before it / a run that never ends could not be saved, drawn or given a deadline"#,
        ],
    ),
    (
        r#"#[rounds(0)] loop { pay(&order).await?; }"#,
        &[r#"E24 the rounds of a loop are a number from 1 to 10000: `#[rounds(5)]`"#],
    ),
    (
        r#"println!("{}", fetch(&line).await?); store(1).await?"#,
        &[
            r#"E09 no stage can stand here: what a macro does with its input cannot be seen: give the stage a `let` before it"#,
        ],
    ),
    (
        r#"match order.kind { Kind::A(x) if check(&x).await? => pay(x).await?, _ => store(1).await? }"#,
        &[r#"E09 no stage can stand here: a guard may be tried many times: give the stage a `let` before the `match`"#],
    ),
    (
        r#"let t = SystemTime::now(); store(t, Uuid::new_v4()).await?"#,
        &[
            r#"E25 `now()` gives another value each time, and this code is computed anew wherever its value is used / record it: `now().await`, or a `let` with its type written"#,
            r#"E25 `new_v4()` gives another value each time, and this code is computed anew wherever its value is used / record it: `uuid().await`, or a `let` with its type written"#,
        ],
    ),
    (
        r#"let a = signal::<A>("go").await?; let b = signal::<B>("go").await?; store(a, b).await?"#,
        &[r#"E21 the signal `go` brings `A` further up: one signal has one type / give this one a name of its own"#],
    ),
    (
        r#"let a = parse(&line).or_else(|f| parse(&line)).await?; store(a).await?"#,
        &[
            r#"E16 `parse` is its own fallback: what failed would be called again / write `retry(…)` on the agent, or `.with(retry(attempts = 2))` here"#,
        ],
    ),
    (
        r#"Flow(line, order).await?"#,
        &[r#"E22 `Flow` runs itself without a bound / write `#[depth(n)]` on it: how deep it may go"#],
    ),
    (
        r#"store(1).retyr(3).await?"#,
        &[
            r#"E24 a stage has no modifier `.retyr(…)`: there are `after`, `named`, `was`, `with`, `or_else`, `or_else_unknown`"#,
        ],
    ),
    (r#"store(1).name("x").await?"#, &[r#"E24 a stage has no modifier `.name(…)`: did you mean `named`?"#]),
    (
        r#"let mut n = 0; n += 1; store(n).await?"#,
        &[r#"E08 `n` changes, so it is saved, and its type must be written: `let mut n: T = …`"#],
    ),
    (
        r#"let n: u32 = 0; n = 1; store(n).await?"#,
        &[r#"E08 `n` cannot change: declare it as `let mut n: T = …`, with its type, because it is saved"#],
    ),
    (
        r#"let mut n: u32 = 0; for l in each(&order.lines) { n += 1; ship(l).await?; } store(n).await?"#,
        &[
            r#"E08 `n` cannot change here: the items of `each` run side by side, in no order / let each item give a value and put them together behind the loop; or write a plain `for`"#,
        ],
    ),
    (
        r#"let mut a: u32 = 0; let mut b: u32 = 0; for l in &order.lines { a += l; b += l; } store(a, b).await?"#,
        &[r#"E08 `a` and `b` change in one statement: each is saved on its own / write a statement for each"#],
    ),
    (
        r#"for l in each(order.lines()) { ship(&l).await?; } store(1).await?"#,
        &[
            r#"E08 this list is computed here, so it is recorded, and its items need a type / write `each::<T>(…)`, or give the list a `let` with its type written"#,
        ],
    ),
    (
        r#"for l in order.lines() { ship(&l).await?; } store(1).await?"#,
        &[
            r#"E08 the items of a `for` with stages in it must be saved: give the list a `let` with its type written / `let lines: Vec<T> = …;` and `for line in &lines`; or `for line in each::<T>(…)`, which runs them side by side"#,
        ],
    ),
    (
        r#"for l in each(&order.lines) { if l.bad { return Receipt::none(); } ship(l).await?; } store(1).await?"#,
        &[
            r#"E09 `return` cannot stand in `each`: its items run side by side, and none of them may leave for all / give the item a value, and decide behind the loop; or write a plain `for`, which runs one after another"#,
        ],
    ),
    (
        r#"for l in each(&order.lines) { if l.bad { continue; } ship(l).await?; } store(1).await?"#,
        &[
            r#"E09 `continue` cannot stand in `each`: its items run side by side, and none of them may leave for all / give the item a value, and decide behind the loop; or write a plain `for`, which runs one after another"#,
        ],
    ),
    (r#"break; store(1).await?"#, &[r#"E00 there is no loop around this `break`"#]),
    (
        r#"ensure!(order.ok); store(1).await?"#,
        &[
            r#"E25 `ensure!` may hide a `return` before a stage, which nobody could see in the flow / write `if … { return …; }`, or a `?` on a check"#,
        ],
    ),
    (
        r#"let mut n: u32 = 0; let m = n + 1; n = 2; store(m).await?"#,
        &[
            r#"E08 `m` was taken from `n` before `n` changed, and is used after it / keep it: `let m: T = …` above the change"#,
        ],
    ),
    (
        r#"client.fetch(&line).await?"#,
        &[
            r#"E04 only a call of an agent or a pipeline can be awaited here: `fetch(&tick).await` / put `#[agent(…)]` on an `async fn` that does this, and call it by its name"#,
        ],
    ),
    (r#"now().await?; store(1).await?"#, &[r#"E00 `now` cannot fail: write `.await` without `?`"#]),
    (
        r#"restart(line).await; store(1).await?"#,
        &[
            r#"E09 nothing can follow `restart(…)`: it stands last, as the value of the body or of a branch that is / or write `return restart(…).await;`"#,
        ],
    ),
    (
        r#"#[cfg(test)] pay(&order).await?; store(1).await?"#,
        &[r#"E00 a stage cannot come and go with a `cfg`, because journals must fit: put the `cfg` on the agent"#],
    ),
    (
        r#"let x = if order.big { order.a } else { pay(&order).await?; 3 }; store(x).await?"#,
        &[
            r#"E08 the type of `x` is not known: no part of it ends with a stage, and its value is recorded / write the type on the `let`: `let x: T = …`"#,
        ],
    ),
    (
        r#"let Some(x) = order.promo else { pay(&order).await?; }; store(x).await?"#,
        &[r#"E02 the `else` of a `let` must leave: with `return`, `break` or `continue`"#],
    ),
    (
        r#"let x = { let a = pay(&order).await?; a.x + 1 }; store(x).await?"#,
        &[
            r#"E08 the type of `x` is not known, and its value is recorded / write the type on the `let`: `let x: T = …`"#,
        ],
    ),
    (r#"race(a(&line)).await?"#, &[r#"E24 a race has two members at least: `race(a(&x), b(&x).delay(300ms))`"#]),
    (
        r#"race(a(&line).await?, b(&line)).await?"#,
        &[r#"E09 the members of a race are written without `.await`: the race is awaited"#],
    ),
    (
        r#"let f = async { pay(&order).await }; store(f).await?"#,
        &[
            r#"E09 no stage can stand here: an `async` block is a future of its own: write the stage in the flow, stages that may run side by side do"#,
        ],
    ),
    (
        r#"fn inner() { pay().await } store(inner()).await?"#,
        &[
            r#"E09 no stage can stand here: a nested function is no part of the flow: make it a pipeline of its own, or an agent"#,
        ],
    ),
    (
        r#"store(1).named("not a name").await?"#,
        &[r#"E07 `not a name` cannot be the name of a stage: names are identifiers, because journals keep them"#],
    ),
    (
        r#"let v = signal("x").await?; store(v).await?"#,
        &[r#"E08 the type that the signal brings is missing: `signal::<Verdict>("review")`"#],
    ),
    (
        r#"let v = signal::<V>("x y").await?; store(v).await?"#,
        &[r#"E07 `x y` cannot be the name of a signal: it becomes a method on the run's handle"#],
    ),
    (
        r#"let a = parse(&line).or_else(|f| other(fetch(&line).await?)).await?; store(a).await?"#,
        &[
            r#"E09 no stage can stand here: a fallback only starts when the stage before it failed: give the inner stage a `let` before, or chain agents with `.or_else`"#,
        ],
    ),
    (
        r#"let n: u32 = 1; let n: u32 = n + 1; store(n).await?"#,
        &[
            r#"E07 the name `n` is taken already, and journals tell stages apart by name / give this variable a name of its own"#,
        ],
    ),
    (r#"let x; store(1).await?"#, &[r#"E08 a `let` of a flow has its value at once: `let x = …`"#]),
    (
        r#"struct A; store(1).await?"#,
        &[r#"E00 move this item out of the pipeline: its body is a flow, and its pieces run apart from each other"#],
    ),
    (
        r#"'a: { pay(&order).await?; } store(1).await?"#,
        &[r#"E00 blocks of a flow have no labels: leave by `return`, or use an `if`"#],
    ),
    (
        r#"const { pay().await }; store(1).await?"#,
        &[
            r#"E09 no stage can stand here: a `const` block is computed by the compiler: give the stage a `let` before it"#,
        ],
    ),
    (
        r#"store(foo(return Receipt::none())).await?"#,
        &[r#"E09 a flow is left by a statement of its own: write it behind an `if` or in an arm of a `match`"#],
    ),
    (
        r#"store(1).after(3).await?"#,
        &[r#"E03 no stage further up gives `3` / `.after(&x)` takes what another stage gave, by its name"#],
    ),
    (
        r#"let x = each_of(__orch_1); store(x).await?"#,
        &[r#"E00 names that begin with `__orch_` are kept for generated code"#],
    ),
    (
        r#"store(try_it!(pay(&order).await?)).await?"#,
        &[
            r#"E09 no stage can stand here: what a macro does with its input cannot be seen: give the stage a `let` before it"#,
        ],
    ),
    (r#"#[rounds(3)] loop { let d = write(&line).await?; if d.ok { break d.x + 1; } }"#, &[]),
    (
        r#"let d = #[rounds(3)] loop { let d = write(&line).await?; if d.ok { break d.x + 1; } }; store(d).await?"#,
        &[
            r#"E08 the type of `d` is not known: no part of it ends with a stage, and its value is recorded / write the type on the `let`: `let d: T = …`"#,
        ],
    ),
    (
        r#"match order.state.clone() { State::Old { mut note } => { note.push('x'); keep(note).await?; } _ => {} } store(1).await?"#,
        &[r#"E08 `note` changes, so it is saved, and its type must be written: `let mut note: T = …`"#],
    ),
    (
        r#"let x = pay(&order).retry(3).await?; store(x).await?"#,
        &[r#"E24 a stage has no modifier `.retry(…)`: policies of a stage stand in `.with(retry …)`"#],
    ),
    (
        r#"let (a, b) = pair(&line).await?; store(1).await?"#,
        &[r#"E05 nobody uses `a` / if only the effect is meant, write `let _ = …` or leave the `let` away"#],
    ),
    (
        r#"let x = if order.big { a(&line).await? } else { b(&line).await? }; let x = if order.mid { c(&x).await? } else { d(&x).await? }; store(x).await?"#,
        &[
            r#"E07 the name `x` is taken already, and journals tell stages apart by name / give this variable a name of its own"#,
        ],
    ),
    (
        r#"#[speedy] match order.kind { A => pay(&order).await?, _ => store(1).await? }"#,
        &[r#"E24 there is no such attribute in a flow: there are `#[rounds(n)] loop` and `#[unordered] { … }`"#],
    ),
    (
        r#"let d: D = #[rounds(20000)] loop { break write(&line).await?; }; store(d).await?"#,
        &[r#"E24 the rounds of a loop are a number from 1 to 10000: `#[rounds(5)]`"#],
    ),
    (
        r#"for l in each::<L>(order.lines()).concurent(3) { ship(&l).await?; } store(1).await?"#,
        &[r#"E24 a fan-out has no modifier `.concurent(…)`: did you mean `concurrent`?"#],
    ),
    (
        r#"order.lines.iter().for_each(|l| { return_it!(l); }); bail!("no"); store(1).await?"#,
        &[
            r#"E25 `bail!` may hide a `return` before a stage, which nobody could see in the flow / write `if … { return …; }`, or a `?` on a check"#,
        ],
    ),
    (
        r#"return fetch(&line).await?; if order.big { store(1).await?; }"#,
        &[
            r#"E06 this stage can never run: what stands before it always leaves / remove it, or put the leaving behind a condition"#,
        ],
    ),
    (
        r#"let x = foo({ let a = one(&line).await?; a.x }); store(x).await?"#,
        &[r#"E08 the type of this value is not known / give it a `let` with its type written before this statement"#],
    ),
    (
        r#"for l in &order.lines { break ship(l).await?; } store(1).await?"#,
        &[
            r#"E00 a `for` has no value to leave with: write `break` alone, and keep the value in a `let mut` with its type"#,
        ],
    ),
    (
        r#"#[rounds(2)] loop { let a = one(&line).await?; }"#,
        &[r#"E05 nobody uses `a` / if only the effect is meant, write `let _ = …` or leave the `let` away"#],
    ),
    (
        r#"signal::<T>("go").timeout(1h).timeout(2h).await?; store(1).await?"#,
        &[r#"E24 `.timeout(…)` is written twice: keep one"#],
    ),
    (r#"sleep(1h).named("x").await; store(1).await?"#, &[r#"E24 `sleep(…)` has no modifiers"#]),
    (
        r#"let mut n: Option<u32> = None; if let Some(x) = n { n = None; pay(x).await?; } store(1).await?"#,
        &[
            "E08 `x` was taken from `n` before `n` changed, and is used after it / keep it: `let x: T = …` above the change",
        ],
    ),
    (
        r#"let mut n: Option<u32> = None; match n.clone() { Some(x) => { pay(x).await?; n = None; } None => {} } store(1).await?"#,
        &[],
    ),
    (
        r#"match order.kind { #[cfg(test)] A => pay(&order).await?, _ => store(1).await? }"#,
        &["E00 a stage cannot come and go with a `cfg`, because journals must fit: put the `cfg` on the agent"],
    ),
    (r#"'a: for l in &order.lines { for m in &l.list { if m.bad { break 'a; } } } store(1).await?"#, &[]),
    (r#"let x = 'a: { if order.big { break 'a 1; } 2 }; store(x).await?"#, &[]),
];

/// `E05 nobody uses …` of a message with its page behind it.
fn short(message: &str) -> String {
    let (words, page) = message.rsplit_once("\n  [orch::").unwrap_or((message, ""));
    let code = page.split(']').next().unwrap_or_default();
    format!("{code} {}", words.replace("\n  ", " / "))
}

#[test]
fn each_mistake_is_told_once() {
    for (text, expected) in TABLE {
        let found: Vec<String> = mistakes(text).iter().map(|message| short(message)).collect();
        assert_eq!(found, *expected, "{text}");
    }
}
