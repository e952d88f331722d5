//! The shape that all options share: `word`, `word = value`, `word(…)`, separated by commas.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::diagnostics::Diagnostics;

/// One option.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: Ident,
    pub(crate) form: Form,
}

/// How an option was written.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    /// `blocking`
    Word,
    /// `timeout = 2s`
    Value(TokenStream),
    /// `retry(attempts = 4)`
    Arguments(TokenStream),
}

impl Entry {
    /// The value behind `=`; reports anything else. `example` shows the right form.
    pub(crate) fn value(&self, example: &str, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
        match &self.form {
            Form::Value(value) => Some(value.clone()),
            _ => self.misformed(example, diagnostics),
        }
    }

    /// What stands in the parentheses; reports anything else.
    pub(crate) fn arguments(&self, example: &str, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
        match &self.form {
            Form::Arguments(arguments) => Some(arguments.clone()),
            _ => self.misformed(example, diagnostics),
        }
    }

    /// Whether it is a single word; reports anything else.
    pub(crate) fn word(&self, diagnostics: &mut Diagnostics) -> bool {
        match &self.form {
            Form::Word => true,
            _ => {
                diagnostics.error(
                    "E24",
                    &self.name,
                    format_args!("`{}` is a word alone: nothing follows it", self.name),
                );
                false
            }
        }
    }

    /// All of it, for reports. Arguments are left out.
    pub(crate) fn written(&self) -> TokenStream {
        let name = &self.name;
        match &self.form {
            Form::Value(value) => quote!(#name = #value),
            _ => quote!(#name),
        }
    }

    fn misformed<T>(&self, example: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        diagnostics.error("E24", &self.name, format_args!("`{}` is written `{example}`", self.name));
        None
    }
}

/// The options of a list. One that cannot be read, or that was given before, is reported and left out.
pub(crate) fn list(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for part in split(tokens) {
        let Some(entry) = read(part, diagnostics) else { continue };
        if entries.iter().any(|earlier| earlier.name == entry.name) {
            let name = &entry.name;
            diagnostics.error("E24", name, format_args!("`{name}` was given before: keep one of the two"));
        } else {
            entries.push(entry);
        }
    }
    entries
}

/// The parts between top-level commas.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// One option, or a report.
pub(crate) fn read(part: TokenStream, diagnostics: &mut Diagnostics) -> Option<Entry> {
    let mut rest = part.clone().into_iter();
    let Some(TokenTree::Ident(name)) = rest.next() else {
        let message = match syn::parse2::<syn::LitStr>(part.clone()) {
            Ok(text) => format!("options are written without quotes: `{}`", text.value()),
            Err(_) => "this is no option: options are `word`, `word = value` or `word(…)`".to_owned(),
        };
        diagnostics.error("E24", &part, message);
        return None;
    };
    let form = match rest.next() {
        None => Some(Form::Word),
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
            Some(rest.by_ref().collect::<TokenStream>()).filter(|value| !value.is_empty()).map(Form::Value)
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            Some(Form::Arguments(group.stream()))
        }
        Some(_) => None,
    };
    let end = rest.next();
    if let (Some(form), None) = (form, end) {
        return Some(Entry { name, form });
    }
    diagnostics.error(
        "E24",
        &part,
        format_args!("`{name}` is followed by a comma, by `= value` or by arguments in parentheses"),
    );
    None
}
