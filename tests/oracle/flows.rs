// Made by `cargo xtask oracle`: 30 flows from seed 2097. Do not edit.
#![allow(warnings)]

use orch::{Failed, Gathered, pipeline};

use crate::agents::*;
use crate::check::{Flow, Given};
use crate::twin::{Cx, Ended, Fell, brittle_twin, distinct, gather, gather_tolerant, race};
use crate::value::{Choice, Digest, Trouble, brittle, fold, glue};

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
        if b.digest() > 40 {
            let v1: u32 = if b.digest() > 40 {
                let _ = fetch(&c.digest()).named("s1").await?;
                weigh(&[b, 7], (b ^ b)).named("s2").await?
            } else {
                let _ = race(fetch_again(b).named("s3r0of2").delay(7ms), fetch_again(fold(&[b.digest(), b])).named("s3r1of2")).await?;
                look(&b).named("s4").await?
            };
            let t2: u32 = fold(&[v1.digest()]);
            let _ = look(&t2).named("s5").await?;
        }
        let r4 = blend(b, &a).named("s6")
        .or_else_unknown(|_| measure(&c).named("s7")).await;
        let v5 = pick(&b).named("s8").await?;
        if r4.digest() % 2 == 0 {
            return a;
        }
        let v11: u32 = match measure(&c).named("s9").await {
            Ok(n6) => {
                let v10: u32 = if let Choice::Left(n9) = v5 {
                    weigh(&[n9, 7], n6).named("s10").await?
                } else {
                    fetch(&b).named("s11").await?
                };
                fold(&[v10.digest(), v10.wrapping_mul(3)])
            }
            Err(Failed { error: Some(Trouble::Hard(n8)), .. }) if n8 > 2 => {
                look(&v5.digest()).named("s12").await?
            }
            Err(f7) => {
                fetch(&f7.digest()).named("s13").await?
            }
        };
        fold(&[r4.digest(), v5.digest(), v11.digest(), a])
    }
}

fn f0_text() -> &'static str {
    r####"pipeline! {
    pub F0(a: u32, b: u32, c: String) -> u32 {
        if b.digest() > 40 {
            let v1: u32 = if b.digest() > 40 {
                let _ = fetch(&c.digest()).named("s1").await?;
                weigh(&[b, 7], (b ^ b)).named("s2").await?
            } else {
                let _ = race(fetch_again(b).named("s3r0of2").delay(7ms), fetch_again(fold(&[b.digest(), b])).named("s3r1of2")).await?;
                look(&b).named("s4").await?
            };
            let t2: u32 = fold(&[v1.digest()]);
            let _ = look(&t2).named("s5").await?;
        }
        let r4 = blend(b, &a).named("s6")
        .or_else_unknown(|_| measure(&c).named("s7")).await;
        let v5 = pick(&b).named("s8").await?;
        if r4.digest() % 2 == 0 {
            return a;
        }
        let v11: u32 = match measure(&c).named("s9").await {
            Ok(n6) => {
                let v10: u32 = if let Choice::Left(n9) = v5 {
                    weigh(&[n9, 7], n6).named("s10").await?
                } else {
                    fetch(&b).named("s11").await?
                };
                fold(&[v10.digest(), v10.wrapping_mul(3)])
            }
            Err(Failed { error: Some(Trouble::Hard(n8)), .. }) if n8 > 2 => {
                look(&v5.digest()).named("s12").await?
            }
            Err(f7) => {
                fetch(&f7.digest()).named("s13").await?
            }
        };
        fold(&[r4.digest(), v5.digest(), v11.digest(), a])
    }
}
"####
}

async fn f0(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
if b.digest() > 40 {
    let v1: u32 = if b.digest() > 40 {
        let _ = fetch_twin(&cx.at("s1"), &c.digest()).await?;
        weigh_twin(&cx.at("s2"), &[b, 7], (b ^ b)).await?
    } else {
        let _ = race(vec![fetch_again_twin(&cx.at("s3r0of2"), b).await, fetch_again_twin(&cx.at("s3r1of2"), fold(&[b.digest(), b])).await])?;
        look_twin(&cx.at("s4"), &b).await?
    };
    let t2: u32 = fold(&[v1.digest()]);
    let _ = look_twin(&cx.at("s5"), &t2).await?;
}
let r4 = 'chain: {
    let fell = match blend_twin(&cx.at("s6"), b, &a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
    if fell.unknown && false { break 'chain Err(fell); }
    let f3 = fell.seen();
    measure_twin(&cx.at("s7"), &c).await
}.map_err(Fell::seen);
let v5 = pick_twin(&cx.at("s8"), &b).await?;
if r4.digest() % 2 == 0 {
    return Ok(a);
}
let v11: u32 = match measure_twin(&cx.at("s9"), &c).await.map_err(Fell::seen) {
    Ok(n6) => {
        let v10: u32 = if let Choice::Left(n9) = v5.clone() {
            weigh_twin(&cx.at("s10"), &[n9, 7], n6).await?
        } else {
            fetch_twin(&cx.at("s11"), &b).await?
        };
        fold(&[v10.digest(), v10.wrapping_mul(3)])
    }
    Err(Failed { error: Some(Trouble::Hard(n8)), .. }) if n8 > 2 => {
        look_twin(&cx.at("s12"), &v5.digest()).await?
    }
    Err(f7) => {
        fetch_twin(&cx.at("s13"), &f7.digest()).await?
    }
};
fold(&[r4.digest(), v5.digest(), v11.digest(), a])
    })
}

fn f0_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f0(cx, a, b, c))
}

pipeline! {
    pub F1(a: u32, b: u32, c: String) -> u32 {
        let v1 = look(&a).named("s1001").await?;
        let v2 = spread(v1).named("s1002").await?;
        let v10: Gathered<u32> = for x3 in each(v2).concurrent(3).tolerate(0) {
            {
                let v9: Gathered<u32> = for x4 in each(&v2).concurrent(2).tolerate(2) {
                    {
                        let v5 = fetch(&v1).named("s1003").await?;
                        let r6 = look(&v1.digest()).named("s1004").await;
                        let t7: u32 = (*x4);
                        let t8: u32 = fold(&[v5.digest(), r6.digest(), t7.digest()]);
                        let _ = look(&t8).named("s1006").await?;
                        blend(v5.wrapping_mul(3), x4).named("s1005").await?
                    }
                };
                fold(&[v9.digest(), 38u32])
            }
        };
        fold(&[v1.digest(), v2.digest(), v10.digest(), a])
    }
}

fn f1_text() -> &'static str {
    r####"pipeline! {
    pub F1(a: u32, b: u32, c: String) -> u32 {
        let v1 = look(&a).named("s1001").await?;
        let v2 = spread(v1).named("s1002").await?;
        let v10: Gathered<u32> = for x3 in each(v2).concurrent(3).tolerate(0) {
            {
                let v9: Gathered<u32> = for x4 in each(&v2).concurrent(2).tolerate(2) {
                    {
                        let v5 = fetch(&v1).named("s1003").await?;
                        let r6 = look(&v1.digest()).named("s1004").await;
                        let t7: u32 = (*x4);
                        let t8: u32 = fold(&[v5.digest(), r6.digest(), t7.digest()]);
                        let _ = look(&t8).named("s1006").await?;
                        blend(v5.wrapping_mul(3), x4).named("s1005").await?
                    }
                };
                fold(&[v9.digest(), 38u32])
            }
        };
        fold(&[v1.digest(), v2.digest(), v10.digest(), a])
    }
}
"####
}

async fn f1(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = look_twin(&cx.at("s1001"), &a).await?;
let v2 = spread_twin(&cx.at("s1002"), v1).await?;
let v10: Gathered<u32> = {  let part = cx.part(); let mut items = Vec::new();
    for (i, x3) in v2.iter().enumerate() {
        let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
        items.push((key, async { let x3 = *x3;
                    Ok::<u32, Ended>({
                            let v9: Gathered<u32> = {  let part = cx.part(); let mut items = Vec::new();
                                for (i, x4) in v2.iter().enumerate() {
                                    let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
                                    items.push((key, async {
                                                Ok::<u32, Ended>({
                                                        let v5 = fetch_twin(&cx.at("s1003"), &v1).await?;
                                                        let r6 = look_twin(&cx.at("s1004"), &v1.digest()).await.map_err(Fell::seen);
                                                        let t7: u32 = (*x4);
                                                        let t8: u32 = fold(&[v5.digest(), r6.digest(), t7.digest()]);
                                                        let _ = look_twin(&cx.at("s1006"), &t8).await?;
                                                        blend_twin(&cx.at("s1005"), v5.wrapping_mul(3), x4).await?
                                                })
                                            }.await)); } gather_tolerant(items, 2)? };
                            fold(&[v9.digest(), 38u32])
                    })
                }.await)); } gather_tolerant(items, 0)? };
fold(&[v1.digest(), v2.digest(), v10.digest(), a])
    })
}

fn f1_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f1(cx, a, b, c))
}

pipeline! {
    pub F2(a: u32, b: u32, c: String) -> u32 {
        let v1 = spread(c.digest()).named("s2001").await?;
        let v17: Vec<u32> = for x2 in each(&v1) {
            {
                let v16: u32 = match look(&a).named("s2002")
                .or_else(|_| fetch_again(30u32).named("s2003")).await {
                    Ok(n4) => {
                        if v1.digest() % 2 == 0 {
                            let v7 = title(&x2.digest()).named("s2004").await?;
                            let t8: u32 = fold(&[v7.digest()]);
                            let _ = look(&t8).named("s2005").await?;
                        }
                        measure(&c).named("s2006").await?
                    }
                    Err(f5) => {
                        let v15: u32 = match weigh(&v1, fetch_again(((*x2) ^ (*x2))).named("s2008").after(&v1).await?).named("s2007").await {
                            Ok(n9) => {
                                let v12 = weigh(&v1, x2.digest()).named("s2009").await?;
                                let t14: u32 = fold(&[v12.digest()]);
                                let _ = look(&t14).named("s2012").await?;
                                fetch(x2).named("s2010")
                                .or_else(|_| blend(n9, x2).named("s2011")).await?
                            }
                            Err(Failed { error: Some(Trouble::Hard(n11)), .. }) if n11 > 2 => {
                                look(&b).named("s2013").await?
                            }
                            Err(f10) => {
                                fetch(x2).named("s2014").await?
                            }
                        };
                        fold(&[v15.digest(), f5.digest()])
                    }
                };
                fold(&[v16.digest(), v16.wrapping_mul(3)])
            }
        };
        fold(&[v1.digest(), v17.digest(), send(&a).named("s2015").await?])
    }
}

fn f2_text() -> &'static str {
    r####"pipeline! {
    pub F2(a: u32, b: u32, c: String) -> u32 {
        let v1 = spread(c.digest()).named("s2001").await?;
        let v17: Vec<u32> = for x2 in each(&v1) {
            {
                let v16: u32 = match look(&a).named("s2002")
                .or_else(|_| fetch_again(30u32).named("s2003")).await {
                    Ok(n4) => {
                        if v1.digest() % 2 == 0 {
                            let v7 = title(&x2.digest()).named("s2004").await?;
                            let t8: u32 = fold(&[v7.digest()]);
                            let _ = look(&t8).named("s2005").await?;
                        }
                        measure(&c).named("s2006").await?
                    }
                    Err(f5) => {
                        let v15: u32 = match weigh(&v1, fetch_again(((*x2) ^ (*x2))).named("s2008").after(&v1).await?).named("s2007").await {
                            Ok(n9) => {
                                let v12 = weigh(&v1, x2.digest()).named("s2009").await?;
                                let t14: u32 = fold(&[v12.digest()]);
                                let _ = look(&t14).named("s2012").await?;
                                fetch(x2).named("s2010")
                                .or_else(|_| blend(n9, x2).named("s2011")).await?
                            }
                            Err(Failed { error: Some(Trouble::Hard(n11)), .. }) if n11 > 2 => {
                                look(&b).named("s2013").await?
                            }
                            Err(f10) => {
                                fetch(x2).named("s2014").await?
                            }
                        };
                        fold(&[v15.digest(), f5.digest()])
                    }
                };
                fold(&[v16.digest(), v16.wrapping_mul(3)])
            }
        };
        fold(&[v1.digest(), v17.digest(), send(&a).named("s2015").await?])
    }
}
"####
}

async fn f2(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = spread_twin(&cx.at("s2001"), c.digest()).await?;
let v17: Vec<u32> = {  let part = cx.part(); let mut items = Vec::new();
    for (i, x2) in v1.iter().enumerate() {
        let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
        items.push((key, async {
                    Ok::<u32, Ended>({
                            let v16: u32 = match 'chain: {
                                let fell = match look_twin(&cx.at("s2002"), &a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                                if fell.unknown && false { break 'chain Err(fell); }
                                let f3 = fell.seen();
                                fetch_again_twin(&cx.at("s2003"), 30u32).await
                            }.map_err(Fell::seen) {
                                Ok(n4) => {
                                    if v1.digest() % 2 == 0 {
                                        let v7 = 'chain: {
                                            title_twin(&cx.at("s2004"), &x2.digest()).await
                                        }?;
                                        let t8: u32 = fold(&[v7.digest()]);
                                        let _ = look_twin(&cx.at("s2005"), &t8).await?;
                                    }
                                    measure_twin(&cx.at("s2006"), &c).await?
                                }
                                Err(f5) => {
                                    let v15: u32 = match weigh_twin(&cx.at("s2007"), &v1, fetch_again_twin(&cx.at("s2008"), ((*x2) ^ (*x2))).await?).await.map_err(Fell::seen) {
                                        Ok(n9) => {
                                            let v12 = weigh_twin(&cx.at("s2009"), &v1, x2.digest()).await?;
                                            let t14: u32 = fold(&[v12.digest()]);
                                            let _ = look_twin(&cx.at("s2012"), &t14).await?;
                                            'chain: {
                                                let fell = match fetch_twin(&cx.at("s2010"), x2).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                                                if fell.unknown && false { break 'chain Err(fell); }
                                                let f13 = fell.seen();
                                                blend_twin(&cx.at("s2011"), n9, x2).await
                                            }?
                                        }
                                        Err(Failed { error: Some(Trouble::Hard(n11)), .. }) if n11 > 2 => {
                                            look_twin(&cx.at("s2013"), &b).await?
                                        }
                                        Err(f10) => {
                                            fetch_twin(&cx.at("s2014"), x2).await?
                                        }
                                    };
                                    fold(&[v15.digest(), f5.digest()])
                                }
                            };
                            fold(&[v16.digest(), v16.wrapping_mul(3)])
                    })
                }.await)); } gather(items)? };
fold(&[v1.digest(), v17.digest(), send_twin(&cx.at("s2015"), &a).await?])
    })
}

fn f2_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f2(cx, a, b, c))
}

pipeline! {
    pub F3(a: u32, b: u32, c: String) -> u32 {
        let g1 = b;
        brittle(b.digest(), 866);
        let v5: u32 = if fold(&[pay(fold(&[c.digest(), a]), &c).named("s3001").await?]) % 3 > 0 {
            let v3 = pick(&c.digest()).named("s3002").await?;
            fold(&[v3.digest(), v3.digest()])
        } else {
            let v4: u32 = if fold(&[a.digest()]) % 3 > 0 {
                put(&pay(44u32, &c).named("s3004").await?).named("s3003").await?
            } else {
                look(&a).named("s3005").await?
            };
            fold(&[v4.digest(), 2u32])
        };
        fold(&[g1.digest(), v5.digest(), a])
    }
}

fn f3_text() -> &'static str {
    r####"pipeline! {
    pub F3(a: u32, b: u32, c: String) -> u32 {
        let g1 = b;
        brittle(b.digest(), 866);
        let v5: u32 = if fold(&[pay(fold(&[c.digest(), a]), &c).named("s3001").await?]) % 3 > 0 {
            let v3 = pick(&c.digest()).named("s3002").await?;
            fold(&[v3.digest(), v3.digest()])
        } else {
            let v4: u32 = if fold(&[a.digest()]) % 3 > 0 {
                put(&pay(44u32, &c).named("s3004").await?).named("s3003").await?
            } else {
                look(&a).named("s3005").await?
            };
            fold(&[v4.digest(), 2u32])
        };
        fold(&[g1.digest(), v5.digest(), a])
    }
}
"####
}

async fn f3(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let g1 = b;
brittle_twin(b.digest(), 866)?;
let v5: u32 = if fold(&[pay_twin(&cx.at("s3001"), fold(&[c.digest(), a]), &c).await?]) % 3 > 0 {
    let v3 = pick_twin(&cx.at("s3002"), &c.digest()).await?;
    fold(&[v3.digest(), v3.digest()])
} else {
    let v4: u32 = if fold(&[a.digest()]) % 3 > 0 {
        put_twin(&cx.at("s3003"), &pay_twin(&cx.at("s3004"), 44u32, &c).await?).await?
    } else {
        look_twin(&cx.at("s3005"), &a).await?
    };
    fold(&[v4.digest(), 2u32])
};
fold(&[g1.digest(), v5.digest(), a])
    })
}

fn f3_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f3(cx, a, b, c))
}

pipeline! {
    pub F4(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = b.wrapping_mul(3);
        let v6: u32 = if m1.digest() % 2 == 0 {
            let g2 = 6u32;
            let p3 = glue(b, 801)?;
            fold(&[g2.digest(), p3.digest(), p3.digest()])
        } else {
            let v5: Vec<u32> = for x4 in each::<u32>(vec![b, 3, fold(&[c.digest(), m1])]).concurrent(3) {
                {
                    send(&a).named("s4001").await?
                }
            };
            m1 = fold(&[m1, v5.digest()]);
            fetch(&put(&a).named("s4003").await?).named("s4002").await?
        };
        fold(&[m1.digest(), v6.digest(), fold(&[c.digest(), v6])])
    }
}

fn f4_text() -> &'static str {
    r####"pipeline! {
    pub F4(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = b.wrapping_mul(3);
        let v6: u32 = if m1.digest() % 2 == 0 {
            let g2 = 6u32;
            let p3 = glue(b, 801)?;
            fold(&[g2.digest(), p3.digest(), p3.digest()])
        } else {
            let v5: Vec<u32> = for x4 in each::<u32>(vec![b, 3, fold(&[c.digest(), m1])]).concurrent(3) {
                {
                    send(&a).named("s4001").await?
                }
            };
            m1 = fold(&[m1, v5.digest()]);
            fetch(&put(&a).named("s4003").await?).named("s4002").await?
        };
        fold(&[m1.digest(), v6.digest(), fold(&[c.digest(), v6])])
    }
}
"####
}

async fn f4(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let mut m1: u32 = b.wrapping_mul(3);
let v6: u32 = if m1.digest() % 2 == 0 {
    let g2 = 6u32;
    let p3 = glue(b, 801)?;
    fold(&[g2.digest(), p3.digest(), p3.digest()])
} else {
    let v5: Vec<u32> = {  let part = cx.part(); let mut items = Vec::new();
        for (i, x4) in vec![b, 3, fold(&[c.digest(), m1])].iter().enumerate() {
            let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
            items.push((key, async { let x4 = *x4;
                        Ok::<u32, Ended>({
                                send_twin(&cx.at("s4001"), &a).await?
                        })
                    }.await)); } gather(items)? };
    m1 = fold(&[m1, v5.digest()]);
    fetch_twin(&cx.at("s4002"), &put_twin(&cx.at("s4003"), &a).await?).await?
};
fold(&[m1.digest(), v6.digest(), fold(&[c.digest(), v6])])
    })
}

fn f4_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f4(cx, a, b, c))
}

pipeline! {
    pub F5(a: u32, b: u32, c: String) -> u32 {
        let v1 = fetch(&b).named("s5001").await?;
        fold(&[v1.digest(), (b ^ v1)])
    }
}

fn f5_text() -> &'static str {
    r####"pipeline! {
    pub F5(a: u32, b: u32, c: String) -> u32 {
        let v1 = fetch(&b).named("s5001").await?;
        fold(&[v1.digest(), (b ^ v1)])
    }
}
"####
}

async fn f5(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = fetch_twin(&cx.at("s5001"), &b).await?;
fold(&[v1.digest(), (b ^ v1)])
    })
}

fn f5_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f5(cx, a, b, c))
}

pipeline! {
    pub F6(a: u32, b: u32, c: String) -> u32 {
        let v1 = race(look(&b).named("s6001r0of2").delay(7ms), fetch_again(a).named("s6001r1of2")).await?;
        let v2: Vec<u32> = vec![v1, 3, b.digest()];
        let mut m3: u32 = v1.digest();
        for x4 in &v2 {
            if m3.digest() > 40 {
                continue;
            }
        }
        if fold(&[v2.digest()]) % 3 > 0 {
            let t5: u32 = (m3 ^ m3);
            let v14: u32 = if a.digest() > 40 {
                let v11: u32 = match fetch_again((put_again((v1 ^ m3), &t5).named("s6003").await? + 3)).named("s6002").await {
                    Ok(n6) => {
                        put(&look(&t5).named("s6005").await?).named("s6004").await?
                    }
                    Err(Failed { error: Some(Trouble::Hard(n8)), .. }) if n8 > 2 => {
                        fetch_again(n8.wrapping_mul(3)).named("s6006").await?
                    }
                    Err(f7) => {
                        fetch(&m3).named("s6007")
                        .or_else(|_| look(&b).named("s6008"))
                        .or_else(|_| put(&t5).named("s6009")).await?
                    }
                };
                fold(&[v11.digest(), t5.digest()])
            } else {
                blend(4u32, &m3).named("s6010")
                .or_else(|f12| pay(f12.digest() ^ m3, &c).named("s6011"))
                .or_else(|_| put(&t5).named("s6012")).await?
            };
            m3 = fold(&[m3, t5.digest(), v14.digest()]);
        } else {
        }
        fold(&[v1.digest(), v2.digest(), m3.digest(), (m3 ^ b)])
    }
}

fn f6_text() -> &'static str {
    r####"pipeline! {
    pub F6(a: u32, b: u32, c: String) -> u32 {
        let v1 = race(look(&b).named("s6001r0of2").delay(7ms), fetch_again(a).named("s6001r1of2")).await?;
        let v2: Vec<u32> = vec![v1, 3, b.digest()];
        let mut m3: u32 = v1.digest();
        for x4 in &v2 {
            if m3.digest() > 40 {
                continue;
            }
        }
        if fold(&[v2.digest()]) % 3 > 0 {
            let t5: u32 = (m3 ^ m3);
            let v14: u32 = if a.digest() > 40 {
                let v11: u32 = match fetch_again((put_again((v1 ^ m3), &t5).named("s6003").await? + 3)).named("s6002").await {
                    Ok(n6) => {
                        put(&look(&t5).named("s6005").await?).named("s6004").await?
                    }
                    Err(Failed { error: Some(Trouble::Hard(n8)), .. }) if n8 > 2 => {
                        fetch_again(n8.wrapping_mul(3)).named("s6006").await?
                    }
                    Err(f7) => {
                        fetch(&m3).named("s6007")
                        .or_else(|_| look(&b).named("s6008"))
                        .or_else(|_| put(&t5).named("s6009")).await?
                    }
                };
                fold(&[v11.digest(), t5.digest()])
            } else {
                blend(4u32, &m3).named("s6010")
                .or_else(|f12| pay(f12.digest() ^ m3, &c).named("s6011"))
                .or_else(|_| put(&t5).named("s6012")).await?
            };
            m3 = fold(&[m3, t5.digest(), v14.digest()]);
        } else {
        }
        fold(&[v1.digest(), v2.digest(), m3.digest(), (m3 ^ b)])
    }
}
"####
}

async fn f6(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = race(vec![look_twin(&cx.at("s6001r0of2"), &b).await, fetch_again_twin(&cx.at("s6001r1of2"), a).await])?;
let v2: Vec<u32> = vec![v1, 3, b.digest()];
let mut m3: u32 = v1.digest();
for (i, x4) in v2.iter().enumerate() {
    let cx = &cx.item(i);
    if m3.digest() > 40 {
        continue;
    }
}
if fold(&[v2.digest()]) % 3 > 0 {
    let t5: u32 = (m3 ^ m3);
    let v14: u32 = if a.digest() > 40 {
        let v11: u32 = match fetch_again_twin(&cx.at("s6002"), (put_again_twin(&cx.at("s6003"), (v1 ^ m3), &t5).await? + 3)).await.map_err(Fell::seen) {
            Ok(n6) => {
                put_twin(&cx.at("s6004"), &look_twin(&cx.at("s6005"), &t5).await?).await?
            }
            Err(Failed { error: Some(Trouble::Hard(n8)), .. }) if n8 > 2 => {
                fetch_again_twin(&cx.at("s6006"), n8.wrapping_mul(3)).await?
            }
            Err(f7) => {
                'chain: {
                    let fell = match fetch_twin(&cx.at("s6007"), &m3).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                    if fell.unknown && false { break 'chain Err(fell); }
                    let f9 = fell.seen();
                    let fell = match look_twin(&cx.at("s6008"), &b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                    if fell.unknown && true { break 'chain Err(fell); }
                    let f10 = fell.seen();
                    put_twin(&cx.at("s6009"), &t5).await
                }?
            }
        };
        fold(&[v11.digest(), t5.digest()])
    } else {
        'chain: {
            let fell = match blend_twin(&cx.at("s6010"), 4u32, &m3).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && true { break 'chain Err(fell); }
            let f12 = fell.seen();
            let fell = match pay_twin(&cx.at("s6011"), f12.digest() ^ m3, &c).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && true { break 'chain Err(fell); }
            let f13 = fell.seen();
            put_twin(&cx.at("s6012"), &t5).await
        }?
    };
    m3 = fold(&[m3, t5.digest(), v14.digest()]);
} else {
}
fold(&[v1.digest(), v2.digest(), m3.digest(), (m3 ^ b)])
    })
}

fn f6_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f6(cx, a, b, c))
}

pipeline! {
    pub F7(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = b;
        let _ = measure(&c).named("s7001").await?;
        fold(&[t1.digest(), t1.wrapping_mul(3)])
    }
}

fn f7_text() -> &'static str {
    r####"pipeline! {
    pub F7(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = b;
        let _ = measure(&c).named("s7001").await?;
        fold(&[t1.digest(), t1.wrapping_mul(3)])
    }
}
"####
}

async fn f7(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let t1: u32 = b;
let _ = measure_twin(&cx.at("s7001"), &c).await?;
fold(&[t1.digest(), t1.wrapping_mul(3)])
    })
}

fn f7_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f7(cx, a, b, c))
}

pipeline! {
    pub F8(a: u32, b: u32, c: String) -> u32 {
        let p1: u32 = glue(a.wrapping_mul(3), 547)?;
        fold(&[p1.digest(), c.digest()])
    }
}

fn f8_text() -> &'static str {
    r####"pipeline! {
    pub F8(a: u32, b: u32, c: String) -> u32 {
        let p1: u32 = glue(a.wrapping_mul(3), 547)?;
        fold(&[p1.digest(), c.digest()])
    }
}
"####
}

async fn f8(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let p1: u32 = glue(a.wrapping_mul(3), 547)?;
fold(&[p1.digest(), c.digest()])
    })
}

fn f8_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f8(cx, a, b, c))
}

pipeline! {
    pub F9(a: u32, b: u32, c: String) -> u32 {
        let v5: u32 = if weigh(&[a, 7], 1u32).named("s9001")
        .or_else(|_| measure(&c).named("s9002")).await? > 40 {
            let g2 = 26u32;
            fold(&[g2.digest(), fold(&[c.digest(), b])])
        } else {
            let t3: u32 = a.digest();
            let v4 = title(&a).named("s9003").await?;
            fold(&[t3.digest(), v4.digest(), b])
        };
        let v6 = pay(b, &c).named("s9004").after(&v5).await?;
        let v11: u32 = match pick(&put(&v5).named("s9006").await?).named("s9005").await? {
            Choice::Left(n7) => {
                let g9 = v5;
                let v10: u32 = if g9.digest() > 40 {
                    F0(g9, n7, c).named("s9007").await?
                } else {
                    measure(&c).named("s9008").await?
                };
                fold(&[g9.digest(), v10.digest(), a])
            }
            Choice::Right { value: n8 } => {
                put_again(b, &v6).named("s9009").await?
            }
            Choice::Nothing => {
                fetch_again(v5).named("s9010").await?
            }
        };
        fold(&[v5.digest(), v6.digest(), v11.digest(), v6])
    }
}

fn f9_text() -> &'static str {
    r####"pipeline! {
    pub F9(a: u32, b: u32, c: String) -> u32 {
        let v5: u32 = if weigh(&[a, 7], 1u32).named("s9001")
        .or_else(|_| measure(&c).named("s9002")).await? > 40 {
            let g2 = 26u32;
            fold(&[g2.digest(), fold(&[c.digest(), b])])
        } else {
            let t3: u32 = a.digest();
            let v4 = title(&a).named("s9003").await?;
            fold(&[t3.digest(), v4.digest(), b])
        };
        let v6 = pay(b, &c).named("s9004").after(&v5).await?;
        let v11: u32 = match pick(&put(&v5).named("s9006").await?).named("s9005").await? {
            Choice::Left(n7) => {
                let g9 = v5;
                let v10: u32 = if g9.digest() > 40 {
                    F0(g9, n7, c).named("s9007").await?
                } else {
                    measure(&c).named("s9008").await?
                };
                fold(&[g9.digest(), v10.digest(), a])
            }
            Choice::Right { value: n8 } => {
                put_again(b, &v6).named("s9009").await?
            }
            Choice::Nothing => {
                fetch_again(v5).named("s9010").await?
            }
        };
        fold(&[v5.digest(), v6.digest(), v11.digest(), v6])
    }
}
"####
}

async fn f9(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v5: u32 = if 'chain: {
    let fell = match weigh_twin(&cx.at("s9001"), &[a, 7], 1u32).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
    if fell.unknown && false { break 'chain Err(fell); }
    let f1 = fell.seen();
    measure_twin(&cx.at("s9002"), &c).await
}? > 40 {
    let g2 = 26u32;
    fold(&[g2.digest(), fold(&[c.digest(), b])])
} else {
    let t3: u32 = a.digest();
    let v4 = title_twin(&cx.at("s9003"), &a).await?;
    fold(&[t3.digest(), v4.digest(), b])
};
let v6 = pay_twin(&cx.at("s9004"), b, &c).await?;
let v11: u32 = match pick_twin(&cx.at("s9005"), &put_twin(&cx.at("s9006"), &v5).await?).await? {
    Choice::Left(n7) => {
        let g9 = v5;
        let v10: u32 = if g9.digest() > 40 {
            f0_boxed(cx.at("s9007"), g9, n7, c.clone()).await.map_err(|ended| ended.within(&cx.at("s9007")))?
        } else {
            measure_twin(&cx.at("s9008"), &c).await?
        };
        fold(&[g9.digest(), v10.digest(), a])
    }
    Choice::Right { value: n8 } => {
        put_again_twin(&cx.at("s9009"), b, &v6).await?
    }
    Choice::Nothing => {
        fetch_again_twin(&cx.at("s9010"), v5).await?
    }
};
fold(&[v5.digest(), v6.digest(), v11.digest(), v6])
    })
}

fn f9_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f9(cx, a, b, c))
}

pipeline! {
    pub F10(a: u32, b: u32, c: String) -> u32 {
        let v7: u32 = match pick(&b.digest()).named("s10001").await? {
            Choice::Left(n1) => {
                if b.digest() > 40 {
                    return 46u32;
                }
                weigh(&[n1, 7], 12u32).named("s10002").await?
            }
            Choice::Right { value: n2 } => {
                let v3 = spread((blend(fold(&[c.digest(), a]), &fetch_again(a).named("s10005").await?).named("s10004").await? + 0)).named("s10003").await?;
                let v5: u32 = if fold(&[n2.digest()]) % 3 > 0 {
                    look(&a).named("s10006")
                    .or_else(|_| fetch(&b).named("s10007")).await?
                } else {
                    pay(n2, &c).named("s10008").await?
                };
                let t6: u32 = fold(&[v3.digest(), v5.digest()]);
                let _ = look(&t6).named("s10010").await?;
                race(look(&a).named("s10009r0of2"), fetch(&a).named("s10009r1of2")).await?
            }
            Choice::Nothing => {
                F7(b, a, c).named("s10011").await?
            }
        };
        fold(&[v7.digest(), 33u32])
    }
}

fn f10_text() -> &'static str {
    r####"pipeline! {
    pub F10(a: u32, b: u32, c: String) -> u32 {
        let v7: u32 = match pick(&b.digest()).named("s10001").await? {
            Choice::Left(n1) => {
                if b.digest() > 40 {
                    return 46u32;
                }
                weigh(&[n1, 7], 12u32).named("s10002").await?
            }
            Choice::Right { value: n2 } => {
                let v3 = spread((blend(fold(&[c.digest(), a]), &fetch_again(a).named("s10005").await?).named("s10004").await? + 0)).named("s10003").await?;
                let v5: u32 = if fold(&[n2.digest()]) % 3 > 0 {
                    look(&a).named("s10006")
                    .or_else(|_| fetch(&b).named("s10007")).await?
                } else {
                    pay(n2, &c).named("s10008").await?
                };
                let t6: u32 = fold(&[v3.digest(), v5.digest()]);
                let _ = look(&t6).named("s10010").await?;
                race(look(&a).named("s10009r0of2"), fetch(&a).named("s10009r1of2")).await?
            }
            Choice::Nothing => {
                F7(b, a, c).named("s10011").await?
            }
        };
        fold(&[v7.digest(), 33u32])
    }
}
"####
}

async fn f10(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v7: u32 = match pick_twin(&cx.at("s10001"), &b.digest()).await? {
    Choice::Left(n1) => {
        if b.digest() > 40 {
            return Ok(46u32);
        }
        weigh_twin(&cx.at("s10002"), &[n1, 7], 12u32).await?
    }
    Choice::Right { value: n2 } => {
        let v3 = spread_twin(&cx.at("s10003"), (blend_twin(&cx.at("s10004"), fold(&[c.digest(), a]), &fetch_again_twin(&cx.at("s10005"), a).await?).await? + 0)).await?;
        let v5: u32 = if fold(&[n2.digest()]) % 3 > 0 {
            'chain: {
                let fell = match look_twin(&cx.at("s10006"), &a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                if fell.unknown && false { break 'chain Err(fell); }
                let f4 = fell.seen();
                fetch_twin(&cx.at("s10007"), &b).await
            }?
        } else {
            pay_twin(&cx.at("s10008"), n2, &c).await?
        };
        let t6: u32 = fold(&[v3.digest(), v5.digest()]);
        let _ = look_twin(&cx.at("s10010"), &t6).await?;
        race(vec![look_twin(&cx.at("s10009r0of2"), &a).await, fetch_twin(&cx.at("s10009r1of2"), &a).await])?
    }
    Choice::Nothing => {
        f7_boxed(cx.at("s10011"), b, a, c.clone()).await.map_err(|ended| ended.within(&cx.at("s10011")))?
    }
};
fold(&[v7.digest(), 33u32])
    })
}

fn f10_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f10(cx, a, b, c))
}

pipeline! {
    pub F11(a: u32, b: u32, c: String) -> u32 {
        let v1 = title(&a).named("s11001").await?;
        let mut m2: u32 = b;
        let v6: u32 = #[unordered] {
            let v3 = put(&m2).named("s11002").await?;
            let v4 = send(&m2).named("s11003").await?;
            let v5 = put(&a).named("s11004").await?;
            fold(&[v3.digest(), v4.digest(), v5.digest()])
        };
        let mut m8: u32 = send(&v6).named("s11005")
        .or_else(|f7| pay(f7.digest() ^ (v6 ^ v6), &v1).named("s11006")).await?;
        let v13: u32 = if fold(&[look(&a).named("s11007").await?]) % 3 > 0 {
            let v11 = pay(v6, &c).named("s11008")
            .or_else_unknown(|f9| fetch_again(f9.digest() ^ v6).named("s11009"))
            .or_else(|_| put(&v6).named("s11010")).await?;
            fold(&[v11.digest(), 16u32])
        } else {
            m8 ^= (m8 ^ m2);
            let t12: u32 = (fetch(&m8).named("s11011").await? + 7);
            m8 = fold(&[m8, t12.digest()]);
            look(&m8).named("s11012").await?
        };
        fold(&[v1.digest(), m2.digest(), v6.digest(), m8.digest(), v13.digest(), put(&v6).named("s11013").await?])
    }
}

fn f11_text() -> &'static str {
    r####"pipeline! {
    pub F11(a: u32, b: u32, c: String) -> u32 {
        let v1 = title(&a).named("s11001").await?;
        let mut m2: u32 = b;
        let v6: u32 = #[unordered] {
            let v3 = put(&m2).named("s11002").await?;
            let v4 = send(&m2).named("s11003").await?;
            let v5 = put(&a).named("s11004").await?;
            fold(&[v3.digest(), v4.digest(), v5.digest()])
        };
        let mut m8: u32 = send(&v6).named("s11005")
        .or_else(|f7| pay(f7.digest() ^ (v6 ^ v6), &v1).named("s11006")).await?;
        let v13: u32 = if fold(&[look(&a).named("s11007").await?]) % 3 > 0 {
            let v11 = pay(v6, &c).named("s11008")
            .or_else_unknown(|f9| fetch_again(f9.digest() ^ v6).named("s11009"))
            .or_else(|_| put(&v6).named("s11010")).await?;
            fold(&[v11.digest(), 16u32])
        } else {
            m8 ^= (m8 ^ m2);
            let t12: u32 = (fetch(&m8).named("s11011").await? + 7);
            m8 = fold(&[m8, t12.digest()]);
            look(&m8).named("s11012").await?
        };
        fold(&[v1.digest(), m2.digest(), v6.digest(), m8.digest(), v13.digest(), put(&v6).named("s11013").await?])
    }
}
"####
}

async fn f11(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = title_twin(&cx.at("s11001"), &a).await?;
let mut m2: u32 = b;
let v6: u32 =  {
    let part = cx.part();
    let v3 = { let cx = &cx.lane(part, 0); put_twin(&cx.at("s11002"), &m2).await };
    let v4 = { let cx = &cx.lane(part, 1); send_twin(&cx.at("s11003"), &m2).await };
    let v5 = { let cx = &cx.lane(part, 2); put_twin(&cx.at("s11004"), &a).await };
    let v3 = v3?;
    let v4 = v4?;
    let v5 = v5?;
    fold(&[v3.digest(), v4.digest(), v5.digest()])
};
let mut m8: u32 = 'chain: {
    let fell = match send_twin(&cx.at("s11005"), &v6).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
    if fell.unknown && true { break 'chain Err(fell); }
    let f7 = fell.seen();
    pay_twin(&cx.at("s11006"), f7.digest() ^ (v6 ^ v6), &v1).await
}?;
let v13: u32 = if fold(&[look_twin(&cx.at("s11007"), &a).await?]) % 3 > 0 {
    let v11 = 'chain: {
        let fell = match pay_twin(&cx.at("s11008"), v6, &c).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
        if fell.unknown && false { break 'chain Err(fell); }
        let f9 = fell.seen();
        let fell = match fetch_again_twin(&cx.at("s11009"), f9.digest() ^ v6).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
        if fell.unknown && true { break 'chain Err(fell); }
        let f10 = fell.seen();
        put_twin(&cx.at("s11010"), &v6).await
    }?;
    fold(&[v11.digest(), 16u32])
} else {
    m8 ^= (m8 ^ m2);
    let t12: u32 = (fetch_twin(&cx.at("s11011"), &m8).await? + 7);
    m8 = fold(&[m8, t12.digest()]);
    look_twin(&cx.at("s11012"), &m8).await?
};
fold(&[v1.digest(), m2.digest(), v6.digest(), m8.digest(), v13.digest(), put_twin(&cx.at("s11013"), &v6).await?])
    })
}

fn f11_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f11(cx, a, b, c))
}

pipeline! {
    pub F12(a: u32, b: u32, c: String) -> u32 {
        let v1 = F3(b, b.wrapping_mul(3), c).named("s12001").await?;
        fold(&[v1.digest(), b.digest()])
    }
}

fn f12_text() -> &'static str {
    r####"pipeline! {
    pub F12(a: u32, b: u32, c: String) -> u32 {
        let v1 = F3(b, b.wrapping_mul(3), c).named("s12001").await?;
        fold(&[v1.digest(), b.digest()])
    }
}
"####
}

async fn f12(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = f3_boxed(cx.at("s12001"), b, b.wrapping_mul(3), c.clone()).await.map_err(|ended| ended.within(&cx.at("s12001")))?;
fold(&[v1.digest(), b.digest()])
    })
}

fn f12_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f12(cx, a, b, c))
}

pipeline! {
    pub F13(a: u32, b: u32, c: String) -> u32 {
        let v1 = race(weigh(&[b, 7], a).named("s13001r0of2").delay(7ms), fetch_again(c.digest()).named("s13001r1of2").delay(7ms)).await?;
        let t2: u32 = (a ^ b);
        fold(&[v1.digest(), t2.digest(), fold(&[v1.digest(), v1])])
    }
}

fn f13_text() -> &'static str {
    r####"pipeline! {
    pub F13(a: u32, b: u32, c: String) -> u32 {
        let v1 = race(weigh(&[b, 7], a).named("s13001r0of2").delay(7ms), fetch_again(c.digest()).named("s13001r1of2").delay(7ms)).await?;
        let t2: u32 = (a ^ b);
        fold(&[v1.digest(), t2.digest(), fold(&[v1.digest(), v1])])
    }
}
"####
}

async fn f13(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = race(vec![weigh_twin(&cx.at("s13001r0of2"), &[b, 7], a).await, fetch_again_twin(&cx.at("s13001r1of2"), c.digest()).await])?;
let t2: u32 = (a ^ b);
fold(&[v1.digest(), t2.digest(), fold(&[v1.digest(), v1])])
    })
}

fn f13_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f13(cx, a, b, c))
}

pipeline! {
    pub F14(a: u32, b: u32, c: String) -> u32 {
        let v1 = spread(a).named("s14001").await?;
        let v2 = fetch_again(a).named("s14002").await?;
        if fetch(&v1.digest()).named("s14003").await? > 40 {
            let v7: u32 = match pick(&v2).named("s14004").await? {
                Choice::Left(n3) => {
                    let mut m5: u32 = n3;
                    fold(&[m5.digest(), fold(&[m5.digest(), b])])
                }
                _ => {
                    let t6: u32 = b;
                    fold(&[t6.digest(), t6])
                }
            };
            if fold(&[a.digest()]) % 3 > 0 {
                return b.wrapping_mul(3);
            }
            let t8: u32 = fold(&[v7.digest()]);
            let _ = look(&t8).named("s14005").await?;
        }
        let v9 = pick(&c.digest()).named("s14006").await?;
        fold(&[v1.digest(), v2.digest(), v9.digest(), fetch_again(b.wrapping_mul(3)).named("s14007").await?])
    }
}

fn f14_text() -> &'static str {
    r####"pipeline! {
    pub F14(a: u32, b: u32, c: String) -> u32 {
        let v1 = spread(a).named("s14001").await?;
        let v2 = fetch_again(a).named("s14002").await?;
        if fetch(&v1.digest()).named("s14003").await? > 40 {
            let v7: u32 = match pick(&v2).named("s14004").await? {
                Choice::Left(n3) => {
                    let mut m5: u32 = n3;
                    fold(&[m5.digest(), fold(&[m5.digest(), b])])
                }
                _ => {
                    let t6: u32 = b;
                    fold(&[t6.digest(), t6])
                }
            };
            if fold(&[a.digest()]) % 3 > 0 {
                return b.wrapping_mul(3);
            }
            let t8: u32 = fold(&[v7.digest()]);
            let _ = look(&t8).named("s14005").await?;
        }
        let v9 = pick(&c.digest()).named("s14006").await?;
        fold(&[v1.digest(), v2.digest(), v9.digest(), fetch_again(b.wrapping_mul(3)).named("s14007").await?])
    }
}
"####
}

async fn f14(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = spread_twin(&cx.at("s14001"), a).await?;
let v2 = fetch_again_twin(&cx.at("s14002"), a).await?;
if fetch_twin(&cx.at("s14003"), &v1.digest()).await? > 40 {
    let v7: u32 = match pick_twin(&cx.at("s14004"), &v2).await? {
        Choice::Left(n3) => {
            let mut m5: u32 = n3;
            fold(&[m5.digest(), fold(&[m5.digest(), b])])
        }
        _ => {
            let t6: u32 = b;
            fold(&[t6.digest(), t6])
        }
    };
    if fold(&[a.digest()]) % 3 > 0 {
        return Ok(b.wrapping_mul(3));
    }
    let t8: u32 = fold(&[v7.digest()]);
    let _ = look_twin(&cx.at("s14005"), &t8).await?;
}
let v9 = pick_twin(&cx.at("s14006"), &c.digest()).await?;
fold(&[v1.digest(), v2.digest(), v9.digest(), fetch_again_twin(&cx.at("s14007"), b.wrapping_mul(3)).await?])
    })
}

fn f14_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f14(cx, a, b, c))
}

pipeline! {
    pub F15(a: u32, b: u32, c: String) -> u32 {
        let v6: u32 = if fold(&[measure(&c).named("s15001").await?]) % 3 > 0 {
            let v1 = pick(&b).named("s15002").await?;
            if fold(&[send(&c.digest()).named("s15003").await?]) % 3 > 0 {
                return fold(&[b.digest(), a]);
            }
            let t2: u32 = fold(&[v1.digest()]);
            let _ = look(&t2).named("s15005").await?;
            fetch_again(b).named("s15004").await?
        } else {
            let v3: Vec<u32> = vec![b.digest(), 3, b];
            let v5: Vec<u32> = for x4 in each(v3).concurrent(1) {
                {
                    put(&x4).named("s15006").await?
                }
            };
            fold(&[v3.digest(), v5.digest(), b])
        };
        fold(&[v6.digest(), (b ^ v6)])
    }
}

fn f15_text() -> &'static str {
    r####"pipeline! {
    pub F15(a: u32, b: u32, c: String) -> u32 {
        let v6: u32 = if fold(&[measure(&c).named("s15001").await?]) % 3 > 0 {
            let v1 = pick(&b).named("s15002").await?;
            if fold(&[send(&c.digest()).named("s15003").await?]) % 3 > 0 {
                return fold(&[b.digest(), a]);
            }
            let t2: u32 = fold(&[v1.digest()]);
            let _ = look(&t2).named("s15005").await?;
            fetch_again(b).named("s15004").await?
        } else {
            let v3: Vec<u32> = vec![b.digest(), 3, b];
            let v5: Vec<u32> = for x4 in each(v3).concurrent(1) {
                {
                    put(&x4).named("s15006").await?
                }
            };
            fold(&[v3.digest(), v5.digest(), b])
        };
        fold(&[v6.digest(), (b ^ v6)])
    }
}
"####
}

async fn f15(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v6: u32 = if fold(&[measure_twin(&cx.at("s15001"), &c).await?]) % 3 > 0 {
    let v1 = pick_twin(&cx.at("s15002"), &b).await?;
    if fold(&[send_twin(&cx.at("s15003"), &c.digest()).await?]) % 3 > 0 {
        return Ok(fold(&[b.digest(), a]));
    }
    let t2: u32 = fold(&[v1.digest()]);
    let _ = look_twin(&cx.at("s15005"), &t2).await?;
    fetch_again_twin(&cx.at("s15004"), b).await?
} else {
    let v3: Vec<u32> = vec![b.digest(), 3, b];
    let v5: Vec<u32> = {  let part = cx.part(); let mut items = Vec::new();
        for (i, x4) in v3.iter().enumerate() {
            let (key, cx) = (i.to_string(), &cx.item(i).lane(part, i));
            items.push((key, async { let x4 = *x4;
                        Ok::<u32, Ended>({
                                put_twin(&cx.at("s15006"), &x4).await?
                        })
                    }.await)); } gather(items)? };
    fold(&[v3.digest(), v5.digest(), b])
};
fold(&[v6.digest(), (b ^ v6)])
    })
}

fn f15_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f15(cx, a, b, c))
}

pipeline! {
    pub F16(a: u32, b: u32, c: String) -> u32 {
        let v5: u32 = if c.digest() > 40 {
            let mut m1: u32 = c.digest();
            let v3: u32 = #[rounds(2)] loop {
                let v2: u32 = put(&a).named("s16001").await?;
                m1 = fold(&[m1, v2.digest()]);
                if fold(&[c.digest()]) % 3 > 0 {
                    break (blend(m1.digest(), &b).named("s16002").await? + 3);
                }
            };
            let v4: u32 = put(&m1).named("s16003").after(&v3).await?;
            fold(&[m1.digest(), v3.digest(), v4.digest(), m1])
        } else {
            weigh(&[b, 7], b).named("s16004").await?
        };
        fold(&[v5.digest(), fetch_again(fold(&[a.digest(), a])).named("s16005").await?])
    }
}

fn f16_text() -> &'static str {
    r####"pipeline! {
    pub F16(a: u32, b: u32, c: String) -> u32 {
        let v5: u32 = if c.digest() > 40 {
            let mut m1: u32 = c.digest();
            let v3: u32 = #[rounds(2)] loop {
                let v2: u32 = put(&a).named("s16001").await?;
                m1 = fold(&[m1, v2.digest()]);
                if fold(&[c.digest()]) % 3 > 0 {
                    break (blend(m1.digest(), &b).named("s16002").await? + 3);
                }
            };
            let v4: u32 = put(&m1).named("s16003").after(&v3).await?;
            fold(&[m1.digest(), v3.digest(), v4.digest(), m1])
        } else {
            weigh(&[b, 7], b).named("s16004").await?
        };
        fold(&[v5.digest(), fetch_again(fold(&[a.digest(), a])).named("s16005").await?])
    }
}
"####
}

async fn f16(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v5: u32 = if c.digest() > 40 {
    let mut m1: u32 = c.digest();
    let v3: u32 = { let outside = cx.clone(); let mut round = 0; loop {
            if round >= 2 { return Err(Ended::rounds(2, &outside)); }
            let cx = &outside.item(round); round += 1;
            let v2: u32 = put_twin(&cx.at("s16001"), &a).await?;
            m1 = fold(&[m1, v2.digest()]);
            if fold(&[c.digest()]) % 3 > 0 {
                break (blend_twin(&cx.at("s16002"), m1.digest(), &b).await? + 3);
            }
    }};
    let v4: u32 = put_twin(&cx.at("s16003"), &m1).await?;
    fold(&[m1.digest(), v3.digest(), v4.digest(), m1])
} else {
    weigh_twin(&cx.at("s16004"), &[b, 7], b).await?
};
fold(&[v5.digest(), fetch_again_twin(&cx.at("s16005"), fold(&[a.digest(), a])).await?])
    })
}

fn f16_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f16(cx, a, b, c))
}

pipeline! {
    pub F17(a: u32, b: u32, c: String) -> u32 {
        let v1 = pick(&a).named("s17001").await?;
        fold(&[v1.digest(), v1.digest()])
    }
}

fn f17_text() -> &'static str {
    r####"pipeline! {
    pub F17(a: u32, b: u32, c: String) -> u32 {
        let v1 = pick(&a).named("s17001").await?;
        fold(&[v1.digest(), v1.digest()])
    }
}
"####
}

async fn f17(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = pick_twin(&cx.at("s17001"), &a).await?;
fold(&[v1.digest(), v1.digest()])
    })
}

fn f17_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f17(cx, a, b, c))
}

pipeline! {
    pub F18(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = b;
        if b.digest() % 2 == 0 {
            let v6: u32 = match weigh(&[b, 7], a).named("s18001").await {
                Ok(n2) => {
                    if fold(&[a.digest()]) % 3 > 0 {
                        return a.wrapping_mul(3);
                    }
                    look(&a).named("s18002")
                    .or_else(|f5| fetch_again(f5.digest() ^ m1).named("s18003")).await?
                }
                Err(Failed { error: Some(Trouble::Hard(n4)), .. }) if n4 > 2 => {
                    return b
                }
                Err(f3) => {
                    return a
                }
            };
            m1 = fold(&[m1, v6.digest()]);
        }
        let v7 = spread((b ^ b)).named("s18004").await?;
        let v9: Gathered<u32> = for x8 in each(&v7).tolerate(0).key(|x8| format!("k{x8}")) {
            {
                fetch_again((b ^ (*x8))).named("s18005").await?
            }
        };
        fold(&[m1.digest(), v7.digest(), v9.digest(), fold(&[c.digest(), m1])])
    }
}

fn f18_text() -> &'static str {
    r####"pipeline! {
    pub F18(a: u32, b: u32, c: String) -> u32 {
        let mut m1: u32 = b;
        if b.digest() % 2 == 0 {
            let v6: u32 = match weigh(&[b, 7], a).named("s18001").await {
                Ok(n2) => {
                    if fold(&[a.digest()]) % 3 > 0 {
                        return a.wrapping_mul(3);
                    }
                    look(&a).named("s18002")
                    .or_else(|f5| fetch_again(f5.digest() ^ m1).named("s18003")).await?
                }
                Err(Failed { error: Some(Trouble::Hard(n4)), .. }) if n4 > 2 => {
                    return b
                }
                Err(f3) => {
                    return a
                }
            };
            m1 = fold(&[m1, v6.digest()]);
        }
        let v7 = spread((b ^ b)).named("s18004").await?;
        let v9: Gathered<u32> = for x8 in each(&v7).tolerate(0).key(|x8| format!("k{x8}")) {
            {
                fetch_again((b ^ (*x8))).named("s18005").await?
            }
        };
        fold(&[m1.digest(), v7.digest(), v9.digest(), fold(&[c.digest(), m1])])
    }
}
"####
}

async fn f18(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let mut m1: u32 = b;
if b.digest() % 2 == 0 {
    let v6: u32 = match weigh_twin(&cx.at("s18001"), &[b, 7], a).await.map_err(Fell::seen) {
        Ok(n2) => {
            if fold(&[a.digest()]) % 3 > 0 {
                return Ok(a.wrapping_mul(3));
            }
            'chain: {
                let fell = match look_twin(&cx.at("s18002"), &a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                if fell.unknown && false { break 'chain Err(fell); }
                let f5 = fell.seen();
                fetch_again_twin(&cx.at("s18003"), f5.digest() ^ m1).await
            }?
        }
        Err(Failed { error: Some(Trouble::Hard(n4)), .. }) if n4 > 2 => {
            return Ok(b)
        }
        Err(f3) => {
            return Ok(a)
        }
    };
    m1 = fold(&[m1, v6.digest()]);
}
let v7 = spread_twin(&cx.at("s18004"), (b ^ b)).await?;
let v9: Gathered<u32> = { distinct(&v7)?; let part = cx.part(); let mut items = Vec::new();
    for (i, x8) in v7.iter().enumerate() {
        let (key, cx) = (format!("k{x8}").to_string(), &cx.item(format!("k{x8}")).lane(part, i));
        items.push((key, async {
                    Ok::<u32, Ended>({
                            fetch_again_twin(&cx.at("s18005"), (b ^ (*x8))).await?
                    })
                }.await)); } gather_tolerant(items, 0)? };
fold(&[m1.digest(), v7.digest(), v9.digest(), fold(&[c.digest(), m1])])
    })
}

fn f18_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f18(cx, a, b, c))
}

pipeline! {
    pub F19(a: u32, b: u32, c: String) -> u32 {
        let r1 = look(&blend(b, &a).named("s19002").await?).named("s19001").await;
        let v2 = pay(b, &c).named("s19003").after(&r1).await?;
        sleep(6ms).await;
        let v4 = title(&look(&b).named("s19005")
            .or_else_unknown(|f3| pay(f3.digest() ^ (v2 ^ b), &c).named("s19006")).await?).named("s19004").after(&r1).await?;
        fold(&[r1.digest(), v2.digest(), v4.digest(), b])
    }
}

fn f19_text() -> &'static str {
    r####"pipeline! {
    pub F19(a: u32, b: u32, c: String) -> u32 {
        let r1 = look(&blend(b, &a).named("s19002").await?).named("s19001").await;
        let v2 = pay(b, &c).named("s19003").after(&r1).await?;
        sleep(6ms).await;
        let v4 = title(&look(&b).named("s19005")
            .or_else_unknown(|f3| pay(f3.digest() ^ (v2 ^ b), &c).named("s19006")).await?).named("s19004").after(&r1).await?;
        fold(&[r1.digest(), v2.digest(), v4.digest(), b])
    }
}
"####
}

async fn f19(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let r1 = look_twin(&cx.at("s19001"), &blend_twin(&cx.at("s19002"), b, &a).await?).await.map_err(Fell::seen);
let v2 = pay_twin(&cx.at("s19003"), b, &c).await?;
let v4 = title_twin(&cx.at("s19004"), &'chain: {
        let fell = match look_twin(&cx.at("s19005"), &b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
        if fell.unknown && false { break 'chain Err(fell); }
        let f3 = fell.seen();
        pay_twin(&cx.at("s19006"), f3.digest() ^ (v2 ^ b), &c).await
    }?).await?;
fold(&[r1.digest(), v2.digest(), v4.digest(), b])
    })
}

fn f19_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f19(cx, a, b, c))
}

pipeline! {
    pub F20(a: u32, b: u32, c: String) -> u32 {
        let g1 = b;
        let r3 = put_again(g1, &a).named("s20001")
        .or_else(|_| weigh(&[g1, 7], g1).named("s20002")).await;
        let v4 = fetch_again(fold(&[g1.digest(), g1])).named("s20003").await?;
        let mut m5: u32 = look(&b).named("s20004").await?;
        let g6 = 23u32;
        fold(&[g1.digest(), r3.digest(), v4.digest(), m5.digest(), g6.digest(), fold(&[m5.digest(), v4])])
    }
}

fn f20_text() -> &'static str {
    r####"pipeline! {
    pub F20(a: u32, b: u32, c: String) -> u32 {
        let g1 = b;
        let r3 = put_again(g1, &a).named("s20001")
        .or_else(|_| weigh(&[g1, 7], g1).named("s20002")).await;
        let v4 = fetch_again(fold(&[g1.digest(), g1])).named("s20003").await?;
        let mut m5: u32 = look(&b).named("s20004").await?;
        let g6 = 23u32;
        fold(&[g1.digest(), r3.digest(), v4.digest(), m5.digest(), g6.digest(), fold(&[m5.digest(), v4])])
    }
}
"####
}

async fn f20(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let g1 = b;
let r3 = 'chain: {
    let fell = match put_again_twin(&cx.at("s20001"), g1, &a).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
    if fell.unknown && false { break 'chain Err(fell); }
    let f2 = fell.seen();
    weigh_twin(&cx.at("s20002"), &[g1, 7], g1).await
}.map_err(Fell::seen);
let v4 = fetch_again_twin(&cx.at("s20003"), fold(&[g1.digest(), g1])).await?;
let mut m5: u32 = look_twin(&cx.at("s20004"), &b).await?;
let g6 = 23u32;
fold(&[g1.digest(), r3.digest(), v4.digest(), m5.digest(), g6.digest(), fold(&[m5.digest(), v4])])
    })
}

fn f20_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f20(cx, a, b, c))
}

pipeline! {
    pub F21(a: u32, b: u32, c: String) -> u32 {
        let v19: u32 = match put(&b).named("s21001").await {
            Ok(n1) => {
                let v18: u32 = match put(&n1).named("s21002").await {
                    Ok(n4) => {
                        let v7 = spread(n4).named("s21003").await?;
                        fold(&[v7.digest(), n1.digest()])
                    }
                    Err(Failed { error: Some(Trouble::Hard(n6)), .. }) if n6 > 2 => {
                        let v8 = pick(&n1).named("s21004").await?;
                        let mut m9: u32 = (a ^ n1);
                        let v11: u32 = #[rounds(3)] loop {
                            let r10 = look(&n1).named("s21005").await;
                            m9 = fold(&[m9, r10.digest()]);
                            if fold(&[blend(m9, &m9).named("s21006").after(&v8).await?]) % 3 > 0 {
                                break n6;
                            }
                        };
                        fold(&[v8.digest(), m9.digest(), v11.digest(), fold(&[m9.digest(), v11])])
                    }
                    Err(f5) => {
                        let v12 = put(&a).named("s21007").await?;
                        let mut m13: u32 = 37u32;
                        let v17: u32 = #[rounds(3)] loop {
                            let v16 = fetch_again(b).named("s21008")
                            .or_else(|_| look(&v12).named("s21009"))
                            .or_else(|_| send(&b).named("s21010")).await?;
                            m13 = fold(&[m13, v16.digest()]);
                            if fetch(&m13).named("s21011").await? > 40 {
                                break 36u32;
                            }
                        };
                        fold(&[v12.digest(), m13.digest(), v17.digest(), n1.digest()])
                    }
                };
                fold(&[v18.digest(), a])
            }
            Err(Failed { error: Some(Trouble::Hard(n3)), .. }) if n3 > 2 => {
                look(&n3).named("s21012").await?
            }
            Err(f2) => {
                F10(b, a, c).named("s21013").await?
            }
        };
        fold(&[v19.digest(), c.digest()])
    }
}

fn f21_text() -> &'static str {
    r####"pipeline! {
    pub F21(a: u32, b: u32, c: String) -> u32 {
        let v19: u32 = match put(&b).named("s21001").await {
            Ok(n1) => {
                let v18: u32 = match put(&n1).named("s21002").await {
                    Ok(n4) => {
                        let v7 = spread(n4).named("s21003").await?;
                        fold(&[v7.digest(), n1.digest()])
                    }
                    Err(Failed { error: Some(Trouble::Hard(n6)), .. }) if n6 > 2 => {
                        let v8 = pick(&n1).named("s21004").await?;
                        let mut m9: u32 = (a ^ n1);
                        let v11: u32 = #[rounds(3)] loop {
                            let r10 = look(&n1).named("s21005").await;
                            m9 = fold(&[m9, r10.digest()]);
                            if fold(&[blend(m9, &m9).named("s21006").after(&v8).await?]) % 3 > 0 {
                                break n6;
                            }
                        };
                        fold(&[v8.digest(), m9.digest(), v11.digest(), fold(&[m9.digest(), v11])])
                    }
                    Err(f5) => {
                        let v12 = put(&a).named("s21007").await?;
                        let mut m13: u32 = 37u32;
                        let v17: u32 = #[rounds(3)] loop {
                            let v16 = fetch_again(b).named("s21008")
                            .or_else(|_| look(&v12).named("s21009"))
                            .or_else(|_| send(&b).named("s21010")).await?;
                            m13 = fold(&[m13, v16.digest()]);
                            if fetch(&m13).named("s21011").await? > 40 {
                                break 36u32;
                            }
                        };
                        fold(&[v12.digest(), m13.digest(), v17.digest(), n1.digest()])
                    }
                };
                fold(&[v18.digest(), a])
            }
            Err(Failed { error: Some(Trouble::Hard(n3)), .. }) if n3 > 2 => {
                look(&n3).named("s21012").await?
            }
            Err(f2) => {
                F10(b, a, c).named("s21013").await?
            }
        };
        fold(&[v19.digest(), c.digest()])
    }
}
"####
}

async fn f21(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v19: u32 = match put_twin(&cx.at("s21001"), &b).await.map_err(Fell::seen) {
    Ok(n1) => {
        let v18: u32 = match put_twin(&cx.at("s21002"), &n1).await.map_err(Fell::seen) {
            Ok(n4) => {
                let v7 = spread_twin(&cx.at("s21003"), n4).await?;
                fold(&[v7.digest(), n1.digest()])
            }
            Err(Failed { error: Some(Trouble::Hard(n6)), .. }) if n6 > 2 => {
                let v8 = pick_twin(&cx.at("s21004"), &n1).await?;
                let mut m9: u32 = (a ^ n1);
                let v11: u32 = { let outside = cx.clone(); let mut round = 0; loop {
                        if round >= 3 { return Err(Ended::rounds(3, &outside)); }
                        let cx = &outside.item(round); round += 1;
                        let r10 = look_twin(&cx.at("s21005"), &n1).await.map_err(Fell::seen);
                        m9 = fold(&[m9, r10.digest()]);
                        if fold(&[blend_twin(&cx.at("s21006"), m9, &m9).await?]) % 3 > 0 {
                            break n6;
                        }
                }};
                fold(&[v8.digest(), m9.digest(), v11.digest(), fold(&[m9.digest(), v11])])
            }
            Err(f5) => {
                let v12 = put_twin(&cx.at("s21007"), &a).await?;
                let mut m13: u32 = 37u32;
                let v17: u32 = { let outside = cx.clone(); let mut round = 0; loop {
                        if round >= 3 { return Err(Ended::rounds(3, &outside)); }
                        let cx = &outside.item(round); round += 1;
                        let v16 = 'chain: {
                            let fell = match fetch_again_twin(&cx.at("s21008"), b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                            if fell.unknown && false { break 'chain Err(fell); }
                            let f14 = fell.seen();
                            let fell = match look_twin(&cx.at("s21009"), &v12).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
                            if fell.unknown && true { break 'chain Err(fell); }
                            let f15 = fell.seen();
                            send_twin(&cx.at("s21010"), &b).await
                        }?;
                        m13 = fold(&[m13, v16.digest()]);
                        if fetch_twin(&cx.at("s21011"), &m13).await? > 40 {
                            break 36u32;
                        }
                }};
                fold(&[v12.digest(), m13.digest(), v17.digest(), n1.digest()])
            }
        };
        fold(&[v18.digest(), a])
    }
    Err(Failed { error: Some(Trouble::Hard(n3)), .. }) if n3 > 2 => {
        look_twin(&cx.at("s21012"), &n3).await?
    }
    Err(f2) => {
        f10_boxed(cx.at("s21013"), b, a, c.clone()).await.map_err(|ended| ended.within(&cx.at("s21013")))?
    }
};
fold(&[v19.digest(), c.digest()])
    })
}

fn f21_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f21(cx, a, b, c))
}

pipeline! {
    pub F22(a: u32, b: u32, c: String) -> u32 {
        let v7: u32 = match pick(&a).named("s22001").await? {
            Choice::Left(n1) => {
                if fold(&[b.digest()]) % 3 > 0 {
                    let v3: u32 = weigh(&[a, 7], (blend(fold(&[b.digest(), n1]), &a).named("s22003").await? + 2)).named("s22002").await?;
                    let t4: u32 = fold(&[v3.digest()]);
                    let _ = look(&t4).named("s22004").await?;
                }
                let v6: u32 = if fold(&[blend(n1.digest(), &a).named("s22005").await?]) % 3 > 0 {
                    let p5 = glue(c.digest(), 975)?;
                    fold(&[p5.digest(), a.digest()])
                } else {
                    fetch(&a).named("s22006").await?
                };
                fold(&[v6.digest(), (v6 ^ n1)])
            }
            Choice::Right { value: n2 } => {
                fetch(&c.digest()).named("s22007").await?
            }
            Choice::Nothing => {
                F0(fold(&[b.digest(), b]), fold(&[c.digest(), a]), c).named("s22008").await?
            }
        };
        fold(&[v7.digest(), v7])
    }
}

fn f22_text() -> &'static str {
    r####"pipeline! {
    pub F22(a: u32, b: u32, c: String) -> u32 {
        let v7: u32 = match pick(&a).named("s22001").await? {
            Choice::Left(n1) => {
                if fold(&[b.digest()]) % 3 > 0 {
                    let v3: u32 = weigh(&[a, 7], (blend(fold(&[b.digest(), n1]), &a).named("s22003").await? + 2)).named("s22002").await?;
                    let t4: u32 = fold(&[v3.digest()]);
                    let _ = look(&t4).named("s22004").await?;
                }
                let v6: u32 = if fold(&[blend(n1.digest(), &a).named("s22005").await?]) % 3 > 0 {
                    let p5 = glue(c.digest(), 975)?;
                    fold(&[p5.digest(), a.digest()])
                } else {
                    fetch(&a).named("s22006").await?
                };
                fold(&[v6.digest(), (v6 ^ n1)])
            }
            Choice::Right { value: n2 } => {
                fetch(&c.digest()).named("s22007").await?
            }
            Choice::Nothing => {
                F0(fold(&[b.digest(), b]), fold(&[c.digest(), a]), c).named("s22008").await?
            }
        };
        fold(&[v7.digest(), v7])
    }
}
"####
}

async fn f22(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v7: u32 = match pick_twin(&cx.at("s22001"), &a).await? {
    Choice::Left(n1) => {
        if fold(&[b.digest()]) % 3 > 0 {
            let v3: u32 = weigh_twin(&cx.at("s22002"), &[a, 7], (blend_twin(&cx.at("s22003"), fold(&[b.digest(), n1]), &a).await? + 2)).await?;
            let t4: u32 = fold(&[v3.digest()]);
            let _ = look_twin(&cx.at("s22004"), &t4).await?;
        }
        let v6: u32 = if fold(&[blend_twin(&cx.at("s22005"), n1.digest(), &a).await?]) % 3 > 0 {
            let p5 = glue(c.digest(), 975)?;
            fold(&[p5.digest(), a.digest()])
        } else {
            fetch_twin(&cx.at("s22006"), &a).await?
        };
        fold(&[v6.digest(), (v6 ^ n1)])
    }
    Choice::Right { value: n2 } => {
        fetch_twin(&cx.at("s22007"), &c.digest()).await?
    }
    Choice::Nothing => {
        f0_boxed(cx.at("s22008"), fold(&[b.digest(), b]), fold(&[c.digest(), a]), c.clone()).await.map_err(|ended| ended.within(&cx.at("s22008")))?
    }
};
fold(&[v7.digest(), v7])
    })
}

fn f22_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f22(cx, a, b, c))
}

pipeline! {
    pub F23(a: u32, b: u32, c: String) -> u32 {
        let v2: u32 = if fold(&[c.digest()]) % 3 > 0 {
            return b
        } else {
            let mut m1: u32 = c.digest();
            m1 = fold(&[m1, m1.digest()]);
            fetch_again(c.digest()).named("s23001").await?
        };
        fold(&[v2.digest(), b])
    }
}

fn f23_text() -> &'static str {
    r####"pipeline! {
    pub F23(a: u32, b: u32, c: String) -> u32 {
        let v2: u32 = if fold(&[c.digest()]) % 3 > 0 {
            return b
        } else {
            let mut m1: u32 = c.digest();
            m1 = fold(&[m1, m1.digest()]);
            fetch_again(c.digest()).named("s23001").await?
        };
        fold(&[v2.digest(), b])
    }
}
"####
}

async fn f23(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v2: u32 = if fold(&[c.digest()]) % 3 > 0 {
    return Ok(b)
} else {
    let mut m1: u32 = c.digest();
    m1 = fold(&[m1, m1.digest()]);
    fetch_again_twin(&cx.at("s23001"), c.digest()).await?
};
fold(&[v2.digest(), b])
    })
}

fn f23_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f23(cx, a, b, c))
}

pipeline! {
    pub F24(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = a.digest();
        let v2: Vec<u32> = vec![b, 3, t1];
        let mut m3: u32 = a.wrapping_mul(3);
        for x4 in v2 {
            m3 = m3.wrapping_add(m3) % 1000;
        }
        fold(&[t1.digest(), v2.digest(), m3.digest(), b])
    }
}

fn f24_text() -> &'static str {
    r####"pipeline! {
    pub F24(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = a.digest();
        let v2: Vec<u32> = vec![b, 3, t1];
        let mut m3: u32 = a.wrapping_mul(3);
        for x4 in v2 {
            m3 = m3.wrapping_add(m3) % 1000;
        }
        fold(&[t1.digest(), v2.digest(), m3.digest(), b])
    }
}
"####
}

async fn f24(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let t1: u32 = a.digest();
let v2: Vec<u32> = vec![b, 3, t1];
let mut m3: u32 = a.wrapping_mul(3);
for (i, x4) in v2.iter().enumerate() {
    let cx = &cx.item(i); let x4 = *x4;
    m3 = m3.wrapping_add(m3) % 1000;
}
fold(&[t1.digest(), v2.digest(), m3.digest(), b])
    })
}

fn f24_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f24(cx, a, b, c))
}

pipeline! {
    pub F25(a: u32, b: u32, c: String) -> u32 {
        let v13: u32 = match pick(&a).named("s25001").await? {
            Choice::Left(n1) => {
                let v12: u32 = match blend(fold(&[b.digest(), a]), &b).named("s25002")
                .or_else_unknown(|_| weigh(&[n1, 7], c.digest()).named("s25003"))
                .or_else_unknown(|_| fetch_again(fold(&[n1.digest(), b])).named("s25004")).await {
                    Ok(n5) => {
                        let v8 = pick(&n5.digest()).named("s25005").await?;
                        let t9: u32 = fold(&[v8.digest()]);
                        let _ = look(&t9).named("s25007").await?;
                        F0(v8.digest(), n5, c).named("s25006").await?
                    }
                    Err(Failed { error: Some(Trouble::Hard(n7)), .. }) if n7 > 2 => {
                        return n7.digest()
                    }
                    Err(f6) => {
                        let v10 = spread(n1).named("s25008").await?;
                        let t11: u32 = fold(&[v10.digest()]);
                        let _ = look(&t11).named("s25011").await?;
                        put_again(v10.digest(), &blend(45u32, &a).named("s25010").await?).named("s25009").await?
                    }
                };
                fold(&[v12.digest(), (a ^ n1)])
            }
            _ => {
                pay(b, &c).named("s25012").await?
            }
        };
        fold(&[v13.digest(), b.digest()])
    }
}

fn f25_text() -> &'static str {
    r####"pipeline! {
    pub F25(a: u32, b: u32, c: String) -> u32 {
        let v13: u32 = match pick(&a).named("s25001").await? {
            Choice::Left(n1) => {
                let v12: u32 = match blend(fold(&[b.digest(), a]), &b).named("s25002")
                .or_else_unknown(|_| weigh(&[n1, 7], c.digest()).named("s25003"))
                .or_else_unknown(|_| fetch_again(fold(&[n1.digest(), b])).named("s25004")).await {
                    Ok(n5) => {
                        let v8 = pick(&n5.digest()).named("s25005").await?;
                        let t9: u32 = fold(&[v8.digest()]);
                        let _ = look(&t9).named("s25007").await?;
                        F0(v8.digest(), n5, c).named("s25006").await?
                    }
                    Err(Failed { error: Some(Trouble::Hard(n7)), .. }) if n7 > 2 => {
                        return n7.digest()
                    }
                    Err(f6) => {
                        let v10 = spread(n1).named("s25008").await?;
                        let t11: u32 = fold(&[v10.digest()]);
                        let _ = look(&t11).named("s25011").await?;
                        put_again(v10.digest(), &blend(45u32, &a).named("s25010").await?).named("s25009").await?
                    }
                };
                fold(&[v12.digest(), (a ^ n1)])
            }
            _ => {
                pay(b, &c).named("s25012").await?
            }
        };
        fold(&[v13.digest(), b.digest()])
    }
}
"####
}

async fn f25(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v13: u32 = match pick_twin(&cx.at("s25001"), &a).await? {
    Choice::Left(n1) => {
        let v12: u32 = match 'chain: {
            let fell = match blend_twin(&cx.at("s25002"), fold(&[b.digest(), a]), &b).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f3 = fell.seen();
            let fell = match weigh_twin(&cx.at("s25003"), &[n1, 7], c.digest()).await { Ok(v) => break 'chain Ok(v), Err(fell) => fell };
            if fell.unknown && false { break 'chain Err(fell); }
            let f4 = fell.seen();
            fetch_again_twin(&cx.at("s25004"), fold(&[n1.digest(), b])).await
        }.map_err(Fell::seen) {
            Ok(n5) => {
                let v8 = pick_twin(&cx.at("s25005"), &n5.digest()).await?;
                let t9: u32 = fold(&[v8.digest()]);
                let _ = look_twin(&cx.at("s25007"), &t9).await?;
                f0_boxed(cx.at("s25006"), v8.digest(), n5, c.clone()).await.map_err(|ended| ended.within(&cx.at("s25006")))?
            }
            Err(Failed { error: Some(Trouble::Hard(n7)), .. }) if n7 > 2 => {
                return Ok(n7.digest())
            }
            Err(f6) => {
                let v10 = spread_twin(&cx.at("s25008"), n1).await?;
                let t11: u32 = fold(&[v10.digest()]);
                let _ = look_twin(&cx.at("s25011"), &t11).await?;
                put_again_twin(&cx.at("s25009"), v10.digest(), &blend_twin(&cx.at("s25010"), 45u32, &a).await?).await?
            }
        };
        fold(&[v12.digest(), (a ^ n1)])
    }
    _ => {
        pay_twin(&cx.at("s25012"), b, &c).await?
    }
};
fold(&[v13.digest(), b.digest()])
    })
}

fn f25_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f25(cx, a, b, c))
}

pipeline! {
    pub F26(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = pay(a, &c).named("s26001").await?;
        fold(&[v1.digest(), (b ^ v1)])
    }
}

fn f26_text() -> &'static str {
    r####"pipeline! {
    pub F26(a: u32, b: u32, c: String) -> u32 {
        let v1: u32 = pay(a, &c).named("s26001").await?;
        fold(&[v1.digest(), (b ^ v1)])
    }
}
"####
}

async fn f26(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1: u32 = pay_twin(&cx.at("s26001"), a, &c).await?;
fold(&[v1.digest(), (b ^ v1)])
    })
}

fn f26_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f26(cx, a, b, c))
}

pipeline! {
    pub F27(a: u32, b: u32, c: String) -> u32 {
        let g1 = b.digest();
        let v2: u32 = if fold(&[c.digest()]) % 3 > 0 {
            let _ = put(&g1).named("s27001").await?;
            fetch_again(49u32).named("s27002").await?
        } else {
            if g1.digest() % 2 == 0 {
            }
            pay((a ^ g1), &c).named("s27003").await?
        };
        fold(&[g1.digest(), v2.digest(), v2])
    }
}

fn f27_text() -> &'static str {
    r####"pipeline! {
    pub F27(a: u32, b: u32, c: String) -> u32 {
        let g1 = b.digest();
        let v2: u32 = if fold(&[c.digest()]) % 3 > 0 {
            let _ = put(&g1).named("s27001").await?;
            fetch_again(49u32).named("s27002").await?
        } else {
            if g1.digest() % 2 == 0 {
            }
            pay((a ^ g1), &c).named("s27003").await?
        };
        fold(&[g1.digest(), v2.digest(), v2])
    }
}
"####
}

async fn f27(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let g1 = b.digest();
let v2: u32 = if fold(&[c.digest()]) % 3 > 0 {
    let _ = put_twin(&cx.at("s27001"), &g1).await?;
    fetch_again_twin(&cx.at("s27002"), 49u32).await?
} else {
    if g1.digest() % 2 == 0 {
    }
    pay_twin(&cx.at("s27003"), (a ^ g1), &c).await?
};
fold(&[g1.digest(), v2.digest(), v2])
    })
}

fn f27_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f27(cx, a, b, c))
}

pipeline! {
    pub F28(a: u32, b: u32, c: String) -> u32 {
        let v1 = pick(&a).named("s28001").await?;
        let v2 = spread((a ^ b)).named("s28002").await?;
        let mut m3: u32 = b;
        for x4 in &v2 {
            let p5 = glue(a, 394)?;
            m3 = fold(&[m3, p5.digest()]);
        }
        fold(&[v1.digest(), v2.digest(), m3.digest(), b])
    }
}

fn f28_text() -> &'static str {
    r####"pipeline! {
    pub F28(a: u32, b: u32, c: String) -> u32 {
        let v1 = pick(&a).named("s28001").await?;
        let v2 = spread((a ^ b)).named("s28002").await?;
        let mut m3: u32 = b;
        for x4 in &v2 {
            let p5 = glue(a, 394)?;
            m3 = fold(&[m3, p5.digest()]);
        }
        fold(&[v1.digest(), v2.digest(), m3.digest(), b])
    }
}
"####
}

async fn f28(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let v1 = pick_twin(&cx.at("s28001"), &a).await?;
let v2 = spread_twin(&cx.at("s28002"), (a ^ b)).await?;
let mut m3: u32 = b;
for (i, x4) in v2.iter().enumerate() {
    let cx = &cx.item(i);
    let p5 = glue(a, 394)?;
    m3 = fold(&[m3, p5.digest()]);
}
fold(&[v1.digest(), v2.digest(), m3.digest(), b])
    })
}

fn f28_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f28(cx, a, b, c))
}

pipeline! {
    pub F29(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = a.digest();
        let mut m2: u32 = b;
        let v5: u32 = #[rounds(4)] loop {
            let p3: u32 = c.parse::<u32>()?;
            let t4: u32 = 0u32;
            m2 = fold(&[m2, p3.digest(), t4.digest()]);
            if a.digest() % 2 == 0 {
                break b.digest();
            }
        };
        let v6 = measure(&c).named("s29001").await?;
        let v8: u32 = if v5.digest() % 2 == 0 {
            let _ = F10(30u32, b.wrapping_mul(3), c).named("s29002").await?;
            if t1.digest() > 40 {
                let v7: u32 = if m2.digest() % 2 == 0 {
                    race(look(&v6).named("s29003r0of2"), weigh(&[v5, 7], m2.digest()).named("s29003r1of2").delay(7ms)).await?
                } else {
                    F11(m2, t1, c).named("s29004").await?
                };
                m2 = fold(&[m2, v7.digest()]);
            }
            race(fetch_again(a).named("s29005r0of3"), fetch(&v5.digest()).named("s29005r1of3"), look(&a).named("s29005r2of3")).await?
        } else {
            fetch(&v5).named("s29006").await?
        };
        fold(&[t1.digest(), m2.digest(), v5.digest(), v6.digest(), v8.digest(), 26u32])
    }
}

fn f29_text() -> &'static str {
    r####"pipeline! {
    pub F29(a: u32, b: u32, c: String) -> u32 {
        let t1: u32 = a.digest();
        let mut m2: u32 = b;
        let v5: u32 = #[rounds(4)] loop {
            let p3: u32 = c.parse::<u32>()?;
            let t4: u32 = 0u32;
            m2 = fold(&[m2, p3.digest(), t4.digest()]);
            if a.digest() % 2 == 0 {
                break b.digest();
            }
        };
        let v6 = measure(&c).named("s29001").await?;
        let v8: u32 = if v5.digest() % 2 == 0 {
            let _ = F10(30u32, b.wrapping_mul(3), c).named("s29002").await?;
            if t1.digest() > 40 {
                let v7: u32 = if m2.digest() % 2 == 0 {
                    race(look(&v6).named("s29003r0of2"), weigh(&[v5, 7], m2.digest()).named("s29003r1of2").delay(7ms)).await?
                } else {
                    F11(m2, t1, c).named("s29004").await?
                };
                m2 = fold(&[m2, v7.digest()]);
            }
            race(fetch_again(a).named("s29005r0of3"), fetch(&v5.digest()).named("s29005r1of3"), look(&a).named("s29005r2of3")).await?
        } else {
            fetch(&v5).named("s29006").await?
        };
        fold(&[t1.digest(), m2.digest(), v5.digest(), v6.digest(), v8.digest(), 26u32])
    }
}
"####
}

async fn f29(cx: Cx, a: u32, b: u32, c: String) -> Given {
    let cx = &cx;
    Ok({
let t1: u32 = a.digest();
let mut m2: u32 = b;
let v5: u32 = { let outside = cx.clone(); let mut round = 0; loop {
        if round >= 4 { return Err(Ended::rounds(4, &outside)); }
        let cx = &outside.item(round); round += 1;
        let p3: u32 = c.parse::<u32>()?;
        let t4: u32 = 0u32;
        m2 = fold(&[m2, p3.digest(), t4.digest()]);
        if a.digest() % 2 == 0 {
            break b.digest();
        }
}};
let v6 = measure_twin(&cx.at("s29001"), &c).await?;
let v8: u32 = if v5.digest() % 2 == 0 {
    let _ = f10_boxed(cx.at("s29002"), 30u32, b.wrapping_mul(3), c.clone()).await.map_err(|ended| ended.within(&cx.at("s29002")))?;
    if t1.digest() > 40 {
        let v7: u32 = if m2.digest() % 2 == 0 {
            race(vec![look_twin(&cx.at("s29003r0of2"), &v6).await, weigh_twin(&cx.at("s29003r1of2"), &[v5, 7], m2.digest()).await])?
        } else {
            f11_boxed(cx.at("s29004"), m2, t1, c.clone()).await.map_err(|ended| ended.within(&cx.at("s29004")))?
        };
        m2 = fold(&[m2, v7.digest()]);
    }
    race(vec![fetch_again_twin(&cx.at("s29005r0of3"), a).await, fetch_twin(&cx.at("s29005r1of3"), &v5.digest()).await, look_twin(&cx.at("s29005r2of3"), &a).await])?
} else {
    fetch_twin(&cx.at("s29006"), &v5).await?
};
fold(&[t1.digest(), m2.digest(), v5.digest(), v6.digest(), v8.digest(), 26u32])
    })
}

fn f29_boxed(cx: Cx, a: u32, b: u32, c: String) -> std::pin::Pin<Box<dyn Future<Output = Given>>> {
    Box::pin(f29(cx, a, b, c))
}
