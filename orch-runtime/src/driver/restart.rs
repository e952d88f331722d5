//! `restart(args)`: the run goes on with a fresh machine. Its id, its handle and signals that nobody took stay.

use orch_core::Engine;

use super::{AnyEvent, AnyValue, Driver, Limits, Went};

impl Driver {
    /// Begins anew. Limits are those of one pass.
    pub(super) async fn begin_anew(&mut self, input: AnyValue) -> Went {
        // A flow that waits for nothing would otherwise keep others from their turn.
        tokio::task::yield_now().await;
        self.close.engine = self.engine().anew().driven();
        self.flow.begin_anew();
        self.record_restart();
        self.limits = Limits::new(&self.engine().0);
        self.finished = false;
        self.apply(AnyEvent::Started(input))?;
        // And nothing could cancel it.
        self.hear()
    }
}
