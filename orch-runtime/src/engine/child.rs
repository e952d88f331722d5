//! Another pipeline as a stage: a run of its own within the run, with its clock, its observer and its end.

use std::sync::Arc;

use orch_blueprint::Blueprint;
use orch_core::{Class, Context, Failure, FailureKind, Pipeline};

use super::Embedded;
use crate::driver::scope_within;
use crate::launch::{Ids, Outer, open, owned};

/// How deep pipelines may run pipelines, whatever they say of themselves: each level holds memory and stack.
pub const DEEPEST: u32 = 64;

pub(super) async fn run<P: Pipeline>(
    parent: &Embedded,
    input: P::Input,
    resources: P::Resources,
    cx: &Context,
) -> Result<P::Output, Failure> {
    check_depth(parent, P::blueprint(), cx)?;
    let ids = Ids {
        id: format!("{}/{}", cx.run_id(), cx.lasting_path()).into(),
        correlation: cx.correlation_id().into(),
        depth: cx.run().depth + 1,
    };
    let outer = Outer { run: parent.clone(), stage: parent.0.full_path(cx.stage()), deadline: cx.deadline() };
    let durable =
        parent.0.durable.as_deref().zip(parent.0.durable.as_deref().and_then(|durable| scope_within(durable, cx)));
    let durable = durable.map(|(durable, scope)| Arc::new(durable.within(scope)));
    let engine = open::<P>(ids, Arc::clone(&parent.0.clock), parent.0.observer.clone(), Some(outer), durable);
    let outcome = crate::driver::boxed::<P>(engine, input, resources).await?;
    Ok(owned(outcome).await)
}

/// A pipeline that runs itself is held to its `#[depth(n)]`; all of them to [`DEEPEST`].
fn check_depth(parent: &Embedded, child: &'static Blueprint, cx: &Context) -> Result<(), Failure> {
    let too_deep = |what: String| Failure::new(FailureKind::RoundsExhausted, what).with_class(Class::Permanent);
    if cx.run().depth >= DEEPEST {
        return Err(too_deep(format!("pipelines run each other more than {DEEPEST} deep")));
    }
    let Some(depth) = child.options.depth else { return Ok(()) };
    let own = std::iter::successors(Some(parent), |run| run.0.parent.as_ref());
    let above = own.filter(|run| std::ptr::eq(run.0.blueprint, child)).count();
    if above as u64 > u64::from(depth) {
        return Err(too_deep(format!("`{}` runs itself more than its depth of {depth}", child.name)));
    }
    Ok(())
}
