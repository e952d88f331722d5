use crate::shop::*;
use orch::{flow, pipeline};

pipeline! {
    /// An argument of an agent.
    Argument(order: Order) -> Receipt {
        let amount = price(&order).await?;
        let receipt = pay(&order, amount./*? checked_add */).await?; //~ expected identifier or integer
        mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
        receipt
    }

    /// A `let` that nobody uses yet, and that has no end yet: a `let` stands below it.
    Let(order: Order) -> Receipt {
        let amount = price(&order).await?;
        let n = order./*? amount, lines, clone */ //~ expected identifier or integer
        let receipt = pay(&order, amount.nothing).await?; //~ no field `nothing` on type `u32`
        receipt
    }

    /// The same above stages, and above a macro.
    Above(order: Order) -> Receipt {
        let amount = price(&order).await?;
        let n = order./*? amount, lines */ //~ expected identifier or integer
        mail(amount.nothing).await?; //~ no field `nothing` on type `u32`
        order.lines./*? len, first */ //~ expected identifier or integer
        mail(amount.nothing).named("again").await?; //~ no field `nothing` on type `u32`
        let typed: u32 = order./*? amount, lines */ //~ expected identifier or integer
        println!("{typed}");
        pay(&order, amount.nothing).await? //~ no field `nothing` on type `u32`
    }

    /// A condition, and what is matched on.
    Condition(order: Order) -> Receipt {
        let amount = price(&order).await?;
        if order./*? big */ { //~ expected identifier or integer
            mail(amount.nothing).await?; //~ no field `nothing` on type `u32`
        }
        match order.lines./*? len */ { //~ expected identifier or integer
            _ => {}
        }
        pay(&order, amount.nothing).await? //~ no field `nothing` on type `u32`
    }

    /// Within braces, in a closure, in a macro, in a value at the end.
    Within(order: Order) -> u64 {
        let skus = order.lines.iter().map(|line| line./*? sku, count */).count(); //~ expected identifier or integer
        println!("{}", order./*? amount */); //~ expected identifier or integer
        let receipt = pay(&order, 1).await?;
        if order.big {
            mail(receipt./*? id */).await?; //~ expected identifier or integer
            mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
        }
        for line in &order.lines {
            let n = stock(line).await?;
            let k = line./*? sku, count */; //~ expected identifier or integer
            mail(n.nothing).named("counted").await?; //~ no field `nothing` on type `u32`
        }
        receipt./*? id */ //~ expected identifier or integer
    }

    /// A variant.
    Path(order: Order) -> u32 {
        let verdict = Verdict::/*? Fine, Odd */; //~ expected identifier
        match check(&order).await? {
            Verdict::/*? Fine, Odd */ => 1, //~ expected identifier
            _ => order.nothing, //~ no field `nothing` on type `Order`
        }
    }

    /// A call that is not awaited yet.
    Stage(order: Order) -> Receipt {
        let amount = price(&order)./*? await */; //~ expected identifier or integer
        pay(&order, order.nothing).await? //~ no field `nothing` on type `Order`
    }

    /// Next to another statement that cannot be read.
    Beside(order: Order) -> Receipt {
        let verdict = ; //~ expected an expression
        let amount = price(&order).await?;
        let receipt = pay(&order, amount./*? checked_add */).await?; //~ expected identifier or integer
        mail(verdict).await?;
        mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
        receipt
    }
}

/// Through the other door rust-analyzer says itself what is missing.
#[flow]
async fn Door(order: Order) -> Receipt {
    if order./*? big */ { //~ Syntax Error: expected field name or number
        return Receipt { id: 1 };
    }
    let amount = price(&order).await?;
    order./*? amount, lines */ //~ expected identifier or integer
    mail(amount.nothing).await?; //~ no field `nothing` on type `u32`
    let receipt = pay(&order, amount./*? checked_add */).await?; //~ Syntax Error: expected field name or number
    mail(receipt.nothing).named("told").await?; //~ no field `nothing` on type `Receipt`
    receipt./*? id */ //~ Syntax Error: expected field name or number
}

#[flow]
async fn DoorLet(order: Order) -> Receipt {
    let amount = price(&order).await?;
    let n = order./*? amount, lines */ //~ Syntax Error: expected SEMICOLON; Syntax Error: expected field name or number
    let receipt = pay(&order, amount.nothing).await?; //~ no field `nothing` on type `u32`
    receipt
}
