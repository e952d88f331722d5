//! Makes a finding small: takes away whatever it can do without.

use crate::check::{Depth, check};
use crate::doors::Case;
use crate::tree::{self, Tree};

/// The smallest case that breaks the same rule, as far as taking away leads.
pub fn reduce(case: &Case) -> Case {
    let Err(what) = check(case, Depth::Full) else { return case.clone() };
    let rule = kind(&what);
    let mut best = case.clone();
    loop {
        let before = best.clone();
        for part in [false, true] {
            let Some(trees) = trees(&best, part) else { continue };
            for smaller in smaller(&trees) {
                let text = tree::print(&smaller);
                let candidate = match part {
                    true => Case { attribute: text, ..best.clone() },
                    false => Case { item: text, ..best.clone() },
                };
                if check(&candidate, Depth::Full).is_err_and(|what| kind(&what) == rule) {
                    best = candidate;
                    break;
                }
            }
        }
        if best == before {
            return best;
        }
    }
}

/// What is the same about two findings: what stands before the details, and for panics which.
fn kind(what: &str) -> String {
    what.chars().take(60).collect()
}

fn trees(case: &Case, attribute: bool) -> Option<Vec<Tree>> {
    let text = if attribute { &case.attribute } else { &case.item };
    text.parse().ok().map(tree::read)
}

/// All that is one step smaller, the smallest first.
fn smaller(trees: &[Tree]) -> Vec<Vec<Tree>> {
    let mut found = Vec::new();
    for run in [8, 3, 1] {
        for at in 0..trees.len() {
            let end = (at + run).min(trees.len());
            found.push(trees[..at].iter().chain(&trees[end..]).cloned().collect());
        }
    }
    for (at, tree) in trees.iter().enumerate() {
        let Tree::Group(delimiter, inside) = tree else { continue };
        let with =
            |made: Vec<Tree>| trees[..at].iter().cloned().chain(made).chain(trees[at + 1..].iter().cloned()).collect();
        found.push(with(inside.clone()));
        found.extend(smaller(inside).into_iter().map(|inside| with(vec![Tree::Group(*delimiter, inside)])));
    }
    found
}
