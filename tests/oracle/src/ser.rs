// Serialize for a value of a run-time type: the very calls that serde's derive and std's impls make.

use crate::types::{Shape, Type};
use crate::value::Value;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant,
};
use serde::{Serialize, Serializer};

pub struct Typed<'a>(pub &'a Type, pub &'a Value);

impl<'a> Serialize for Typed<'a> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.resolved(), self.1) {
            (Type::Leaf(_), Value::Leaf(leaf)) => leaf.serialize(serializer),
            (Type::Boxed(inner), value) => Typed(inner, value).serialize(serializer),
            (Type::Option(_), Value::None) => serializer.serialize_none(),
            (Type::Option(inner), Value::Some(value)) => serializer.serialize_some(&Typed(inner, value)),
            (Type::Seq(..), Value::U8s(bytes)) => {
                let mut seq = serializer.serialize_seq(Some(bytes.len()))?;
                for byte in bytes {
                    seq.serialize_element(byte)?;
                }
                seq.end()
            }
            (Type::Seq(_, element), Value::List(values)) | (Type::Set { element, .. }, Value::List(values)) => {
                let mut seq = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    seq.serialize_element(&Typed(element, value))?;
                }
                seq.end()
            }
            (Type::Map { key, value, .. }, Value::Map(entries)) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (k, v) in entries {
                    map.serialize_entry(&Typed(key, k), &Typed(value, v))?;
                }
                map.end()
            }
            (Type::Array(element, count), Value::List(values)) => {
                let mut tuple = serializer.serialize_tuple(*count)?;
                for value in values {
                    tuple.serialize_element(&Typed(element, value))?;
                }
                tuple.end()
            }
            (Type::Tuple(types), Value::List(values)) => {
                let mut tuple = serializer.serialize_tuple(types.len())?;
                for (ty, value) in types.iter().zip(values) {
                    tuple.serialize_element(&Typed(ty, value))?;
                }
                tuple.end()
            }
            (Type::UnitStruct(name), _) => serializer.serialize_unit_struct(name),
            (Type::Newtype(name, inner), value) => serializer.serialize_newtype_struct(name, &Typed(inner, value)),
            (Type::TupleStruct(name, types), Value::List(values)) => {
                let mut tuple = serializer.serialize_tuple_struct(name, types.len())?;
                for (ty, value) in types.iter().zip(values) {
                    tuple.serialize_field(&Typed(ty, value))?;
                }
                tuple.end()
            }
            (Type::Record(name, fields), Value::List(values)) => {
                let mut record = serializer.serialize_struct(name, fields.types.len())?;
                for ((key, ty), value) in fields.names.iter().zip(&fields.types).zip(values) {
                    record.serialize_field(key, &Typed(ty, value))?;
                }
                record.end()
            }
            (Type::Enum(e), Value::Variant(index, payload)) => {
                variant(serializer, e.name, *index as u32, e.names[*index], &e.variants[*index], payload)
            }
            (ty, value) => panic!("a value of another type than {}: {:?}", ty.text(), value),
        }
    }
}

fn variant<S: Serializer>(
    serializer: S,
    name: &'static str,
    index: u32,
    variant: &'static str,
    shape: &Shape,
    payload: &Value,
) -> Result<S::Ok, S::Error> {
    let values: &[Value] = match payload {
        Value::List(values) => values,
        _ => &[],
    };
    match shape {
        Shape::Unit => serializer.serialize_unit_variant(name, index, variant),
        Shape::Newtype(inner) => serializer.serialize_newtype_variant(name, index, variant, &Typed(inner, payload)),
        Shape::Tuple(types) => {
            let mut tuple = serializer.serialize_tuple_variant(name, index, variant, types.len())?;
            for (ty, value) in types.iter().zip(values) {
                tuple.serialize_field(&Typed(ty, value))?;
            }
            tuple.end()
        }
        Shape::Record(fields) => {
            let mut record = serializer.serialize_struct_variant(name, index, variant, fields.types.len())?;
            for ((key, ty), value) in fields.names.iter().zip(&fields.types).zip(values) {
                record.serialize_field(key, &Typed(ty, value))?;
            }
            record.end()
        }
    }
}
