// Rows: one line of text for one fact that bincode and serde_json establish, its columns separated by tabs.
//
//   v  CONFIG  TYPE  JSON         WIRE  BACK       a value: how it prints, its frame, and what JSON read back gives:
//                                                  `=` the same frame, or another one
//   w  CONFIG  TYPE  WIRE         TAKEN JSON SAME  bytes: how many of them are a frame, how its value prints, and what
//                                                  the value encodes to: `=` the same bytes, or others
//   j  CONFIG  TYPE  TEXT as hex  WIRE             a text: the frame of the value it says
//
// WIRE is hex. A column that holds no result holds `!` and the reason instead; `?` where the oracle cannot say.

use crate::config::{Config, ALL};
use crate::corrupt::corrupt_wire;
use crate::corrupt_json::corrupt_json;
use crate::de::EMPTY_ELEMENTS;
use crate::random::Rng;
use crate::subject::{AnyValue, Subject};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Value,
    Wire,
    Json,
}

impl Kind {
    pub fn parse(text: &str) -> Result<Kind, String> {
        match text {
            "v" => Ok(Kind::Value),
            "w" => Ok(Kind::Wire),
            "j" => Ok(Kind::Json),
            _ => Err(format!("unknown kind of row {}", text)),
        }
    }
}

pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[(byte >> 4) as usize] as char);
        text.push(DIGITS[(byte & 15) as usize] as char);
    }
    text
}

/// What hex() made; other text has no meaning.
pub fn unhex(text: &str) -> Vec<u8> {
    let digit = |c: u8| (c as char).to_digit(16).unwrap_or(0) as u8;
    text.as_bytes().chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn failure(reason: &str) -> String {
    if reason.contains(EMPTY_ELEMENTS) {
        return "?".to_string();
    }
    format!("!{}", reason.replace(|c: char| c.is_control(), " "))
}

fn json_column(subject: &dyn Subject, value: &AnyValue) -> String {
    subject.to_json(value).unwrap_or_else(|e| failure(&e))
}

/// The bytes as hex, or `=` if they are the expected ones.
fn compared(bytes: Result<Vec<u8>, String>, expected: &[u8]) -> String {
    match bytes {
        Ok(bytes) if bytes == expected => "=".to_string(),
        Ok(bytes) => hex(&bytes),
        Err(reason) => failure(&reason),
    }
}

pub fn value_row(subject: &dyn Subject, ty: &str, value: &AnyValue, config: Config) -> String {
    let json = json_column(subject, value);
    match subject.to_wire(value, config) {
        Err(reason) => format!("v\t{}\t{}\t{}\t{}\t?", config.name(), ty, json, failure(&reason)),
        Ok(wire) => {
            let back = subject.from_json(json.as_bytes()).and_then(|value| subject.to_wire(&value, config));
            format!("v\t{}\t{}\t{}\t{}\t{}", config.name(), ty, json, hex(&wire), compared(back, &wire))
        }
    }
}

pub fn wire_row(subject: &dyn Subject, ty: &str, wire: &[u8], config: Config) -> String {
    let start = format!("w\t{}\t{}\t{}", config.name(), ty, hex(wire));
    match subject.from_wire(wire, config) {
        Err(reason) => format!("{}\t{}\t?\t?", start, failure(&reason)),
        Ok((value, taken)) => {
            let same = compared(subject.to_wire(&value, config), &wire[..taken]);
            format!("{}\t{}\t{}\t{}", start, taken, json_column(subject, &value), same)
        }
    }
}

pub fn json_row(subject: &dyn Subject, ty: &str, text: &[u8], config: Config) -> String {
    let wire = subject.from_json(text).and_then(|value| subject.to_wire(&value, config));
    let column = wire.map(|wire| hex(&wire)).unwrap_or_else(|e| failure(&e));
    format!("j\t{}\t{}\t{}\t{}", config.name(), ty, hex(text), column)
}

/// Rows of one kind for one random value of a type: the value in every configuration, or `each` damaged copies of its
/// frame or of its text.
pub fn random_rows(subject: &dyn Subject, ty: &str, kind: Kind, each: usize, rng: &mut Rng) -> Vec<String> {
    let value = match subject.random(rng) {
        Some(value) => value,
        None => return Vec::new(),
    };
    match kind {
        Kind::Value => ALL.iter().map(|config| value_row(subject, ty, &value, *config)).collect(),
        Kind::Wire => {
            let config = *rng.pick(&ALL);
            let wire = subject.to_wire(&value, config).unwrap_or_default();
            (0..each).map(|_| wire_row(subject, ty, &corrupt_wire(&wire, rng), config)).collect()
        }
        Kind::Json => {
            let text = subject.to_json(&value).unwrap_or_default();
            (0..each).map(|_| json_row(subject, ty, &corrupt_json(&text, rng), *rng.pick(&ALL))).collect()
        }
    }
}
