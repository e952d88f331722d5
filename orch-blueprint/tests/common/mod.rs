//! What tests of blueprints by hand are made of.

use orch_blueprint::{AgentSpec, Compensation, Effect, Placement};

/// An agent that says nothing but its effect.
pub(crate) const fn agent(name: &'static str, effect: Effect) -> AgentSpec {
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
