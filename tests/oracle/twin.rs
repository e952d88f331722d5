//! What twins are written with: the same flows as ordinary sequential async code.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use orch::blueprint::Effect;
use orch::{Class, Classify, Failed, Failure, FailureKind, Gathered};

use crate::value::{Stuck, Trouble};
use crate::world::{Asked, Made, TIMEOUT, World};

/// Where in a twin something is.
#[derive(Clone)]
pub struct Cx {
    world: Arc<World>,
    key: String,
    lanes: Vec<(u32, u32)>,
    parts: Arc<AtomicU32>,
    /// How often the pipeline has run itself.
    depth: u32,
}

impl Cx {
    pub fn new(world: Arc<World>) -> Cx {
        Cx { world, key: String::new(), lanes: Vec::new(), parts: Arc::default(), depth: 0 }
    }

    fn step(&self, step: &str) -> Cx {
        let dot = if self.key.is_empty() { "" } else { "." };
        Cx { key: format!("{}{dot}{step}", self.key), ..self.clone() }
    }

    /// At a stage of this name.
    pub fn at(&self, stage: &str) -> Cx {
        self.step(stage)
    }

    /// At a stage that is this very pipeline, unless that is too deep.
    pub fn again(&self, stage: &str, name: &str, most: u32) -> Result<Cx, Ended> {
        let cx = Cx { depth: self.depth + 1, ..self.at(stage) };
        if cx.depth <= most {
            return Ok(cx);
        }
        let message = format!("`{name}` runs itself more than its depth of {most}");
        let failure = Failure::new(FailureKind::RoundsExhausted, message).with_class(Class::Permanent).at(&cx.key);
        Err(Ended::of(&Failure { attempts: 1, ..failure }))
    }

    /// At a stage that is another pipeline.
    pub fn of(&self, stage: &str) -> Cx {
        Cx { depth: 0, ..self.at(stage) }
    }

    /// The twin goes through all items; where one ends a fan-out, a run need not have begun the others.
    fn cut_short<T>(&self, gathered: Result<T, Ended>) -> Result<T, Ended> {
        gathered.inspect_err(|_| self.world.cut_short())
    }

    /// Waits for a signal, which is there.
    pub fn signal(&self, name: &str) -> u32 {
        self.world.letter(name)
    }

    /// In an item or a round, by number or key.
    pub fn item(&self, item: impl std::fmt::Display) -> Cx {
        self.step(&format!("[{item}]"))
    }

    /// A new part whose members have no order among them.
    pub fn part(&self) -> u32 {
        self.parts.fetch_add(1, Ordering::Relaxed)
    }

    /// In a member of such a part.
    pub fn lane(&self, part: u32, member: usize) -> Cx {
        let lanes = self.lanes.iter().copied().chain([(part, member as u32)]).collect();
        Cx { lanes, ..self.clone() }
    }

    /// Calls a stage, attempt after attempt.
    pub fn call<T: Made>(&self, rule: Rule, args: Vec<u32>) -> Result<T, Fell> {
        let mut attempt = 1;
        loop {
            let asked = Asked {
                key: self.key.clone(),
                attempt,
                effect: rule.effect,
                args: args.clone(),
                lanes: self.lanes.clone(),
            };
            let world = &self.world;
            let (index, time) = world.begin(&asked);
            let end = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.end(&asked, index)));
            let (failure, error, unknown) = if rule.limited && time > TIMEOUT {
                world.over(index);
                (timed_out(), None, rule.effect.is_change())
            } else {
                match end() {
                    Ok(Ok(made)) => return Ok(made),
                    Ok(Err(trouble)) => (Failure::of(&trouble), Some(trouble), false),
                    Err(_) => (panicked(), None, rule.effect.is_change()),
                }
            };
            let again = match unknown {
                true => rule.effect == Effect::Idempotent,
                false => failure.class == Class::Transient,
            };
            if attempt < rule.attempts && again {
                attempt += 1;
                continue;
            }
            let failure = Failure { attempts: attempt, ..failure.at(&self.key) };
            return Err(Fell { failed: Failed { failure, error }, unknown });
        }
    }
}

fn panicked() -> Failure {
    Failure::new(FailureKind::Panicked, "panicked: as scripted")
}

fn timed_out() -> Failure {
    Failure::new(FailureKind::TimedOut, format!("took longer than {TIMEOUT:?}")).with_class(Class::Transient)
}

/// The rule of an agent.
#[derive(Clone, Copy)]
pub struct Rule {
    pub effect: Effect,
    pub attempts: u32,
    /// Whether a call may take no longer than [`TIMEOUT`].
    pub limited: bool,
}

/// A stage that failed for good.
#[derive(Debug)]
pub struct Fell {
    pub failed: Failed<Trouble>,
    /// Whether the world may have been changed all the same.
    pub unknown: bool,
}

impl Fell {
    /// The failure as a value of the flow.
    pub fn seen(self) -> Failed<Trouble> {
        self.failed
    }
}

/// How a run failed, without what differs between a flow and its twin.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// The stage's key; none for glue, which flows name by their own rules.
    pub key: Option<String>,
    pub kind: FailureKind,
    pub class: Class,
    pub message: String,
    pub attempts: u32,
}

impl Ended {
    /// From the failure of a flow.
    pub fn of(failure: &Failure) -> Ended {
        let glue = failure.attempts == 0 && failure.kind != FailureKind::RoundsExhausted;
        Ended {
            key: (!glue).then(|| key_of(&failure.stage)),
            kind: failure.kind,
            class: failure.class,
            message: failure.message.clone(),
            attempts: failure.attempts,
        }
    }

    /// A loop that came to its last round without a `break`.
    pub fn rounds(rounds: u32, outside: &Cx) -> Ended {
        let message = format!("no `break` within {rounds} rounds");
        Ended::of(&Failure::new(FailureKind::RoundsExhausted, message).at(&outside.key))
    }

    /// The same for whoever ran this pipeline as the stage `cx`: failures name their place within it, which begins with a
    /// stroke from then on. A pipeline that runs itself has the same names at every depth.
    pub fn within(mut self, cx: &Cx) -> Ended {
        self.key = self.key.map(|key| match key.strip_prefix(&cx.key) {
            Some("") => "/".to_owned(),
            Some(inner) if inner.starts_with('.') => format!("/{}", &inner[1..]),
            _ => key,
        });
        self
    }

    /// The same for whoever looks at the run from outside.
    pub fn told(mut self) -> Ended {
        self.key = self.key.map(|key| key.trim_start_matches('/').to_owned());
        self
    }

    fn glue(error: &impl Classify) -> Ended {
        Ended::of(&Failure::of(error))
    }
}

impl From<Fell> for Ended {
    fn from(fell: Fell) -> Ended {
        Ended::of(&fell.failed.failure)
    }
}

impl From<Failed<Trouble>> for Ended {
    fn from(failed: Failed<Trouble>) -> Ended {
        Ended::of(&failed.failure)
    }
}

impl From<Stuck> for Ended {
    fn from(stuck: Stuck) -> Ended {
        Ended::glue(&stuck)
    }
}

impl From<std::num::ParseIntError> for Ended {
    fn from(error: std::num::ParseIntError) -> Ended {
        Ended::glue(&error)
    }
}

/// The key of a stage, from its path: the names of stages (`s12`) and the items and rounds on the way.
pub fn key_of(path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for segment in path.split(['/', '.']) {
        if let Some((_, item)) = segment.split_once(['[', '(']) {
            parts.push(format!("[{}]", item.trim_end_matches([']', ')'])));
        } else if segment.strip_prefix('s').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            parts.push(segment.to_owned());
        }
    }
    parts.join(".")
}

/// Glue that panics, where a run goes on to say so.
pub fn brittle_twin(number: u32, salt: u32) -> Result<u32, Ended> {
    std::panic::catch_unwind(|| crate::value::brittle(number, salt)).map_err(|_| Ended::of(&panicked()))
}

/// Items whose keys do not tell them apart cannot be gone through.
pub fn distinct(list: &[u32]) -> Result<(), Ended> {
    let twice = |index: &usize| list[..*index].contains(&list[*index]);
    match (0..list.len()).find(twice) {
        None => Ok(()),
        Some(index) => {
            let key = list[index];
            let message = format!("two items have the key `k{key}`; `.key(…)` must tell them apart");
            Err(Ended::of(&Failure::new(FailureKind::Error, message)))
        }
    }
}

/// The items of a fan-out, as twins gather them.
pub type Gathering = Vec<(String, Result<u32, Ended>)>;

/// The value of a fan-out: its failure is that of the first item that failed.
pub fn gather(cx: &Cx, items: Gathering) -> Result<Vec<u32>, Ended> {
    let values = items.into_iter().map(|(_, item)| item).collect();
    cx.cut_short(values)
}

/// The value of a tolerant fan-out: it fails with the item that is one too many.
pub fn gather_tolerant(cx: &Cx, items: Gathering, tolerated: usize) -> Result<Gathered<u32>, Ended> {
    let mut gathered = Gathered { values: Vec::new(), failures: Vec::new() };
    for (key, item) in items {
        match item {
            Ok(value) => gathered.values.push((key, value)),
            Err(ended) if gathered.failures.len() == tolerated => return cx.cut_short(Err(ended)),
            Err(ended) => gathered.failures.push((key, Failure::new(ended.kind, ended.message))),
        }
    }
    Ok(gathered)
}

/// A race has one member at most that succeeds; if none does, the first in the text says why.
pub fn race(members: Vec<Result<u32, Fell>>) -> Result<u32, Fell> {
    let mut failed = None;
    for member in members {
        match member {
            Ok(value) => return Ok(value),
            Err(fell) => failed = failed.or(Some(fell)),
        }
    }
    Err(failed.expect("a race has members"))
}
