//! Another pipeline as a stage: a run of its own within the run, with its clock, its observer and its end.

use std::pin::Pin;
use std::sync::Arc;

use orch_blueprint::Blueprint;
use orch_core::{Apart, Class, Context, Failure, FailureKind, Machine, Pipeline};

use super::{Above, Embedded};
use crate::driver::{self, AnyValue, Flow, flow, scope_within};
use crate::launch::{Ids, alone, open, sole};

/// How deep pipelines may run pipelines, whatever they say of themselves: each level holds memory and stack.
pub const DEEPEST: u32 = 64;

pub(super) async fn run<P: Pipeline>(
    parent: &Embedded,
    input: P::Input,
    resources: P::Resources,
    cx: &Context,
) -> Result<P::Output, Failure> {
    let flow = flow(Machine::<P>::new(), resources);
    run_any(parent, flow, Arc::new(input), cx).await.map(sole)
}

// Boxed: it is compiled once and not with every pipeline.
fn run_any<'a>(parent: &'a Embedded, flow: Box<dyn Flow>, input: AnyValue, cx: &'a Context) -> Running<'a> {
    Box::pin(run_flow(parent, flow, input, cx))
}

type Running<'a> = Pin<Box<dyn Future<Output = Result<AnyValue, Failure>> + Send + 'a>>;

async fn run_flow(parent: &Embedded, flow: Box<dyn Flow>, input: AnyValue, cx: &Context) -> Result<AnyValue, Failure> {
    let blueprint = flow.blueprint();
    check_depth(parent, blueprint, cx)?;
    let above = Above::stage(parent.clone(), parent.0.full_path(cx.stage()), cx.deadline());
    let durable = parent.0.durable.as_deref();
    let durable = durable.and_then(|durable| Some(Arc::new(durable.within(scope_within(durable, cx)?))));
    let ids = Ids {
        id: Some(cx.id_within().into()),
        correlation: Some(cx.correlation_id().into()),
        pass: durable.as_ref().map_or(0, |durable| durable.pass()),
        depth: cx.run().depth + 1,
    };
    let engine = open(blueprint, ids.into(), parent.0.clock.share(), parent.0.observer.clone(), above.into(), durable);
    let _told = blueprint.compensates().then(|| Told::new(parent, cx.stage(), &engine));
    Ok(alone(driver::drive(engine, flow, input).await.map_err(Apart::into_inner)?).await)
}

/// The child can be told to end while this stands.
struct Told {
    parent: Embedded,
    stage: String,
}

impl Told {
    fn new(parent: &Embedded, stage: String, child: &Embedded) -> Told {
        parent.0.control.add_child(stage.clone(), child.0.control.share());
        Told { parent: parent.clone(), stage }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.parent.0.control.remove_child(&self.stage);
    }
}

/// A pipeline that runs itself is held to its `#[depth(n)]`; all of them to [`DEEPEST`].
fn check_depth(parent: &Embedded, child: &'static Blueprint, cx: &Context) -> Result<(), Failure> {
    let too_deep = |what: String| Failure::new(FailureKind::RoundsExhausted, what).with_class(Class::Permanent);
    if cx.run().depth >= DEEPEST {
        return Err(too_deep(format!("pipelines run each other more than {DEEPEST} deep")));
    }
    let Some(depth) = child.options.depth else { return Ok(()) };
    let own = std::iter::successors(Some(parent), |run| run.0.parent());
    let above = own.filter(|run| std::ptr::eq(run.0.blueprint, child)).count();
    if above as u64 > u64::from(depth) {
        return Err(too_deep(format!("`{}` runs itself more than its depth of {depth}", child.name)));
    }
    Ok(())
}
