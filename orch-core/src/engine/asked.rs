//! An attempt as it is asked for: of which stage, which one, and what is known of it before anything is made.

use std::time::Duration;

use orch_blueprint::{AgentSpec, Kind, Placement, StageRef};

use super::{Ask, More, Site};
use crate::machine::{is_keyed, keys_on_the_way};
use crate::{At, FrameState, Pipeline, Plan};

/// An attempt that is asked for. Its [`Site`] is made only where somebody wants to know it: most attempts begin and end without.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The frame.
    pub at: &'a At,
    /// Nothing comes before its first poll: see [`Ask::AtOnce`].
    pub at_once: bool,
    of: Of<'a>,
}

/// What is attempted.
#[derive(Clone, Copy)]
enum Of<'a> {
    Node {
        // Found when it is needed.
        plan: fn() -> &'static Plan,
        state: &'a dyn FrameState,
        node: u16,
        ask: &'a Ask,
        delay: Option<Duration>,
    },
    /// A stage is to be undone.
    Undoing(&'a Site),
}

impl<'a> Asked<'a> {
    /// An attempt at a stage of a pipeline.
    pub fn new<P: Pipeline>((state, at): (&'a P::State, &'a At), node: u16, ask: &'a Ask) -> Asked<'a> {
        let of = Of::Node { plan: P::plan, state, node, ask, delay: None };
        Asked { at, at_once: matches!(ask, Ask::AtOnce), of }
    }

    /// The same of a racer that begins only so much later.
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Asked<'a> {
        if let Of::Node { delay, .. } = &mut self.of {
            *delay = Some(wait);
        }
        self.at_once = false;
        self
    }

    /// An attempt at undoing what was done there.
    pub(crate) fn undoing(site: &'a Site) -> Asked<'a> {
        Asked { at: &site.at, at_once: false, of: Of::Undoing(site) }
    }

    /// What the driver wants.
    pub fn ask(&self) -> &'a Ask {
        match self.of {
            Of::Node { ask, .. } => ask,
            Of::Undoing(_) => &Ask::FIRST,
        }
    }

    /// Which attempt at which stage.
    pub fn site(&self) -> Site {
        match self.of {
            Of::Node { plan, state, node, ask, delay } => site(plan(), state, self.at, node, ask, delay),
            Of::Undoing(site) => site.clone(),
        }
    }

    /// Whether it is a first attempt around which nothing needs to be prepared ([`Plan::is_direct`]), and not the one of a racer that
    /// waits.
    #[inline]
    pub fn is_direct(&self) -> bool {
        match self.of {
            Of::Node { plan, node, ask, delay, .. } => is_direct(plan(), node, ask, delay),
            Of::Undoing(_) => false,
        }
    }

    /// Where the agent wants to be called; a pipeline is called in the run's own task.
    pub fn placement(&self) -> Placement {
        self.agent().map_or(Placement::Inline, |spec| spec.placement)
    }

    fn agent(&self) -> Option<&'static AgentSpec> {
        match self.of {
            Of::Node { plan, node, .. } => match plan().node(node).kind {
                Kind::Stage { stage: StageRef::Agent(spec), .. } => Some(spec),
                _ => None,
            },
            Of::Undoing(site) => site.agent(),
        }
    }
}

/// Which attempt an [`Ask`] is for.
pub(crate) fn site(
    plan: &'static Plan,
    state: &dyn FrameState,
    at: &At,
    node: u16,
    ask: &Ask,
    delay: Option<Duration>,
) -> Site {
    let (attempt, more) = more(state, at, ask, delay);
    Site { blueprint: plan.blueprint(), node, at: at.clone(), attempt, undo: None, more }
}

#[inline]
fn is_direct(plan: &Plan, node: u16, ask: &Ask, delay: Option<Duration>) -> bool {
    let direct = match ask {
        Ask::AtOnce => true,
        Ask::Attempt { attempt: 1, retried: None } => plan.is_direct(node),
        _ => false,
    };
    direct && delay.is_none()
}

/// Which attempt it is, and what else there is to say of it.
fn more(state: &dyn FrameState, at: &At, ask: &Ask, delay: Option<Duration>) -> (u32, Option<Box<More>>) {
    let (attempt, retried, interrupted) = match ask {
        Ask::Attempt { attempt, retried } => (*attempt, retried.as_deref().copied(), false),
        Ask::Interrupted { attempt } => (*attempt, None, true),
        _ => (1, None, false),
    };
    let keyed = !at.is_root() && is_keyed(state, at);
    if !keyed && retried.is_none() && delay.is_none() && !interrupted {
        return (attempt, None);
    }
    let keys = if keyed { keys_on_the_way(state, at) } else { Vec::new() };
    (attempt, Some(Box::new(More { keys, retried, delay, interrupted, formerly: false })))
}
