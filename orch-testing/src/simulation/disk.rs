//! What the scheduler knows of the disk of a durable run: what is on it, what was seen at each event, and what was promised.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use orch_blueprint::{Blueprint, StageRef};
use orch_core::store::{Entry, LetterKind, MemoryStore, RunKey, RunStatus, Store, StoreFuture};
use orch_core::{At, Failure, Mark, Recorded, Transition, path};
use orch_runtime::{AttemptSeen, EventSeen, RunSeen};

use super::scene::Seen;
use super::story::Story;

/// The id of the run.
pub(super) const ID: &str = "run";

/// A signal by its name and key.
pub(super) type Named = (String, Option<String>);

/// The disk of a durable run.
pub(super) struct Disk {
    pub(super) store: MemoryStore,
    /// The outermost pipeline, once something of it was told.
    pipeline: Option<&'static str>,
    run: Option<RunKey>,
    /// How many events were recorded with its acceptance.
    accepted: u64,
    /// How many of them nobody was told of, because the process died before it could tell.
    untold: u64,
    /// What was known after each of the events that were told.
    known: Vec<Known>,
    /// How many signals are known to be on disk, or were taken from it.
    pub(super) promised: BTreeMap<Named, u32>,
    /// A cancellation is known to be on disk.
    pub(super) cancelled: bool,
    pub(super) pause: Option<Pause>,
}

#[derive(Clone, Default)]
struct Known {
    stories: BTreeMap<Arc<str>, Story>,
    taken: BTreeMap<Named, u32>,
}

/// An agent that is paused, or may be: somebody asked for it, and for its end perhaps.
#[derive(Debug, Clone)]
pub(super) struct Pause {
    pub(super) agent: &'static str,
    /// Nobody doubts that it is.
    pub(super) certain: bool,
    /// Somebody has asked, and was not answered yet.
    asked: bool,
}

impl Disk {
    pub(super) fn new(store: MemoryStore) -> Disk {
        Disk {
            store,
            pipeline: None,
            run: None,
            accepted: 0,
            untold: 0,
            known: Vec::new(),
            promised: BTreeMap::new(),
            cancelled: false,
            pause: None,
        }
    }

    /// The events that are on disk, from this one on.
    pub(super) fn events(&self, from: u64) -> Vec<Entry> {
        self.run.map_or_else(Vec::new, |run| now(self.store.events(run, from, u32::MAX)))
    }

    fn look(&mut self, run: &RunSeen<'_>) {
        // The first thing that is told is told by the outermost pipeline.
        self.pipeline.get_or_insert(run.blueprint.name);
        self.find();
    }

    fn find(&mut self) {
        let Some(pipeline) = self.pipeline.filter(|_| self.run.is_none()) else { return };
        self.run = now(self.store.find(pipeline, ID)).map(|record| record.run);
        // What was told of it before it was there is counted already.
        if self.known.is_empty() {
            self.accepted = self.events(0).len() as u64;
            self.untold = self.accepted;
        }
    }

    /// The number of the event that is told now.
    pub(super) fn number(&mut self, event: &EventSeen<'_>) -> u64 {
        self.look(&event.run);
        // A pipeline within counts its own.
        if self.known.is_empty() && *event.run.scope.id == *ID {
            self.untold = event.seq;
        }
        self.untold + self.known.len() as u64
    }

    fn is_there(&self, number: u64) -> bool {
        self.run.is_some_and(|run| !now(self.store.events(run, number, 1)).is_empty())
    }
}

impl Seen {
    /// What is known after this event.
    pub(super) fn remember(&mut self, event: &EventSeen<'_>) {
        let Some(disk) = &mut self.disk else { return };
        let taken = disk.known.last().map(|last| last.taken.clone()).unwrap_or_default();
        let mut known = Known { stories: self.stories.clone(), taken };
        if let Some(named) = self.took.take() {
            *known.taken.entry(named).or_default() += 1;
        }
        disk.known.push(known);
        let started = matches!(event.transition, Transition::Mark(Mark::Started { .. } | Mark::Compensating { .. }));
        let begins = started || matches!(event.transition, Transition::RunStarted);
        if disk.run.is_none() && begins && disk.known.len() as u64 == disk.accepted + 1 {
            // A run that goes on before it is accepted: it began, and so do the changes with which it does.
            disk.accepted += 1;
        }
        if disk.untold + disk.known.len() as u64 <= disk.accepted {
            // What an acceptance says is told later, and a pause may have come between.
            return;
        }
        if let (true, Some(node)) = (started, event.node) {
            let node = &event.run.blueprint.nodes[usize::from(node)];
            let undo = matches!(event.transition, Transition::Mark(Mark::Compensating { .. }));
            let agent = match node.kind {
                orch_blueprint::Kind::Stage { stage: StageRef::Agent(spec), .. } if !undo => Some(spec.name),
                _ => node.undo().filter(|_| undo).map(|spec| spec.name),
            };
            self.is_not_paused(agent, event.path());
        }
    }

    /// Whether an attempt may touch the world: a change must be announced on disk.
    pub(super) fn is_announced(&mut self, attempt: &AttemptSeen<'_>) -> Result<(), String> {
        let (site, run) = (attempt.site, &attempt.run);
        let Some(disk) = &mut self.disk else { return Ok(()) };
        disk.look(run);
        let undoes = site.undo.is_some();
        let Some(agent) = site.agent() else { return Ok(()) };
        if !undoes && !agent.effect.is_change() {
            self.is_not_paused(Some(agent.name), path::of_site(site));
            return Ok(());
        }
        let told = self.stories.get(&run.scope.id).and_then(|story| story.announced(&site.at, site.node, undoes));
        let number = match told {
            Some(number) => number,
            None => self.accepted_start(run, &site.at, site.node).ok_or("it is announced nowhere")?,
        };
        match self.disk.as_ref().is_some_and(|disk| disk.is_there(number)) {
            true => Ok(()),
            false => {
                Err(format!("{} begins, and event {number}, which announces it, is not on disk", path::of_site(site)))
            }
        }
    }

    /// The event of the acceptance that announced this change.
    fn accepted_start(&mut self, run: &RunSeen<'_>, at: &At, node: u16) -> Option<u64> {
        let disk = self.disk.as_ref()?;
        let path = path::named(run.blueprint, run.blueprint.name, at, node);
        let accepted = disk.events(0).into_iter().take(disk.untold as usize);
        let number = accepted.skip(1).find(|entry| entry.path == path)?.seq;
        self.story(run).accept(at, node, number);
        Some(number)
    }

    /// The run has ended like this, also where nobody told of it because the process died right then.
    pub(super) fn end(&mut self, outcome: Result<(), &Failure>) {
        let went = match self.stories.values_mut().next() {
            Some(root) if !root.has_ended() => root.end(Some(outcome)),
            _ => Ok(()),
        };
        self.check(went);
    }

    /// What must be there once nothing is on its way to the disk.
    pub(super) fn keeps_promises(&mut self, unsettled: bool) {
        let cancelled = self.disk.as_ref().is_some_and(|disk| disk.cancelled);
        let Some(root) = self.stories.values().next().filter(|_| cancelled && !unsettled) else { return };
        if !root.ends() {
            self.check(Err("a cancellation was acknowledged, and the run goes on".to_owned()));
        }
    }

    pub(super) fn disk_promised(&self) -> BTreeMap<Named, u32> {
        self.disk.as_ref().map(|disk| disk.promised.clone()).unwrap_or_default()
    }

    /// The agent that is paused, or may be.
    pub(super) fn paused(&self) -> Option<&'static str> {
        self.disk.as_ref()?.pause.as_ref().map(|pause| pause.agent)
    }

    /// Whether somebody waits to hear of a pause.
    pub(super) fn is_pausing(&self) -> bool {
        self.disk.as_ref().and_then(|disk| disk.pause.as_ref()).is_some_and(|pause| pause.asked)
    }

    /// Somebody asks for a pause, or for its end: from now on nobody knows whether it is paused.
    pub(super) fn ask_pause(&mut self, agent: &'static str) {
        if let Some(disk) = &mut self.disk {
            disk.pause = Some(Pause { agent, certain: false, asked: true });
        }
    }

    /// Whoever asked was told that it is paused, or that it is not.
    pub(super) fn is_paused(&mut self, paused: bool) {
        let Some(disk) = &mut self.disk else { return };
        match (&mut disk.pause, paused) {
            (Some(pause), true) => (pause.certain, pause.asked) = (true, false),
            (pause, _) => *pause = None,
        }
    }

    /// Another process has begun, and what the disk says of pauses holds.
    pub(super) fn recover_pause(&mut self, paused: bool) {
        let Some(disk) = &mut self.disk else { return };
        disk.pause = disk.pause.take().filter(|_| paused).map(|pause| Pause { certain: true, asked: false, ..pause });
    }

    fn is_not_paused(&mut self, agent: Option<&'static str>, path: String) {
        let pause = self.disk.as_ref().and_then(|disk| disk.pause.as_ref());
        if pause.is_some_and(|pause| pause.certain && Some(pause.agent) == agent) {
            self.check(Err(format!("{path} begins although its agent is paused")));
        }
    }

    /// The process is dead: what is known is what is on disk. Says what is missing there.
    pub(super) fn crash(&mut self) -> Result<(), String> {
        let Some(disk) = &mut self.disk else { return Ok(()) };
        disk.find();
        let on_disk = disk.events(0).len() as u64;
        let told = on_disk.saturating_sub(disk.untold) as usize;
        if on_disk == 0 {
            (disk.run, disk.accepted, disk.untold) = (None, 0, 0);
        }
        disk.known.truncate(told);
        let Known { stories, taken } = disk.known.last().cloned().unwrap_or_default();
        self.stories = stories;
        let run = disk.run.and_then(|run| now(disk.store.run(run)));
        let is_running = run.is_some_and(|run| run.status == RunStatus::Running);
        for (n, story) in self.stories.values_mut().enumerate() {
            story.put_down();
            // One that has parked is driven when it is woken.
            if n == 0 && is_running {
                story.take_up();
            }
        }
        self.letters.clear();
        for letter in disk.run.map_or_else(Vec::new, |run| now(disk.store.letters(run, 0))) {
            if let LetterKind::Signal { name, key, .. } = letter.kind {
                *self.letters.entry((name, key)).or_default() += 1;
            }
        }
        for (named, promised) in &disk.promised {
            let there = self.letters.get(named).copied().unwrap_or(0) + taken.get(named).copied().unwrap_or(0);
            if there < *promised {
                return Err(format!("{promised} signals {named:?} were acknowledged, and {there} are left of them"));
            }
        }
        Ok(())
    }
}

/// The events of the outermost pipeline, read back.
pub(super) fn recorded(blueprint: &'static Blueprint, mut entries: Vec<Entry>) -> Result<Vec<Recorded>, String> {
    Entry::resolve(&mut entries).map_err(|error| error.to_string())?;
    let mut own = Vec::new();
    for entry in entries {
        let place = entry.place(blueprint).map_err(|error| error.to_string())?;
        if place.scope == blueprint.name {
            own.push(entry.recorded(&place).map_err(|error| error.to_string())?);
        }
    }
    Ok(own)
}

/// The futures of the store in memory are ready at once.
pub(super) fn now<T>(mut future: StoreFuture<'_, T>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(done)) => done,
        Poll::Ready(Err(error)) => unreachable!("the store in memory does not fail: {error}"),
        Poll::Pending => unreachable!("the store in memory makes nobody wait"),
    }
}
