// The golden files: rows (rows.rs) that testdata/golden holds, so that limcode is held against the real bincode and
// serde_json also where there is no Rust. The same on every run.

use crate::config::{Config, ALL};
use crate::golden_cases::{float_values, FRAMES, TEXTS, TRUNCATED, VALUES};
use crate::parse::parse;
use crate::rows::{json_row, value_row, wire_row};
use crate::subject::{AnyValue, Dynamic, Subject};
use crate::value::{LeafValue, Value};
use std::fs;
use std::io;
use std::path::Path;

pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = |name: &str, rows: Vec<String>| fs::write(folder.join(name), rows.join("\n") + "\n");
    file("values.tsv", values())?;
    file("frames.tsv", frames())?;
    file("texts.tsv", texts())
}

fn subject(ty: &str) -> Dynamic {
    Dynamic(parse(ty).expect("a golden case has a good type"))
}

/// Values in all four configurations.
fn values() -> Vec<String> {
    let mut rows = Vec::new();
    for (ty, texts) in VALUES {
        let subject = subject(ty);
        for text in *texts {
            let value = subject.from_json(text.as_bytes()).unwrap_or_else(|e| panic!("{} {}: {}", ty, text, e));
            rows.extend(ALL.iter().map(|config| value_row(&subject, ty, &value, *config)));
        }
    }
    for (ty, leaf) in float_values() {
        rows.extend(leaf_rows(ty, leaf));
    }
    for length in [0usize, 1, 2, 31, 32, 250, 251, 252, 255, 256, 1000] {
        let bytes: Vec<u8> = (0..length).map(|i| (i * 7) as u8).collect();
        let value: AnyValue = Box::new(Value::U8s(bytes));
        rows.extend(ALL.iter().map(|config| value_row(&subject("Vec<u8>"), "Vec<u8>", &value, *config)));
    }
    // Every character that JSON may have to escape, and one of each UTF-8 width beyond.
    for code in (0..0x80).chain([0x80, 0xff, 0x7ff, 0x800, 0x2028, 0x2029, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff]) {
        let c = char::from_u32(code).expect("a scalar value");
        let config = ALL[code as usize % 4];
        let value: AnyValue = Box::new(Value::Leaf(LeafValue::Char(c)));
        rows.push(value_row(&subject("char"), "char", &value, config));
        let value: AnyValue = Box::new(Value::Leaf(LeafValue::Str(format!("{}a{}", c, c))));
        rows.push(value_row(&subject("String"), "String", &value, config));
    }
    rows
}

fn leaf_rows(ty: &'static str, leaf: LeafValue) -> Vec<String> {
    let value: AnyValue = Box::new(Value::Leaf(leaf));
    ALL.iter().map(|config| value_row(&subject(ty), ty, &value, *config)).collect()
}

/// Frames that are accepted, refused, or accepted without being what an encoder writes.
fn frames() -> Vec<String> {
    let mut rows = Vec::new();
    for (config, ty, frames) in FRAMES {
        let configs: Vec<Config> = ALL.iter().copied().filter(|known| known.name().starts_with(config)).collect();
        for frame in *frames {
            rows.extend(configs.iter().map(|config| wire_row(&subject(ty), ty, &bytes(frame), *config)));
        }
    }
    for (ty, text) in TRUNCATED {
        let subject = subject(ty);
        let value = subject.from_json(text.as_bytes()).unwrap_or_else(|e| panic!("{} {}: {}", ty, text, e));
        for config in ALL {
            let wire = subject.to_wire(&value, config).expect("a golden case can be encoded");
            rows.extend((0..wire.len()).map(|length| wire_row(&subject, ty, &wire[..length], config)));
            rows.push(wire_row(&subject, ty, &[wire.as_slice(), &[0]].concat(), config));
        }
    }
    // Every first byte of a bool, an Option, a varint, a char and a string of one byte.
    for byte in 0..=255u8 {
        for (ty, config, tail) in [
            ("bool", ALL[0], &[][..]),
            ("Option<u8>", ALL[0], &[7]),
            ("u16", ALL[2], &[1, 0, 0, 0, 0, 0, 0, 0]),
            ("u64", ALL[3], &[0, 0, 0, 0, 0, 0, 1, 0]),
            ("i128", ALL[2], &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("char", ALL[0], &[0x80, 0x80, 0x80]),
        ] {
            rows.push(wire_row(&subject(ty), ty, &[&[byte], tail].concat(), config));
        }
        rows.push(wire_row(&subject("String"), "String", &[1, byte], ALL[2]));
    }
    rows
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

/// Texts that are accepted or refused, in one configuration each.
fn texts() -> Vec<String> {
    let mut rows = Vec::new();
    for (ty, texts) in TEXTS {
        for text in *texts {
            rows.push(json_row(&subject(ty), ty, text.as_bytes(), ALL[rows.len() % 4]));
        }
    }
    for depth in [1usize, 2, 126, 127, 128, 129] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        rows.push(json_row(&subject("limcode::Json"), "limcode::Json", text.as_bytes(), ALL[0]));
    }
    rows
}
