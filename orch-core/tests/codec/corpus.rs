//! One table of awkward values. Each either reads back equal or is refused, with the place where it does not fit.

use std::borrow::Cow;
#[cfg(debug_assertions)]
use std::collections::HashSet;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::net::Ipv6Addr;
use std::num::NonZeroU8;
use std::ops::{Bound, Range};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use orch_core::codec::{DEPTH_LIMIT, decode, encode};
use orch_core::{CodecError, Failure, FailureKind, Saved};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use serde_json::{Value, json};

use crate::{same, through_text};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Order {
    prices: Vec<f64>,
    note: Option<Option<u8>>,
    by_name: BTreeMap<String, f32>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Side {
    Buy,
    Sell,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Id(u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Shape {
    Nothing,
    One(f64),
    Two(f64, Option<()>),
    Named { size: f64, at: Vec<f32> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Flattened {
    name: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    Known { price: f64 },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Chain(Option<Box<Chain>>, u8);

fn chain(length: u8) -> Chain {
    (1..length).fold(Chain(None, 0), |chain, index| Chain(Some(Box::new(chain)), index))
}

/// A key that is ordered by both its halves and written as one of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Half(String, u8);

impl Serialize for Half {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Half {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Half, D::Error> {
        Ok(Half(String::deserialize(deserializer)?, 0))
    }
}

/// JSON text that is written as a number or a piece of JSON of serde_json itself is written, where its features `arbitrary_precision`
/// and `raw_value` are on: as a struct of one of its secret names.
#[derive(Debug, Clone, PartialEq)]
struct Text(&'static str, String);

const NUMBER: &str = "$serde_json::private::Number";
const RAW: &str = "$serde_json::private::RawValue";

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct(self.0, 1)?;
        fields.serialize_field(self.0, &self.1)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Text(if value.is_number() { NUMBER } else { RAW }, value.to_string()))
    }
}

/// A float that can be a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Price(f64);

impl Eq for Price {}

impl PartialOrd for Price {
    fn partial_cmp(&self, other: &Price) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Price {
    fn cmp(&self, other: &Price) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[derive(Default)]
struct Table(Vec<String>);

impl Table {
    fn equal<T: Saved + PartialEq + Debug>(&mut self, value: T) {
        match through_text(&value) {
            Ok(read) if same(&read, &value) => {}
            Ok(read) => self.0.push(format!("{value:?} reads back as {read:?}")),
            Err(error) => self.0.push(format!("{value:?} is refused: {error}")),
        }
    }

    /// Refused by the serializer itself, in every build: the double check of debug builds knows no such words.
    fn refused<T: Saved + Debug>(&mut self, value: T, place: &str, word: &str) {
        match through_text(&value) {
            Err(CodecError::Write { ty, at, why })
                if ty == std::any::type_name::<T>() && at == place && why.contains(word) => {}
            other => self.0.push(format!("{value:?} shall be refused at `{place}` for `{word}`: {other:?}")),
        }
    }
}

fn order() -> Order {
    Order { prices: vec![0.1, 0.2], note: None, by_name: BTreeMap::new() }
}

#[test]
fn every_awkward_value_reads_back_equal_or_is_refused_with_its_place() {
    let mut table = Table::default();
    numbers(&mut table);
    nothings(&mut table);
    keys(&mut table);
    texts_and_shapes(&mut table);
    depths(&mut table);
    assert!(table.0.is_empty(), "\n{}", table.0.join("\n"));
}

fn numbers(table: &mut Table) {
    for value in [0.0, -0.0, f64::MIN_POSITIVE, 5e-324, f64::MAX, f64::MIN, 0.1 + 0.2, 1e15, 1e16, 1e21, 123_456_789.1]
    {
        for near in [value.next_down(), value, value.next_up()].into_iter().filter(|near| near.is_finite()) {
            table.equal(near);
        }
    }
    for value in [0.0, -0.0, f32::MIN_POSITIVE, 1e-45, f32::MAX, 0.1, 16_777_216.0, 1.0 / 3.0] {
        for near in [value.next_down(), value, value.next_up()].into_iter().filter(|near: &f32| near.is_finite()) {
            table.equal(near);
        }
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        table.refused(value, "", "no number");
        table.refused(value as f32, "", "no number");
        table.refused(Some(value), "", "no number");
        table.refused(Order { prices: vec![1.0, 2.0, 3.0, value], ..order() }, ".prices[3]", "no number");
        table.refused(Shape::One(value), ".One", "no number");
        table.refused(Shape::Two(value, None), ".Two[0]", "no number");
        table.refused(Shape::Named { size: 0.0, at: vec![value as f32] }, ".Named.at[0]", "no number");
        table.refused(Tagged::Known { price: value }, ".price", "no number");
        table.refused((1, [0.5, value]), "[1][1]", "no number");
        table.refused(BTreeMap::from([("a b".to_owned(), value)]), "[\"a b\"]", "no number");
        table.refused(BTreeMap::from([(7, vec![value])]), ".7[0]", "no number");
    }
    table.equal((i8::MIN, i16::MIN, i32::MIN, i64::MIN, u64::MAX, NonZeroU8::MAX));
    table.equal((u128::from(u64::MAX), i128::from(i64::MIN), i128::from(u64::MAX)));
    table.refused(u128::from(u64::MAX) + 1, "", "beyond");
    table.refused(vec![0, i128::from(i64::MIN) - 1], "[1]", "beyond");
    table.refused(i128::MAX, "", "beyond");
}

#[test]
fn json_text_of_serde_json_itself_becomes_what_it_says() {
    let written = |name, text: &str| encode(&Text(name, text.to_owned()));
    assert_eq!(written(NUMBER, "12"), Ok(json!(12)));
    assert_eq!(written(NUMBER, "-0.5"), Ok(json!(-0.5)));
    assert_eq!(written(RAW, r#"[1,{"a":null}]"#), Ok(json!([1, { "a": null }])));
    let refused = written(RAW, "[1,");
    assert!(matches!(&refused, Err(CodecError::Write { why, .. }) if why.contains("EOF")), "{refused:?}");
}

fn nothings(table: &mut Table) {
    table.equal(());
    table.equal(Unit);
    table.equal(None::<u8>);
    table.equal(Some(0));
    table.equal(None::<Option<u8>>);
    table.equal(Some(Some(1)));
    table.equal(vec![Some(1), None]);
    table.equal(Untagged::Nothing);
    table.refused(Some(None::<u8>), "", "`Some`");
    table.refused(Some(()), "", "`Some`");
    table.refused(Some(Unit), "", "`Some`");
    table.refused(Some(Box::new(Some(None::<u8>))), "", "`Some`");
    table.refused(Some(Untagged::Nothing), "", "`Some`");
    table.refused(Some(Value::Null), "", "`Some`");
    table.refused(Some(std::marker::PhantomData::<u8>), "", "`Some`");
    table.refused(Order { note: Some(None), ..order() }, ".note", "`Some`");
    table.refused(Shape::Two(0.0, Some(())), ".Two[1]", "`Some`");
    table.refused(vec![None, Some(())], "[1]", "`Some`");
}

fn keys(table: &mut Table) {
    table.equal(BTreeMap::from([(i64::MIN, 1), (0, 2), (i64::MAX, 3)]));
    table.equal(BTreeMap::from([(u128::MAX, 1)]));
    table.equal(BTreeMap::from([(i128::MIN, 1)]));
    table.equal(BTreeMap::from([(true, 1), (false, 2)]));
    table.equal(BTreeMap::from([('"', 1), ('\0', 2)]));
    table.equal(BTreeMap::from([(Side::Buy, 1), (Side::Sell, 2)]));
    table.equal(BTreeMap::from([(Id(3), 1)]));
    table.equal(BTreeMap::from([(String::new(), 1), ("\u{7f}\n\\\"ü😀".to_owned(), 2)]));
    table.equal(HashMap::from([("b".to_owned(), 1)]));
    table.equal(BTreeMap::from([(Half("a".into(), 0), 1), (Half("b".into(), 0), 2)]));
    table.refused(BTreeMap::from([(Half("a".into(), 0), 1), (Half("a".into(), 1), 2)]), ".a", "two keys");
    table.refused(BTreeMap::from([(Price(1.0), 1)]), "", "a float");
    table.refused(BTreeMap::from([((1, 2), 1)]), "", "a tuple");
    table.refused(BTreeMap::from([((), 1)]), "", "a unit");
    table.refused(BTreeMap::from([(Some(1), 1)]), "", "an `Option`");
    table.refused(BTreeMap::from([(None::<u8>, 1)]), "", "an `Option`");
    table.refused(BTreeMap::from([(vec![1], 1)]), "", "a list");
    table.refused(BTreeMap::from([(ByteBuf::from([1]), 1)]), "", "bytes");
    table.refused(vec![BTreeMap::from([(Price(f64::NAN), 1)])], "[0]", "a float");
    let doubled = Flattened { name: "n".into(), rest: BTreeMap::from([("name".into(), json!("other"))]) };
    table.refused(doubled, ".name", "two keys");
}

fn texts_and_shapes(table: &mut Table) {
    for text in ["", "\0", "\u{feff}", "\u{2028}", "\u{10ffff}", "null", "é\u{301}", "\r\n\t\u{8}\u{c}\u{1f}/\\\""] {
        table.equal(text.to_owned());
        table.equal(Cow::Borrowed(text).into_owned());
    }
    table.equal(vec!['\u{d7ff}', '\u{e000}', char::MAX, '\0']);
    table.equal(ByteBuf::from((0..=255).collect::<Vec<u8>>()));
    table.equal(Some(ByteBuf::new()));
    let big: Vec<u8> = (0..1u32 << 19).map(|byte| (byte % 251) as u8).collect();
    table.equal(ByteBuf::from(big.clone()));
    table.equal(Arc::<[u8]>::from(&big[..]));
    table.equal(big.into_boxed_slice());
    // What is borrowed is read as its own.
    table.equal((Cow::Borrowed("lent"), Cow::<str>::Owned(String::new())));
    table.equal(Cow::Borrowed(&[0u8, 255][..]));
    table.equal((Arc::<str>::from("shared"), Box::<str>::from("boxed")));
    table.equal(vec![Shape::Nothing, Shape::One(-0.0), Shape::Two(1.0, None), Shape::Named { size: 1e-7, at: vec![] }]);
    table.equal(Untagged::Number(-1));
    table.equal(Tagged::Known { price: 0.1 });
    table.equal(Flattened { name: "n".into(), rest: BTreeMap::from([("deep".into(), json!({ "a": [null, 1.5] }))]) });
    table.equal(json!({ "b": [1, 1.0, -0.0, u64::MAX, i64::MIN, null], "a": {} }));
    table.equal((Duration::MAX, SystemTime::UNIX_EPOCH + Duration::from_nanos(1), Ipv6Addr::LOCALHOST));
    table.equal((Range { start: 3, end: 1 }, Bound::Included(2), Ok::<u8, String>(1), Err::<u8, _>("e".to_owned())));
    table.refused(vec![SystemTime::UNIX_EPOCH - Duration::from_secs(1)], "[0]", "UNIX_EPOCH");
}

/// Failures reach every journal, so no details of theirs may be the reason why one cannot be written.
#[test]
fn a_failure_without_details_is_written_whichever_way_it_says_so() {
    let plain = Failure::new(FailureKind::Error, "no");
    let null = Failure { details: Some(Value::Null), ..plain.clone() };
    assert_eq!(through_text(&null).unwrap(), plain);
}

/// A link of a chain is one level, and the whole is as deep as it has links. What serde_json reads is the reason for the
/// limit, and the rest is left to what stands around a value.
fn depths(table: &mut Table) {
    let nested = |depth: usize| serde_json::from_str::<Value>(&("[".repeat(depth) + &"]".repeat(depth)));
    assert!(nested(127).is_ok() && nested(128).is_err(), "serde_json reads 127 levels");
    table.equal(chain(DEPTH_LIMIT));
    let place = "[0]".repeat(DEPTH_LIMIT.into());
    table.refused(chain(DEPTH_LIMIT + 1), &place, "too deep");
}

/// What the serializer cannot see, because it lies in how a type reads, the second look of debug builds does.
#[test]
#[cfg(debug_assertions)]
fn a_type_that_is_not_written_the_same_again_is_found_by_a_test() {
    let lossy = through_text(&HashSet::<u32>::from_iter(0..100));
    assert!(matches!(&lossy, Err(CodecError::Write { why, .. }) if why.contains("read back equal")), "{lossy:?}");
}

/// What is told of a text that is not of this type.
fn unfit<T: Saved + Debug>(written: Value) -> String {
    match decode::<T>(&written) {
        Err(CodecError::Read { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_does_not_fit_is_told_with_its_place_and_without_its_value() {
    let secret = "hunter2-7ec1";
    let order = json!({ "prices": [1.0, secret], "note": null, "by_name": {} });
    assert_eq!(unfit::<Order>(order), "at `.prices[1]`: invalid type: a text, expected f64");
    let order = json!({ "prices": [1.0], "note": 300, "by_name": {} });
    assert_eq!(unfit::<Vec<Order>>(json!([order])), "at `[0].note`: invalid value: an integer, expected u8");
    let order = json!({ "prices": [], "note": null, "by_name": { "a b": secret } });
    assert_eq!(unfit::<Order>(order), "at `.by_name[\"a b\"]`: invalid type: a text, expected f32");
    assert_eq!(unfit::<Order>(json!({ "prices": [] })), "missing field `by_name`");
    assert_eq!(
        unfit::<(u8, bool)>(json!([1, 2.5])),
        "at `[1]`: invalid type: a number with a fraction, expected a boolean"
    );
    assert_eq!(unfit::<BTreeMap<u8, u8>>(json!({ "300": 1 })), "at `.300`: invalid type: a text, expected u8");
    assert_eq!(unfit::<BTreeMap<Id, u8>>(json!({ "3": null })), "at `.3`: invalid type: nothing, expected u8");
    assert_eq!(unfit::<Vec<Side>>(json!(["Buy", 1])), "at `[1]`: invalid type: an integer, expected a variant");
    assert!(unfit::<Side>(json!("Hold")).starts_with("unknown variant `Hold`"));
    assert_eq!(unfit::<Shape>(json!({ "One": [] })), "at `.One`: invalid type: a list, expected f64");
    assert_eq!(
        unfit::<Shape>(json!({ "Two": [1.0, true] })),
        "at `.Two[1]`: invalid type: a truth value, expected unit"
    );
    assert_eq!(unfit::<Shape>(json!({ "Two": {} })), "at `.Two`: invalid type: a map, expected what `Two` holds");
    let named = json!({ "Named": { "size": 1, "at": [null] } });
    assert_eq!(unfit::<Shape>(named), "at `.Named.at[0]`: invalid type: nothing, expected f32");
    assert_eq!(unfit::<Tagged>(json!({ "kind": "Known", "price": secret })), "invalid type: a text, expected f64");
    // Where it cannot be seen from here, serde has the word.
    assert!(unfit::<(u8, u8)>(json!([1, 2, 3])).contains("length"));
}
