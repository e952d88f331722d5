//! row: 20
//! mistakes: 1
//! shows: A field of the application is neither an `Arc` nor `Clone`.
//! remedy: Put it into an `Arc`: agents share it.

pub struct Bureau {
    pub factor: u32,
}

#[derive(orch::Resources)]
pub struct App {
    bureau: Bureau,
}

fn main() {}
