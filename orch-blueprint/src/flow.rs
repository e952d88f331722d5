//! The graph of a pipeline, as data: what `pipeline!` prints as a `static`.
//!
//! A pipeline is a flat table of [`Node`]s in text order. Each node belongs to a [`Frame`]: the body, or the body of a
//! fan-out, a loop or a `for`, which is instantiated once per item or round. Branches, fallback chains and races do not
//! open frames, because they happen at most once: their nodes carry a [`Guard`] instead.

use core::time::Duration;

use crate::{AgentSpec, Compensation, Effect, Options, Param, Retry};

/// The static description of a pipeline.
#[derive(Debug, Clone, Copy)]
pub struct Blueprint {
    /// The pipeline's name, which begins every path.
    pub name: &'static str,
    /// Its doc comment.
    pub docs: &'static str,
    /// Where it is: `module_path!()`.
    pub module: &'static str,
    /// Source file.
    pub file: &'static str,
    /// Line of its name.
    pub line: u32,
    /// Its parameters.
    pub inputs: &'static [Param],
    /// Its output's type as it was written.
    pub output: &'static str,
    /// What stands above its name: deadline, SLO and the like.
    pub options: Options,
    /// Its frames; 0 is the body.
    pub frames: &'static [Frame],
    /// Its nodes, in text order over all frames. A node's number is its index here.
    pub nodes: &'static [Node],
    /// The signals it may wait for, in text order, each name once.
    pub signals: &'static [Signal],
}

/// A part of the flow that is instantiated as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The node that opens it; `None` for the body.
    pub owner: Option<u16>,
    /// What it is.
    pub kind: FrameKind,
}

/// How often a frame is instantiated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameKind {
    /// The body: once.
    Body,
    /// `for … in each(…)`: once an item, items side by side.
    Items,
    /// A plain `for`: once an item, one after another.
    Sequence,
    /// `#[rounds(n)] loop`: once a round, one after another, at most this many.
    Rounds(u32),
}

/// One step of a flow: a stage, or a construct that decides what happens next.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its name within its frame, arms included: `store`, `Clean/store`, `verdict/then/store`.
    pub name: &'static str,
    /// The frame it belongs to.
    pub frame: u16,
    /// What it is.
    pub kind: Kind,
    /// The nodes of the same frame whose values it names, ascending.
    pub uses: &'static [u16],
    /// Further nodes of the same frame that it waits for: `.after(&x)`, and earlier readers of what it assigns. Ascending.
    pub after: &'static [u16],
    /// The decision on which it depends.
    pub guard: Option<Guard>,
    /// Whether it can end the run by itself: a `?` on it or in what it evaluates.
    pub ends: bool,
    /// The `#[unordered]` block it stands in; 0 is none.
    pub unordered: u16,
    /// The race that it takes part in.
    pub race: Option<u16>,
    /// Line and column of its first token.
    pub position: (u32, u32),
}

/// A node happens only if the other one ended in this case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// The deciding node: a [`Kind::Decide`], or a stage with a fallback, where case 1 is its failure.
    pub node: u16,
    /// Which case.
    pub case: u16,
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One use of an agent or of another pipeline.
    Stage {
        /// Whose.
        stage: StageRef,
        /// What `.with(…)` says.
        with: Overrides,
        /// The stage that takes over after a failure.
        fallback: Option<Fallback>,
        /// The name it had before: `.was("…")`.
        was: Option<&'static str>,
    },
    /// Plain Rust whose value is recorded: a `let` with its type, an assignment to a `let mut`.
    Value,
    /// Plain Rust that may end the run and whose value is not kept.
    Check,
    /// `match` or `if`: chooses one of its arms.
    Decide {
        /// A label an arm, in text order.
        arms: &'static [&'static str],
    },
    /// The value of a branch or of a fallback chain.
    Join,
    /// The value of `race(…)`: the first of its members that succeeds.
    Race {
        /// The racers, in text order.
        members: &'static [u16],
    },
    /// A fan-out, a `for` or a `loop`, with the frame that it opens.
    Open {
        /// The frame.
        frame: u16,
        /// Whether `.tolerate(…)` was written.
        tolerant: bool,
    },
    /// `sleep(d)` and `sleep_until(t)`.
    Sleep {
        /// How long, where it was written as a literal.
        time: Option<Duration>,
    },
    /// `signal::<T>("name")`.
    Signal {
        /// Its index in [`Blueprint::signals`].
        index: u16,
        /// `.timeout(…)`, where it was written as a literal.
        timeout: Option<Duration>,
    },
    /// `now()`: the time, recorded.
    Now,
    /// `uuid()`: a fresh id, recorded.
    Uuid,
    /// `random()`: a number from zero up to one, recorded.
    Random,
    /// The value of the body's tail, or an explicit `return`.
    Return {
        /// Whether `return` was written.
        explicit: bool,
    },
    /// `break` in a loop or a `for`, with the value it carries out.
    Break,
    /// `continue`.
    Continue,
    /// `restart(args)` in tail position.
    Restart,
}

/// Who takes over when a stage fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fallback {
    /// The stage.
    pub node: u16,
    /// `.or_else_unknown(…)`: also after an unknown outcome, although the fallback changes the world.
    pub even_unknown: bool,
}

/// The callee of a stage.
#[derive(Debug, Clone, Copy)]
pub enum StageRef {
    /// An agent.
    Agent(&'static AgentSpec),
    /// Another pipeline.
    Pipeline(&'static Blueprint),
}

impl StageRef {
    /// The callee's name.
    pub const fn name(&self) -> &'static str {
        match self {
            StageRef::Agent(spec) => spec.name,
            StageRef::Pipeline(blueprint) => blueprint.name,
        }
    }
}

/// What `.with(…)` sets for one stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overrides {
    /// `timeout = …`.
    pub timeout: Option<Duration>,
    /// `retry(…)`.
    pub retry: Option<Retry>,
    /// `compensate = …`.
    pub compensation: Compensation,
}

impl Overrides {
    /// Nothing said.
    pub const NONE: Overrides = Overrides { timeout: None, retry: None, compensation: Compensation::Unstated };
}

/// A signal that a pipeline may wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// Its name.
    pub name: &'static str,
    /// The type of what it carries, as it was written.
    pub ty: &'static str,
}

impl Blueprint {
    /// Whether a run that ends in failure has something to undo: a stage of its own, or of a pipeline within it.
    pub const fn compensates(&self) -> bool {
        compensates(self, 16)
    }
}

impl Blueprint {
    /// Whether a stage of its own says what undoes it, whatever the pipelines within it do.
    pub const fn undoes(&self) -> bool {
        let mut i = 0;
        while i < self.nodes.len() {
            if self.nodes[i].undo().is_some() {
                return true;
            }
            i += 1;
        }
        false
    }
}

/// A chain of pipelines that goes on is a recursion, of which the first round tells.
const fn compensates(blueprint: &Blueprint, depth: u32) -> bool {
    let mut i = 0;
    while i < blueprint.nodes.len() {
        let node = &blueprint.nodes[i];
        if node.undo().is_some() {
            return true;
        }
        if let Kind::Stage { stage: StageRef::Pipeline(inner), .. } = node.kind
            && depth > 0
            && compensates(inner, if inner.options.depth.is_some() { 0 } else { depth - 1 })
        {
            return true;
        }
        i += 1;
    }
    false
}

impl Kind {
    /// A stage of which nothing more is said.
    pub const fn stage(stage: StageRef) -> Kind {
        Kind::Stage { stage, with: Overrides::NONE, fallback: None, was: None }
    }
}

/// What generated tables are written with: what is not said costs no tokens.
impl Node {
    /// A node that always happens and cannot end the run.
    pub const fn new(name: &'static str, frame: u16, kind: Kind, uses: &'static [u16], position: (u32, u32)) -> Node {
        Node { name, frame, kind, uses, after: &[], guard: None, ends: false, unordered: 0, race: None, position }
    }

    /// A stage of which nothing more is said, and which ends the run if it fails: most nodes of most flows.
    pub const fn stage(
        name: &'static str,
        frame: u16,
        stage: StageRef,
        uses: &'static [u16],
        position: (u32, u32),
    ) -> Node {
        Node::new(name, frame, Kind::stage(stage), uses, position).ends()
    }

    /// It can end the run by itself.
    pub const fn ends(self) -> Node {
        Node { ends: true, ..self }
    }

    /// It waits for these too.
    pub const fn after(self, after: &'static [u16]) -> Node {
        Node { after, ..self }
    }

    /// It depends on this case of a decision.
    pub const fn guard(self, node: u16, case: u16) -> Node {
        Node { guard: Some(Guard { node, case }), ..self }
    }

    /// It stands in this `#[unordered]` block.
    pub const fn unordered(self, unordered: u16) -> Node {
        Node { unordered, ..self }
    }

    /// It takes part in this race.
    pub const fn race(self, race: u16) -> Node {
        Node { race: Some(race), ..self }
    }
}

impl Node {
    /// The policies in force for a stage: what the agent says, overridden by what the stage says.
    /// `None` for everything that is not one use of an agent.
    pub const fn retry(&self) -> Option<Retry> {
        match self.kind {
            Kind::Stage { with: Overrides { retry: Some(retry), .. }, .. } => Some(retry),
            Kind::Stage { stage: StageRef::Agent(spec), .. } => spec.retry,
            _ => None,
        }
    }

    /// The longest that one attempt of this stage may take.
    pub const fn timeout(&self) -> Option<Duration> {
        match self.kind {
            Kind::Stage { with: Overrides { timeout: Some(timeout), .. }, .. } => Some(timeout),
            Kind::Stage { stage: StageRef::Agent(spec), .. } => spec.timeout,
            _ => None,
        }
    }

    /// What undoes this stage: its own word, or else its agent's.
    pub const fn compensation(&self) -> Compensation {
        match self.kind {
            Kind::Stage { with, stage, .. } => match (with.compensation, stage) {
                (Compensation::Unstated, StageRef::Agent(spec)) => spec.compensation,
                (stated, _) => stated,
            },
            _ => Compensation::Unstated,
        }
    }

    /// The agent that undoes this stage, if one does.
    pub const fn undo(&self) -> Option<&'static AgentSpec> {
        match self.compensation() {
            Compensation::With(spec) => Some(spec),
            Compensation::Unstated | Compensation::Nothing(_) => None,
        }
    }

    /// The longest that this node is certain to allow itself at one go: an attempt's timeout, a sleep, a signal's timeout.
    pub const fn span(&self) -> Option<Duration> {
        match self.kind {
            Kind::Stage { .. } => self.timeout(),
            Kind::Sleep { time } => time,
            Kind::Signal { timeout, .. } => timeout,
            _ => None,
        }
    }

    /// The effect of the callee if this node is one use of an agent.
    pub const fn agent_effect(&self) -> Option<Effect> {
        match self.kind {
            Kind::Stage { stage: StageRef::Agent(spec), .. } => Some(spec.effect),
            _ => None,
        }
    }
}
