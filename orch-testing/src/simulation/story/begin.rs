//! What must be over before something begins.

use orch_blueprint::{FrameKind, Kind};
use orch_core::At;

use super::Story;
use super::fate::{Fate, Verdict, Way};

impl Story {
    /// Whether a node may begin now; if not, why.
    pub(super) fn may_begin(&self, at: &At, node: u16) -> Result<(), String> {
        let refuse = |why: String| Err(format!("{} begins although {why}", self.path(at, node)));
        if let Some(why) = self.is_moot(at, node) {
            return refuse(why.to_owned());
        }
        self.is_open(at, node).or_else(refuse)
    }

    /// Whether everything that a node has to wait for is over, from the body down.
    fn is_open(&self, at: &At, node: u16) -> Result<(), String> {
        if let Some(guard) = self.node(node).guard
            && self.is_chosen(at, guard) != Some(true)
        {
            return Err(format!("{} has not chosen it", self.path(at, guard.node)));
        }
        for above in self.nodes_at(at).take_while(|above| *above < node) {
            if self.order.waits(node, above) && self.fate(at, above) == Fate::Coming {
                return Err(format!("{} is not over", self.path(at, above)));
            }
        }
        let Some((outer, step)) = at.parent() else { return Ok(()) };
        self.is_open(&outer, step.node())?;
        self.is_item_open(&outer, step.node(), step.item())
    }

    /// Whether this item or round may be under way: there is room, and its turn has come.
    pub(super) fn is_item_open(&self, at: &At, node: u16, item: u32) -> Result<(), String> {
        let Kind::Open { frame, .. } = self.node(node).kind else { return Ok(()) };
        let kind = self.kind_of(frame);
        let Some(count) = self.count(at, node, kind) else {
            return Err(format!("{} has no list yet", self.path(at, node)));
        };
        if item >= count {
            return Err(format!("{} has {count} items", self.path(at, node)));
        }
        let verdict = |item: u32| self.verdict(&at.child(node, item));
        match kind {
            FrameKind::Items => {
                let room = self.opened(at, node).and_then(|opened| opened.concurrent).unwrap_or(u32::MAX);
                let going = (0..item).filter(|before| verdict(*before) == Verdict::Going).count();
                if going >= room as usize {
                    return Err(format!("{going} items before it are under way, of {room} that may be"));
                }
            }
            FrameKind::Sequence | FrameKind::Rounds(_) if item > 0 => match verdict(item - 1) {
                Verdict::Done | Verdict::Left(Way::Continue) => {}
                verdict => return Err(format!("the one before it is {verdict:?}")),
            },
            _ => {}
        }
        Ok(())
    }
}
