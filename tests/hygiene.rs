//! Names of the user's that could meet those of generated code, and places where agents and pipelines may stand.

// What is tested here is that odd code compiles, not that it is nice.
#![allow(non_snake_case, unused_variables, clippy::too_many_arguments)]

use orch::{agent, flow, pipeline};
use other_crate::weigh as weighed_elsewhere;
use other_crate::{Heavy, Parcel, deep};

#[agent(pure)]
async fn add(a: u64, b: u64) -> u64 {
    a + b
}

mod inner {
    pub(crate) mod agents {
        use orch::agent;

        #[agent(pure)]
        pub(crate) async fn triple(n: u64) -> u64 {
            n * 3
        }

        #[agent(pure)]
        pub(super) async fn hidden(n: u64) -> u64 {
            n + 100
        }
    }

    orch::pipeline! {
        /// Of another module, with an agent that only that module sees.
        pub(crate) Inner(n: u64) -> u64 {
            agents::hidden(n).await?
        }
    }
}

use inner::agents::triple as three_times;

pipeline! {
    /// Agents by another name, by a path, of another crate; pipelines of another module and crate.
    Roads(n: u64) -> u64 {
        let a = three_times(n).await?;
        let b = inner::agents::triple(a).named("again").await?;
        let c = self::add(a, b).await?;
        let d = crate::inner::agents::triple(c).named("once_more").await?;
        let e = deep::deeper::double(d).await?;
        let parcel = Parcel { weight: e };
        let f = weighed_elsewhere(&parcel).await?;
        let g = other_crate::weigh(&parcel).await?;
        let h = Heavy(parcel).await?;
        let i = inner::Inner(f + g + h).await?;
        i
    }

    /// Names that generated code uses too.
    Names(state: u64, at: u64, node: u64, ask: u64, engine: u64, resources: u64, cx: u64) -> u64 {
        let frame_0 = add(state, at).await?;
        let share_0 = add(node, ask).named("share_0").await?;
        let value = add(engine, resources).named("value").await?;
        let site: u64 = frame_0 + share_0;
        let event = site + value;
        let arguments = add(event, cx).named("arguments").await?;
        let delay = arguments + 1;
        let list: Vec<u64> = vec![delay, site];
        let items = for item in each(&list).concurrent(2).key(|key| key.to_string()) {
            let index = add(*item, value).await?;
            index
        };
        let mut last: u64 = 0;
        for outcome in &items {
            let here = add(*outcome, last).named("here").await?;
            last = here;
        }
        let failure = last;
        let evaluated = race(add(failure, 1).named("left"), add(failure, 1).named("right")).await?;
        evaluated
    }

    /// Raw identifiers.
    Raw(r#type: u64, r#match: u64) -> u64 {
        let r#fn = add(r#type, r#match).await?;
        let r#loop: u64 = r#fn + r#type;
        let plus = r#try(r#loop).await?;
        plus + r#fn
    }

    /// One name for several things, one after another.
    Shadows(n: u64) -> u64 {
        let n = n + 1;
        let m = add(n, n).await?;
        let n = m * 2;
        let text: String = {
            let n = add(n, 1).named("in_a_block").await?;
            format!("{n}")
        };
        let text = text.len() as u64;
        let n = add(n, text).named("outside").await?;
        n
    }

    /// What looks like a use and is none, and the other way round.
    Uses(n: u64) -> String {
        let width = 5;
        let m = add(n, 1).await?;
        let pair = Pair { m, n };
        let Pair { m: left, n } = pair.clone();
        let closure = |m: u64| m + n;
        let sum: u64 = [1, 2, 3].iter().map(|x| x + m).sum();
        let nested: String = match (left, Some(pair)) {
            (0, _) => "none".to_string(),
            (l, Some(Pair { m, .. })) if l == m => match add(l, m).named("nested").await? {
                m @ 0..=3 => format!("few {m}"),
                m if m > left => format!("{m:>width$} {0} {sum}", closure(m)),
                _ => String::new(),
            },
            _ => "other".to_string(),
        };
        nested
    }
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Pair {
    m: u64,
    n: u64,
}

#[agent(pure)]
async fn r#try(value: u64) -> u64 {
    value + 1
}

#[cfg(not(any()))]
#[agent(pure)]
async fn platform(n: u64) -> u64 {
    n + 1
}

#[cfg(any())]
#[agent(pure)]
async fn platform(n: NoSuchType) -> NoSuchType {
    n
}

pipeline! {
    Configured(n: u64) -> u64 {
        platform(n).await?
    }

    #[cfg(any())]
    Absent(n: NoSuchType) -> u64 {
        platform(n).await?
    }

    #[cfg(not(any()))]
    /// Here on every platform.
    Present(n: u64) -> u64 {
        platform(n).await?
    }
}

#[flow]
/// Through the other door.
pub(crate) async fn Formatted(n: u64) -> u64 {
    let m = add(n, 1).await?;
    add(m, 1).named("second").await?
}

macro_rules! doubling {
    ($name:ident, $agent:path, $n:expr) => {
        pipeline! {
            $name(start: u64) -> u64 {
                let first = $agent(start, $n).await?;
                let start = first + 1;
                $agent(start, start).named("second").await?
            }
        }
    };
}

doubling!(Made, add, 10);

macro_rules! agents {
    ($($name:ident = $n:literal),*) => {$(
        #[agent(pure)]
        async fn $name(n: u64) -> u64 {
            n + $n
        }
    )*};
}

agents!(plus_one = 1, plus_two = 2);

pipeline! {
    FromMacros(n: u64) -> u64 {
        let one = plus_one(n).await?;
        plus_two(one).await?
    }
}

/// Types of the user's with the names of the prelude and of generated code.
mod shadowed_prelude {
    #![allow(dead_code)]

    struct Option;
    struct Result;
    struct Some;
    struct Ok;
    struct Err;
    struct Vec;
    struct String;
    struct Box;
    struct Clone;
    struct Send;
    struct Default;
    struct Stage;
    struct Checked;
    mod core {}
    mod std {}
    mod __orch {}

    #[orch::agent(pure)]
    pub(super) async fn same(n: u64) -> u64 {
        n
    }

    orch::pipeline! {
        pub(super) Same(n: u64) -> u64 {
            let list = #[rounds(2)] loop {
                let n = same(n).await?;
                if n > 0 {
                    break n;
                }
            };
            list
        }
    }
}

#[tokio::test(start_paused = true)]
async fn they_all_run() {
    assert_eq!(Roads(1).run().await.unwrap(), 100 + 72 + 72 + 144);
    assert_eq!(Names(1, 2, 3, 4, 5, 6, 7).run().await.unwrap(), (29 + 11 + 10 + 11) + 1);
    assert_eq!(Raw(1, 2).run().await.unwrap(), 8);
    assert_eq!(Shadows(1).run().await.unwrap(), 9);
    assert_eq!(Uses(1).run().await.unwrap(), "    4 5 12");
    assert_eq!(Configured(1).run().await.unwrap(), 2);
    assert_eq!(Present(1).run().await.unwrap(), 2);
    assert_eq!(Formatted(1).run().await.unwrap(), 3);
    assert_eq!(Made(1).run().await.unwrap(), 24);
    assert_eq!(FromMacros(1).run().await.unwrap(), 4);
    assert_eq!(shadowed_prelude::Same(4).run().await.unwrap(), 4);
}

#[tokio::test(start_paused = true)]
async fn inside_of_a_function() {
    #[agent(pure)]
    async fn local(n: u64) -> u64 {
        n + 5
    }
    pipeline! {
        Local(n: u64) -> u64 {
            local(n).await?
        }
    }
    assert_eq!(Local(1).run().await.unwrap(), 6);
}

/// Types of the user's with the short names that generic parameters usually have.
mod short_names {
    use serde::{Deserialize, Serialize};

    macro_rules! types {
        ($($name:ident)*) => {$(
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            pub(super) struct $name(pub(super) u64);
        )*};
    }
    types!(E V App S D F M P R T X T0);

    #[orch::agent(pure)]
    pub(super) async fn engine(e: &E, v: V) -> Result<S, Trouble> {
        Ok(S(e.0 + v.0))
    }

    #[orch::agent(pure)]
    #[expect(clippy::too_many_arguments, reason = "one for each name that generated code might have taken")]
    pub(super) async fn all(s: S, d: D, f: F, m: M, p: P, r: R, t: T, x: X, app: App, t0: T0) -> E {
        E(s.0 + d.0 + f.0 + m.0 + p.0 + r.0 + t.0 + x.0 + app.0 + t0.0)
    }

    #[derive(Debug, thiserror::Error, orch::Classify, Serialize, Deserialize)]
    #[error("trouble")]
    #[permanent]
    pub(super) struct Trouble;

    orch::pipeline! {
        pub(super) Short(e: E, v: V) -> E {
            let s = engine(&e, v).await?;
            let d: D = D(s.0);
            let v: V = signal::<V>("v").await?;
            let app: App = App(v.0);
            let list: Vec<X> = vec![X(1)];
            let x = for x in each(list) {
                all(s, d, F(1), M(1), P(1), R(1), T(1), x, app, T0(1)).await?
            };
            E(x[0].0)
        }
    }
}

#[tokio::test(start_paused = true)]
async fn types_with_short_names() {
    use short_names::{E, Short, V};
    let run = Short(E(1), V(2)).start();
    run.v(V(5)).await.unwrap();
    assert_eq!(*run.result().await.unwrap(), E(3 + 3 + 5 + 1 + 5 + 1));
}

/// Agents with the names that generated code gives its locals, and those of the variants that every event has.
mod our_locals {
    macro_rules! agents {
        ($($name:ident)*) => {$(
            #[orch::agent(pure)]
            pub(super) async fn $name(n: u64) -> u64 {
                n + 1
            }
        )*};
    }
    agents!(at here value case list last computing computed concurrent tolerate keys evaluated frame_0 frame_1 share_0 share_1);
    agents!(cx engine resources state ask failure until item event outcome run mark);

    orch::pipeline! {
        pub(super) Agents(n: u64) -> u64 {
            let a = at(n).await?;
            let b = evaluated(here(a).await? + value(a).await?).await?;
            let c = match b > 3 {
                true => case(frame_0(b).await?).await?,
                false => list(share_0(b).await?).await?,
            };
            let d = last(c).await?;
            let all: Vec<u64> = vec![c, d];
            let found = for n in each(&all).concurrent(2).key(|key| key.to_string()) {
                keys(concurrent(*n).await?).await?
            };
            let mut sum: u64 = found.iter().sum();
            #[rounds(3)]
            loop {
                sum = frame_1(share_1(sum).await?).await?;
                if sum > 0 {
                    break;
                }
            }
            let d = failure(until(sum).await?).or_else(|_| tolerate(n)).await?;
            let e = computed(computing(d).await?).await? + item(event(d).await?).await?;
            let f = cx(engine(e).await?).await? + resources(state(e).await?).await?;
            mark(run(outcome(ask(f).await?).await?).await?).await?
        }
    }
}

#[tokio::test(start_paused = true)]
async fn agents_with_the_names_of_our_locals() {
    assert_eq!(our_locals::Agents(1).run().await.unwrap(), 124);
}
