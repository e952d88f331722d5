//! Loops, fan-outs and blocks without an order, in random flows.

use super::grammar::{Author, Here, Ty};
use super::statements::Tail;

impl Author<'_> {
    /// A list's name, and a statement before it if there was none yet.
    fn list(&mut self) -> (String, String) {
        if let Some(name) = self.var(Ty::List)
            && self.dice.percent(60)
        {
            return (String::new(), name);
        }
        let (name, made) = match self.dice.percent(50) {
            true => {
                let stage = self.stage(Ty::List, 1);
                let name = self.names.fresh("v");
                (name.clone(), format!("let {name} = {stage};\n"))
            }
            false => {
                let numbers = format!("vec![{}, 3, {}]", self.number(0), self.number(0));
                let name = self.names.fresh("v");
                (name.clone(), format!("let {name}: Vec<u32> = {numbers};\n"))
            }
        };
        self.declare(name.clone(), Ty::List, false);
        (made, name)
    }

    /// `for x in &list { … }`, one after another, with something carried.
    pub(super) fn for_loop(&mut self) -> String {
        let (before, list) = self.list();
        let carried = self.carried();
        let (x, lent) = (self.names.fresh("x"), self.dice.percent(60));
        let outside = (self.here, self.scope.len());
        self.here.repeats = true;
        self.declare_glue(x.clone(), if lent { Ty::LentNumber } else { Ty::Number });
        let body = self.deeper(|author| author.block(3, Tail::Nothing));
        self.scope.truncate(outside.1);
        self.here = outside.0;
        let reference = if lent { "&" } else { "" };
        let own = if lent { String::new() } else { format!("let {x} = *{x};") };
        format!(
            "{before}{carried}for «{x}¦(i, {x})» in «{reference}{list}¦{list}.iter().enumerate()» {{
            «¦let cx = &cx.item(i); {own}»
            {body}}}"
        )
    }

    /// A `let mut`, so that a body has something to carry.
    fn carried(&mut self) -> String {
        let number = self.number(0);
        let name = self.names.fresh("m");
        self.declare(name.clone(), Ty::Number, true);
        format!("let mut {name}: u32 = {number};\n")
    }

    /// `#[rounds(n)] loop { … }`
    pub(super) fn rounds(&mut self) -> String {
        let carried = self.carried();
        let outside = (self.here, self.scope.len());
        self.here.repeats = false;
        let rounds = 2 + self.dice.below(3);
        let (body, condition, value) = self.deeper(|author| {
            let body = author.block(2, Tail::Nothing);
            let condition = author.condition(1);
            let value = author.number(1);
            (body, condition, value)
        });
        self.scope.truncate(outside.1);
        self.here = outside.0;
        let name = self.names.fresh("v");
        self.declare(name.clone(), Ty::Number, false);
        format!(
            "{carried}let {name}: u32 = «#[rounds({rounds})] loop {{¦{{ let outside = cx.clone(); let mut round = 0; loop {{
            if round >= {rounds} {{ return Err(Ended::rounds({rounds}, &outside)); }}
            let cx = &outside.item(round); round += 1;»
            {body}
            if {condition} {{
            break {value};
            }}
            }}«¦}}»;"
        )
    }

    /// `for x in each(&list) { … }`
    pub(super) fn each(&mut self) -> String {
        let recorded = self.dice.percent(20);
        let (before, list) = match recorded {
            true => (String::new(), format!("vec![{}, 3, {}]", self.number(0), self.number(0))),
            false => self.list(),
        };
        let (x, lent) = (self.names.fresh("x"), !recorded && self.dice.percent(60));
        let tolerated = self.dice.percent(40).then(|| self.dice.below(3));
        let concurrent = self.dice.percent(40).then(|| 1 + self.dice.below(3));
        let keyed = self.dice.percent(25);
        let (outside, scope) = (self.here, self.scope.len());
        self.here =
            Here { quiet: outside.quiet || self.dice.percent(50), items: outside.items + 1, repeats: false, ..outside };
        self.declare_glue(x.clone(), if lent { Ty::LentNumber } else { Ty::Number });
        let body = self.deeper(|author| author.block(3, Tail::Number));
        self.scope.truncate(scope);
        self.here = outside;
        let name = self.names.fresh("v");
        let mut source = match (recorded, lent) {
            (true, _) => format!("each::<u32>({list})"),
            (_, true) => format!("each(&{list})"),
            (_, false) => format!("each({list})"),
        };
        source.extend(concurrent.map(|most| format!(".concurrent({most})")));
        source.extend(tolerated.map(|most| format!(".tolerate({most})")));
        if keyed {
            source.push_str(&format!(".key(|{x}| format!(\"k{{{x}}}\"))"));
        }
        let item = if keyed { format!("format!(\"k{{{x}}}\")") } else { "i".to_owned() };
        let gather = match tolerated {
            Some(most) => format!("gather_tolerant(cx, items, {most})?"),
            None => "gather(cx, items)?".to_owned(),
        };
        let (ty, written) = match tolerated {
            Some(_) => (Ty::Gathered, "Gathered<u32>"),
            None => (Ty::List, "Vec<u32>"),
        };
        self.declare(name.clone(), ty, false);
        let own = if lent { String::new() } else { format!("let {x} = *{x};") };
        let distinct = if keyed { format!("distinct(&{list})?;") } else { String::new() };
        format!(
            "{before}let {name}: {written} = «for {x} in {source} {{¦{{ {distinct} let part = cx.part(); let mut items = Vec::new();
            for (i, {x}) in {list}.iter().enumerate() {{
            let (key, cx) = ({item}.to_string(), &cx.item({item}).lane(part, i));
            items.push((key, async {{ {own}»
            «¦Ok::<u32, Ended>(»{{
            {body}
            }}«¦)»
            }}«¦.await)); }} {gather} }}»;"
        )
    }

    /// `#[unordered] { … }`
    pub(super) fn unordered(&mut self) -> String {
        if self.here.quiet {
            return self.each();
        }
        let changes: Vec<String> = (0..2 + self.dice.below(2)).map(|_| self.change()).collect();
        let names: Vec<String> = changes.iter().map(|_| self.names.fresh("v")).collect();
        let digests: Vec<String> = names.iter().map(|name| format!("{name}.digest()")).collect();
        let value = self.names.fresh("v");
        self.declare(value.clone(), Ty::Number, false);
        let mut flow = String::new();
        let mut twin = String::from("let part = cx.part();\n");
        for (member, (name, change)) in names.iter().zip(&changes).enumerate() {
            flow.push_str(&format!("let {name} = {change}?;\n"));
            twin.push_str(&format!("let {name} = {{ let cx = &cx.lane(part, {member}); {change} }};\n"));
        }
        twin.push_str(&names.iter().map(|name| format!("let {name} = {name}?;\n")).collect::<String>());
        format!("let {value}: u32 = «#[unordered]¦» {{\n«{flow}¦{twin}»fold(&[{}])\n}};", digests.join(", "))
    }
}
