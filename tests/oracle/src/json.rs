// limcode::Json: the enum that stands for "any JSON". On the wire it is the ordinary enum below; in JSON it is the
// value itself, with the numbers told apart as serde_json tells them apart for serde_json::Value.

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What any Rust program would declare to read the wire form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename = "Json")]
enum Wire {
    Null,
    Bool(bool),
    I64(i64),
    U64(u64),
    F64(f64),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

#[derive(Clone, Debug)]
pub struct Json(Wire);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        match &self.0 {
            Wire::Null => serializer.serialize_unit(),
            Wire::Bool(v) => serializer.serialize_bool(*v),
            Wire::I64(v) => serializer.serialize_i64(*v),
            Wire::U64(v) => serializer.serialize_u64(*v),
            Wire::F64(v) => serializer.serialize_f64(*v),
            Wire::String(v) => serializer.serialize_str(v),
            Wire::Array(elements) => {
                let mut seq = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    seq.serialize_element(element)?;
                }
                seq.end()
            }
            Wire::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(JsonVisitor)
        } else {
            Wire::deserialize(deserializer).map(Json)
        }
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json(Wire::Null))
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<Json, E> {
        Ok(Json(Wire::Bool(v)))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Json, E> {
        Ok(Json(if v >= 0 { Wire::U64(v as u64) } else { Wire::I64(v) }))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Json, E> {
        Ok(Json(Wire::U64(v)))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<Json, E> {
        Ok(Json(Wire::F64(v)))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Json, E> {
        Ok(Json(Wire::String(v.to_string())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element()? {
            elements.push(element);
        }
        Ok(Json(Wire::Array(elements)))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Json(Wire::Object(entries)))
    }
}

// A Json is never a key, so its order and hash are never asked for; Value derives them for all its parts.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        bincode::serialize(self).ok() == bincode::serialize(other).ok()
    }
}
impl Eq for Json {}
impl PartialOrd for Json {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Json {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        bincode::serialize(self).ok().cmp(&bincode::serialize(other).ok())
    }
}
impl std::hash::Hash for Json {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        bincode::serialize(self).ok().hash(state)
    }
}
