use orch::pipeline;

pipeline! {
    Countdown(n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        Countdown(n - 1).await?
    }
}

fn main() {}
