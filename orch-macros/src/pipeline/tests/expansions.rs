//! What a small flow of each construct becomes, as files that a person can read: `orch-macros/tests/expansions`.
//!
//! `chain.rs` shows everything, the others what their construct decides.
//! `ORCH_SNAPSHOTS=overwrite cargo test -p orch-macros --lib expansions` writes them anew, to be read before they are kept.

use std::fmt::Write;

use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, ExprBlock, ImplItem, Item, ItemImpl, Path, Stmt};

use super::resolve;
use crate::pipeline::codegen;

/// The name of a construct, and the smallest flow that shows it.
const FLOWS: &[(&str, &str)] = &[
    (
        "chain",
        "pub Chain(line: Line) -> Receipt {
    let bar = parse(&line).await?;
    store(bar).await?
}",
    ),
    (
        "branch",
        "pub Branch(line: Line) -> Receipt {
    let bar = parse(&line).await?;
    if bar.is_odd() {
        store(bar).await?
    } else {
        drop_bar(&bar).await?
    }
}",
    ),
    (
        "match",
        "pub Match(line: Line) -> Receipt {
    match grade(&line).await? {
        Grade::Clean(record) if record.is_new() => store(record).await?,
        Grade::Clean(record) => update(record).await?,
        Grade::Broken => refuse(&line).await?,
    }
}",
    ),
    (
        "concurrent",
        "pub Concurrent(line: Line) -> Receipt {
    let volume = measure(&line).await?;
    let trend = follow(&line).await?;
    store(volume, trend).await?
}",
    ),
    (
        "each",
        "pub Each(symbols: Vec<Symbol>) -> usize {
    let quotes: Vec<Quote> = for symbol in each(&symbols).concurrent(8) {
        fetch(symbol).await?
    };
    quotes.len()
}",
    ),
    (
        "rounds",
        "pub Rounds(topic: Topic) -> Draft {
    let mut notes: Option<Notes> = None;
    #[rounds(3)]
    loop {
        let draft = write(&topic, &notes).await?;
        match review(&draft).await? {
            Verdict::Good => break draft,
            Verdict::Change(more) => notes = Some(more),
        }
    }
}",
    ),
    (
        "race",
        "pub Race(symbol: Symbol) -> Quote {
    race(fetch(&symbol), ask(&symbol).delay(300ms)).await?
}",
    ),
    (
        "sub_pipeline",
        "pub SubPipeline(order: Order) -> Receipt {
    let price = Pricing(order.clone()).await?;
    charge(order, price).await?
}",
    ),
    (
        "fallback",
        "pub Fallback(line: Line) -> Bar {
    parse(&line).or_else(|failed| repair(&line, failed)).await?
}",
    ),
    (
        "saga",
        "#[saga]
pub Saga(order: Order) -> Receipt {
    let held = reserve(&order).with(compensate = release).await?;
    charge(order, held).await?
}",
    ),
    (
        "signal",
        "pub Signal(report: Report) -> Receipt {
    let verdict = signal::<Verdict>(\"review\").timeout(1h).await?;
    store(report, verdict).await?
}",
    ),
    (
        "timer",
        "pub Timer(order: Order) -> Receipt {
    let held = reserve(&order).await?;
    sleep(1h).await;
    charge(order, held).await?
}",
    ),
];

/// Takes off what only hygiene needs, and a reader does not.
struct ShortPaths;

/// How paths begin that are shortened; the longest of a kind stands first.
const LONG: &[&str] = &[
    "orch::__private::private",
    "orch::__private",
    "__orch::private",
    "__orch",
    "core::option::Option",
    "core::result::Result",
    "std::sync",
    "std::boxed",
];

/// Shortens the first `of` segments, but for the last of them, and says by how many.
fn shorten(path: &mut Path, of: usize) -> usize {
    let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let long = LONG.iter().map(|long| long.split("::").collect::<Vec<_>>());
    let Some(begin) =
        long.into_iter().find(|long| words.len() >= long.len() && words.iter().zip(long).all(|(a, b)| a == b))
    else {
        return 0;
    };
    let cut = begin.len().min(of - 1);
    let segments = path.segments.iter().skip(cut).cloned().collect();
    *path = Path { leading_colon: None, segments };
    cut
}

impl VisitMut for ShortPaths {
    fn visit_path_mut(&mut self, path: &mut Path) {
        shorten(path, path.segments.len());
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_type_path_mut(&mut self, ty: &mut syn::TypePath) {
        if let Some(of) = ty.qself.as_mut().filter(|of| of.position > 0) {
            of.position -= shorten(&mut ty.path, of.position);
        }
        visit_mut::visit_type_path_mut(self, ty);
    }

    fn visit_expr_path_mut(&mut self, expr: &mut syn::ExprPath) {
        if let Some(of) = expr.qself.as_mut().filter(|of| of.position > 0) {
            of.position -= shorten(&mut expr.path, of.position);
        }
        visit_mut::visit_expr_path_mut(self, expr);
    }
}

/// What the construct decides: the states, the events, the signals' methods, the blueprint, and the functions that
/// do and undo its nodes. What every flow becomes in the same way is shown once, by the first.
fn own(item: Item, saga: bool) -> Option<Item> {
    match item {
        Item::Struct(item) if item.ident.to_string().ends_with("State") => Some(Item::Struct(item)),
        Item::Enum(item) => Some(Item::Enum(item)),
        Item::Const(mut item) => {
            let Expr::Block(block) = *item.expr else { return None };
            let statements =
                block.block.stmts.into_iter().filter_map(|statement| own_statement(statement, saga)).collect();
            item.expr = Box::new(Expr::Block(ExprBlock { block: Block { stmts: statements, ..block.block }, ..block }));
            Some(Item::Const(item))
        }
        Item::Impl(item) => own_functions(item, saga).map(Item::Impl),
        _ => None,
    }
}

fn own_statement(statement: Stmt, saga: bool) -> Option<Stmt> {
    match statement {
        Stmt::Item(Item::Impl(item)) => own_functions(item, saga).map(|item| Stmt::Item(Item::Impl(item))),
        _ => None,
    }
}

fn own_functions(mut item: ItemImpl, saga: bool) -> Option<ItemImpl> {
    let of = item.trait_.as_ref().map(|(path, _)| path.segments.last().expect("a trait has a name").ident.to_string());
    let is_own = |name: &str| match of.as_deref() {
        // Of a flow that is no saga `undo` only passes on.
        Some("Pipeline") => name == "call" || name == "undo" && saga,
        Some(_) => false,
        None => !matches!(name, "__call" | "__undone" | "__stage"),
    };
    item.items.retain(|item| matches!(item, ImplItem::Fn(function) if is_own(&function.sig.ident.to_string())));
    (!item.items.is_empty()).then_some(item)
}

/// The flow as a comment, and the items that it becomes: all of them for the first flow.
fn expansion(text: &str, all: bool) -> String {
    let (flows, messages) = resolve(text);
    assert!(messages.is_empty(), "{messages:#?}");
    let items = codegen::expand(&flows[0]);
    let mut file: syn::File = syn::parse2(items).expect("an expansion is Rust");
    if !all {
        let saga = text.starts_with("#[saga]");
        file.items = file.items.into_iter().filter_map(|item| own(item, saga)).collect();
    }
    ShortPaths.visit_file_mut(&mut file);
    let mut out = String::from(
        "// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that\n\
         // keep them apart from what the user names: `Some` is `::core::option::Option::Some`.\n//\n",
    );
    if !all {
        out += "// What every flow becomes in the same way is left out here, and shown in `chain.rs`.\n//\n";
    }
    text.lines().for_each(|line| _ = writeln!(out, "// {line}"));
    let text = prettyplease::unparse(&file);
    let text = if all { text } else { without_allowances(&text) };
    format!("{out}\n{}", with_names(&text))
}

/// The list of what generated code is allowed is the same everywhere.
fn without_allowances(text: &str) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for line in text.lines() {
        inside |= line == "#[allow(";
        if !inside {
            out.extend([line, "\n"]);
        }
        inside &= line != ")]";
    }
    out
}

/// Says at each function of a node which one that is, as the blueprint names it.
fn with_names(text: &str) -> String {
    let names: Vec<&str> = text
        .lines()
        .collect::<Vec<_>>()
        .windows(2)
        .filter(|pair| ["__Node::new(", "__Node::stage("].contains(&pair[0].trim()))
        .map(|pair| pair[1].trim().trim_matches([',', '"']))
        .collect();
    let mut out = String::new();
    for line in text.lines() {
        let begin = line.trim_start();
        let number = begin.strip_prefix("fn __node_").and_then(|rest| rest.split('<').next());
        if let Some(name) = number.and_then(|number| names.get(number.parse::<usize>().ok()?)) {
            let _ = writeln!(out, "{}// `{name}`", &line[..line.len() - begin.len()]);
        }
        out.extend([line, "\n"]);
    }
    out
}

#[test]
fn each_construct_becomes_what_was_read() {
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansions");
    let overwrite = std::env::var_os("ORCH_SNAPSHOTS").is_some_and(|word| word == "overwrite");
    let mut differing = Vec::new();
    for (number, (name, text)) in FLOWS.iter().enumerate() {
        let (file, made) = (home.join(format!("{name}.rs")), expansion(text, number == 0));
        if overwrite {
            std::fs::write(&file, made).expect("the expansion can be written");
        } else if std::fs::read_to_string(&file).ok().as_ref() != Some(&made) {
            differing.push(*name);
        }
    }
    assert!(
        differing.is_empty(),
        "these expansions are not what was kept: {differing:?}; make them anew, read the difference, and keep it if it is \
         meant: ORCH_SNAPSHOTS=overwrite cargo test -p orch-macros --lib expansions"
    );
}
