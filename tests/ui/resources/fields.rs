//! row: 20
//! mistakes: 4
//! shows: The resources of an application are ambiguous or cannot be shared.
//! remedy: One field a type, named, of type `Arc<T>`.

use std::sync::Arc;

use orch::Resources;

pub struct Venue;

#[derive(Resources)]
pub struct Twice {
    pub first: Arc<Venue>,
    pub second: Arc<Venue>,
}

#[derive(Resources)]
pub struct Tuple(Arc<Venue>);

#[derive(Resources)]
pub struct NotClone {
    pub venue: Venue,
}

#[derive(Resources)]
pub struct Misspelled {
    #[resources(skipp)]
    pub venue: Arc<Venue>,
}

fn main() {}
