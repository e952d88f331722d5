//! What must hold of whatever a macro makes of whatever it is given.

use std::any::Any;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Span, TokenStream, TokenTree};

use crate::doors::{Case, Door, Lexed};

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// That there is no panic, and that errors stand where they should.
    Quick,
    /// Also that the output is Rust, and the same when it is made again; and that rustdoc, for which pipelines are drawn, and an editor
    /// are given Rust too.
    Full,
}

/// What came of a case that keeps the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Nothing: a compiler would not get as far as the macro. It must not panic all the same.
    NoTokens,
    /// It was refused.
    Refused,
    /// It was taken.
    Taken,
}

/// Checks one case.
///
/// # Errors
/// The first rule that it breaks.
pub fn check(case: &Case, depth: Depth) -> Result<Came, String> {
    // Places in texts of earlier cases are forgotten, or memory would grow with each case.
    proc_macro2::extra::invalidate_current_thread_spans();
    let Some(lexed) = case.lex() else { return Ok(Came::NoTokens) };
    let output = expand(case, &lexed)?;
    let errors = errors(output.clone());
    if errors.iter().any(|error| error.message.contains("nested too deeply")) {
        // What is kept from the macros' parser is kept from this one, too.
        return Ok(Came::Refused);
    }
    if !is_possible(case, &lexed) {
        return Ok(Came::NoTokens);
    }
    check_errors(case, &lexed, &errors)?;
    if depth == Depth::Full {
        if errors.is_empty() {
            says_something(case, &lexed, &output)?;
        }
        is_rust(&output)?;
        let again = expand(case, &lexed)?;
        if again.to_string() != output.to_string() {
            return Err("the same input gave another output".to_owned());
        }
        for (asker, pretend) in OTHERS {
            pretend(true);
            let output = expand(case, &lexed);
            pretend(false);
            output.and_then(|output| is_rust(&output)).map_err(|what| format!("asked by {asker}: {what}"))?;
        }
    }
    Ok(if errors.is_empty() { Came::Taken } else { Came::Refused })
}

/// Makes this thread count as somebody's, or no longer.
type Pretend = fn(bool);

/// Who else asks for expansions, and is given something of its own.
const OTHERS: [(&str, Pretend); 2] = [("rustdoc", crate::rustdoc::pretend), ("an editor", crate::editor::pretend)];

/// Whether a compiler would hand it to the macro: attributes and derives stand on items.
fn is_possible(case: &Case, lexed: &Lexed) -> bool {
    match case.door {
        Door::Pipeline => true,
        Door::Flow | Door::Agent => syn::parse2::<syn::Item>(lexed.item.clone()).is_ok(),
        Door::Classify | Door::Resources => syn::parse2::<syn::DeriveInput>(lexed.item.clone()).is_ok(),
    }
}

fn expand(case: &Case, lexed: &Lexed) -> Result<TokenStream, String> {
    catch_unwind(AssertUnwindSafe(|| case.expand(lexed))).map_err(|panic| format!("it panics: {}", said(&*panic)))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// An error in an output.
#[derive(Debug, PartialEq)]
struct Told {
    message: String,
    from: Range<usize>,
    to: Range<usize>,
}

/// The `compile_error!`s of an output.
fn errors(output: TokenStream) -> Vec<Told> {
    let mut found = Vec::new();
    let trees: Vec<TokenTree> = output.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        match (tree, trees.get(at + 2)) {
            (TokenTree::Ident(word), Some(TokenTree::Group(group))) if word == "compile_error" => {
                let message = group.stream().to_string();
                found.push(Told { message, from: word.span().byte_range(), to: group.span().byte_range() });
            }
            (TokenTree::Group(group), _) => found.extend(errors(group.stream())),
            _ => {}
        }
    }
    found
}

/// Each stands in the input, none is told twice, and there are not more than there is to complain about.
fn check_errors(case: &Case, lexed: &Lexed, errors: &[Told]) -> Result<(), String> {
    if case.item.contains("compile_error") {
        return Ok(());
    }
    // What an attribute leaves out is told at the attribute, which has no place in its own text.
    let nowhere = matches!(case.door, Door::Agent) || lexed.item.is_empty();
    let within = [places(&lexed.attribute), places(&lexed.item)];
    let inside =
        |range: &Range<usize>| within.iter().flatten().any(|text| text.start <= range.start && range.end <= text.end);
    for (at, error) in errors.iter().enumerate() {
        if !nowhere && (!inside(&error.from) || !inside(&error.to)) {
            return Err(format!("an error stands nowhere in the input: {}", error.message));
        }
        if errors[..at].contains(error) {
            return Err(format!("an error is told twice: {}", error.message));
        }
    }
    let most = 1 + (case.item.len() + case.attribute.len()) / 2;
    match errors.len() > most {
        true => Err(format!("{} errors about {} bytes", errors.len(), case.item.len())),
        false => Ok(()),
    }
}

/// The bytes that a text's tokens stand in.
fn places(tokens: &TokenStream) -> Option<Range<usize>> {
    let mut spans = tokens.clone().into_iter().map(|tree| match tree {
        TokenTree::Group(group) => (group.span_open(), group.span_close()),
        other => (other.span(), other.span()),
    });
    let first: (Span, Span) = spans.next()?;
    let last = spans.last().unwrap_or(first);
    Some(first.0.byte_range().start..last.1.byte_range().end)
}

/// What is taken without a word must have made something.
fn says_something(case: &Case, lexed: &Lexed, output: &TokenStream) -> Result<(), String> {
    let text = output.to_string();
    if matches!(case.door, Door::Pipeline | Door::Flow) && !lexed.item.is_empty() {
        if !text.contains("impl") {
            return Err("it was neither refused nor made into anything".to_owned());
        }
        if crate::pipeline::is_refused(lexed.item.clone(), case.door == Door::Flow) {
            return Err("a flow was refused without a word".to_owned());
        }
    }
    Ok(())
}

/// The output is items.
fn is_rust(output: &TokenStream) -> Result<(), String> {
    match syn::parse2::<syn::File>(output.clone()) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("the output is no Rust: {error}; {:?}", error.span().source_text())),
    }
}
