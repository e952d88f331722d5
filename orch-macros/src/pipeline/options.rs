//! The attributes of a pipeline: orch's become [`Options`], the others pass through, a stranger is refused (E24).

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitFloat, LitInt, Meta, Token};

use super::check::nearest::hint;
use super::ir::{Options, Slo};
use crate::closed;
use crate::diagnostics::Diagnostics;
use crate::policy;

const OURS: &[&str] = &["deadline", "work_limit", "slo", "saga", "ephemeral", "depth", "amplification"];
const PASSING: &[&str] =
    &["doc", "cfg", "cfg_attr", "allow", "expect", "warn", "deny", "forbid", "deprecated", "must_use"];
/// Deeper recursions could not be drawn or counted.
const DEEPEST: u32 = 1000;
/// Nobody means more attempts at one stage.
const OFTENEST: u32 = 1_000_000;

/// Splits the attributes.
pub(crate) fn options(attrs: Vec<Attribute>, diagnostics: &mut Diagnostics) -> (Vec<Attribute>, Options) {
    let (mut passing, mut options, mut seen) = (Vec::new(), Options::default(), Vec::new());
    for attr in attrs {
        let Some(name) = attr.path().get_ident().map(Ident::to_string) else {
            passing.push(attr);
            continue;
        };
        if PASSING.contains(&name.as_str()) {
            passing.push(attr);
        } else if !OURS.contains(&name.as_str()) {
            unknown(&attr, &name, diagnostics);
        } else if seen.contains(&name) {
            diagnostics.error("E24", attr.path(), format_args!("`#[{name}]` is written twice: keep one of them"));
        } else {
            one(&name, &attr, &mut options, diagnostics);
            seen.push(name);
        }
    }
    (passing, options)
}

fn unknown(attr: &Attribute, name: &str, diagnostics: &mut Diagnostics) {
    let hint = match name {
        "rounds" => "it stands before a `loop`".to_owned(),
        "unordered" => "it stands before a block".to_owned(),
        _ => hint(name, OURS),
    };
    diagnostics.error("E24", attr.path(), format_args!("a pipeline has no attribute `#[{name}]`: {hint}"));
}

fn one(name: &str, attr: &Attribute, options: &mut Options, diagnostics: &mut Diagnostics) {
    let read = match name {
        "deadline" => deadline(attr, options, diagnostics),
        "work_limit" => work_limit(attr, options, diagnostics),
        "slo" => {
            arguments(attr).and_then(|(tokens, end)| slo(tokens, end, diagnostics)).map(|slo| options.slo = Some(slo))
        }
        "saga" => word(attr).map(|()| options.saga = Some(attr.span())),
        "ephemeral" => word(attr).map(|()| options.ephemeral = true),
        "depth" => number(attr, DEEPEST, "the depth of a recursion").map(|depth| options.depth = Some(depth)),
        _ => number(attr, OFTENEST, "how often a stage may be attempted").map(|n| options.amplification = Some(n)),
    };
    if let Err(error) = read {
        diagnostics.error_at("E24", error.span(), error);
    }
}

fn word(attr: &Attribute) -> syn::Result<()> {
    attr.meta.require_path_only().map(drop)
}

/// What stands in the parentheses, and where it ends.
fn arguments(attr: &Attribute) -> syn::Result<(TokenStream, Span)> {
    match &attr.meta {
        Meta::List(list) if !list.tokens.is_empty() => Ok((list.tokens.clone(), list.delimiter.span().close())),
        other => Err(syn::Error::new_spanned(other, "the value is missing: write it in parentheses")),
    }
}

fn deadline(attr: &Attribute, options: &mut Options, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let parser = |input: ParseStream| {
        let tokens = until_comma(input)?;
        let mut guaranteed = false;
        if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let word: Ident = input.parse()?;
            if word != "guaranteed" {
                let hint = hint(&word.to_string(), &["guaranteed"]);
                return Err(syn::Error::new(word.span(), format!("a deadline has no option `{word}`: {hint}")));
            }
            guaranteed = true;
        }
        Ok((tokens, guaranteed))
    };
    let (tokens, end) = arguments(attr)?;
    let (tokens, guaranteed) = closed::parse(tokens, end, parser)?;
    options.deadline = policy::duration(tokens, diagnostics).map(|tokens| (tokens, guaranteed, attr.path().span()));
    Ok(())
}

fn work_limit(attr: &Attribute, options: &mut Options, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    options.work_limit = policy::duration(arguments(attr)?.0, diagnostics);
    Ok(())
}

fn number(attr: &Attribute, most: u32, what: &str) -> syn::Result<u32> {
    let (tokens, end) = arguments(attr)?;
    let wrong = |span| syn::Error::new(span, format!("{what} is a number from 1 to {most}"));
    let literal: LitInt = closed::parse(tokens, end, |input| input.parse().map_err(|_| wrong(input.span())))?;
    match literal.base10_parse() {
        Ok(number) if (1..=most).contains(&number) && literal.suffix().is_empty() => Ok(number),
        _ => Err(wrong(literal.span())),
    }
}

/// `success = 99.9%, p99 = 500ms`
fn slo(tokens: TokenStream, end: Span, diagnostics: &mut Diagnostics) -> syn::Result<Slo> {
    let mut slo = Slo::default();
    let parser = |input: ParseStream| {
        while !input.is_empty() {
            objective(input, &mut slo, diagnostics)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    closed::parse(tokens, end, parser)?;
    Ok(slo)
}

fn objective(input: ParseStream, slo: &mut Slo, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    let key: Ident = input.parse()?;
    input.parse::<Token![=]>()?;
    let name = key.to_string();
    if name == "success" {
        let twice = slo.success.replace(share(input)?).is_some();
        return once(&key, twice);
    }
    let field = match name.as_str() {
        "p50" => &mut slo.p50,
        "p95" => &mut slo.p95,
        "p99" => &mut slo.p99,
        _ => {
            let hint = hint(&name, &["success", "p50", "p95", "p99"]);
            return Err(syn::Error::new(key.span(), format!("an objective is not called `{name}`: {hint}")));
        }
    };
    let twice = field.is_some();
    *field = policy::duration(until_comma(input)?, diagnostics);
    once(&key, twice)
}

fn once(key: &Ident, twice: bool) -> syn::Result<()> {
    match twice {
        true => Err(syn::Error::new(key.span(), format!("`{key}` is written twice: keep one of them"))),
        false => Ok(()),
    }
}

fn share(input: ParseStream) -> syn::Result<f64> {
    let span = input.span();
    let number: f64 = match input.peek(LitInt) {
        true => input.parse::<LitInt>()?.base10_parse()?,
        false => input.parse::<LitFloat>()?.base10_parse()?,
    };
    let fits = input.parse::<Option<Token![%]>>()?.is_some() && number > 0.0 && number <= 100.0;
    match fits {
        true => Ok(number / 100.0),
        false => Err(syn::Error::new(span, "a share of runs is written in percent, above 0% up to 100%: `99.9%`")),
    }
}

fn until_comma(input: ParseStream) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        let tree: proc_macro2::TokenTree = input.parse()?;
        tokens.extend(quote!(#tree));
    }
    match tokens.is_empty() {
        true => Err(input.error("a duration is missing: `50ms`, `2s`, `5min`, `1h`, `7d`")),
        false => Ok(tokens),
    }
}
