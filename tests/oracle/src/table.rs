// Real Rust types beside the text that names them: std's own impls and serde's derive. The self check holds the
// run-time types made from the same text against them.

use crate::json::Json;
use crate::subject::{Static, Subject};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::collections::*;
use std::time::Duration;

pub struct Entry {
    pub text: String,
    pub subject: Box<dyn Subject>,
}

/// Declares items with serde's derive and keeps their text.
macro_rules! items {
    ($($item:item)*) => {
        $(#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)] $item)*
        const ITEMS: &str = concat!($(stringify!($item), " "),*);
    };
}

items! {
    struct Unit;
    struct Empty {}
    struct EmptyTuple();
    struct Meters(u64);
    struct MaybeMeters(Option<u64>);
    struct Pair(u8, String);
    struct Point { x: i16, y: i16 }
    struct Account { id: u64, name: String, tags: Vec<String>, owner: Option<String>, next: Option<Box<Account>> }
    enum Level { Low, Middle, High }
    enum Event { Nothing, Moved(Point), Renamed(String, String), Grown { by: u32, at: Option<u64> }, None(), Void {}, Of(Unit) }
    enum Tree { Leaf, Node(Box<Tree>, i32, Box<Tree>), Forest(Vec<Tree>) }
    struct Nested { level: Level, event: Event, tree: Tree, unit: Unit, empty: Empty, pair: Pair, boxed: Box<MaybeMeters> }
}

macro_rules! plain {
    ($($ty:ty),* $(,)?) => {
        vec![$(Entry { text: stringify!($ty).to_string(), subject: Box::new(Static::<$ty>::new()) }),*]
    };
}

macro_rules! with_items {
    ($($ty:ty),* $(,)?) => {
        vec![$(Entry {
            text: format!("{} where {}", stringify!($ty), ITEMS),
            subject: Box::new(Static::<$ty>::new()),
        }),*]
    };
}

pub fn table() -> Vec<Entry> {
    let mut entries = plain![
        (), bool, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, char, String, ByteBuf,
        Duration, Json, Vec<u8>, Vec<u64>, Vec<bool>, Vec<f32>, Vec<f64>, Vec<String>, Vec<()>, Vec<Option<char>>,
        Option<u8>, Option<()>, Option<Option<u16>>, Option<String>, Option<Vec<Json>>, [u8; 0], [u8; 32], [u16; 3],
        [String; 2], [[i32; 2]; 2], (u8,), (u8, u16), (u8, (u16, String), [u8; 3]), (i128, u128, bool, char), Box<u32>,
        Box<Option<i64>>, Result<u8, String>, Result<(), ()>, Vec<Result<Vec<u8>, Option<bool>>>, VecDeque<i16>,
        LinkedList<(u8, String)>, HashMap<String, u64>, HashMap<u8, Vec<u8>>, HashMap<char, ()>, BTreeMap<String, f64>,
        BTreeMap<u64, String>, BTreeMap<i128, bool>, BTreeMap<char, Option<u8>>, BTreeMap<bool, u8>,
        BTreeMap<Option<u8>, u8>, BTreeMap<(u8, u8), u8>, HashSet<String>, HashSet<i32>, BTreeSet<String>,
        BTreeSet<i64>, BTreeSet<(bool, Option<u8>)>, BTreeSet<Vec<u8>>, BTreeMap<u16, BTreeMap<String, BTreeSet<char>>>,
        Vec<(Duration, Json, ByteBuf)>, BTreeSet<Result<u8, String>>, BTreeMap<String, Json>,
    ];
    entries.append(&mut with_items![
        Unit, Empty, EmptyTuple, Meters, MaybeMeters, Pair, Point, Account, Level, Event, Tree, Nested, Vec<Account>,
        Vec<Event>, Option<Nested>, BTreeMap<Level, Point>, BTreeMap<Meters, u8>, BTreeSet<Event>, BTreeSet<Nested>,
        HashMap<String, Tree>, [Level; 4], (Event, Pair), Result<Account, Event>,
    ]);
    entries
}

/// Whether the type's own order of elements is not the order of arrival.
pub fn has_hash_order(text: &str) -> bool {
    text.split(" where ").next().map_or(false, |ty| ty.contains("Hash"))
}
