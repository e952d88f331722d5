//! A pipeline that runs itself says how deep: `#[depth(n)]`. One that runs itself through others is refused.

use super::Text;
use crate::{Blueprint, Kind, StageRef};

/// How far pipelines are followed into each other.
const FAR: u32 = 16;

/// Finds a way from a pipeline through others back to itself. It is told of the first pipeline of the circle only.
pub const fn recursion(blueprint: &'static Blueprint) -> Option<Text> {
    match way_back(blueprint, blueprint, FAR) {
        Way::Back(through) => Some(
            Text::new()
                .and("`")
                .and(blueprint.name)
                .and("` runs itself through `")
                .and(through)
                .and("`, and nothing says how deep\n  let it run itself directly, with `#[depth(n)]` above it, or write `#[rounds(n)] loop`\n  [orch::E22] docs/codes/E22.md"),
        ),
        Way::None | Way::Earlier => None,
    }
}

/// What was found on the way.
enum Way {
    None,
    /// Back to the start, by the stage of this name.
    Back(&'static str),
    /// There is an earlier pipeline in the circle, which tells of it.
    Earlier,
}

const fn way_back(start: &'static Blueprint, at: &'static Blueprint, far: u32) -> Way {
    let mut i = 0;
    while i < at.nodes.len() {
        if let Kind::Stage { stage: StageRef::Pipeline(inner), .. } = at.nodes[i].kind
            && far > 0
            && !same(inner, at)
        {
            if same(inner, start) {
                return Way::Back(at.nodes[i].name);
            }
            match way_back(start, inner, far - 1) {
                Way::Back(_) if before(inner, start) => return Way::Earlier,
                Way::Back(_) => return Way::Back(at.nodes[i].name),
                Way::Earlier => return Way::Earlier,
                Way::None => {}
            }
        }
        i += 1;
    }
    Way::None
}

/// Whether two descriptions are of one pipeline: addresses cannot be compared while a constant is evaluated.
pub(super) const fn same(a: &Blueprint, b: &Blueprint) -> bool {
    order(a.name, b.name) == 0 && order(a.module, b.module) == 0
}

/// Whether `a` stands before `b`, in the order of files and lines.
const fn before(a: &Blueprint, b: &Blueprint) -> bool {
    match order(a.file, b.file) {
        0 => a.line < b.line,
        other => other < 0,
    }
}

const fn order(a: &str, b: &str) -> i8 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return if a[i] < b[i] { -1 } else { 1 };
        }
        i += 1;
    }
    if a.len() == b.len() {
        0
    } else if a.len() < b.len() {
        -1
    } else {
        1
    }
}
