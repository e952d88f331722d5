//! Whether it is rustdoc that expands: only then are drawings made, so that ordinary builds pay nothing for them.
//!
//! A macro cannot see `cfg(doc)`, and text behind `#[cfg_attr(doc, …)]` would be made and carried by every build. But it runs
//! within the program that compiles, so it asks which that is.

use std::cell::Cell;
use std::sync::OnceLock;

use syn::Path;
use syn::ext::IdentExt;

thread_local! {
    static PRETENDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this process is rustdoc.
pub(crate) fn is_running() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    PRETENDED.get() || *ANSWER.get_or_init(|| std::env::current_exe().is_ok_and(|program| is_rustdoc(&program)))
}

/// From now on this thread counts as rustdoc's, or does not.
#[allow(dead_code, reason = "for the fuzzer, which looks at drawings too")]
pub(crate) fn pretend(yes: bool) {
    PRETENDED.set(yes);
}

fn is_rustdoc(program: &std::path::Path) -> bool {
    program.file_stem().is_some_and(|name| name == "rustdoc")
}

/// The link to an agent or a pipeline, as rustdoc reads it; `None` for raw names, which it cannot read. An agent is a
/// function with a hidden type of its name, a pipeline a type with a hidden function: the namespace says which is meant.
pub(crate) fn link(path: &Path) -> Option<String> {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let readable = segments.iter().all(|segment| !segment.starts_with("r#"));
    let namespace = if is_type(path) { "type" } else { "value" };
    readable.then(|| format!("{namespace}@{}", segments.join("::")))
}

/// Whether the name is a pipeline's: pipelines are types, whose names begin with a capital, and agents are functions.
pub(crate) fn is_type(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident.unraw().to_string().starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::{is_rustdoc, link};

    #[test]
    fn links_say_what_they_mean() {
        let link = |path: &str| link(&syn::parse_str(path).unwrap());
        assert_eq!(link("quotes::fetch").as_deref(), Some("value@quotes::fetch"));
        assert_eq!(link("super::Pricing").as_deref(), Some("type@super::Pricing"));
        assert_eq!(link("::other::ship").as_deref(), Some("value@other::ship"));
        assert_eq!(link("r#move"), None);
    }

    #[test]
    fn it_is_told_by_the_name_of_the_program() {
        assert!(is_rustdoc("/toolchain/bin/rustdoc".as_ref()));
        for other in ["/toolchain/bin/rustc", "/toolchain/bin/clippy-driver", "/libexec/rust-analyzer-proc-macro-srv"] {
            assert!(!is_rustdoc(other.as_ref()), "{other}");
        }
        assert!(!super::is_running(), "this is a test");
    }
}
