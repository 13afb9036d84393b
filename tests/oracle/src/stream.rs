// A stream of many inputs with what bincode and serde_json make of them, in few bytes: damaged and random frames, or
// damaged and random texts. For limcode's differential test of derived types, which reads it from a pipe.
//
// A record, its numbers little endian:
//
//   u16 type       which of the subjects
//   u8  config     which of config::ALL
//   u8  verdict    0 refused, 1 accepted
//   u32 length     of the input
//   u32 taken      frames: how many of the bytes are the frame; texts: how long the frame is
//   u8  printed    frames: whether the value has a JSON text
//   u8  same       frames: whether the value encodes to the same bytes again
//   u16 0
//   u64 hash       frames: of the JSON text; texts: of the frame (FNV-1a)
//   the input

use crate::config::ALL;
use crate::corrupt::{corrupt_wire, random_wire};
use crate::corrupt_json::{corrupt_json, random_json};
use crate::random::Rng;
use crate::subject::Subject;
use std::io::Write;

type Subjects = [(&'static str, Box<dyn Subject>)];

/// A value as frames in every configuration and as a text; nothing where it has none.
struct Sample {
    frames: Vec<Vec<u8>>,
    text: String,
}

fn sample(subject: &dyn Subject, rng: &mut Rng) -> Option<Sample> {
    let value = subject.random(rng)?;
    let frames = ALL.iter().map(|config| subject.to_wire(&value, *config).unwrap_or_default()).collect();
    Some(Sample { frames, text: subject.to_json(&value).unwrap_or_default() })
}

const KEPT: usize = 24;
/// Long samples are kept rarely: their damage tells no more than that of short ones, and takes as long as ten.
const LONG: usize = 400;

fn kept(subject: &dyn Subject, rng: &mut Rng) -> Option<Sample> {
    let made = sample(subject, rng)?;
    if made.text.len() > LONG && !rng.one_in(8) { sample(subject, rng) } else { Some(made) }
}

/// Writes `count` records of frames or of texts.
pub fn write(subjects: &Subjects, texts: bool, seed: u64, count: u64, out: &mut impl Write) -> std::io::Result<()> {
    let mut rng = Rng(seed);
    let mut pools: Vec<Vec<Sample>> = Vec::new();
    for (_, subject) in subjects {
        pools.push((0..KEPT).filter_map(|_| kept(&**subject, &mut rng)).collect());
    }
    for _ in 0..count {
        let ty = rng.below(subjects.len());
        let subject = &*subjects[ty].1;
        let config = rng.below(ALL.len());
        if !pools[ty].is_empty() && rng.one_in(16) {
            let place = rng.below(pools[ty].len());
            if let Some(made) = kept(subject, &mut rng) {
                pools[ty][place] = made;
            }
        }
        let input = if texts { text(&pools, ty, &mut rng) } else { frame(&pools[ty], config, &mut rng) };
        let record = if texts { judge_text(subject, config, &input) } else { judge_frame(subject, config, &input) };
        out.write_all(&(ty as u16).to_le_bytes())?;
        out.write_all(&[config as u8, record.accepted as u8])?;
        out.write_all(&(input.len() as u32).to_le_bytes())?;
        out.write_all(&(record.taken as u32).to_le_bytes())?;
        out.write_all(&[record.printed as u8, record.same as u8, 0, 0])?;
        out.write_all(&record.hash.to_le_bytes())?;
        out.write_all(&input)?;
    }
    out.flush()
}

fn frame(pool: &[Sample], config: usize, rng: &mut Rng) -> Vec<u8> {
    if pool.is_empty() || rng.one_in(10) {
        return random_wire(rng);
    }
    let frame = &rng.pick(pool).frames[config];
    match rng.below(24) {
        0 => frame.clone(),
        1 => spliced(frame, &rng.pick(pool).frames[config], rng),
        2 => {
            let other = rng.below(ALL.len());
            rng.pick(pool).frames[other].clone()
        }
        _ => corrupt_wire(frame, rng),
    }
}

fn text(pools: &[Vec<Sample>], ty: usize, rng: &mut Rng) -> Vec<u8> {
    let pool = &pools[ty];
    if pool.is_empty() || rng.one_in(12) {
        return random_json(rng).into_bytes();
    }
    let text = &rng.pick(pool).text;
    match rng.below(24) {
        0 => text.clone().into_bytes(),
        1 => spliced(text.as_bytes(), rng.pick(pool).text.as_bytes(), rng),
        2 => match rng.pick(pools).first() {
            Some(other) => other.text.clone().into_bytes(),
            None => Vec::new(),
        },
        _ => corrupt_json(text, rng),
    }
}

/// The head of one and the tail of another.
fn spliced(one: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    [&one[..rng.below(one.len() + 1)], &other[rng.below(other.len() + 1)..]].concat()
}

#[derive(Default)]
struct Judgement {
    accepted: bool,
    taken: usize,
    printed: bool,
    same: bool,
    hash: u64,
}

fn judge_frame(subject: &dyn Subject, config: usize, input: &[u8]) -> Judgement {
    let (value, taken) = match subject.from_wire(input, ALL[config]) {
        Ok(read) => read,
        Err(_) => return Judgement::default(),
    };
    let text = subject.to_json(&value);
    Judgement {
        accepted: true,
        taken,
        printed: text.is_ok(),
        same: subject.to_wire(&value, ALL[config]).map_or(false, |wire| wire == input[..taken]),
        hash: fnv1a(text.unwrap_or_default().as_bytes()),
    }
}

fn judge_text(subject: &dyn Subject, config: usize, input: &[u8]) -> Judgement {
    match subject.from_json(input).and_then(|value| subject.to_wire(&value, ALL[config])) {
        Ok(wire) => Judgement { accepted: true, taken: wire.len(), hash: fnv1a(&wire), ..Judgement::default() },
        Err(_) => Judgement::default(),
    }
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ *byte as u64).wrapping_mul(0x100_0000_01b3))
}
