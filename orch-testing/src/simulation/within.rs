//! Runs within runs: one that is stopped is stopped with all that runs within it, whether that has heard of it or not.

use super::scene::Seen;

impl Seen {
    /// Whether a run around this one was stopped: whatever runs within it is to end.
    pub(super) fn is_stopped_around(&self, id: &str) -> bool {
        self.stories.iter().any(|(around, story)| is_within(id, around) && story.is_stopped())
    }

    /// Says it to all stories: those of runs that nobody has told know nothing of it themselves.
    pub(super) fn tell_within(&mut self) {
        let around: Vec<bool> = self.stories.keys().map(|id| self.is_stopped_around(id)).collect();
        self.stories.values_mut().zip(around).for_each(|(story, stopped)| story.stop_around(stopped));
    }
}

/// The ids of runs within a run begin with its own.
fn is_within(id: &str, around: &str) -> bool {
    id.strip_prefix(around).is_some_and(|rest| rest.starts_with('/'))
}
