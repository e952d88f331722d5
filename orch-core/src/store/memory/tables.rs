//! What the store in memory holds, and how it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    Answer, Append, Letter, LetterKind, NewLetter, NewRun, Pause, PauseOf, Process, Recipient, Refused, RunKey,
    RunRecord, RunStatus, Stats, Write, Written,
};
use super::run::Run;
use crate::{Timestamp, sabotage};

#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) runs: BTreeMap<RunKey, Run>,
    /// By pipeline, then id.
    ids: BTreeMap<String, BTreeMap<String, RunKey>>,
    /// Those that have not ended and that nobody drives.
    pub(super) idle: BTreeSet<RunKey>,
    /// When parked ones want to be woken.
    pub(super) wakes: BTreeSet<(Timestamp, RunKey)>,
    /// Letters that were not taken.
    pub(super) mail: BTreeMap<u64, RunKey>,
    /// Those that have entered, and their leases.
    pub(super) processes: BTreeMap<Process, Timestamp>,
    /// Those that a crash has killed.
    pub(super) dead: BTreeSet<Process>,
    pub(super) pauses: BTreeMap<(PauseOf, String), Pause>,
    pub(super) facts: BTreeMap<String, String>,
    last_run: i64,
    last_letter: u64,
}

impl Tables {
    pub(super) fn write(&mut self, write: Write) -> Answer {
        match write {
            Write::Enter { process, until } => Ok(self.enter(process, until)),
            Write::Leave { process } => Ok(self.leave(&process)),
            Write::Create(new) => self.create(*new),
            Write::Claim(claim) => Ok(self.claim(&claim)),
            Write::Append(append) => self.append(*append),
            Write::Post(letter) => self.post(*letter),
            Write::Pause(pause) => {
                self.pauses.insert((pause.of, pause.name.clone()), pause);
                Ok(Written::Done)
            }
            Write::Resume { of, name } => {
                self.pauses.remove(&(of, name));
                Ok(Written::Done)
            }
            Write::Fact { name, expect, value } => self.keep(name, expect, value),
            Write::Prune { pipeline, status, before, limit } => Ok(self.prune(limit, |run| {
                pipeline.as_ref().is_none_or(|name| *name == run.pipeline)
                    && (status.is_empty() || status.contains(&run.status))
                    && run.ended.is_some_and(|ended| ended < before)
            })),
            Write::Erase { run } => self.erase(run),
        }
    }

    pub(super) fn named(&self, pipeline: &str, id: &str) -> Option<RunKey> {
        self.ids.get(pipeline)?.get(id).copied()
    }

    /// Changes a run, and keeps in step what is derived from it.
    pub(super) fn change<T>(&mut self, key: RunKey, change: impl FnOnce(&mut Run) -> T) -> T {
        let run = self.runs.get_mut(&key).expect("a run that was found");
        if let Some(wake) = run.record.wake {
            self.wakes.remove(&(wake, key));
        }
        let given = change(run);
        let RunRecord { owner, status, wake, .. } = &run.record;
        match owner.is_none() && !status.has_ended() {
            true => self.idle.insert(key),
            false => self.idle.remove(&key),
        };
        self.wakes.extend(wake.map(|wake| (wake, key)));
        given
    }

    fn create(&mut self, new: NewRun) -> Answer {
        if let Some(run) = self.named(&new.pipeline, &new.id) {
            let run = &self.runs[&run];
            let input = run.events.first().filter(|event| event.payload.is_some()).cloned();
            return Ok(Written::Exists { record: Box::new(run.record.clone()), input });
        }
        let run = RunKey(self.last_run + 1);
        if let Some((_, found)) = (0..).zip(&new.events).find(|(expected, event)| *expected != event.seq) {
            return Err(Refused::Gap { run, found: found.seq, last: 0 });
        }
        self.last_run = run.0;
        new.owner.iter().for_each(|owner| self.expect(owner));
        self.ids.entry(new.pipeline.clone()).or_default().insert(new.id.clone(), run);
        let record = RunRecord {
            run,
            pipeline: new.pipeline,
            id: new.id,
            correlation: new.correlation,
            fingerprint: new.fingerprint,
            status: RunStatus::Running,
            owner: new.owner,
            token: 1,
            created: new.created,
            parked: None,
            ended: None,
            wake: None,
            waits: Vec::new(),
            crashes: 0,
            origin: 0,
            worked_micros: 0,
            failure: None,
            erased: false,
        };
        let letters = Vec::new();
        self.runs.insert(run, Run { record, events: new.events, letters, seen: 0, crashed: false });
        self.change(run, |_| ());
        Ok(Written::Created { run, token: 1 })
    }

    fn append(&mut self, append: Append) -> Answer {
        let run = self.runs.get_mut(&append.run).ok_or(Refused::NoRun)?;
        run.admits(&append)?;
        for number in append.events.iter().filter_map(|event| event.letter).filter(|_| !sabotage::is("letter_twice")) {
            let there = run.letters.len();
            run.letters.retain(|letter| letter.number != number);
            debug_assert!(run.letters.len() < there, "letter {number} was taken before");
            self.mail.remove(&number);
        }
        self.change(append.run, |run| run.append(append))
    }

    fn post(&mut self, new: NewLetter) -> Answer {
        let run = match &new.to {
            Recipient::Run(run) => *run,
            Recipient::Named { pipeline, id } => self.named(pipeline, id).ok_or(Refused::NoRun)?,
        };
        let to = self.runs.get_mut(&run).ok_or(Refused::NoRun)?;
        if to.record.status.has_ended() {
            return Err(Refused::Ended);
        }
        if to.letters.len() >= new.limit as usize {
            return Err(Refused::MailboxFull { limit: new.limit });
        }
        self.last_letter += 1;
        let number = self.last_letter;
        let NewLetter { kind, sender, reason, time, .. } = new;
        to.letters.push(Letter { number, run, kind, sender, reason, time });
        self.mail.insert(number, run);
        Ok(Written::Posted { number, run, owner: to.record.owner.clone() })
    }

    fn keep(&mut self, name: String, expect: Option<Option<String>>, value: Option<String>) -> Answer {
        if expect.is_some_and(|expected| expected.as_ref() != self.facts.get(&name)) {
            return Err(Refused::Changed);
        }
        match value {
            Some(value) => self.facts.insert(name, value),
            None => self.facts.remove(&name),
        };
        Ok(Written::Done)
    }

    fn prune(&mut self, limit: u32, goes: impl Fn(&RunRecord) -> bool) -> Written {
        let old = self.runs.values().map(|run| &run.record).filter(|run| goes(run));
        let old: Vec<RunKey> = old.map(|run| run.run).take(limit as usize).collect();
        for run in &old {
            let Some(Run { record, letters, .. }) = self.runs.remove(run) else { continue };
            self.ids.get_mut(&record.pipeline).and_then(|ids| ids.remove(&record.id));
            letters.iter().for_each(|letter| {
                self.mail.remove(&letter.number);
            });
        }
        Written::Removed(old.len() as u32)
    }

    fn erase(&mut self, run: RunKey) -> Answer {
        let run = self.runs.get_mut(&run).ok_or(Refused::NoRun)?;
        if !run.record.status.has_ended() {
            return Err(Refused::NotEnded);
        }
        (run.record.erased, run.record.failure) = (true, None);
        run.events.iter_mut().for_each(|event| event.payload = None);
        for letter in &mut run.letters {
            if let LetterKind::Signal { payload, .. } = &mut letter.kind {
                "null".clone_into(payload);
            }
        }
        Ok(Written::Done)
    }

    pub(super) fn stats(&self) -> Stats {
        let of = |status| self.runs.values().filter(|run| run.record.status == status).count() as u64;
        let runs = RunStatus::ALL.into_iter().map(|status| (status, of(status))).filter(|(_, count)| *count > 0);
        Stats {
            runs: runs.collect(),
            events: self.runs.values().map(|run| run.events.len() as u64).sum(),
            letters: self.mail.values().filter(|run| !self.runs[run].record.status.has_ended()).count() as u64,
            bytes: 0,
        }
    }
}
