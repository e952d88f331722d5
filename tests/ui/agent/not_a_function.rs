use orch::agent;

#[agent(pure)]
struct Quote;

trait Fetch {
    #[agent(pure)]
    async fn fetch();
}

fn main() {
    let _ = Quote;
}
