// HashMap and HashSet that keep the order of arrival, and are to serde what std's are: random orders cannot be compared.
// The generated types (source.rs) are compiled with these in std's place.

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashMap<K, V>(Vec<(K, V)>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashSet<T>(Vec<T>);

impl<K, V> Default for HashMap<K, V> {
    fn default() -> Self {
        HashMap(Vec::new())
    }
}

impl<T> Default for HashSet<T> {
    fn default() -> Self {
        HashSet(Vec::new())
    }
}

impl<K: Serialize, V: Serialize> Serialize for HashMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<T: Serialize> Serialize for HashSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de, K: Deserialize<'de> + Eq + Hash + Clone, V: Deserialize<'de>> Deserialize<'de> for HashMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de> + Eq + Hash + Clone> Deserialize<'de> for HashSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(SetVisitor(PhantomData))
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);
impl<'de, K: Deserialize<'de> + Eq + Hash + Clone, V: Deserialize<'de>> Visitor<'de> for MapVisitor<K, V> {
    type Value = HashMap<K, V>;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a map")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut places = std::collections::HashMap::new();
        let mut entries: Vec<(K, V)> = Vec::new();
        while let Some((key, value)) = access.next_entry::<K, V>()? {
            let place = *places.entry(key.clone()).or_insert(entries.len());
            if place == entries.len() {
                entries.push((key, value));
            } else {
                entries[place].1 = value;
            }
        }
        Ok(HashMap(entries))
    }
}

struct SetVisitor<T>(PhantomData<T>);
impl<'de, T: Deserialize<'de> + Eq + Hash + Clone> Visitor<'de> for SetVisitor<T> {
    type Value = HashSet<T>;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a sequence")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut seen = std::collections::HashSet::new();
        let mut values = Vec::new();
        while let Some(value) = access.next_element::<T>()? {
            if seen.insert(value.clone()) {
                values.push(value);
            }
        }
        Ok(HashSet(values))
    }
}
