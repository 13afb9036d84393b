// Values of the types in types.rs. The derived order is the order that Rust derives for the real types, so that
// BTreeMap and BTreeSet sort as they would.

use crate::json::Json;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Leaf(LeafValue),
    /// Vec<u8>, kept compact because it may be large. serde still sees its elements one by one.
    U8s(Vec<u8>),
    None,
    Some(Box<Value>),
    List(Vec<Value>),
    Map(Vec<(Value, Value)>),
    Variant(usize, Box<Value>),
}

/// A float, ordered and hashed by its bits. No key is a float; a Value needs the traits all the same.
macro_rules! float {
    ($name:ident, $float:ty) => {
        #[derive(Clone, Copy, Debug)]
        pub struct $name(pub $float);
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.to_bits() == other.0.to_bits()
            }
        }
        impl Eq for $name {}
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.to_bits().cmp(&other.0.to_bits())
            }
        }
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.to_bits().hash(state)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$float>::deserialize(deserializer).map($name)
            }
        }
    };
}
float!(F32, f32);
float!(F64, f64);

/// One row a leaf type: its name here, its Rust type, its name in type expressions.
macro_rules! leaves {
    ($($leaf:ident, $rust:ty, $name:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Leaf { $($leaf),* }

        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LeafValue { $($leaf($rust)),* }

        impl Leaf {
            pub const ALL: &'static [Leaf] = &[$(Leaf::$leaf),*];

            pub fn name(self) -> &'static str {
                match self { $(Leaf::$leaf => $name),* }
            }

            pub fn deserialize<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<LeafValue, D::Error> {
                match self { $(Leaf::$leaf => <$rust>::deserialize(deserializer).map(LeafValue::$leaf)),* }
            }
        }

        impl Serialize for LeafValue {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(LeafValue::$leaf(value) => value.serialize(serializer)),* }
            }
        }
    };
}

leaves! {
    Unit, (), "()";
    Bool, bool, "bool";
    U8, u8, "u8";
    U16, u16, "u16";
    U32, u32, "u32";
    U64, u64, "u64";
    U128, u128, "u128";
    Usize, usize, "usize";
    I8, i8, "i8";
    I16, i16, "i16";
    I32, i32, "i32";
    I64, i64, "i64";
    I128, i128, "i128";
    Isize, isize, "isize";
    F32, F32, "f32";
    F64, F64, "f64";
    Char, char, "char";
    Str, String, "String";
    Bytes, serde_bytes::ByteBuf, "serde_bytes::ByteBuf";
    Duration, std::time::Duration, "Duration";
    Json, Json, "limcode::Json";
}
