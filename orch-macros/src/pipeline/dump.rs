//! A resolved flow as text, for tests: one line a binding, a frame, a node.

use std::fmt::Write;

use quote::ToTokens;

use super::ir::{Binding, BindingKind, Code, Flow, Frame, Header, Kind, ListSource, Node, Stage, Ty};

/// All bindings and nodes, in text order.
pub(crate) fn dump(flow: &Flow) -> String {
    let mut text = String::new();
    for (id, binding) in flow.bindings.iter().enumerate() {
        let _ = writeln!(text, "b{id} {}", of_binding(binding));
    }
    for (id, frame) in flow.frames.iter().enumerate().skip(1) {
        let _ = writeln!(text, "f{id} {}", of_frame(frame));
    }
    for (id, node) in flow.nodes.iter().enumerate() {
        let _ = writeln!(text, "n{id} {}", of_node(node));
    }
    text
}

/// Tokens as people write them.
pub(crate) fn tidy(tokens: &dyn ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    let tight = [
        (":: orch :: __private :: clone_place", "clone"),
        (":: orch :: __private :: private :: question", "ask"),
        (":: core :: unreachable ! ()", "unreachable!()"),
        (" :: ", "::"),
        (" . ", "."),
        (" , ", ", "),
        (" ;", ";"),
        ("( ", "("),
        (" )", ")"),
        ("& ", "&"),
        ("(* ", "(*"),
        (") [", ")["),
        ("# [", "#["),
        (" ?", "?"),
        (" (", "("),
        ("=(", "= ("),
        ("let(", "let ("),
        ("match(", "match ("),
        (" ! (", "!("),
        (" !(", "!("),
        ("if(", "if ("),
        (" : ", ": "),
        ("#[allow(irrefutable_let_patterns)] let", "let?"),
    ];
    for (from, to) in tight {
        text = text.replace(from, to);
    }
    text
}

fn of_binding(binding: &Binding) -> String {
    let names: Vec<String> = binding.idents.iter().map(ToString::to_string).collect();
    let kind = match &binding.kind {
        BindingKind::Param(number) => format!("= param {number}"),
        BindingKind::Slot(node) => format!("= n{node}"),
        BindingKind::Error(node) => format!("= error of n{node}"),
        BindingKind::Item(node) => format!("= item of n{node}"),
        BindingKind::Plain(tokens) => format!("`{}`", tidy(tokens)),
    };
    let frame = if binding.frame == 0 { String::new() } else { format!(" in f{}", binding.frame) };
    format!("{} {kind}{}{frame}", names.join(" "), uses(&binding.uses))
}

fn uses(uses: &[usize]) -> String {
    if uses.is_empty() {
        return String::new();
    }
    let list: Vec<String> = uses.iter().map(|id| format!("b{id}")).collect();
    format!(" [{}]", list.join(" "))
}

fn of_frame(frame: &Frame) -> String {
    let tail = frame.tail.map(|node| format!(" tail n{node}")).unwrap_or_default();
    format!("{:?} of n{}{tail}", frame.kind, frame.owner.unwrap_or_default())
}

fn of_node(node: &Node) -> String {
    let mut text = format!("{}: {}", node.name, of_kind(&node.kind));
    if let Some(guard) = node.guard {
        let _ = write!(text, " if n{}={}", guard.node, guard.case);
    }
    if node.frame != 0 {
        let _ = write!(text, " in f{}", node.frame);
    }
    if node.ends {
        text += " ends";
    }
    if !node.after.is_empty() {
        let _ = write!(text, " after {:?}", node.after);
    }
    if node.unordered != 0 {
        let _ = write!(text, " unordered {}", node.unordered);
    }
    if let Some(race) = node.race {
        let _ = write!(text, " race n{race}");
    }
    text
}

fn of_kind(kind: &Kind) -> String {
    match kind {
        Kind::Stage(stage) => of_stage(stage),
        Kind::Value { ty, code, mutable } => {
            format!("value{} {} = {}", if *mutable { " mut" } else { "" }, of_ty(ty), of_code(code))
        }
        Kind::Assign { target, code } => format!("assign n{target} = {}", of_code(code)),
        Kind::Check { code } => format!("check {}", of_code(code)),
        Kind::Decide { code, arms } => format!("decide {} {}", arms.join("|"), of_code(code)),
        Kind::Join { decide, arms, ty } => {
            let arms: Vec<String> = arms.iter().map(|arm| arm.as_ref().map_or("-".to_owned(), of_code)).collect();
            format!("join n{decide}: {} {}", of_ty(ty), arms.join(" | "))
        }
        Kind::Chain { stages, question } => format!("chain {stages:?}{}", mark(*question)),
        Kind::Race { members, question } => format!("race {members:?}{}", mark(*question)),
        Kind::Open(open) => {
            let ty = open.ascribed.as_ref().map(|ty| format!(": {}", tidy(ty))).unwrap_or_default();
            format!("open f{}{ty} {}", open.frame, of_header(&open.header))
        }
        Kind::Sleep { code, until } => format!("sleep{} {}", if *until { " until" } else { "" }, of_code(code)),
        Kind::Signal { index, question, timeout, key } => format!(
            "signal {index}{}{}{}",
            mark(*question),
            optional(" timeout ", timeout.as_ref()),
            optional(" key ", key.as_ref())
        ),
        Kind::Now => "now".to_owned(),
        Kind::Uuid => "uuid".to_owned(),
        Kind::Random => "random".to_owned(),
        Kind::Return { explicit, code } => {
            format!("return{} {}", if *explicit { "!" } else { "" }, of_code(code))
        }
        Kind::Break { code } => format!("break{}", optional(" ", code.as_ref())),
        Kind::Continue => "continue".to_owned(),
        Kind::Restart { args, .. } => format!("restart({})", args.iter().map(of_code).collect::<Vec<_>>().join(", ")),
    }
}

fn of_stage(stage: &Stage) -> String {
    let args: Vec<String> = stage.args.iter().map(of_code).collect();
    let mut text = format!("stage {}({}){}", tidy(&stage.callee), args.join(", "), mark(stage.question));
    if let Some(fallback) = &stage.fallback {
        let _ = write!(text, " or n{}{}", fallback.node, if fallback.even_unknown { " even unknown" } else { "" });
    }
    if stage.keep_error {
        text += " keeps error";
    }
    if let Some(ty) = &stage.ascribed {
        let _ = write!(text, " as {}", tidy(ty));
    }
    if let Some(was) = &stage.was {
        let _ = write!(text, " was {was}");
    }
    text + &optional(" delay ", stage.delay.as_ref())
}

fn of_header(header: &Header) -> String {
    match header {
        Header::Each { list, concurrent, tolerate, key } => format!(
            "each {}{}{}{}",
            of_list(list),
            optional(" concurrent ", concurrent.as_ref()),
            optional(" tolerate ", tolerate.as_ref()),
            optional(" key ", key.as_ref())
        ),
        Header::For { list } => format!("for {}", of_list(list)),
        Header::Rounds { ty } => format!("rounds {}", of_ty(ty)),
    }
}

fn of_list(list: &ListSource) -> String {
    match list {
        ListSource::Place(code) => of_code(code),
        ListSource::Recorded { ty, code } => format!("<{}> {}", tidy(ty), of_code(code)),
    }
}

fn of_ty(ty: &Ty) -> String {
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Written(ty) => tidy(ty),
        Ty::SlotOf(node) => format!("slot of n{node}"),
        Ty::ItemOf(ty) => format!("item of {}", tidy(ty)),
    }
}

fn of_code(code: &Code) -> String {
    let alias = code.alias.map(|node| format!("=n{node}")).unwrap_or_default();
    format!("`{}`{}{alias}{}", tidy(&code.tokens), uses(&code.uses), mark(code.question))
}

fn optional(word: &str, code: Option<&Code>) -> String {
    code.map(|code| format!("{word}{}", of_code(code))).unwrap_or_default()
}

fn mark(question: bool) -> &'static str {
    if question { "?" } else { "" }
}
