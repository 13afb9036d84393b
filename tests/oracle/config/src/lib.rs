// bincode's configurations by name: `legacy-le`, `legacy-be`, `standard-le`, `standard-be`, each with an optional
// `+limit=BYTES`. encode and decode here are bincode's own, run with the matching Options.

use bincode::{BincodeRead, Options};
use serde::de::{DeserializeSeed, Visitor};
use serde::Serialize;
use std::cell::Cell;
use std::io;
use std::marker::PhantomData;

/// Runs an expression with the bincode Options that a Config names: their type depends on every choice but the limit,
/// which is always there and mostly without effect.
macro_rules! with_options {
    ($config:expr, |$options:ident| $body:expr) => {{
        let base = bincode::DefaultOptions::new().with_limit($config.limit.unwrap_or(u64::MAX));
        match ($config.varint, $config.big) {
            (false, false) => with_options!(@ base.with_fixint_encoding(), $options, $body),
            (false, true) => with_options!(@ base.with_fixint_encoding().with_big_endian(), $options, $body),
            (true, false) => with_options!(@ base, $options, $body),
            (true, true) => with_options!(@ base.with_big_endian(), $options, $body),
        }
    }};
    (@ $made:expr, $options:ident, $body:expr) => {{
        let $options = $made;
        $body
    }};
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    pub varint: bool,
    pub big: bool,
    pub limit: Option<u64>,
}

pub const ALL: [Config; 4] = [
    Config { varint: false, big: false, limit: None },
    Config { varint: false, big: true, limit: None },
    Config { varint: true, big: false, limit: None },
    Config { varint: true, big: true, limit: None },
];

impl Config {
    pub fn parse(text: &str) -> Result<Config, String> {
        let (name, limit) = match text.split_once("+limit=") {
            Some((name, limit)) => (name, Some(limit.parse().map_err(|e| format!("limit {}: {}", limit, e))?)),
            None => (text, None),
        };
        let known = ALL.iter().find(|config| config.name() == name);
        known.map(|config| Config { limit, ..*config }).ok_or_else(|| format!("unknown configuration {}", text))
    }

    pub fn name(&self) -> String {
        let order = if self.big { "be" } else { "le" };
        let limit = self.limit.map(|limit| format!("+limit={}", limit)).unwrap_or_default();
        format!("{}-{}{}", if self.varint { "standard" } else { "legacy" }, order, limit)
    }

    /// The frame of a Vec<u8>, compiled here.
    pub fn encode_bytes(&self, bytes: &Vec<u8>) -> Result<Vec<u8>, String> {
        self.encode(bytes)
    }

    /// The Vec<u8> of the frame at the start of `frame`, compiled here, and how many bytes it took.
    pub fn decode_bytes(&self, frame: &[u8]) -> Result<(Vec<u8>, usize), String> {
        self.decode(PhantomData::<Vec<u8>>, frame)
    }

    pub fn encode<T: Serialize>(&self, value: &T) -> Result<Vec<u8>, String> {
        with_options!(self, |options| options.serialize(value).map_err(|e| e.to_string()))
    }

    /// Reads the frame at the start of `bytes`; gives the value and how many bytes it took.
    pub fn decode<'a, S: DeserializeSeed<'a>>(&self, seed: S, bytes: &'a [u8]) -> Result<(S::Value, usize), String> {
        let taken = Cell::new(0);
        let reader = Reader { bytes, taken: &taken };
        let value =
            with_options!(self, |options| options.deserialize_from_custom_seed(seed, reader).map_err(|e| e.to_string()));
        value.map(|value| (value, taken.get()))
    }
}

/// A slice reader that says how far it came. Otherwise it does what bincode's own SliceReader does; that one
/// cannot be asked, and bincode ignores the byte limit with it.
struct Reader<'a, 'b> {
    bytes: &'a [u8],
    taken: &'b Cell<usize>,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn take(&mut self, length: usize) -> io::Result<&'a [u8]> {
        if length > self.bytes.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (head, tail) = self.bytes.split_at(length);
        self.bytes = tail;
        self.taken.set(self.taken.get() + length);
        Ok(head)
    }
}

impl<'a, 'b> io::Read for Reader<'a, 'b> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let head = self.take(out.len())?;
        out.copy_from_slice(head);
        Ok(out.len())
    }
    fn read_exact(&mut self, out: &mut [u8]) -> io::Result<()> {
        self.read(out).map(|_| ())
    }
}

impl<'a, 'b> BincodeRead<'a> for Reader<'a, 'b> {
    fn forward_read_str<V: Visitor<'a>>(&mut self, length: usize, visitor: V) -> bincode::Result<V::Value> {
        let text = std::str::from_utf8(self.take(length)?).map_err(bincode::ErrorKind::InvalidUtf8Encoding)?;
        visitor.visit_borrowed_str(text)
    }
    fn get_byte_buffer(&mut self, length: usize) -> bincode::Result<Vec<u8>> {
        Ok(self.take(length)?.to_vec())
    }
    fn forward_read_bytes<V: Visitor<'a>>(&mut self, length: usize, visitor: V) -> bincode::Result<V::Value> {
        visitor.visit_borrowed_bytes(self.take(length)?)
    }
}
