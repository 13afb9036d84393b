// The request loop; main.rs says what the requests are.

use crate::config::Config;
use crate::parse::parse;
use crate::random::Rng;
use crate::random_type::random_type;
use crate::rows::{json_row, random_rows, wire_row, Kind};
use crate::subject::{Dynamic, Subject};
use crate::types::Ty;
use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};

pub fn serve() -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 16, io::stdin());
    let mut output = io::BufWriter::with_capacity(1 << 16, io::stdout());
    let mut types = HashMap::new();
    let mut line = String::new();
    let mut payload = Vec::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let columns: Vec<&str> = line.trim_end_matches('\n').split('\t').collect();
        let length: usize = columns.last().and_then(|text| text.parse().ok()).unwrap_or(0);
        payload.resize(length, 0);
        input.read_exact(&mut payload)?;
        match answer(&columns, &payload, &mut types) {
            Ok((taken, bytes)) => reply(&mut output, "ok", taken, &bytes)?,
            Err(reason) => reply(&mut output, "error", 0, reason.as_bytes())?,
        }
        output.flush()?;
    }
}

fn reply(output: &mut impl Write, word: &str, taken: usize, bytes: &[u8]) -> io::Result<()> {
    writeln!(output, "{}\t{}\t{}", word, taken, bytes.len())?;
    output.write_all(bytes)
}

/// A type that was asked for before need not be parsed again (and leaked again).
fn type_of(text: &str, types: &mut HashMap<String, Ty>) -> Result<Dynamic, String> {
    if let Some(ty) = types.get(text) {
        return Ok(Dynamic(ty));
    }
    let ty = parse(text)?;
    types.insert(text.to_string(), ty);
    Ok(Dynamic(ty))
}

type Answer = Result<(usize, Vec<u8>), String>;

fn answer(columns: &[&str], payload: &Vec<u8>, types: &mut HashMap<String, Ty>) -> Answer {
    match columns {
        ["encode", config, ty, _] => {
            let (subject, config) = (type_of(ty, types)?, Config::parse(config)?);
            let value = subject.from_json(payload)?;
            Ok((0, subject.to_wire(&value, config)?))
        }
        ["decode", config, ty, _] => {
            let (subject, config) = (type_of(ty, types)?, Config::parse(config)?);
            let (value, taken) = subject.from_wire(payload, config)?;
            Ok((taken, subject.to_json(&value)?.into_bytes()))
        }
        ["check", config, ty, _] => {
            Ok((0, wire_row(&type_of(ty, types)?, ty, payload, Config::parse(config)?).into_bytes()))
        }
        ["read", config, ty, _] => {
            Ok((0, json_row(&type_of(ty, types)?, ty, payload, Config::parse(config)?).into_bytes()))
        }
        ["bytes", config, _] => Ok((0, Config::parse(config)?.encode_bytes(payload)?)),
        ["unbytes", config, _] => {
            let (bytes, taken) = Config::parse(config)?.decode_bytes(payload)?;
            Ok((taken, bytes))
        }
        ["values", seed, count, ty, _] => {
            let subject = type_of(ty, types)?;
            let mut rng = Rng(number(seed)?);
            let rows = (0..number(count)?).flat_map(|_| random_rows(&subject, ty, Kind::Value, 1, &mut rng));
            Ok((0, lines(rows)))
        }
        ["rows", kind, seed, count, each, items, _] => {
            let kind = Kind::parse(kind)?;
            let (count, each) = (number(count)?, number(each)? as usize);
            let mut rng = Rng(number(seed)?);
            let mut rows = Vec::new();
            for _ in 0..count {
                let ty = random_type(&mut rng, *items == "yes");
                let subject = Dynamic(parse(&ty)?);
                let values = if kind == Kind::Value { each } else { 1 };
                for _ in 0..values {
                    rows.append(&mut random_rows(&subject, &ty, kind, each, &mut rng));
                }
            }
            Ok((0, lines(rows.into_iter())))
        }
        _ => Err(format!("unknown request {:?}", columns)),
    }
}

fn lines(rows: impl Iterator<Item = String>) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        out.extend_from_slice(row.as_bytes());
        out.push(b'\n');
    }
    out
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("not a number: {}", text))
}
