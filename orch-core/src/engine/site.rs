//! Which attempt at which stage, and what its surroundings ask of that.

use std::time::Duration;

use orch_blueprint::{AgentSpec, Blueprint, Effect, Kind, Node, Retry, StageRef, order};

use crate::{At, Timestamp};

/// Which attempt at which stage.
#[derive(Debug, Clone)]
pub struct Site {
    /// The pipeline.
    pub blueprint: &'static Blueprint,
    /// The stage's number in it.
    pub node: u16,
    /// The frame it stands in.
    pub at: At,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The agent that is called to undo the stage; none if it is the stage itself that is attempted.
    pub undo: Option<&'static AgentSpec>,
    /// What there is to say of few attempts.
    pub more: Option<Box<More>>,
}

/// What there is to say of few attempts, so that the others need not carry it.
#[derive(Debug, Clone, Default)]
pub struct More {
    /// The names of the items on the way, where `.key(…)` gave them; empty if none has one.
    pub keys: Vec<Option<String>>,
    /// What came before a repeated attempt.
    pub retried: Option<Retried>,
    /// `.delay(…)` of a racer.
    pub delay: Option<Duration>,
    /// The attempt is not made: its process died, and nobody knows how it ended.
    pub interrupted: bool,
    /// It began under the name that it had before, and that is what its key is made of.
    pub formerly: bool,
}

/// What came before a repeated attempt. First attempts, which are most, carry none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retried {
    /// The end of the backoff.
    pub not_before: Timestamp,
    /// When the first attempt started.
    pub since: Timestamp,
    /// The wait before this attempt, which decorrelated jitter builds on.
    pub waited: Duration,
}

impl Site {
    /// The names of the items on the way, where they have any.
    pub fn keys(&self) -> &[Option<String>] {
        self.more.as_ref().map_or(&[], |more| &more.keys)
    }

    /// What came before a repeated attempt.
    pub fn retried(&self) -> Option<Retried> {
        self.more.as_ref()?.retried
    }

    /// `.delay(…)` of a racer.
    pub fn delay(&self) -> Option<Duration> {
        self.more.as_ref()?.delay
    }

    /// Whether the attempt is not made: its process died, and nobody knows how it ended.
    pub fn is_interrupted(&self) -> bool {
        self.more.as_ref().is_some_and(|more| more.interrupted)
    }

    /// Whether it began under the name that it had before.
    pub fn is_formerly(&self) -> bool {
        self.more.as_ref().is_some_and(|more| more.formerly)
    }

    /// The stage's description.
    #[inline]
    pub fn stage(&self) -> &'static Node {
        &self.blueprint.nodes[usize::from(self.node)]
    }

    /// The agent that is called: the stage's own, or the one that undoes it; none where a pipeline is called.
    #[inline]
    pub fn agent(&self) -> Option<&'static AgentSpec> {
        match self.stage().kind {
            _ if self.undo.is_some() => self.undo,
            Kind::Stage { stage: StageRef::Agent(spec), .. } => Some(spec),
            _ => None,
        }
    }

    /// The longest that this attempt may take.
    #[inline]
    pub fn timeout(&self) -> Option<Duration> {
        self.undo.map_or_else(|| self.stage().timeout(), |undo| undo.timeout)
    }

    /// How it is tried again.
    #[inline]
    pub fn retry(&self) -> Option<Retry> {
        self.undo.map_or_else(|| self.stage().retry(), |undo| undo.retry)
    }

    /// What the callee does to the world.
    pub fn effect(&self) -> Effect {
        self.undo.map_or_else(|| order::effect_of(self.blueprint.nodes, self.node), |undo| undo.effect)
    }

    /// Whether the call is not to be dropped when the run is stopped or takes too long: it undoes something, or it is a
    /// pipeline that has something to undo.
    pub fn winds_down(&self) -> bool {
        self.undo.is_some()
            || matches!(self.stage().kind, Kind::Stage { stage: StageRef::Pipeline(inner), .. } if inner.compensates())
    }
}

impl From<&crate::Again> for Retried {
    fn from(failed: &crate::Again) -> Retried {
        Retried { not_before: failed.at, since: failed.since, waited: failed.wait }
    }
}
