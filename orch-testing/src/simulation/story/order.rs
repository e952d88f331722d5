//! The order rule, a second time: read from the language's words, not from the code that the machine's plan is made with.
//!
//! > A quiet stage starts as soon as the values it names are there; one written after a change waits for that change. A change
//! > also waits for everything written before it that changes the world or could end the run, and for what looks at the world.
//! > Nothing written after an explicit `return` or `break` starts before that decision. Timers, signals and `now()` are waited
//! > for, and wait.

use orch_blueprint::{Blueprint, Effect, Kind, Node, StageRef};

/// What the order rule asks of a node.
#[derive(Debug, Clone, Copy, Default)]
struct Manner {
    /// It changes the world.
    changes: bool,
    /// It looks at the world.
    looks: bool,
    /// It could end the run: by a `?`, or by a panic of plain Rust.
    could_end: bool,
    /// It decides to leave what it stands in.
    leaves: bool,
    /// It marks a place in time.
    marks_time: bool,
}

impl Manner {
    /// What a whole has of its parts.
    fn with(self, part: Manner) -> Manner {
        Manner {
            changes: self.changes | part.changes,
            looks: self.looks | part.looks,
            could_end: self.could_end | part.could_end,
            leaves: self.leaves | part.leaves,
            marks_time: self.marks_time | part.marks_time,
        }
    }
}

/// What waits for what in one pipeline.
#[derive(Debug, Clone)]
pub(super) struct Order {
    blueprint: &'static Blueprint,
    manners: Vec<Manner>,
}

impl Order {
    pub(super) fn of(blueprint: &'static Blueprint) -> Order {
        let manner = |node| manner(blueprint, node, &mut vec![blueprint]);
        Order { blueprint, manners: blueprint.nodes.iter().map(manner).collect() }
    }

    pub(super) fn changes(&self, node: u16) -> bool {
        self.manners[usize::from(node)].changes
    }

    /// Whether `later` must not begin before `earlier`, which stands above it in the same frame, has come to its end.
    pub(super) fn waits(&self, later: u16, earlier: u16) -> bool {
        let nodes = self.blueprint.nodes;
        let (below, above) = (&nodes[usize::from(later)], &nodes[usize::from(earlier)]);
        if names(below, earlier) {
            return true;
        }
        if below.race.is_some() && below.race == above.race {
            return false;
        }
        let (later, earlier) = (self.manners[usize::from(later)], self.manners[usize::from(earlier)]);
        if earlier.leaves || earlier.marks_time || later.marks_time {
            return true;
        }
        if later.changes && earlier.changes {
            return below.unordered == 0 || below.unordered != above.unordered;
        }
        earlier.changes || (later.changes && (earlier.could_end || earlier.looks))
    }
}

fn names(node: &Node, other: u16) -> bool {
    node.uses.contains(&other) || node.after.contains(&other) || node.guard.is_some_and(|guard| guard.node == other)
}

fn manner(blueprint: &'static Blueprint, node: &Node, chain: &mut Vec<&'static Blueprint>) -> Manner {
    let own = Manner { could_end: node.ends, ..Manner::default() };
    match node.kind {
        Kind::Stage { stage: StageRef::Agent(spec), .. } => {
            Manner { changes: spec.effect.is_change(), looks: spec.effect == Effect::Reads, ..own }
        }
        Kind::Stage { stage: StageRef::Pipeline(inner), .. } => {
            let whole = pipeline(inner, chain);
            // What ends a pipeline within ends the stage; whether that ends the run is for the stage to say.
            Manner { changes: whole.changes, looks: whole.looks, marks_time: whole.marks_time, ..own }
        }
        Kind::Open { frame, .. } => {
            let parts = blueprint.nodes.iter().filter(|part| part.frame == frame);
            let inside =
                parts.map(|part| (part, manner(blueprint, part, chain))).fold(Manner::default(), |sum, part| {
                    // A `break` leaves this and nothing around it.
                    let stays = matches!(part.0.kind, Kind::Break | Kind::Continue);
                    let leaves = part.1.leaves && !stays;
                    // A panic of plain Rust within counts only where it could be told from the list's own, which is below.
                    sum.with(Manner { leaves, ..part.1 })
                });
            Manner { could_end: true, ..own }.with(inside)
        }
        Kind::Value | Kind::Check | Kind::Decide { .. } | Kind::Join => Manner { could_end: true, ..own },
        Kind::Return { explicit } => Manner { leaves: explicit, ..own },
        Kind::Break | Kind::Continue => Manner { leaves: true, ..own },
        Kind::Restart => Manner { leaves: true, changes: true, ..own },
        Kind::Sleep { .. } | Kind::Signal { .. } | Kind::Now => Manner { marks_time: true, ..own },
        Kind::Race { .. } | Kind::Uuid | Kind::Random => own,
    }
}

/// One that runs itself is taken for anything.
fn pipeline(inner: &'static Blueprint, chain: &mut Vec<&'static Blueprint>) -> Manner {
    let anything = Manner { changes: true, marks_time: true, ..Manner::default() };
    if inner.options.depth.is_some() || chain.iter().any(|above| std::ptr::eq(*above, inner)) {
        return anything;
    }
    chain.push(inner);
    let whole = inner.nodes.iter().map(|part| manner(inner, part, chain)).fold(Manner::default(), Manner::with);
    chain.pop();
    whole
}
