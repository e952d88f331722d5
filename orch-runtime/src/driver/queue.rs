//! The machine's commands, in the order in which it gave them.

use orch_core::{Command, CommandKind};

/// Commands that were not obeyed yet. The machine appends to it directly.
pub(super) struct Queue {
    /// Those that are taken one after the other.
    batch: std::vec::IntoIter<Command>,
    /// Those that came since. One alone is taken from here.
    commands: Vec<Command>,
    /// How many of those that are left take back an earlier one.
    cancels: usize,
}

impl Default for Queue {
    fn default() -> Queue {
        // Most events command one thing or two.
        Queue { batch: Vec::new().into_iter(), commands: Vec::with_capacity(4), cancels: 0 }
    }
}

impl Queue {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.batch.as_slice().is_empty()
    }

    /// The next command, if none of those that are left takes one back.
    #[inline]
    pub(super) fn front(&self) -> Option<&Command> {
        if self.cancels > 0 {
            return None;
        }
        self.batch.as_slice().first().or_else(|| self.commands.first())
    }

    /// Lets `append` add commands.
    #[inline]
    pub(super) fn extend<T>(&mut self, append: impl FnOnce(&mut Vec<Command>) -> T) -> T {
        let before = self.commands.len();
        let given = append(&mut self.commands);
        let added = self.commands.get(before..).unwrap_or_default();
        self.cancels += added.iter().filter(|command| is_cancel(command)).count();
        given
    }

    /// The next command. One that a later one takes back is left out: an event in between has made it void.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Command> {
        if self.cancels > 0 { self.next_that_counts() } else { self.take() }
    }

    #[inline(never)]
    fn next_that_counts(&mut self) -> Option<Command> {
        loop {
            let command = self.take()?;
            if self.cancels == 0 {
                return Some(command);
            }
            self.cancels -= usize::from(is_cancel(&command));
            if is_cancel(&command) || !self.is_taken_back(&command) {
                return Some(command);
            }
        }
    }

    #[inline]
    fn take(&mut self) -> Option<Command> {
        if let Some(command) = self.batch.next() {
            return Some(command);
        }
        if self.commands.len() > 1 {
            self.batch = std::mem::take(&mut self.commands).into_iter();
            return self.batch.next();
        }
        self.commands.pop()
    }

    fn is_taken_back(&self, command: &Command) -> bool {
        let same = |later: &&Command| later.node == command.node && later.at == command.at;
        let left = || self.batch.as_slice().iter().chain(&self.commands);
        command.kind != CommandKind::Finish && left().filter(same).any(is_cancel)
    }
}

#[inline]
fn is_cancel(command: &Command) -> bool {
    matches!(command.kind, CommandKind::Cancel)
}

#[cfg(test)]
mod tests {
    use orch_core::At;

    use super::*;

    fn command(node: u16, kind: CommandKind) -> Command {
        Command { at: At::ROOT, node, kind }
    }

    fn left(queue: &mut Queue) -> Vec<(u16, CommandKind)> {
        std::iter::from_fn(|| queue.next()).map(|command| (command.node, command.kind)).collect()
    }

    #[test]
    fn commands_keep_their_order_and_what_is_taken_back_is_left_out() {
        let mut queue = Queue::default();
        queue.extend(|commands| {
            commands.push(command(0, CommandKind::Evaluate));
            commands.push(command(1, CommandKind::Evaluate));
        });
        assert_eq!(queue.next(), Some(command(0, CommandKind::Evaluate)));
        queue.extend(|commands| {
            commands.push(command(1, CommandKind::Cancel));
            commands.push(command(2, CommandKind::Evaluate));
        });
        assert_eq!(left(&mut queue), [(1, CommandKind::Cancel), (2, CommandKind::Evaluate)]);
        queue.extend(|commands| commands.push(command(1, CommandKind::Evaluate)));
        assert_eq!(left(&mut queue), [(1, CommandKind::Evaluate)], "what was taken back before does not matter");
    }
}
