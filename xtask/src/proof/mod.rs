//! The proof of crash safety: see `docs/design/proof.md`.

pub(crate) mod faults;

use std::collections::BTreeMap;

use crate::Done;

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
