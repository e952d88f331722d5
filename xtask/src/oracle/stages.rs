//! Stages of a random flow: calls of the harness's agents, chains, races and other flows.

use super::grammar::{Author, Ty};

/// A parameter of an agent.
#[derive(Clone, Copy, PartialEq)]
enum Param {
    LendNumber,
    Number,
    LendText,
    Text,
    LendList,
}

/// An agent of the harness (`tests/oracle/agents.rs`).
struct Agent {
    name: &'static str,
    params: &'static [Param],
    gives: Ty,
    change: bool,
}

use Param::{LendList, LendNumber, LendText, Number, Text};

#[rustfmt::skip]
const AGENTS: &[Agent] = &[
    Agent { name: "look", params: &[LendNumber], gives: Ty::Number, change: false },
    Agent { name: "blend", params: &[Number, LendNumber], gives: Ty::Number, change: false },
    Agent { name: "title", params: &[LendNumber], gives: Ty::Text, change: false },
    Agent { name: "spread", params: &[Number], gives: Ty::List, change: false },
    Agent { name: "pick", params: &[LendNumber], gives: Ty::Choice, change: false },
    Agent { name: "fetch", params: &[LendNumber], gives: Ty::Number, change: false },
    Agent { name: "fetch_again", params: &[Number], gives: Ty::Number, change: false },
    Agent { name: "measure", params: &[LendText], gives: Ty::Number, change: false },
    Agent { name: "weigh", params: &[LendList, Number], gives: Ty::Number, change: false },
    Agent { name: "slow", params: &[LendNumber], gives: Ty::Number, change: false },
    Agent { name: "pair", params: &[LendNumber], gives: Ty::Pair, change: false },
    Agent { name: "spot", params: &[Number], gives: Ty::Spot, change: false },
    Agent { name: "slow_put", params: &[Number], gives: Ty::Number, change: true },
    Agent { name: "slow_pay", params: &[LendNumber], gives: Ty::Number, change: true },
    Agent { name: "put", params: &[LendNumber], gives: Ty::Number, change: true },
    Agent { name: "put_again", params: &[Number, LendNumber], gives: Ty::Number, change: true },
    Agent { name: "label", params: &[Text], gives: Ty::Text, change: true },
    Agent { name: "send", params: &[LendNumber], gives: Ty::Number, change: true },
    Agent { name: "pay", params: &[Number, LendText], gives: Ty::Number, change: true },
];

impl Author<'_> {
    /// A stage of this type with `?`.
    pub(super) fn stage(&mut self, ty: Ty, depth: u32) -> String {
        let (call, _) = self.unfinished(ty, depth);
        format!("{call}?")
    }

    /// A stage without `?`: a `Result`.
    pub(super) fn seen_stage(&mut self, depth: u32) -> String {
        let (call, twin_only) = self.unfinished_agent(Ty::Number, depth);
        debug_assert!(twin_only);
        format!("{call}«¦.map_err(Fell::seen)»")
    }

    /// A stage up to its `.await`, and whether it is none of a pipeline.
    fn unfinished(&mut self, ty: Ty, depth: u32) -> (String, bool) {
        if ty == Ty::Number && depth > 0 && !self.here.plain {
            match self.dice.below(20) {
                0 => return (self.race(), true),
                3 => {
                    if let Some(call) = self.signal().or_else(|| self.itself()) {
                        return (call, false);
                    }
                }
                1 | 2 => {
                    if let Some(call) = self.other_flow() {
                        return (call, false);
                    }
                }
                _ => {}
            }
        }
        self.unfinished_agent(ty, depth)
    }

    fn unfinished_agent(&mut self, ty: Ty, depth: u32) -> (String, bool) {
        if !self.here.plain && self.dice.percent(18) && matches!(ty, Ty::Number | Ty::Text) {
            return (self.chain(ty), true);
        }
        let agent = self.agent(ty);
        let stage = self.stage_name();
        let after = self.after();
        let limit = if self.dice.percent(4) { ".with(timeout = 1h)" } else { "" };
        let limit = if agent.name.starts_with("slow") { "" } else { limit };
        (format!("{}«.named(\"{stage}\"){after}{limit}¦».await", self.call(agent, &stage, depth)), true)
    }

    fn agent(&mut self, ty: Ty) -> &'static Agent {
        self.agent_but(ty, &[]).expect("there are quiet agents of each type")
    }

    fn agent_but(&mut self, ty: Ty, taken: &[&str]) -> Option<&'static Agent> {
        let quiet = self.here.quiet;
        let fits = |agent: &&Agent| agent.gives == ty && !(quiet && agent.change) && !taken.contains(&agent.name);
        let fit: Vec<&Agent> = AGENTS.iter().filter(fits).collect();
        if fit.is_empty() {
            return None;
        }
        let agent = *self.dice.pick(&fit);
        self.changes |= agent.change;
        Some(agent)
    }

    /// A change, for blocks of changes.
    pub(super) fn change(&mut self) -> String {
        let fit: Vec<&Agent> = AGENTS.iter().filter(|agent| agent.change && agent.gives == Ty::Number).collect();
        let agent = *self.dice.pick(&fit);
        self.changes = true;
        let stage = self.stage_name();
        format!("{}«.named(\"{stage}\")¦».await", self.call(agent, &stage, 0))
    }

    fn call(&mut self, agent: &Agent, stage: &str, depth: u32) -> String {
        let args: Vec<String> = agent.params.iter().map(|param| self.argument(*param, depth)).collect();
        format!("{}«¦_twin»(«¦&cx.at(\"{stage}\"), »{})", agent.name, args.join(", "))
    }

    fn argument(&mut self, param: Param, depth: u32) -> String {
        match param {
            LendNumber => self.lent_number(depth),
            Number => self.number(depth),
            LendText => self.lent_text(),
            Text => self.text(),
            LendList => self.lent_list(),
        }
    }

    fn after(&mut self) -> String {
        if !self.dice.percent(6) || self.here.plain {
            return String::new();
        }
        let slots = self.slots();
        match slots.is_empty() {
            true => String::new(),
            false => format!(".after(&{})", self.dice.pick(&slots)),
        }
    }

    /// `a(…).or_else(|failed| b(…))`
    fn chain(&mut self, ty: Ty) -> String {
        let outside = std::mem::replace(&mut self.here.plain, true);
        let (first_agent, stage) = (self.agent(ty), self.stage_name());
        let mut taken = vec![first_agent.name];
        let first = self.call(first_agent, &stage, 0);
        let mut flow = format!("{first}.named(\"{stage}\")");
        let mut twin = String::from("('chain: {");
        let mut call = first;
        for _ in 0..1 + self.dice.below(2) {
            // Nobody is their own fallback.
            let Some(agent) = self.agent_but(ty, &taken) else { break };
            taken.push(agent.name);
            let stage = self.stage_name();
            let known = self.dice.percent(75);
            let or_else = if known { "or_else" } else { "or_else_unknown" };
            let failed = self.names.fresh("f");
            let uses = self.dice.percent(50);
            let mut next = self.call(agent, &stage, 0);
            let named = uses && agent.params[0] == Number;
            if named {
                next = with_failed(&next, &failed);
            }
            let parameter = if named { failed.clone() } else { "_".to_owned() };
            flow.push_str(&format!("\n.{or_else}(|{parameter}| {next}.named(\"{stage}\"))"));
            let not_taken = known && agent.change;
            twin.push_str(&format!(
                "\nlet fell = match {call}.await {{ Ok(v) => break 'chain Ok(v), Err(fell) => fell }};
                 if fell.unknown && {not_taken} {{ break 'chain Err(fell); }}
                 let {failed} = fell.seen();"
            ));
            call = next;
        }
        twin.push_str(&format!("\n{call}.await\n}})"));
        self.here.plain = outside;
        format!("«{flow}.await¦{twin}»")
    }

    /// A race whose members are told apart by their names: one of them succeeds at most.
    fn race(&mut self) -> String {
        let quiet = std::mem::replace(&mut self.here.quiet, true);
        let members = 2 + self.dice.below(2);
        let race = self.stage_name();
        let (mut flow, mut twin) = (Vec::new(), Vec::new());
        for member in 0..members {
            let (agent, stage) = (self.agent(Ty::Number), format!("{race}r{member}of{members}"));
            let call = self.call(agent, &stage, 0);
            let delay = if self.dice.percent(40) { ".delay(7ms)" } else { "" };
            flow.push(format!("{call}.named(\"{stage}\"){delay}"));
            twin.push(format!("{call}.await"));
        }
        self.here.quiet = quiet;
        format!("«race({}).await¦race(vec![{}])»", flow.join(", "), twin.join(", "))
    }

    /// A signal, which is there whenever it is waited for: other flows do not run those that wait.
    fn signal(&mut self) -> Option<String> {
        if self.here.quiet || self.here.items > 0 || !self.waits {
            return None;
        }
        self.stages += 1;
        let name = format!("g{}", self.stages);
        let timeout = if self.dice.percent(40) { ".timeout(1h)" } else { "" };
        Some(format!("«signal::<u32>(\"{name}\"){timeout}.await¦Ok::<u32, Ended>(cx.signal(\"{name}\"))»"))
    }

    /// The flow itself as a stage, at one place: it says how deep that may go.
    fn itself(&mut self) -> Option<String> {
        if self.here.quiet || self.here.items > 0 || self.here.depth == 0 || self.recursion.is_some() {
            return None;
        }
        let (name, most) = (self.name.clone(), 1 + self.dice.below(3));
        self.recursion = Some(most);
        let stage = self.stage_name();
        let args = format!("{}, {}, {}", self.number(0), self.number(0), self.text());
        let twin = name.to_lowercase();
        Some(format!(
            "«{name}({args}).named(\"{stage}\").await¦match cx.again(\"{stage}\", \"{name}\", {most}) {{
            Ok(within) => {twin}_boxed(within, {args}).await.map_err(|ended| ended.within(&cx.at(\"{stage}\"))),
            Err(ended) => Err(ended),
            }}»"
        ))
    }

    /// An earlier flow as a stage.
    fn other_flow(&mut self) -> Option<String> {
        let quiet = self.here.quiet;
        let fit: Vec<(String, bool)> =
            self.others.iter().filter(|(_, changes)| !(quiet && *changes)).cloned().collect();
        if fit.is_empty() {
            return None;
        }
        let (other, changes) = self.dice.pick(&fit).clone();
        self.changes |= changes;
        let stage = self.stage_name();
        let args = format!("{}, {}, {}", self.number(0), self.number(0), self.text());
        let twin = other.to_lowercase();
        Some(format!(
            "«{other}({args}).named(\"{stage}\").await¦{twin}_boxed(cx.of(\"{stage}\"), {args}).await.map_err(|ended| ended.within(&cx.at(\"{stage}\")))»"
        ))
    }
}

/// Puts the failure into the first argument, which is a number.
fn with_failed(call: &str, failed: &str) -> String {
    // The first argument follows the twin's context.
    match call.split_once("), »") {
        Some((head, rest)) => format!("{head}), »{failed}.digest() ^ {rest}"),
        None => call.to_owned(),
    }
}
