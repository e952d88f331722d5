//! The stages: contracts, effects, and the policies in force.

use std::fmt::Write;

use orch_blueprint::order::pipeline_effect;
use orch_blueprint::{AgentSpec, Blueprint, Kind, Node, Param, StageRef};

use super::{Others, words};
use crate::graph::summary;
use crate::text::{code, markdown, time};

/// Two tables: what each stage accepts and gives, and what holds while it runs.
pub(super) fn section(blueprint: &Blueprint, others: Others<'_>) -> String {
    let (mut contracts, mut policies) = (String::new(), String::new());
    for node in blueprint.nodes {
        let Kind::Stage { stage, was, .. } = node.kind else { continue };
        let path = words::path(blueprint, node);
        let was = was.map(|was| format!(" (was {})", code(was))).unwrap_or_default();
        let _ = writeln!(contracts, "| {path}{was} | {} |", contract(stage, others));
        let _ = writeln!(policies, "| {path} | {} |", policy(node, stage));
    }
    let contracts = super::titled(
        "Stages",
        "| stage | runs | effect | takes | gives | fails with | needs | what it does |\n|---|---|---|---|---|---|---|---|",
        &contracts,
    );
    let policies = super::titled(
        "Policies in force",
        "| stage | timeout | heartbeat | retry | where | undone by |\n|---|---|---|---|---|---|",
        &policies,
    );
    if contracts.is_empty() { contracts } else { format!("{contracts}\n{policies}") }
}

fn contract(stage: StageRef, others: Others<'_>) -> String {
    match stage {
        StageRef::Agent(spec) => agent(spec),
        StageRef::Pipeline(inner) => [
            format!("pipeline {}", super::linked(inner, others)),
            pipeline_effect(inner).word().into(),
            params(inner.inputs),
            code(inner.output),
            "`Failure`".into(),
            "–".into(),
            markdown(&summary(inner.docs)),
        ]
        .join(" | "),
    }
}

fn agent(spec: &AgentSpec) -> String {
    [
        code(&format!("{}::{}", spec.module, spec.name)),
        spec.effect.word().into(),
        params(spec.inputs),
        code(spec.output),
        spec.error.map_or("–".into(), code),
        params(spec.resources),
        markdown(&summary(spec.docs)),
    ]
    .join(" | ")
}

fn params(params: &[Param]) -> String {
    if params.is_empty() {
        return "–".into();
    }
    params.iter().map(|param| code(&format!("{}: {}", param.name, param.ty))).collect::<Vec<_>>().join(", ")
}

fn policy(node: &Node, stage: StageRef) -> String {
    let (heartbeat, place) = match stage {
        StageRef::Agent(spec) => (spec.heartbeat, words::placement(spec.placement)),
        StageRef::Pipeline(_) => (None, "run of its own"),
    };
    [
        node.timeout().map_or("none".into(), time),
        heartbeat.map_or("–".into(), time),
        words::retry(node.retry()),
        place.into(),
        words::compensation(node.compensation()),
    ]
    .join(" | ")
}
