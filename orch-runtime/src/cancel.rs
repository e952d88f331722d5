//! A flag that is raised once and can be waited for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use orch_core::engine::BoxFuture;
use tokio::sync::Notify;

/// Raised once, seen by every clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Token(Arc<Flag>);

#[derive(Debug, Default)]
struct Flag {
    raised: AtomicBool,
    bell: Notify,
}

impl Token {
    /// Raises it. The second time changes nothing.
    pub(crate) fn raise(&self) {
        if !self.0.raised.swap(true, Ordering::SeqCst) {
            self.0.bell.notify_waiters();
        }
    }

    /// Whether it was raised.
    pub(crate) fn is_raised(&self) -> bool {
        self.0.raised.load(Ordering::SeqCst)
    }

    /// Ends when it is raised.
    pub(crate) fn raised(&self) -> BoxFuture<()> {
        let flag = Arc::clone(&self.0);
        Box::pin(async move {
            // The bell is listened to before the flag is read: a raise in between is not missed.
            let bell = flag.bell.notified();
            if !flag.raised.load(Ordering::SeqCst) {
                bell.await;
            }
        })
    }
}
