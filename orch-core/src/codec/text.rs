//! JSON text that is the same for the same value, in every process and every build.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// The text in which journals keep a value: the same value gives the same bytes in every process. It is the
/// [`canonical`] text, so what was written can be compared without being read.
pub fn text(value: &Value) -> String {
    canonical(value)
}

/// The canonical JSON text of a value: keys in the order of their bytes at every level, no whitespace, numbers as they
/// were written (`1` and `1.0` differ). Two inputs are the same if their canonical texts are.
///
/// Nothing here rests on how `serde_json` keeps its maps. In this workspace they are sorted (its feature `preserve_order`
/// is off, which a test holds fast), and sorting costs one look at each map; but features add up over a user's whole tree,
/// and there another crate may turn it on.
pub fn canonical(value: &Value) -> String {
    // Writing a value of strings, numbers and lists into memory cannot fail.
    serde_json::to_string(&Sorted(value)).expect("a JSON value has a text")
}

/// A value whose maps are written in the order of their keys.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(map) if crate::sabotage::is("unsorted_map") => {
                let unsorted: std::collections::HashMap<_, _> = map.iter().collect();
                serializer.collect_map(unsorted.into_iter().map(|(key, value)| (key, Sorted(value))))
            }
            Value::Array(values) => serializer.collect_seq(values.iter().map(Sorted)),
            Value::Object(map) if map.keys().is_sorted() => {
                serializer.collect_map(map.iter().map(|(key, value)| (key, Sorted(value))))
            }
            Value::Object(map) => {
                let mut entries: Vec<_> = map.iter().collect();
                entries.sort_unstable_by_key(|(key, _)| *key);
                serializer.collect_map(entries.into_iter().map(|(key, value)| (key, Sorted(value))))
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    #[test]
    fn keys_are_sorted_at_every_level_and_nothing_else_is_moved() {
        let value = json!({ "b": [{ "z": 1, "a": "é\n" }, 1.0], "a": { "d": null, "c": -0.0 }, "B": 1e300 });
        assert_eq!(canonical(&value), r#"{"B":1e+300,"a":{"c":-0.0,"d":null},"b":[{"a":"é\n","z":1},1.0]}"#);
        assert_eq!(text(&value), canonical(&value));
    }

    #[test]
    fn the_order_of_insertion_is_not_seen() {
        let one = Value::Object(Map::from_iter([("b".to_owned(), json!(1)), ("a".to_owned(), json!(2))]));
        let other = Value::Object(Map::from_iter([("a".to_owned(), json!(2)), ("b".to_owned(), json!(1))]));
        assert_eq!(canonical(&one), canonical(&other));
    }

    #[test]
    fn this_workspace_leaves_preserve_order_off() {
        let map = Map::from_iter([("b".to_owned(), json!(1)), ("a".to_owned(), json!(2))]);
        assert!(map.keys().eq(["a", "b"]), "some dependency turned on serde_json's `preserve_order`");
    }
}
