//! Which arrows are drawn: what waits for what, without waits that follow from others, and with the arms on them.

use orch_blueprint::{Kind, Node, order};

use super::{Edge, EdgeKind};

/// The edges of a frame. `nodes` are its nodes in text order; edges go by places in it.
pub(super) fn edges(all: &[Node], nodes: &[u16]) -> Vec<Edge> {
    Waits::new(all, nodes).edges()
}

/// A decision on the way to a node: which node decides, and which case leads here.
type Condition = (usize, u16);

struct Waits<'a> {
    nodes: Vec<&'a Node>,
    /// The number in the blueprint of each.
    numbers: &'a [u16],
    /// The decisions on which each node depends.
    conditions: Vec<Vec<Condition>>,
    /// The nodes that each waits for.
    direct: Vec<Vec<usize>>,
    /// The nodes from which some way leads to each.
    reached: Vec<Vec<bool>>,
    /// For each node the earlier ones that lead to it over others, whichever way the run takes: no arrow is needed.
    implied: Vec<Vec<bool>>,
}

impl<'a> Waits<'a> {
    fn new(all: &'a [Node], numbers: &'a [u16]) -> Waits<'a> {
        let nodes: Vec<&Node> = numbers.iter().map(|number| &all[usize::from(*number)]).collect();
        let mut waits = Waits {
            conditions: conditions(&nodes, numbers),
            nodes,
            numbers,
            direct: Vec::new(),
            reached: Vec::new(),
            implied: Vec::new(),
        };
        for later in 0..numbers.len() {
            let direct = waits.direct_waits(all, later);
            waits.direct.push(direct);
            waits.follow(later);
        }
        waits
    }

    fn direct_waits(&self, all: &[Node], later: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for earlier in 0..later {
            if !order::waits_for(all, self.numbers[later], self.numbers[earlier]) || self.exclude(earlier, later) {
                continue;
            }
            // Nothing comes after a `return`: who waits for it waits for the decision against it.
            let real =
                if self.is_end(earlier) { self.conditions[earlier].last().map(|last| last.0) } else { Some(earlier) };
            found.extend(real.filter(|real| !found.contains(real)));
        }
        found.sort_unstable();
        found
    }

    /// Works out what is behind `later`, whose direct waits are known.
    fn follow(&mut self, later: usize) {
        let mut reached = vec![false; later];
        for earlier in &self.direct[later] {
            reached[*earlier] = true;
            for (mark, more) in reached.iter_mut().zip(&self.reached[*earlier]) {
                *mark |= more;
            }
        }
        self.reached.push(reached);
        let implied = (0..later).map(|earlier| self.follows(earlier, later)).collect();
        self.implied.push(implied);
    }

    /// Whether, if both happen, a way of other boxes leads from `earlier` to `later`.
    fn follows(&self, earlier: usize, later: usize) -> bool {
        if !self.reached[later][earlier] {
            return false;
        }
        let happens = |node: usize| {
            let known =
                |condition| self.conditions[later].contains(condition) || self.conditions[earlier].contains(condition);
            self.conditions[node].iter().all(known)
        };
        let over = |node: usize| node > earlier && happens(node) && self.settled(earlier, node);
        if self.direct[later].iter().any(|node| over(*node)) {
            return true;
        }
        let decides = |node: usize| node == earlier || (node > earlier && happens(node) && self.reached[later][node]);
        (earlier..later).any(|node| self.cases(node) > 0 && decides(node) && self.covered(node, later, earlier))
    }

    /// Whether `later` waits for `earlier`, if both happen.
    fn settled(&self, earlier: usize, later: usize) -> bool {
        self.direct[later].contains(&earlier) || self.implied[later][earlier]
    }

    /// Whether the two are in different arms.
    fn exclude(&self, a: usize, b: usize) -> bool {
        let differs = |(node, case): &Condition| self.conditions[b].iter().any(|(n, c)| n == node && c != case);
        self.conditions[a].iter().any(differs)
    }

    fn is_end(&self, node: usize) -> bool {
        matches!(self.nodes[node].kind, Kind::Return { explicit: true } | Kind::Break | Kind::Continue | Kind::Restart)
    }

    /// The cases of a deciding node; 0 if it decides nothing.
    fn cases(&self, node: usize) -> u16 {
        match self.nodes[node].kind {
            Kind::Decide { arms } => arms.len() as u16,
            Kind::Stage { fallback: Some(_), .. } => 2,
            _ => 0,
        }
    }

    /// The cases of `decision` in which no box that waits for `since` leads to `later`, although the flow goes on there.
    fn bare_cases(&self, decision: usize, later: usize, since: usize) -> Vec<u16> {
        let in_case = |case: u16| {
            (0..self.nodes.len()).filter(move |node| self.conditions[*node].last() == Some(&(decision, case)))
        };
        let leads =
            |node: usize| self.is_end(node) || (node < later && self.reached[later][node] && self.settled(since, node));
        (0..self.cases(decision)).filter(|case| !in_case(*case).any(leads)).collect()
    }

    /// Whether each arm of a decision leads from `since` to `later` over boxes of its own, or ends.
    fn covered(&self, decision: usize, later: usize, since: usize) -> bool {
        let inside = self.conditions[later].iter().any(|(node, _)| *node == decision);
        !inside && self.bare_cases(decision, later, since).is_empty()
    }

    fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for later in 0..self.nodes.len() {
            for earlier in &self.direct[later] {
                if !self.implied[later][*earlier] {
                    edges.push(self.edge(*earlier, later));
                }
            }
        }
        edges
    }

    fn edge(&self, from: usize, to: usize) -> Edge {
        let (kind, label) = match self.nodes[from].kind {
            Kind::Decide { arms } => self.arm(arms, from, to),
            Kind::Stage { fallback: Some(fallback), .. } if self.conditions[to].last() == Some(&(from, 1)) => {
                let label = if fallback.even_unknown { "on failure or unknown" } else { "on failure" };
                (EdgeKind::Fallback, Some(label.to_owned()))
            }
            _ => (self.plain(from, to), None),
        };
        Edge { from, to, kind, label }
    }

    /// An arrow out of a decision: the arm that it stands for, or the arms that hold nothing to draw.
    fn arm(&self, arms: &[&str], from: usize, to: usize) -> (EdgeKind, Option<String>) {
        let inside = self.conditions[to].iter().find(|(node, _)| *node == from);
        let cases = inside.map_or_else(|| self.bare_cases(from, to, from), |(_, case)| vec![*case]);
        if cases.is_empty() || (inside.is_none() && cases.len() == arms.len()) {
            return (self.plain(from, to), None);
        }
        let words: Vec<&str> = cases.iter().filter_map(|case| arms.get(usize::from(*case)).copied()).collect();
        (EdgeKind::Branch, Some(crate::text::cut(&words.join(" | "), 28)))
    }

    fn plain(&self, from: usize, to: usize) -> EdgeKind {
        let waits = |node: usize| matches!(self.nodes[node].kind, Kind::Signal { .. } | Kind::Sleep { .. });
        if self.nodes[to].uses.contains(&self.numbers[from]) {
            EdgeKind::Value
        } else if waits(from) || waits(to) {
            EdgeKind::Wait
        } else {
            EdgeKind::Order
        }
    }
}

/// The decisions on the way to each node, the outermost first.
fn conditions(nodes: &[&Node], numbers: &[u16]) -> Vec<Vec<Condition>> {
    let mut all: Vec<Vec<Condition>> = Vec::new();
    for node in nodes {
        let guard =
            node.guard.and_then(|guard| Some((numbers.iter().position(|number| *number == guard.node)?, guard.case)));
        let mut mine = guard.map(|(decision, _)| all.get(decision).cloned().unwrap_or_default()).unwrap_or_default();
        mine.extend(guard);
        all.push(mine);
    }
    all
}
