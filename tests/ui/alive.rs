use crate::shop::*;
use orch::pipeline;

pipeline! {
    /// The failure of a stage is dropped.
    Dropped(order: Order) -> Receipt {
        let amount = price(&order).await?;
        mail(order.lines.nothing).await; //~ no field `nothing` on type `Vec<Line, Global>`; nobody looks at whether `mail` failed
        let receipt = pay(&order, amount.nothing).await?; //~ no field `nothing` on type `u32`
        mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
        receipt
    }

    /// A statement is not written to its end.
    Unfinished(order: Order) -> Receipt {
        let amount = price(&order).await?;
        let verdict = ; //~ expected an expression
        let receipt = pay(&order, amount.nothing).await?; //~ no field `nothing` on type `u32`
        mail(verdict).await?;
        mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
        receipt
    }
}

pipeline! {
    /// An agent is misspelled.
    Misspelled(order: Order) -> Receipt {
        let verdict = chekc(&order).await?; //~ no such associated item; no such value in this scope
        let amount = price(&order).await?;
        let receipt = pay(&order, amount.nothing).await?; //~ no field `nothing` on type `u32`
        mail(verdict).await?;
        mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
        receipt
    }
}
