//! How a state moves on an event. Pure: what it reads and writes is the progress of frames, and commands come out.

use orch_blueprint::{FrameKind, Kind};

use super::items;
use super::{Change, Command, CommandKind, descend, keys_on_the_way, plainly, undo};
use crate::plan::{Begin, FramePlan};
use crate::state::{Cell, Detail, Ending, Horizon, Progress, Status, Wait};
use crate::{Apart, At, Failure, FrameState, Mark, Plan, Waiting};

/// The run begins.
pub(super) fn begin(plan: &Plan, root: &mut dyn FrameState, out: &mut Vec<Command>) {
    open_frame(plan, 0, root, &At::ROOT, out);
}

/// The run is stopped from outside: nothing goes on, and changes under way are unknown from now on. Pipelines under way
/// that have something to undo are told, and awaited.
pub(super) fn stop(plan: &Plan, root: &mut dyn FrameState, failure: Apart<Failure>, out: &mut Vec<Command>) {
    undo::keep_lost(root, plan);
    Scope::new(plan, 0, root, &At::ROOT, out).halt(Ending::Failed(failure), true);
    if root.progress().left == 0 {
        undo::conclude(root, plan, out);
    }
}

/// One event of a node, already found legal.
pub(super) fn advance(
    plan: &Plan,
    root: &mut dyn FrameState,
    at: At,
    node: u16,
    change: Change,
    out: &mut Vec<Command>,
) {
    {
        let frame = descend(root, &at).expect("a legal event is of an open frame");
        Scope::new(plan, plan.node(node).frame, frame, &at, out).take(plan.local(node), change);
    }
    end_frames(plan, root, at, out);
}

/// A frame that has ended is news for the node that opened it, and so on outwards.
pub(super) fn end_frames(plan: &Plan, root: &mut dyn FrameState, mut at: At, out: &mut Vec<Command>) {
    loop {
        let frame = descend(root, &at).expect("a legal event is of an open frame");
        if frame.progress().left > 0 {
            return;
        }
        let ending = frame.progress().beside.horizon().map_or(Ending::Done, |horizon| horizon.ending.clone());
        let Some((outer, step)) = at.parent() else {
            return undo::conclude(root, plan, out);
        };
        // Only rounds that are used up are a failure that happens here and has to say where.
        let rounds = matches!(plan.kind_of_frame(step.node()), Some(FrameKind::Rounds(_)));
        let keys = if rounds { keys_on_the_way(root, &outer) } else { Vec::new() };
        let path = || crate::path::render(plan.blueprint(), &outer, &keys, step.node());
        let frame = descend(root, &outer).expect("an open frame is in an open frame");
        let scope = &mut Scope::new(plan, plan.node(step.node()).frame, frame, &outer, out);
        items::ended(scope, step, ending, path);
        at = outer;
    }
}

pub(super) fn finish(out: &mut Vec<Command>) {
    plainly::command(out, || Command { at: At::ROOT, node: 0, kind: CommandKind::Finish });
}

/// Opens a frame: everything that waits for nothing may start.
pub(super) fn open_frame(plan: &Plan, id: u16, frame: &mut dyn FrameState, at: &At, out: &mut Vec<Command>) {
    let frame_plan = plan.frame(id);
    let progress = frame.progress_mut();
    debug_assert!(*progress == Progress::default(), "a frame is opened once");
    progress.cells.open(&frame_plan.opening);
    progress.left = frame_plan.nodes.len() as u16;
    for start in &frame_plan.starts {
        match start.begin {
            Begin::Frame(inner) => items::ready(&mut Scope::new(plan, id, frame, at, out), start.local, inner),
            _ => plainly::command_start(start, at, out),
        }
    }
}

/// One frame instance under change.
pub(super) struct Scope<'a> {
    pub(super) plan: &'a Plan,
    pub(super) frame_plan: &'a FramePlan,
    pub(super) frame: &'a mut dyn FrameState,
    pub(super) at: &'a At,
    pub(super) out: &'a mut Vec<Command>,
    /// Nodes that have nothing left to wait for; they start together, in text order, when the event is worked off.
    ready: Vec<u16>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        id: u16,
        frame: &'a mut dyn FrameState,
        at: &'a At,
        out: &'a mut Vec<Command>,
    ) -> Scope<'a> {
        Scope { plan, frame_plan: plan.frame(id), frame, at, out, ready: Vec::new() }
    }

    pub(super) fn node(&self, local: u16) -> u16 {
        self.frame_plan.nodes[usize::from(local)]
    }

    fn kind(&self, local: u16) -> &'static Kind {
        &self.plan.node(self.node(local)).kind
    }

    pub(super) fn cell(&mut self, local: u16) -> &mut Cell {
        &mut self.frame.progress_mut().cells[usize::from(local)]
    }

    pub(super) fn detail(&mut self, local: u16) -> &mut Detail {
        self.frame.progress_mut().beside.detail_of(local)
    }

    pub(super) fn command(&mut self, local: u16, kind: CommandKind) {
        let node = self.node(local);
        self.out.push(Command { at: self.at.clone(), node, kind });
    }

    /// Works off one event of the node.
    fn take(&mut self, local: u16, change: Change) {
        match change {
            Change::Mark(mark) => self.take_mark(local, mark),
            Change::Succeed => self.succeed(local),
            Change::Fail { failure, unknown, handled } => self.fail(local, failure, unknown, handled),
            Change::Open { count, concurrent, tolerate } => items::opened(self, local, count, concurrent, tolerate),
            Change::Begin | Change::Stop(_) => {}
        }
        self.start_ready();
    }

    fn take_mark(&mut self, local: u16, mark: Mark) {
        match mark {
            Mark::Started { attempt, arguments } => {
                self.cell(local).status = Status::Running;
                let detail = self.detail(local);
                detail.started = attempt;
                if arguments.is_some() {
                    detail.arguments = arguments;
                }
            }
            Mark::Retrying(again) => {
                self.cell(local).status = Status::Ready;
                let start = CommandKind::again(&again);
                self.detail(local).again = Some(again);
                self.command(local, start);
            }
            Mark::Decided(case) => {
                self.cell(local).case = case;
                self.settle(local, Status::Succeeded);
                self.skip_other_cases(local, case);
            }
            Mark::Passed | Mark::Fired => self.succeed(local),
            Mark::Failed(failure) => {
                self.detail(local).failure = Some(failure.clone());
                self.settle(local, Status::Failed);
                self.end_at(local, Ending::Failed(failure));
            }
            Mark::Waiting(waiting) => {
                let Waiting { until, key } = waiting.into_inner();
                self.wait(local, until, key);
            }
            Mark::Compensating { .. }
            | Mark::CompensationRetrying(_)
            | Mark::Compensated
            | Mark::CompensationFailed(_) => {}
        }
    }

    fn wait(&mut self, local: u16, until: Option<crate::Timestamp>, key: Option<String>) {
        self.cell(local).status = Status::Running;
        self.detail(local).wait = Some(Wait { until, key: key.clone() });
        if matches!(self.kind(local), Kind::Signal { .. }) {
            self.command(local, CommandKind::AwaitSignal { key });
        }
        if let Some(until) = until {
            self.command(local, CommandKind::SetTimer { until });
        }
    }

    /// The node ended well.
    pub(super) fn succeed(&mut self, local: u16) {
        self.forget_timer(local);
        self.settle(local, Status::Succeeded);
        match *self.kind(local) {
            Kind::Stage { fallback: Some(_), .. } => self.skip_other_cases(local, 0),
            Kind::Return { explicit: true } => self.end_at(local, Ending::Return),
            Kind::Restart => self.end_at(local, Ending::Restart),
            Kind::Break => self.end_at(local, Ending::Break),
            Kind::Continue => self.end_at(local, Ending::Continue),
            _ => {}
        }
        if let Some(race) = self.plan.node(self.node(local)).race {
            self.win(self.plan.local(race));
        }
    }

    /// A signal that came in time needs its timer no more.
    fn forget_timer(&mut self, local: u16) {
        let timed = |wait: &Wait| wait.until.is_some();
        let waits =
            self.frame.progress().beside.detail(local).and_then(|detail| detail.wait.as_ref()).is_some_and(timed);
        if waits && matches!(self.kind(local), Kind::Signal { .. }) {
            self.command(local, CommandKind::ClearTimer);
        }
    }

    /// The first racer that succeeds, which is settled by now, ends the race; the others are not wanted any more.
    fn win(&mut self, race: u16) {
        let Kind::Race { members } = *self.kind(race) else { return };
        if self.frame.progress().status(race) != Status::Waiting {
            return;
        }
        self.cell(race).pending = 0;
        self.ready.push(race);
        for member in members {
            self.give_up(self.plan.local(*member), false);
        }
    }

    /// The node failed for good: somebody takes over, or looks at it, or the flow ends here.
    pub(super) fn fail(&mut self, local: u16, failure: Apart<Failure>, unknown: bool, handled: bool) {
        let waits_for_signal = matches!(self.kind(local), Kind::Signal { .. });
        if waits_for_signal && self.frame.progress().status(local) == Status::Running {
            self.command(local, CommandKind::Cancel);
        }
        let detail = self.detail(local);
        detail.failure = Some(failure.clone());
        // What is known to have failed is not undone.
        detail.arguments = None;
        self.settle(local, if unknown { Status::Unknown } else { Status::Failed });
        if let Kind::Stage { fallback: Some(fallback), .. } = *self.kind(local) {
            let changes = self.frame_plan.change[usize::from(self.plan.local(fallback.node))];
            if !unknown || fallback.even_unknown || !changes {
                self.cell(local).case = 1;
                return;
            }
            self.skip_other_cases(local, 0);
        }
        if !handled && self.plan.node(self.node(local)).race.is_none() {
            self.end_at(local, Ending::Failed(failure));
        }
    }

    /// Nothing more will happen to the node: whoever waited for it waits for one less.
    pub(super) fn settle(&mut self, local: u16, status: Status) {
        let progress = self.frame.progress_mut();
        progress.cells[usize::from(local)].status = status;
        progress.left -= 1;
        for dependent in &self.frame_plan.dependents[usize::from(local)] {
            let cell = &mut progress.cells[usize::from(*dependent)];
            cell.pending = cell.pending.saturating_sub(1);
            if cell.pending == 0 && cell.status == Status::Waiting {
                self.ready.push(*dependent);
            }
        }
    }

    /// The nodes of the other arms will not happen.
    fn skip_other_cases(&mut self, decision: u16, chosen: u16) {
        let frame_plan = self.frame_plan;
        for (case, local) in &frame_plan.guarded[usize::from(decision)] {
            if *case != chosen {
                self.skip(*local);
            }
        }
    }

    fn skip(&mut self, local: u16) {
        if self.frame.progress().status(local).is_settled() {
            return;
        }
        self.settle(local, Status::Skipped);
        self.skip_other_cases(local, u16::MAX);
    }

    /// The frame ends at this node, unless it ends earlier already: nothing behind it starts, and what runs behind it is
    /// given up. What is written before it goes on, because it may end the frame earlier still.
    pub(super) fn end_at(&mut self, local: u16, ending: Ending) {
        let progress = self.frame.progress_mut();
        if progress.beside.horizon().is_some_and(|horizon| horizon.node <= i32::from(local))
            && !crate::sabotage::is("last_failure")
        {
            return;
        }
        progress.beside.set_horizon(Horizon { node: i32::from(local), ending });
        for behind in local + 1..progress.cells.len() as u16 {
            self.give_up(behind, false);
        }
    }

    /// The whole frame is given up from outside. With `force`, changes under way too: they become unknown.
    pub(super) fn halt(&mut self, ending: Ending, force: bool) {
        self.frame.progress_mut().beside.set_horizon(Horizon { node: -1, ending });
        for local in 0..self.frame_plan.nodes.len() as u16 {
            self.give_up(local, force);
        }
    }

    /// The node is not wanted any more. A change that has begun is awaited all the same (unless forced), because its outcome
    /// would be unknown otherwise. A pipeline that has something to undo is awaited even then.
    fn give_up(&mut self, local: u16, force: bool) {
        let status = self.frame.progress().status(local);
        if status.is_settled() {
            return;
        }
        if status == Status::Waiting {
            return self.settle(local, Status::Cancelled);
        }
        if self.plan.opens(self.node(local)).is_some() && status == Status::Running {
            return items::give_up(self, local, force);
        }
        let change = self.frame_plan.change[usize::from(local)] && matches!(self.kind(local), Kind::Stage { .. });
        if change && !force && !self.is_held_back(local) {
            return;
        }
        if self.plan.winds_down(self.node(local)) {
            return self.command(local, CommandKind::StopChild);
        }
        self.command(local, CommandKind::Cancel);
        let unknown = change && !self.is_held_back(local);
        self.settle(local, if unknown { Status::Unknown } else { Status::Cancelled });
    }

    /// Whether a change may begin and has never been announced: a pause holds it back, and it has touched nothing.
    fn is_held_back(&self, local: u16) -> bool {
        let progress = self.frame.progress();
        let started = progress.beside.detail(local).is_some_and(|detail| detail.started > 0);
        let agent = matches!(self.frame_plan.begin[usize::from(local)], Begin::Agent);
        agent && progress.status(local) == Status::Ready && !started
    }

    /// Starts what has nothing left to wait for, in text order.
    pub(super) fn start_ready(&mut self) {
        let mut ready = std::mem::take(&mut self.ready);
        ready.sort_unstable();
        if crate::sabotage::is("ready_reversed") {
            ready.reverse();
        }
        for local in ready {
            if self.frame.progress().status(local) == Status::Waiting {
                self.make_ready(local);
            }
        }
    }

    fn make_ready(&mut self, local: u16) {
        self.cell(local).status = Status::Ready;
        match self.frame_plan.begin[usize::from(local)] {
            Begin::Agent => self.command(local, CommandKind::FIRST),
            Begin::Pipeline => self.command(local, CommandKind::StartChild),
            Begin::Evaluation => self.command(local, CommandKind::Evaluate),
            Begin::Frame(frame) => items::ready(self, local, frame),
        }
    }
}
