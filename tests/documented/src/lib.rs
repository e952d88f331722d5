//! Agents and pipelines whose rustdoc is looked at by the tests: public ones, private ones, and those of another crate.

pub mod agents;
mod kitchen;

use agents::{Order, Receipt, charge, last_known, price, refund};
use orch::pipeline;

pipeline! {
    /// Takes an order from the price to the receipt.
    ///
    /// # Words of its own
    /// They stand above the drawing, with `code`, *stress* and a [link](agents::Order).
    #[saga]
    pub Checkout(order: Order) -> Receipt {
        let sum = price(&order).or_else(|_| last_known(&order)).await?;
        let weight = other_crate::Heavy(order.parcel()).with(timeout = 90s).named("weight_of_it").await?;
        let approved = signal::<bool>("approve").timeout(1h).await?;
        match approved {
            true => {
                let paid = charge(&order, sum + weight).with(compensate = refund, timeout = 5s).await?;
                // Nothing can fail after it: the other arm happens instead of it.
                Nested(paid).await?
            }
            false => agents::decline(&order).await?,
        }
    }
}

pipeline! {
    #[allow(missing_docs, reason = "what a pipeline without words shows is looked at too")]
    pub Nested(paid: u64) -> Receipt {
        let cooked: u64 = #[rounds(3)] loop {
            let done = kitchen::cook(paid).await?;
            if done > 0 {
                break done;
            }
            sleep(5s).await;
        };
        let checked = for part in each(agents::parts(cooked).await?) {
            agents::check(part).await?
        };
        agents::deliver(&checked).await?
    }

    /// As small as can be.
    pub Small(paid: u64) -> u64 {
        kitchen::cook(paid).await?
    }
}
