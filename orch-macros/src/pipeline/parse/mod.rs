//! From tokens to flows as written, through both doors. A mistake in one pipeline hides none in another.

mod body;
mod recover;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::format_ident;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, Ident, Pat, ReturnType, Signature, Token, Type, Visibility, token};

use super::ast::Written;
use super::ir::Param;
use crate::closed;
use crate::depth;
use crate::diagnostics::Diagnostics;
use crate::editor;
use crate::hygiene::Ends;

/// All pipelines of `pipeline! { … }` whose header could be read.
pub(crate) fn pipelines(input: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Written> {
    let mut found = Vec::new();
    if depth::refuse_outside_of_bodies(&input, diagnostics) {
        return found;
    }
    let parser = |input: ParseStream| {
        while !input.is_empty() {
            match header(input, diagnostics) {
                Ok(header) => {
                    let mut written = header.with_body(input, diagnostics);
                    if refuse_twice(&written.name, &found, diagnostics) {
                        // It is checked under another name.
                        written.name = format_ident!("{}_{}", written.name, found.len());
                        written.attrs.push(syn::parse_quote!(#[allow(non_camel_case_types)]));
                        written.refused = true;
                    }
                    found.push(written);
                }
                Err(error) => {
                    diagnostics.error_at("E00", error.span(), error);
                    skip_past_body(input)?;
                }
            }
        }
        Ok(())
    };
    let end = Ends::of(&input).last;
    // An error of the parser itself can only repeat one that was reported.
    let _: syn::Result<()> = closed::parse(input, end, parser);
    found
}

/// The pipeline of `#[flow] pub async fn Name(…) -> Out { … }`.
pub(crate) fn function(item: TokenStream, diagnostics: &mut Diagnostics) -> Option<Written> {
    let mut found = None;
    if depth::refuse_outside_of_bodies(&item, diagnostics) {
        return found;
    }
    let parser = |input: ParseStream| {
        match function_header(input, diagnostics) {
            Ok(header) => found = Some(header.with_body(input, diagnostics)),
            Err(error) => diagnostics.error_at("E00", error.span(), error),
        }
        input.parse::<TokenStream>().map(drop)
    };
    let end = Ends::of(&item).last;
    let _: syn::Result<()> = closed::parse(item, end, parser);
    found
}

struct Header {
    attrs: Vec<Attribute>,
    vis: Visibility,
    name: Ident,
    params: Vec<Param>,
    output: Type,
    complete: bool,
}

/// Whether an earlier pipeline has the name, which is said.
fn refuse_twice(name: &Ident, found: &[Written], diagnostics: &mut Diagnostics) -> bool {
    let twice = found.iter().any(|earlier| earlier.name == *name);
    if twice {
        let message = format_args!("there is a pipeline `{name}` already\n  give this one a name of its own");
        diagnostics.error("E07", name, message);
    }
    twice
}

/// Whether the name can be that of a type; says so if not.
fn refuse_lower_case(name: &Ident, diagnostics: &mut Diagnostics) -> bool {
    let text = name.unraw().to_string();
    let lower = text.starts_with(char::is_lowercase) || text.starts_with('_');
    if lower {
        let message = format_args!(
            "the name of a pipeline is that of a type: write `{}`\n  stages in lower case are agents, those in upper case are pipelines",
            camel(&text)
        );
        diagnostics.error("E07", name, message);
    }
    lower
}

/// `market_data` as `MarketData`.
fn camel(text: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        first + letters.as_str()
    };
    text.split('_').map(word).collect()
}

impl Header {
    fn with_body(mut self, input: ParseStream, diagnostics: &mut Diagnostics) -> Written {
        if refuse_lower_case(&self.name, diagnostics) {
            self.complete = false;
            // What was said is not said again by a lint.
            self.attrs.push(syn::parse_quote!(#[allow(non_camel_case_types)]));
        }
        let before = diagnostics.count();
        let mended = input.fork().parse().is_ok_and(|body: TokenTree| editor::has_mended(body.into()));
        let (body, end) = match body_group(input) {
            Ok(group) if depth::refuse(&group.stream(), diagnostics) => (body::missing(), group.span_close()),
            Ok(group) => (body::statements(&group, diagnostics), group.span_close()),
            Err(error) => {
                if !mended {
                    diagnostics.error_at("E00", error.span(), error);
                }
                (body::missing(), self.name.span())
            }
        };
        let refused = !self.complete || mended || diagnostics.count() > before;
        let Header { attrs, vis, name, params, output, .. } = self;
        Written { attrs, vis, name, params, output, body, refused, end }
    }
}

fn header(input: ParseStream, diagnostics: &mut Diagnostics) -> syn::Result<Header> {
    let before = diagnostics.count();
    let attrs = Attribute::parse_outer(input)?;
    let vis: Visibility = input.parse()?;
    if input.peek(Token![async]) || input.peek(Token![fn]) {
        let message = "a pipeline is written `Name(line: Line) -> Receipt { … }`, without `async fn`";
        diagnostics.error_at("E00", input.span(), message);
        input.parse::<Option<Token![async]>>()?;
        input.parse::<Option<Token![fn]>>()?;
    }
    let name: Ident = input.parse()?;
    if input.peek(Token![<]) {
        return Err(input.error("a pipeline has no generics: it is one machine with one contract"));
    }
    if !input.peek(token::Paren) {
        return Err(
            input.error(format!("the parameters of `{name}` are missing: write `{name}(line: Line) -> Receipt`"))
        );
    }
    let content;
    syn::parenthesized!(content in input);
    let params = Punctuated::<Parameter, Token![,]>::parse_terminated(&content)?;
    for mutable in params.iter().filter_map(|parameter| parameter.mutable) {
        let message = "a parameter does not change: use a `let mut` with its type written in the body";
        diagnostics.error("E00", &mutable, message);
    }
    let params = params.into_iter().map(|parameter| parameter.param).collect();
    let output = output_type(input.parse()?);
    Ok(Header { attrs, vis, name, params, output, complete: diagnostics.count() == before })
}

fn output_type(output: ReturnType) -> Type {
    match output {
        ReturnType::Default => syn::parse_quote!(()),
        ReturnType::Type(_, ty) => *ty,
    }
}

struct Parameter {
    mutable: Option<Token![mut]>,
    param: Param,
}

impl Parse for Parameter {
    fn parse(input: ParseStream) -> syn::Result<Parameter> {
        let mutable = input.parse()?;
        let ident: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        Ok(Parameter { mutable, param: Param { ident, ty } })
    }
}

fn function_header(input: ParseStream, diagnostics: &mut Diagnostics) -> syn::Result<Header> {
    let attrs = Attribute::parse_outer(input)?;
    let vis: Visibility = input.parse()?;
    let signature: Signature = input.parse()?;
    let before = diagnostics.count();
    if signature.asyncness.is_none() {
        diagnostics.error("E00", &signature.fn_token, "a flow is an `async fn`, because its stages are awaited");
    }
    if !signature.generics.params.is_empty() {
        diagnostics.error(
            "E00",
            &signature.generics,
            "a pipeline has no generics: it is one machine with one contract",
        );
    }
    let params = signature.inputs.iter().map(function_parameter).collect::<syn::Result<_>>()?;
    Ok(Header {
        attrs,
        vis,
        name: signature.ident,
        params,
        output: output_type(signature.output),
        complete: diagnostics.count() == before,
    })
}

fn function_parameter(input: &FnArg) -> syn::Result<Param> {
    if let FnArg::Typed(typed) = input
        && let Pat::Ident(pattern) = &*typed.pat
        && pattern.by_ref.is_none()
        && pattern.mutability.is_none()
        && pattern.subpat.is_none()
    {
        return Ok(Param { ident: pattern.ident.clone(), ty: (*typed.ty).clone() });
    }
    Err(syn::Error::new(input.span(), "a parameter of a pipeline is `name: Type`"))
}

fn body_group(input: ParseStream) -> syn::Result<Group> {
    if !input.peek(token::Brace) {
        let error = input.error("the body of the pipeline is missing: `{ … }`");
        input.parse::<Option<Token![;]>>()?;
        return Err(error);
    }
    input.parse()
}

/// Goes on after the next braces, where another pipeline may begin.
fn skip_past_body(input: ParseStream) -> syn::Result<()> {
    while !input.is_empty() {
        let tree: TokenTree = input.parse()?;
        if let TokenTree::Group(group) = tree
            && group.delimiter() == proc_macro2::Delimiter::Brace
        {
            break;
        }
    }
    Ok(())
}
