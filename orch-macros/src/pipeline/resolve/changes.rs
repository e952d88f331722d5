//! The order among the uses of a `let mut`: who reads it before a change comes before it, who reads it after comes after.
//! Nothing else says so, because a change is quiet and would otherwise overtake a stage that still waits for something.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::Resolver;
use crate::pipeline::ir::{BindingId, BindingKind, Code, FrameId, Header, Kind, ListSource, NodeId};

/// A statement that changes a `let mut`.
pub(super) struct Change {
    pub(super) node: NodeId,
    pub(super) target: NodeId,
    pub(super) ident: Ident,
    /// The bindings above it.
    pub(super) before: BindingId,
}

impl Resolver<'_> {
    /// What an untyped `let` or a pattern took from a variable is computed anew wherever it is used, so it must not be used after a change.
    pub(super) fn stale_names(&mut self) {
        let mut told = BTreeSet::new();
        for change in std::mem::take(&mut self.changes) {
            let stale = |user: &NodeId| self.stale(*user, &change);
            let Some((user, name)) = (0..self.flow.nodes.len()).find_map(|user| Some((user, stale(&user)?))) else {
                continue;
            };
            if !told.insert((user, name.clone())) {
                continue;
            }
            let message = format_args!(
                "`{name}` was taken from `{0}` before `{0}` changed, and is used after it\n  \
                 keep it: `let {name}: T = …` above the change",
                change.ident
            );
            self.diagnostics.error_at("E08", self.flow.nodes[user].span, message);
        }
    }

    /// A name that the node uses after the change although it was bound before.
    fn stale(&self, user: NodeId, change: &Change) -> Option<String> {
        let changed_in = self.flow.nodes[change.node].frame;
        let used: Vec<BindingId> =
            codes(&self.flow.nodes[user].kind).iter().flat_map(|code| code.uses.clone()).collect();
        let stale = used.into_iter().find(|used| {
            let binding = &self.flow.bindings[*used];
            let again = self.flow.nodes[user].frame == changed_in && binding.frame != changed_in;
            matches!(binding.kind, BindingKind::Plain(_))
                && *used < change.before
                && (user > change.node || again)
                && user != change.node
                && self.rests_on(*used, change.target)
        })?;
        self.flow.bindings[stale].idents.first().map(ToString::to_string)
    }

    pub(super) fn order_changes(&mut self) {
        let mut pairs = Vec::new();
        for (change, node) in self.flow.nodes.iter().enumerate() {
            let Kind::Assign { target, .. } = node.kind else { continue };
            let users = (0..self.flow.nodes.len()).filter(|user| *user != change && self.reads(*user, target));
            pairs.extend(users.filter_map(|user| self.in_one_frame(user.min(change), user.max(change))));
        }
        for (earlier, later) in pairs {
            let after = &mut self.flow.nodes[later].after;
            if !after.contains(&earlier) {
                after.push(earlier);
                after.sort_unstable();
            }
        }
    }

    fn reads(&self, node: NodeId, target: NodeId) -> bool {
        codes(&self.flow.nodes[node].kind).iter().any(|code| code.uses.iter().any(|used| self.rests_on(*used, target)))
    }

    fn rests_on(&self, binding: BindingId, target: NodeId) -> bool {
        self.closure(binding)
            .iter()
            .any(|used| matches!(self.flow.bindings[*used].kind, BindingKind::Slot(node) if node == target))
    }

    /// The binding and all that it rests on.
    pub(super) fn closure(&self, binding: BindingId) -> BTreeSet<BindingId> {
        let (mut found, mut open) = (BTreeSet::new(), vec![binding]);
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(&self.flow.bindings[next].uses);
            }
        }
        found
    }

    /// The nodes, or what opens their frames, in the innermost frame that holds both. `None` if that is one node.
    fn in_one_frame(&self, earlier: NodeId, later: NodeId) -> Option<(NodeId, NodeId)> {
        let (a, b) = (self.around(earlier), self.around(later));
        let common = a.iter().find_map(|(frame, x)| {
            let (_, y) = b.iter().find(|(other, _)| other == frame)?;
            Some((*x, *y))
        });
        common.filter(|(x, y)| x < y)
    }

    /// The node in its frame, what opens that frame in the frame around it, and so on.
    fn around(&self, mut node: NodeId) -> Vec<(FrameId, NodeId)> {
        let mut found = vec![(self.flow.nodes[node].frame, node)];
        while let Some(owner) = self.flow.frames[self.flow.nodes[node].frame].owner {
            node = owner;
            found.push((self.flow.nodes[node].frame, node));
        }
        found
    }
}

/// All code that a node evaluates.
fn codes(kind: &Kind) -> Vec<&Code> {
    match kind {
        Kind::Stage(stage) => stage.args.iter().chain(&stage.delay).collect(),
        Kind::Value { code, .. } | Kind::Assign { code, .. } | Kind::Check { code } => vec![code],
        Kind::Decide { code, .. } | Kind::Sleep { code, .. } | Kind::Return { code, .. } => vec![code],
        Kind::Join { arms, .. } => arms.iter().flatten().collect(),
        Kind::Signal { timeout, key, .. } => timeout.iter().chain(key).collect(),
        Kind::Break { code } => code.iter().collect(),
        Kind::Open(open) => codes_of_header(&open.header),
        Kind::Restart { args, .. } => args.iter().collect(),
        Kind::Chain { .. } | Kind::Race { .. } | Kind::Now | Kind::Uuid | Kind::Random | Kind::Continue => Vec::new(),
    }
}

fn codes_of_header(header: &Header) -> Vec<&Code> {
    match header {
        Header::Each { list: source, concurrent, tolerate, key } => {
            std::iter::once(code_of_list(source)).chain(concurrent).chain(tolerate).chain(key).collect()
        }
        Header::For { list: source } => vec![code_of_list(source)],
        Header::Rounds { .. } => Vec::new(),
    }
}

fn code_of_list(list: &ListSource) -> &Code {
    match list {
        ListSource::Place(code) | ListSource::Recorded { code, .. } => code,
    }
}
