use orch::agent;

#[agent(pure)]
async fn parse(_line: &str) -> Result<u8, String> {
    Ok(1)
}

fn main() {}
