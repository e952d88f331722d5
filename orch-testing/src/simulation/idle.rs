//! When nothing can run any more: tokio says so right before its thread would sleep, and no time has passed by then.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use tokio::runtime::Runtime;
use tokio::time::Instant;

/// Tells the scheduler when all tasks wait.
#[derive(Clone, Default)]
pub(super) struct Idle(Arc<Mutex<Listener>>);

#[derive(Default)]
struct Listener {
    waker: Option<Waker>,
    /// Only once time has passed since then.
    later_than: Option<Instant>,
    reached: bool,
}

impl Idle {
    /// A runtime with driven time that tells it.
    pub(super) fn runtime(&self) -> Runtime {
        let idle = self.clone();
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).on_thread_park(move || idle.parks());
        runtime.build().expect("a runtime without I/O can be built")
    }

    fn listener(&self) -> MutexGuard<'_, Listener> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn parks(&self) {
        let mut listener = self.listener();
        if listener.later_than.is_some_and(|then| Instant::now() <= then) {
            return;
        }
        if let Some(waker) = listener.waker.take() {
            listener.reached = true;
            waker.wake();
        }
    }

    /// Ends when nothing can run any more. No time passes meanwhile.
    pub(super) async fn reached(&self) {
        self.listen(None).await;
    }

    /// Ends when time has passed, and nothing can run any more since.
    pub(super) async fn later(&self) {
        self.listen(Some(Instant::now())).await;
    }

    async fn listen(&self, later_than: Option<Instant>) {
        *self.listener() = Listener { waker: None, later_than, reached: false };
        std::future::poll_fn(|cx| {
            let mut listener = self.listener();
            if listener.reached {
                return Poll::Ready(());
            }
            listener.waker = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_is_told_when_all_tasks_wait_and_before_time_passes() {
        let idle = Idle::default();
        idle.runtime().block_on(async {
            let (begun, steps) = (Instant::now(), Arc::new(Mutex::new(0)));
            let counted = Arc::clone(&steps);
            tokio::spawn(async move {
                for _ in 0..1000 {
                    tokio::task::yield_now().await;
                    *counted.lock().unwrap() += 1;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
                *counted.lock().unwrap() += 1;
            });
            idle.reached().await;
            assert_eq!((*steps.lock().unwrap(), begun.elapsed()), (1000, Duration::ZERO));
            idle.reached().await;
            assert_eq!(begun.elapsed(), Duration::ZERO, "there is nothing to wait for");
            idle.later().await;
            assert_eq!((*steps.lock().unwrap(), begun.elapsed()), (1001, Duration::from_millis(5)));
        });
    }
}
