// The self check: run-time types against the real Rust types of table.rs, for random values, damaged frames and
// damaged texts. Both are driven by the real bincode and serde_json, so every difference is a fault of this program.

use crate::config::{Config, ALL};
use crate::corrupt::corrupt_wire;
use crate::corrupt_json::corrupt_json;
use crate::parse::parse;
use crate::random::Rng;
use crate::rows::{hex, json_row, wire_row};
use crate::subject::{Dynamic, Subject};
use crate::table::{has_hash_order, table, Entry};

/// Checks every type of the table with `count` values each; gives how many facts were compared, or the first fault.
pub fn selfcheck(seed: u64, count: usize) -> Result<usize, String> {
    let mut rng = Rng(seed);
    let mut facts = 0;
    for entry in table() {
        let dynamic = Dynamic(parse(&entry.text)?);
        for _ in 0..count {
            facts += check_value(&entry, &dynamic, &mut rng).map_err(|e| format!("{}: {}", entry.text, e))?;
        }
    }
    Ok(facts)
}

fn check_value(entry: &Entry, dynamic: &Dynamic, rng: &mut Rng) -> Result<usize, String> {
    let real = &entry.subject;
    let value = real.random(rng).ok_or("no random value")?;
    let json = real.to_json(&value);
    for config in ALL {
        let wire = real.to_wire(&value, config)?;
        let (ours, taken) = dynamic.from_wire(&wire, config)?;
        same("bytes taken", taken, wire.len())?;
        same("frame", hex(&dynamic.to_wire(&ours, config)?), hex(&wire))?;
        same("text", dynamic.to_json(&ours).ok(), json.as_ref().ok().cloned())?;
    }
    let config = *rng.pick(&ALL);
    let wire = real.to_wire(&value, config)?;
    for _ in 0..4 {
        let damaged = corrupt_wire(&wire, rng);
        check_wire(entry, dynamic, &damaged, config)?;
    }
    let text = json.unwrap_or_default();
    check_json(entry, dynamic, text.as_bytes(), config)?;
    for _ in 0..4 {
        check_json(entry, dynamic, &corrupt_json(&text, rng), config)?;
    }
    Ok(ALL.len() * 3 + 9)
}

fn check_wire(entry: &Entry, dynamic: &Dynamic, wire: &[u8], config: Config) -> Result<(), String> {
    let ours = wire_row(dynamic, "", wire, config);
    if ours.split('\t').nth(4) == Some("?") {
        return Ok(()); // The real type would loop over elements without bytes.
    }
    compare_rows(entry, wire_row(&*entry.subject, "", wire, config), ours, 4)
}

fn check_json(entry: &Entry, dynamic: &Dynamic, text: &[u8], config: Config) -> Result<(), String> {
    compare_rows(entry, json_row(&*entry.subject, "", text, config), json_row(dynamic, "", text, config), 4)
}

/// Columns from `from` on must be equal; of a refusal only the fact counts. Hash order is left aside.
fn compare_rows(entry: &Entry, real: String, ours: String, from: usize) -> Result<(), String> {
    let unordered = has_hash_order(&entry.text);
    for (r, o) in real.split('\t').zip(ours.split('\t')).skip(from) {
        let equal = match (r.starts_with('!'), o.starts_with('!')) {
            (true, true) => true,
            (false, false) => r == o || unordered,
            _ => false,
        };
        if !equal {
            return Err(format!("real {} differs from ours {}", real, ours));
        }
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: T, real: T) -> Result<(), String> {
    if ours == real {
        return Ok(());
    }
    Err(format!("{}: ours {:?}, real {:?}", what, ours, real))
}
