//! The drawing model: what is drawn of a pipeline, before anyone decides where or how.
//!
//! A [`Graph`] is a [`Part`]: boxes and edges in the order of the text. A fan-out, a `for` or a loop is a box with a part
//! of its own inside, and edges never leave their part, because what a frame needs, its opening node waits for.

mod bundle;
mod edges;
mod walk;

pub(crate) use walk::summary;

use orch_blueprint::{Blueprint, Effect, FrameKind};

use crate::Sketch;

/// A pipeline as boxes and edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// The pipeline's name.
    pub name: &'static str,
    /// Its first doc paragraph, in one line.
    pub summary: String,
    /// The body.
    pub body: Part,
}

/// The boxes of one frame and the edges among them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// In the order of the text.
    pub boxes: Vec<Item>,
    /// In the order of the text of their targets. Numbers are places in `boxes`.
    pub edges: Vec<Edge>,
}

/// One box.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Unique in the graph: `start`, `n7` for node 7 of the blueprint, `b7` for a bundle that begins with it.
    pub id: String,
    /// The name that is written on it.
    pub title: String,
    /// A second, smaller line: effect and policies, types, times. Often empty.
    pub detail: String,
    /// Everything about it in one line, for those who point at it.
    pub hover: String,
    /// What it is.
    pub shape: Shape,
    /// Whether it can end the run by itself (`?`).
    pub ends: bool,
    /// The agent that undoes it.
    pub undo: Option<&'static str>,
    /// Where a click on its name leads.
    pub link: Option<String>,
    /// What it holds, if it is a frame.
    pub inner: Option<Part>,
}

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Where a run begins, with the pipeline's inputs.
    Start,
    /// One use of an agent; without its effect where that is not known.
    Agent(Option<Effect>),
    /// Another pipeline as a stage.
    Pipeline(Option<Effect>),
    /// `match` or `if`.
    Decision,
    /// Where arms or a fallback chain meet again.
    Join,
    /// The first racer wins.
    Race,
    /// Plain Rust whose value is recorded, and `now()`, `uuid()`, `random()`.
    Value,
    /// Plain Rust that may end the run.
    Check,
    /// A wait for a signal.
    Signal,
    /// A wait for a time.
    Timer,
    /// The value of the flow, or an explicit `return`.
    Return,
    /// `break`, `continue` and `restart`.
    Leave,
    /// A fan-out, a `for` or a loop.
    Repeat(FrameKind),
    /// Boxes between the same neighbours, gathered so that a wide flow stays readable.
    Bundle,
}

/// An arrow between two boxes of a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it means.
    pub kind: EdgeKind,
    /// What is written on it: the arm of a branch, `on failure`.
    pub label: Option<String>,
}

/// Why the later box waits for the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// It takes its value.
    Value,
    /// The order rule or `.after` says so.
    Order,
    /// It is in this arm.
    Branch,
    /// It takes over after a failure.
    Fallback,
    /// A signal or a timer lies between.
    Wait,
}

impl Graph {
    /// Walks over a blueprint.
    pub fn new(blueprint: &Blueprint) -> Graph {
        walk::Walk::over(blueprint).graph()
    }

    /// Walks over a sketch: effects are not drawn, nor is the order that follows from them.
    pub fn sketch(sketch: &Sketch) -> Graph {
        walk::Walk::over_sketch(sketch).graph()
    }

    /// Every box, those inside frames behind their frame.
    pub fn boxes(&self) -> Vec<&Item> {
        let mut all = Vec::new();
        gather(&self.body, &mut all);
        all
    }

    /// Every edge with its part.
    pub fn edges(&self) -> Vec<(&Part, &Edge)> {
        let inner = self.boxes().into_iter().filter_map(|item| item.inner.as_ref());
        std::iter::once(&self.body)
            .chain(inner)
            .flat_map(|part| part.edges.iter().map(move |edge| (part, edge)))
            .collect()
    }
}

fn gather<'a>(part: &'a Part, all: &mut Vec<&'a Item>) {
    for item in &part.boxes {
        all.push(item);
        if let Some(inner) = &item.inner {
            gather(inner, all);
        }
    }
}

impl Shape {
    /// Whether nothing of its part comes after it.
    pub fn is_end(self) -> bool {
        matches!(self, Shape::Return | Shape::Leave)
    }

    /// Whether it changes the world.
    pub fn is_change(self) -> bool {
        matches!(self, Shape::Agent(Some(effect)) | Shape::Pipeline(Some(effect)) if effect.is_change())
    }
}
