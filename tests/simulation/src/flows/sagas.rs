//! What is undone when a run fails.

use orch::pipeline;

use crate::agents::{book, call_off, look, pin, put};

pipeline! {
    pub Trip(n: u64) -> u64 {
        let hotel = book(n).named("hotel").await?;
        let car = pin(hotel).named("car").await;
        let plane = book(n + 1).named("plane").await?;
        let paid: u64 = car.clone().unwrap_or(0);
        let tip = book(plane).named("tip").with(compensate = nothing("tips stay")).await?;
        let last = look(paid + tip).named("last").await?;
        book(last).named("end").await?
    }

    /// Side by side: the order of completion is not that of the text.
    pub Sides(n: u64) -> u64 {
        let sum: u64 = #[unordered] {
            let one = book(n).named("one").await?;
            let two = pin(n + 1).named("two").await?;
            let three = book(n + 2).named("three").await?;
            one + two + three
        };
        let seen = look(sum).await?;
        put(seen).await?
    }

    pub Everywhere(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(&list).concurrent(2).key(|n| format!("k{n}")) {
            let seen = look(*n).await?;
            book(seen).named("item").await?
        };
        let mut sum: u64 = 0;
        #[rounds(3)]
        loop {
            let more = book(sum).named("round").await?;
            sum = sum + more;
            if sum > 1200 { break; }
        }
        for n in &list {
            pin(*n).named("step").await?;
        }
        let last = look(sum + all.len() as u64).named("last").await?;
        put(last).await?
    }

    /// It is undone by itself if it fails, and by whoever runs it otherwise.
    pub Part(n: u64) -> u64 {
        let one = book(n).named("one").await?;
        let seen = look(one).await?;
        let two = pin(seen).named("two").await?;
        one + two
    }

    #[deadline(20s)]
    pub Parts(n: u64) -> u64 {
        let before = book(n).named("before").await?;
        let one = Part(before).named("first").with(compensate = call_off).await?;
        let two = Part(one).named("second").with(timeout = 7s).await?;
        let last = look(two).named("last").await?;
        put(last).await?
    }

    pub PartsOf(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(list) {
            Part(n).with(compensate = call_off).await?
        };
        let last = look(all.iter().sum::<u64>()).named("last").await?;
        put(last).await?
    }

    /// Waits for a person between two changes, and is tried again as a whole.
    pub Visit(n: u64) -> u64 {
        let room = book(n).named("room").await?;
        let more = signal::<u64>("more").timeout(40s).await;
        let seen = look(room + more.clone().unwrap_or(0)).await?;
        book(seen).named("seat").await?
    }

    pub Visits(n: u64) -> u64 {
        let before = book(n).named("before").await?;
        let one = Visit(before)
            .with(retry(attempts = 3, backoff = constant(10s), jitter = none), compensate = call_off)
            .await?;
        let last = look(one).named("last").await?;
        put(last).await?
    }

    /// Two pipelines deep, and several side by side.
    pub Leg(n: u64) -> u64 {
        let first = book(n).named("first").await?;
        Visit(first).with(retry(attempts = 2, backoff = constant(5s), jitter = none)).await?
    }

    #[deadline(90s)]
    pub Legs(list: Vec<u64>) -> u64 {
        let all: Vec<u64> = for n in each(list) {
            Leg(n).with(retry(attempts = 2, backoff = constant(30s), jitter = none)).await?
        };
        let last = look(all.iter().sum::<u64>()).named("last").await?;
        put(last).await?
    }
}
