//! How deep an input may be nested. A parser calls itself at each level, and a compiler that runs out of stack tells nobody why.
//!
//! Before anything is parsed the stack that it would take is estimated from its tokens, in units of a KiB as they were measured
//! in a debug build, where frames are largest. A macro has 8 MiB; half of that is kept for whoever calls it.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::diagnostics::Diagnostics;

/// What an input may take.
const MOST: u32 = 4000;
/// A group, at worst an `if` in an `if`.
const GROUP: u32 = 28;
/// A `<`, at worst a type in a type.
const ANGLE: u32 = 64;
/// A `&` or `*` in front of something, at worst a reference to a reference.
const PREFIX: u32 = 40;
/// A call or a field of something.
const DOT: u32 = 5;
/// Another operator, or a word that something follows: `else if`, `return`, `?`, `|x|`.
const OPERATOR: u32 = 16;

/// Whether the tokens are nested too deeply, which is said.
pub(crate) fn refuse(tokens: &TokenStream, diagnostics: &mut Diagnostics) -> bool {
    let place = too_deep(tokens.clone(), 0);
    if let Some(span) = place {
        diagnostics.error_at(
            "E00",
            span,
            "this is nested too deeply to be compiled\n  give what is inside a `let`, a function or a pipeline of its own",
        );
    }
    place.is_some()
}

/// The same for what stands around bodies; the body of each pipeline is asked about when it is read.
pub(crate) fn refuse_outside_of_bodies(tokens: &TokenStream, diagnostics: &mut Diagnostics) -> bool {
    let body = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let outside = tokens.clone().into_iter().map(|tree| match body(&tree) {
        true => TokenTree::Punct(proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone)),
        false => tree,
    });
    refuse(&outside.collect(), diagnostics)
}

/// The first token that is too deep. `around` is what it takes to come here.
fn too_deep(tokens: TokenStream, around: u32) -> Option<Span> {
    // What stands open in the element under way, and which of it is `<`, which commas do not end.
    let (mut open, mut angles) = (0, 0u32);
    let mut after_value = false;
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let goes_on = matches!(trees.peek(), Some(TokenTree::Ident(word)) if *word == "else");
        match &tree {
            TokenTree::Punct(punct) => match punct.as_char() {
                ';' => (open, angles) = (0, 0),
                ',' => open = 0,
                '<' => angles += ANGLE,
                '>' => angles = angles.saturating_sub(ANGLE),
                ':' | '#' | '\'' => {}
                '.' => open += DOT,
                '&' | '*' if !after_value => open += PREFIX,
                _ => open += OPERATOR,
            },
            TokenTree::Ident(word) if is_prefix(&word.to_string()) => open += OPERATOR,
            TokenTree::Group(group) => {
                let deeper = around + open + angles + GROUP;
                if deeper > MOST {
                    return Some(group.span_open());
                }
                let inside = too_deep(group.stream(), deeper);
                if inside.is_some() {
                    return inside;
                }
                if group.delimiter() == Delimiter::Brace && !goes_on {
                    (open, angles) = (0, 0);
                } else if after_value {
                    open += DOT;
                }
            }
            _ => {}
        }
        if around + open + angles > MOST {
            return Some(tree.span());
        }
        // The second half of `&&` belongs to the first.
        let half = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '&' && after_value);
        after_value = half || !matches!(&tree, TokenTree::Punct(punct) if !"?>".contains(punct.as_char()));
    }
    None
}

fn is_prefix(word: &str) -> bool {
    ["else", "if", "match", "return", "break", "move", "dyn", "impl", "let", "box", "mut", "ref", "as", "while", "for"]
        .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        let mut diagnostics = Diagnostics::new();
        let refused = refuse(&text.parse().unwrap(), &mut diagnostics);
        assert_eq!(diagnostics.into_tokens().to_string().contains("nested too deeply"), refused);
        refused
    }

    #[test]
    fn what_goes_on_at_one_level_is_not_deep() {
        let flat = [
            "/// Doc.\n ",
            "f(&a, a < b && c, |x| x)?; ",
            "x, ",
            "if a < b { c } ",
            "A(x) if x < 3 => y, ",
            "A(x) => { y } ",
            "a::b::",
        ];
        for text in flat {
            assert!(!refused(&text.repeat(2000)), "{text}");
        }
    }

    #[test]
    fn what_nests_is_deep() {
        for (open, close) in [("(", ")"), ("if a {", "}"), ("A<", ">"), ("&", ""), ("A<B, C<", ">>"), ("|a| ", "")] {
            let nested = |times: usize| format!("{}x{}", open.repeat(times), close.repeat(times));
            assert!(!refused(&nested(12)) && refused(&nested(400)), "{open}");
        }
        assert!(!refused(&"else if a { b }".repeat(60)) && refused(&"else if a { b }".repeat(1000)));
        assert!(!refused(&"+ a".repeat(100)) && refused(&"+ a".repeat(1000)));
    }
}
