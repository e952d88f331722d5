//! One name for a stage in the journal and in the witness's book.

use orch::store::{Entry, Kind};

use crate::witness::Line;

/// The path of the stage that a line is about, as journals write it, without the attempt at a pipeline that it lies in.
pub(super) fn of_line(id: &str, line: &Line) -> String {
    let within = line.run.strip_prefix(id).unwrap_or_default();
    let path = match (within.strip_prefix('/'), line.stage.split_once('/')) {
        (Some(around), Some((_, stage))) => format!("{around}/{stage}"),
        _ => line.stage.clone(),
    };
    let path = path.replace('(', "[").replace(')', "]");
    match line.key.rsplit_once('~') {
        Some((_, pass)) => format!("{path}~{pass}"),
        None => path,
    }
}

/// The events with their places: their paths without attempts at pipelines, and the pass in which they happened if the run has
/// begun anew.
pub(super) fn placed(entries: &[Entry]) -> impl Iterator<Item = (String, &Entry)> {
    let root = entries.first().map(|first| &*first.path).unwrap_or_default();
    let mut pass = 0;
    entries.iter().map(move |entry| {
        if entry.kind == Kind::RunStarted && entry.path == root {
            pass = entry.seq;
        }
        let path = plain(&entry.path);
        (if pass == 0 { path } else { format!("{path}~{pass}") }, entry)
    })
}

/// A path of the journal without the attempts at pipelines within it: `Trying/Doomed#2/pay` is `Trying/Doomed/pay`.
pub(super) fn plain(path: &str) -> String {
    let mut parts = path.split('#');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_at_pipelines_are_left_out() {
        assert_eq!(plain("Trying/Doomed#12/pay"), "Trying/Doomed/pay");
        assert_eq!(plain("Trying/pay"), "Trying/pay");
    }
}
