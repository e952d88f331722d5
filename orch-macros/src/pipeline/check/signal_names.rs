//! Signals whose method would be hidden by a method that every handle has (E07).

use crate::diagnostics::Diagnostics;
use crate::pipeline::codegen::snake;
use crate::pipeline::ir::Flow;

/// The methods of `Handle`.
const OF_HANDLES: &[&str] =
    &["cancel", "events", "id", "into_result", "is_finished", "progress", "result", "signal", "stopped", "waits"];

/// Those of the prelude's traits that every handle has, too.
const OF_TRAITS: &[&str] = &["clone", "clone_into", "into", "to_owned", "try_into"];

/// Refuses such signals. They leave the flow whole.
pub(crate) fn check(flow: &Flow, diagnostics: &mut Diagnostics) {
    for signal in &flow.signals {
        let method = snake(&signal.name);
        if OF_HANDLES.contains(&method.as_str()) || OF_TRAITS.contains(&method.as_str()) {
            let message = format_args!(
                "`{}` cannot be the name of a signal: the run's handle has a method `{method}` of its own\n  \
                 give the signal another name",
                signal.name
            );
            diagnostics.error_at("E07", signal.span, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The methods of `Handle`, read from where they are written.
    fn of_handles() -> Vec<String> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../orch-runtime/src/handle.rs");
        let file = syn::parse_file(&std::fs::read_to_string(path).expect("it is there")).expect("it is Rust");
        let inherent = file.items.into_iter().filter_map(|item| match item {
            syn::Item::Impl(item) if item.trait_.is_none() => Some(item),
            _ => None,
        });
        let of_handle = inherent.filter(|item| {
            matches!(&*item.self_ty, syn::Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == "Handle"))
        });
        let methods = of_handle.flat_map(|item| item.items).filter_map(|item| match item {
            syn::ImplItem::Fn(function) if matches!(function.vis, syn::Visibility::Public(_)) => {
                Some(function.sig.ident.to_string())
            }
            _ => None,
        });
        let mut names: Vec<String> = methods.collect();
        names.sort();
        names
    }

    #[test]
    fn all_methods_of_handles_are_known() {
        assert_eq!(of_handles(), OF_HANDLES);
    }

    #[test]
    fn a_signal_that_would_be_hidden_is_refused() {
        for (name, refused) in [("result", true), ("isFinished", true), ("clone", true), ("review", false)] {
            let text = format!(r#"F(n: u64) -> u64 {{ signal::<u64>("{name}").await? }}"#);
            let tokens = crate::pipeline::expand(text.parse().expect("it is Rust")).to_string();
            assert_eq!(tokens.contains("of its own"), refused, "{name}");
        }
    }
}
