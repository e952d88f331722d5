//! The one walk over the blueprint.

use orch_blueprint::order::pipeline_effect;
use orch_blueprint::{Blueprint, Compensation, Effect, FrameKind, Kind, Node, Retry, StageRef};

use super::{Edge, EdgeKind, Graph, Item, Part, Shape, bundle, edges};
use crate::{Sketch, text};

/// A walk, and what it knows.
pub(super) struct Walk<'a> {
    blueprint: &'a Blueprint,
    /// Whether stages say what their callees do.
    effects: bool,
    /// Where the names of nodes lead.
    links: &'a [Option<String>],
}

impl<'a> Walk<'a> {
    /// Over a blueprint, which knows everything.
    pub(super) fn over(blueprint: &'a Blueprint) -> Walk<'a> {
        Walk { blueprint, effects: true, links: &[] }
    }

    /// Over what a macro sees.
    pub(super) fn over_sketch(sketch: &'a Sketch) -> Walk<'a> {
        Walk { blueprint: &sketch.blueprint, effects: false, links: &sketch.links }
    }

    /// The drawing model of the pipeline.
    pub(super) fn graph(&self) -> Graph {
        let mut body = self.frame(0);
        begin(&mut body, start(self.blueprint));
        Graph { name: self.blueprint.name, summary: summary(self.blueprint.docs), body }
    }

    /// The boxes and edges of a frame, and of the frames within.
    fn frame(&self, frame: u16) -> Part {
        let all = self.blueprint.nodes;
        let nodes: Vec<u16> = (0..all.len() as u16).filter(|node| all[usize::from(*node)].frame == frame).collect();
        let boxes = nodes.iter().map(|node| self.item(*node)).collect();
        bundle::bundled(Part { boxes, edges: edges::edges(all, &nodes) })
    }

    fn item(&self, number: u16) -> Item {
        let (blueprint, node) = (self.blueprint, &self.blueprint.nodes[usize::from(number)]);
        let (shape, detail) = self.face(node);
        let title = match (shape, node.kind) {
            (Shape::Return, Kind::Return { explicit: false }) if node.frame == 0 => "return",
            (_, Kind::Return { explicit: false }) => "value",
            _ => own_name(node),
        };
        let inner = match node.kind {
            Kind::Open { frame: inner, .. } => Some(self.frame(inner)),
            _ => None,
        };
        Item {
            id: format!("n{number}"),
            title: text::cut(title, 30),
            hover: hover(blueprint, node, &detail),
            detail: text::cut(&detail, if inner.is_some() { 60 } else { 40 }),
            shape,
            ends: node.ends && !matches!(shape, Shape::Return),
            undo: match node.compensation() {
                Compensation::With(undo) => Some(undo.name),
                _ => None,
            },
            link: self.links.get(usize::from(number)).cloned().flatten(),
            inner,
        }
    }

    /// The shape of a node and its second line.
    fn face(&self, node: &Node) -> (Shape, String) {
        match node.kind {
            Kind::Stage { stage, .. } => self.stage_face(node, stage),
            Kind::Value if node.name.ends_with("/set") => (Shape::Value, "assigned".into()),
            Kind::Value => (Shape::Value, "recorded value".into()),
            Kind::Now => (Shape::Value, "now()".into()),
            Kind::Uuid => (Shape::Value, "uuid()".into()),
            Kind::Random => (Shape::Value, "random()".into()),
            Kind::Check => (Shape::Check, "plain Rust".into()),
            Kind::Decide { .. } => (Shape::Decision, String::new()),
            Kind::Join => (Shape::Join, String::new()),
            Kind::Race { .. } => (Shape::Race, "first success".into()),
            Kind::Open { frame, tolerant } => {
                let kind = self.blueprint.frames[usize::from(frame)].kind;
                let tolerant = if tolerant { ", failures tolerated" } else { "" };
                (Shape::Repeat(kind), format!("{}{tolerant}", repeats(kind)))
            }
            Kind::Sleep { time } => (Shape::Timer, time.map_or("a computed time".into(), text::time)),
            Kind::Signal { index, timeout } => {
                let ty = self.blueprint.signals.get(usize::from(index)).map_or("", |signal| signal.ty);
                let timeout = timeout.map(|timeout| format!(" within {}", text::time(timeout)));
                (Shape::Signal, format!("{ty}{}", timeout.unwrap_or_default()))
            }
            Kind::Return { explicit } => {
                let inner = explicit || node.frame != 0;
                (Shape::Return, if inner { String::new() } else { self.blueprint.output.into() })
            }
            Kind::Break | Kind::Continue | Kind::Restart => (Shape::Leave, String::new()),
        }
    }

    fn stage_face(&self, node: &Node, stage: StageRef) -> (Shape, String) {
        let effect = self.effects.then(|| match stage {
            StageRef::Agent(spec) => spec.effect,
            StageRef::Pipeline(inner) => pipeline_effect(inner),
        });
        let (shape, sort) = match stage {
            StageRef::Agent(_) => (Shape::Agent(effect), None),
            StageRef::Pipeline(_) => (Shape::Pipeline(effect), Some("pipeline")),
        };
        let callee = Some(stage.name()).filter(|name| *name != own_name(node)).map(str::to_owned);
        let words: Vec<&str> = sort.into_iter().chain(effect.map(Effect::word)).collect();
        let words = Some(words.join(", ")).filter(|words| !words.is_empty());
        let parts = [callee, words, node.retry().and_then(attempts), told_timeout(node)];
        (shape, parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }
}

/// Puts the start before everything that waits for nothing.
fn begin(part: &mut Part, start: Item) {
    for edge in &mut part.edges {
        edge.from += 1;
        edge.to += 1;
    }
    part.boxes.insert(0, start);
    let awaited = |index: &usize| part.edges.iter().any(|edge| edge.to == *index);
    let first: Vec<usize> = (1..part.boxes.len()).filter(|index| !awaited(index)).collect();
    let edges = first.into_iter().map(|to| Edge { from: 0, to, kind: EdgeKind::Value, label: None });
    part.edges.splice(0..0, edges);
}

fn start(blueprint: &Blueprint) -> Item {
    let inputs: Vec<String> = blueprint.inputs.iter().map(|input| format!("{}: {}", input.name, input.ty)).collect();
    let inputs = inputs.join(", ");
    Item {
        id: "start".into(),
        title: text::cut(blueprint.name, 40),
        detail: text::cut(&inputs, 44),
        hover: format!("{}({inputs}) -> {}", blueprint.name, blueprint.output),
        shape: Shape::Start,
        ends: false,
        undo: None,
        link: None,
        inner: None,
    }
}

/// The name without the arms before it; of an assignment the name of what is assigned.
fn own_name(node: &Node) -> &'static str {
    let name =
        if matches!(node.kind, Kind::Value) { node.name.strip_suffix("/set").unwrap_or(node.name) } else { node.name };
    name.rsplit('/').next().unwrap_or(name)
}

fn attempts(retry: Retry) -> Option<String> {
    (retry.attempts > 1).then(|| format!("{}×", retry.attempts))
}

/// The timeout, unless it is the one that nobody wrote.
fn told_timeout(node: &Node) -> Option<String> {
    node.timeout().filter(|timeout| timeout.as_secs() != 30 || timeout.subsec_nanos() != 0).map(text::time)
}

/// How often a frame happens, in words.
pub(crate) fn repeats(kind: FrameKind) -> String {
    match kind {
        FrameKind::Body => "once".into(),
        FrameKind::Items => "each item, side by side".into(),
        FrameKind::Sequence => "each item, one after another".into(),
        FrameKind::Rounds(1) => "one round at most".into(),
        FrameKind::Rounds(rounds) => format!("up to {rounds} rounds"),
    }
}

fn hover(blueprint: &Blueprint, node: &Node, detail: &str) -> String {
    let path = format!("{}/{}", blueprint.name, node.name);
    let docs = match node.kind {
        Kind::Stage { stage: StageRef::Agent(spec), .. } => summary(spec.docs),
        Kind::Stage { stage: StageRef::Pipeline(inner), .. } => summary(inner.docs),
        _ => String::new(),
    };
    let parts = [path, detail.to_owned(), docs];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" — ")
}

/// The first paragraph in one line.
pub(crate) fn summary(docs: &str) -> String {
    docs.lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
