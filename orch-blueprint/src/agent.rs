//! The contract of an agent, as data.

use core::time::Duration;

use crate::{Effect, Retry};

/// Everything that `#[agent(…)]` and the function's signature said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgentSpec {
    /// The name that journals keep: `#[agent(name = "…")]`, or else the function's name.
    pub name: &'static str,
    /// The function's doc comment.
    pub docs: &'static str,
    /// Where the function is: `module_path!()`.
    pub module: &'static str,
    /// Source file, as `file!()` says it.
    pub file: &'static str,
    /// Line of the function's name.
    pub line: u32,
    /// What a call does to the world.
    pub effect: Effect,
    /// Inputs in order; context and resources are none.
    pub inputs: &'static [Param],
    /// The resources it needs, as they were written.
    pub resources: &'static [Param],
    /// The output's type as it was written.
    pub output: &'static str,
    /// The error's type as it was written; `None` if the agent cannot fail by itself.
    pub error: Option<&'static str>,
    /// The longest that one attempt may take; `None` is `timeout = none`, which needs a heartbeat. 30 s if not given.
    pub timeout: Option<Duration>,
    /// The longest silence between two heartbeats of one attempt.
    pub heartbeat: Option<Duration>,
    /// How it is tried again; `None` is a single attempt.
    pub retry: Option<Retry>,
    /// Where its attempts run.
    pub placement: Placement,
    /// What undoes it.
    pub compensation: Compensation,
}

impl AgentSpec {
    /// An agent of which nothing is said but its effect: it is nowhere, takes and gives nothing, and has no policy, not even a timeout.
    ///
    /// ```
    /// use orch_blueprint::{AgentSpec, Effect};
    ///
    /// const FETCH: AgentSpec = AgentSpec { output: "Quote", ..AgentSpec::new("fetch", Effect::Reads) };
    /// assert_eq!((FETCH.name, FETCH.timeout), ("fetch", None));
    /// ```
    pub const fn new(name: &'static str, effect: Effect) -> AgentSpec {
        AgentSpec {
            name,
            docs: "",
            module: "",
            file: "",
            line: 0,
            effect,
            inputs: &[],
            resources: &[],
            output: "",
            error: None,
            timeout: None,
            heartbeat: None,
            retry: None,
            placement: Placement::Inline,
            compensation: Compensation::Unstated,
        }
    }
}

/// One parameter, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: &'static str,
}

/// Where an attempt runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In the run's own task. The default.
    Inline,
    /// In a task of its own (`spawn`).
    Spawned,
    /// On the pool for blocking work (`blocking`).
    Blocking,
}

/// What undoes a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Compensation {
    /// Nothing was said.
    Unstated,
    /// `compensate = nothing("why")`.
    Nothing(&'static str),
    /// `compensate = undo`: the agent that undoes it, under its own policies.
    With(&'static AgentSpec),
}
