//! What a stage of a compiled flow costs in memory, beside its floor: the same agents through boxed futures by hand.

use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::time::Instant;

use orch::{agent, pipeline};

#[agent(pure)]
async fn add(x: u64) -> u64 {
    black_box(x) + 1
}

pipeline! {
    /// Twenty stages, each on the one before.
    #[ephemeral]
    Chain(x: u64) -> u64 {
        let v0 = add(x).named("a0").await?;
        let v1 = add(v0).named("a1").await?;
        let v2 = add(v1).named("a2").await?;
        let v3 = add(v2).named("a3").await?;
        let v4 = add(v3).named("a4").await?;
        let v5 = add(v4).named("a5").await?;
        let v6 = add(v5).named("a6").await?;
        let v7 = add(v6).named("a7").await?;
        let v8 = add(v7).named("a8").await?;
        let v9 = add(v8).named("a9").await?;
        let v10 = add(v9).named("a10").await?;
        let v11 = add(v10).named("a11").await?;
        let v12 = add(v11).named("a12").await?;
        let v13 = add(v12).named("a13").await?;
        let v14 = add(v13).named("a14").await?;
        let v15 = add(v14).named("a15").await?;
        let v16 = add(v15).named("a16").await?;
        let v17 = add(v16).named("a17").await?;
        let v18 = add(v17).named("a18").await?;
        let v19 = add(v18).named("a19").await?;
        v19
    }
}

pipeline! {
    /// Sixteen stages side by side.
    #[ephemeral]
    Fan(x: u64) -> u64 {
        let v0 = add(x).named("a0").await?;
        let v1 = add(x).named("a1").await?;
        let v2 = add(x).named("a2").await?;
        let v3 = add(x).named("a3").await?;
        let v4 = add(x).named("a4").await?;
        let v5 = add(x).named("a5").await?;
        let v6 = add(x).named("a6").await?;
        let v7 = add(x).named("a7").await?;
        let v8 = add(x).named("a8").await?;
        let v9 = add(x).named("a9").await?;
        let v10 = add(x).named("a10").await?;
        let v11 = add(x).named("a11").await?;
        let v12 = add(x).named("a12").await?;
        let v13 = add(x).named("a13").await?;
        let v14 = add(x).named("a14").await?;
        let v15 = add(x).named("a15").await?;
        v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15
    }
}

pipeline! {
    /// One stage: what a run costs.
    #[ephemeral]
    One(x: u64) -> u64 {
        let v = add(x).await?;
        v
    }
}

/// The median of many runs, in nanoseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..5000)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_nanos() as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn boxed(x: u64) -> Pin<Box<dyn Future<Output = u64> + Send>> {
    Box::pin(add(x))
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let floor = median(|| {
        black_box(runtime.block_on(async {
            let mut value = 0;
            for _ in 0..20 {
                value = black_box(boxed as fn(u64) -> _)(value).await;
            }
            value
        }));
    }) / 20.0;
    let idle = median(|| {
        black_box(runtime.block_on(async { black_box(0) }));
    });
    println!("block_on of nothing:  {idle:7.0} ns");
    let one = median(|| drop(black_box(runtime.block_on(One(0).run()))));
    println!("run of one stage:     {one:7.0} ns");
    let chain = median(|| drop(black_box(runtime.block_on(Chain(0).run())))) / 20.0;
    let fan = median(|| drop(black_box(runtime.block_on(Fan(0).run()))));
    println!("floor, boxed futures: {floor:7.1} ns a stage");
    println!("chain of 20:          {chain:7.1} ns a stage, {:.1} x floor", chain / floor);
    println!("fan-out of 16:        {fan:7.0} ns a run");
}
