//! `ORCH_EXPAND=MarketData cargo check` prints what the pipeline of that name became.
//!
//! Formatting needs a parser of its own that nobody else should have to build, so it hides behind the feature `expand`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

/// The variable's name.
const VARIABLE: &str = "ORCH_EXPAND";

/// Prints the items of one pipeline if somebody asks for them.
pub(crate) fn show(name: &Ident, items: &TokenStream) {
    let name = name.unraw().to_string();
    if std::env::var(VARIABLE).is_ok_and(|wanted| wanted == name) {
        eprintln!("{}", text(&name, items));
    }
}

/// Makes cargo look at the crate again when the variable changes.
pub(crate) fn tracked() -> TokenStream {
    quote!(
        const _: ::core::option::Option<&'static ::core::primitive::str> = ::core::option_env!(#VARIABLE);
    )
}

#[cfg(feature = "expand")]
fn text(name: &str, items: &TokenStream) -> String {
    match syn::parse2::<syn::File>(items.clone()) {
        Ok(file) => format!("// `{name}` expands to:\n\n{}", prettyplease::unparse(&file)),
        Err(error) => format!("// `{name}` expands to what is no Rust ({error}):\n\n{items}"),
    }
}

#[cfg(not(feature = "expand"))]
fn text(name: &str, _: &TokenStream) -> String {
    format!(
        "note: {VARIABLE}={name} is set, and the formatter is not built in\n  \
         ask for it: {VARIABLE}={name} cargo check --features orch/expand"
    )
}

#[cfg(test)]
mod tests {
    use super::text;
    use quote::quote;

    #[test]
    fn it_prints_the_items_or_says_how_to_see_them() {
        let shown = text(
            "Day",
            &quote!(
                struct Day {}
                fn f() {
                    let x = 1;
                }
            ),
        );
        match cfg!(feature = "expand") {
            true => assert!(shown.ends_with("struct Day {}\nfn f() {\n    let x = 1;\n}\n"), "{shown}"),
            false => assert!(shown.contains("--features orch/expand"), "{shown}"),
        }
    }
}
