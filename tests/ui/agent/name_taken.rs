//! row: 0
//! mistakes: 1
//! shows: An agent stands beside a module of its name.
//! remedy: Call the module otherwise, or leave the re-export out: an agent brings a type of its name.

mod parse {
    use orch::agent;

    #[agent(pure)]
    pub async fn parse(_line: &str) {}
}

pub use parse::parse;

fn main() {}
