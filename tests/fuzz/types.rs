// The types that plans.cpp adds to the built-in ones: records and enums with most of what serde's attributes say.
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Serialize, Deserialize)]
struct Plain {
    id: u64,
    name: String,
    score: f64,
    tags: Vec<String>,
    active: bool,
    owner: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Fixed {
    key: [u8; 32],
    amount: u64,
    small: (u8, u16, u32),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Renamed {
    first_field: u8,
    #[serde(alias = "other", rename = "2nd \"field\"")]
    second_field: Option<u16>,
    #[serde(default)]
    third_field: Vec<u8>,
}

#[derive(Serialize, Deserialize, Default)]
struct Skipping {
    shown: u8,
    #[serde(skip)]
    hidden: u32,
    #[serde(skip_deserializing)]
    written: u16,
    #[serde(default)]
    last: Option<bool>,
}

#[derive(Serialize, Deserialize)]
enum Choice {
    Nothing,
    One(u8),
    Two(u8, String),
    Named { x: i32, y: Option<Box<Choice>> },
    Deeper(Vec<Choice>),
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Color {
    Red,
    Green = 7,
    #[serde(rename = "bleu")]
    Blue,
}

#[derive(Serialize, Deserialize)]
struct Tree(BTreeMap<u8, Tree>);

#[derive(Serialize, Deserialize)]
struct Wild(HashMap<u16, Wild>);

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Nest(BTreeSet<Nest>);

#[derive(Serialize, Deserialize)]
struct Chain(Option<Box<Chain>>);

#[derive(Serialize, Deserialize)]
struct Link {
    value: u8,
    next: Option<Box<Link>>,
}

#[derive(Serialize, Deserialize)]
struct Empty {}

#[derive(Serialize, Deserialize)]
struct Marker;

#[derive(Serialize, Deserialize)]
struct Wrapper<T> {
    inner: T,
    more: Vec<T>,
}

#[derive(Serialize, Deserialize)]
struct Keyed {
    by_color: BTreeMap<Color, u8>,
    colors: BTreeSet<Color>,
    wrapped: Wrapper<Marker>,
}

#[derive(Serialize, Deserialize)]
struct Solana {
    #[serde(with = "solana_short_vec")]
    short: Vec<u16>,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}
