//! Tokens as a person would write them: `Vec<Tick>`, not `Vec < Tick >`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The text of a type or of a short expression.
pub(crate) fn of(tokens: &TokenStream) -> String {
    let mut out = String::new();
    write(tokens.clone(), &mut out);
    out.trim_end().to_owned()
}

fn write(tokens: TokenStream, out: &mut String) {
    let mut joined = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                out.push_str(open);
                write(group.stream(), out);
                let kept = out.trim_end().len();
                out.truncate(kept);
                out.push_str(close);
                joined = false;
            }
            TokenTree::Punct(punct) => {
                punctuate(punct.as_char(), joined, out);
                joined = punct.spacing() == Spacing::Joint;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if out.ends_with(is_word) {
                    out.push(' ');
                }
                out.push_str(&token.to_string());
                joined = false;
            }
        }
    }
}

fn punctuate(mark: char, joined: bool, out: &mut String) {
    match mark {
        ',' | ';' => {
            out.push(mark);
            out.push(' ');
        }
        // The second half of `->` or `=>`: the space stands behind it.
        '>' if joined && (out.ends_with("- ") || out.ends_with("= ")) => {
            out.pop();
            out.push_str("> ");
        }
        '-' | '=' | '+' | '*' | '/' if !joined && out.ends_with(|end| is_word(end) || ")]>".contains(end)) => {
            out.push(' ');
            out.push(mark);
            out.push(' ');
        }
        _ => out.push(mark),
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '"'
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_expressions_read_as_written() -> Result<(), proc_macro2::LexError> {
        for source in [
            "&Tick",
            "&'static str",
            "Vec<Tick>",
            "Option<&[Level]>",
            "HashMap<String, Vec<u8>>",
            "[u8; 4]",
            "crate::model::Bar",
            "Box<dyn Draw + Send>",
            "fn(u8) -> bool",
            "(A, B)",
            "Duration::from_secs(2 * MINUTE)",
            "exponential(50ms, max = 2s)",
        ] {
            assert_eq!(of(&source.parse()?), source);
        }
        Ok(())
    }
}
