//! Where in a run something is: which item of which fan-out, which round of which loop.

use std::cmp::Ordering;
use std::sync::Arc;

use orch_blueprint::{Blueprint, FrameKind, Kind, StageRef};
use serde::{Deserialize, Serialize};

use crate::Site;

/// One step into a frame: the node that opened it, and the item or round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(u64);

impl Step {
    /// Stands where there is no step.
    const NONE: Step = Step(u64::MAX);

    /// Into the frame that `node`, by its number in the blueprint, opened for this item or round, from 0.
    pub const fn new(node: u16, item: u32) -> Step {
        Step((node as u64) << 32 | item as u64)
    }

    /// The node that opened the frame, by its number in the blueprint.
    pub const fn node(self) -> u16 {
        (self.0 >> 32) as u16
    }

    /// The item's index or the round's number, from 0.
    pub const fn item(self) -> u32 {
        self.0 as u32
    }
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Step").field("node", &self.node()).field("item", &self.item()).finish()
    }
}

/// A [`Step`] as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Step")]
struct Written {
    node: u16,
    item: u32,
}

impl Serialize for Step {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { node: self.node(), item: self.item() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Step, D::Error> {
        let Written { node, item } = Written::deserialize(deserializer)?;
        Ok(Step::new(node, item))
    }
}

/// The way from the body to a frame instance. The body itself is [`At::ROOT`]. Neither it nor a frame in the body
/// allocates anything: two words that go through registers, because every event and every command has one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct At {
    /// The only step, or [`Step::NONE`].
    only: Step,
    /// All steps, if they are more than one.
    all: Option<Arc<Vec<Step>>>,
}

impl At {
    /// The body.
    pub const ROOT: At = At { only: Step::NONE, all: None };

    /// The frame that `steps` lead to.
    pub fn new(steps: &[Step]) -> At {
        match steps {
            [] => At::ROOT,
            [step] => At { only: *step, all: None },
            steps => At { only: Step::NONE, all: Some(Arc::new(steps.to_vec())) },
        }
    }

    /// One step further.
    pub fn child(&self, node: u16, item: u32) -> At {
        let step = Step::new(node, item);
        if self.is_root() {
            return At { only: step, all: None };
        }
        At { only: Step::NONE, all: Some(Arc::new(self.steps().iter().copied().chain([step]).collect())) }
    }

    /// Whether it is the body.
    #[inline]
    pub fn is_root(&self) -> bool {
        self.only == Step::NONE && self.all.is_none()
    }

    /// The frame around this one and the step from there; `None` for the body.
    pub fn parent(&self) -> Option<(At, Step)> {
        let (last, outer) = self.steps().split_last()?;
        Some((At::new(outer), *last))
    }

    /// The steps from the body.
    #[inline]
    pub fn steps(&self) -> &[Step] {
        match &self.all {
            Some(steps) => steps,
            None if self.only == Step::NONE => &[],
            None => std::slice::from_ref(&self.only),
        }
    }

    /// The item of the `depth`-th step.
    ///
    /// # Panics
    /// If the way is shorter than that.
    pub fn item(&self, depth: usize) -> u32 {
        self.steps()[depth].item()
    }
}

impl Default for At {
    fn default() -> At {
        At::ROOT
    }
}

impl std::fmt::Debug for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("At").field(&self.steps()).finish()
    }
}

impl Ord for At {
    fn cmp(&self, other: &At) -> Ordering {
        self.steps().cmp(other.steps())
    }
}

impl PartialOrd for At {
    fn partial_cmp(&self, other: &At) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for At {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.steps().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<At, D::Error> {
        Ok(At::new(&Vec::<Step>::deserialize(deserializer)?))
    }
}

/// The path of a node as people and journals read it: `MarketData/quotes[17]/fetch`, `MarketData/draft(2)/review`.
/// `keys` are the names of the items on the way, where they have any.
pub fn render(blueprint: &Blueprint, at: &At, keys: &[Option<String>], node: u16) -> String {
    let mut path = String::from(blueprint.name);
    for (depth, step) in at.steps().iter().enumerate() {
        let opener = &blueprint.nodes[usize::from(step.node())];
        path.push('/');
        path.push_str(opener.name);
        let rounds = matches!(opener.kind, Kind::Open { frame, .. }
            if matches!(blueprint.frames[usize::from(frame)].kind, FrameKind::Rounds(_)));
        match (keys.get(depth), rounds) {
            (Some(Some(key)), _) => path.push_str(&format!("[{key}]")),
            (_, true) => path.push_str(&format!("({})", step.item())),
            (_, false) => path.push_str(&format!("[{}]", step.item())),
        }
    }
    path.push('/');
    path.push_str(blueprint.nodes[usize::from(node)].name);
    path
}

/// The path of a node as journals keep it: by names, items and rounds by their numbers. `scope` is the path of the run: the
/// pipeline's name, or the path of the stage as which it runs.
pub fn named(blueprint: &Blueprint, scope: &str, at: &At, node: u16) -> String {
    use std::fmt::Write as _;
    let mut path = String::with_capacity(scope.len() + 16);
    path.push_str(scope);
    for step in at.steps() {
        let opener = &blueprint.nodes[usize::from(step.node())];
        let _ = write!(path, "/{}[{}]", opener.name, step.item());
    }
    path.push('/');
    path.push_str(blueprint.nodes[usize::from(node)].name);
    path
}

/// The path of the run that an attempt at a stage opens, where the stage is a pipeline: that of the stage, and from the second
/// attempt on its number.
pub fn scope_of(stage: &str, attempt: u32) -> String {
    match attempt {
        0 | 1 => stage.to_owned(),
        attempt => format!("{stage}#{attempt}"),
    }
}

/// Where in the pipelines of a run something is.
#[derive(Debug, Clone)]
pub struct Place {
    /// The path of the run it belongs to: the outermost one's is the pipeline's name.
    pub scope: String,
    /// The pipeline of that run.
    pub blueprint: &'static Blueprint,
    /// The frame.
    pub at: At,
    /// The node; none for the run itself.
    pub node: Option<u16>,
}

/// Finds what [`named`] wrote, in this pipeline and those within it. `run`: what is looked for is a run, not a node.
///
/// A name that a node had before (`.was("…")`) finds it too.
pub fn find(blueprint: &'static Blueprint, path: &str, run: bool) -> Option<Place> {
    let rest = path.strip_prefix(blueprint.name)?;
    Search { run }.run(blueprint, blueprint.name, rest)
}

/// One search for a path. Names may hold `/` themselves, so a step that leads nowhere is taken back.
struct Search {
    run: bool,
}

impl Search {
    /// `rest` follows on the path of a run, which is `scope` by the names of today.
    fn run(&self, blueprint: &'static Blueprint, scope: &str, rest: &str) -> Option<Place> {
        if self.run && rest.is_empty() {
            return Some(Place { scope: scope.to_owned(), blueprint, at: At::ROOT, node: None });
        }
        self.frame(blueprint, scope, 0, &At::ROOT, rest)
    }

    /// `rest` follows on the path of a frame.
    fn frame(&self, blueprint: &'static Blueprint, scope: &str, frame: u16, at: &At, rest: &str) -> Option<Place> {
        let rest = rest.strip_prefix('/')?;
        let nodes = blueprint.nodes.iter().enumerate().filter(|(_, node)| node.frame == frame);
        let candidates = nodes.filter_map(|(index, node)| {
            let was = match node.kind {
                Kind::Stage { was, .. } => was,
                _ => None,
            };
            let left = rest.strip_prefix(node.name).or_else(|| rest.strip_prefix(was?))?;
            Some((index as u16, node, left))
        });
        for (index, node, left) in candidates {
            let found = match (left.is_empty() && !self.run, node.kind) {
                (true, _) => Some(Place { scope: scope.to_owned(), blueprint, at: at.clone(), node: Some(index) }),
                (false, Kind::Open { frame, .. }) => item(left)
                    .and_then(|(item, left)| self.frame(blueprint, scope, frame, &at.child(index, item), left)),
                (false, Kind::Stage { stage: StageRef::Pipeline(inner), .. }) => {
                    let inside = attempt(left);
                    let number = &left[..left.len() - inside.len()];
                    let scope = format!("{}{number}", named(blueprint, scope, at, index));
                    self.run(inner, &scope, inside)
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// `[17]/fetch`: the item, and what is left.
fn item(rest: &str) -> Option<(u32, &str)> {
    let (item, left) = rest.strip_prefix('[')?.split_once(']')?;
    Some((item.parse().ok()?, left))
}

/// `#2/fetch`: what is left behind the number of the attempt.
fn attempt(rest: &str) -> &str {
    rest.strip_prefix('#').map_or(rest, |number| number.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// The path of the stage that an attempt is for.
pub fn of_site(site: &Site) -> String {
    render(site.blueprint, &site.at, site.keys(), site.node)
}

/// The path of the stage that an attempt is for, under the name with which the stage began.
pub fn lasting(site: &Site) -> String {
    let mut path = of_site(site);
    let node = site.stage();
    if let (true, Kind::Stage { was: Some(was), .. }) = (site.is_formerly(), node.kind) {
        path.truncate(path.len() - node.name.len());
        path.push_str(was);
    }
    path
}
