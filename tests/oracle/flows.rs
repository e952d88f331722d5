// Made by `cargo xtask oracle`: 30 flows from seed 2097. Do not edit.
#![allow(warnings)]

use orch::{Failed, Gathered, pipeline};

use crate::agents::*;
use crate::check::{Flow, Given};
use crate::twin::{Cx, Ended, Fell, brittle_twin, distinct, gather, gather_tolerant, race};
use crate::value::{Choice, Digest, Spot, Trouble, brittle, fold, glue};

pub fn all() -> Vec<Flow> {
    vec![
        Flow::new("F0", f0_text(), F0, f0),
        Flow::new("F1", f1_text(), F1, f1),
        Flow::new("F2", f2_text(), F2, f2),
        Flow::new("F3", f3_text(), F3, f3),
        Flow::new("F4", f4_text(), F4, f4),
        Flow::new("F5", f5_text(), F5, f5),
        Flow::new("F6", f6_text(), F6, f6),
        Flow::new("F7", f7_text(), F7, f7),
        Flow::new("F8", f8_text(), F8, f8),
        Flow::new("F9", f9_text(), F9, f9),
        Flow::new("F10", f10_text(), F10, f10),
        Flow::new("F11", f11_text(), F11, f11),
        Flow::new("F12", f12_text(), F12, f12),
        Flow::new("F13", f13_text(), F13, f13),
        Flow::new("F14", f14_text(), F14, f14),
        Flow::new("F15", f15_text(), F15, f15),
        Flow::new("F16", f16_text(), F16, f16),
        Flow::new("F17", f17_text(), F17, f17),
        Flow::new("F18", f18_text(), F18, f18),
        Flow::new("F19", f19_text(), F19, f19),
        Flow::new("F20", f20_text(), F20, f20),
        Flow::new("F21", f21_text(), F21, f21),
        Flow::new("F22", f22_text(), F22, f22),
        Flow::new("F23", f23_text(), F23, f23),
        Flow::new("F24", f24_text(), F24, f24),
        Flow::new("F25", f25_text(), F25, f25),
        Flow::new("F26", f26_text(), F26, f26),
        Flow::new("F27", f27_text(), F27, f27),
        Flow::new("F28", f28_text(), F28, f28),
        Flow::new("F29", f29_text(), F29, f29),
    ]
}

pipeline! {
    pub F0(a: u32, b: u32, c: String) -> u32 {
        if look(&b).named("s1").await? > 40 {
            let r2 = fetch_again(a).named("s2")
            .or_else(|_| measure(&c).named("s3")).await;
            if fold(&[a.digest()]) % 3 > 0 {
                return b;
            }
            let t3: u32 = fold(&[r2.digest()]);
            let _ = look(&t3).named("s4").await?;
        }
        let t4: u32 = 32u32;
        let v14: u32 = if c.digest() % 2 == 0 {
            if fetch_again(t4).named("s5")
            .or_else(|_| look(&b).named("s6"))
            .or_else(|f6| blend(f6.digest() ^ a, &t4).named("s7")).await? > 40 {
                let v8 = fetch_again(t4.wrapping_mul(3)).named("s8")
                .or_else_unknown(|_| measure(&c).named("s9")).await?;
                let t9: u32 = fold(&[v8.digest()]);
                let _ = look(&t9).named("s10").await?;
            }
            let v13: u32 = match pick(&a).named("s11").await? {
                Choice::Left(n10) => {
                    let r12 = slow(&look(&b).named("s13").await?).named("s12").after(&t4).await;
                    fold(&[r12.digest(), n10.digest()])
                }
                Choice::Right { value: n11 } => {
                    slow(&n11).named("s14").await?
                }
                Choice::Nothing => {
                    slow(&b).named("s15").await?
                }
            };
            fold(&[v13.digest(), t4.digest()])
        } else {
            slow(&t4.digest()).named("s16").await?
        };
        fold(&[t4.digest(), v14.digest(), b])
    }
}

fn f0_text() -> &'static str {
    r####"pipeline! {
    pub F0(a: u32, b: u32, c: String) -> u32 {
        if look(&b).named("s1").await? > 40 {
            let r2 = fetch_again(a).named("s2")
            .or_else(|_| measure(&c).named("s3")).await;
            if fold(&[a.digest()]) % 3 > 0 {
                return b;
            }
            let t3: u32 = fold(&[r2.digest()]);
            let _ = look(&t3).named("s4").await?;
        }
        let t4: u32 = 32u32;
        let v14: u32 = if c.digest() % 2 == 0 {
            if fetch_again(t4).named("s5")
            .or_else(|_| look(&b).named("s6"))
            .or_else(|f6| blend(f6.digest() ^ a, &t4).named("s7")).await? > 40 {
                let v8 = fetch_again(t4.wrapping_mul(3)).named("s8")
                .or_else_unknown(|_| measure(&c).named("s9")).await?;
                let t9: u32 = fold(&[v8.digest()]);
                let _ = look(&t9).named("s10").await?;
            }
            let v13: u32 = match pick(&a).named("s11").await? {
                Choice::Left(n10) => {
                    let r12 = slow(&look(&b).named("s13").await?).named("s12").after(&t4).await;
                    fold(&[r12.digest(), n10.digest()])
                }
                Choice::Right { value: n11 } => {
                    slow(&n11).named("s14").await?
                }
                Choice::Nothing => {
                    slow(&b).named("s15").await?
                }
            };
            fold(&[v13.digest(), t4.digest()])
        } else {
            slow(&t4.digest()).named("s16").await?
        };
        fold(&[t4.digest(), v14.digest(), b])
    }
}
"####
}

async fn f0(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
if look_twin(&cx.at("s1"), &b).await? > 40 {
    let r2 = ('chain: {
            let fell = match fetch_again_twin(&cx.at("s2"), a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f1 = fell.seen();
            measure_twin(&cx.at("s3"), &c).await
    }).map_err(Fell::seen);
    if fold(&[a.digest()]) % 3 > 0 {
        return Ok(b);
    }
    let t3: u32 = fold(&[r2.digest()]);
    let _ = look_twin(&cx.at("s4"), &t3).await?;
}
let t4: u32 = 32u32;
let v14: u32 = if c.digest() % 2 == 0 {
    if ('chain: {
            let fell = match fetch_again_twin(&cx.at("s5"), t4).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f5 = fell.seen();
            let fell = match look_twin(&cx.at("s6"), &b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f6 = fell.seen();
            blend_twin(&cx.at("s7"), f6.digest() ^ a, &t4).await
    })? > 40 {
        let v8 = ('chain: {
                let fell = match fetch_again_twin(&cx.at("s8"), t4.wrapping_mul(3)).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                if fell.unknown && false { break 'chain Err(fell); }
                let f7 = fell.seen();
                measure_twin(&cx.at("s9"), &c).await
        })?;
        let t9: u32 = fold(&[v8.digest()]);
        let _ = look_twin(&cx.at("s10"), &t9).await?;
    }
    let v13: u32 = match pick_twin(&cx.at("s11"), &a).await? {
        Choice::Left(n10) => {
            let r12 = slow_twin(&cx.at("s12"), &look_twin(&cx.at("s13"), &b).await?).await.map_err(Fell::seen);
            fold(&[r12.digest(), n10.digest()])
        }
        Choice::Right { value: n11 } => {
            slow_twin(&cx.at("s14"), &n11).await?
        }
        Choice::Nothing => {
            slow_twin(&cx.at("s15"), &b).await?
        }
    };
    fold(&[v13.digest(), t4.digest()])
} else {
    slow_twin(&cx.at("s16"), &t4.digest()).await?
};
fold(&[t4.digest(), v14.digest(), b])
    })
}

fn f0_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f0(cx, a, b, c))
}

pipeline! {
    #[deadline(8h)]
    pub F1(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = match look(&a).named("s1001").await {
            Ok(n1) => {
                let v8: u32 = if fold(&[c.digest()]) % 3 > 0 {
                    if fold(&[b.digest()]) % 3 > 0 {
                        return 18u32;
                    }
                    let mut m4: u32 = 15u32;
                    m4 = fold(&[m4, m4.digest()]);
                    slow(&n1).named("s1002").await?
                } else {
                    let mut m5: u32 = n1;
                    let v7: u32 = #[rounds(4)] loop {
                        let r6 = fetch_again(a.digest()).named("s1003").await;
                        m5 = fold(&[m5, r6.digest()]);
                        if n1.digest() > 40 {
                            break n1;
                        }
                    };
                    fold(&[m5.digest(), v7.digest(), m5.wrapping_mul(3)])
                };
                fold(&[v8.digest(), v8])
            }
            Err(Failed { error: Some(Trouble::Hard(n3)), .. }) if n3 > 2 => {
                look(&b).named("s1004")
                .or_else(|_| blend(c.digest(), &a).named("s1005")).await?
            }
            Err(f2) => {
                return 29u32
            }
        };
        fold(&[v10.digest(), b])
    }
}

fn f1_text() -> &'static str {
    r####"pipeline! {
    #[deadline(8h)]
    pub F1(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = match look(&a).named("s1001").await {
            Ok(n1) => {
                let v8: u32 = if fold(&[c.digest()]) % 3 > 0 {
                    if fold(&[b.digest()]) % 3 > 0 {
                        return 18u32;
                    }
                    let mut m4: u32 = 15u32;
                    m4 = fold(&[m4, m4.digest()]);
                    slow(&n1).named("s1002").await?
                } else {
                    let mut m5: u32 = n1;
                    let v7: u32 = #[rounds(4)] loop {
                        let r6 = fetch_again(a.digest()).named("s1003").await;
                        m5 = fold(&[m5, r6.digest()]);
                        if n1.digest() > 40 {
                            break n1;
                        }
                    };
                    fold(&[m5.digest(), v7.digest(), m5.wrapping_mul(3)])
                };
                fold(&[v8.digest(), v8])
            }
            Err(Failed { error: Some(Trouble::Hard(n3)), .. }) if n3 > 2 => {
                look(&b).named("s1004")
                .or_else(|_| blend(c.digest(), &a).named("s1005")).await?
            }
            Err(f2) => {
                return 29u32
            }
        };
        fold(&[v10.digest(), b])
    }
}
"####
}

async fn f1(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v10: u32 = match look_twin(&cx.at("s1001"), &a).await.map_err(Fell::seen) {
    Ok(n1) => {
        let v8: u32 = if fold(&[c.digest()]) % 3 > 0 {
            if fold(&[b.digest()]) % 3 > 0 {
                return Ok(18u32);
            }
            let mut m4: u32 = 15u32;
            m4 = fold(&[m4, m4.digest()]);
            slow_twin(&cx.at("s1002"), &n1).await?
        } else {
            let mut m5: u32 = n1;
            let v7: u32 = { let outside = cx.clone(); let mut round = 0; loop {
                    if round >= 4 { return Err(Ended::rounds(4, &outside)); }
                    let cx = &outside.item(round); round += 1;
                    let r6 = fetch_again_twin(&cx.at("s1003"), a.digest()).await.map_err(Fell::seen);
                    m5 = fold(&[m5, r6.digest()]);
                    if n1.digest() > 40 {
                        break n1;
                    }
            }};
            fold(&[m5.digest(), v7.digest(), m5.wrapping_mul(3)])
        };
        fold(&[v8.digest(), v8])
    }
    Err(Failed { error: Some(Trouble::Hard(n3)), .. }) if n3 > 2 => {
        ('chain: {
                let fell = match look_twin(&cx.at("s1004"), &b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                if fell.unknown && false { break 'chain Err(fell); }
                let f9 = fell.seen();
                blend_twin(&cx.at("s1005"), c.digest(), &a).await
        })?
    }
    Err(f2) => {
        return Ok(29u32)
    }
};
fold(&[v10.digest(), b])
    })
}

fn f1_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f1(cx, a, b, c))
}

pipeline! {
    pub F2(a: u32, b: u32, c: String) -> u32 {
        let v1 = measure(&c).named("s2001").await?;
        fold(&[v1.digest(), fold(&[a.digest(), v1])])
    }
}

fn f2_text() -> &'static str {
    r####"pipeline! {
    pub F2(a: u32, b: u32, c: String) -> u32 {
        let v1 = measure(&c).named("s2001").await?;
        fold(&[v1.digest(), fold(&[a.digest(), v1])])
    }
}
"####
}

async fn f2(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = measure_twin(&cx.at("s2001"), &c).await?;
fold(&[v1.digest(), fold(&[a.digest(), v1])])
    })
}

fn f2_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f2(cx, a, b, c))
}

pipeline! {
    pub F3(a: u32, b: u32, c: String) -> u32 {
        let v9: u32 = if fold(&[b.digest()]) % 3 > 0 {
            return b
        } else {
            let v1: u32 = put_again(a.wrapping_mul(3), &b).named("s3001").await?;
            let v2 = spread((fetch(&b).named("s3003").after(&v1).await? + 6)).named("s3002").await?;
            let v8: Gathered<u32> = for x3 in each(&v2).tolerate(0) {
                {
                    let mut m4: u32 = x3.digest();
                    let v6: u32 = #[rounds(3)] loop {
                        let g5 = fold(&[x3.digest(), a]);
                        m4 = fold(&[m4, g5.digest()]);
                        if m4.digest() > 40 {
                            break m4.wrapping_mul(3);
                        }
                    };
                    m4 = fold(&[m4, m4.digest(), v6.digest()]);
                    fetch_again(b).named("s3004")
                    .or_else(|_| put_again(18u32, &m4).named("s3005")).await?
                }
            };
            fold(&[v1.digest(), v2.digest(), v8.digest(), v1])
        };
        fold(&[v9.digest(), 18u32])
    }
}

fn f3_text() -> &'static str {
    r####"pipeline! {
    pub F3(a: u32, b: u32, c: String) -> u32 {
        let v9: u32 = if fold(&[b.digest()]) % 3 > 0 {
            return b
        } else {
            let v1: u32 = put_again(a.wrapping_mul(3), &b).named("s3001").await?;
            let v2 = spread((fetch(&b).named("s3003").after(&v1).await? + 6)).named("s3002").await?;
            let v8: Gathered<u32> = for x3 in each(&v2).tolerate(0) {
                {
                    let mut m4: u32 = x3.digest();
                    let v6: u32 = #[rounds(3)] loop {
                        let g5 = fold(&[x3.digest(), a]);
                        m4 = fold(&[m4, g5.digest()]);
                        if m4.digest() > 40 {
                            break m4.wrapping_mul(3);
                        }
                    };
                    m4 = fold(&[m4, m4.digest(), v6.digest()]);
                    fetch_again(b).named("s3004")
                    .or_else(|_| put_again(18u32, &m4).named("s3005")).await?
                }
            };
            fold(&[v1.digest(), v2.digest(), v8.digest(), v1])
        };
        fold(&[v9.digest(), 18u32])
    }
}
"####
}

async fn f3(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v9: u32 = if fold(&[b.digest()]) % 3 > 0 {
    return Ok(b)
} else {
    let v1: u32 = put_again_twin(&cx.at("s3001"), a.wrapping_mul(3), &b).await?;
    let v2 = spread_twin(&cx.at("s3002"), (fetch_twin(&cx.at("s3003"), &b).await? + 6)).await?;
    let v8: Gathered<u32> = {  let part = cx.part(); let mut items = Vec::new();
        for (i, x3) in v2.iter().enumerate() {
            let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
            items.push((key, async {
                        Ok::<u32, Ended>({
                                let mut m4: u32 = x3.digest();
                                let v6: u32 = { let outside = cx.clone(); let mut round = 0; loop {
                                        if round >= 3 { return Err(Ended::rounds(3, &outside)); }
                                        let cx = &outside.item(round); round += 1;
                                        let g5 = fold(&[x3.digest(), a]);
                                        m4 = fold(&[m4, g5.digest()]);
                                        if m4.digest() > 40 {
                                            break m4.wrapping_mul(3);
                                        }
                                }};
                                m4 = fold(&[m4, m4.digest(), v6.digest()]);
                                ('chain: {
                                        let fell = match fetch_again_twin(&cx.at("s3004"), b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                                        if fell.unknown && true { break 'chain Err(fell); }
                                        let f7 = fell.seen();
                                        put_again_twin(&cx.at("s3005"), 18u32, &m4).await
                                })?
                        })
                    }.await)); } gather_tolerant(cx, items, 0)? };
    fold(&[v1.digest(), v2.digest(), v8.digest(), v1])
};
fold(&[v9.digest(), 18u32])
    })
}

fn f3_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f3(cx, a, b, c))
}

pipeline! {
    pub F4(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = b;
        fold(&[t1.digest(), (send(&t1).named("s4001").await? + 2)])
    }
}

fn f4_text() -> &'static str {
    r####"pipeline! {
    pub F4(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = b;
        fold(&[t1.digest(), (send(&t1).named("s4001").await? + 2)])
    }
}
"####
}

async fn f4(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let t1: u32 = b;
fold(&[t1.digest(), (send_twin(&cx.at("s4001"), &t1).await? + 2)])
    })
}

fn f4_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f4(cx, a, b, c))
}

pipeline! {
    #[deadline(8h)]
    pub F5(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = (a ^ b);
        fold(&[t1.digest(), (put_again(29u32, &a).named("s5001").await? + 2)])
    }
}

fn f5_text() -> &'static str {
    r####"pipeline! {
    #[deadline(8h)]
    pub F5(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = (a ^ b);
        fold(&[t1.digest(), (put_again(29u32, &a).named("s5001").await? + 2)])
    }
}
"####
}

async fn f5(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let t1: u32 = (a ^ b);
fold(&[t1.digest(), (put_again_twin(&cx.at("s5001"), 29u32, &a).await? + 2)])
    })
}

fn f5_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f5(cx, a, b, c))
}

pipeline! {
    #[work_limit(8h)]
    pub F6(a: u32, b: u32, c: String) -> u32 {
        let v1 = race(measure(&c).named("s6001r0of2").delay(7ms), fetch_again((b ^ a)).named("s6001r1of2")).await?;
        if fold(&[b.digest()]) % 3 > 0 {
            let v11: u32 = match look(&b).named("s6002").with(timeout = 1h).await {
                Ok(n2) => {
                    if fold(&[v1.digest()]) % 3 > 0 {
                        let Spot { x: v5, .. } = spot(fold(&[c.digest(), n2])).named("s6003").await?;
                        let mut m8: u32 = v1.digest();
                        m8 = fold(&[m8, v5.digest(), m8.digest()]);
                    }
                    F1(b.wrapping_mul(3), b, c).named("s6004").await?
                }
                Err(Failed { error: Some(Trouble::Hard(n4)), .. }) if n4 > 2 => {
                    let v9 = slow_pay(&n4).named("s6005").await?;
                    fold(&[v9.digest(), b])
                }
                Err(f3) => {
                    measure(&c).named("s6006")
                    .or_else(|f10| slow_put(f10.digest() ^ v1).named("s6007")).await?
                }
            };
            let t12: u32 = fold(&[v11.digest()]);
            let _ = look(&t12).named("s6008").await?;
        }
        fold(&[v1.digest(), v1])
    }
}

fn f6_text() -> &'static str {
    r####"pipeline! {
    #[work_limit(8h)]
    pub F6(a: u32, b: u32, c: String) -> u32 {
        let v1 = race(measure(&c).named("s6001r0of2").delay(7ms), fetch_again((b ^ a)).named("s6001r1of2")).await?;
        if fold(&[b.digest()]) % 3 > 0 {
            let v11: u32 = match look(&b).named("s6002").with(timeout = 1h).await {
                Ok(n2) => {
                    if fold(&[v1.digest()]) % 3 > 0 {
                        let Spot { x: v5, .. } = spot(fold(&[c.digest(), n2])).named("s6003").await?;
                        let mut m8: u32 = v1.digest();
                        m8 = fold(&[m8, v5.digest(), m8.digest()]);
                    }
                    F1(b.wrapping_mul(3), b, c).named("s6004").await?
                }
                Err(Failed { error: Some(Trouble::Hard(n4)), .. }) if n4 > 2 => {
                    let v9 = slow_pay(&n4).named("s6005").await?;
                    fold(&[v9.digest(), b])
                }
                Err(f3) => {
                    measure(&c).named("s6006")
                    .or_else(|f10| slow_put(f10.digest() ^ v1).named("s6007")).await?
                }
            };
            let t12: u32 = fold(&[v11.digest()]);
            let _ = look(&t12).named("s6008").await?;
        }
        fold(&[v1.digest(), v1])
    }
}
"####
}

async fn f6(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = race(vec![measure_twin(&cx.at("s6001r0of2"), &c).await, fetch_again_twin(&cx.at("s6001r1of2"), (b ^ a)).await])?;
if fold(&[b.digest()]) % 3 > 0 {
    let v11: u32 = match look_twin(&cx.at("s6002"), &b).await.map_err(Fell::seen) {
        Ok(n2) => {
            if fold(&[v1.digest()]) % 3 > 0 {
                let Spot { x: v5, .. } = spot_twin(&cx.at("s6003"), fold(&[c.digest(), n2])).await?;
                let mut m8: u32 = v1.digest();
                m8 = fold(&[m8, v5.digest(), m8.digest()]);
            }
            f1_boxed(cx.of("s6004"), b.wrapping_mul(3), b, c.clone()).await.map_err(|ended| ended.within(&cx.at("s6004")))?
        }
        Err(Failed { error: Some(Trouble::Hard(n4)), .. }) if n4 > 2 => {
            let v9 = slow_pay_twin(&cx.at("s6005"), &n4).await?;
            fold(&[v9.digest(), b])
        }
        Err(f3) => {
            ('chain: {
                    let fell = match measure_twin(&cx.at("s6006"), &c).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                    if fell.unknown && true { break 'chain Err(fell); }
                    let f10 = fell.seen();
                    slow_put_twin(&cx.at("s6007"), f10.digest() ^ v1).await
            })?
        }
    };
    let t12: u32 = fold(&[v11.digest()]);
    let _ = look_twin(&cx.at("s6008"), &t12).await?;
}
fold(&[v1.digest(), v1])
    })
}

fn f6_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f6(cx, a, b, c))
}

pipeline! {
    pub F7(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = c.digest();
        let (v2, _) = pair(&b).named("s7001").await?;
        let v5 = spread(b).named("s7002").await?;
        let v8: u32 = match pick(&b).named("s7003").await? {
            Choice::Left(n6) => {
                look(&v2).named("s7004").await?
            }
            Choice::Right { value: n7 } => {
                fetch_again(m1.wrapping_mul(3)).named("s7005").await?
            }
            Choice::Nothing => {
                blend(a, &b).named("s7006").after(&v5).await?
            }
        };
        fold(&[m1.digest(), v2.digest(), v5.digest(), v8.digest(), m1])
    }
}

fn f7_text() -> &'static str {
    r####"pipeline! {
    pub F7(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = c.digest();
        let (v2, _) = pair(&b).named("s7001").await?;
        let v5 = spread(b).named("s7002").await?;
        let v8: u32 = match pick(&b).named("s7003").await? {
            Choice::Left(n6) => {
                look(&v2).named("s7004").await?
            }
            Choice::Right { value: n7 } => {
                fetch_again(m1.wrapping_mul(3)).named("s7005").await?
            }
            Choice::Nothing => {
                blend(a, &b).named("s7006").after(&v5).await?
            }
        };
        fold(&[m1.digest(), v2.digest(), v5.digest(), v8.digest(), m1])
    }
}
"####
}

async fn f7(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let mut m1: u32 = c.digest();
let (v2, _) = pair_twin(&cx.at("s7001"), &b).await?;
let v5 = spread_twin(&cx.at("s7002"), b).await?;
let v8: u32 = match pick_twin(&cx.at("s7003"), &b).await? {
    Choice::Left(n6) => {
        look_twin(&cx.at("s7004"), &v2).await?
    }
    Choice::Right { value: n7 } => {
        fetch_again_twin(&cx.at("s7005"), m1.wrapping_mul(3)).await?
    }
    Choice::Nothing => {
        blend_twin(&cx.at("s7006"), a, &b).await?
    }
};
fold(&[m1.digest(), v2.digest(), v5.digest(), v8.digest(), m1])
    })
}

fn f7_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f7(cx, a, b, c))
}

pipeline! {
    pub F8(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = match pick(&fetch(&a).named("s8002").await?).named("s8001").await? {
            Choice::Left(n1) => {
                let v3 = spread(n1).named("s8003").await?;
                let mut m4: u32 = 29u32;
                for x5 in &v3 {
                    m4 = weigh(&v3, m4).named("s8004").await?;
                }
                let v9: u32 = #[unordered] {
                    let v6 = slow_put(b.wrapping_mul(3)).named("s8005").await?;
                    let v7 = slow_pay(&m4.digest()).named("s8006").await?;
                    let v8 = put_again(n1.digest(), &m4.digest()).named("s8007").await?;
                    fold(&[v6.digest(), v7.digest(), v8.digest()])
                };
                fold(&[v3.digest(), m4.digest(), v9.digest(), (put_again(m4.digest(), &n1).named("s8008").await? + 8)])
            }
            _ => {
                measure(&c).named("s8009").await?
            }
        };
        fold(&[v10.digest(), fold(&[c.digest(), v10])])
    }
}

fn f8_text() -> &'static str {
    r####"pipeline! {
    pub F8(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = match pick(&fetch(&a).named("s8002").await?).named("s8001").await? {
            Choice::Left(n1) => {
                let v3 = spread(n1).named("s8003").await?;
                let mut m4: u32 = 29u32;
                for x5 in &v3 {
                    m4 = weigh(&v3, m4).named("s8004").await?;
                }
                let v9: u32 = #[unordered] {
                    let v6 = slow_put(b.wrapping_mul(3)).named("s8005").await?;
                    let v7 = slow_pay(&m4.digest()).named("s8006").await?;
                    let v8 = put_again(n1.digest(), &m4.digest()).named("s8007").await?;
                    fold(&[v6.digest(), v7.digest(), v8.digest()])
                };
                fold(&[v3.digest(), m4.digest(), v9.digest(), (put_again(m4.digest(), &n1).named("s8008").await? + 8)])
            }
            _ => {
                measure(&c).named("s8009").await?
            }
        };
        fold(&[v10.digest(), fold(&[c.digest(), v10])])
    }
}
"####
}

async fn f8(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v10: u32 = match pick_twin(&cx.at("s8001"), &fetch_twin(&cx.at("s8002"), &a).await?).await? {
    Choice::Left(n1) => {
        let v3 = spread_twin(&cx.at("s8003"), n1).await?;
        let mut m4: u32 = 29u32;
        for (i, x5) in v3.iter().enumerate() {
            let cx = &cx.item(i);
            m4 = weigh_twin(&cx.at("s8004"), &v3, m4).await?;
        }
        let v9: u32 =  {
            let part = cx.part();
            let v6 = { let cx = &cx.lane(part, 0); slow_put_twin(&cx.at("s8005"), b.wrapping_mul(3)).await };
            let v7 = { let cx = &cx.lane(part, 1); slow_pay_twin(&cx.at("s8006"), &m4.digest()).await };
            let v8 = { let cx = &cx.lane(part, 2); put_again_twin(&cx.at("s8007"), n1.digest(), &m4.digest()).await };
            let v6 = v6?;
            let v7 = v7?;
            let v8 = v8?;
            fold(&[v6.digest(), v7.digest(), v8.digest()])
        };
        fold(&[v3.digest(), m4.digest(), v9.digest(), (put_again_twin(&cx.at("s8008"), m4.digest(), &n1).await? + 8)])
    }
    _ => {
        measure_twin(&cx.at("s8009"), &c).await?
    }
};
fold(&[v10.digest(), fold(&[c.digest(), v10])])
    })
}

fn f8_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f8(cx, a, b, c))
}

pipeline! {
    pub F9(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = c.digest();
        fold(&[m1.digest(), 1u32])
    }
}

fn f9_text() -> &'static str {
    r####"pipeline! {
    pub F9(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = c.digest();
        fold(&[m1.digest(), 1u32])
    }
}
"####
}

async fn f9(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let mut m1: u32 = c.digest();
fold(&[m1.digest(), 1u32])
    })
}

fn f9_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f9(cx, a, b, c))
}

pipeline! {
    pub F10(a: u32, b: u32, c: String) -> u32 {
        let v8: u32 = match measure(&c).named("s10001").await {
            Ok(n1) => {
                let v4 = measure(&c).named("s10002").await?;
                fold(&[v4.digest(), b.digest()])
            }
            Err(f2) => {
                let mut m5: u32 = fold(&[b.digest(), a]);
                let v7: u32 = #[rounds(4)] loop {
                    let v6 = weigh(&[a, 7], a).named("s10003").await?;
                    m5 = fold(&[m5, v6.digest()]);
                    if m5.digest() % 2 == 0 {
                        break a.digest();
                    }
                };
                fold(&[m5.digest(), v7.digest(), b])
            }
        };
        fold(&[v8.digest(), (a ^ a)])
    }
}

fn f10_text() -> &'static str {
    r####"pipeline! {
    pub F10(a: u32, b: u32, c: String) -> u32 {
        let v8: u32 = match measure(&c).named("s10001").await {
            Ok(n1) => {
                let v4 = measure(&c).named("s10002").await?;
                fold(&[v4.digest(), b.digest()])
            }
            Err(f2) => {
                let mut m5: u32 = fold(&[b.digest(), a]);
                let v7: u32 = #[rounds(4)] loop {
                    let v6 = weigh(&[a, 7], a).named("s10003").await?;
                    m5 = fold(&[m5, v6.digest()]);
                    if m5.digest() % 2 == 0 {
                        break a.digest();
                    }
                };
                fold(&[m5.digest(), v7.digest(), b])
            }
        };
        fold(&[v8.digest(), (a ^ a)])
    }
}
"####
}

async fn f10(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v8: u32 = match measure_twin(&cx.at("s10001"), &c).await.map_err(Fell::seen) {
    Ok(n1) => {
        let v4 = measure_twin(&cx.at("s10002"), &c).await?;
        fold(&[v4.digest(), b.digest()])
    }
    Err(f2) => {
        let mut m5: u32 = fold(&[b.digest(), a]);
        let v7: u32 = { let outside = cx.clone(); let mut round = 0; loop {
                if round >= 4 { return Err(Ended::rounds(4, &outside)); }
                let cx = &outside.item(round); round += 1;
                let v6 = weigh_twin(&cx.at("s10003"), &[a, 7], a).await?;
                m5 = fold(&[m5, v6.digest()]);
                if m5.digest() % 2 == 0 {
                    break a.digest();
                }
        }};
        fold(&[m5.digest(), v7.digest(), b])
    }
};
fold(&[v8.digest(), (a ^ a)])
    })
}

fn f10_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f10(cx, a, b, c))
}

pipeline! {
    pub F11(a: u32, b: u32, c: String) -> u32 {
        let r1 = fetch_again(c.digest()).named("s11001").await;
        let mut m2: u32 = b;
        let v6: u32 = #[unordered] {
            let v3 = put(&m2).named("s11002").await?;
            let v4 = send(&m2).named("s11003").await?;
            let v5 = slow_put(a).named("s11004").await?;
            fold(&[v3.digest(), v4.digest(), v5.digest()])
        };
        let mut m8: u32 = slow(&v6).named("s11005")
        .or_else(|_| weigh(&[m2, 7], v6).named("s11006")).await?;
        let mut m9: u32 = m2;
        let v15: u32 = #[rounds(3)] loop {
            let v10 = pay(v6.digest(), &c).named("s11007").await?;
            let v14: u32 = #[unordered] {
                let v11 = slow_pay(&m9).named("s11008").await?;
                let v12 = slow_put(m8.digest()).named("s11009").await?;
                let v13 = pay(m9.digest(), &c).named("s11010").await?;
                fold(&[v11.digest(), v12.digest(), v13.digest()])
            };
            m8 = fold(&[m8, v10.digest(), v14.digest()]);
            if a.digest() % 2 == 0 {
                break m2;
            }
        };
        let _ = look(&m8).named("s11011").await?;
        fold(&[r1.digest(), m2.digest(), v6.digest(), m8.digest(), m9.digest(), v15.digest(), fold(&[m9.digest(), m2])])
    }
}

fn f11_text() -> &'static str {
    r####"pipeline! {
    pub F11(a: u32, b: u32, c: String) -> u32 {
        let r1 = fetch_again(c.digest()).named("s11001").await;
        let mut m2: u32 = b;
        let v6: u32 = #[unordered] {
            let v3 = put(&m2).named("s11002").await?;
            let v4 = send(&m2).named("s11003").await?;
            let v5 = slow_put(a).named("s11004").await?;
            fold(&[v3.digest(), v4.digest(), v5.digest()])
        };
        let mut m8: u32 = slow(&v6).named("s11005")
        .or_else(|_| weigh(&[m2, 7], v6).named("s11006")).await?;
        let mut m9: u32 = m2;
        let v15: u32 = #[rounds(3)] loop {
            let v10 = pay(v6.digest(), &c).named("s11007").await?;
            let v14: u32 = #[unordered] {
                let v11 = slow_pay(&m9).named("s11008").await?;
                let v12 = slow_put(m8.digest()).named("s11009").await?;
                let v13 = pay(m9.digest(), &c).named("s11010").await?;
                fold(&[v11.digest(), v12.digest(), v13.digest()])
            };
            m8 = fold(&[m8, v10.digest(), v14.digest()]);
            if a.digest() % 2 == 0 {
                break m2;
            }
        };
        let _ = look(&m8).named("s11011").await?;
        fold(&[r1.digest(), m2.digest(), v6.digest(), m8.digest(), m9.digest(), v15.digest(), fold(&[m9.digest(), m2])])
    }
}
"####
}

async fn f11(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let r1 = fetch_again_twin(&cx.at("s11001"), c.digest()).await.map_err(Fell::seen);
let mut m2: u32 = b;
let v6: u32 =  {
    let part = cx.part();
    let v3 = { let cx = &cx.lane(part, 0); put_twin(&cx.at("s11002"), &m2).await };
    let v4 = { let cx = &cx.lane(part, 1); send_twin(&cx.at("s11003"), &m2).await };
    let v5 = { let cx = &cx.lane(part, 2); slow_put_twin(&cx.at("s11004"), a).await };
    let v3 = v3?;
    let v4 = v4?;
    let v5 = v5?;
    fold(&[v3.digest(), v4.digest(), v5.digest()])
};
let mut m8: u32 = ('chain: {
        let fell = match slow_twin(&cx.at("s11005"), &v6).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
        if fell.unknown && false { break 'chain Err(fell); }
        let f7 = fell.seen();
        weigh_twin(&cx.at("s11006"), &[m2, 7], v6).await
})?;
let mut m9: u32 = m2;
let v15: u32 = { let outside = cx.clone(); let mut round = 0; loop {
        if round >= 3 { return Err(Ended::rounds(3, &outside)); }
        let cx = &outside.item(round); round += 1;
        let v10 = pay_twin(&cx.at("s11007"), v6.digest(), &c).await?;
        let v14: u32 =  {
            let part = cx.part();
            let v11 = { let cx = &cx.lane(part, 0); slow_pay_twin(&cx.at("s11008"), &m9).await };
            let v12 = { let cx = &cx.lane(part, 1); slow_put_twin(&cx.at("s11009"), m8.digest()).await };
            let v13 = { let cx = &cx.lane(part, 2); pay_twin(&cx.at("s11010"), m9.digest(), &c).await };
            let v11 = v11?;
            let v12 = v12?;
            let v13 = v13?;
            fold(&[v11.digest(), v12.digest(), v13.digest()])
        };
        m8 = fold(&[m8, v10.digest(), v14.digest()]);
        if a.digest() % 2 == 0 {
            break m2;
        }
}};
let _ = look_twin(&cx.at("s11011"), &m8).await?;
fold(&[r1.digest(), m2.digest(), v6.digest(), m8.digest(), m9.digest(), v15.digest(), fold(&[m9.digest(), m2])])
    })
}

fn f11_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f11(cx, a, b, c))
}

pipeline! {
    pub F12(a: u32, b: u32, c: String) -> u32 {
        let p1: u32 = glue(fold(&[b.digest(), a]), 269)?;
        let v2 = measure(&c).named("s12001").await?;
        let mut m3: u32 = p1;
        let v5: u32 = #[rounds(3)] loop {
            let g4 = b;
            m3 = fold(&[m3, g4.digest()]);
            if slow_pay(&a).named("s12002").await? % 2 == 0 {
                break c.digest();
            }
        };
        fold(&[p1.digest(), v2.digest(), m3.digest(), v5.digest(), fold(&[v2.digest(), v5])])
    }
}

fn f12_text() -> &'static str {
    r####"pipeline! {
    pub F12(a: u32, b: u32, c: String) -> u32 {
        let p1: u32 = glue(fold(&[b.digest(), a]), 269)?;
        let v2 = measure(&c).named("s12001").await?;
        let mut m3: u32 = p1;
        let v5: u32 = #[rounds(3)] loop {
            let g4 = b;
            m3 = fold(&[m3, g4.digest()]);
            if slow_pay(&a).named("s12002").await? % 2 == 0 {
                break c.digest();
            }
        };
        fold(&[p1.digest(), v2.digest(), m3.digest(), v5.digest(), fold(&[v2.digest(), v5])])
    }
}
"####
}

async fn f12(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let p1: u32 = glue(fold(&[b.digest(), a]), 269)?;
let v2 = measure_twin(&cx.at("s12001"), &c).await?;
let mut m3: u32 = p1;
let v5: u32 = { let outside = cx.clone(); let mut round = 0; loop {
        if round >= 3 { return Err(Ended::rounds(3, &outside)); }
        let cx = &outside.item(round); round += 1;
        let g4 = b;
        m3 = fold(&[m3, g4.digest()]);
        if slow_pay_twin(&cx.at("s12002"), &a).await? % 2 == 0 {
            break c.digest();
        }
}};
fold(&[p1.digest(), v2.digest(), m3.digest(), v5.digest(), fold(&[v2.digest(), v5])])
    })
}

fn f12_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f12(cx, a, b, c))
}

pipeline! {
    pub F13(a: u32, b: u32, c: String) -> u32 {
        let _ = fetch(&a).named("s13001")
        .or_else(|_| measure(&c).named("s13002"))
        .or_else(|_| look(&b).named("s13003")).await?;
        let v9: u32 = match weigh(&[a, 7], b.wrapping_mul(3)).named("s13004").await {
            Ok(n3) => {
                let v6 = weigh(&[n3, 7], b.wrapping_mul(3)).named("s13005").await?;
                fold(&[v6.digest(), (slow(&b).named("s13006").await? + 6)])
            }
            Err(Failed { error: Some(Trouble::Hard(n5)), .. }) if n5 > 2 => {
                let g7 = (n5 ^ n5);
                fold(&[g7.digest(), (n5 ^ b)])
            }
            Err(f4) => {
                let t8: u32 = b.digest();
                fold(&[t8.digest(), (t8 ^ b)])
            }
        };
        fold(&[v9.digest(), v9])
    }
}

fn f13_text() -> &'static str {
    r####"pipeline! {
    pub F13(a: u32, b: u32, c: String) -> u32 {
        let _ = fetch(&a).named("s13001")
        .or_else(|_| measure(&c).named("s13002"))
        .or_else(|_| look(&b).named("s13003")).await?;
        let v9: u32 = match weigh(&[a, 7], b.wrapping_mul(3)).named("s13004").await {
            Ok(n3) => {
                let v6 = weigh(&[n3, 7], b.wrapping_mul(3)).named("s13005").await?;
                fold(&[v6.digest(), (slow(&b).named("s13006").await? + 6)])
            }
            Err(Failed { error: Some(Trouble::Hard(n5)), .. }) if n5 > 2 => {
                let g7 = (n5 ^ n5);
                fold(&[g7.digest(), (n5 ^ b)])
            }
            Err(f4) => {
                let t8: u32 = b.digest();
                fold(&[t8.digest(), (t8 ^ b)])
            }
        };
        fold(&[v9.digest(), v9])
    }
}
"####
}

async fn f13(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let _ = ('chain: {
        let fell = match fetch_twin(&cx.at("s13001"), &a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
        if fell.unknown && false { break 'chain Err(fell); }
        let f1 = fell.seen();
        let fell = match measure_twin(&cx.at("s13002"), &c).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
        if fell.unknown && false { break 'chain Err(fell); }
        let f2 = fell.seen();
        look_twin(&cx.at("s13003"), &b).await
})?;
let v9: u32 = match weigh_twin(&cx.at("s13004"), &[a, 7], b.wrapping_mul(3)).await.map_err(Fell::seen) {
    Ok(n3) => {
        let v6 = weigh_twin(&cx.at("s13005"), &[n3, 7], b.wrapping_mul(3)).await?;
        fold(&[v6.digest(), (slow_twin(&cx.at("s13006"), &b).await? + 6)])
    }
    Err(Failed { error: Some(Trouble::Hard(n5)), .. }) if n5 > 2 => {
        let g7 = (n5 ^ n5);
        fold(&[g7.digest(), (n5 ^ b)])
    }
    Err(f4) => {
        let t8: u32 = b.digest();
        fold(&[t8.digest(), (t8 ^ b)])
    }
};
fold(&[v9.digest(), v9])
    })
}

fn f13_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f13(cx, a, b, c))
}

pipeline! {
    pub F14(a: u32, b: u32, c: String) -> u32 {
        let v11: u32 = if a.digest() % 2 == 0 {
            let v9: u32 = if fold(&[b.digest()]) % 3 > 0 {
                let v7: u32 = match pick(&b.digest()).named("s14001").await? {
                    Choice::Left(n1) => {
                        let v3 = blend(b.wrapping_mul(3), &n1).named("s14002").await?;
                        let v4: u32 = slow(&c.digest()).named("s14003").await?;
                        fold(&[v3.digest(), v4.digest(), v3])
                    }
                    _ => {
                        let t5: u32 = (a ^ b);
                        let mut m6: u32 = a;
                        fold(&[t5.digest(), m6.digest(), t5])
                    }
                };
                fold(&[v7.digest(), fold(&[v7.digest(), a])])
            } else {
                let v8: u32 = if a.digest() % 2 == 0 {
                    return a.wrapping_mul(3)
                } else {
                    fetch_again(20u32).named("s14004").await?
                };
                fold(&[v8.digest(), v8.wrapping_mul(3)])
            };
            fold(&[v9.digest(), b])
        } else {
            slow(&b.digest()).named("s14005")
            .or_else(|_| blend(a, &b).named("s14006")).await?
        };
        fold(&[v11.digest(), a.wrapping_mul(3)])
    }
}

fn f14_text() -> &'static str {
    r####"pipeline! {
    pub F14(a: u32, b: u32, c: String) -> u32 {
        let v11: u32 = if a.digest() % 2 == 0 {
            let v9: u32 = if fold(&[b.digest()]) % 3 > 0 {
                let v7: u32 = match pick(&b.digest()).named("s14001").await? {
                    Choice::Left(n1) => {
                        let v3 = blend(b.wrapping_mul(3), &n1).named("s14002").await?;
                        let v4: u32 = slow(&c.digest()).named("s14003").await?;
                        fold(&[v3.digest(), v4.digest(), v3])
                    }
                    _ => {
                        let t5: u32 = (a ^ b);
                        let mut m6: u32 = a;
                        fold(&[t5.digest(), m6.digest(), t5])
                    }
                };
                fold(&[v7.digest(), fold(&[v7.digest(), a])])
            } else {
                let v8: u32 = if a.digest() % 2 == 0 {
                    return a.wrapping_mul(3)
                } else {
                    fetch_again(20u32).named("s14004").await?
                };
                fold(&[v8.digest(), v8.wrapping_mul(3)])
            };
            fold(&[v9.digest(), b])
        } else {
            slow(&b.digest()).named("s14005")
            .or_else(|_| blend(a, &b).named("s14006")).await?
        };
        fold(&[v11.digest(), a.wrapping_mul(3)])
    }
}
"####
}

async fn f14(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v11: u32 = if a.digest() % 2 == 0 {
    let v9: u32 = if fold(&[b.digest()]) % 3 > 0 {
        let v7: u32 = match pick_twin(&cx.at("s14001"), &b.digest()).await? {
            Choice::Left(n1) => {
                let v3 = blend_twin(&cx.at("s14002"), b.wrapping_mul(3), &n1).await?;
                let v4: u32 = slow_twin(&cx.at("s14003"), &c.digest()).await?;
                fold(&[v3.digest(), v4.digest(), v3])
            }
            _ => {
                let t5: u32 = (a ^ b);
                let mut m6: u32 = a;
                fold(&[t5.digest(), m6.digest(), t5])
            }
        };
        fold(&[v7.digest(), fold(&[v7.digest(), a])])
    } else {
        let v8: u32 = if a.digest() % 2 == 0 {
            return Ok(a.wrapping_mul(3))
        } else {
            fetch_again_twin(&cx.at("s14004"), 20u32).await?
        };
        fold(&[v8.digest(), v8.wrapping_mul(3)])
    };
    fold(&[v9.digest(), b])
} else {
    ('chain: {
            let fell = match slow_twin(&cx.at("s14005"), &b.digest()).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f10 = fell.seen();
            blend_twin(&cx.at("s14006"), a, &b).await
    })?
};
fold(&[v11.digest(), a.wrapping_mul(3)])
    })
}

fn f14_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f14(cx, a, b, c))
}

pipeline! {
    #[work_limit(8h)]
    pub F15(a: u32, b: u32, c: String) -> u32 {
        let v5: u32 = if fold(&[a.digest()]) % 3 > 0 {
            let v1 = pick(&a).named("s15001").await?;
            let v2 = spread(a).named("s15002").await?;
            let t3: u32 = fold(&[v1.digest(), v2.digest()]);
            let _ = look(&t3).named("s15004").await?;
            slow(&a).named("s15003").await?
        } else {
            let v4 = pay(b, &c).named("s15005").await?;
            fold(&[v4.digest(), a])
        };
        fold(&[v5.digest(), b])
    }
}

fn f15_text() -> &'static str {
    r####"pipeline! {
    #[work_limit(8h)]
    pub F15(a: u32, b: u32, c: String) -> u32 {
        let v5: u32 = if fold(&[a.digest()]) % 3 > 0 {
            let v1 = pick(&a).named("s15001").await?;
            let v2 = spread(a).named("s15002").await?;
            let t3: u32 = fold(&[v1.digest(), v2.digest()]);
            let _ = look(&t3).named("s15004").await?;
            slow(&a).named("s15003").await?
        } else {
            let v4 = pay(b, &c).named("s15005").await?;
            fold(&[v4.digest(), a])
        };
        fold(&[v5.digest(), b])
    }
}
"####
}

async fn f15(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v5: u32 = if fold(&[a.digest()]) % 3 > 0 {
    let v1 = pick_twin(&cx.at("s15001"), &a).await?;
    let v2 = spread_twin(&cx.at("s15002"), a).await?;
    let t3: u32 = fold(&[v1.digest(), v2.digest()]);
    let _ = look_twin(&cx.at("s15004"), &t3).await?;
    slow_twin(&cx.at("s15003"), &a).await?
} else {
    let v4 = pay_twin(&cx.at("s15005"), b, &c).await?;
    fold(&[v4.digest(), a])
};
fold(&[v5.digest(), b])
    })
}

fn f15_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f15(cx, a, b, c))
}

pipeline! {
    pub F16(a: u32, b: u32, c: String) -> u32 {
        let v1 = pick(&a).named("s16001").await?;
        fold(&[v1.digest(), a])
    }
}

fn f16_text() -> &'static str {
    r####"pipeline! {
    pub F16(a: u32, b: u32, c: String) -> u32 {
        let v1 = pick(&a).named("s16001").await?;
        fold(&[v1.digest(), a])
    }
}
"####
}

async fn f16(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = pick_twin(&cx.at("s16001"), &a).await?;
fold(&[v1.digest(), a])
    })
}

fn f16_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f16(cx, a, b, c))
}

pipeline! {
    pub F17(a: u32, b: u32, c: String) -> u32 {
        let v8: u32 = if fold(&[c.digest()]) % 3 > 0 {
            return b.wrapping_mul(3)
        } else {
            let v7: u32 = match pick(&a).named("s17001").await? {
                Choice::Left(n1) if n1 % 2 == 0 => {
                    if fold(&[c.digest()]) % 3 > 0 {
                        let v4: u32 = if b.digest() > 40 {
                            return 20u32
                        } else {
                            let v3: u32 = if fold(&[b.digest()]) % 3 > 0 {
                                pay(b.wrapping_mul(3), &c).named("s17002").await?
                            } else {
                                blend(n1.digest(), &b).named("s17003").await?
                            };
                            fold(&[v3.digest(), (b ^ a)])
                        };
                        let t5: u32 = fold(&[v4.digest()]);
                        let _ = look(&t5).named("s17004").await?;
                    } else {
                    }
                    pay(n1, &c).named("s17005")
                    .or_else(|_| slow(&b).named("s17006")).await?
                }
                Choice::Left(n1) => {
                    fetch_again(b).named("s17007").with(timeout = 1h).await?
                }
                Choice::Right { value: n2 } => {
                    return b.digest()
                }
                Choice::Nothing => {
                    pay(b.digest(), &c).named("s17008").await?
                }
            };
            fold(&[v7.digest(), (b ^ a)])
        };
        fold(&[v8.digest(), 49u32])
    }
}

fn f17_text() -> &'static str {
    r####"pipeline! {
    pub F17(a: u32, b: u32, c: String) -> u32 {
        let v8: u32 = if fold(&[c.digest()]) % 3 > 0 {
            return b.wrapping_mul(3)
        } else {
            let v7: u32 = match pick(&a).named("s17001").await? {
                Choice::Left(n1) if n1 % 2 == 0 => {
                    if fold(&[c.digest()]) % 3 > 0 {
                        let v4: u32 = if b.digest() > 40 {
                            return 20u32
                        } else {
                            let v3: u32 = if fold(&[b.digest()]) % 3 > 0 {
                                pay(b.wrapping_mul(3), &c).named("s17002").await?
                            } else {
                                blend(n1.digest(), &b).named("s17003").await?
                            };
                            fold(&[v3.digest(), (b ^ a)])
                        };
                        let t5: u32 = fold(&[v4.digest()]);
                        let _ = look(&t5).named("s17004").await?;
                    } else {
                    }
                    pay(n1, &c).named("s17005")
                    .or_else(|_| slow(&b).named("s17006")).await?
                }
                Choice::Left(n1) => {
                    fetch_again(b).named("s17007").with(timeout = 1h).await?
                }
                Choice::Right { value: n2 } => {
                    return b.digest()
                }
                Choice::Nothing => {
                    pay(b.digest(), &c).named("s17008").await?
                }
            };
            fold(&[v7.digest(), (b ^ a)])
        };
        fold(&[v8.digest(), 49u32])
    }
}
"####
}

async fn f17(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v8: u32 = if fold(&[c.digest()]) % 3 > 0 {
    return Ok(b.wrapping_mul(3))
} else {
    let v7: u32 = match pick_twin(&cx.at("s17001"), &a).await? {
        Choice::Left(n1) if n1 % 2 == 0 => {
            if fold(&[c.digest()]) % 3 > 0 {
                let v4: u32 = if b.digest() > 40 {
                    return Ok(20u32)
                } else {
                    let v3: u32 = if fold(&[b.digest()]) % 3 > 0 {
                        pay_twin(&cx.at("s17002"), b.wrapping_mul(3), &c).await?
                    } else {
                        blend_twin(&cx.at("s17003"), n1.digest(), &b).await?
                    };
                    fold(&[v3.digest(), (b ^ a)])
                };
                let t5: u32 = fold(&[v4.digest()]);
                let _ = look_twin(&cx.at("s17004"), &t5).await?;
            } else {
            }
            ('chain: {
                    let fell = match pay_twin(&cx.at("s17005"), n1, &c).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                    if fell.unknown && false { break 'chain Err(fell); }
                    let f6 = fell.seen();
                    slow_twin(&cx.at("s17006"), &b).await
            })?
        }
        Choice::Left(n1) => {
            fetch_again_twin(&cx.at("s17007"), b).await?
        }
        Choice::Right { value: n2 } => {
            return Ok(b.digest())
        }
        Choice::Nothing => {
            pay_twin(&cx.at("s17008"), b.digest(), &c).await?
        }
    };
    fold(&[v7.digest(), (b ^ a)])
};
fold(&[v8.digest(), 49u32])
    })
}

fn f17_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f17(cx, a, b, c))
}

pipeline! {
    pub F18(a: u32, b: u32, c: String) -> u32 {
        let v1: Vec<u32> = vec![b, 3, 32u32];
        let v7: Vec<u32> = for x2 in each(&v1) {
            {
                let Spot { x: v3, rest: (v4, v5) } = spot(10u32).named("s18001").await?;
                let v6 = send(&v5).named("s18002").await?;
                fold(&[v3.digest(), v4.digest(), v5.digest(), v6.digest(), v5])
            }
        };
        let v8: u32 = blend(b, &a).named("s18003").await?;
        fold(&[v1.digest(), v7.digest(), v8.digest(), (v8 ^ b)])
    }
}

fn f18_text() -> &'static str {
    r####"pipeline! {
    pub F18(a: u32, b: u32, c: String) -> u32 {
        let v1: Vec<u32> = vec![b, 3, 32u32];
        let v7: Vec<u32> = for x2 in each(&v1) {
            {
                let Spot { x: v3, rest: (v4, v5) } = spot(10u32).named("s18001").await?;
                let v6 = send(&v5).named("s18002").await?;
                fold(&[v3.digest(), v4.digest(), v5.digest(), v6.digest(), v5])
            }
        };
        let v8: u32 = blend(b, &a).named("s18003").await?;
        fold(&[v1.digest(), v7.digest(), v8.digest(), (v8 ^ b)])
    }
}
"####
}

async fn f18(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1: Vec<u32> = vec![b, 3, 32u32];
let v7: Vec<u32> = {  let part = cx.part(); let mut items = Vec::new();
    for (i, x2) in v1.iter().enumerate() {
        let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
        items.push((key, async {
                    Ok::<u32, Ended>({
                            let Spot { x: v3, rest: (v4, v5) } = spot_twin(&cx.at("s18001"), 10u32).await?;
                            let v6 = send_twin(&cx.at("s18002"), &v5).await?;
                            fold(&[v3.digest(), v4.digest(), v5.digest(), v6.digest(), v5])
                    })
                }.await)); } gather(cx, items)? };
let v8: u32 = blend_twin(&cx.at("s18003"), b, &a).await?;
fold(&[v1.digest(), v7.digest(), v8.digest(), (v8 ^ b)])
    })
}

fn f18_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f18(cx, a, b, c))
}

pipeline! {
    pub F19(a: u32, b: u32, c: String) -> u32 {
        let v1: Vec<u32> = vec![b, 3, b.digest()];
        let mut m2: u32 = a.digest();
        for x3 in v1 {
            let r4 = send(&b).named("s19001").with(timeout = 1h).await;
            m2 = fold(&[m2, r4.digest()]);
        }
        fold(&[v1.digest(), m2.digest(), m2.digest()])
    }
}

fn f19_text() -> &'static str {
    r####"pipeline! {
    pub F19(a: u32, b: u32, c: String) -> u32 {
        let v1: Vec<u32> = vec![b, 3, b.digest()];
        let mut m2: u32 = a.digest();
        for x3 in v1 {
            let r4 = send(&b).named("s19001").with(timeout = 1h).await;
            m2 = fold(&[m2, r4.digest()]);
        }
        fold(&[v1.digest(), m2.digest(), m2.digest()])
    }
}
"####
}

async fn f19(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1: Vec<u32> = vec![b, 3, b.digest()];
let mut m2: u32 = a.digest();
for (i, x3) in v1.iter().enumerate() {
    let cx = &cx.item(i); let x3 = *x3;
    let r4 = send_twin(&cx.at("s19001"), &b).await.map_err(Fell::seen);
    m2 = fold(&[m2, r4.digest()]);
}
fold(&[v1.digest(), m2.digest(), m2.digest()])
    })
}

fn f19_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f19(cx, a, b, c))
}

pipeline! {
    pub F20(a: u32, b: u32, c: String) -> u32 {
        let Spot { x: v1, rest: (v2, v3) } = spot(weigh(&[a, 7], a).named("s20002").await?).named("s20001").await?;
        let v4 = title(&v3).named("s20003").await?;
        fold(&[v1.digest(), v2.digest(), v3.digest(), v4.digest(), b])
    }
}

fn f20_text() -> &'static str {
    r####"pipeline! {
    pub F20(a: u32, b: u32, c: String) -> u32 {
        let Spot { x: v1, rest: (v2, v3) } = spot(weigh(&[a, 7], a).named("s20002").await?).named("s20001").await?;
        let v4 = title(&v3).named("s20003").await?;
        fold(&[v1.digest(), v2.digest(), v3.digest(), v4.digest(), b])
    }
}
"####
}

async fn f20(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let Spot { x: v1, rest: (v2, v3) } = spot_twin(&cx.at("s20001"), weigh_twin(&cx.at("s20002"), &[a, 7], a).await?).await?;
let v4 = title_twin(&cx.at("s20003"), &v3).await?;
fold(&[v1.digest(), v2.digest(), v3.digest(), v4.digest(), b])
    })
}

fn f20_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f20(cx, a, b, c))
}

pipeline! {
    pub F21(a: u32, b: u32, c: String) -> u32 {
        let v12: u32 = if b.digest() > 40 {
            let mut m1: u32 = (blend(a, &b.digest()).named("s21001").await? + 5);
            fold(&[m1.digest(), (blend((m1 ^ b), &b.digest()).named("s21002").await? + 3)])
        } else {
            let v11: u32 = if c.digest() > 40 {
                let v6: u32 = if c.digest() > 40 {
                    let v2 = spread(b.digest()).named("s21003").await?;
                    let _ = now().await;
                    fold(&[v2.digest(), 19u32])
                } else {
                    let Spot { x: v3, rest: (v4, v5) } = spot(b).named("s21004").await?;
                    fold(&[v3.digest(), v4.digest(), v5.digest(), fold(&[b.digest(), v3])])
                };
                let v10: u32 = match pick(&a).named("s21005").await? {
                    Choice::Left(n7) => {
                        let g9 = b;
                        fold(&[g9.digest(), fold(&[g9.digest(), v6])])
                    }
                    _ => {
                        put_again(fold(&[c.digest(), v6]), &put(&v6).named("s21007").await?).named("s21006").await?
                    }
                };
                fold(&[v6.digest(), v10.digest(), 18u32])
            } else {
                race(measure(&c).named("s21008r0of3"), blend(b, &a).named("s21008r1of3").delay(7ms), slow(&b).named("s21008r2of3").delay(7ms)).await?
            };
            fold(&[v11.digest(), v11])
        };
        fold(&[v12.digest(), b])
    }
}

fn f21_text() -> &'static str {
    r####"pipeline! {
    pub F21(a: u32, b: u32, c: String) -> u32 {
        let v12: u32 = if b.digest() > 40 {
            let mut m1: u32 = (blend(a, &b.digest()).named("s21001").await? + 5);
            fold(&[m1.digest(), (blend((m1 ^ b), &b.digest()).named("s21002").await? + 3)])
        } else {
            let v11: u32 = if c.digest() > 40 {
                let v6: u32 = if c.digest() > 40 {
                    let v2 = spread(b.digest()).named("s21003").await?;
                    let _ = now().await;
                    fold(&[v2.digest(), 19u32])
                } else {
                    let Spot { x: v3, rest: (v4, v5) } = spot(b).named("s21004").await?;
                    fold(&[v3.digest(), v4.digest(), v5.digest(), fold(&[b.digest(), v3])])
                };
                let v10: u32 = match pick(&a).named("s21005").await? {
                    Choice::Left(n7) => {
                        let g9 = b;
                        fold(&[g9.digest(), fold(&[g9.digest(), v6])])
                    }
                    _ => {
                        put_again(fold(&[c.digest(), v6]), &put(&v6).named("s21007").await?).named("s21006").await?
                    }
                };
                fold(&[v6.digest(), v10.digest(), 18u32])
            } else {
                race(measure(&c).named("s21008r0of3"), blend(b, &a).named("s21008r1of3").delay(7ms), slow(&b).named("s21008r2of3").delay(7ms)).await?
            };
            fold(&[v11.digest(), v11])
        };
        fold(&[v12.digest(), b])
    }
}
"####
}

async fn f21(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v12: u32 = if b.digest() > 40 {
    let mut m1: u32 = (blend_twin(&cx.at("s21001"), a, &b.digest()).await? + 5);
    fold(&[m1.digest(), (blend_twin(&cx.at("s21002"), (m1 ^ b), &b.digest()).await? + 3)])
} else {
    let v11: u32 = if c.digest() > 40 {
        let v6: u32 = if c.digest() > 40 {
            let v2 = spread_twin(&cx.at("s21003"), b.digest()).await?;
            fold(&[v2.digest(), 19u32])
        } else {
            let Spot { x: v3, rest: (v4, v5) } = spot_twin(&cx.at("s21004"), b).await?;
            fold(&[v3.digest(), v4.digest(), v5.digest(), fold(&[b.digest(), v3])])
        };
        let v10: u32 = match pick_twin(&cx.at("s21005"), &a).await? {
            Choice::Left(n7) => {
                let g9 = b;
                fold(&[g9.digest(), fold(&[g9.digest(), v6])])
            }
            _ => {
                put_again_twin(&cx.at("s21006"), fold(&[c.digest(), v6]), &put_twin(&cx.at("s21007"), &v6).await?).await?
            }
        };
        fold(&[v6.digest(), v10.digest(), 18u32])
    } else {
        race(vec![measure_twin(&cx.at("s21008r0of3"), &c).await, blend_twin(&cx.at("s21008r1of3"), b, &a).await, slow_twin(&cx.at("s21008r2of3"), &b).await])?
    };
    fold(&[v11.digest(), v11])
};
fold(&[v12.digest(), b])
    })
}

fn f21_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f21(cx, a, b, c))
}

pipeline! {
    pub F22(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = weigh(&[a, 7], b).named("s22001").await?;
        if measure(&c).named("s22002").await? > 40 {
            let v4: u32 = if v1.digest() % 2 == 0 {
                let v2 = F0(31u32, v1, c).named("s22003").await?;
                let _ = measure(&c).named("s22004")
                .or_else(|_| look(&v2).named("s22005")).await?;
                fold(&[v2.digest(), fold(&[v1.digest(), b])])
            } else {
                measure(&c).named("s22006").await?
            };
            let t5: u32 = fold(&[v4.digest()]);
            let _ = look(&t5).named("s22007").await?;
        } else {
        }
        fold(&[v1.digest(), a])
    }
}

fn f22_text() -> &'static str {
    r####"pipeline! {
    pub F22(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = weigh(&[a, 7], b).named("s22001").await?;
        if measure(&c).named("s22002").await? > 40 {
            let v4: u32 = if v1.digest() % 2 == 0 {
                let v2 = F0(31u32, v1, c).named("s22003").await?;
                let _ = measure(&c).named("s22004")
                .or_else(|_| look(&v2).named("s22005")).await?;
                fold(&[v2.digest(), fold(&[v1.digest(), b])])
            } else {
                measure(&c).named("s22006").await?
            };
            let t5: u32 = fold(&[v4.digest()]);
            let _ = look(&t5).named("s22007").await?;
        } else {
        }
        fold(&[v1.digest(), a])
    }
}
"####
}

async fn f22(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1: u32 = weigh_twin(&cx.at("s22001"), &[a, 7], b).await?;
if measure_twin(&cx.at("s22002"), &c).await? > 40 {
    let v4: u32 = if v1.digest() % 2 == 0 {
        let v2 = f0_boxed(cx.of("s22003"), 31u32, v1, c.clone()).await.map_err(|ended| ended.within(&cx.at("s22003")))?;
        let _ = ('chain: {
                let fell = match measure_twin(&cx.at("s22004"), &c).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                if fell.unknown && false { break 'chain Err(fell); }
                let f3 = fell.seen();
                look_twin(&cx.at("s22005"), &v2).await
        })?;
        fold(&[v2.digest(), fold(&[v1.digest(), b])])
    } else {
        measure_twin(&cx.at("s22006"), &c).await?
    };
    let t5: u32 = fold(&[v4.digest()]);
    let _ = look_twin(&cx.at("s22007"), &t5).await?;
} else {
}
fold(&[v1.digest(), a])
    })
}

fn f22_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f22(cx, a, b, c))
}

pipeline! {
    pub F23(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = if fold(&[a.digest()]) % 3 > 0 {
            let v1: u32 = fetch(&b.digest()).named("s23001").await?;
            fold(&[v1.digest(), b.wrapping_mul(3)])
        } else {
            let mut m2: u32 = b.wrapping_mul(3);
            let v9: u32 = #[rounds(3)] loop {
                let v8: u32 = match pick(&m2).named("s23002").await? {
                    Choice::Left(n3) if n3 % 2 == 0 => {
                        let t5: u32 = m2;
                        fold(&[t5.digest(), n3])
                    }
                    Choice::Left(n3) => {
                        if fold(&[n3.digest()]) % 3 > 0 {
                            let v6: u32 = if blend(b, &m2.digest()).named("s23003").await? % 2 == 0 {
                                slow(&n3).named("s23004").await?
                            } else {
                                measure(&c).named("s23005").await?
                            };
                            m2 = fold(&[m2, v6.digest()]);
                        }
                        F9(24u32, fold(&[a.digest(), n3]), c).named("s23006").await?
                    }
                    _ => {
                        slow(&m2).named("s23007")
                        .or_else(|_| measure(&c).named("s23008")).await?
                    }
                };
                m2 = fold(&[m2, v8.digest()]);
                if c.digest() % 2 == 0 {
                    break a;
                }
            };
            fold(&[m2.digest(), v9.digest(), m2.wrapping_mul(3)])
        };
        fold(&[v10.digest(), v10.digest()])
    }
}

fn f23_text() -> &'static str {
    r####"pipeline! {
    pub F23(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = if fold(&[a.digest()]) % 3 > 0 {
            let v1: u32 = fetch(&b.digest()).named("s23001").await?;
            fold(&[v1.digest(), b.wrapping_mul(3)])
        } else {
            let mut m2: u32 = b.wrapping_mul(3);
            let v9: u32 = #[rounds(3)] loop {
                let v8: u32 = match pick(&m2).named("s23002").await? {
                    Choice::Left(n3) if n3 % 2 == 0 => {
                        let t5: u32 = m2;
                        fold(&[t5.digest(), n3])
                    }
                    Choice::Left(n3) => {
                        if fold(&[n3.digest()]) % 3 > 0 {
                            let v6: u32 = if blend(b, &m2.digest()).named("s23003").await? % 2 == 0 {
                                slow(&n3).named("s23004").await?
                            } else {
                                measure(&c).named("s23005").await?
                            };
                            m2 = fold(&[m2, v6.digest()]);
                        }
                        F9(24u32, fold(&[a.digest(), n3]), c).named("s23006").await?
                    }
                    _ => {
                        slow(&m2).named("s23007")
                        .or_else(|_| measure(&c).named("s23008")).await?
                    }
                };
                m2 = fold(&[m2, v8.digest()]);
                if c.digest() % 2 == 0 {
                    break a;
                }
            };
            fold(&[m2.digest(), v9.digest(), m2.wrapping_mul(3)])
        };
        fold(&[v10.digest(), v10.digest()])
    }
}
"####
}

async fn f23(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v10: u32 = if fold(&[a.digest()]) % 3 > 0 {
    let v1: u32 = fetch_twin(&cx.at("s23001"), &b.digest()).await?;
    fold(&[v1.digest(), b.wrapping_mul(3)])
} else {
    let mut m2: u32 = b.wrapping_mul(3);
    let v9: u32 = { let outside = cx.clone(); let mut round = 0; loop {
            if round >= 3 { return Err(Ended::rounds(3, &outside)); }
            let cx = &outside.item(round); round += 1;
            let v8: u32 = match pick_twin(&cx.at("s23002"), &m2).await? {
                Choice::Left(n3) if n3 % 2 == 0 => {
                    let t5: u32 = m2;
                    fold(&[t5.digest(), n3])
                }
                Choice::Left(n3) => {
                    if fold(&[n3.digest()]) % 3 > 0 {
                        let v6: u32 = if blend_twin(&cx.at("s23003"), b, &m2.digest()).await? % 2 == 0 {
                            slow_twin(&cx.at("s23004"), &n3).await?
                        } else {
                            measure_twin(&cx.at("s23005"), &c).await?
                        };
                        m2 = fold(&[m2, v6.digest()]);
                    }
                    f9_boxed(cx.of("s23006"), 24u32, fold(&[a.digest(), n3]), c.clone()).await.map_err(|ended| ended.within(&cx.at("s23006")))?
                }
                _ => {
                    ('chain: {
                            let fell = match slow_twin(&cx.at("s23007"), &m2).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                            if fell.unknown && false { break 'chain Err(fell); }
                            let f7 = fell.seen();
                            measure_twin(&cx.at("s23008"), &c).await
                    })?
                }
            };
            m2 = fold(&[m2, v8.digest()]);
            if c.digest() % 2 == 0 {
                break a;
            }
    }};
    fold(&[m2.digest(), v9.digest(), m2.wrapping_mul(3)])
};
fold(&[v10.digest(), v10.digest()])
    })
}

fn f23_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f23(cx, a, b, c))
}

pipeline! {
    pub F24(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = if a.digest() > 40 {
            let v7: u32 = if c.digest() > 40 {
                let mut m1: u32 = b;
                fold(&[m1.digest(), b])
            } else {
                let v5: u32 = match pick(&send(&b).named("s24002").await?).named("s24001").await? {
                    Choice::Left(n2) => {
                        sleep(19ms).await;
                        F10((n2 ^ a), a, c).named("s24003").await?
                    }
                    Choice::Right { value: n3 } => {
                        let v4 = spread(n3).named("s24004").await?;
                        fold(&[v4.digest(), b.wrapping_mul(3)])
                    }
                    Choice::Nothing => {
                        send(&b).named("s24005").await?
                    }
                };
                let t6: u32 = fold(&[v5.digest()]);
                let _ = look(&t6).named("s24007").await?;
                slow_put(b).named("s24006").await?
            };
            fold(&[v7.digest(), v7.wrapping_mul(3)])
        } else {
            blend(48u32, &a.digest()).named("s24008")
            .or_else(|_| fetch(&b).named("s24009"))
            .or_else_unknown(|_| measure(&c).named("s24010")).await?
        };
        fold(&[v10.digest(), v10])
    }
}

fn f24_text() -> &'static str {
    r####"pipeline! {
    pub F24(a: u32, b: u32, c: String) -> u32 {
        let v10: u32 = if a.digest() > 40 {
            let v7: u32 = if c.digest() > 40 {
                let mut m1: u32 = b;
                fold(&[m1.digest(), b])
            } else {
                let v5: u32 = match pick(&send(&b).named("s24002").await?).named("s24001").await? {
                    Choice::Left(n2) => {
                        sleep(19ms).await;
                        F10((n2 ^ a), a, c).named("s24003").await?
                    }
                    Choice::Right { value: n3 } => {
                        let v4 = spread(n3).named("s24004").await?;
                        fold(&[v4.digest(), b.wrapping_mul(3)])
                    }
                    Choice::Nothing => {
                        send(&b).named("s24005").await?
                    }
                };
                let t6: u32 = fold(&[v5.digest()]);
                let _ = look(&t6).named("s24007").await?;
                slow_put(b).named("s24006").await?
            };
            fold(&[v7.digest(), v7.wrapping_mul(3)])
        } else {
            blend(48u32, &a.digest()).named("s24008")
            .or_else(|_| fetch(&b).named("s24009"))
            .or_else_unknown(|_| measure(&c).named("s24010")).await?
        };
        fold(&[v10.digest(), v10])
    }
}
"####
}

async fn f24(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v10: u32 = if a.digest() > 40 {
    let v7: u32 = if c.digest() > 40 {
        let mut m1: u32 = b;
        fold(&[m1.digest(), b])
    } else {
        let v5: u32 = match pick_twin(&cx.at("s24001"), &send_twin(&cx.at("s24002"), &b).await?).await? {
            Choice::Left(n2) => {
                f10_boxed(cx.of("s24003"), (n2 ^ a), a, c.clone()).await.map_err(|ended| ended.within(&cx.at("s24003")))?
            }
            Choice::Right { value: n3 } => {
                let v4 = spread_twin(&cx.at("s24004"), n3).await?;
                fold(&[v4.digest(), b.wrapping_mul(3)])
            }
            Choice::Nothing => {
                send_twin(&cx.at("s24005"), &b).await?
            }
        };
        let t6: u32 = fold(&[v5.digest()]);
        let _ = look_twin(&cx.at("s24007"), &t6).await?;
        slow_put_twin(&cx.at("s24006"), b).await?
    };
    fold(&[v7.digest(), v7.wrapping_mul(3)])
} else {
    ('chain: {
            let fell = match blend_twin(&cx.at("s24008"), 48u32, &a.digest()).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f8 = fell.seen();
            let fell = match fetch_twin(&cx.at("s24009"), &b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f9 = fell.seen();
            measure_twin(&cx.at("s24010"), &c).await
    })?
};
fold(&[v10.digest(), v10])
    })
}

fn f24_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f24(cx, a, b, c))
}

pipeline! {
    pub F25(a: u32, b: u32, c: String) -> u32 {
        let _ = blend(a, &weigh(&[b, 7], (b ^ b)).named("s25002").await?).named("s25001").await?;
        let v3: u32 = if fold(&[c.digest()]) % 3 > 0 {
            let v1 = signal::<u32>("g25003").timeout(1h).await?;
            let t2: u32 = v1;
            fold(&[v1.digest(), t2.digest(), (b ^ t2)])
        } else {
            fetch_again(fold(&[b.digest(), a])).named("s25004").with(timeout = 1h).await?
        };
        fold(&[v3.digest(), a])
    }
}

fn f25_text() -> &'static str {
    r####"pipeline! {
    pub F25(a: u32, b: u32, c: String) -> u32 {
        let _ = blend(a, &weigh(&[b, 7], (b ^ b)).named("s25002").await?).named("s25001").await?;
        let v3: u32 = if fold(&[c.digest()]) % 3 > 0 {
            let v1 = signal::<u32>("g25003").timeout(1h).await?;
            let t2: u32 = v1;
            fold(&[v1.digest(), t2.digest(), (b ^ t2)])
        } else {
            fetch_again(fold(&[b.digest(), a])).named("s25004").with(timeout = 1h).await?
        };
        fold(&[v3.digest(), a])
    }
}
"####
}

async fn f25(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let _ = blend_twin(&cx.at("s25001"), a, &weigh_twin(&cx.at("s25002"), &[b, 7], (b ^ b)).await?).await?;
let v3: u32 = if fold(&[c.digest()]) % 3 > 0 {
    let v1 = Ok::<u32, Ended>(cx.signal("g25003"))?;
    let t2: u32 = v1;
    fold(&[v1.digest(), t2.digest(), (b ^ t2)])
} else {
    fetch_again_twin(&cx.at("s25004"), fold(&[b.digest(), a])).await?
};
fold(&[v3.digest(), a])
    })
}

fn f25_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f25(cx, a, b, c))
}

pipeline! {
    pub F26(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = measure(&c).named("s26001").await?;
        fold(&[v1.digest(), (b ^ v1)])
    }
}

fn f26_text() -> &'static str {
    r####"pipeline! {
    pub F26(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = measure(&c).named("s26001").await?;
        fold(&[v1.digest(), (b ^ v1)])
    }
}
"####
}

async fn f26(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1: u32 = measure_twin(&cx.at("s26001"), &c).await?;
fold(&[v1.digest(), (b ^ v1)])
    })
}

fn f26_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f26(cx, a, b, c))
}

pipeline! {
    pub F27(a: u32, b: u32, c: String) -> u32 {
        let g1 = b;
        let v2 = spread(g1).named("s27001").await?;
        let mut m3: u32 = (b ^ a);
        for x4 in &v2 {
            let v6: u32 = if send(&g1.digest()).named("s27002").await? % 2 == 0 {
                let _ = put(&g1).named("s27003")
                .or_else(|_| weigh(&v2, m3.digest()).named("s27004")).await?;
                fetch(&pay((*x4).wrapping_mul(3), &c).named("s27006").await?).named("s27005").await?
            } else {
                slow_put(m3.wrapping_mul(3)).named("s27007").await?
            };
            m3 = fold(&[m3, v6.digest()]);
        }
        fold(&[g1.digest(), v2.digest(), m3.digest(), (b ^ m3)])
    }
}

fn f27_text() -> &'static str {
    r####"pipeline! {
    pub F27(a: u32, b: u32, c: String) -> u32 {
        let g1 = b;
        let v2 = spread(g1).named("s27001").await?;
        let mut m3: u32 = (b ^ a);
        for x4 in &v2 {
            let v6: u32 = if send(&g1.digest()).named("s27002").await? % 2 == 0 {
                let _ = put(&g1).named("s27003")
                .or_else(|_| weigh(&v2, m3.digest()).named("s27004")).await?;
                fetch(&pay((*x4).wrapping_mul(3), &c).named("s27006").await?).named("s27005").await?
            } else {
                slow_put(m3.wrapping_mul(3)).named("s27007").await?
            };
            m3 = fold(&[m3, v6.digest()]);
        }
        fold(&[g1.digest(), v2.digest(), m3.digest(), (b ^ m3)])
    }
}
"####
}

async fn f27(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let g1 = b;
let v2 = spread_twin(&cx.at("s27001"), g1).await?;
let mut m3: u32 = (b ^ a);
for (i, x4) in v2.iter().enumerate() {
    let cx = &cx.item(i);
    let v6: u32 = if send_twin(&cx.at("s27002"), &g1.digest()).await? % 2 == 0 {
        let _ = ('chain: {
                let fell = match put_twin(&cx.at("s27003"), &g1).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                if fell.unknown && false { break 'chain Err(fell); }
                let f5 = fell.seen();
                weigh_twin(&cx.at("s27004"), &v2, m3.digest()).await
        })?;
        fetch_twin(&cx.at("s27005"), &pay_twin(&cx.at("s27006"), (*x4).wrapping_mul(3), &c).await?).await?
    } else {
        slow_put_twin(&cx.at("s27007"), m3.wrapping_mul(3)).await?
    };
    m3 = fold(&[m3, v6.digest()]);
}
fold(&[g1.digest(), v2.digest(), m3.digest(), (b ^ m3)])
    })
}

fn f27_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f27(cx, a, b, c))
}

pipeline! {
    pub F28(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = c.digest();
        fold(&[m1.digest(), m1])
    }
}

fn f28_text() -> &'static str {
    r####"pipeline! {
    pub F28(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = c.digest();
        fold(&[m1.digest(), m1])
    }
}
"####
}

async fn f28(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let mut m1: u32 = c.digest();
fold(&[m1.digest(), m1])
    })
}

fn f28_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f28(cx, a, b, c))
}

pipeline! {
    #[deadline(8h)]
    pub F29(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = measure(&c).named("s29001").await?;
        let mut m2: u32 = (b ^ v1);
        let v14: u32 = match pick(&v1).named("s29002").await? {
            Choice::Left(n3) => {
                m2 = blend(m2, &v1).named("s29003").await?;
                let t5: u32 = fold(&[v1.digest(), v1]);
                m2 = fold(&[m2, t5.digest()]);
                F0(23u32, m2, c).named("s29004").await?
            }
            _ => {
                let mut m6: u32 = fold(&[v1.digest(), b]);
                let v13: u32 = #[rounds(2)] loop {
                    let v12: u32 = match pick(&put(&m2).named("s29006")
                        .or_else(|f7| slow_put(f7.digest() ^ (v1 ^ m6)).named("s29007"))
                        .or_else(|_| slow_pay(&m6).named("s29008")).await?).named("s29005").await? {
                        Choice::Left(n9) => {
                            let _ = signal::<u32>("g29009").timeout(1h).await?;
                            pay((send(&n9).named("s29011").await? + 6), &c).named("s29010").await?
                        }
                        _ => {
                            let v11 = title(&v1).named("s29012").await?;
                            fold(&[v11.digest(), (v1 ^ m2)])
                        }
                    };
                    m6 = fold(&[m6, v12.digest()]);
                    if fold(&[v1.digest()]) % 3 > 0 {
                        break m6.wrapping_mul(3);
                    }
                };
                m6 = fold(&[m6, m6.digest(), v13.digest()]);
                slow_pay(&a).named("s29013").await?
            }
        };
        fold(&[v1.digest(), m2.digest(), v14.digest(), v1])
    }
}

fn f29_text() -> &'static str {
    r####"pipeline! {
    #[deadline(8h)]
    pub F29(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = measure(&c).named("s29001").await?;
        let mut m2: u32 = (b ^ v1);
        let v14: u32 = match pick(&v1).named("s29002").await? {
            Choice::Left(n3) => {
                m2 = blend(m2, &v1).named("s29003").await?;
                let t5: u32 = fold(&[v1.digest(), v1]);
                m2 = fold(&[m2, t5.digest()]);
                F0(23u32, m2, c).named("s29004").await?
            }
            _ => {
                let mut m6: u32 = fold(&[v1.digest(), b]);
                let v13: u32 = #[rounds(2)] loop {
                    let v12: u32 = match pick(&put(&m2).named("s29006")
                        .or_else(|f7| slow_put(f7.digest() ^ (v1 ^ m6)).named("s29007"))
                        .or_else(|_| slow_pay(&m6).named("s29008")).await?).named("s29005").await? {
                        Choice::Left(n9) => {
                            let _ = signal::<u32>("g29009").timeout(1h).await?;
                            pay((send(&n9).named("s29011").await? + 6), &c).named("s29010").await?
                        }
                        _ => {
                            let v11 = title(&v1).named("s29012").await?;
                            fold(&[v11.digest(), (v1 ^ m2)])
                        }
                    };
                    m6 = fold(&[m6, v12.digest()]);
                    if fold(&[v1.digest()]) % 3 > 0 {
                        break m6.wrapping_mul(3);
                    }
                };
                m6 = fold(&[m6, m6.digest(), v13.digest()]);
                slow_pay(&a).named("s29013").await?
            }
        };
        fold(&[v1.digest(), m2.digest(), v14.digest(), v1])
    }
}
"####
}

async fn f29(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1: u32 = measure_twin(&cx.at("s29001"), &c).await?;
let mut m2: u32 = (b ^ v1);
let v14: u32 = match pick_twin(&cx.at("s29002"), &v1).await? {
    Choice::Left(n3) => {
        m2 = blend_twin(&cx.at("s29003"), m2, &v1).await?;
        let t5: u32 = fold(&[v1.digest(), v1]);
        m2 = fold(&[m2, t5.digest()]);
        f0_boxed(cx.of("s29004"), 23u32, m2, c.clone()).await.map_err(|ended| ended.within(&cx.at("s29004")))?
    }
    _ => {
        let mut m6: u32 = fold(&[v1.digest(), b]);
        let v13: u32 = { let outside = cx.clone(); let mut round = 0; loop {
                if round >= 2 { return Err(Ended::rounds(2, &outside)); }
                let cx = &outside.item(round); round += 1;
                let v12: u32 = match pick_twin(&cx.at("s29005"), &('chain: {
                            let fell = match put_twin(&cx.at("s29006"), &m2).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                            if fell.unknown && true { break 'chain Err(fell); }
                            let f7 = fell.seen();
                            let fell = match slow_put_twin(&cx.at("s29007"), f7.digest() ^ (v1 ^ m6)).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                            if fell.unknown && true { break 'chain Err(fell); }
                            let f8 = fell.seen();
                            slow_pay_twin(&cx.at("s29008"), &m6).await
                    })?).await? {
                    Choice::Left(n9) => {
                        let _ = Ok::<u32, Ended>(cx.signal("g29009"))?;
                        pay_twin(&cx.at("s29010"), (send_twin(&cx.at("s29011"), &n9).await? + 6), &c).await?
                    }
                    _ => {
                        let v11 = title_twin(&cx.at("s29012"), &v1).await?;
                        fold(&[v11.digest(), (v1 ^ m2)])
                    }
                };
                m6 = fold(&[m6, v12.digest()]);
                if fold(&[v1.digest()]) % 3 > 0 {
                    break m6.wrapping_mul(3);
                }
        }};
        m6 = fold(&[m6, m6.digest(), v13.digest()]);
        slow_pay_twin(&cx.at("s29013"), &a).await?
    }
};
fold(&[v1.digest(), m2.digest(), v14.digest(), v1])
    })
}

fn f29_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f29(cx, a, b, c))
}
