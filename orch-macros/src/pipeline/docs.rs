//! What rustdoc shows of a pipeline, beside what its user wrote: the drawing, the stages, the transitions.
//!
//! They are made from a description of the flow as a *value* (a [`Sketch`]), of the same type as the `static` that is
//! printed. A macro sees no other item, so the value knows agents by their names alone; where a name leads, rustdoc
//! finds out.

use std::time::Duration;

use orch_artifacts::Sketch;
use orch_blueprint::{
    AgentSpec, Blueprint, Compensation, Effect, Fallback, Frame, FrameKind, Guard, Kind, Node, Options, Overrides,
    Param, Signal, StageRef,
};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;
use syn::ext::IdentExt;

use super::codegen::Generator;
use super::codegen::blueprint::{literal, written};
use super::ir::{self, Compensate, Header, NodeId};
use crate::rustdoc;

/// The doc comment, if it is rustdoc that asks. Agents may be less public than the flow: a link to one that has no
/// page is no mistake of the user's.
pub(crate) fn drawn(generator: &Generator<'_>) -> TokenStream {
    if !rustdoc::is_running() || generator.flow.refused {
        return TokenStream::new();
    }
    let text = text(generator);
    quote!(#[doc = ""] #[doc = #text] #[allow(rustdoc::private_intra_doc_links)])
}

fn text(generator: &Generator<'_>) -> String {
    let sketch = sketch(generator);
    let Blueprint { name, inputs, output, .. } = sketch.blueprint;
    let inputs: Vec<String> = inputs.iter().map(|input| format!("{}: {}", input.name, input.ty)).collect();
    let (state, event) = (&generator.names.states[0], &generator.names.event);
    format!(
        "A pipeline: `{name}({}) -> {output}`. Its state is [`{state}`](type@{state}), its events are [`{event}`](type@{event}).\n\n{}",
        inputs.join(", "),
        sketch.rustdoc()
    )
}

/// The flow as a value.
pub(super) fn sketch(generator: &Generator<'_>) -> Sketch {
    let flow = generator.flow;
    let nodes = 0..flow.nodes.len();
    Sketch {
        blueprint: blueprint(generator),
        links: nodes.clone().map(|node| link(generator, node)).collect(),
        events: nodes.clone().map(|node| event(generator, node)).collect(),
        said: nodes
            .map(|node| match &flow.nodes[node].kind {
                ir::Kind::Stage(stage) => stage.with.said.clone(),
                _ => String::new(),
            })
            .collect(),
    }
}

fn blueprint(generator: &Generator<'_>) -> Blueprint {
    let flow = generator.flow;
    let place = flow.name.span().start();
    // The path of the module is not known here; the place of the text tells pipelines of one name apart.
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    Blueprint {
        name: text_of(flow.name.unraw()),
        docs: "",
        module: text_of(format_args!("{package} {}:{}:{}", flow.name.span().file(), place.line, place.column)),
        file: "",
        line: place.line as u32,
        inputs: list(
            flow.params
                .iter()
                .map(|param| Param { name: text_of(param.ident.unraw()), ty: text_of(written(&param.ty)) }),
        ),
        output: text_of(written(&flow.output)),
        options: Options { saga: flow.options.saga.is_some(), ..Options::NONE },
        frames: list(flow.frames.iter().map(|frame| Frame {
            owner: frame.owner.map(|owner| owner as u16),
            kind: match frame.kind {
                ir::FrameKind::Body => FrameKind::Body,
                ir::FrameKind::Items => FrameKind::Items,
                ir::FrameKind::Sequence => FrameKind::Sequence,
                ir::FrameKind::Rounds(rounds) => FrameKind::Rounds(rounds),
            },
        })),
        nodes: list((0..flow.nodes.len()).map(|node| self::node(generator, node))),
        signals: list(
            flow.signals.iter().map(|signal| Signal { name: text_of(&signal.name), ty: text_of(written(&signal.ty)) }),
        ),
    }
}

fn node(generator: &Generator<'_>, node: NodeId) -> Node {
    let this = &generator.flow.nodes[node];
    let numbers = |nodes: &std::collections::BTreeSet<NodeId>| list(nodes.iter().map(|node| *node as u16));
    Node {
        name: text_of(&this.name),
        frame: this.frame as u16,
        kind: kind(&this.kind),
        uses: numbers(&generator.lowered.uses[node]),
        after: numbers(&generator.lowered.after[node]),
        guard: this.guard.map(|guard| Guard { node: guard.node as u16, case: guard.case }),
        ends: this.ends,
        unordered: this.unordered,
        race: this.race.map(|race| race as u16),
        position: (0, 0),
    }
}

fn kind(kind: &ir::Kind) -> Kind {
    match kind {
        ir::Kind::Stage(stage) => stage_kind(stage),
        ir::Kind::Value { .. } | ir::Kind::Assign { .. } => Kind::Value,
        ir::Kind::Check { .. } => Kind::Check,
        ir::Kind::Decide { arms, .. } => Kind::Decide { arms: list(arms.iter().map(text_of)) },
        ir::Kind::Join { .. } | ir::Kind::Chain { .. } => Kind::Join,
        ir::Kind::Race { members, .. } => Kind::Race { members: list(members.iter().map(|member| *member as u16)) },
        ir::Kind::Open(open) => Kind::Open {
            frame: open.frame as u16,
            tolerant: matches!(open.header, Header::Each { tolerate: Some(_), .. }),
        },
        ir::Kind::Sleep { code, until } => {
            Kind::Sleep { time: literal(Some(code)).filter(|_| !until).as_ref().and_then(seconds) }
        }
        ir::Kind::Signal { index, timeout, .. } => {
            Kind::Signal { index: *index as u16, timeout: literal(timeout.as_ref()).as_ref().and_then(seconds) }
        }
        ir::Kind::Now => Kind::Now,
        ir::Kind::Uuid => Kind::Uuid,
        ir::Kind::Random => Kind::Random,
        ir::Kind::Return { explicit, .. } => Kind::Return { explicit: *explicit },
        ir::Kind::Break { .. } => Kind::Break,
        ir::Kind::Continue => Kind::Continue,
        ir::Kind::Restart { .. } => Kind::Restart,
    }
}

fn stage_kind(stage: &ir::Stage) -> Kind {
    let name = last(&stage.callee);
    let callee = match rustdoc::is_type(&stage.callee) {
        true => StageRef::Pipeline(kept(unknown_pipeline(name))),
        false => StageRef::Agent(kept(unknown_agent(name))),
    };
    let compensation = match &stage.with.compensate {
        None => Compensation::Unstated,
        Some(Compensate::Nothing(why)) => Compensation::Nothing(text_of(why)),
        Some(Compensate::With(undo)) => Compensation::With(kept(unknown_agent(last(undo)))),
    };
    Kind::Stage {
        stage: callee,
        with: Overrides { timeout: stage.with.timeout.as_ref().and_then(seconds), retry: None, compensation },
        fallback: stage
            .fallback
            .as_ref()
            .map(|fallback| Fallback { node: fallback.node as u16, even_unknown: fallback.even_unknown }),
        was: stage.was.as_ref().map(|was| text_of(was)),
    }
}

/// An agent of which the name is known. `pure` asks for no order that the text does not ask for.
fn unknown_agent(name: &'static str) -> AgentSpec {
    AgentSpec::new(name, Effect::Pure)
}

fn unknown_pipeline(name: &'static str) -> Blueprint {
    Blueprint {
        name,
        docs: "",
        module: "",
        file: "",
        line: 0,
        inputs: &[],
        output: "",
        options: Options::NONE,
        frames: &[Frame { owner: None, kind: FrameKind::Body }],
        nodes: &[],
        signals: &[],
    }
}

fn last(path: &Path) -> &'static str {
    text_of(path.segments.last().map(|segment| segment.ident.unraw().to_string()).unwrap_or_default())
}

/// Where a stage's callee is documented.
fn link(generator: &Generator<'_>, node: NodeId) -> Option<String> {
    let ir::Kind::Stage(stage) = &generator.flow.nodes[node].kind else { return None };
    rustdoc::link(&stage.callee)
}

/// The event of a node: one of its own if it carries a value.
fn event(generator: &Generator<'_>, node: NodeId) -> Option<(String, String)> {
    let event = &generator.names.event;
    let variant = match generator.carries(node) {
        true => generator.names.variants[node].to_string(),
        false => "Mark".to_owned(),
    };
    let raw = variant.starts_with("r#");
    (!raw).then(|| (variant.clone(), format!("variant@{event}::{variant}")))
}

/// A duration of which the tokens are those of a literal.
fn seconds(tokens: &TokenStream) -> Option<Duration> {
    let text = tokens.to_string().replace(' ', "");
    let (seconds, nanos) = text.strip_prefix("::core::time::Duration::new(")?.strip_suffix(')')?.split_once(',')?;
    let number = |text: &str| text.trim_end_matches("u64").trim_end_matches("u32").parse::<u64>().ok();
    Some(Duration::new(number(seconds)?, u32::try_from(number(nanos)?).ok()?))
}

/// The process of a macro is short: what a description refers to is never freed.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    Vec::leak(items.collect())
}

fn text_of(text: impl ToString) -> &'static str {
    text.to_string().leak()
}
