//! Policies: each decides as arithmetic on `now` and gives a verdict that knows how long; waiting is elsewhere.

pub(crate) mod retry;
