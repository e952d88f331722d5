use orch::pipeline;

pipeline! {
    Ping(n: u32) -> u32 {
        if n == 0 {
            return 0;
        }
        Pong(n - 1).await?
    }

    Pong(n: u32) -> u32 {
        Ping(n).await?
    }
}

fn main() {}
