//! What each kind of expression becomes: where a use lends, where it needs a value of its own, and what is a use at all.

use quote::ToTokens;
use syn::token::Group;
use syn::{Expr, ExprGroup};

use super::Rewriter;
use crate::diagnostics::Diagnostics;
use crate::pipeline::scope::{Access, Change, Scopes, Variable};

/// The variables of the flow; `__orch_0` is what a nested stage gave.
const NAMES: [(&str, Access); 4] =
    [("a", Access::Place), ("b", Access::Place), ("own", Access::AsIs), ("__orch_0", Access::Place)];

/// `a` and `b` are slots of the flow, `own` is a value of its own; `late` is made further down.
fn scopes() -> Scopes {
    let mut scopes = Scopes::default();
    for (binding, (name, access)) in NAMES.iter().enumerate() {
        let binding = Some(binding);
        let (name, access, change) = ((*name).to_owned(), *access, Change::No);
        scopes.declare(Variable { name, binding, access, whole: None, change, frame: 0 });
    }
    scopes.note_made(&quote::format_ident!("late"));
    scopes
}

/// What one expression became, as `written.txt` tells it.
fn write(source: &str) -> String {
    written(syn::parse_str(source).unwrap_or_else(|error| panic!("`{source}`: {error}")))
}

fn written(mut expr: Expr) -> String {
    let (mut scopes, mut diagnostics) = (scopes(), Diagnostics::new());
    let mut rewriter = Rewriter::new(&mut scopes, &mut diagnostics);
    rewriter.value(&mut expr);
    let code = rewriter.code(expr.to_token_stream());
    let text = code.tokens.to_string().replace(":: orch :: __private :: clone_place", "clone");
    let mut told = vec![format!("= {}", text.replace(":: orch :: __private :: private :: question", "ask"))];
    let uses: Vec<&str> = code.uses.iter().map(|binding| NAMES[*binding].0).collect();
    told.extend((!uses.is_empty()).then(|| format!("uses {}", uses.join(" "))));
    told.extend(code.question.then(|| "asks".to_owned()));
    told.extend(scopes.has_unknown().then(|| "names something else".to_owned()));
    for refused in diagnostics.into_errors() {
        let said = refused.to_string();
        let first = said.split('"').nth(1).and_then(|said| said.split("\\n").next()).unwrap_or_default();
        told.push(format!("refused: {first}"));
    }
    told.join("\n")
}

/// Without spaces, which mean nothing between tokens.
fn dense(told: &str) -> Vec<String> {
    told.lines().map(|line| line.split_whitespace().collect()).collect()
}

#[test]
fn each_kind_of_expression_becomes_what_is_written_down() {
    let mut expected: Vec<(&str, String)> = Vec::new();
    for line in include_str!("written.txt").lines() {
        match (line.starts_with(' '), expected.last_mut()) {
            (true, Some((_, told))) => told.extend([line, "\n"]),
            _ => expected.push((line, String::new())),
        }
    }
    assert!(expected.len() > 100, "{}", expected.len());
    for (source, told) in expected {
        assert_eq!(dense(&write(source)), dense(&told), "`{source}`");
    }
}

/// What a macro of the user's put together stands in groups that nobody sees.
#[test]
fn unseen_groups_are_looked_through() {
    for source in ["a.x", "f(a)", "own"] {
        let expr: Expr = syn::parse_str(source).expect("an expression");
        let group = ExprGroup { attrs: Vec::new(), group_token: Group::default(), expr: Box::new(expr) };
        assert_eq!(dense(&written(Expr::Group(group.clone()))), dense(&write(source)), "`{source}`");
        let lent: Expr = syn::parse_quote!(&unseen);
        let Expr::Reference(mut lent) = lent else { panic!("a reference") };
        lent.expr = Box::new(Expr::Group(group));
        assert_eq!(dense(&written(Expr::Reference(lent))), dense(&write(&format!("&{source}"))), "`&{source}`");
    }
}
