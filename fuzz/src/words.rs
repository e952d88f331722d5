//! What inputs are spoiled with: the language's words, odd literals, odd names, and snippets of flows.

/// Words of the language and of Rust.
#[rustfmt::skip]
pub(crate) const WORDS: &[&str] = &[
    "await", "named", "was", "with", "after", "or_else", "or_else_unknown", "each", "race", "signal", "timeout", "key", "concurrent",
    "tolerate", "rounds", "loop", "unordered", "saga", "depth", "amplification", "deadline", "guaranteed", "work_limit", "ephemeral", "slo", "success",
    "p99", "restart", "now", "uuid", "random", "sleep", "sleep_until", "delay", "compensate", "nothing", "retry", "attempts", "total",
    "backoff", "exponential", "linear", "fibonacci", "constant", "none", "max", "jitter", "full", "equal", "decorrelated", "heartbeat",
    "spawn", "blocking", "name", "pure", "reads", "idempotent", "once", "transient", "permanent", "partial", "retry_after", "resource",
    "resources", "skip", "agent", "flow", "pipeline", "breaker", "bulkhead", "cache", "ttl", "hedge",
    "async", "fn", "pub", "let", "mut", "ref", "match", "if", "else", "for", "in", "while", "break", "continue", "return", "move",
    "const", "static", "struct", "enum", "union", "trait", "impl", "dyn", "where", "type", "use", "mod", "unsafe", "extern", "as", "box",
    "yield", "try", "do", "self", "Self", "super", "crate", "macro_rules", "true", "false", "auto", "default", "raw", "gen", "safe",
    "Result", "Option", "Vec", "Box", "Arc", "String", "Duration", "Context", "HashMap", "Failed", "Err", "Ok", "Some", "None",
];

/// Operators.
#[rustfmt::skip]
pub(crate) const OPERATORS: &[&str] = &[
    ".", "..", "...", "..=", ",", ";", ":", "::", "->", "=>", "=", "==", "!=", "<", ">", "<=", ">=", "<<", ">>", "+", "-", "*", "/", "%",
    "&", "&&", "|", "||", "!", "^", "?", "@", "#", "$", "~", "+=", "-=", "|=", "<-", "%=",
];

/// Literals at the edges of what literals may be.
#[rustfmt::skip]
pub(crate) const LITERALS: &[&str] = &[
    "0", "1", "5", "-1", "0u8", "256u8", "4294967296", "18446744073709551616", "340282366920938463463374607431768211456", "1e400", "1e-400",
    "0x", "0xFFs", "0b2", "0o7", "1_", "1__0", "0.", "1.5", "0.05", "1.0e", "1e3", "99.9", "1f32", "1.0f64", "1.0u8",
    "2s", "0s", "50ms", "0ms", "5min", "1h", "7d", "1w", "2sec", "2S", "1.5s", "99999999999999999999d", "18446744073709551615ms", "20_s",
    "100/s", "6/min", "20%", "0%", "101%", "99.9%", "1e3s", "0x10s",
    "\"\"", "\"x\"", "\"a b\"", "\"{x}\"", "\"{0} {} {x:?} {{\"", "\"{\"", "\"\\u{1F600}\"", "\"\\0\"", "r\"x\"", "r#\"x\"#", "b\"x\"", "c\"x\"",
    "br#\"x\"#", "'c'", "'\\''", "'\\u{301}'", "b'c'", "\"a/b[0](1)\"", "\"__orch_1\"", "\"é\"", "\"self\"", "\"match\"",
];

/// Names at the edges of what names may be.
#[rustfmt::skip]
pub(crate) const NAMES: &[&str] = &[
    "_", "__orch_0", "__orch_1", "__orch", "été", "变量", "Ωmega", "ａ", "r#type", "r#match", "r#await", "r#try", "r#fn", "r#Flow", "r#signal",
    "x", "y", "X", "line", "order", "a", "Flow", "State", "Event", "FlowState", "FlowEvent", "Output", "Owned", "core", "std", "orch", "T", "E",
    "'a", "'static", "'_", "'r#a", "a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on",
];

/// Pieces that mean something.
#[rustfmt::skip]
pub(crate) const SNIPPETS: &[&str] = &[
    ".await", ".await?", "?", "f(x).await?", "f(&x).await", "let x = f().await?;", "let mut n: u32 = 0;", "n += 1;", "let (a, b) = f(&x).await?;",
    "let A { a, b: c @ 1..=3, .. } = g(x).await? else { return };", "let x: X = if c(&x).await? { f(x).await? } else { y };",
    "match f(x).await? { A(a) if a.ok => g(a).await?, B { b, .. } | C(b) => b, _ => return x }", "#[rounds(3)] loop { f(n).await?; break n; }",
    "for x in each(&xs).concurrent(2).tolerate(1).key(|x| x.id) { f(x).await? }", "for (i, x) in xs { f(i, &x).await?; }",
    "race(f(&x), g(&x).delay(7ms), signal::<T>(\"go\"), sleep(1h)).await?", "signal::<T>(\"go\").timeout(1h).key(x.id).await?",
    "#[unordered] { f(x).await?; g(x).await?; }", "f(x).or_else(|e| g(x, e)).or_else_unknown(|_| h(x)).await", "Other(x, y).named(\"z\").await?",
    ".named(\"n\").was(\"o\")", ".with(retry(attempts = 2), timeout = 1s, compensate = undo)", ".with(compensate = nothing(\"why\"))", ".after(&x)",
    "sleep(1h).await;", "sleep_until(t).await;", "now().await", "restart(x).await", "return f(x).await?;", "break 'a x", "continue",
    "|x| x", "move || async move { f().await }", "async { f().await? }", "println!(\"{x} {}\", y)", "vec![f(x).await?; 3]", "matches!(x, A { a } if a)",
    "unsafe { x }", "const { 3 }", "fn f() {}", "struct S;", "use a::b;", "impl X { fn f(&self) {} }", "if let Some(x) = x && y { z } else { w }",
    "while let Some(x) = xs.next() { f(x).await?; }", "'a: loop { break 'a; }", "let f = |x: &X| -> Y { x.y };", "&x[1..]", "x.0.1", "(x, y)", "[x; 3]",
    "A { a, ..x }", "<T as X>::y::<Z>(x)", "*x = y", "x as u32", "x.y.z(w)?.v", "&mut x", "&raw const x", "ref x", "box x", "x..=y", "!x", "-x", "&&x", "||x",
    "#[cfg(x)]", "#[allow(y)]", "#![z]", "/// doc\n", "#[deadline(2h, guaranteed)]", "#[slo(success = 99.9%, p99 = 500ms)]", "#[saga]", "#[depth(3)]", "#[amplification(20)]",
    "#[ephemeral]", "#[work_limit(10s)]", "#[resource]", "cx: &Context", "#[resource] v: &V", "x: &'a str", "x: impl Fn(&X) -> Y", "-> Result<A, B>", "-> impl X",
    "where T: X", "<T, const N: usize>", "timeout = 2s", "timeout = none", "heartbeat = 1s", "retry(attempts = 4, backoff = exponential(50ms, max = 2s))",
    "compensate = a::b::<c>", "name = \"n\"", "#[transient(retry_after = wait)]", "#[permanent]", "#[partial]", "#[resources(skip)]", "Arc<dyn X + Send>",
    "Vec<<T as X>::Y>", "fn(&X) -> Y", "[T; 3]", "&'static [T]", "!", "*const T", "(T,)", "dyn for<'a> X<'a>", "$crate::x", "macro_rules! m { () => {} }",
];
