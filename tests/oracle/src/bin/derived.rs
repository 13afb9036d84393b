// The oracle for random Rust types: compiled with source that `oracle source` made (ORACLE_TYPES names the file), so that
// serde's own derive stands behind every row. The rows are those of rows.rs; their types are `t0::Root` and so on, of
// the same source.
//
//   derived rows SEED VALUES FRAMES TEXTS    for each type VALUES random values: their frames and texts, then FRAMES
//                                            damaged frames and TEXTS damaged texts of them
//   derived stream frames|texts SEED COUNT   records of COUNT damaged and random inputs (stream.rs)
//   derived ask frame|text CONFIG TYPE HEX   the row of one input

#[allow(dead_code, non_camel_case_types, non_snake_case, unused_imports)]
mod types {
    use oracle::ordered::{HashMap, HashMap as IndexMap, HashSet, HashSet as IndexSet};
    use oracle::subject::{Borrowing, Static, Subject};
    use serde::{Deserialize, Serialize};
    use serde_bytes::ByteBuf;
    use std::borrow::Cow;
    use std::cell::{Cell, RefCell};
    use std::cmp::Reverse;
    use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList};
    use std::ffi::CString;
    use std::marker::PhantomData;
    use std::net::*;
    use std::num::*;
    use std::ops::{Bound, RangeInclusive};
    use std::path::PathBuf;
    use std::rc::Rc;
    use std::sync::atomic::*;
    use std::sync::{Arc, Mutex, RwLock};
    use std::time::{Duration, SystemTime};

    include!(env!("ORACLE_TYPES"));
}

use oracle::config::{Config, ALL};
use oracle::corrupt::corrupt_wire;
use oracle::corrupt_json::corrupt_json;
use oracle::random::Rng;
use oracle::rows::{json_row, unhex, wire_row};
use oracle::stream;
use oracle::subject::{AnyValue, Subject};
use std::io::{BufWriter, Result, Write};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Deeply nested values recurse deeply.
    let worker = std::thread::Builder::new().stack_size(1 << 30).spawn(move || run(&arguments));
    worker.expect("a thread starts").join().expect("no panic").expect("the output can be written");
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u64>().expect("a number");
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout());
    match words.as_slice() {
        ["rows", seed, values, frames, texts] => {
            rows(number(seed), number(values), number(frames), number(texts), &mut out)
        }
        ["stream", kind, seed, count] => {
            stream::write(&types::subjects(), *kind == "texts", number(seed), number(count), &mut out)
        }
        ["ask", kind, config, ty, hex] => {
            let subjects = types::subjects();
            let subject = &*subjects.iter().find(|(name, _)| name == ty).expect("a type of the source").1;
            let row = if *kind == "text" { json_row } else { wire_row };
            writeln!(out, "{}", row(subject, ty, &unhex(hex), Config::parse(config).expect("a configuration")))
        }
        _ => panic!("usage: derived rows SEED VALUES FRAMES TEXTS | stream KIND SEED COUNT | ask KIND CONFIG TYPE HEX"),
    }
}

fn rows(seed: u64, values: u64, frames: u64, texts: u64, out: &mut impl Write) -> Result<()> {
    let mut counts = (0, 0);
    for (ty, subject) in types::subjects() {
        let mut rng = Rng(seed);
        let made: Vec<AnyValue> = (0..values).filter_map(|_| subject.random(&mut rng)).collect();
        for value in &made {
            for row in rows_of(&*subject, ty, value) {
                writeln!(out, "{}", row)?;
            }
        }
        if made.is_empty() {
            continue;
        }
        counts = (counts.0 + 1, counts.1 + made.len());
        for i in 0..frames {
            let config = *rng.pick(&ALL);
            let wire = subject.to_wire(&made[i as usize % made.len()], config).unwrap_or_default();
            writeln!(out, "{}", wire_row(&*subject, ty, &corrupt_wire(&wire, &mut rng), config))?;
        }
        for i in 0..texts {
            let text = subject.to_json(&made[i as usize % made.len()]).unwrap_or_default();
            writeln!(out, "{}", json_row(&*subject, ty, &corrupt_json(&text, &mut rng), *rng.pick(&ALL)))?;
        }
    }
    eprintln!("{} types, {} values, {} damaged frames and {} texts of each type", counts.0, counts.1, frames, texts);
    Ok(())
}

/// A value as a frame and as a text. What is skipped in one direction only makes them differ, so each stands alone.
fn rows_of(subject: &dyn Subject, ty: &str, value: &AnyValue) -> Vec<String> {
    let mut rows = Vec::new();
    for config in ALL {
        if let Ok(wire) = subject.to_wire(value, config) {
            rows.push(wire_row(subject, ty, &wire, config));
        }
        if let Ok(text) = subject.to_json(value) {
            rows.push(json_row(subject, ty, text.as_bytes(), config));
        }
    }
    rows
}
