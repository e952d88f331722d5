//! row: 24
//! mistakes: 12
//! shows: A modifier of a stage, a fan-out or a signal is misspelled, repeated, of another form or out of range.
//! remedy: The message names the nearest, or the form.

#[path = "../shop.rs"]
mod shop;

use orch::pipeline;
use shop::*;

pipeline! {
    Shop(order: Order) -> Receipt {
        store(order).retry(3).await?
    }

    Name(order: Order) -> Receipt {
        store(order).name("x").await?
    }

    With(order: Order) -> Receipt {
        store(order).with(timout = 1s).await?
    }

    Zero(order: Order) -> Receipt {
        store(order).with(timeout = 0s, retry(attempts = 0)).await?
    }

    Twice(order: Order) -> Receipt {
        store(order).with(timeout = 1s).with(timeout = 2s).await?
    }

    Sleep(order: Order) -> u32 {
        sleep(1h).named("x").await;
        order.amount
    }

    Fan(order: Order) -> Vec<u32> {
        for line in each(&order.lines).concurent(8).concurrent(0) {
            stock(line).await?
        }
    }

    Signal(order: Order) -> u32 {
        let answer = signal::<u32>("answer").timout(1d).await?;
        answer + order.amount
    }

    Named(order: Order) -> u32 {
        let answer = signal::<u32>("answer").named("verdict").await?;
        answer + order.amount
    }

    Rounds(order: Order) -> u32 {
        #[rounds(0)]
        loop {
            break price(&order).await?;
        }
    }
}

fn main() {}
