//! What reaches a run from outside: cancellation and signals; and what its agents say on the way: progress.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Waker;

use orch_core::context::Host;
use orch_core::engine::BoxFuture;

use crate::below::{ParkedWithin, Post};
use crate::cancel::Token;
use crate::driver::Letter;
use crate::feed::Feed;
use crate::parked::Parking;
use crate::rare::Rare;

/// A progress value and the path of the stage that told it.
pub(crate) type Told = (Arc<str>, Arc<dyn Any + Send + Sync>);

/// A run's [`Control`], made when somebody first wants it: most runs in memory have no handle, and end before anybody does.
///
/// Whoever sends anything has it before the driver begins, or is an attempt that the driver itself polls. So where none is known there
/// is nothing to hear of.
#[derive(Debug, Default)]
pub(crate) struct RunControl(OnceLock<Arc<Control>>);

impl RunControl {
    /// The same control, for another part of the run.
    pub(crate) fn share(&self) -> Arc<Control> {
        Arc::clone(self.made())
    }

    /// If anybody has wanted it.
    #[inline]
    pub(crate) fn known(&self) -> Option<&Control> {
        self.0.get().map(|control| &**control)
    }

    /// Whether there is something that the driver has not looked at yet.
    #[inline]
    pub(crate) fn has_news(&self) -> bool {
        self.known().is_some_and(Control::has_news)
    }

    /// See [`Control::receive`].
    #[inline]
    pub(crate) fn receive(&self) -> Option<Mail> {
        self.known().and_then(Control::receive)
    }

    /// See [`Control::listen`].
    pub(crate) fn listen(&self, waker: &Waker) -> bool {
        self.known().is_none_or(|control| control.listen(waker))
    }

    /// Whether whoever works for the run shall stop.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.known().is_some_and(|control| control.token.is_raised())
    }

    fn made(&self) -> &Arc<Control> {
        self.0.get_or_init(|| Arc::new(Control::new()))
    }
}

impl From<Arc<Control>> for RunControl {
    fn from(control: Arc<Control>) -> RunControl {
        RunControl(OnceLock::from(control))
    }
}

impl Deref for RunControl {
    type Target = Control;

    fn deref(&self) -> &Control {
        self.made()
    }
}

/// The side of a run that its handle, its agents and its driver share.
#[derive(Debug)]
pub(crate) struct Control {
    /// Raised when the run is cancelled, and when its driver is gone.
    pub(crate) token: Token,
    pub(crate) progress: Feed<Told>,
    pub(crate) parking: Parking,
    pub(crate) post: Post,
    pub(crate) within: ParkedWithin,
    /// The pipelines within the run that have something to undo, by the paths of their stages.
    children: Mutex<Rare<BTreeMap<String, Child>>>,
    news: AtomicBool,
    inbox: Mutex<Inbox>,
}

/// A pipeline within the run.
#[derive(Debug)]
enum Child {
    /// It runs.
    There(Arc<Control>),
    /// It is about to run, and is to hear first of all that it is to end, because of this.
    Stopped(String),
}

/// What the driver has not looked at yet.
#[derive(Debug, Default)]
struct Inbox {
    mail: VecDeque<Mail>,
    ended: bool,
    driver: Option<Waker>,
}

/// One thing from outside.
#[derive(Debug)]
pub(crate) enum Mail {
    /// The run shall end, because of this.
    Cancel(String),
    /// A signal.
    Signal { name: &'static str, key: Option<String>, letter: Letter },
    /// Something for a durable run.
    Recorded(RecordedMail),
}

/// What a durable run is told by the orchestrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordedMail {
    /// There may be letters in the store.
    Look,
    /// Start nothing more, and hand the run back when nothing is under way.
    Release,
    /// Drop what is under way and hand the run back.
    Abandon,
}

impl Control {
    pub(crate) fn new() -> Control {
        Control {
            token: Token::default(),
            progress: Feed::new(false),
            parking: Parking::default(),
            post: Post::default(),
            within: ParkedWithin::default(),
            children: Mutex::default(),
            news: AtomicBool::new(false),
            inbox: Mutex::default(),
        }
    }

    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts something in; `false` if the run has ended.
    pub(crate) fn send(&self, mail: Mail) -> bool {
        let mut inbox = self.inbox();
        if inbox.ended {
            return false;
        }
        if matches!(mail, Mail::Cancel(_)) {
            self.token.raise();
        }
        inbox.mail.push_back(mail);
        self.news.store(true, Ordering::Release);
        inbox.driver.take().into_iter().for_each(Waker::wake);
        true
    }

    /// Puts in a signal for a pipeline within the run; `false` if the run has ended.
    pub(crate) fn send_below(&self, name: &'static str, key: Option<String>, letter: Letter) -> bool {
        let open = !self.inbox().ended;
        if open {
            self.post.put(name, key, letter);
        }
        open
    }

    /// Whether there is a next thing.
    #[inline]
    pub(crate) fn has_news(&self) -> bool {
        self.news.load(Ordering::Acquire)
    }

    /// The next thing, in the order in which they came.
    #[inline]
    pub(crate) fn receive(&self) -> Option<Mail> {
        if self.has_news() { self.receive_one() } else { None }
    }

    fn receive_one(&self) -> Option<Mail> {
        let mut inbox = self.inbox();
        let mail = inbox.mail.pop_front();
        self.news.store(!inbox.mail.is_empty(), Ordering::Release);
        mail
    }

    /// Asks to be woken by the next thing; `false` if there is one already.
    pub(crate) fn listen(&self, waker: &Waker) -> bool {
        let mut inbox = self.inbox();
        match &mut inbox.driver {
            Some(known) => known.clone_from(waker),
            none => *none = Some(waker.clone()),
        }
        inbox.mail.is_empty()
    }

    fn children(&self) -> MutexGuard<'_, Rare<BTreeMap<String, Child>>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A pipeline runs as this stage, and can be told to end.
    pub(crate) fn add_child(&self, stage: String, child: Arc<Control>) {
        let known = self.children().make().insert(stage, Child::There(Arc::clone(&child)));
        if let Some(Child::Stopped(why)) = known {
            child.send(Mail::Cancel(why));
        }
    }

    /// It runs no more.
    pub(crate) fn remove_child(&self, stage: &str) {
        self.children().get_mut().map(|children| children.remove(stage));
    }

    /// Tells it to end; `false` if it does not run.
    pub(crate) fn stop_child(&self, stage: &str, why: &str) -> bool {
        let child = match self.children().get().and_then(|children| children.get(stage)) {
            Some(Child::There(child)) => Arc::clone(child),
            _ => return false,
        };
        child.send(Mail::Cancel(why.to_owned()));
        true
    }

    /// It is told to end as soon as it runs.
    pub(crate) fn stop_child_first(&self, stage: String, why: String) {
        self.children().make().insert(stage, Child::Stopped(why));
    }

    /// Takes nothing more.
    pub(crate) fn end(&self) {
        self.inbox().ended = true;
        self.progress.close();
    }
}

impl Host for Control {
    fn is_cancelled(&self) -> bool {
        self.token.is_raised()
    }

    fn cancelled(&self) -> BoxFuture<()> {
        self.token.raised()
    }

    fn emit(&self, stage: &str, value: Arc<dyn Any + Send + Sync>) {
        if self.progress.is_listened() {
            self.progress.put((stage.into(), value));
        }
    }
}
