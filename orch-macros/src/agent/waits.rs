//! Whether a call may have to wait. A body is passed on token by token and never parsed, so this looks for what can make it wait: an
//! `.await`, and whatever may hide one.

use proc_macro2::{TokenStream, TokenTree};

use super::item::Item;

/// Macros of the standard library in which nothing waits that is not written between their own brackets.
const HARMLESS: [&str; 26] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "include_bytes",
    "include_str",
    "line",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Attributes that leave the body of a function as it is.
const PLAIN: [&str; 12] =
    ["allow", "cfg", "cold", "deny", "deprecated", "doc", "expect", "forbid", "inline", "must_use", "rustfmt", "warn"];

/// Words behind which a `!` negates.
const KEYWORDS: [&str; 6] = ["break", "if", "in", "match", "return", "while"];

/// Whether a call of this function may have to be polled more than once, for all that can be told from its text.
pub(super) fn may_wait(item: &Item) -> bool {
    let plain = |attr: &syn::Attribute| {
        attr.path().segments.first().is_some_and(|segment| PLAIN.iter().any(|plain| segment.ident == plain))
    };
    !item.attrs.iter().all(plain) || mentions_a_wait(&item.body)
}

fn mentions_a_wait(tokens: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().any(|(index, token)| match token {
        TokenTree::Group(group) => mentions_a_wait(&group.stream()),
        TokenTree::Ident(word) if word == "await" => true,
        TokenTree::Ident(word) => {
            is_macro(&tokens[index + 1..]) && !HARMLESS.iter().chain(&KEYWORDS).any(|it| word == it)
        }
        _ => false,
    })
}

/// Whether the word before this is a macro's by what follows: `!(…)`, or the name of a macro that is made here.
fn is_macro(rest: &[TokenTree]) -> bool {
    matches!(rest, [TokenTree::Punct(bang), TokenTree::Group(_) | TokenTree::Ident(_), ..] if bang.as_char() == '!')
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn waits(item: TokenStream) -> bool {
        may_wait(&syn::parse2(item).expect("it is a function"))
    }

    #[test]
    fn a_body_without_an_await_never_waits() {
        assert!(!waits(quote!(
            async fn add(n: &u64) -> u64 {
                n + 1
            }
        )));
        assert!(!waits(quote! {
            /// Told.
            #[allow(dead_code)]
            async fn tell(n: &u64) -> String {
                if !(*n != 1) { format!("{}", vec![n].len()) } else { std::println!("x"); String::new() }
            }
        }));
    }

    #[test]
    fn an_await_is_found_wherever_it_stands() {
        assert!(waits(quote!(
            async fn get(n: &u64) -> u64 {
                get_it(n).await
            }
        )));
        assert!(waits(quote!(
            async fn get(n: &u64) -> u64 {
                if *n > 1 { vec![it(n).await].len() } else { 0 }
            }
        )));
    }

    #[test]
    fn what_may_hide_an_await_counts_as_one() {
        assert!(waits(quote!(
            async fn get(n: &u64) -> u64 {
                tokio::join!(a(n), b(n)).0
            }
        )));
        assert!(waits(quote!(
            async fn get(n: &u64) -> u64 {
                ready! { n }
            }
        )));
        assert!(waits(quote!(
            #[traced]
            async fn get(n: &u64) -> u64 {
                *n
            }
        )));
    }
}
