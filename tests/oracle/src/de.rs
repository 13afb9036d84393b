// Deserialize for a run-time type: the very calls that serde's derive and std's impls make, and the same rules
// (fields by name or by position, a missing Option is None, maps keep the last of equal keys).

use crate::types::{EnumType, Fields, Shape, Ty, Type};
use crate::value::{Leaf, LeafValue, Value};
use serde::de::{DeserializeSeed, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor};
use serde::{forward_to_deserialize_any, Deserializer};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

/// Sequences of elements without bytes can claim any length; bincode 1 loops over it. The oracle refuses beyond this.
pub const EMPTY_ELEMENTS_MAX: usize = 1 << 16;
pub const EMPTY_ELEMENTS: &str = "too many elements without bytes for the oracle";

#[derive(Clone, Copy)]
pub struct Seed(pub Ty);

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let ty = self.0;
        match ty.resolved() {
            Type::Leaf(leaf) => leaf.deserialize(deserializer).map(Value::Leaf),
            Type::Boxed(inner) => Seed(inner).deserialize(deserializer),
            Type::Option(inner) => deserializer.deserialize_option(OptionVisitor(inner)),
            Type::Seq(_, element) => deserializer.deserialize_seq(SeqVisitor(element)),
            Type::Set { element, sorted } => deserializer.deserialize_seq(SetVisitor(element, *sorted)),
            Type::Map { key, value, sorted } => deserializer.deserialize_map(MapVisitor(key, value, *sorted)),
            Type::Array(element, count) => {
                deserializer.deserialize_tuple(*count, TupleVisitor((0..*count).map(|_| *element), *count))
            }
            Type::Tuple(types) => {
                deserializer.deserialize_tuple(types.len(), TupleVisitor(types.iter().copied(), types.len()))
            }
            Type::TupleStruct(name, types) => {
                let visitor = TupleVisitor(types.iter().copied(), types.len());
                deserializer.deserialize_tuple_struct(name, types.len(), visitor)
            }
            Type::UnitStruct(name) => deserializer.deserialize_unit_struct(name, UnitVisitor),
            Type::Newtype(name, inner) => deserializer.deserialize_newtype_struct(name, NewtypeVisitor(inner)),
            Type::Record(name, fields) => deserializer.deserialize_struct(name, fields.names, RecordVisitor(fields)),
            Type::Enum(e) => deserializer.deserialize_enum(e.name, e.names, EnumVisitor(e)),
            Type::Named(_) => unreachable!("resolved"),
        }
    }
}

struct OptionVisitor(Ty);
impl<'de> Visitor<'de> for OptionVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("option")
    }
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::None)
    }
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::None)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Ok(Value::Some(Box::new(Seed(self.0).deserialize(deserializer)?)))
    }
}

struct SeqVisitor(Ty);
impl<'de> Visitor<'de> for SeqVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a sequence")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        if let Type::Leaf(Leaf::U8) = self.0.resolved() {
            let mut bytes = Vec::new();
            while let Some(byte) = access.next_element::<u8>()? {
                bytes.push(byte);
            }
            return Ok(Value::U8s(bytes));
        }
        check_empty(self.0, &access)?;
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(Seed(self.0))? {
            values.push(value);
        }
        Ok(Value::List(values))
    }
}

fn check_empty<'de, A: SeqAccess<'de>>(element: Ty, access: &A) -> Result<(), A::Error> {
    if access.size_hint().unwrap_or(0) > EMPTY_ELEMENTS_MAX && element.may_be_empty(0) {
        return Err(A::Error::custom(EMPTY_ELEMENTS));
    }
    Ok(())
}

struct SetVisitor(Ty, bool);
impl<'de> Visitor<'de> for SetVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a sequence")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        check_empty(self.0, &access)?;
        if self.1 {
            let mut values = BTreeSet::new();
            while let Some(value) = access.next_element_seed(Seed(self.0))? {
                values.insert(value);
            }
            return Ok(Value::List(values.into_iter().collect()));
        }
        // HashSet has no order of its own: the oracle keeps the order of arrival.
        let mut seen = HashSet::new();
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(Seed(self.0))? {
            if seen.insert(value.clone()) {
                values.push(value);
            }
        }
        Ok(Value::List(values))
    }
}

struct MapVisitor(Ty, Ty, bool);
impl<'de> Visitor<'de> for MapVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a map")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        if access.size_hint().unwrap_or(0) > EMPTY_ELEMENTS_MAX && self.0.may_be_empty(0) && self.1.may_be_empty(0) {
            return Err(A::Error::custom(EMPTY_ELEMENTS));
        }
        if self.2 {
            let mut entries = BTreeMap::new();
            while let Some((key, value)) = access.next_entry_seed(Seed(self.0), Seed(self.1))? {
                entries.insert(key, value);
            }
            return Ok(Value::Map(entries.into_iter().collect()));
        }
        // HashMap has no order of its own: the oracle keeps the order of first arrival and the last value.
        let mut places: HashMap<Value, usize> = HashMap::new();
        let mut entries: Vec<(Value, Value)> = Vec::new();
        while let Some((key, value)) = access.next_entry_seed(Seed(self.0), Seed(self.1))? {
            match places.get(&key) {
                Some(place) => entries[*place].1 = value,
                None => {
                    places.insert(key.clone(), entries.len());
                    entries.push((key, value));
                }
            }
        }
        Ok(Value::Map(entries))
    }
}

struct TupleVisitor<I>(I, usize);
impl<'de, I: Iterator<Item = Ty>> Visitor<'de> for TupleVisitor<I> {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "a tuple of size {}", self.1)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        for ty in self.0 {
            match access.next_element_seed(Seed(ty))? {
                Some(value) => values.push(value),
                None => return Err(A::Error::invalid_length(values.len(), &"a tuple")),
            }
        }
        Ok(Value::List(values))
    }
}

struct UnitVisitor;
impl<'de> Visitor<'de> for UnitVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("unit struct")
    }
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Leaf(LeafValue::Unit(())))
    }
}

struct NewtypeVisitor(Ty);
impl<'de> Visitor<'de> for NewtypeVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("tuple struct")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Seed(self.0).deserialize(deserializer)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let value = access.next_element_seed(Seed(self.0))?;
        value.ok_or_else(|| A::Error::invalid_length(0, &"tuple struct with 1 element"))
    }
}

struct RecordVisitor(&'static Fields);
impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("struct")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        TupleVisitor(self.0.types.iter().copied(), self.0.types.len()).visit_seq(access)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let fields = self.0;
        let mut values: Vec<Option<Value>> = fields.types.iter().map(|_| None).collect();
        while let Some(place) = access.next_key_seed(NameSeed(fields.names, Unknown::Ignored))? {
            match place {
                None => {
                    access.next_value::<IgnoredAny>()?;
                }
                Some(i) if values[i].is_some() => return Err(A::Error::duplicate_field(fields.names[i])),
                Some(i) => values[i] = Some(access.next_value_seed(Seed(fields.types[i]))?),
            }
        }
        let mut complete = Vec::with_capacity(values.len());
        for (i, value) in values.into_iter().enumerate() {
            complete.push(match value {
                Some(value) => value,
                None => Seed(fields.types[i]).deserialize(MissingField(fields.names[i], PhantomData))?,
            });
        }
        Ok(Value::List(complete))
    }
}

/// What stands for a field that is absent: only an Option can be made from it.
struct MissingField<E>(&'static str, PhantomData<E>);
impl<'de, E: Error> Deserializer<'de> for MissingField<E> {
    type Error = E;
    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.0))
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[derive(Clone, Copy)]
enum Unknown {
    Ignored,
    Refused,
}

/// A field or variant name, or its index: what derive calls an identifier.
struct NameSeed(&'static [&'static str], Unknown);
impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}
impl<'de> Visitor<'de> for NameSeed {
    type Value = Option<usize>;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an identifier")
    }
    fn visit_u64<E: Error>(self, index: u64) -> Result<Option<usize>, E> {
        match (self.1, index < self.0.len() as u64) {
            (_, true) => Ok(Some(index as usize)),
            (Unknown::Ignored, false) => Ok(None),
            (Unknown::Refused, false) => Err(E::invalid_value(Unexpected::Unsigned(index), &"a variant index")),
        }
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        match (self.1, self.0.iter().position(|known| *known == name)) {
            (_, Some(i)) => Ok(Some(i)),
            (Unknown::Ignored, None) => Ok(None),
            (Unknown::Refused, None) => Err(E::unknown_variant(name, self.0)),
        }
    }
    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        self.visit_str(&String::from_utf8_lossy(name))
    }
}

struct EnumVisitor(&'static EnumType);
impl<'de> Visitor<'de> for EnumVisitor {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "enum {}", self.0.name)
    }
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (index, variant) = access.variant_seed(NameSeed(self.0.names, Unknown::Refused))?;
        let index = index.expect("unknown variants are refused");
        let payload = match &self.0.variants[index] {
            Shape::Unit => variant.unit_variant().map(|()| Value::List(Vec::new()))?,
            Shape::Newtype(inner) => variant.newtype_variant_seed(Seed(inner))?,
            Shape::Tuple(types) => {
                variant.tuple_variant(types.len(), TupleVisitor(types.iter().copied(), types.len()))?
            }
            Shape::Record(fields) => variant.struct_variant(fields.names, RecordVisitor(fields))?,
        };
        Ok(Value::Variant(index, Box::new(payload)))
    }
}
