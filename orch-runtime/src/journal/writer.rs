//! The thread that commits, and the queue before it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use orch_core::sabotage;
use orch_core::store::{Answer, Store, StoreError, Write, Written};
use tokio::sync::oneshot;

use super::habit::Habit;
use super::log::RunLog;
use super::room::{Room, weight_of};
use super::sent::Sent;
use super::{Committer, LAZY};

/// One thing to write, and who wants to know.
pub(super) struct Request {
    pub(super) write: Write,
    pub(super) asked: Asked,
}

/// Who wants to know what came of one thing to write.
pub(super) struct Asked {
    pub(super) answer: oneshot::Sender<Result<Answer, StoreError>>,
    /// The log of the run that begins with it, and with how many events it does.
    pub(super) begins: Option<(Arc<RunLog>, u64)>,
}

impl Asked {
    fn tell(self, came: Result<Answer, StoreError>) {
        if let Some((log, events)) = &self.begins {
            match &came {
                Ok(Ok(Written::Created { run, token })) => log.accepted((*run, *token), *events),
                Ok(_) => log.fail(&StoreError::Closed("the run was not accepted".to_owned()), None),
                Err(error) => log.fail(error, None),
            }
        }
        // Nobody may want to know any more.
        let _ = self.answer.send(came);
    }
}

/// What the thread and the writers share.
pub(super) struct Shared {
    pub(super) store: Arc<dyn Store>,
    pub(super) committer: Committer,
    /// How much may wait.
    pub(super) room: Room,
    queue: Mutex<Queue>,
    bell: Condvar,
}

/// What waits to be written.
#[derive(Default)]
struct Queue {
    requests: Vec<Request>,
    /// Runs with something to write, each once.
    logs: Vec<Arc<RunLog>>,
    /// Somebody waits for the next commit.
    urgent: bool,
    /// When the first quiet event came.
    since: Option<Instant>,
    closed: bool,
    failed: Option<StoreError>,
    /// The thread waits for the bell.
    idle: bool,
    /// It will look by itself within [`LAZY`]: a quiet event need not ring.
    dozing: bool,
}

impl Shared {
    /// `room`: how many bytes may wait for the disk.
    pub(super) fn new(store: Arc<dyn Store>, committer: Committer, room: usize) -> Shared {
        Shared { store, committer, room: Room::new(room), queue: Mutex::default(), bell: Condvar::new() }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn failure(&self) -> Option<StoreError> {
        self.queue().failed.clone()
    }

    pub(super) fn backlog(&self) -> usize {
        let queue = self.queue();
        queue.logs.len() + queue.requests.len()
    }

    pub(super) fn request(&self, request: Request) {
        let mut queue = self.queue();
        if let Some(failed) = &queue.failed {
            let failed = failed.clone();
            drop(queue);
            return request.asked.tell(Err(failed));
        }
        self.room.take(weight_of(&request.write));
        queue.requests.push(request);
        self.hurry(queue);
    }

    /// A run has something to write.
    pub(super) fn enlist(&self, log: Arc<RunLog>, urgent: bool) {
        let mut queue = self.queue();
        if let Some(failed) = &queue.failed {
            let failed = failed.clone();
            drop(queue);
            return log.fail(&failed, None);
        }
        queue.logs.push(log);
        if urgent || self.committer == Committer::Writer {
            return self.hurry(queue);
        }
        if queue.since.is_none() {
            queue.since = Some(Instant::now());
            if !queue.dozing {
                self.ring(queue);
            }
        }
    }

    /// Somebody waits for what was enlisted before.
    pub(super) fn urge(&self) {
        self.hurry(self.queue());
    }

    fn hurry(&self, mut queue: MutexGuard<'_, Queue>) {
        queue.urgent = true;
        if self.committer == Committer::Writer {
            drop(queue);
            return self.commit_all();
        }
        self.ring(queue);
    }

    fn ring(&self, queue: MutexGuard<'_, Queue>) {
        let idle = queue.idle;
        drop(queue);
        if idle {
            self.bell.notify_one();
        }
    }

    /// Commits until nothing is left that somebody waits for.
    fn commit_all(&self) {
        while let Some(work) = self.take() {
            self.commit(work);
        }
    }

    pub(super) fn take(&self) -> Option<Work> {
        let mut queue = self.queue();
        queue.take()
    }

    /// Waits for something that should be written now; `None` when there will be nothing more.
    fn wait(&self, habit: &mut Habit) -> Option<Work> {
        let slept = Instant::now();
        habit.linger(|| self.queue().urgent);
        let work = self.sleep();
        habit.note(slept.elapsed());
        work
    }

    fn sleep(&self) -> Option<Work> {
        let mut queue = self.queue();
        // After a commit there is often a quiet event soon. It is found without a bell.
        let mut doze = Some(LAZY);
        loop {
            let due = queue.since.map(|since| since + LAZY);
            let now = Instant::now();
            if queue.urgent || queue.closed || due.is_some_and(|due| due <= now) {
                let work = queue.take();
                if work.is_some() || queue.closed {
                    return work;
                }
                // The hurry was for what the batch before has taken along.
                continue;
            }
            let nap = due.map(|due| due - now);
            (queue.idle, queue.dozing) = (true, nap.is_none() && doze.is_some());
            queue = match nap.or_else(|| doze.take()) {
                Some(nap) => self.bell.wait_timeout(queue, nap).unwrap_or_else(PoisonError::into_inner).0,
                None => self.bell.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
            (queue.idle, queue.dozing) = (false, false);
        }
    }

    /// Commits one batch and tells everybody what came of it.
    fn commit(&self, work: Work) {
        if let Some(batch) = self.prepare(work) {
            self.finish(batch);
        }
    }

    /// What is to be committed of this, if anything is.
    pub(super) fn prepare(&self, work: Work) -> Option<Batch> {
        let Work { logs, requests } = work;
        let mut writes = Vec::with_capacity(logs.len() + requests.len());
        let mut wrote = Vec::with_capacity(logs.len());
        for (index, log) in logs.iter().enumerate() {
            for append in log.take() {
                wrote.push((index, Sent::of(&append)));
                writes.push(Write::Append(Box::new(append)));
            }
        }
        let mut asked = Vec::with_capacity(requests.len());
        let mut room = 0;
        for Request { write, asked: who } in requests {
            room += weight_of(&write);
            writes.push(write);
            asked.push(who);
        }
        if writes.is_empty() {
            return None;
        }
        if sabotage::is("ack_before_commit") {
            wrote.iter().for_each(|(log, sent)| logs[*log].publish(sent.early(), Ok(Written::Done)));
        }
        Some(Batch { logs, writes, wrote, asked, room })
    }

    /// Commits it, and tells everybody what came of it.
    pub(super) fn finish(&self, batch: Batch) {
        let Batch { logs, writes, wrote, asked, room } = batch;
        let count = writes.len();
        let came = block_on(self.store.commit(writes));
        // Before anybody is told: whoever asks then how much waits for the disk does not count it.
        self.room.give_back(room);
        match came {
            Ok(answers) if answers.len() == count => {
                let mut answers = answers.into_iter();
                for ((log, sent), answer) in wrote.into_iter().zip(answers.by_ref()) {
                    logs[log].publish(sent, answer);
                }
                asked.into_iter().zip(answers).for_each(|(asked, answer)| asked.tell(Ok(answer)));
            }
            Ok(answers) => {
                let why = format!("{} answers came to {count} writes", answers.len());
                self.fail(StoreError::Damaged(why), &logs, &wrote, asked);
            }
            Err(error) => self.fail(error, &logs, &wrote, asked),
        }
    }

    /// Nothing is written from now on, and everybody learns of it.
    fn fail(&self, error: StoreError, logs: &[Arc<RunLog>], wrote: &[(usize, Sent)], asked: Vec<Asked>) {
        tracing::error!(%error, "the journal has failed; nothing further is recorded until the store is opened again");
        let mut queue = self.queue();
        queue.failed = Some(error.clone());
        let (more, requests) = (std::mem::take(&mut queue.logs), std::mem::take(&mut queue.requests));
        drop(queue);
        wrote.iter().for_each(|(log, sent)| logs[*log].fail(&error, Some(*sent)));
        more.iter().for_each(|log| log.fail(&error, None));
        self.room.give_back(requests.iter().map(|request| weight_of(&request.write)).sum());
        for asked in asked.into_iter().chain(requests.into_iter().map(|request| request.asked)) {
            asked.tell(Err(error.clone()));
        }
    }
}

/// What is taken from the queue at once.
pub(super) struct Work {
    logs: Vec<Arc<RunLog>>,
    requests: Vec<Request>,
}

/// What is committed at once.
pub(super) struct Batch {
    logs: Vec<Arc<RunLog>>,
    writes: Vec<Write>,
    /// The first of them are of these logs.
    wrote: Vec<(usize, Sent)>,
    /// Those who want to know what came of the others.
    asked: Vec<Asked>,
    /// How much room the others took.
    room: usize,
}

impl Queue {
    fn take(&mut self) -> Option<Work> {
        self.urgent = false;
        self.since = None;
        if self.logs.is_empty() && self.requests.is_empty() {
            return None;
        }
        Some(Work { logs: std::mem::take(&mut self.logs), requests: std::mem::take(&mut self.requests) })
    }
}

/// Waits for a future on this thread.
pub(super) fn block_on<F: Future + Unpin>(mut future: F) -> F::Output {
    use std::task::{Context, Poll, Wake};
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut cx = Context::from_waker(&waker);
    loop {
        match std::pin::Pin::new(&mut future).poll(&mut cx) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// The thread. Dropping it lets it write what is there, and waits for that.
pub(super) struct Thread {
    shared: Arc<Shared>,
    handle: Option<JoinHandle<()>>,
}

impl Thread {
    pub(super) fn start(shared: Arc<Shared>) -> std::io::Result<Thread> {
        let run = Arc::clone(&shared);
        let body = move || {
            let mut habit = Habit::default();
            while let Some(work) = run.wait(&mut habit) {
                run.commit(work);
            }
        };
        let handle = std::thread::Builder::new().name("orch-journal".to_owned()).spawn(body)?;
        Ok(Thread { shared, handle: Some(handle) })
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.shared.queue().closed = true;
        self.shared.bell.notify_one();
        let Some(handle) = self.handle.take() else { return };
        // A run whose last handle is gone may be dropped by the thread itself.
        if handle.thread().id() != std::thread::current().id() {
            let _ = handle.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use orch_core::Timestamp;
    use orch_core::store::{MemoryStore, Process, Written};

    use super::*;

    #[test]
    fn hurry_for_what_is_already_written_does_not_end_the_thread() {
        let shared = Arc::new(Shared::new(Arc::new(MemoryStore::new()), Committer::Thread, usize::MAX));
        let thread = Thread::start(Arc::clone(&shared)).expect("a thread");
        shared.urge();
        while shared.queue().urgent {
            std::thread::yield_now();
        }
        let (answer, mut answered) = oneshot::channel();
        let write = Write::Enter { process: Process("p".into()), until: Timestamp::from_micros(1) };
        shared.request(Request { write, asked: Asked { answer, begins: None } });
        let begun = Instant::now();
        let got = loop {
            match answered.try_recv() {
                Ok(got) => break got,
                Err(error) => assert!(begun.elapsed() < Duration::from_secs(10), "nobody writes: {error}"),
            }
            std::thread::yield_now();
        };
        assert_eq!(got, Ok(Ok(Written::Done)));
        drop(thread);
    }
}
