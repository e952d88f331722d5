//! Statements and blocks of a random flow.

use super::grammar::{Author, Here, Ty};

/// How a block ends.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Tail {
    /// With a number.
    Number,
    /// With nothing.
    Nothing,
}

impl Author<'_> {
    /// The statements of a block and its tail, without braces. What it declares goes out of scope.
    pub(super) fn block(&mut self, most: usize, tail: Tail) -> String {
        let outside = self.scope.len();
        let mut out = String::new();
        for _ in 0..1 + self.dice.below(most) {
            if self.budget <= 0 {
                break;
            }
            self.budget -= 1;
            let statement = self.statement();
            out.push_str(&statement);
            out.push('\n');
        }
        let own: Vec<String> = self.scope[outside..].iter().map(|var| format!("{}.digest()", var.name)).collect();
        match tail {
            Tail::Number if own.is_empty() || self.dice.percent(15) && self.here.depth > 0 => {
                let stage = self.stage(Ty::Number, 1);
                out.push_str(&self.using(&own));
                out.push_str(&stage);
            }
            Tail::Number => {
                let more = self.number(1);
                out.push_str(&format!("fold(&[{}, {more}])", own.join(", ")));
            }
            Tail::Nothing => out.push_str(&self.using(&own)),
        }
        self.scope.truncate(outside);
        out
    }

    /// Uses what would otherwise be used by nobody.
    fn using(&mut self, own: &[String]) -> String {
        if own.is_empty() {
            return String::new();
        }
        match self.changing() {
            Some(var) => format!("{var} = fold(&[{var}, {}]);\n", own.join(", ")),
            None => {
                let name = self.names.fresh("t");
                format!("let {name}: u32 = fold(&[{}]);\nlet _ = {}?;\n", own.join(", "), self.noted(&name))
            }
        }
    }

    /// Hands a number to a stage, so that it is used.
    fn noted(&mut self, name: &str) -> String {
        let stage = self.stage_name();
        format!("look«¦_twin»(«¦&cx.at(\"{stage}\"), »&{name})«.named(\"{stage}\")¦».await")
    }

    fn statement(&mut self) -> String {
        let deep = self.here.depth >= self.deepest;
        match self.dice.below(if deep { 14 } else { 26 }) {
            0..=4 => self.let_stage(),
            5 => self.let_parts(),
            6 => self.let_outcome(),
            7 | 8 => self.let_glue(),
            9 => self.fallible(),
            10 => self.let_mut(),
            11 => self.assign(),
            12 => self.dropped(),
            13 => self.leave().unwrap_or_else(|| self.let_stage()),
            14..=16 => self.let_if(),
            17 => self.if_statement(),
            18 | 19 => self.let_match(),
            20 => self.let_else().unwrap_or_else(|| self.match_outcome()),
            21 => self.match_outcome(),
            22 => self.for_loop(),
            23 => self.rounds(),
            24 => self.each(),
            _ => self.unordered(),
        }
    }

    fn let_stage(&mut self) -> String {
        let ty = match self.dice.below(10) {
            0 => Ty::Text,
            1 => Ty::List,
            2 => Ty::Choice,
            _ => Ty::Number,
        };
        let stage = self.stage(ty, 2);
        let name = self.names.fresh("v");
        let written = match (ty, self.dice.percent(25)) {
            (Ty::Number, true) => ": u32",
            _ => "",
        };
        self.declare(name.clone(), ty, false);
        format!("let {name}{written} = {stage};")
    }

    /// A `let` that takes apart what a stage gives.
    fn let_parts(&mut self) -> String {
        let [x, y, z] = [(); 3].map(|()| self.names.fresh("v"));
        let spot = self.dice.percent(50);
        let stage = self.stage(if spot { Ty::Spot } else { Ty::Pair }, 1);
        let (pattern, made) = match (spot, self.dice.below(3)) {
            (false, 0) => (format!("({x}, _)"), vec![x]),
            (false, _) => (format!("({x}, {y})"), vec![x, y]),
            (true, 0) => (format!("Spot {{ x: {x}, .. }}"), vec![x]),
            (true, 1) => (format!("Spot {{ rest: ({x}, {y}), .. }}"), vec![x, y]),
            (true, _) => (format!("Spot {{ x: {x}, rest: ({y}, {z}) }}"), vec![x, y, z]),
        };
        for name in made {
            self.declare(name, Ty::Number, false);
        }
        format!("let {pattern} = {stage};")
    }

    fn let_outcome(&mut self) -> String {
        let stage = self.seen_stage(1);
        let name = self.names.fresh("r");
        self.declare(name.clone(), Ty::Outcome, false);
        format!("let {name} = {stage};")
    }

    fn let_glue(&mut self) -> String {
        if self.dice.percent(50) {
            let number = self.number(1);
            let name = self.names.fresh("t");
            self.declare(name.clone(), Ty::Number, false);
            return format!("let {name}: u32 = {number};");
        }
        let number = self.stable_number();
        let name = self.names.fresh("g");
        self.declare_glue(name.clone(), Ty::Number);
        format!("let {name} = {number};")
    }

    /// A number that is nothing but plain Rust and does not change.
    fn stable_number(&mut self) -> String {
        let outside = self.here;
        self.here = Here { plain: true, stable: true, ..outside };
        let number = self.number(0);
        self.here = outside;
        number
    }

    fn fallible(&mut self) -> String {
        let number = self.stable_number();
        let salt = self.dice.below(1000);
        let (name, typed) = (self.names.fresh("p"), self.dice.percent(50));
        if self.dice.percent(20) {
            // Plain Rust that panics: like `assert!`, or a recorded `let`.
            let number = self.number(0);
            if self.dice.percent(50) {
                return format!("brittle«¦_twin»({number}, {salt})«¦?»;");
            }
            self.declare(name.clone(), Ty::Number, false);
            return format!("let {name}: u32 = brittle«¦_twin»({number}, {salt})«¦?»;");
        }
        if self.dice.percent(30)
            && let Some(outcome) = self.var(Ty::Outcome)
        {
            self.declare_glue(name.clone(), Ty::Number);
            return format!("let {name}: u32 = {outcome}«¦.clone()»?;");
        }
        let written = if typed { ": u32" } else { "" };
        if self.dice.percent(30)
            && let Some(text) = self.var(Ty::Text)
        {
            self.declare_glue(name.clone(), Ty::Number);
            return format!("let {name}{written} = {text}.parse::<u32>()?;");
        }
        if self.dice.percent(20) {
            return format!("glue({number}, {salt})?;");
        }
        self.declare_glue(name.clone(), Ty::Number);
        format!("let {name}{written} = glue({number}, {salt})?;")
    }

    fn let_mut(&mut self) -> String {
        let number = self.number(1);
        let name = self.names.fresh("m");
        self.declare(name.clone(), Ty::Number, true);
        format!("let mut {name}: u32 = {number};")
    }

    fn assign(&mut self) -> String {
        let Some(name) = self.changing() else { return self.let_mut() };
        match self.dice.below(3) {
            0 => format!("{name} = {name}.wrapping_add({}) % 1000;", self.number(1)),
            1 => format!("{name} ^= {};", self.number(0)),
            _ => format!("{name} = {};", self.stage(Ty::Number, 1)),
        }
    }

    fn dropped(&mut self) -> String {
        if self.dice.percent(30) {
            // A mark in time; no agent looks at the clock, so the twin needs none.
            let mark = match self.dice.below(4) {
                0 => "let _ = now().await;".to_owned(),
                1 => "let _ = uuid().await;".to_owned(),
                2 => "let _ = random().await;".to_owned(),
                _ => format!("sleep({}ms).await;", 1 + self.dice.below(30)),
            };
            return format!("«{mark}¦»");
        }
        format!("let _ = {};", self.stage(Ty::Number, 2))
    }

    /// `break`, `continue` or `return`, under a condition.
    fn leave(&mut self) -> Option<String> {
        let way = match (self.here.repeats, self.here.items) {
            (true, _) if self.dice.percent(60) => (*self.dice.pick(&["break", "continue"])).to_owned(),
            (_, 0) => self.returned(),
            _ => return None,
        };
        Some(format!("if {} {{\n{way};\n}}", self.condition(1)))
    }

    fn returned(&mut self) -> String {
        format!("return «¦Ok(»{}«¦)»", self.number(1))
    }

    /// Something one level deeper.
    pub(super) fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.here.depth += 1;
        let made = inside(self);
        self.here.depth -= 1;
        made
    }

    /// An arm, in braces: now and then it leaves for good.
    fn arm(&mut self, may_leave: bool) -> String {
        let body = self.deeper(|author| {
            if may_leave && author.here.items == 0 && author.dice.percent(12) {
                return author.returned();
            }
            author.block(2, Tail::Number)
        });
        format!("{{\n{body}\n}}")
    }

    fn let_if(&mut self) -> String {
        if self.dice.percent(25)
            && let Some(choice) = self.var(Ty::Choice)
        {
            return self.if_let(&choice);
        }
        let condition = self.condition(1);
        let (then, otherwise) = (self.arm(true), self.arm(false));
        let name = self.names.fresh("v");
        self.declare(name.clone(), Ty::Number, false);
        format!("let {name}: u32 = if {condition} {then} else {otherwise};")
    }

    fn if_let(&mut self, choice: &str) -> String {
        let n = self.names.fresh("n");
        let (then, otherwise) = (self.arm_with(&n, true), self.arm(false));
        let name = self.names.fresh("v");
        self.declare(name.clone(), Ty::Number, false);
        format!("let {name}: u32 = if let Choice::Left({n}) = {choice}«¦.clone()» {then} else {otherwise};")
    }

    fn if_statement(&mut self) -> String {
        let condition = self.condition(1);
        let then = self.deeper(|author| author.block(2, Tail::Nothing));
        let otherwise = match self.dice.percent(50) {
            true => format!(" else {{\n{}}}", self.deeper(|author| author.block(2, Tail::Nothing))),
            false => String::new(),
        };
        format!("if {condition} {{\n{then}}}{otherwise}")
    }

    fn let_match(&mut self) -> String {
        let scrutinee = match self.var(Ty::Choice) {
            Some(name) if self.dice.percent(60) => format!("{name}«¦.clone()»"),
            _ => self.stage(Ty::Choice, 1),
        };
        let (n, m) = (self.names.fresh("n"), self.names.fresh("n"));
        let mut arms = String::new();
        if self.dice.percent(30) {
            arms.push_str(&format!("Choice::Left({n}) if {n} % 2 == 0 => {}\n", self.arm_with(&n, true)));
        }
        arms.push_str(&format!("Choice::Left({n}) => {}\n", self.arm_with(&n, true)));
        if self.dice.percent(40) {
            arms.push_str(&format!("_ => {}\n", self.arm(false)));
        } else {
            arms.push_str(&format!("Choice::Right {{ value: {m} }} => {}\n", self.arm_with(&m, true)));
            arms.push_str(&format!("Choice::Nothing => {}\n", self.arm(false)));
        }
        let name = self.names.fresh("v");
        self.declare(name.clone(), Ty::Number, false);
        format!("let {name}: u32 = match {scrutinee} {{\n{arms}}};")
    }

    fn arm_with(&mut self, name: &str, may_leave: bool) -> String {
        self.arm_binding(name, Ty::Number, may_leave)
    }

    fn arm_binding(&mut self, name: &str, ty: Ty, may_leave: bool) -> String {
        let outside = self.scope.len();
        self.declare_glue(name.to_owned(), ty);
        let arm = self.arm(may_leave);
        self.scope.truncate(outside);
        arm
    }

    fn match_outcome(&mut self) -> String {
        let scrutinee = match self.var(Ty::Outcome) {
            Some(name) if self.dice.percent(50) => format!("{name}«¦.clone()»"),
            _ => self.seen_stage(1),
        };
        let (value, failed, code) = (self.names.fresh("n"), self.names.fresh("f"), self.names.fresh("n"));
        let mut arms = format!("Ok({value}) => {}\n", self.arm_with(&value, false));
        if self.dice.percent(40) {
            let arm = self.arm_with(&code, true);
            arms.push_str(&format!(
                "Err(Failed {{ error: Some(Trouble::Hard({code})), .. }}) if {code} > 2 => {arm}\n"
            ));
        }
        arms.push_str(&format!("Err({failed}) => {}\n", self.arm_binding(&failed, Ty::Failed, true)));
        let name = self.names.fresh("v");
        self.declare(name.clone(), Ty::Number, false);
        format!("let {name}: u32 = match {scrutinee} {{\n{arms}}};")
    }

    fn let_else(&mut self) -> Option<String> {
        if self.here.items > 0 {
            return None;
        }
        let choice = self.var(Ty::Choice)?;
        let leave = self.returned();
        let name = self.names.fresh("n");
        self.declare_glue(name.clone(), Ty::Number);
        Some(format!("let Choice::Left({name}) = {choice}«¦.clone()» else {{\n{leave};\n}};"))
    }
}
