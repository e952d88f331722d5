//! row: 24
//! mistakes: 10
//! shows: A modifier of a stage is misspelled, repeated, of another form or out of range.
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

    Rounds(order: Order) -> u32 {
        #[rounds(0)]
        loop {
            break price(&order).await?;
        }
    }
}

fn main() {}
