//! One process of a durable run: an orchestrator, and those who ask something of it. All of them die together.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use orch_core::store::{MemoryStore, PauseOf, Store};
use orch_core::{Durable, Failure, ResourceSet};
use orch_runtime::{Launch, Orchestrator, RunHandle, SeededClock, ToldWrites};
use tokio::task::JoinHandle;

use super::disk::ID;
use super::hand::Letter;
use super::scene::Scene;

/// How often the orchestrator looks for what is due: a run that waits longer than a second is given up, and begins again so much late.
pub(super) const LOOKS: Duration = Duration::from_secs(60);

/// Longer than any run takes.
const LEASE: Duration = Duration::from_secs(10 * 365 * 86_400);

/// What came of a run.
pub(super) type Outcome<P> = Result<Arc<<P as orch_core::Pipeline>::Output>, Failure>;

/// A process.
pub(super) struct Life<P: Durable> {
    pub(super) writes: ToldWrites,
    told: Arc<Mutex<Told<P>>>,
    tasks: Vec<JoinHandle<()>>,
    scene: Scene,
}

/// What it has told so far.
struct Told<P: Durable> {
    orchestrator: Option<Orchestrator>,
    run: Option<RunHandle<P>>,
    outcome: Option<Outcome<P>>,
    refused: Option<String>,
}

impl<P: Durable> Life<P> {
    /// A process begins, takes up what there is, and submits the run, which may be there already.
    pub(super) fn begin<A>(
        number: u32,
        (store, clock, scene): (&MemoryStore, &Arc<SeededClock>, &Scene),
        launch: Launch<P>,
        app: A,
    ) -> Life<P>
    where
        A: 'static + Send,
        P::Resources: ResourceSet<A>,
    {
        let writes = ToldWrites::default();
        let builder = Orchestrator::builder()
            .shared_store(Arc::new(store.clone()) as Arc<dyn Store>)
            .clock(Arc::clone(clock) as _)
            .observer(Arc::new(scene.clone()))
            .process(format!("process {number}"))
            .told_writes(&writes)
            .poll_every(LOOKS)
            .lease(LEASE)
            .crash_limit(u32::MAX)
            .resources(app)
            .register::<P>();
        let told = Told { orchestrator: None, run: None, outcome: None, refused: None };
        let mut life = Life { writes, told: Arc::new(Mutex::new(told)), tasks: Vec::new(), scene: scene.clone() };
        let told = Arc::clone(&life.told);
        life.spawn(async move {
            let orchestrator = builder.start().await.map_err(|error| error.to_string())?;
            lock(&told).orchestrator = Some(orchestrator.clone());
            let submit = orchestrator.submit(launch).id(ID);
            // The first process knows that the run is new: what is quiet goes on while it is accepted.
            let submit = if number == 1 { submit.assume_new() } else { submit };
            let run = submit.await.map_err(|error| error.to_string())?;
            lock(&told).run = Some(run.clone());
            let outcome = run.result().await;
            lock(&told).outcome = Some(outcome);
            Ok(())
        });
        life
    }

    /// Whoever asks something is gone with the process. What is refused is remembered.
    fn spawn(&mut self, asks: impl Future<Output = Result<(), String>> + Send + 'static) {
        let told = Arc::clone(&self.told);
        self.tasks.push(tokio::spawn(async move {
            if let Err(refused) = asks.await {
                lock(&told).refused.get_or_insert(refused);
            }
        }));
    }

    pub(super) fn outcome(&self) -> Option<Outcome<P>> {
        lock(&self.told).outcome.clone()
    }

    /// What was refused that nothing speaks against.
    pub(super) fn refused(&self) -> Option<String> {
        lock(&self.told).refused.clone()
    }

    /// Whether the run can be asked something.
    pub(super) fn has_run(&self) -> bool {
        lock(&self.told).run.is_some()
    }

    /// Sends a signal. It is promised when it is known to be on disk.
    pub(super) fn send(&mut self, (name, key, payload): Letter) {
        let Some(run) = lock(&self.told).run.clone() else { return };
        let scene = self.scene.clone();
        scene.seen().sent(&name, key.as_deref());
        self.spawn(async move {
            let sent = run.signal(&name, key.as_deref(), payload).await;
            if let Some(disk) = &mut scene.seen().disk
                && sent.is_ok()
            {
                *disk.promised.entry((name, key)).or_default() += 1;
            }
            // The run may have ended meanwhile.
            Ok(())
        });
    }

    pub(super) fn cancel(&mut self, reason: &'static str) {
        let Some(run) = lock(&self.told).run.clone() else { return };
        let scene = self.scene.clone();
        self.spawn(async move {
            if run.cancel(reason).await.is_ok()
                && let Some(disk) = &mut scene.seen().disk
            {
                disk.cancelled = true;
            }
            Ok(())
        });
    }

    /// Pauses an agent, or ends its pause.
    pub(super) fn pause(&mut self, agent: &'static str, paused: bool) {
        let Some(orchestrator) = lock(&self.told).orchestrator.clone() else { return };
        let scene = self.scene.clone();
        self.spawn(async move {
            let done = match paused {
                true => orchestrator.pause(PauseOf::Agent, agent, "as the scheduler likes").await,
                false => orchestrator.resume(PauseOf::Agent, agent).await,
            };
            done.map_err(|error| error.to_string())?;
            scene.seen().is_paused(paused);
            Ok(())
        });
    }

    /// The process dies. What it was doing is dropped when its tasks get their turn.
    pub(super) fn end(self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.writes.kill();
    }
}

fn lock<P: Durable>(told: &Mutex<Told<P>>) -> MutexGuard<'_, Told<P>> {
    told.lock().unwrap_or_else(PoisonError::into_inner)
}
