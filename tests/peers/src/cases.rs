// The operations that are timed, by the name of the case: `TYPE/VERB`, where digits after the type tell data of several
// sizes apart. Files are frames, and for from_json JSON; what needs a value decodes it before it is timed.

use crate::model::{Entry, Record};
use bincode::Options;
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_bytes::ByteBuf;

pub trait Case {
    fn run(&mut self);
    fn output(&mut self) -> Vec<u8>;
}

/// Prepares a case; nothing when it is not one that this program knows.
pub fn load(case: &str, file: Vec<u8>) -> Option<Box<dyn Case>> {
    let (ty, verb) = case.split_once('/').expect("a case is TYPE/VERB");
    match ty.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "bytes" => of::<Vec<u8>>(verb, file),
        "serde_bytes" => of::<ByteBuf>(verb, file),
        "numbers" => of::<Vec<u64>>(verb, file),
        "floats" => of::<Vec<f64>>(verb, file),
        "varints" => varint::<Vec<u64>>(verb, file),
        "entries" => of::<Vec<Entry>>(verb, file),
        "records" => of::<Vec<Record>>(verb, file),
        #[cfg(feature = "rpc")]
        "rpc_json" => block(verb, file, crate::rpc::encode_json),
        #[cfg(feature = "rpc")]
        "rpc_binary" => block(verb, file, crate::rpc::encode_base64),
        _ => None,
    }
}

struct Timed<Value, Operation> {
    value: Value,
    operation: Operation,
    output: fn(&Value) -> Vec<u8>,
}

impl<Value, Operation: FnMut(&Value)> Case for Timed<Value, Operation> {
    fn run(&mut self) {
        (self.operation)(&self.value)
    }
    fn output(&mut self) -> Vec<u8> {
        (self.output)(&self.value)
    }
}

/// Keeps the optimizer from dropping what made a value. (std::hint::black_box is newer than Debian's Rust.)
fn keep<T>(value: T) {
    unsafe { std::arch::asm!("/* {0} */", in(reg) &value as *const T, options(nostack, preserves_flags)) };
}

fn timed<V: 'static>(value: V, operation: impl FnMut(&V) + 'static, output: fn(&V) -> Vec<u8>) -> Box<dyn Case> {
    Box::new(Timed { value, operation, output })
}

fn of<T: Serialize + DeserializeOwned + 'static>(verb: &str, file: Vec<u8>) -> Option<Box<dyn Case>> {
    let decoded = |file: &[u8]| bincode::deserialize::<T>(file).expect("a frame");
    Some(match verb {
        "size" => timed(
            decoded(&file),
            |v| keep(bincode::serialized_size(v).unwrap()),
            |v| bincode::serialize(v).unwrap(),
        ),
        "fresh" => timed(decoded(&file), |v| keep(bincode::serialize(v).unwrap()), |v| bincode::serialize(v).unwrap()),
        "reused" => {
            let mut buffer = Vec::new();
            let operation = move |v: &T| {
                buffer.clear();
                bincode::serialize_into(&mut buffer, v).unwrap();
                keep(&buffer);
            };
            timed(decoded(&file), operation, |v| bincode::serialize(v).unwrap())
        }
        "decode" => timed(
            file,
            |frame| keep(bincode::deserialize::<T>(frame).unwrap()),
            |frame| bincode::serialize(&bincode::deserialize::<T>(frame).unwrap()).unwrap(),
        ),
        "from_json" => timed(
            String::from_utf8(file).expect("JSON is UTF-8"),
            |text| keep(bincode::serialize(&serde_json::from_str::<T>(text).unwrap()).unwrap()),
            |text| bincode::serialize(&serde_json::from_str::<T>(text).unwrap()).unwrap(),
        ),
        "to_json" => timed(
            file,
            |frame| keep(serde_json::to_string(&bincode::deserialize::<T>(frame).unwrap()).unwrap()),
            |frame| serde_json::to_string(&bincode::deserialize::<T>(frame).unwrap()).unwrap().into_bytes(),
        ),
        _ => return None,
    })
}

#[cfg(feature = "rpc")]
fn block(verb: &str, file: Vec<u8>, encode: fn(&str) -> Vec<u8>) -> Option<Box<dyn Case>> {
    use crate::rpc::decode;
    let text = |file| String::from_utf8(file).expect("JSON is UTF-8");
    Some(match verb {
        "from_json" => Box::new(Block { input: text(file), encode }),
        "to_json" => timed(file, |frame| keep(decode(frame)), |frame| decode(frame).into_bytes()),
        _ => return None,
    })
}

#[cfg(feature = "rpc")]
struct Block {
    input: String,
    encode: fn(&str) -> Vec<u8>,
}

#[cfg(feature = "rpc")]
impl Case for Block {
    fn run(&mut self) {
        keep((self.encode)(&self.input))
    }
    fn output(&mut self) -> Vec<u8> {
        (self.encode)(&self.input)
    }
}

fn varint<T: Serialize + DeserializeOwned + 'static>(verb: &str, file: Vec<u8>) -> Option<Box<dyn Case>> {
    let options = bincode::options;
    Some(match verb {
        "reused" => {
            let mut buffer = Vec::new();
            let operation = move |v: &T| {
                buffer.clear();
                options().serialize_into(&mut buffer, v).unwrap();
                keep(&buffer);
            };
            let value = options().deserialize::<T>(&file).expect("a frame");
            timed(value, operation, |v| bincode::options().serialize(v).unwrap())
        }
        "decode" => timed(
            file,
            move |frame| keep(options().deserialize::<T>(frame).unwrap()),
            |frame| bincode::options().serialize(&bincode::options().deserialize::<T>(frame).unwrap()).unwrap(),
        ),
        _ => return None,
    })
}
