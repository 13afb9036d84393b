// A type that can be tested, whether it is a real Rust type or one made from text: its values made at random, read
// and written, with the value itself out of sight.

use crate::config::Config;
use crate::de::Seed;
use crate::random::{random, random_borrowing, Rng};
use crate::ser::Typed;
use crate::types::Ty;
use crate::value::Value;
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::marker::PhantomData;

pub type AnyValue = Box<dyn Any>;

pub trait Subject {
    fn random(&self, rng: &mut Rng) -> Option<AnyValue>;
    fn from_json(&self, text: &[u8]) -> Result<AnyValue, String>;
    fn to_json(&self, value: &AnyValue) -> Result<String, String>;
    /// Reads the frame at the start of `wire`; gives the value and how many bytes it took.
    fn from_wire(&self, wire: &[u8], config: Config) -> Result<(AnyValue, usize), String>;
    fn to_wire(&self, value: &AnyValue, config: Config) -> Result<Vec<u8>, String>;
}

pub struct Dynamic(pub Ty);

pub struct Static<T>(pub PhantomData<T>);

impl<T> Static<T> {
    pub fn new() -> Self {
        Static(PhantomData)
    }
}

/// A type that borrows from what it is read from, which is therefore never freed.
pub struct Borrowing<T>(PhantomData<T>);

impl<T> Borrowing<T> {
    pub fn new() -> Self {
        Borrowing(PhantomData)
    }
}

/// serde_json::from_str of bytes that need not be UTF-8.
fn read_json<'a, S: DeserializeSeed<'a>>(seed: S, text: &'a [u8]) -> Result<S::Value, String> {
    let text = std::str::from_utf8(text).map_err(|e| e.to_string())?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut deserializer).map_err(|e| e.to_string())?;
    deserializer.end().map_err(|e| e.to_string())?;
    Ok(value)
}

impl Subject for Dynamic {
    fn random(&self, rng: &mut Rng) -> Option<AnyValue> {
        random(Seed(self.0), rng).map(|value| Box::new(value) as AnyValue)
    }
    fn from_json(&self, text: &[u8]) -> Result<AnyValue, String> {
        Ok(Box::new(read_json(Seed(self.0), text)?))
    }
    fn to_json(&self, value: &AnyValue) -> Result<String, String> {
        serde_json::to_string(&self.typed(value)).map_err(|e| e.to_string())
    }
    fn from_wire(&self, wire: &[u8], config: Config) -> Result<(AnyValue, usize), String> {
        config.decode(Seed(self.0), wire).map(|(value, taken)| (Box::new(value) as AnyValue, taken))
    }
    fn to_wire(&self, value: &AnyValue, config: Config) -> Result<Vec<u8>, String> {
        config.encode(&self.typed(value))
    }
}

impl Dynamic {
    fn typed<'a>(&self, value: &'a AnyValue) -> Typed<'a> {
        Typed(self.0, value.downcast_ref::<Value>().expect("a Value"))
    }
}

/// PhantomData<T> is serde's seed for a plain T; this one is Copy whatever T is.
struct Plain<T>(PhantomData<T>);
impl<T> Clone for Plain<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Plain<T> {}
impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Plain<T> {
    type Value = T;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

impl<T: Serialize + DeserializeOwned + 'static> Subject for Static<T> {
    fn random(&self, rng: &mut Rng) -> Option<AnyValue> {
        random(Plain::<T>(PhantomData), rng).map(|value| Box::new(value) as AnyValue)
    }
    fn from_json(&self, text: &[u8]) -> Result<AnyValue, String> {
        Ok(Box::new(read_json(Plain::<T>(PhantomData), text)?))
    }
    fn to_json(&self, value: &AnyValue) -> Result<String, String> {
        serde_json::to_string(value.downcast_ref::<T>().expect("a T")).map_err(|e| e.to_string())
    }
    fn from_wire(&self, wire: &[u8], config: Config) -> Result<(AnyValue, usize), String> {
        config.decode(Plain::<T>(PhantomData), wire).map(|(value, taken)| (Box::new(value) as AnyValue, taken))
    }
    fn to_wire(&self, value: &AnyValue, config: Config) -> Result<Vec<u8>, String> {
        config.encode(value.downcast_ref::<T>().expect("a T"))
    }
}

impl<T: Serialize + Deserialize<'static> + 'static> Subject for Borrowing<T> {
    fn random(&self, rng: &mut Rng) -> Option<AnyValue> {
        random_borrowing(Plain::<T>(PhantomData), rng).map(|value| Box::new(value) as AnyValue)
    }
    fn from_json(&self, text: &[u8]) -> Result<AnyValue, String> {
        Ok(Box::new(read_json(Plain::<T>(PhantomData), kept(text))?))
    }
    fn to_json(&self, value: &AnyValue) -> Result<String, String> {
        serde_json::to_string(value.downcast_ref::<T>().expect("a T")).map_err(|e| e.to_string())
    }
    fn from_wire(&self, wire: &[u8], config: Config) -> Result<(AnyValue, usize), String> {
        config.decode(Plain::<T>(PhantomData), kept(wire)).map(|(value, taken)| (Box::new(value) as AnyValue, taken))
    }
    fn to_wire(&self, value: &AnyValue, config: Config) -> Result<Vec<u8>, String> {
        config.encode(value.downcast_ref::<T>().expect("a T"))
    }
}

fn kept(input: &[u8]) -> &'static [u8] {
    Box::leak(input.into())
}
