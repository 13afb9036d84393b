// Random values of Solana's types: a serde Deserializer that makes up what it is asked for. Types that have a form of
// their own on the wire ask for tuples of bytes; how many bytes says which form it is, so that what is made up is
// usually a value.

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::fmt;

#[derive(Debug)]
pub struct NoValue;

impl fmt::Display for NoValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was made up is no value")
    }
}

impl std::error::Error for NoValue {}

impl de::Error for NoValue {
    fn custom<T: fmt::Display>(_: T) -> Self {
        NoValue
    }
}

/// What the next bytes are.
#[derive(Clone, Copy, PartialEq)]
enum Bytes {
    Plain,
    /// A compact length: one byte, now and then two.
    Length,
    /// A number of up to 64 bits, seven a byte.
    Number,
    /// The first byte of a message: a version or the number of signers.
    Version,
}

pub struct Making {
    state: u64,
    bytes: Bytes,
    /// A length of two bytes has begun.
    open: bool,
}

impl Making {
    pub fn new(name: &str) -> Self {
        let seed = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ byte as u64).wrapping_mul(0x100_0000_01b3));
        Making { state: seed | 1, bytes: Bytes::Plain, open: false }
    }

    /// Forgets what a value that failed has left.
    pub fn start(&mut self) {
        self.bytes = Bytes::Plain;
        self.open = false;
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 11) % bound
    }

    fn number(&mut self) -> u64 {
        match self.below(6) {
            0 => self.below(4),
            1 => u64::MAX - self.below(3),
            2 => 1 << self.below(64),
            3 => self.below(1 << 20),
            _ => self.next(),
        }
    }

    fn wide(&mut self) -> u128 {
        (self.number() as u128) << 64 | self.number() as u128
    }

    fn byte(&mut self) -> u8 {
        match self.bytes {
            Bytes::Plain => self.number() as u8,
            Bytes::Version => {
                self.bytes = Bytes::Plain;
                if self.below(2) == 0 {
                    0x80
                } else {
                    self.below(128) as u8
                }
            }
            Bytes::Length if self.open => {
                self.open = false;
                1
            }
            Bytes::Length => {
                self.open = self.below(200) == 0;
                if self.open {
                    0x80 | self.below(40) as u8
                } else {
                    self.below(4) as u8
                }
            }
            Bytes::Number => {
                let last = self.below(3) == 0;
                if last {
                    1 + self.below(127) as u8
                } else {
                    0x80 | self.below(128) as u8
                }
            }
        }
    }

    fn text(&mut self) -> String {
        let length = self.below(12);
        let character = |making: &mut Making| match making.below(8) {
            0 => making.below(0x20) as u32,
            1 => 0xA0 + making.below(0x1000) as u32,
            2 => 0x10000 + making.below(0x1000) as u32,
            _ => 0x20 + making.below(0x5F) as u32,
        };
        (0..length).map(|_| char::from_u32(character(self)).unwrap_or('?')).collect()
    }

    fn within<T>(&mut self, bytes: Bytes, make: impl FnOnce(&mut Making) -> T) -> T {
        let around = (self.bytes, self.open);
        self.bytes = bytes;
        self.open = false;
        let made = make(self);
        (self.bytes, self.open) = around;
        made
    }

    fn elements<'de, V: Visitor<'de>>(&mut self, bytes: Bytes, left: usize, visitor: V) -> Result<V::Value, NoValue> {
        self.within(bytes, |making| visitor.visit_seq(Elements { making, left }))
    }
}

struct Elements<'a> {
    making: &'a mut Making,
    left: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = NoValue;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NoValue> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.making).map(Some)
    }
}

impl<'de> MapAccess<'de> for Elements<'_> {
    type Error = NoValue;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NoValue> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NoValue> {
        seed.deserialize(&mut *self.making)
    }
}

struct Variant<'a> {
    making: &'a mut Making,
    index: u32,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = NoValue;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NoValue> {
        let index: de::value::U32Deserializer<NoValue> = self.index.into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = NoValue;

    fn unit_variant(self) -> Result<(), NoValue> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NoValue> {
        self.making.within(Bytes::Plain, |making| seed.deserialize(making))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, NoValue> {
        self.making.elements(Bytes::Plain, length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, NoValue> {
        self.making.elements(Bytes::Plain, fields.len(), visitor)
    }
}

macro_rules! made {
    ($($method:ident $visit:ident |$making:ident| $made:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
            let $making = self;
            let made = $made;
            visitor.$visit(made)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Making {
    type Error = NoValue;

    made! {
        deserialize_bool visit_bool |making| making.below(2) == 1;
        deserialize_i8 visit_i8 |making| making.number() as i8;
        deserialize_i16 visit_i16 |making| making.number() as i16;
        deserialize_i32 visit_i32 |making| making.number() as i32;
        deserialize_i64 visit_i64 |making| making.number() as i64;
        deserialize_i128 visit_i128 |making| making.wide() as i128;
        deserialize_u8 visit_u8 |making| making.byte();
        deserialize_u16 visit_u16 |making| making.number() as u16;
        deserialize_u32 visit_u32 |making| making.number() as u32;
        deserialize_u64 visit_u64 |making| making.number();
        deserialize_u128 visit_u128 |making| making.wide();
        deserialize_f32 visit_f32 |making| making.below(1000) as f32 / 7.0;
        deserialize_char visit_char |making| (b'a' + making.below(26) as u8) as char;
        deserialize_str visit_string |making| making.text();
        deserialize_string visit_string |making| making.text();
        deserialize_bytes visit_byte_buf |making| (0..making.below(20)).map(|_| making.next() as u8).collect();
        deserialize_byte_buf visit_byte_buf |making| (0..making.below(20)).map(|_| making.next() as u8).collect();
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        loop {
            let number = f64::from_bits(self.next());
            if number.is_finite() {
                return visitor.visit_f64(number);
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        if self.below(2) == 0 {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NoValue> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NoValue> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        let length = self.below(5) as usize;
        self.elements(Bytes::Plain, length, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, NoValue> {
        let bytes = match length {
            2 => Bytes::Version,
            3 => Bytes::Length,
            5 | 10 => Bytes::Number,
            _ => Bytes::Plain,
        };
        self.elements(bytes, length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, NoValue> {
        self.elements(Bytes::Plain, length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        let left = self.below(5) as usize;
        self.within(Bytes::Plain, |making| visitor.visit_map(Elements { making, left }))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NoValue> {
        self.elements(Bytes::Plain, fields.len(), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NoValue> {
        let index = self.below(variants.len() as u64) as u32;
        visitor.visit_enum(Variant { making: self, index })
    }

    // The forms of Solana's types say what they are.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoValue> {
        Err(NoValue)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoValue> {
        Err(NoValue)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoValue> {
        Err(NoValue)
    }
}
