//! One case: a flow, its twin and a world; run, compared, folded and replayed.

use std::any::Any;
use std::fmt::Write;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use orch::__private::{Machine, Pipeline, Recorded, ResourceSet};
use orch::EventSeen;
use orch::blueprint::Effect;
use orch::{Launch, Observer, SeededClock};
use orch_testing::replay::Replay;

use crate::agents::App;
use crate::twin::{Cx, Ended};
use crate::world::{Seen, World, hash};

/// What all generated flows take.
pub type Input = (u32, u32, String);
/// What all of them give.
pub type Given = Result<u32, Ended>;

/// Runs a case by its seed and the number of its replays.
type Case = dyn Fn(u64, u64) -> Running<Result<bool, String>>;

type Running<T> = Pin<Box<dyn Future<Output = T>>>;

/// A generated flow and its twin.
pub struct Flow {
    pub name: &'static str,
    /// The flow's text.
    pub text: &'static str,
    case: Box<Case>,
}

impl Flow {
    pub fn new<P, T>(
        name: &'static str,
        text: &'static str,
        launch: fn(u32, u32, String) -> Launch<P>,
        twin: fn(Cx, u32, u32, String) -> T,
    ) -> Flow
    where
        P: Pipeline<Output = u32>,
        P::Resources: ResourceSet<App>,
        T: Future<Output = Given> + 'static,
    {
        Flow { name, text, case: Box::new(move |seed, replays| Box::pin(case(seed, replays, launch, twin))) }
    }

    /// Runs one case, and so many replays of it; says whether the run succeeded, or what differs.
    pub fn run(&self, seed: u64, replays: u64) -> Result<bool, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let ran = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on((self.case)(seed, replays))));
        ran.unwrap_or_else(|panic| Err(format!("a driver panicked: {}", said(&*panic))))
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

fn input(seed: u64) -> Input {
    let bits = hash(&[seed, 7]);
    ((bits % 7) as u32, (bits >> 8) as u32 % 100, format!("{}", bits >> 50))
}

/// The signals that a run may wait for, as often as it may wait.
fn letters<P: Pipeline>(world: &World) -> impl Iterator<Item = (&'static str, u32)> {
    let signals = P::blueprint().signals.iter();
    signals.flat_map(|signal| std::iter::repeat_n((signal.name, world.letter(signal.name)), 40))
}

async fn case<P, T>(
    seed: u64,
    replays: u64,
    launch: fn(u32, u32, String) -> Launch<P>,
    twin: fn(Cx, u32, u32, String) -> T,
) -> Result<bool, String>
where
    P: Pipeline<Output = u32>,
    P::Resources: ResourceSet<App>,
    T: Future<Output = Given>,
{
    let (a, b, c) = input(seed);
    let world = Arc::new(World::new(seed));
    let expected = twin(Cx::new(Arc::clone(&world)), a, b, c.clone()).await.map_err(Ended::told);
    let reference = Reference { given: expected, log: world.log(), cut: world.is_cut() };

    let app = App { world: Arc::new(World::new(seed)) };
    let recorder = Arc::new(Recorder::default());
    let clock = Arc::new(SeededClock::new(seed));
    let run = launch(a, b, c.clone()).id("case").clock(clock).observer(Arc::clone(&recorder) as _).resources(&app);
    let (run, driven) = run.prepare();
    for (name, letter) in letters::<P>(&world) {
        run.signal(name, None, letter.into()).await.map_err(|error| error.to_string())?;
    }
    let run = async { tokio::join!(driven, run.result()).1.map(|output| *output) };
    let ran = tokio::time::timeout(TOO_LONG, run).await;
    let ran = ran.map_err(|_| reference.show("the run is stuck", &app.world.log()))?;
    let given = ran.map_err(|failure| Ended::of(&failure));
    reference.compare("the run", &given, &app.world.log())?;
    let folded = fold::<P>(&recorder.take()).map_err(|why| reference.show(&why, &app.world.log()))?;
    if folded != given {
        return Err(reference.show(&format!("the fold of its events gives {folded:?}"), &app.world.log()));
    }

    let app = App { world: Arc::new(World::new(seed)) };
    let run = launch(a, b, c.clone()).id("case").clock(Arc::new(SeededClock::new(seed))).resources(&app);
    // On its short way: where nobody looks on a flow goes by itself, and where nothing is sent it needs no driver before it waits.
    let unwatched = async {
        if P::blueprint().signals.is_empty() {
            return Ok::<Given, String>(run.run().await.map_err(|failure| Ended::of(&failure)));
        }
        let (run, driven) = run.prepare();
        for (name, letter) in letters::<P>(&world) {
            run.signal(name, None, letter.into()).await.map_err(|error| error.to_string())?;
        }
        let ran = tokio::join!(driven, run.result()).1;
        Ok(ran.map(|output| *output).map_err(|failure| Ended::of(&failure)))
    };
    let ran = tokio::time::timeout(TOO_LONG, unwatched).await;
    let given = ran.map_err(|_| reference.show("the run that nobody watches is stuck", &app.world.log()))??;
    reference.compare("the run that nobody watches", &given, &app.world.log())?;

    for round in 0..replays {
        let app = App { world: Arc::new(World::new(seed)) };
        let launch = launch(a, b, c.clone()).id("case").resources(&app);
        let replay = Replay::new(hash(&[seed, round])).suspend_every([5, 0, 11][round as usize % 3]);
        let replay = letters::<P>(&world).fold(replay, |replay, (name, letter)| replay.signal(name, letter.into()));
        let how = format!("replay {round}");
        let replayed = replay.run(launch).await;
        let replayed = replayed.map_err(|what| reference.show(&format!("{how}: {what}"), &app.world.log()))?;
        let given = replayed.result.map(|output| *output).map_err(|failure| Ended::of(&failure));
        reference.compare(&how, &given, &app.world.log())?;
    }
    Ok(reference.given.is_ok())
}

/// A run that has not ended by then is stuck.
const TOO_LONG: Duration = Duration::from_secs(9 * 3600);

/// Of the replayed cases, how often: a machine that is thrown away after every event costs much more than a run.
const REPLAYS: u64 = 3;
/// One case of so many is replayed, drawn from the seed.
const REPLAYED: u64 = 16;

/// The whole program of a generated crate: `CASES SEED FROM` runs the cases from `FROM`, spread over all flows, and says
/// what differs and, in the last line, what they came to.
pub fn main(flows: Vec<Flow>) -> std::process::ExitCode {
    let mut words = std::env::args().skip(1).map(|word| word.parse::<u64>().expect("a number"));
    let [cases, seed, from] = [(); 3].map(|()| words.next().unwrap_or(0));
    quiet_panics();
    let (mut differing, mut succeeded, mut replayed, mut shown) = (0u64, 0u64, 0u64, Vec::new());
    for case in from..from + cases {
        let flow = &flows[(case % flows.len() as u64) as usize];
        let seed = hash(&[seed, case]);
        let replays = if hash(&[seed, 8]).is_multiple_of(REPLAYED) { REPLAYS } else { 0 };
        replayed += u64::from(replays > 0);
        match flow.run(seed, replays) {
            Ok(success) => succeeded += u64::from(success),
            Err(what) => {
                differing += 1;
                // One difference a flow says enough.
                if !shown.contains(&flow.name) {
                    shown.push(flow.name);
                    println!("{} differs with seed {seed}:\n{what}\n{}", flow.name, flow.text);
                }
            }
        }
    }
    let flows = flows.len();
    println!("flows={flows} cases={cases} replayed={replayed} succeeded={succeeded} differing={differing}");
    if differing == 0 { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}

/// Scripted panics are not worth a line.
pub fn quiet_panics() {
    let said = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some("as scripted") {
            said(panic);
        }
    }));
}

/// Folds recorded events over a fresh state.
fn fold<P: Pipeline<Output = u32>>(events: &[Recorded]) -> Result<Given, String> {
    let mut machine = Machine::<P>::new();
    for event in events {
        let event = P::decode(event).map_err(|error| format!("an event does not read back: {error}"))?;
        machine.apply(event, &mut Vec::new()).map_err(|illegal| format!("the fold refuses an event: {illegal}"))?;
    }
    let outcome = machine.outcome().ok_or("the fold of its events has not ended")?;
    Ok(outcome.map(|output| *output).map_err(|failure| Ended::of(&failure)))
}

/// Keeps the events of the outermost run.
#[derive(Default)]
struct Recorder(Mutex<Vec<Result<Recorded, String>>>);

impl Recorder {
    fn take(&self) -> Vec<Recorded> {
        let events = std::mem::take(&mut *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
        events.into_iter().map(|event| event.expect("events can be written")).collect()
    }
}

impl Observer for Recorder {
    fn event(&self, event: &EventSeen<'_>) {
        if event.run.scope.depth == 0 {
            let recorded = event.recorded().map_err(|error| error.to_string());
            self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(recorded);
        }
    }
}

/// What the twin gave and did.
struct Reference {
    given: Given,
    log: Vec<Seen>,
    /// Whether a fan-out failed, be it tolerated by another around it: some of its items may not have been begun.
    cut: bool,
}

impl Reference {
    fn compare(&self, how: &str, given: &Given, log: &[Seen]) -> Result<(), String> {
        let differs = |what: &str| Err(self.show(&format!("{how}: {what}; it gave {given:?}"), log));
        if *given != self.given {
            return differs("another result");
        }
        let same = |a: &Seen, b: &Seen| (&a.key, a.attempt) == (&b.key, b.attempt);
        // The twin's calls behind the run's: each is there, once, with the same arguments.
        let mut places = Vec::new();
        for (index, seen) in log.iter().enumerate() {
            let place = self.log.iter().position(|reference| same(reference, seen));
            if let Some(place) = place
                && self.log[place].args != seen.args
            {
                return differs(&format!("other arguments for {}", seen.key));
            }
            if !seen.effect.is_change() {
                places.extend(place.map(|place| (place, seen)));
                continue;
            }
            let Some(place) = place else {
                return differs(&format!("a change that the twin would not have made: {}", seen.key));
            };
            if seen.span.1 == u32::MAX && self.log[place].span.1 != u32::MAX {
                return differs(&format!("a change was dropped: {}", seen.key));
            }
            if log[..index].iter().any(|earlier| same(earlier, seen)) {
                return differs(&format!("a change twice: {}", seen.key));
            }
            places.push((place, seen));
        }
        for (place, seen) in &places {
            for (other_place, other) in &places {
                let (first, second) = (&self.log[*place], &self.log[*other_place]);
                let ordered = place < other_place && !side_by_side(first, second) && must_wait(seen, other);
                if ordered && seen.span.1 > other.span.0 {
                    return differs(&format!("{} did not wait for {}", other.key, seen.key));
                }
            }
        }
        let made = places.iter().filter(|(_, seen)| seen.effect.is_change()).count();
        let changes = self.log.iter().filter(|seen| seen.effect.is_change()).count();
        if given.is_ok() && !self.cut && made != changes {
            return differs("not all changes were made");
        }
        Ok(())
    }

    fn show(&self, what: &str, log: &[Seen]) -> String {
        let mut out = format!("{what}\nthe twin gave {:?} and did\n", self.given);
        for (title, log) in [("", self.log.as_slice()), ("the run did\n", log)] {
            out.push_str(title);
            for Seen { key, attempt, args, effect, span, .. } in log {
                let mark = if effect.is_change() { "!" } else { " " };
                let _ = writeln!(out, "  {mark} {key}#{attempt} {args:?} {}..{}", span.0, span.1);
            }
        }
        out
    }
}

/// Whether the later of two calls must see what the earlier did, or the earlier must not see what the later does. What
/// was looked at in vain (it was cancelled) saw nothing.
fn must_wait(earlier: &Seen, later: &Seen) -> bool {
    let looked = earlier.effect == Effect::Reads && earlier.span.1 != u32::MAX;
    match (earlier.effect.is_change(), later.effect.is_change()) {
        (true, _) => later.effect != Effect::Pure,
        (false, true) => looked,
        (false, false) => false,
    }
}

/// Whether two calls of a twin have no order among them.
fn side_by_side(a: &Seen, b: &Seen) -> bool {
    a.lanes.iter().any(|(part, member)| b.lanes.iter().any(|(other, lane)| part == other && member != lane))
}
