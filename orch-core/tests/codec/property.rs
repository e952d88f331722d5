//! Values of a type that has everything in it read back equal, or they hold something that JSON has not.

use std::collections::BTreeMap;

use orch_core::CodecError;
use orch_core::codec::{canonical, decode, encode, text};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{same, through_text};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Leaf {
    double: f64,
    single: f32,
    large: u64,
    wide: i128,
    letter: char,
    text: String,
    maybe: Option<Option<bool>>,
    by_number: BTreeMap<i16, String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Tree {
    Empty,
    Leaf(Box<Leaf>),
    Pair(f64, Box<Tree>),
    Many(Vec<Tree>),
    Named { left: Option<Box<Tree>>, right: BTreeMap<String, Tree> },
}

impl Leaf {
    fn fits(&self) -> bool {
        let wide = i128::from(i64::MIN)..=i128::from(u64::MAX);
        self.double.is_finite() && self.single.is_finite() && wide.contains(&self.wide) && self.maybe != Some(None)
    }
}

impl Tree {
    /// Whether JSON has everything that is in it, said once more and in other words than the codec's.
    fn fits(&self) -> bool {
        match self {
            Tree::Empty => true,
            Tree::Leaf(leaf) => leaf.fits(),
            Tree::Pair(number, tree) => number.is_finite() && tree.fits(),
            Tree::Many(trees) => trees.iter().all(Tree::fits),
            Tree::Named { left, right } => left.as_deref().is_none_or(Tree::fits) && right.values().all(Tree::fits),
        }
    }
}

/// Mostly ordinary integers, and now and then one that JSON has not.
fn wide() -> impl Strategy<Value = i128> {
    prop_oneof![8 => any::<i64>().prop_map(i128::from), 1 => any::<i128>()]
}

/// Every pattern of bits, among them infinities and NaN.
fn double() -> impl Strategy<Value = f64> {
    prop_oneof![4 => any::<f64>(), 1 => any::<u64>().prop_map(f64::from_bits), 1 => (-9i32..9).prop_map(f64::from)]
}

fn single() -> impl Strategy<Value = f32> {
    prop_oneof![4 => any::<f32>(), 1 => any::<u32>().prop_map(f32::from_bits)]
}

fn letters() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..6).prop_map(String::from_iter)
}

fn leaf() -> impl Strategy<Value = Leaf> {
    let maybe = prop_oneof![6 => Just(None), 6 => any::<bool>().prop_map(|it| Some(Some(it))), 1 => Just(Some(None))];
    let by_number = btree_map(any::<i16>(), letters(), 0..3);
    (double(), single(), any::<u64>(), wide(), any::<char>(), letters(), maybe, by_number).prop_map(
        |(double, single, large, wide, letter, text, maybe, by_number)| Leaf {
            double,
            single,
            large,
            wide,
            letter,
            text,
            maybe,
            by_number,
        },
    )
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![Just(Tree::Empty), leaf().prop_map(|leaf| Tree::Leaf(Box::new(leaf)))];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let left = proptest::option::of(inner.clone().prop_map(Box::new));
        prop_oneof![
            (double(), inner.clone()).prop_map(|(number, tree)| Tree::Pair(number, Box::new(tree))),
            vec(inner.clone(), 0..4).prop_map(Tree::Many),
            (left, btree_map(letters(), inner, 0..4)).prop_map(|(left, right)| Tree::Named { left, right }),
        ]
    })
}

proptest! {
    // The cases are the same in every run: a failure is found again by running the test again.
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_written_reads_back_equal_and_the_rest_is_refused(tree in tree()) {
        match through_text(&tree) {
            Ok(read) => {
                prop_assert!(tree.fits(), "it was written");
                prop_assert!(same(&read, &tree), "it reads back as {read:?}");
            }
            Err(CodecError::Write { at, .. }) => {
                prop_assert!(!tree.fits(), "it was refused at `{at}`");
                prop_assert!(!at.is_empty(), "the place is known");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn the_text_of_a_value_is_always_the_same(tree in tree()) {
        let Ok(value) = encode(&tree) else { return Ok(()) };
        let read: Value = serde_json::from_str(&text(&value)).unwrap();
        prop_assert_eq!(text(&read), text(&value));
        prop_assert_eq!(canonical(&read), canonical(&value));
        prop_assert_eq!(text(&encode(&decode::<Tree>(&read).unwrap()).unwrap()), text(&value));
    }
}
