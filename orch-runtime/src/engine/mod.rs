//! The embedded engine: what generated code asks for while a run goes.

mod alarm;
mod attempt;
mod child;
mod guard;
mod place;
mod undo;

use std::any::Any;
use std::future::Future;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use orch_blueprint::{Blueprint, Options};
use orch_core::context::{Host, RunScope};
use orch_core::engine::{Answers, Asked, Begins, Calling, Given, Holding, Slots, Wants};
use orch_core::private::{AnswersOf, Keeps};
use orch_core::{Call, Context, Engine, Failure, Fault, Pipeline, Site, Stage, Timestamp};

pub(crate) use attempt::End;
pub use attempt::Opening;
pub use child::DEEPEST;
pub(crate) use guard::{calmly, calmly_async, panicked_at};
pub(crate) use place::in_task;

use crate::clock::RunClock;
use crate::control::RunControl;
use crate::driver::Durable;
use crate::launch::{Ids, fresh_id};
use crate::observe::{Observer, RunSeen};
use crate::parked::Wait;
use crate::rare::Rare;
use crate::telemetry::spans::StageSpans;

/// The embedded engine as one run sees it. A clone costs one reference count.
///
/// Users meet it only in signatures: it is what drives [`Launch`](crate::Launch).
#[derive(Clone)]
pub struct Embedded(pub(crate) Shared);

/// A share of a run.
#[derive(Clone)]
pub(crate) enum Shared {
    Run(Arc<Run>),
    /// The same for the driver of this crate, for which attempts may be made bare: [`Embedded::surroundings`].
    Driven(Arc<Run>),
    /// None: for a callee that asks its engine for nothing ([`Stage::USES_ENGINE`]). It costs nothing.
    Unused,
}

impl Deref for Shared {
    type Target = Run;

    #[inline]
    fn deref(&self) -> &Run {
        match self {
            Shared::Run(run) | Shared::Driven(run) => run,
            Shared::Unused => nobody(),
        }
    }
}

#[cold]
fn nobody() -> ! {
    unreachable!("a stage that does not say so asks its engine for nothing")
}

/// What is common to everything that happens in one run.
pub(crate) struct Run {
    /// What agents may know of it, made when somebody asks.
    pub(crate) scope: OnceLock<Arc<RunScope>>,
    /// What it was given to be known by.
    pub(crate) ids: Rare<Ids>,
    pub(crate) blueprint: &'static Blueprint,
    pub(crate) clock: RunClock,
    pub(crate) control: RunControl,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    /// When the run is given up at the latest, by its own deadline or by whoever runs it as a stage.
    pub(crate) deadline: Option<Timestamp>,
    /// Who runs it as a stage.
    pub(crate) above: Rare<Above>,
    pub(crate) stages: StageSpans,
    /// Where what happens is recorded, if the run is durable.
    pub(crate) durable: Option<Arc<Durable>>,
}

/// Whoever runs a run as a stage.
#[derive(Clone, Default)]
pub(crate) struct Above {
    /// Their run.
    parent: Option<Embedded>,
    /// The path of the stage, from the outermost pipeline on.
    inside: Option<Arc<str>>,
    /// When they give it up.
    pub(crate) until: Option<Timestamp>,
}

impl Above {
    /// This stage of this run.
    pub(crate) fn stage(parent: Embedded, path: String, until: Option<Timestamp>) -> Above {
        Above { parent: Some(parent), inside: Some(path.into()), until }
    }
}

impl Run {
    /// The run of which this one is a stage.
    #[inline]
    pub(crate) fn parent(&self) -> Option<&Embedded> {
        self.above.get()?.parent.as_ref()
    }

    /// What agents may know of it.
    #[inline]
    pub(crate) fn scope(&self) -> &Arc<RunScope> {
        self.scope.get_or_init(|| self.make_scope())
    }

    #[cold]
    fn make_scope(&self) -> Arc<RunScope> {
        let Ids { id, correlation, pass, depth } = self.ids.clone().into_inner();
        let id = id.unwrap_or_else(|| fresh_id(self.clock.random()));
        let correlation = correlation.unwrap_or_else(|| Arc::clone(&id));
        let host = self.control.share() as Arc<dyn Host>;
        Arc::new(RunScope { id, correlation, pass, depth, host })
    }

    /// Who looks on just now.
    #[inline]
    pub(crate) fn observer(&self) -> Option<&dyn Observer> {
        self.observer.as_deref().filter(|observer| !observer.is_idle())
    }

    /// Says what this run waits for while it is parked, to the run around it or to whoever asked; nothing: it works.
    pub(crate) fn say_parked(&self, waits: Vec<Wait>) {
        match self.parent() {
            Some(parent) => parent.0.control.within.tell(&self.scope().id, waits),
            None => self.control.parking.say(waits),
        }
    }

    /// Says that this run waits for nothing more, if it ever said that it does.
    pub(crate) fn say_working(&self) {
        let hears = self.parent().map_or(self, |parent| &*parent.0);
        if hears.control.known().is_some() {
            self.say_parked(Vec::new());
        }
    }

    /// The outermost run.
    pub(crate) fn root(&self) -> &Run {
        std::iter::successors(Some(self), |run| run.parent().map(|parent| &*parent.0)).last().unwrap_or(self)
    }

    /// A path of this run as the outermost run sees it: the path of the stage as which it runs stands in the place of the
    /// pipeline's name.
    pub(crate) fn full_path(&self, path: String) -> String {
        let inside = self.above.get().and_then(|above| above.inside.as_ref());
        match (inside, path.strip_prefix(self.blueprint.name)) {
            (Some(inside), Some(within)) => format!("{inside}{within}"),
            _ => path,
        }
    }

    /// The run as observers see it.
    pub(crate) fn seen(&self) -> RunSeen<'_> {
        RunSeen { scope: self.scope(), blueprint: self.blueprint, time: self.clock.now() }
    }
}

impl Embedded {
    /// The engine of this run.
    pub(crate) fn of(run: Run) -> Embedded {
        Embedded(Shared::Run(Arc::new(run)))
    }

    /// The same for the driver of this crate.
    pub(crate) fn driven(self) -> Embedded {
        match self.0 {
            Shared::Run(run) => Embedded(Shared::Driven(run)),
            shared => Embedded(shared),
        }
    }

    /// What surrounds an attempt that was made bare.
    pub(crate) fn surroundings(&self, site: Site) -> Box<dyn Any + Send> {
        Box::new(attempt::Around::bare(self, site))
    }

    /// An engine for a single call outside of a run that this process drives: its ids are those of the context.
    pub(crate) fn detached(cx: &Context, blueprint: Option<&'static Blueprint>) -> Embedded {
        Embedded::of(Run {
            scope: OnceLock::from(Arc::clone(cx.run())),
            ids: Rare::default(),
            blueprint: cx.site().map(|site| site.blueprint).or(blueprint).unwrap_or(&NOWHERE),
            clock: RunClock::of(None),
            control: RunControl::default(),
            observer: None,
            deadline: cx.deadline(),
            above: Above { until: cx.deadline(), ..Above::default() }.into(),
            stages: StageSpans::default(),
            durable: None,
        })
    }
}

/// When a run is given up at the latest. `began` is asked only where that matters: looking at a clock takes its time.
pub(crate) fn deadline(
    blueprint: &Blueprint,
    began: impl FnOnce() -> Timestamp,
    until: Option<Timestamp>,
) -> Option<Timestamp> {
    let own = blueprint.options.deadline.map(|deadline| began().saturating_add(deadline.after));
    [own, until].into_iter().flatten().min()
}

/// The pipeline of a call that belongs to none.
static NOWHERE: Blueprint = Blueprint {
    name: "",
    docs: "",
    module: "",
    file: "",
    line: 0,
    inputs: &[],
    output: "",
    options: Options::NONE,
    frames: &[],
    nodes: &[],
    signals: &[],
};

/// The engine of a callee that asks it for nothing.
static NOBODYS: Embedded = Embedded(Shared::Unused);

impl Engine for Embedded {
    const UNUSED: Option<&'static Embedded> = Some(&NOBODYS);

    type Opening = Opening;

    #[inline]
    fn open(&self, asked: &Asked<'_>, wants: Wants) -> (Opening, Given<Self>) {
        attempt::open(self, asked, wants)
    }

    #[inline]
    fn attempt<S, A, F>(&self, opened: (&Asked<'_>, Opening), answers: A, call: F) -> Call<A::Event>
    where
        S: Stage,
        A: Answers<Output = S::Output, Error = S::Error>,
        F: Future<Output = Result<A::Kept, Fault<S::Error>>> + Send + 'static,
    {
        attempt::attempt::<S, A, F>(opened, answers, call)
    }

    #[inline]
    fn attempt_with<'s, S, P, const NODE: u16, L, K, F>(
        &self,
        asked: &Asked<'_>,
        (slots, needs): (L, &'s S::Resources),
        answers: AnswersOf<S, P, K>,
        call: F,
    ) -> Call<P::Event>
    where
        S: Stage,
        P: Pipeline,
        L: Slots<'s>,
        K: Keeps<S::Output, S::Error>,
        F: for<'a> Begins<Holding<'a, L::Values, S::Resources, Self>>,
        for<'a> <F as Begins<Holding<'a, L::Values, S::Resources, Self>>>::Call: Calling<S, K>,
        <F as Begins<Holding<'static, L::Values, S::Resources, Self>>>::Call: 'static,
    {
        attempt::attempt_with::<S, P, L, K, F>(self, asked, (slots, needs), answers, call)
    }

    fn child<P: Pipeline>(
        &self,
        input: P::Input,
        resources: &P::Resources,
        cx: &Context,
    ) -> impl Future<Output = Result<P::Output, Failure>> + Send {
        child::run::<P>(self, input, resources.clone(), cx)
    }

    fn anew(&self) -> Self {
        let run = &*self.0;
        // Of a durable run, the number of the event with which the pass begins: it is known again after a restart.
        let scope = run.scope();
        let pass = run.durable.as_ref().map_or(scope.pass + 1, |durable| durable.log.len());
        Embedded::of(Run {
            scope: OnceLock::from(Arc::new(RunScope { pass, ..RunScope::clone(scope) })),
            ids: Rare::default(),
            blueprint: run.blueprint,
            clock: run.clock.share(),
            control: run.control.share().into(),
            observer: run.observer.clone(),
            deadline: deadline(run.blueprint, || run.clock.now(), run.above.get().and_then(|above| above.until)),
            above: run.above.clone(),
            stages: StageSpans::default(),
            durable: run.durable.clone(),
        })
    }

    fn stop_child(&self, stage: &str, why: &Failure) {
        self.0.control.stop_child(stage, &why.message);
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    fn random(&self) -> u64 {
        self.0.clock.random()
    }
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let run = matches!(self.0, Shared::Run(_) | Shared::Driven(_)).then(|| &*self.0.scope().id);
        f.debug_struct("Embedded").field("run", &run).finish_non_exhaustive()
    }
}
