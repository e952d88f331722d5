//! An agent brings a type of its name, so it cannot stand beside a module of that name.
mod parse {
    use orch::agent;

    #[agent(pure)]
    pub async fn parse(_line: &str) {}
}

pub use parse::parse;

fn main() {}
