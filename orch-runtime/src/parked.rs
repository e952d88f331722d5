//! Parked runs: those that wait for signals or timers, and for nothing else.

use std::sync::OnceLock;

use orch_core::Timestamp;
use tokio::sync::watch;

/// One thing that a parked run waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Where: the path of the node.
    pub path: String,
    /// The name of the signal; none for a timer.
    pub signal: Option<&'static str>,
    /// The business key under which the signal must come.
    pub key: Option<String>,
    /// When the wait ends by itself.
    pub until: Option<Timestamp>,
}

/// Where a run says that it is parked. It says so only if somebody asked before it started.
#[derive(Debug, Default)]
pub(crate) struct Parking(OnceLock<watch::Sender<Vec<Wait>>>);

impl Parking {
    /// Asks to be told: empty is a run that works or has ended.
    pub(crate) fn watch(&self) -> watch::Receiver<Vec<Wait>> {
        self.0.get_or_init(|| watch::channel(Vec::new()).0).subscribe()
    }

    pub(crate) fn is_watched(&self) -> bool {
        self.0.get().is_some()
    }

    pub(crate) fn say(&self, waits: Vec<Wait>) {
        if let Some(sender) = self.0.get() {
            sender.send_if_modified(|known| {
                let changed = *known != waits;
                *known = waits;
                changed
            });
        }
    }
}
