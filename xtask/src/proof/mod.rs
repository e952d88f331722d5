//! The proof of crash safety: see `docs/design/proof.md`.

pub(crate) mod corrupt;
pub(crate) mod crash;
pub(crate) mod faults;
pub(crate) mod sabotage;
pub(crate) mod simulate;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crash_mix::agents::App;
use crash_mix::cases::{self, Case, Outcome};
use crash_mix::witness::Lines;
use orch::{Orchestrator, SqliteStore};

use crate::Done;

/// How runs ended, as a process tells that drove none of them.
fn outcomes(store: &Path, cases: &[Case]) -> Result<BTreeMap<String, Outcome>, Box<dyn std::error::Error>> {
    let store = SqliteStore::open(store)?;
    cases::awake(async {
        let app = App::new(Arc::new(Lines::default()), Duration::from_millis(1));
        let builder = Orchestrator::builder().store(store).poll_every(Duration::from_millis(5));
        let orchestrator = cases::register(builder.resources(app)).start().await?;
        let mut outcomes = BTreeMap::new();
        for case in cases {
            let Ok(run) = case.runs.submit(&orchestrator, &case.id).await else { continue };
            let outcome = tokio::time::timeout(Duration::from_secs(2), run.outcome()).await;
            outcomes.extend(outcome.ok().and_then(Result::ok).map(|outcome| (case.id.clone(), outcome)));
        }
        orchestrator.kill();
        Ok(outcomes)
    })
}

/// Reads `--name number` pairs.
fn settings<'a>(words: &[&'a str], known: &[&str]) -> Result<BTreeMap<&'a str, u64>, Box<dyn std::error::Error>> {
    let mut given = BTreeMap::new();
    for pair in words.chunks(2) {
        let &[name, value] = pair else { return Err(format!("`{}` wants a number", pair[0]).into()) };
        let name = name.strip_prefix("--").filter(|name| known.contains(name));
        let name = name.ok_or_else(|| format!("what is known is --{}", known.join(", --")))?;
        given.insert(name, value.parse()?);
    }
    Ok(given)
}

/// Whether the proof stands.
fn good(is_good: bool) -> Done {
    if is_good { Ok(()) } else { Err("the proof does not stand".into()) }
}
