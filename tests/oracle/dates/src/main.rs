// What chrono makes of texts: rows of a text as JSON, and what serde_json writes of the DateTime<Utc> and of the
// DateTime<FixedOffset> that it reads from it, or `-` where it refuses. bincode must agree with that.
//
//   dates golden          the rows of testdata/golden/dates.tsv
//   dates rows SEED COUNT rows of random texts

use chrono::{DateTime, FixedOffset, Utc};
use oracle::random::Rng;
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::io::{BufWriter, Result, Write};

const TEXTS: &[&str] = &[
    "2014-07-24T12:34:06Z", "2014-07-24T12:34:06+00:00", "2014-07-24T12:34:06-00:00", "2014-07-24T12:34:06+01:02",
    "2014-07-24T12:34:06-23:59", "2014-07-24T00:30:06+01:00", "2014-07-24T23:30:06-01:00", "2014-12-31T23:30:00-01:00",
    "2015-01-01T00:30:00+01:00", "2016-02-29T00:00:00Z", "2015-02-29T00:00:00Z", "2000-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z", "2014-04-31T00:00:00Z", "2014-13-01T00:00:00Z", "2014-00-01T00:00:00Z", "2014-01-00T00:00:00Z",
    "2014-07-24T12:34:06.1Z", "2014-07-24T12:34:06.12Z", "2014-07-24T12:34:06.123Z", "2014-07-24T12:34:06.1230Z",
    "2014-07-24T12:34:06.1234Z", "2014-07-24T12:34:06.123456Z", "2014-07-24T12:34:06.1234567Z",
    "2014-07-24T12:34:06.123456789Z", "2014-07-24T12:34:06.1234567899Z", "2014-07-24T12:34:06.000Z",
    "2014-07-24T12:34:06.000000001Z", "2014-07-24T12:34:06.0000000001Z", "2014-07-24T12:34:06.Z", "2014-07-24T12:34:06,5Z",
    "2014-07-24T12:34:60Z", "2014-07-24T23:59:60Z", "2014-07-24T23:59:60.5Z", "2014-07-24T23:59:60.999999999+05:30",
    "2014-07-24T23:59:61Z", "2014-07-24T24:00:00Z", "2014-07-24T23:60:00Z", "2014-07-24T12:34Z", "2014-07-24T12Z",
    "2014-07-24", "2014-07-24T12:34:06", "2014-07-24 12:34:06Z", "2014-07-24  12:34:06Z", "2014-07-24\t12:34:06Z",
    "2014-07-24T 12 : 34 : 06 Z", " 2014-07-24T12:34:06Z", "2014-07-24T12:34:06Z ", "2014 - 07 - 24T12:34:06 +01:00 ",
    "2014-07-24 T12:34:06Z", "\u{3000}2014-\u{a0}07-24T12:34:06\u{2028}Z", "\u{200b}2014-07-24T12:34:06Z",
    "2014-7-4T1:2:3Z", "214-07-24T12:34:06Z", "0-1-1T0:0:0Z", "0000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z",
    "-1-12-31T23:59:59Z", "+2014-07-24T12:34:06Z", "12014-07-24T12:34:06Z", "+12014-07-24T12:34:06Z",
    "+9999-12-31T23:59:59Z", "9999-12-31T23:59:59-00:01", "+10000-01-01T00:00:00+00:01", "-0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+00:01", "+000000000000000000000002014-07-24T12:34:06Z", "-9999-01-01T00:00:00Z",
    "-10000-01-01T00:00:00Z", "-99999-01-01T00:00:00Z", "+99999-01-01T00:00:00Z", "+100000-01-01T00:00:00Z",
    "+262143-12-31T23:59:59.999999999Z", "+262143-12-31T23:59:60Z", "+262143-12-31T23:59:59-00:01",
    "+262143-12-31T23:59:59+00:01", "+262143-12-31T23:58:60-00:01", "+262144-01-01T00:00:00Z", "-262144-01-01T00:00:00Z",
    "-262144-01-01T00:00:00+00:01", "-262144-01-01T00:00:00-00:01", "-262145-12-31T23:59:59Z",
    "+2147483648-01-01T00:00:00Z", "+9223372036854775808-01-01T00:00:00Z", "2014-07-24T12:34:06z", "2014-07-24T12:34:06UTC",
    "2014-07-24T12:34:06utc", "2014-07-24T12:34:06 uTc", "2014-07-24T12:34:06UT", "2014-07-24T12:34:06GMT",
    "2014-07-24T12:34:06+0102", "2014-07-24T12:34:06+01 02", "2014-07-24T12:34:06+01::: 02", "2014-07-24T12:34:06+1:02",
    "2014-07-24T12:34:06+01", "2014-07-24T12:34:06+01:2", "2014-07-24T12:34:06+01:60", "2014-07-24T12:34:06+24:00",
    "2014-07-24T12:34:06+23:59", "2014-07-24T12:34:06-24:00", "2014-07-24T12:34:06+99:59", "2014-07-24T12:34:06+01:02:03",
    "2014-07-24T12:34:06ZZ", "2014-07-24T12:34:06Z+01:00", "2014-07-24T12:34:06 Z Z", "2014-07-24X12:34:06Z",
    "20140724T123406Z", "2014-07-24T123406Z", "2014-207-24T12:34:06Z", "2014-07-24T012:34:06Z", "2014-07--4T12:34:06Z",
    "--1-07-24T12:34:06Z", "+-1-07-24T12:34:06Z", "- 1-07-24T12:34:06Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z",
    "1600-12-31T00:00:00Z", "1601-01-01T00:00:00Z", "2000-12-31T00:00:00Z", "0400-02-29T00:00:00Z", "-0004-02-29T00:00:00Z",
    "", " ", "T", "2014", "2014-", "2014-07", "2014-07-24T", "2014-07-24T12:", "2014-07-24T12:34:", "\u{661}-01-01T00:00:00Z",
    "1406205246", "Thu, 24 Jul 2014 12:34:06 +0000", "2014-07-24T12:34:06.5", "2014-07-24T12:34:06.5 +01:00",
    "2014-07-24T12:34:06 .5Z", "2014-07-24T12:34:06Z\0",
];

const PIECES: &[&str] = &[
    "0", "1", "2", "5", "6", "9", "00", "60", "99", "-", "+", ":", ".", "T", " ", "Z", "z", "UTC", "utc", "\t", "\u{a0}",
    "\u{2009}", "é", "/", ",", "29", "31", "24", "23:59:60", "+00:00", "-12:34", "000000000",
];

fn read<T: DeserializeOwned + Serialize>(json: &str) -> Option<String> {
    // chrono panics where a leap second meets its first day.
    std::panic::catch_unwind(|| {
        let time: T = serde_json::from_str(json).ok()?;
        let text: String = serde_json::from_str(json).expect("a string");
        let frame = bincode::serialize(&text).expect("it can be written");
        let same: T = bincode::deserialize(&frame).expect("bincode reads what serde_json reads");
        let printed = serde_json::to_string(&time).expect("it can be printed");
        let written: String = bincode::deserialize(&bincode::serialize(&same).expect("it can be written")).expect("text");
        assert_eq!(serde_json::to_string(&written).expect("text"), printed);
        Some(written)
    })
    .unwrap_or(None)
}

/// As JSON in ASCII.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for unit in text.encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some(c) if (' '..='~').contains(&c) && c != '"' && c != '\\' => out.push(c),
            _ => out += &format!("\\u{:04x}", unit),
        }
    }
    out + "\""
}

fn row(text: &str, out: &mut impl Write) -> Result<()> {
    let json = quoted(text);
    let utc = read::<DateTime<Utc>>(&json);
    let fixed = read::<DateTime<FixedOffset>>(&json);
    writeln!(out, "{}\t{}\t{}", json, utc.as_deref().unwrap_or("-"), fixed.as_deref().unwrap_or("-"))
}

/// A time that chrono writes, or one with something put in, taken out or replaced.
fn random_text(rng: &mut Rng) -> String {
    let year = match rng.below(8) {
        0 => rng.below(10_000) as i64,
        1 => rng.below(530_000) as i64 - 265_000,
        _ => 1900 + rng.below(200) as i64,
    };
    let sign = if (0..10_000).contains(&year) { "" } else if year < 0 { "-" } else { "+" };
    let mut text = format!("{}{:04}-{:02}-{:02}T", sign, year.abs(), rng.below(12) + 1, rng.below(31) + 1);
    text += &format!("{:02}:{:02}:{:02}", rng.below(24), rng.below(60), if rng.one_in(8) { 60 } else { rng.below(60) });
    if rng.one_in(2) {
        let digits = 1 + rng.below(10);
        text.push('.');
        (0..digits).for_each(|_| text.push(*rng.pick(&['0', '0', '1', '9', '5'])));
    }
    match rng.below(4) {
        0 | 1 => text.push('Z'),
        _ => text += &format!("{}{:02}:{:02}", rng.pick(&["+", "-"]), rng.below(25), rng.below(60)),
    }
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..rng.below(3) {
        let at = rng.below(characters.len() + 1);
        let end = (at + rng.below(3)).min(characters.len());
        let piece: Vec<char> = if rng.one_in(3) { vec![] } else { rng.pick(PIECES).chars().collect() };
        characters.splice(at..end, piece);
    }
    characters.into_iter().collect()
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(std::io::stdout());
    std::panic::set_hook(Box::new(|_| {}));
    let (seed, count) = match words.as_slice() {
        ["golden"] => (1, 300),
        ["rows", seed, count] => (seed.parse().expect("a number"), count.parse().expect("a number")),
        _ => panic!("dates golden | dates rows SEED COUNT"),
    };
    if words[0] == "golden" {
        writeln!(out, "# text\tDateTime<Utc>\tDateTime<FixedOffset>; tests/oracle/dates wrote it with chrono 0.4.23")?;
        for text in TEXTS {
            row(text, &mut out)?;
        }
    }
    let mut rng = Rng(seed);
    for _ in 0..count {
        row(&random_text(&mut rng), &mut out)?;
    }
    out.flush()
}
