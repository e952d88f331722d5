//! The machine's commands, in the order in which it gave them.

use std::cell::Cell;
use std::collections::hash_map::Entry;

use orch_core::{Command, CommandKind};

use super::keyed::ByKey;

/// Commands that were not obeyed yet. The machine appends to it directly.
pub(super) struct Queue {
    /// Those that are taken one after the other.
    batch: std::vec::IntoIter<Command>,
    /// Those that came since. One alone is taken from here.
    commands: Vec<Command>,
    /// The nodes of which an earlier command is taken back by one of those that are left.
    cancels: ByKey<Cancels>,
}

/// Those who take back what was commanded of one node.
#[derive(Default)]
struct Cancels {
    /// How many are left.
    left: u32,
    /// What the next one would give up was left out, so it has nothing to do.
    idle: bool,
}

thread_local! {
    /// The list of a queue that is gone, for the next one: most runs in memory end before another begins.
    static SPARE: Cell<Vec<Command>> = const { Cell::new(Vec::new()) };
}

/// How many commands a list may have room for that is kept.
const SPARED: usize = 64;

impl Default for Queue {
    fn default() -> Queue {
        // While a thread ends there is none.
        let commands = SPARE.try_with(Cell::take).unwrap_or_default();
        Queue { batch: Vec::new().into_iter(), commands, cancels: ByKey::default() }
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let mut commands = std::mem::take(&mut self.commands);
        commands.clear();
        if (1..=SPARED).contains(&commands.capacity()) {
            let _ = SPARE.try_with(|spare| spare.set(commands));
        }
    }
}

impl Queue {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.batch.as_slice().is_empty()
    }

    /// Whether all that is left is to finish.
    pub(super) fn is_at_the_end(&self) -> bool {
        self.front().is_some_and(|command| matches!(command.kind, CommandKind::Finish))
    }

    /// The next command, if none of those that are left takes one back.
    #[inline]
    pub(super) fn front(&self) -> Option<&Command> {
        if !self.cancels.is_empty() {
            return None;
        }
        self.batch.as_slice().first().or_else(|| self.commands.first())
    }

    /// Lets `append` add commands.
    #[inline]
    pub(super) fn extend<T>(&mut self, append: impl FnOnce(&mut Vec<Command>) -> T) -> T {
        let before = self.commands.len();
        let given = append(&mut self.commands);
        for command in self.commands.get(before..).unwrap_or_default() {
            if is_cancel(command) {
                expect(&mut self.cancels, command);
            }
        }
        given
    }

    /// The next command. One that a later one takes back is left out, and so is then the later one: an event in between has made
    /// both void.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Command> {
        if self.cancels.is_empty() { self.take() } else { self.next_that_counts() }
    }

    #[inline(never)]
    fn next_that_counts(&mut self) -> Option<Command> {
        loop {
            let command = self.take()?;
            if self.counts(&command) {
                return Some(command);
            }
        }
    }

    /// Whether a command is to be obeyed. Whatever is left in the queue came after it.
    fn counts(&mut self, command: &Command) -> bool {
        let key = (command.at.clone(), command.node);
        let Entry::Occupied(mut entry) = self.cancels.entry(key) else { return true };
        let cancels = entry.get_mut();
        match command.kind {
            CommandKind::Finish => true,
            CommandKind::Cancel => {
                let counts = !std::mem::take(&mut cancels.idle);
                cancels.left -= 1;
                if cancels.left == 0 {
                    entry.remove();
                }
                counts
            }
            CommandKind::Evaluate | CommandKind::Start { .. } | CommandKind::StartChild => {
                cancels.idle = true;
                false
            }
            _ => false,
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
}

#[inline]
fn is_cancel(command: &Command) -> bool {
    matches!(command.kind, CommandKind::Cancel)
}

#[inline(never)]
fn expect(cancels: &mut ByKey<Cancels>, cancel: &Command) {
    cancels.entry((cancel.at.clone(), cancel.node)).or_default().left += 1;
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
        assert_eq!(left(&mut queue), [(2, CommandKind::Evaluate)], "what never began is not given up");
        queue.extend(|commands| commands.push(command(1, CommandKind::Evaluate)));
        assert_eq!(left(&mut queue), [(1, CommandKind::Evaluate)], "what was taken back before does not matter");
    }

    #[test]
    fn what_has_begun_is_given_up() {
        let mut queue = Queue::default();
        queue.extend(|commands| commands.push(command(1, CommandKind::Evaluate)));
        assert_eq!(left(&mut queue), [(1, CommandKind::Evaluate)]);
        queue.extend(|commands| commands.push(command(1, CommandKind::Cancel)));
        assert_eq!(left(&mut queue), [(1, CommandKind::Cancel)]);
    }

    #[test]
    fn very_many_are_taken_back_as_fast_as_they_came() {
        let mut queue = Queue::default();
        let all = |kind: &CommandKind| (0..u16::MAX).map(|node| command(node, kind.clone())).collect::<Vec<_>>();
        queue.extend(|commands| commands.extend(all(&CommandKind::FIRST)));
        queue.extend(|commands| commands.extend(all(&CommandKind::Cancel)));
        assert_eq!(left(&mut queue), []);
    }
}
