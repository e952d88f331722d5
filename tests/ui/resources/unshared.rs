//! A field of the application that is neither an `Arc` nor `Clone`: agents share it, so it goes into an `Arc`.

pub struct Bureau {
    pub factor: u32,
}

#[derive(orch::Resources)]
pub struct App {
    bureau: Bureau,
}

fn main() {}
