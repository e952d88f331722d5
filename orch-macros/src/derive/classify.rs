//! `#[derive(Classify)]`: every variant of an error has a class.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Index, Member};

use crate::depth;
use crate::diagnostics::Diagnostics;
use crate::policy::entry::{self, Entry};
use crate::policy::nearest;

/// One row a class: its word, its variant of `Class`, and what it says.
const CLASSES: [(&str, &str, &str); 3] = [
    ("transient", "Transient", "it may pass if tried again"),
    ("permanent", "Permanent", "it will not pass"),
    ("partial", "Partial", "some of the work is done and must not be repeated blindly; what was done is in the error"),
];

/// Expands the derive.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    if depth::refuse(&item, &mut diagnostics) {
        return diagnostics.into_tokens();
    }
    let implementation = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => implementation(&input, &mut diagnostics),
        Err(error) => {
            diagnostics.push(error);
            TokenStream::new()
        }
    };
    let errors = diagnostics.into_tokens();
    quote!(#implementation #errors)
}

/// What one variant says, or a struct as a whole.
struct Case {
    /// `Self::Timeout { .. }`
    pattern: TokenStream,
    /// `timeout`
    name: String,
    class: Ident,
    /// The arm that gives the field of `retry_after`.
    retry_after: Option<TokenStream>,
}

fn implementation(input: &DeriveInput, diagnostics: &mut Diagnostics) -> TokenStream {
    let cases: Vec<Case> = match &input.data {
        Data::Enum(data) => data
            .variants
            .iter()
            .map(|variant| {
                let (name, fields) = (&variant.ident, &variant.fields);
                case(quote!(Self::#name), name, name, &variant.attrs, fields, diagnostics)
            })
            .collect(),
        Data::Struct(data) => {
            vec![case(quote!(Self), &input.ident, &input.ident, &input.attrs, &data.fields, diagnostics)]
        }
        Data::Union(data) => {
            diagnostics.error("E19", &data.union_token, "a union cannot say what it holds, so it has no class");
            Vec::new()
        }
    };
    let (class, variant) = (class(&cases), variant(&cases));
    let retry_after = retry_after(&cases);
    let (name, (generics, arguments, bounds)) = (&input.ident, input.generics.split_for_impl());
    quote! {
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic)]
        #[diagnostic::do_not_recommend]
        impl #generics ::orch::__private::Classify for #name #arguments #bounds {
            #class
            #retry_after
            #variant
        }
    }
}

fn class(cases: &[Case]) -> TokenStream {
    let arms =
        cases.iter().map(|Case { pattern, class, .. }| quote!(#pattern { .. } => ::orch::__private::Class::#class,));
    quote! {
        fn class(&self) -> ::orch::__private::Class {
            match *self { #(#arms)* }
        }
    }
}

fn variant(cases: &[Case]) -> TokenStream {
    let arms = cases.iter().map(|Case { pattern, name, .. }| quote!(#pattern { .. } => #name,));
    quote! {
        fn variant(&self) -> &'static str {
            match *self { #(#arms)* }
        }
    }
}

fn retry_after(cases: &[Case]) -> TokenStream {
    let arms: Vec<_> = cases.iter().filter_map(|case| case.retry_after.as_ref()).collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    let rest = (arms.len() < cases.len()).then(|| quote!(_ => ::core::option::Option::None,));
    quote! {
        fn retry_after(&self) -> ::core::option::Option<::core::time::Duration> {
            match *self {
                #(#arms)*
                #rest
            }
        }
    }
}

fn case(
    pattern: TokenStream,
    name: &Ident,
    at: &dyn ToTokens,
    attrs: &[Attribute],
    fields: &Fields,
    diagnostics: &mut Diagnostics,
) -> Case {
    let mut classes = attrs.iter().filter_map(|attr| Some((attr, row(attr)?)));
    let chosen = classes.next();
    for (extra, (word, ..)) in classes {
        let message = format!("`{name}` has a class already: `#[{word}]` is one too many");
        diagnostics.error("E19", extra, message);
    }
    let Some((attr, (_, class, _))) = chosen else {
        diagnostics.error("E19", at, no_class(name));
        return Case { pattern, name: snake_case(name), class: quote::format_ident!("Permanent"), retry_after: None };
    };
    let retry_after = asked_wait(attr, class, fields, diagnostics);
    let retry_after = retry_after.map(|member| wait_arm(&pattern, &member));
    Case { pattern, name: snake_case(name), class: quote::format_ident!("{class}"), retry_after }
}

/// The field may be a duration or an optional one.
fn wait_arm(pattern: &TokenStream, member: &Member) -> TokenStream {
    let wait = Ident::new("__orch_wait", member.span());
    let given = quote_spanned!(member.span()=> ::orch::__private::Wait::wait(#wait));
    quote!(#pattern { #member: #wait, .. } => #given,)
}

fn row(attr: &Attribute) -> Option<(&'static str, &'static str, &'static str)> {
    CLASSES.iter().find(|(word, ..)| attr.path().is_ident(word)).copied()
}

fn no_class(name: &Ident) -> String {
    let lines = CLASSES.iter().map(|(word, _, meaning)| format!("  {:<13} {meaning}", format!("#[{word}]")));
    format!(
        "`{name}` does not say what may be done about it: put one of these on it\n{}",
        lines.collect::<Vec<_>>().join("\n")
    )
}

/// The field of `#[transient(retry_after = field)]`.
fn asked_wait(attr: &Attribute, class: &str, fields: &Fields, diagnostics: &mut Diagnostics) -> Option<Member> {
    let list = match &attr.meta {
        syn::Meta::Path(_) => return None,
        syn::Meta::List(list) if class == "Transient" => list,
        other => {
            let message = if class == "Transient" {
                "a class is written `#[transient]` or `#[transient(retry_after = field)]`".to_owned()
            } else {
                format!(
                    "`#[{}]` takes nothing: only a transient failure is tried again",
                    other.path().to_token_stream()
                )
            };
            diagnostics.error("E24", other, message);
            return None;
        }
    };
    let entries = entry::list(list.tokens.clone(), diagnostics);
    if entries.is_empty() && list.tokens.is_empty() {
        diagnostics.error("E24", list, "write `#[transient]`, or `#[transient(retry_after = field)]`");
    }
    entries.iter().filter_map(|entry| wait_field(entry, fields, diagnostics)).next()
}

fn wait_field(entry: &Entry, fields: &Fields, diagnostics: &mut Diagnostics) -> Option<Member> {
    if entry.name != "retry_after" {
        let message = format!("`{}` means nothing here; did you mean `retry_after`?", entry.name);
        diagnostics.error("E24", &entry.name, message);
        return None;
    }
    let value = entry.value("retry_after = field", diagnostics)?;
    let Ok(member) = syn::parse2::<Member>(value.clone()) else {
        diagnostics.error("E24", &value, "`retry_after` names a field that holds a `Duration`");
        return None;
    };
    let names: Vec<String> = fields.members().map(|member| member.to_token_stream().to_string()).collect();
    let written = member.to_token_stream().to_string();
    if names.contains(&written) {
        return Some(with_span(member, &value));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let help = match names.is_empty() {
        true => "it has no fields".to_owned(),
        false => nearest::hint(&written, "its fields are", &names),
    };
    diagnostics.error("E24", &value, format_args!("there is no field `{written}`; {help}"));
    None
}

fn with_span(member: Member, value: &TokenStream) -> Member {
    match member {
        Member::Unnamed(Index { index, .. }) => {
            let span = value.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
            Member::Unnamed(Index { index, span })
        }
        named => named,
    }
}

/// `SlowDown` becomes `slow_down`.
fn snake_case(name: &Ident) -> String {
    let name = name.unraw().to_string();
    let characters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (index, character) in characters.iter().enumerate() {
        let after_small = index > 0 && !characters[index - 1].is_uppercase() && characters[index - 1] != '_';
        let before_small = index > 0
            && characters[index - 1].is_uppercase()
            && characters.get(index + 1).is_some_and(|next| next.is_lowercase());
        if character.is_uppercase() && (after_small || before_small) {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_snake_case() {
        for (name, expected) in [("Timeout", "timeout"), ("SlowDown", "slow_down"), ("HTTPError", "http_error")] {
            assert_eq!(snake_case(&quote::format_ident!("{name}")), expected);
        }
    }
}
