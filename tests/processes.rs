//! Real processes on one store: a rolling deploy and its roll-back under load, and a process that was stopped for too long.
//!
//! The processes are this binary itself, told by its environment what to be.
#![allow(missing_docs, unreachable_pub, reason = "nobody reads the docs of a test")]

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use orch::store::{RunFilter, RunStatus};
use orch::{Context, Orchestrator, SqliteStore, agent};

/// Which runs the test asks for.
const RUNS: u64 = 60;

/// Where agents leave a line for each call.
pub struct Witness {
    path: PathBuf,
    process: String,
}

impl Witness {
    fn say(&self, what: &str, key: &str, attempt: u32) {
        let line = format!("{} {what} {attempt} {key}\n", self.process);
        let file = OpenOptions::new().create(true).append(true).open(&self.path);
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the witness can write");
    }
}

#[derive(Clone, orch::Resources)]
struct App {
    witness: Arc<Witness>,
}

#[agent(reads)]
async fn look(n: u64, #[resource] witness: &Witness, cx: &Context) -> u64 {
    witness.say("look", &cx.idempotency_key(), cx.attempt());
    tokio::time::sleep(Duration::from_millis(20)).await;
    n + 1
}

#[agent(idempotent)]
async fn pay(n: u64, #[resource] witness: &Witness, cx: &Context) -> u64 {
    witness.say("pay", &cx.idempotency_key(), cx.attempt());
    tokio::time::sleep(Duration::from_millis(20)).await;
    n * 2
}

/// Never ends in the process that is to be stopped.
#[agent(idempotent, timeout = 10min)]
async fn stall(n: u64, #[resource] witness: &Witness, cx: &Context) -> u64 {
    witness.say("stall", &cx.idempotency_key(), cx.attempt());
    if witness.process == "stopped" {
        println!("stalls");
        // It ends after the process was stopped, and its outcome must not count.
        tokio::time::sleep(Duration::from_secs(3)).await;
        return 666;
    }
    n
}

/// The first version.
mod v1 {
    use super::{look, pay, stall};

    orch::pipeline! {
        pub Shop(n: u64) -> u64 {
            let seen = look(n).await?;
            let paid = pay(seen).await?;
            let more = look(paid).named("more").await?;
            pay(more).named("again").await?
        }

        pub Stalls(n: u64) -> u64 {
            let got = stall(n).await?;
            pay(got).await?
        }
    }
}

/// The second one: a stage more at the end.
mod v2 {
    use super::{look, pay};

    orch::pipeline! {
        pub Shop(n: u64) -> u64 {
            let seen = look(n).await?;
            let paid = pay(seen).await?;
            let more = look(paid).named("more").await?;
            let again = pay(more).named("again").await?;
            look(again).named("check").await?
        }
    }
}

/// What a process of the test is, by its environment.
#[test]
fn process() {
    let Ok(role) = std::env::var("ORCH_TEST_ROLE") else { return };
    let (role, name) = role.split_once(' ').expect("a role and a name");
    let dir = PathBuf::from(std::env::var("ORCH_TEST_DIR").expect("a place"));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(be(role, name, &dir));
}

async fn be(role: &str, name: &str, dir: &Path) {
    let witness = Arc::new(Witness { path: dir.join("witness"), process: name.to_owned() });
    let store = SqliteStore::open(dir.join("orch.db")).expect("it opens");
    let builder = Orchestrator::builder().store(store).resources(App { witness }).process(name);
    let builder = builder.lease(Duration::from_secs(1)).poll_every(Duration::from_millis(50));
    let builder = match role {
        "v1" => builder.register::<v1::Shop>().register::<v1::Stalls>(),
        "v2" => builder.register::<v2::Shop>(),
        other => panic!("nobody is {other}"),
    };
    let orchestrator = builder.start().await.expect("it starts");
    println!("ready");
    for line in std::io::stdin().lines() {
        let line = line.expect("it is told");
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["submit", from, to] => {
                for n in from.parse::<u64>().unwrap()..to.parse().unwrap() {
                    let id = format!("r{n}");
                    match role {
                        "v1" => drop(orchestrator.submit(v1::Shop(n)).id(id).await.expect("it is taken")),
                        _ => drop(orchestrator.submit(v2::Shop(n)).id(id).await.expect("it is taken")),
                    }
                }
                println!("submitted");
            }
            ["stall"] => drop(orchestrator.submit(v1::Stalls(7)).id("s").await.expect("it is taken")),
            ["count"] => {
                let ended = RunFilter { status: vec![RunStatus::Succeeded], ..RunFilter::default() };
                println!("{}", orchestrator.runs(ended).await.expect("the store answers").len());
            }
            ["stop"] => {
                orchestrator.shutdown(Duration::from_millis(30)).await.expect("it ends in order");
                println!("stopped");
                return;
            }
            _ => panic!("`{line}` is no order"),
        }
    }
}

/// A process of the test.
struct Other {
    child: Child,
    says: BufReader<ChildStdout>,
}

impl Other {
    fn start(role: &str, name: &str, dir: &Path) -> Other {
        let mut command = Command::new(std::env::current_exe().expect("this binary"));
        command.args(["process", "--exact", "--nocapture", "--test-threads=1"]);
        command.env("ORCH_TEST_ROLE", format!("{role} {name}")).env("ORCH_TEST_DIR", dir);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let says = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut other = Other { child, says };
        other.until("ready");
        other
    }

    fn tell(&mut self, what: &str) {
        let stdin = self.child.stdin.as_mut().expect("it is piped");
        writeln!(stdin, "{what}").and_then(|()| stdin.flush()).expect("it listens");
    }

    /// Reads until it says this.
    fn until(&mut self, what: &str) {
        while !self.line().ends_with(what) {}
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        let read = self.says.read_line(&mut line).expect("it speaks");
        assert!(read > 0, "it has ended");
        line.trim().to_owned()
    }

    fn ask(&mut self, what: &str) -> u64 {
        self.tell(what);
        loop {
            if let Ok(number) = self.line().parse() {
                return number;
            }
        }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status().expect("`kill` is there");
        assert!(sent.success());
    }

    fn stop(mut self) {
        self.tell("stop");
        self.until("stopped");
        self.child.wait().expect("it ends");
    }

    fn kill(&mut self) {
        self.child.kill().expect("it lives");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Who called what: by agent and key, the processes and attempts.
fn calls(dir: &Path) -> BTreeMap<(String, String), Vec<String>> {
    let mut all: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for line in std::fs::read_to_string(dir.join("witness")).expect("there is one").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        all.entry((words[1].to_owned(), words[3].to_owned())).or_default().push(words[0].to_owned());
    }
    all
}

#[test]
fn a_rolling_deploy_and_its_roll_back_lose_no_run_and_drive_none_twice() {
    if std::env::var("ORCH_TEST_ROLE").is_ok() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let third = RUNS / 3;
    let mut old = Other::start("v1", "old", dir.path());
    old.tell(&format!("submit 0 {third}"));
    old.until("submitted");
    // The new version comes beside the old one, which then goes in order.
    let mut new = Other::start("v2", "new", dir.path());
    new.tell(&format!("submit {third} {}", 2 * third));
    old.stop();
    new.until("submitted");
    // It is no good: back to the old version. The new one is killed.
    let mut back = Other::start("v1", "back", dir.path());
    back.tell(&format!("submit {} {RUNS}", 2 * third));
    new.kill();
    back.until("submitted");
    // What the new version has begun, and the old one cannot finish, waits for it.
    let mut again = Other::start("v2", "again", dir.path());
    let mut patience = 600;
    while again.ask("count") < RUNS {
        patience -= 1;
        assert!(patience > 0, "{} of {RUNS} have ended", again.ask("count"));
        std::thread::sleep(Duration::from_millis(50));
    }
    back.stop();
    again.stop();
    let store = rusqlite::Connection::open(dir.path().join("orch.db")).unwrap();
    let count: u64 = store.query_row("SELECT count(*) FROM runs", [], |row| row.get::<_, u32>(0)).unwrap().into();
    assert_eq!(count, RUNS, "none was lost and none came twice");
    let twice: u32 = store
        .query_row(
            "SELECT count(*) FROM (SELECT 1 FROM events WHERE kind = 'succeeded' GROUP BY run, path HAVING count(*) > 1)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(twice, 0, "no stage has two outcomes");
    // A call is made again only where a process ended in the midst of it: never by one process twice.
    for ((agent, key), by) in calls(dir.path()) {
        let mut each = by.clone();
        each.sort();
        each.dedup();
        assert_eq!(each.len(), by.len(), "{agent} under {key} was called by {by:?}");
    }
}

#[test]
fn a_process_that_lost_its_lease_while_it_was_stopped_records_nothing() {
    if std::env::var("ORCH_TEST_ROLE").is_ok() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut stopped = Other::start("v1", "stopped", dir.path());
    stopped.tell("stall");
    stopped.until("stalls");
    stopped.signal("-STOP");
    let mut other = Other::start("v1", "other", dir.path());
    let mut patience = 600;
    while other.ask("count") < 1 {
        patience -= 1;
        assert!(patience > 0, "nobody took the run over");
        std::thread::sleep(Duration::from_millis(50));
    }
    stopped.signal("-CONT");
    stopped.tell("count");
    // It has come to its senses, and its attempt has ended.
    stopped.until("1");
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(stopped.ask("count"), 1);
    stopped.stop();
    other.stop();
    let store = rusqlite::Connection::open(dir.path().join("orch.db")).unwrap();
    let wrong: u32 = store
        .query_row("SELECT count(*) FROM events WHERE CAST(payload AS TEXT) LIKE '%666%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(wrong, 0, "what it found out too late is not recorded");
    let by = calls(dir.path());
    assert_eq!(by[&("stall".to_owned(), "s:Stalls/stall".to_owned())], ["stopped", "other"]);
    assert_eq!(by[&("pay".to_owned(), "s:Stalls/pay".to_owned())], ["other"]);
}
