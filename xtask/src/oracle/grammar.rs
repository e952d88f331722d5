//! The author of random flows: names, what is in scope, and values of each type.

use super::dice::Dice;

/// The type of a variable.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Ty {
    Number,
    /// A reference to a number: the item of a list that is gone through by reference.
    LentNumber,
    Text,
    List,
    Choice,
    /// Two numbers, taken apart where they are made.
    Pair,
    /// A struct, taken apart where it is made.
    Spot,
    /// `Result<u32, Failed<Trouble>>`
    Outcome,
    Failed,
    Gathered,
}

/// A variable in scope.
#[derive(Clone)]
pub(super) struct Var {
    pub(super) name: String,
    pub(super) ty: Ty,
    pub(super) changing: bool,
    /// Whether a stage or a recorded `let` made it, so that `.after(&x)` may name it.
    pub(super) slot: bool,
    /// Within how many fan-outs it was declared: items assign nothing outside.
    pub(super) items: u32,
}

/// What is allowed here.
#[derive(Clone, Copy, Default)]
pub(super) struct Here {
    /// Only stages that look.
    pub(super) quiet: bool,
    /// Only simple arguments: no stages nested in them.
    pub(super) plain: bool,
    /// Only what does not change: for glue that is computed anew.
    pub(super) stable: bool,
    /// Within how many fan-outs.
    pub(super) items: u32,
    /// Directly in a loop or `for`, so that `break` and `continue` may stand here.
    pub(super) repeats: bool,
    /// How deep constructs stand in each other.
    pub(super) depth: u32,
}

/// Fresh names.
#[derive(Default)]
pub(super) struct Names(u32);

impl Names {
    pub(super) fn fresh(&mut self, letter: &str) -> String {
        self.0 += 1;
        format!("{letter}{}", self.0)
    }
}

/// Writes one flow.
pub(super) struct Author<'a> {
    pub(super) name: String,
    /// Whether it may wait for signals.
    pub(super) waits: bool,
    /// How often the flow may run itself, if it does.
    pub(super) recursion: Option<usize>,
    /// How deep constructs may stand in each other.
    pub(super) deepest: u32,
    pub(super) dice: Dice,
    pub(super) names: Names,
    /// The number of the next stage: unique among all flows.
    pub(super) stages: u32,
    /// How many statements may still be written.
    pub(super) budget: i32,
    pub(super) scope: Vec<Var>,
    pub(super) here: Here,
    /// Earlier flows, and whether they change the world.
    pub(super) others: &'a [(String, bool)],
    pub(super) changes: bool,
}

impl Author<'_> {
    pub(super) fn stage_name(&mut self) -> String {
        self.stages += 1;
        format!("s{}", self.stages)
    }

    pub(super) fn declare(&mut self, name: String, ty: Ty, changing: bool) {
        let items = self.here.items;
        self.scope.push(Var { name, ty, changing, slot: true, items });
    }

    /// A name that is no slot: computed anew, or bound by a pattern.
    pub(super) fn declare_glue(&mut self, name: String, ty: Ty) {
        let items = self.here.items;
        self.scope.push(Var { name, ty, changing: false, slot: false, items });
    }

    fn find(&mut self, fits: impl Fn(&Var) -> bool) -> Option<Var> {
        let stable = self.here.stable;
        let fit: Vec<Var> = self.scope.iter().filter(|var| fits(var) && !(stable && var.changing)).cloned().collect();
        // Late ones are likelier, so that chains of dependencies arise.
        match fit.len() {
            0 => None,
            n if self.dice.percent(50) => Some(fit[n - 1 - self.dice.below(n.min(3))].clone()),
            n => Some(fit[self.dice.below(n)].clone()),
        }
    }

    pub(super) fn var(&mut self, ty: Ty) -> Option<String> {
        self.find(|var| var.ty == ty).map(|var| var.name)
    }

    /// What stages made.
    pub(super) fn slots(&self) -> Vec<String> {
        self.scope
            .iter()
            .filter(|var| var.slot && !var.changing && var.ty != Ty::Failed)
            .map(|var| var.name.clone())
            .collect()
    }

    /// A variable that may be assigned here.
    pub(super) fn changing(&mut self) -> Option<String> {
        let items = self.here.items;
        self.find(|var| var.changing && var.items == items).map(|var| var.name)
    }

    /// An expression of type `u32`.
    pub(super) fn number(&mut self, depth: u32) -> String {
        match self.dice.below(12) {
            0 => format!("{}u32", self.dice.below(50)),
            1 => format!("{}.wrapping_mul(3)", self.atom()),
            2 => format!("({} ^ {})", self.atom(), self.atom()),
            3 => {
                let digested = self.digested();
                format!("fold(&[{digested}, {}])", self.atom())
            }
            4 | 5 => self.digested(),
            6 if depth > 0 && !self.here.plain => {
                let stage = self.stage(Ty::Number, depth - 1);
                match self.dice.percent(50) {
                    true => format!("({stage} + {})", self.dice.below(9)),
                    false => stage,
                }
            }
            _ => self.atom(),
        }
    }

    /// A variable or a literal of type `u32`.
    fn atom(&mut self) -> String {
        match self.find(|var| matches!(var.ty, Ty::Number | Ty::LentNumber)) {
            Some(Var { name, ty: Ty::LentNumber, .. }) => format!("(*{name})"),
            Some(var) => var.name,
            None => format!("{}u32", self.dice.below(50)),
        }
    }

    /// Any variable as a number.
    pub(super) fn digested(&mut self) -> String {
        self.find(|_| true).map_or_else(|| "1u32".to_owned(), |var| format!("{}.digest()", var.name))
    }

    /// An expression of type `&u32`.
    pub(super) fn lent_number(&mut self, depth: u32) -> String {
        if depth > 0 && !self.here.plain && self.dice.percent(12) {
            let stage = self.stage(Ty::Number, depth - 1);
            return format!("&{stage}");
        }
        if self.dice.percent(15) {
            return format!("&{}", self.digested());
        }
        match self.find(|var| matches!(var.ty, Ty::Number | Ty::LentNumber)) {
            Some(Var { name, ty: Ty::LentNumber, .. }) => name,
            Some(var) => format!("&{}", var.name),
            None => "&5".to_owned(),
        }
    }

    pub(super) fn lent_text(&mut self) -> String {
        self.var(Ty::Text).map_or_else(|| "\"abc\"".to_owned(), |name| format!("&{name}"))
    }

    pub(super) fn text(&mut self) -> String {
        match self.var(Ty::Text) {
            Some(name) => format!("{name}«¦.clone()»"),
            None => "String::from(\"abc\")".to_owned(),
        }
    }

    pub(super) fn lent_list(&mut self) -> String {
        match self.var(Ty::List) {
            Some(name) => format!("&{name}"),
            None => format!("&[{}, 7]", self.atom()),
        }
    }

    /// A condition, which holds as often as not.
    pub(super) fn condition(&mut self, depth: u32) -> String {
        let nested = depth > 0 && !self.here.plain && self.dice.percent(20);
        let number = match nested {
            true => self.stage(Ty::Number, depth - 1),
            false => self.digested(),
        };
        match self.dice.below(3) {
            0 => format!("{number} % 2 == 0"),
            1 => format!("fold(&[{number}]) % 3 > 0"),
            _ => format!("{number} > 40"),
        }
    }
}
