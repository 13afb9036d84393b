// Random values of any type that can be deserialized: a serde Deserializer that makes up what it is asked for.
// Numbers, lengths and text lean towards the edges where encodings change form.

use serde::de::{DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::{forward_to_deserialize_any, Deserializer};

type Error = serde::de::value::Error;

/// splitmix64: small, and the same on every platform.
#[derive(Clone)]
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const EDGES: [u128; 17] = [
    0, 1, 127, 128, 250, 251, 252, 253, 254, 255, 256, 32767, 65535, 65536, 0xffff_ffff, 0x1_0000_0000, u64::MAX as u128,
];

pub struct Random<'r> {
    rng: &'r mut Rng,
    /// How many more elements may be made; sequences end when it is used up.
    budget: usize,
    depth: usize,
    /// Within Duration and SystemTime, whose seconds must not overflow.
    time: bool,
    /// Text and bytes are lent to the value and never freed.
    lends: bool,
}

/// A random value of the type that `seed` reads. A type may refuse what it is given (NonZero refuses 0), so several
/// attempts are made.
pub fn random<S: for<'de> DeserializeSeed<'de, Value = V> + Copy, V>(seed: S, rng: &mut Rng) -> Option<V> {
    attempt(seed, rng, false)
}

/// The same for a type that borrows; what it borrows is never freed.
pub fn random_borrowing<S: DeserializeSeed<'static> + Copy>(seed: S, rng: &mut Rng) -> Option<S::Value> {
    attempt(seed, rng, true)
}

fn attempt<'de, S: DeserializeSeed<'de> + Copy>(seed: S, rng: &mut Rng, lends: bool) -> Option<S::Value> {
    for _ in 0..64 {
        let budget = if rng.one_in(50) { 600 } else { 60 };
        if let Ok(value) = seed.deserialize(&mut Random { rng, budget, depth: 0, time: false, lends }) {
            return Some(value);
        }
    }
    None
}

impl<'r> Random<'r> {
    fn unsigned(&mut self, bits: u32) -> u128 {
        if self.time {
            return (self.rng.next() >> (32 + self.rng.below(20))) as u128 % 1_000_000_000;
        }
        let mask = if bits == 128 { u128::MAX } else { (1 << bits) - 1 };
        match self.rng.below(8) {
            0 => mask - self.rng.below(3) as u128,
            1 | 2 => *self.rng.pick(&EDGES) & mask,
            3 => self.rng.below(300) as u128 & mask,
            _ => ((self.rng.next() as u128) << 64 | self.rng.next() as u128) & mask >> self.rng.below(bits as usize),
        }
    }

    fn signed(&mut self, bits: u32) -> i128 {
        let shift = 128 - bits;
        let value = ((self.unsigned(bits) << shift) as i128) >> shift;
        // Zigzag puts the varint edges at half the magnitude.
        if self.rng.one_in(4) {
            return if self.rng.one_in(2) { value / 2 } else { -(value / 2) - 1 };
        }
        value
    }

    fn float(&mut self) -> f64 {
        match self.rng.below(12) {
            0 => *self.rng.pick(&[0.0, -0.0, 1.0, -1.0, 0.1, 1e16, 1e-5, 9.999999999999999e15, 1e15, 5e-324, 1e21, 1e-7]),
            1 => *self.rng.pick(&[f64::MAX, f64::MIN_POSITIVE, f64::EPSILON, 4503599627370497.5, 2.2250738585072011e-308]),
            2 if self.rng.one_in(8) => *self.rng.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
            3 => self.rng.below(100_000) as f64 / 100.0,
            4 => self.signed(64) as f64,
            5 => self.rng.below(1000) as f64 * 10f64.powi(self.rng.below(40) as i32 - 20),
            _ => loop {
                let value = f64::from_bits(self.rng.next());
                if value.is_finite() {
                    break value;
                }
            },
        }
    }

    fn single(&mut self) -> f32 {
        match self.rng.below(12) {
            0 => *self.rng.pick(&[0.0, -0.0, 1.0, 0.1, 1e13, 1e12, 1e-5, 9.9e-6, 1e-45, f32::MAX, f32::MIN_POSITIVE, 1.1754942e-38]),
            1 | 2 => self.float() as f32,
            _ => loop {
                let value = f32::from_bits(self.rng.next() as u32);
                if value.is_finite() {
                    break value;
                }
            },
        }
    }

    fn character(&mut self) -> char {
        let code = match self.rng.below(8) {
            0 => self.rng.below(0x20) as u32,
            1 => *self.rng.pick(&[0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff, 0x2028]),
            2 => 0x80 + self.rng.below(0x780) as u32,
            3 => 0x800 + self.rng.below(0xf800) as u32,
            4 => 0x10000 + self.rng.below(0x100000) as u32,
            5 => *self.rng.pick(&['"', '\\', '/', '\u{8}', '\u{c}', '\n', '\r', '\t']) as u32,
            _ => 0x20 + self.rng.below(0x5f) as u32,
        };
        char::from_u32(code).unwrap_or('a')
    }

    fn length(&mut self) -> usize {
        let length = match self.rng.below(16) {
            0..=3 => 0,
            4..=13 => 1 + self.rng.below(4),
            14 => self.rng.below(20),
            _ => 245 + self.rng.below(20),
        };
        let length = if self.depth > 12 { 0 } else { length.min(self.budget) };
        self.budget -= length;
        length
    }

    fn string(&mut self) -> String {
        let length = match self.rng.below(16) {
            0..=2 => 0,
            3..=12 => self.rng.below(12),
            13 | 14 => self.rng.below(60),
            _ => 240 + self.rng.below(30),
        };
        let plain = self.rng.one_in(2);
        (0..length).map(|_| if plain { (b'a' + self.rng.below(26) as u8) as char } else { self.character() }).collect()
    }

    fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth > 60 {
            return Err(Error::custom("too deep"));
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    fn several<'de, V: Visitor<'de>>(&mut self, left: usize, visitor: V) -> Result<V::Value, Error> {
        self.deeper(|random| visitor.visit_seq(Several { random, left }))
    }
}

impl<'de, 'a, 'r> Deserializer<'de> for &'a mut Random<'r> {
    type Error = Error;

    fn is_human_readable(&self) -> bool {
        false
    }
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("a random value of no known type"))
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.rng.one_in(2))
    }
    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.unsigned(8) as u8)
    }
    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u16(self.unsigned(16) as u16)
    }
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.unsigned(32) as u32)
    }
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.unsigned(64) as u64)
    }
    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u128(self.unsigned(128))
    }
    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i8(self.signed(8) as i8)
    }
    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i16(self.signed(16) as i16)
    }
    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i32(self.signed(32) as i32)
    }
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(self.signed(64) as i64)
    }
    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i128(self.signed(128))
    }
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f32(self.single())
    }
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.float())
    }
    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_char(self.character())
    }
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.string();
        if self.lends {
            return visitor.visit_borrowed_str(Box::leak(text.into_boxed_str()));
        }
        visitor.visit_string(text)
    }
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // Some types, a Uuid for one, take 16 bytes and nothing else.
        let length = if self.rng.one_in(2) { 16 } else { self.length() };
        let bytes: Vec<u8> = (0..length).map(|_| 1 + self.rng.below(255) as u8).collect();
        if self.lends {
            return visitor.visit_borrowed_bytes(Box::leak(bytes.into_boxed_slice()));
        }
        visitor.visit_byte_buf(bytes)
    }
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.depth > 12 || self.rng.one_in(3) {
            return visitor.visit_none();
        }
        self.deeper(|random| visitor.visit_some(random))
    }
    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deeper(|random| visitor.visit_newtype_struct(random))
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let length = self.length();
        self.several(length, visitor)
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.several(length, visitor)
    }
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.several(length, visitor)
    }
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = self.length();
        self.deeper(|random| visitor.visit_map(Several { random, left }))
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.time = name == "Duration" || name == "SystemTime";
        let result = self.several(fields.len(), visitor);
        self.time = false;
        result
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Deep down the first variant is taken: by convention it does not recurse.
        let index = if self.depth > 10 { 0 } else { self.rng.below(variants.len()) };
        self.deeper(|random| visitor.visit_enum(Chosen { random, index: index as u32 }))
    }
    forward_to_deserialize_any! { identifier ignored_any }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }
}

struct Several<'a, 'r> {
    random: &'a mut Random<'r>,
    left: usize,
}

impl<'de, 'a, 'r> SeqAccess<'de> for Several<'a, 'r> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.random).map(Some)
    }
}

impl<'de, 'a, 'r> MapAccess<'de> for Several<'a, 'r> {
    type Error = Error;
    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.next_element_seed(seed)
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(&mut *self.random)
    }
}

struct Chosen<'a, 'r> {
    random: &'a mut Random<'r>,
    index: u32,
}

impl<'de, 'a, 'r> EnumAccess<'de> for Chosen<'a, 'r> {
    type Error = Error;
    type Variant = Self;
    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        let index: serde::de::value::U32Deserializer<Error> = self.index.into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'de, 'a, 'r> VariantAccess<'de> for Chosen<'a, 'r> {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.random)
    }
    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.random.several(length, visitor)
    }
    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.random.several(fields.len(), visitor)
    }
}
