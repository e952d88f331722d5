//! The machine: a state, moved by events, that says in commands what should happen next.
//!
//! It does no I/O, waits for nothing and reads no clock. Given the same events in the same order it gives the same
//! commands in the same order: what is given up first, then what may start, both in text order and then by item or round.

mod advance;
pub mod data;
mod items;
mod legal;
mod moving;
mod plainly;
mod save;
mod scan;
pub(crate) mod undo;
mod view;
mod way;

use std::sync::Arc;

use serde_json::Value;

use crate::engine::Retried;
use crate::pipeline::Transition;
use crate::plan::Spot;
use crate::state::Status;
use crate::{Again, Apart, At, CodecError, Failure, FrameState, Mark, Pipeline, Timestamp};

pub use moving::GoodEnd;
use moving::MovingOf;
pub use view::View;
use way::{descend, descend_along, look};
pub(crate) use way::{is_keyed, keys_on_the_way};

/// What should happen next. Commands are data; the future of an attempt is built by [`Pipeline::call`].
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// The frame.
    pub at: At,
    /// The node's number in the blueprint.
    pub node: u16,
    /// What to do.
    pub kind: CommandKind,
}

/// What to do with a node.
#[derive(Debug, Clone, PartialEq)]
pub enum CommandKind {
    /// Call [`Pipeline::call`] with [`crate::Ask::Evaluate`] and apply the event that it gives at once.
    Evaluate,
    /// Start an attempt at a stage.
    Start {
        /// Which, from 1.
        attempt: u32,
        /// What came before, where one has failed.
        retried: Option<Box<Retried>>,
    },
    /// Start another pipeline as a stage.
    StartChild,
    /// Give up what was started here. No event follows.
    Cancel,
    /// Give [`crate::Mark::Fired`] at this time, or for a signal call with [`crate::Ask::Expire`].
    SetTimer {
        /// When.
        until: Timestamp,
    },
    /// Tell the pipeline that runs as this stage to end: the run around it was stopped. It undoes what it did, and its end
    /// is an event like any other. One that has not begun never does: then [`Mark::Failed`] is its end.
    StopChild,
    /// The run has failed: start an attempt at undoing this change ([`Pipeline::compensate`]).
    Compensate {
        /// Which, from 1.
        attempt: u32,
        /// What came before, where one has failed.
        retried: Option<Box<Retried>>,
    },
    /// Forget the timer.
    ClearTimer,
    /// When the signal comes, call with [`crate::Ask::Deliver`].
    AwaitSignal {
        /// Only one with this key.
        key: Option<String>,
    },
    /// The machine has nothing more to do: see [`Machine::outcome`] and [`Machine::restart`]. `at` and `node` mean nothing here.
    Finish,
}

impl CommandKind {
    /// Start the first attempt at a stage.
    pub const FIRST: CommandKind = CommandKind::Start { attempt: 1, retried: None };

    /// Start the attempt after one that failed.
    fn again(failed: &Again) -> CommandKind {
        CommandKind::Start { attempt: failed.attempt + 1, retried: Some(Box::new(failed.into())) }
    }
}

/// An event that does not fit the state.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("`{path}` is {status} and cannot take `{event}`")]
pub struct Illegal {
    /// The node's path.
    pub path: String,
    /// What it is.
    pub status: String,
    /// What came.
    pub event: String,
}

/// A [`Transition`] whose event is gone.
enum Change {
    Begin,
    Stop(Apart<Failure>),
    Mark(Mark),
    Succeed,
    Fail { failure: Apart<Failure>, unknown: bool, handled: bool },
    Open { count: u32, concurrent: Option<u32>, tolerate: Option<u32> },
}

impl Change {
    fn of(transition: Transition<'_>) -> Change {
        match transition {
            Transition::RunStarted => Change::Begin,
            Transition::RunStopped(failure) => Change::Stop(Apart::new(failure.clone())),
            Transition::Mark(mark) => Change::Mark(mark.clone()),
            Transition::Succeeded => Change::Succeed,
            Transition::Failed { failure, unknown, handled } => {
                Change::Fail { failure: Apart::new(failure.clone()), unknown, handled }
            }
            Transition::Opened { count, concurrent, tolerate } => Change::Open { count, concurrent, tolerate },
        }
    }
}

/// The state of one run and the rules by which it moves.
pub struct Machine<P: Pipeline> {
    state: P::State,
}

impl<P: Pipeline> Default for Machine<P> {
    fn default() -> Self {
        Machine { state: P::State::default() }
    }
}

impl<P: Pipeline> Machine<P> {
    /// A machine to which nothing has happened. Its first event is [`Pipeline::started`].
    #[inline]
    pub fn new() -> Machine<P> {
        Machine::default()
    }

    /// The state.
    #[inline]
    pub fn state(&self) -> &P::State {
        &self.state
    }

    /// Gives up the machine for its state.
    #[inline]
    pub fn into_state(self) -> P::State {
        self.state
    }

    /// The machine without its types.
    #[inline]
    pub fn view(&self) -> View<'_> {
        View { plan: P::plan(), root: &self.state }
    }

    /// Moves on by one event and appends what should happen next.
    ///
    /// # Errors
    /// If the event does not fit the state; nothing has changed then.
    #[inline]
    pub fn apply(&mut self, event: P::Event, commands: &mut Vec<Command>) -> Result<(), Apart<Illegal>> {
        self.apply_from(&mut Some(event), commands)
    }

    /// The same with the event where it lies, which is moved once that way: it is taken from there. Without one nothing happens.
    ///
    /// # Errors
    /// If the event does not fit the state; nothing has changed then.
    #[inline]
    pub fn apply_from(
        &mut self,
        from: &mut Option<P::Event>,
        commands: &mut Vec<Command>,
    ) -> Result<(), Apart<Illegal>> {
        let Some(event) = &*from else { return Ok(()) };
        let (at, node, transition) = P::transition(event);
        let plan = P::plan();
        let spot = match (node, transition) {
            (Some(node), Transition::Succeeded) => plan.plain(node),
            _ => None,
        };
        // Nearly all events are of this kind: no way leads to the frame, and no frame is around it.
        if let Some(spot) = spot
            && at.is_root()
            && legal::plainly(self.state.progress(), spot)
            && let Some(node) = node
        {
            self.succeed_plainly((spot, node), from, commands);
            return Ok(());
        }
        let within = spot.filter(|_| !at.is_root());
        let moving = &mut MovingOf::<P> { state: &mut self.state, event: from };
        match within {
            Some(spot) => view::apply_plainly(plan, spot, moving, commands),
            None => view::apply_any(plan, moving, commands),
        }
    }

    /// As [`apply`](Machine::apply), for the event with which a run begins: [`Pipeline::started`].
    ///
    /// # Errors
    /// If the run has begun already; nothing has changed then.
    #[inline]
    pub fn begin(&mut self, input: Arc<P::Input>, commands: &mut Vec<Command>) -> Result<(), Apart<Illegal>> {
        if !self.state.progress().cells.is_empty() {
            return self.apply(P::started(input), commands);
        }
        P::store(&mut self.state, P::started(input));
        advance::begin(P::plan(), &mut self.state, commands);
        Ok(())
    }

    /// As [`apply_from`](Machine::apply_from), for what the driver knows already to be the good end of this stage.
    ///
    /// # Errors
    /// If the event does not fit the state; nothing has changed then.
    ///
    /// # Panics
    /// If the end was taken before, or lands in a pipeline that is not its own: a broken invariant of the driver.
    #[inline]
    pub fn succeed(
        &mut self,
        (at, node): (&At, u16),
        end: &mut impl GoodEnd<P>,
        commands: &mut Vec<Command>,
    ) -> Result<(), Apart<Illegal>> {
        let plan = P::plan();
        match plan.plain(node) {
            Some(spot) if !at.is_root() => {
                end.apply(&mut self.state, (at, node), |moving| view::succeed_within(plan, spot, at, moving, commands))
            }
            Some(spot) if legal::plainly(self.state.progress(), spot) => {
                self.succeed_plainly((spot, node), end, commands);
                Ok(())
            }
            _ => end.apply(&mut self.state, (at, node), |moving| view::apply_any(plan, moving, commands)),
        }
    }

    /// As [`succeed`](Machine::succeed) in the body, if one agent may begin then and that is all that follows: gives its node, whose
    /// command is not said. Nothing needs to be prepared around its attempt ([`Plan::is_direct`](crate::Plan::is_direct)), which begins with no mark. `None`:
    /// nothing has changed, and the end is where it was.
    #[inline]
    pub fn succeed_to_one(&mut self, node: u16, end: &mut impl GoodEnd<P>) -> Option<u16> {
        let spot = P::plan().spots.get(usize::from(node))?;
        let next = plainly::succeed_to_one(spot, self.state.progress_mut())?;
        end.store(&mut self.state, (&At::ROOT, node));
        Some(next)
    }

    /// A good end in the body that is plain and legal.
    #[inline]
    fn succeed_plainly(&mut self, (spot, node): (Spot, u16), end: &mut impl GoodEnd<P>, commands: &mut Vec<Command>) {
        end.store(&mut self.state, (&At::ROOT, node));
        let plan = P::plan();
        if plainly::succeed(plan, spot, self.state.progress_mut(), &At::ROOT, commands) == 0 {
            advance::end_frames(plan, &mut self.state, At::ROOT, commands);
        }
    }

    /// All commands that are outstanding: what [`Machine::apply`] gave and no event has answered, in text order.
    #[inline]
    pub fn commands(&self) -> Vec<Command> {
        self.view().commands()
    }

    /// Whether the run has failed and what it did is being undone.
    #[inline]
    pub fn is_compensating(&self) -> bool {
        self.view().is_compensating()
    }

    /// Why the run was stopped from outside, if it was.
    #[inline]
    pub fn stopped(&self) -> Option<&Failure> {
        self.view().stopped()
    }

    /// The mark with which an attempt at a stage begins, where the world may be changed: it is applied before the stage is
    /// called. If that is a failure, the stage is not called at all: what it would be called with could not be kept, so
    /// nothing could undo it.
    #[inline]
    pub fn starting(&self, (at, node): (&At, u16), attempt: u32, resources: &P::Resources) -> Option<Mark> {
        if !P::plan().is_marked(node) {
            return None;
        }
        let arguments = || match const { P::COMPENSATES } {
            true => crate::private::arguments_to_keep::<P>(&self.state, at, node, resources),
            false => Ok(None),
        };
        self.view().mark_of_start((at, node), attempt, &arguments)
    }

    /// What the run begins anew with, if it does: this machine has nothing more to do, a fresh one goes on with
    /// [`Pipeline::started`], and the run has not ended.
    #[inline]
    pub fn restart(&self) -> Option<Arc<P::Input>> {
        if self.view().restarts() { P::restart(&self.state).cloned() } else { None }
    }

    /// How the run ended, once it has.
    #[inline]
    pub fn outcome(&self) -> Option<Result<Arc<P::Output>, Failure>> {
        match self.view().outcome()? {
            Ok(()) => P::output(&self.state).shared().map(|output| Ok(Arc::clone(output))),
            Err(failure) => Some(Err(failure)),
        }
    }

    /// The same, of a machine that is not asked again: it gives its output away.
    #[inline]
    pub fn take_outcome(&mut self) -> Option<Result<Arc<P::Output>, Apart<Failure>>> {
        match self.view().outcome()? {
            Ok(()) => P::output_mut(&mut self.state).take().map(Ok),
            Err(failure) => Some(Err(Apart::new(failure))),
        }
    }

    /// The status of a node; `None` if its frame is not open.
    #[inline]
    pub fn status(&self, at: &At, node: u16) -> Option<Status> {
        self.view().status(at, node)
    }

    /// Whether a node may start and no attempt of it is recorded as started.
    #[inline]
    pub fn is_ready(&self, at: &At, node: u16) -> bool {
        self.status(at, node) == Some(Status::Ready)
    }

    /// Whether a node may start or has started, and has not come to its end.
    #[inline]
    pub fn is_open(&self, at: &At, node: u16) -> bool {
        matches!(self.status(at, node), Some(Status::Ready | Status::Running))
    }

    /// The path of a node, with the names of items where they have any.
    #[inline]
    pub fn path(&self, at: &At, node: u16) -> String {
        self.view().path(at, node)
    }

    /// The state as data: typed slots by name, and how far each node has come.
    ///
    /// # Errors
    /// If the pipeline is `#[ephemeral]` or a value cannot be written.
    #[inline]
    pub fn save(&self) -> Result<Value, CodecError> {
        data::save_state::<P>(&self.state)
    }

    /// A machine that goes on from a saved state.
    ///
    /// # Errors
    /// If what was saved does not fit this build of the pipeline.
    #[inline]
    pub fn load(saved: Value) -> Result<Machine<P>, CodecError> {
        Ok(Machine { state: data::load_state::<P>(saved)? })
    }
}
