//! From the resolved flow to what the tables say: who names whose value, and who must not overtake whom.

use std::collections::BTreeSet;

use super::ir::{BindingId, BindingKind, Code, Flow, FrameId, Header, Kind, ListSource, NodeId};

/// What follows from a flow, before any token is printed.
pub(crate) struct Lowered {
    /// For each node the nodes of its frame whose values it names.
    pub(crate) uses: Vec<BTreeSet<NodeId>>,
    /// For each node further nodes of its frame that it waits for.
    pub(crate) after: Vec<BTreeSet<NodeId>>,
    /// For each node its number within its frame.
    pub(crate) local: Vec<u16>,
    /// How deep each frame lies; 0 is the body.
    pub(crate) depth: Vec<usize>,
}

impl Lowered {
    pub(crate) fn new(flow: &Flow) -> Lowered {
        let mut lowered = Lowered {
            uses: vec![BTreeSet::new(); flow.nodes.len()],
            after: vec![BTreeSet::new(); flow.nodes.len()],
            local: local_numbers(flow),
            depth: depths(flow),
        };
        for node in 0..flow.nodes.len() {
            lowered.add_uses(flow, node);
            for earlier in &flow.nodes[node].after {
                lowered.order(flow, *earlier, node);
            }
        }
        lowered.order_assignments(flow);
        lowered
    }

    /// The nodes whose slots a node's code reads, and the constructs that it gathers from.
    fn add_uses(&mut self, flow: &Flow, node: NodeId) {
        let mut read: Vec<NodeId> = codes(flow, node).iter().flat_map(|code| slots(flow, &code.uses)).collect();
        match &flow.nodes[node].kind {
            Kind::Join { decide, .. } => read.push(*decide),
            Kind::Chain { stages, .. } => read.extend(stages),
            Kind::Race { members, .. } => read.extend(members),
            Kind::Assign { target, .. } => read.push(*target),
            _ => {}
        }
        for source in read {
            let reader = ancestor_in(flow, node, flow.nodes[source].frame);
            if let Some(reader) = reader
                && reader != source
            {
                self.uses[reader].insert(source);
            }
        }
    }

    /// `later` waits for `earlier`, or what holds the one for what holds the other.
    fn order(&mut self, flow: &Flow, earlier: NodeId, later: NodeId) {
        let frame = common_frame(flow, flow.nodes[earlier].frame, flow.nodes[later].frame);
        let (earlier, later) = (ancestor_in(flow, earlier, frame), ancestor_in(flow, later, frame));
        if let (Some(earlier), Some(later)) = (earlier, later)
            && earlier < later
        {
            self.after[later].insert(earlier);
        }
    }

    /// A `let mut` is one place: whoever reads it or assigns to it keeps the order of the text.
    fn order_assignments(&mut self, flow: &Flow) {
        let targets: BTreeSet<NodeId> = flow
            .nodes
            .iter()
            .filter_map(|node| match node.kind {
                Kind::Assign { target, .. } => Some(target),
                _ => None,
            })
            .collect();
        for target in targets {
            let accesses: Vec<(NodeId, bool)> = (0..flow.nodes.len())
                .filter_map(|node| match flow.nodes[node].kind {
                    Kind::Assign { target: assigned, .. } if assigned == target => Some((node, true)),
                    _ => reads(flow, node).contains(&target).then_some((node, false)),
                })
                .collect();
            for (index, (later, later_writes)) in accesses.iter().enumerate() {
                for (earlier, earlier_writes) in &accesses[..index] {
                    if *later_writes || *earlier_writes {
                        self.order(flow, *earlier, *later);
                    }
                }
            }
        }
    }

    /// Whether a frame is repeated within `outer`.
    pub(crate) fn frames_on_the_way(&self, flow: &Flow, frame: FrameId) -> Vec<FrameId> {
        let mut way = vec![frame];
        let mut at = frame;
        while let Some(parent) = flow.frames[at].parent {
            way.push(parent);
            at = parent;
        }
        way.reverse();
        way
    }
}

/// All bindings that a piece of code needs, in the order of the text.
pub(crate) fn closure(flow: &Flow, uses: &[BindingId]) -> BTreeSet<BindingId> {
    let mut all = BTreeSet::new();
    let mut open: Vec<BindingId> = uses.to_vec();
    while let Some(binding) = open.pop() {
        if !all.insert(binding) {
            continue;
        }
        open.extend(&flow.bindings[binding].uses);
        if let BindingKind::Item(node) = flow.bindings[binding].kind
            && let Some(list) = list_code(flow, node)
        {
            open.extend(&list.uses);
        }
    }
    all
}

/// The code of a list that is looked up again for each item.
pub(crate) fn list_code(flow: &Flow, open: NodeId) -> Option<&Code> {
    match &flow.nodes[open].kind {
        Kind::Open(open) => match &open.header {
            Header::Each { list: ListSource::Place(code), .. } | Header::For { list: ListSource::Place(code) } => {
                Some(code)
            }
            _ => None,
        },
        _ => None,
    }
}

/// The nodes whose slots the bindings read.
fn slots(flow: &Flow, uses: &[BindingId]) -> Vec<NodeId> {
    closure(flow, uses)
        .into_iter()
        .filter_map(|binding| match flow.bindings[binding].kind {
            BindingKind::Slot(node) | BindingKind::Error(node) => Some(node),
            BindingKind::Param(_) | BindingKind::Item(_) | BindingKind::Plain(_) => None,
        })
        .collect()
}

fn reads(flow: &Flow, node: NodeId) -> Vec<NodeId> {
    codes(flow, node).iter().flat_map(|code| slots(flow, &code.uses)).collect()
}

/// Every piece of user code that a node runs.
pub(crate) fn codes(flow: &Flow, node: NodeId) -> Vec<&Code> {
    match &flow.nodes[node].kind {
        Kind::Stage(stage) => stage.args.iter().chain(&stage.delay).collect(),
        Kind::Value { code, .. }
        | Kind::Assign { code, .. }
        | Kind::Check { code }
        | Kind::Decide { code, .. }
        | Kind::Sleep { code, .. }
        | Kind::Return { code, .. } => vec![code],
        Kind::Join { arms, .. } => arms.iter().flatten().collect(),
        Kind::Signal { timeout, key, .. } => timeout.iter().chain(key).collect(),
        Kind::Break { code } => code.iter().collect(),
        Kind::Open(open) => match &open.header {
            Header::Each { list, concurrent, tolerate, key } => {
                [list_of(list)].into_iter().chain(concurrent).chain(tolerate).chain(key).collect()
            }
            Header::For { list } => vec![list_of(list)],
            Header::Rounds { .. } => Vec::new(),
        },
        Kind::Restart { args, .. } => args.iter().collect(),
        Kind::Chain { .. } | Kind::Race { .. } | Kind::Now | Kind::Uuid | Kind::Random | Kind::Continue => Vec::new(),
    }
}

fn list_of(list: &ListSource) -> &Code {
    match list {
        ListSource::Place(code) | ListSource::Recorded { code, .. } => code,
    }
}

/// The node itself, or the construct in `frame` that holds it.
fn ancestor_in(flow: &Flow, mut node: NodeId, frame: FrameId) -> Option<NodeId> {
    while flow.nodes[node].frame != frame {
        node = flow.frames[flow.nodes[node].frame].owner?;
    }
    Some(node)
}

fn common_frame(flow: &Flow, a: FrameId, b: FrameId) -> FrameId {
    let way = |mut frame: FrameId| {
        let mut way = vec![frame];
        while let Some(parent) = flow.frames[frame].parent {
            way.push(parent);
            frame = parent;
        }
        way
    };
    let of_a = way(a);
    way(b).into_iter().find(|frame| of_a.contains(frame)).unwrap_or(0)
}

fn local_numbers(flow: &Flow) -> Vec<u16> {
    let mut next = vec![0; flow.frames.len()];
    flow.nodes
        .iter()
        .map(|node| {
            let number = next[node.frame];
            next[node.frame] += 1;
            number
        })
        .collect()
}

fn depths(flow: &Flow) -> Vec<usize> {
    (0..flow.frames.len())
        .map(|frame| std::iter::successors(flow.frames[frame].parent, |frame| flow.frames[*frame].parent).count())
        .collect()
}
