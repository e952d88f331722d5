//! `restart(args)`: the run goes on with a fresh machine. Its id, its handle and signals that nobody took stay.

use std::sync::Arc;

use orch_core::{Engine, Machine, Pipeline};

use super::{Driver, Limits, Went};

impl<P: Pipeline> Driver<P> {
    /// Begins anew. Limits are those of one pass.
    pub(super) async fn begin_anew(&mut self, input: Arc<P::Input>) -> Went {
        // A flow that waits for nothing would otherwise keep others from their turn.
        tokio::task::yield_now().await;
        self.close.engine = self.engine().anew();
        self.machine = Machine::new();
        self.record_restart();
        self.limits = Limits::new(&self.engine().0);
        self.finished = false;
        self.apply(P::started(input))?;
        // And nothing could cancel it.
        while let Some(next) = self.read_mail() {
            self.take(next)?;
        }
        Ok(())
    }
}
