//! Retries that multiply through pipelines within pipelines.
//!
//! A stage that is a pipeline and is attempted 4 times begins its run 4 times, and a stage within it that is attempted 5
//! times may be called 20 times. A chain of calls from the pipeline into what it runs is a *path*, each stage of it a
//! *level*, and the attempts of all its levels together are its *product*. Nothing but attempts multiplies: items, rounds,
//! racers and fallbacks stand in the text, where everybody counts them, and what undoes a stage is no stage.

use super::Text;
use super::recursion::same;
use crate::order::pipeline_effect;
use crate::{Blueprint, Effect, Kind, StageRef};

/// A pipeline that says nothing lets its stages be attempted as often as this.
const LIMIT: u64 = 16;
/// More attempts are not told exactly, and nobody can mean them: `#[amplification(n)]` goes so far.
const COUNTED: u64 = 1_000_000;

/// Whether stage `node`, a pipeline, lets a stage within it be attempted more often than this pipeline allows, because
/// retries of several levels multiply. It is told of the path with the most attempts.
///
/// A pipeline that adds no attempts of its own and says nothing leaves it to those within, of which each is asked itself;
/// and of a path that one of those is refused for, it is told there.
pub const fn amplified(blueprint: &'static Blueprint, node: u16) -> Option<Text> {
    let Some(first) = Level::of(blueprint, node, None) else { return None };
    if first.attempts < 2 && blueprint.options.amplification.is_none() {
        return None;
    }
    let mut worst = Worst { product: 0, text: Text::new() };
    follow(&first, &mut worst);
    if worst.product == 0 { None } else { Some(worst.text) }
}

/// The refused path with the most attempts so far, and what is said of it.
struct Worst {
    product: u64,
    text: Text,
}

/// One stage of a path. Which came before it is a list that lives on the stack, so that a path may be of any length.
struct Level<'a> {
    /// The pipeline that runs it.
    of: &'static Blueprint,
    name: &'static str,
    /// The pipeline that it is.
    inner: Option<&'static Blueprint>,
    /// At least 1.
    attempts: u64,
    above: Option<&'a Level<'a>>,
}

impl<'a> Level<'a> {
    /// Node `node` of `of` as a level; `None` if it is no stage, or leads back to where the path has been.
    const fn of(of: &'static Blueprint, node: u16, above: Option<&'a Level<'a>>) -> Option<Level<'a>> {
        let this = &of.nodes[node as usize];
        let Kind::Stage { stage, .. } = this.kind else { return None };
        let attempts = match this.retry() {
            Some(retry) if retry.attempts > 1 => retry.attempts as u64,
            _ => 1,
        };
        let StageRef::Pipeline(inner) = stage else {
            return Some(Level { of, name: this.name, inner: None, attempts, above });
        };
        if same(inner, of) || has_been(inner, above) {
            return None;
        }
        // To retry it is a mistake of another kind. So is a retry of what runs itself: it counts as `once`.
        let once = attempts > 1 && matches!(pipeline_effect(inner), Effect::Once);
        Some(Level { of, name: this.name, inner: Some(inner), attempts: if once { 1 } else { attempts }, above })
    }
}

/// Whether the path has been in this pipeline.
const fn has_been(inner: &'static Blueprint, path: Option<&Level<'_>>) -> bool {
    match path {
        Some(level) => same(level.of, inner) || has_been(inner, level.above),
        None => false,
    }
}

/// Goes on from a level into what it runs.
const fn follow(level: &Level<'_>, worst: &mut Worst) {
    let product = product(level);
    if product > worst.product && refused(level) {
        *worst = Worst { product, text: text(level, product) };
    }
    let Some(inner) = level.inner else { return };
    let mut node = 0;
    while node < inner.nodes.len() {
        if let Some(next) = Level::of(inner, node as u16, Some(level)) {
            follow(&next, worst);
        }
        node += 1;
    }
}

const fn product(last: &Level<'_>) -> u64 {
    match last.above {
        Some(above) => product(above).saturating_mul(last.attempts),
        None => last.attempts,
    }
}

/// Whether the path that ends here is refused in the pipeline where it begins, and not already in one within.
const fn refused(last: &Level<'_>) -> bool {
    let (mut product, mut retried) = (1u64, 0u32);
    let mut level = last;
    loop {
        product = product.saturating_mul(level.attempts);
        if level.attempts > 1 {
            retried += 1;
        }
        let asked = level.attempts > 1 || level.of.options.amplification.is_some();
        let over = asked && retried > 1 && product > limit(level.of);
        match level.above {
            Some(_) if over => return false,
            Some(above) => level = above,
            None => return over,
        }
    }
}

const fn limit(of: &Blueprint) -> u64 {
    match of.options.amplification {
        Some(limit) => limit as u64,
        None => LIMIT,
    }
}

/// `` `Checkout` may attempt `charge` 4 × 5 = 20 times: `Payment` (4 attempts) runs `charge` (5 attempts); 16 is the limit``
const fn text(last: &Level<'_>, product: u64) -> Text {
    let of = first(last).of;
    let text = Text::new().and("`").and(of.name).and("` may attempt `").and(last.name).and("` ");
    let text = factors(last, text);
    let text = if product > COUNTED {
        text.and(" times, which is more than a million: ")
    } else {
        text.and(" = ").number(product).and(" times: ")
    };
    let text = path(last, text).and("; ");
    let text = match of.options.amplification {
        Some(limit) => text.and("`#[amplification(").number(limit as u64).and(")]` is the limit"),
        None => text.number(LIMIT).and(" is the limit"),
    };
    let text = text.and("\n  lower one of them, or retry at one level only");
    let text = if product > COUNTED {
        text
    } else {
        let text = text.and("; if it is meant, write `#[amplification(").number(product);
        text.and(")]` above `").and(of.name).and("`")
    };
    text.and("\n  [orch::E15] docs/codes/E15.md")
}

const fn first<'a>(level: &'a Level<'a>) -> &'a Level<'a> {
    match level.above {
        Some(above) => first(above),
        None => level,
    }
}

/// `4 × 5`, without levels that are attempted once.
const fn factors(level: &Level<'_>, text: Text) -> Text {
    let (text, begun) = match level.above {
        Some(above) => (factors(above, text), product(above) > 1),
        None => (text, false),
    };
    if level.attempts < 2 {
        return text;
    }
    if begun { text.and(" × ") } else { text }.number(level.attempts)
}

/// `` `Payment` (4 attempts) runs `charge` (5 attempts)``
const fn path(level: &Level<'_>, text: Text) -> Text {
    let text = match level.above {
        Some(above @ Level { above: None, .. }) => path(above, text).and(" runs "),
        Some(above) => path(above, text).and(", which runs "),
        None => text,
    };
    let text = text.and("`").and(level.name);
    match level.attempts {
        1 => text.and("` (once)"),
        attempts => text.and("` (").number(attempts).and(" attempts)"),
    }
}
