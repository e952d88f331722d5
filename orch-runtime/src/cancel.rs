//! A flag that is raised once and can be waited for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use orch_core::engine::BoxFuture;
use tokio::sync::Notify;

/// Raised once. The bell is made when somebody first waits for it: for most tokens nobody does.
#[derive(Debug, Default)]
pub(crate) struct Token {
    raised: AtomicBool,
    bell: OnceLock<Arc<Bell>>,
}

#[derive(Debug, Default)]
struct Bell {
    rung: AtomicBool,
    waiting: Notify,
}

impl Bell {
    fn ring(&self) {
        self.rung.store(true, Ordering::SeqCst);
        self.waiting.notify_waiters();
    }
}

impl Token {
    /// Raises it. The second time changes nothing.
    pub(crate) fn raise(&self) {
        if !self.raised.swap(true, Ordering::SeqCst)
            && let Some(bell) = self.bell.get()
        {
            bell.ring();
        }
    }

    /// Whether it was raised.
    pub(crate) fn is_raised(&self) -> bool {
        self.raised.load(Ordering::SeqCst)
    }

    /// Ends when it is raised.
    pub(crate) fn raised(&self) -> BoxFuture<()> {
        let bell = Arc::clone(self.bell.get_or_init(Arc::default));
        // Whoever raises it from now on sees the bell. Who raised it before may not have.
        if self.is_raised() {
            bell.ring();
        }
        Box::pin(async move {
            // It is listened to before it is read: a ring in between is not missed.
            let ring = bell.waiting.notified();
            if !bell.rung.load(Ordering::SeqCst) {
                ring.await;
            }
        })
    }
}
