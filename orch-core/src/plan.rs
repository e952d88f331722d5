//! The order rule worked out: who waits for whom. Made once a process from the [`Blueprint`].

use std::sync::OnceLock;

use orch_blueprint::{Blueprint, FrameKind, Guard, Kind, Node, Placement, StageRef, order};

use crate::cells::Cells;
use crate::state::Cell;

/// The waits of every frame of a pipeline.
#[derive(Debug)]
pub struct Plan {
    blueprint: &'static Blueprint,
    frames: Vec<FramePlan>,
    /// The place of each node.
    pub(crate) spots: Vec<Spot>,
    /// Those who wait for each node, node by node.
    after: Vec<After>,
    /// Whether one of the stages says what undoes it.
    compensates: bool,
}

/// A plan that is worked out when somebody asks for it first.
#[derive(Debug)]
pub struct Lazy {
    blueprint: &'static Blueprint,
    plan: OnceLock<&'static Plan>,
}

impl Lazy {
    /// Of this pipeline.
    pub const fn of(blueprint: &'static Blueprint) -> Lazy {
        Lazy { blueprint, plan: OnceLock::new() }
    }

    /// The plan.
    #[inline]
    pub fn get(&self) -> &'static Plan {
        match self.plan.get() {
            Some(plan) => plan,
            None => self.make(),
        }
    }

    #[cold]
    fn make(&self) -> &'static Plan {
        // Kept for as long as the process lives, so that whoever has it needs no code that drops it.
        self.plan.get_or_init(|| Box::leak(Box::new(Plan::new(self.blueprint))))
    }
}

/// Where a node stands, and what its good end means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) frame: u16,
    /// Its number within the frame.
    pub(crate) local: u16,
    /// Its good end means that those who wait for it wait for one less, and nothing else.
    pub(crate) plain: bool,
    /// See [`Plan::is_direct`].
    pub(crate) direct: bool,
    /// Its attempts begin with a mark, because they may change the world or have to be undone.
    pub(crate) marked: bool,
    /// The one agent that waits for it, if nothing else follows: of the body, and one that may begin without anything before it.
    pub(crate) only: Option<Only>,
    /// Who opens its frame; nobody opens the body.
    pub(crate) opener: Option<Opener>,
    /// Those who wait for it: the first, and the first who does not.
    after: (u32, u32),
}

/// The node that opens a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opener {
    pub(crate) node: u16,
    /// Its number within the frame in which it stands.
    pub(crate) local: u16,
    /// The frame is an item of a fan-out.
    pub(crate) items: bool,
}

/// See [`Spot::only`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Only {
    /// Its number within the frame.
    pub(crate) local: u16,
    pub(crate) node: u16,
}

/// Somebody who waits for a node of the same frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct After {
    /// Its number within the frame.
    pub(crate) local: u16,
    pub(crate) node: u16,
    pub(crate) begin: Begin,
}

/// What a node begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    Agent,
    Pipeline,
    Evaluation,
    /// This frame.
    Frame(u16),
}

/// One frame. Nodes go by their number within the frame, which is their place in the text.
#[derive(Debug, Default)]
pub(crate) struct FramePlan {
    /// The nodes' numbers in the blueprint.
    pub(crate) nodes: Vec<u16>,
    /// How many nodes each waits for.
    pub(crate) pending: Vec<u16>,
    /// Who waits for each, ascending.
    pub(crate) dependents: Vec<Vec<u16>>,
    /// Who depends on the decision of each, and in which case.
    pub(crate) guarded: Vec<Vec<(u16, u16)>>,
    /// Whether each changes the world.
    pub(crate) change: Vec<bool>,
    /// What each begins with.
    pub(crate) begin: Vec<Begin>,
    /// How far they have come when the frame opens: who waits for nothing may start.
    pub(crate) opening: Cells,
    /// Those who may.
    pub(crate) starts: Vec<After>,
}

impl Plan {
    /// Works out the order rule.
    pub fn new(blueprint: &'static Blueprint) -> Plan {
        let mut local = vec![0; blueprint.nodes.len()];
        let frames = (0..blueprint.frames.len() as u16).map(|frame| FramePlan::new(blueprint, frame, &mut local));
        let frames: Vec<FramePlan> = frames.collect();
        let openers = openers(blueprint, &local);
        let mut after = Vec::new();
        let spot = |(node, local): (&Node, &u16)| {
            let plan = &frames[usize::from(node.frame)];
            let first = after.len();
            after.extend(plan.dependents[usize::from(*local)].iter().map(|local| plan.after(*local)));
            let opens = |after: &After| matches!(after.begin, Begin::Frame(_));
            let plain = is_plain(node) && !after[first..].iter().any(opens);
            Spot {
                frame: node.frame,
                local: *local,
                plain,
                direct: is_direct(node),
                marked: is_marked(node),
                only: only(blueprint, &after[first..]).filter(|_| plain && node.frame == 0),
                opener: openers[usize::from(node.frame)],
                after: (first as u32, after.len() as u32),
            }
        };
        let spots = blueprint.nodes.iter().zip(&local).map(spot).collect();
        let compensates = blueprint.undoes();
        Plan { blueprint, frames, spots, after, compensates }
    }

    /// The pipeline.
    pub fn blueprint(&self) -> &'static Blueprint {
        self.blueprint
    }

    /// Whether a run that fails may have something to undo itself.
    pub(crate) fn compensates(&self) -> bool {
        self.compensates
    }

    /// Whether a node is a pipeline that has something to undo when it is stopped.
    pub(crate) fn winds_down(&self, node: u16) -> bool {
        matches!(self.node(node).kind, Kind::Stage { stage: StageRef::Pipeline(inner), .. } if inner.compensates())
    }

    /// A node's number within its frame.
    pub fn local(&self, node: u16) -> u16 {
        self.spots[usize::from(node)].local
    }

    /// Whether a node waits for nothing but the opening of its frame.
    pub fn starts_frame(&self, node: u16) -> bool {
        self.frames[usize::from(self.node(node).frame)].pending[usize::from(self.local(node))] == 0
    }

    /// The nodes that wait directly for `node`, by their numbers in the blueprint. Waits that follow from others are
    /// left out.
    pub fn dependents(&self, node: u16) -> impl Iterator<Item = u16> {
        let frame = &self.frames[usize::from(self.node(node).frame)];
        frame.dependents[usize::from(self.local(node))].iter().map(|local| frame.nodes[usize::from(*local)])
    }

    #[inline]
    pub(crate) fn node(&self, node: u16) -> &'static Node {
        &self.blueprint.nodes[usize::from(node)]
    }

    /// What the frame is that `node` opens.
    pub(crate) fn kind_of_frame(&self, node: u16) -> Option<FrameKind> {
        self.opens(node).map(|frame| self.blueprint.frames[usize::from(frame)].kind)
    }

    /// The place of a node.
    #[inline]
    pub(crate) fn spot(&self, node: u16) -> Spot {
        self.spots[usize::from(node)]
    }

    /// Whether attempts at a node begin with a mark: see [`Machine::starting`](crate::Machine::starting).
    #[inline]
    pub fn is_marked(&self, node: u16) -> bool {
        self.spot(node).marked
    }

    /// Whether nothing needs to be prepared around the first attempt at a node: it is at an agent that is called in the run's own task,
    /// without a heartbeat, and nobody counts the time of all attempts.
    #[inline]
    pub fn is_direct(&self, node: u16) -> bool {
        self.spot(node).direct
    }

    /// Those who wait for the node of this place.
    #[inline]
    pub(crate) fn after(&self, spot: Spot) -> &[After] {
        let (first, end) = spot.after;
        self.after.get(first as usize..end as usize).unwrap_or_default()
    }

    /// The place of a node whose good end is plain.
    #[inline]
    pub(crate) fn plain(&self, node: u16) -> Option<Spot> {
        self.spots.get(usize::from(node)).copied().filter(|spot| spot.plain)
    }

    #[inline]
    pub(crate) fn frame(&self, frame: u16) -> &FramePlan {
        &self.frames[usize::from(frame)]
    }

    /// The frame that `node` opens; `None` if it opens none.
    #[inline]
    pub(crate) fn opens(&self, node: u16) -> Option<u16> {
        match self.node(node).kind {
            Kind::Open { frame, .. } => Some(frame),
            _ => None,
        }
    }
}

/// Who opens each frame.
fn openers(blueprint: &Blueprint, local: &[u16]) -> Vec<Option<Opener>> {
    let mut openers = vec![None; blueprint.frames.len()];
    for (node, local) in (0..).zip(local) {
        if let Kind::Open { frame, .. } = blueprint.nodes[usize::from(node)].kind {
            let items = blueprint.frames[usize::from(frame)].kind == FrameKind::Items;
            openers[usize::from(frame)] = Some(Opener { node, local: *local, items });
        }
    }
    openers
}

/// See [`Spot::only`].
fn only(blueprint: &Blueprint, after: &[After]) -> Option<Only> {
    let [After { local, node, begin: Begin::Agent }] = *after else { return None };
    let next = &blueprint.nodes[usize::from(node)];
    (is_direct(next) && !is_marked(next)).then_some(Only { local, node })
}

impl FramePlan {
    fn after(&self, local: u16) -> After {
        let index = usize::from(local);
        After { local, node: self.nodes[index], begin: self.begin[index] }
    }

    fn new(blueprint: &'static Blueprint, frame: u16, local: &mut [u16]) -> FramePlan {
        let all = blueprint.nodes;
        let nodes: Vec<u16> = (0..all.len() as u16).filter(|node| all[usize::from(*node)].frame == frame).collect();
        for (number, node) in nodes.iter().enumerate() {
            local[usize::from(*node)] = number as u16;
        }
        let waits = reduced(all, &nodes);
        let mut plan = FramePlan {
            pending: waits.iter().map(|waits| waits.len() as u16).collect(),
            dependents: vec![Vec::new(); nodes.len()],
            guarded: vec![Vec::new(); nodes.len()],
            change: nodes.iter().map(|node| order::is_change(all, *node)).collect(),
            begin: nodes.iter().map(|node| begin(&all[usize::from(*node)])).collect(),
            opening: Cells::from(waits.iter().map(|waits| Cell::opening(waits.len())).collect::<Vec<_>>()),
            starts: Vec::new(),
            nodes,
        };
        let start = |local: &u16| plan.pending[usize::from(*local)] == 0;
        plan.starts = (0..plan.nodes.len() as u16).filter(start).map(|local| plan.after(local)).collect();
        for (number, waits) in waits.iter().enumerate() {
            for earlier in waits {
                plan.dependents[*earlier].push(number as u16);
            }
            if let Some(Guard { node, case }) = all[usize::from(plan.nodes[number])].guard {
                plan.guarded[usize::from(local[usize::from(node)])].push((case, number as u16));
            }
        }
        plan
    }
}

fn begin(node: &Node) -> Begin {
    match node.kind {
        Kind::Stage { stage: StageRef::Agent(_), .. } => Begin::Agent,
        Kind::Stage { stage: StageRef::Pipeline(_), .. } => Begin::Pipeline,
        Kind::Open { frame, .. } => Begin::Frame(frame),
        _ => Begin::Evaluation,
    }
}

fn is_direct(node: &Node) -> bool {
    let Kind::Stage { stage: StageRef::Agent(spec), .. } = node.kind else { return false };
    let inline = matches!(spec.placement, Placement::Inline) && spec.heartbeat.is_none();
    inline && node.retry().is_none_or(|retry| retry.total.is_none())
}

fn is_marked(node: &Node) -> bool {
    node.undo().is_some() || node.agent_effect().is_some_and(|effect| effect.is_change())
}

/// Whether the good end of a node chooses nothing, ends nothing, takes nothing back and will not have to be undone.
fn is_plain(node: &Node) -> bool {
    let plain = matches!(
        node.kind,
        Kind::Stage { fallback: None, .. }
            | Kind::Value
            | Kind::Join
            | Kind::Now
            | Kind::Uuid
            | Kind::Random
            | Kind::Open { .. }
            | Kind::Return { explicit: false }
    );
    plain && node.race.is_none() && node.undo().is_none()
}

fn waits_for(all: &[Node], later: u16, earlier: u16) -> bool {
    order::waits_for(all, later, earlier)
        && !(crate::sabotage::is("early_change") && waits_for_order_only(all, later, earlier))
}

/// Whether a change waits for something only because it is written above it: what a planted bug forgets.
fn waits_for_order_only(all: &[Node], later: u16, earlier: u16) -> bool {
    let node = &all[usize::from(later)];
    let named = node.uses.contains(&earlier) || node.guard.is_some_and(|guard| guard.node == earlier);
    order::is_change(all, later) && !order::is_change(all, earlier) && !named
}

/// For each node of a frame the nodes that it waits for, without those that follow from others: a chain of changes has
/// one wait a node, not one for every node before it.
fn reduced(all: &[Node], nodes: &[u16]) -> Vec<Vec<usize>> {
    let count = nodes.len();
    let direct: Vec<Vec<usize>> = (0..count)
        .map(|later| (0..later).filter(|earlier| waits_for(all, nodes[later], nodes[*earlier])).collect())
        .collect();
    let node = |number: usize| &all[usize::from(nodes[number])];
    // What has certainly settled once a node has run.
    let mut behind: Vec<Vec<bool>> = Vec::with_capacity(count);
    let mut waits = Vec::with_capacity(count);
    for (later, waited) in direct.iter().enumerate() {
        let mut mine = vec![false; count];
        let mut implied = vec![false; count];
        for earlier in waited {
            mine[*earlier] = true;
            if settles_with_all(node(*earlier), node(later)) {
                for (index, settled) in behind[*earlier].iter().enumerate() {
                    mine[index] |= settled;
                    implied[index] |= settled;
                }
            }
        }
        waits.push(waited.iter().copied().filter(|earlier| !implied[*earlier]).collect());
        behind.push(mine);
    }
    waits
}

/// Whether `earlier` being settled means, for `later`, that all it waited for is settled. A node that may be skipped or
/// given up is settled before that, unless the same decision lets both happen.
fn settles_with_all(earlier: &Node, later: &Node) -> bool {
    (earlier.guard.is_none() || earlier.guard == later.guard)
        && earlier.race.is_none()
        && !matches!(earlier.kind, Kind::Race { .. })
}
