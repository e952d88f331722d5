//! The function as it was written. Its body is never parsed: it is passed on token by token.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, Signature, Visibility};

use crate::diagnostics::Diagnostics;

/// A function with an unread body.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    pub(crate) body: TokenStream,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Item> {
        Ok(Item {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
            body: input.parse()?,
        })
    }
}

/// Reads the item; reports one that is no function.
pub(crate) fn read(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Option<Item> {
    match syn::parse2::<Item>(tokens.clone()) {
        Ok(item) if matches!(item.body.clone().into_iter().next(), Some(TokenTree::Group(_))) => Some(item),
        Ok(item) => {
            diagnostics.error("E00", &item.sig.ident, "an agent has a body: `#[agent]` goes on a free async function");
            None
        }
        Err(error) if is_function(&tokens) => {
            diagnostics.push(error);
            None
        }
        Err(_) => {
            let message =
                "`#[agent]` goes on an async function: `async fn parse(line: &Line) -> Result<Bar, ParseError>`";
            diagnostics.error_at("E00", proc_macro2::Span::call_site(), message);
            None
        }
    }
}

fn is_function(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"))
}

impl Item {
    /// The signature as rustc may read it: `#[resource]` taken off.
    pub(crate) fn plain_signature(&self) -> TokenStream {
        let mut sig = self.sig.clone();
        for input in &mut sig.inputs {
            if let FnArg::Typed(typed) = input {
                typed.attrs.retain(|attr| !is_resource(attr));
            }
        }
        sig.into_token_stream()
    }

    /// Takes off an `#[agent]` below this one, and reports it.
    pub(crate) fn refuse_repeated(&mut self, diagnostics: &mut Diagnostics) {
        self.attrs.retain(|attr| {
            let repeated = attr.path().segments.last().is_some_and(|segment| segment.ident == "agent");
            if repeated {
                diagnostics.error("E24", attr, "an agent has one contract: keep one `#[agent(…)]`");
            }
            !repeated
        });
    }

    /// The `#[cfg(…)]`s, which everything generated shares.
    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }

    /// The text of the doc comment.
    pub(crate) fn docs(&self) -> String {
        let lines = self.attrs.iter().filter_map(|attr| {
            let value = &attr.meta.require_name_value().ok()?.value;
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }) = value else { return None };
            attr.path().is_ident("doc").then(|| line.value())
        });
        let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
        lines.join("\n").trim().to_owned()
    }
}

/// `#[resource]`
pub(crate) fn is_resource(attr: &Attribute) -> bool {
    attr.path().is_ident("resource")
}
