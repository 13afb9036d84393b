// Damage for valid wire bytes: what disks, networks and attackers do, with a preference for the bytes that mean
// something to bincode (varint marks, tags, lengths).

use crate::random::Rng;

const BYTES: [u8; 14] = [0, 1, 2, 3, 127, 128, 0xc0, 0xed, 0xf5, 250, 251, 252, 253, 254];

/// A damaged copy. It may happen to be equal to the original.
pub fn corrupt_wire(wire: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = wire.to_vec();
    for _ in 0..1 + rng.below(8) / 6 {
        damage(&mut bytes, rng);
    }
    bytes
}

/// Bytes of no type: small ones, such as tags and lengths are, or any.
pub fn random_wire(rng: &mut Rng) -> Vec<u8> {
    let longest = if rng.one_in(8) { 200 } else { 24 };
    let length = rng.below(longest);
    let small = rng.below(8);
    (0..length)
        .map(|_| match rng.below(8) {
            kind if kind < small => rng.below(4) as u8,
            7 => *rng.pick(&BYTES),
            _ => rng.next() as u8,
        })
        .collect()
}

fn damage(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let at = rng.below(bytes.len());
    match rng.below(if bytes.is_empty() { 2 } else { 12 }) {
        0 => bytes.push(*rng.pick(&BYTES)),
        1 => bytes.extend((0..1 + rng.below(20)).map(|_| rng.next() as u8)),
        2 => bytes[at] ^= 1 << rng.below(8),
        3 | 4 => bytes[at] = *rng.pick(&BYTES),
        5 => bytes[at] = 255,
        6 => bytes.truncate(at),
        7 => {
            bytes.remove(at);
        }
        8 => bytes.insert(at, *rng.pick(&BYTES)),
        9 => number(bytes, at, rng),
        10 => {
            let from = rng.below(bytes.len());
            bytes[at] = bytes[from];
        }
        _ => bytes[at] = bytes[at].wrapping_add(if rng.one_in(2) { 1 } else { 255 }),
    }
}

/// Overwrites what may be an integer of 2, 4 or 8 bytes, or puts a longer varint in place of a byte.
fn number(bytes: &mut Vec<u8>, at: usize, rng: &mut Rng) {
    if rng.one_in(2) {
        let byte = bytes[at];
        let (mark, width) = *rng.pick(&[(251, 2), (252, 4), (253, 8), (254, 16)]);
        let mut longer = vec![mark];
        longer.extend(std::iter::repeat(0).take(width));
        let place = if rng.one_in(2) { 1 } else { width };
        longer[place] = byte;
        bytes.splice(at..at + 1, longer);
        return;
    }
    let value: u64 = *rng.pick(&[u64::MAX, 1 << 63, 1 << 32, 1 << 31, 0, 1, 0xffff, 1 << 40]);
    let width = *rng.pick(&[2usize, 4, 8]);
    for (i, byte) in value.to_le_bytes().iter().take(width).enumerate() {
        if let Some(place) = bytes.get_mut(at + i) {
            *place = *byte;
        }
    }
}
