//! The machine's commands, in the order in which it gave them.

use orch_core::{At, Command, CommandKind};

/// Commands that were not obeyed yet. The machine appends to it directly.
pub(super) struct Queue {
    commands: Vec<Command>,
    next: usize,
    /// How many of those that are left take back an earlier one.
    cancels: usize,
}

/// After so many commands it is worth a look whether room can be had back.
const LONG: usize = 128;

impl Default for Queue {
    fn default() -> Queue {
        // Most events command one thing or two.
        Queue { commands: Vec::with_capacity(4), next: 0, cancels: 0 }
    }
}

impl Queue {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// The next command, if none of those that are left takes one back.
    #[inline]
    pub(super) fn front(&self) -> Option<&Command> {
        if self.cancels == 0 { self.commands.get(self.next) } else { None }
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
        match self.commands.len() {
            0 => None,
            1 if self.next == 0 && self.cancels == 0 => self.commands.pop(),
            _ => self.next_of_many(),
        }
    }

    fn next_of_many(&mut self) -> Option<Command> {
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

    fn take(&mut self) -> Option<Command> {
        const GONE: Command = Command { at: At::ROOT, node: 0, kind: CommandKind::Finish };
        if self.next + 1 >= self.commands.len() {
            let last = self.commands.pop();
            self.commands.clear();
            self.next = 0;
            return last;
        }
        if self.next >= LONG && self.next * 2 > self.commands.len() {
            // What is added while one is taken for each would lengthen it for ever.
            self.commands.drain(..self.next);
            self.next = 0;
        }
        self.next += 1;
        Some(std::mem::replace(&mut self.commands[self.next - 1], GONE))
    }

    fn is_taken_back(&self, command: &Command) -> bool {
        let same = |later: &&Command| later.node == command.node && later.at == command.at;
        command.kind != CommandKind::Finish && self.commands[self.next..].iter().filter(same).any(is_cancel)
    }
}

#[inline]
fn is_cancel(command: &Command) -> bool {
    matches!(command.kind, CommandKind::Cancel)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(node: u16, kind: CommandKind) -> Command {
        Command { at: At::ROOT, node, kind }
    }

    fn left(queue: &mut Queue) -> Vec<(u16, CommandKind)> {
        std::iter::from_fn(|| queue.next()).map(|command| (command.node, command.kind)).collect()
    }

    #[test]
    fn what_is_added_while_others_are_taken_does_not_lengthen_it_for_ever() {
        let mut queue = Queue::default();
        queue.extend(|commands| commands.extend((0..200).map(|node| command(node, CommandKind::Evaluate))));
        for node in 0..10_000 {
            assert_eq!(queue.front().map(|command| command.node), Some(node));
            assert_eq!(queue.next().map(|command| command.node), Some(node));
            queue.extend(|commands| commands.push(command(node + 200, CommandKind::Evaluate)));
        }
        assert!(queue.commands.len() < 1_000, "{} for 200", queue.commands.len());
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
