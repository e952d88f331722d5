//! What every store must pass. A store is finished when it does.
//!
//! A new store needs one implementation of [`Subject`], which says how to open it, to reopen it and to crash it, and one call:
//!
//! ```ignore
//! // Cargo.toml: [dev-dependencies] orch-core = { version = "…", features = ["conformance"] }
//! #[test]
//! fn conforms() {
//!     orch_core::store::conformance::check(&MySubject::default());
//! }
//! ```
//!
//! The cases say what the store did where it should have done something else. They use no clock: leases run out when a claim says
//! what time it is.

mod appends;
mod awkward;
mod claims;
mod crashes;
mod creates;
mod keeps;
mod kit;
mod letters;
mod lists;
mod removes;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::Thread;

use self::kit::Kit;
use super::{Store, StoreError, StoreFuture};

/// A kind of store that is put to the test.
pub trait Subject {
    /// The store.
    type Store: Store;

    /// A store with nothing in it, which shares nothing with those that were given before.
    fn fresh(&self) -> Self::Store;

    /// The same store, closed in order and opened again.
    fn reopen(&self, store: Self::Store) -> Self::Store;

    /// What is found when the process that used the store was killed, as by `kill -9`: everything that was committed, and every
    /// process that had entered dead.
    ///
    /// Where a store has no means to know that a process is dead, its leases must have run out instead.
    fn crash(&self, store: Self::Store) -> Self::Store;

    /// The same store as another process sees it that opens it while this one is in use.
    fn beside(&self, store: &Self::Store) -> Self::Store;

    /// Waits for a future of the store. A store that needs a runtime of its own waits within that.
    ///
    /// # Errors
    /// Those of the future.
    fn wait<T: Send>(&self, future: StoreFuture<'_, T>) -> Result<T, StoreError> {
        block_on(future)
    }
}

type Case<S> = (&'static str, fn(Kit<'_, S>));

/// Runs all cases, each on a fresh store.
///
/// # Panics
/// If one fails: after all have been run, with the names of those that failed.
pub fn check<S: Subject>(subject: &S) {
    let all = cases::<S>();
    let runs = |case: fn(Kit<'_, S>)| catch_unwind(AssertUnwindSafe(|| case(Kit::new(subject))));
    let failed: Vec<&str> = all.iter().filter(|(_, case)| runs(*case).is_err()).map(|(name, _)| *name).collect();
    assert!(failed.is_empty(), "of {} cases these failed: {}", all.len(), failed.join(", "));
}

macro_rules! list {
    ($($room:ident: $($case:ident)*;)*) => {
        fn cases<S: Subject>() -> Vec<Case<S>> {
            vec![$($((concat!(stringify!($room), "::", stringify!($case)), $room::$case::<S>)),*),*]
        }
    };
}

list! {
    creates: a_run_is_found ids_are_unique_per_pipeline the_same_id_gives_the_input numbers_ascend first_events_have_no_gap
        without_an_owner;
    appends: events_come_back_in_order events_come_in_pages starts_behind_events_come_back_as_written
        a_gap_is_refused refused_members_change_nothing old_tokens_are_refused
        nobody_appends_to_what_is_no_longer_driven what_becomes_of_a_run a_restart_begins_anew;
    claims: what_is_driven_stays what_was_left_is_taken what_was_handed_back_is_taken leases_run_out
        renewed_leases_do_not crashes_count_until_a_run_moves nobody_buries_itself whoever_has_not_entered_has_no_lease
        in_pages_of_these_pipelines timers_are_due letters_are_due one_by_its_number the_first_wake;
    letters: come_in_order are_taken_once wait_for_the_next_owner fill_a_mailbox are_refused keep_a_run_from_parking
        make_news;
    lists: follow_the_filter are_limited;
    keeps: pauses facts facts_with_expectations;
    removes: old_runs_go only_so_many_go ids_are_free_numbers_are_not erased_payloads_are_gone only_what_has_ended
        numbers_are_counted;
    awkward: texts large_payloads far_times;
    crashes: what_was_committed_is_there whoever_drove_it_is_dead a_batch_is_whole_or_absent whoever_is_late_is_fenced
        order_is_kept_when_closed two_processes_share_it;
}

/// Waits for a future on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = pin!(future);
    let waker = Arc::new(Unpark(std::thread::current())).into();
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}
