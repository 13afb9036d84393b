// Damage for valid JSON: wrong types, numbers at and beyond every edge, fields added, removed, doubled and moved,
// other spellings of the same value, broken escapes, broken syntax. Much of it stays valid for the type on purpose.

use crate::random::Rng;

const VALUES: [&str; 62] = [
    "null", "true", "false", "0", "-0", "-0.0", "0.0", "1", "-1", "1.0", "1e2", "1E+2", "127", "128", "-128", "-129", "255",
    "256", "32768", "-32769", "65535", "65536", "2147483648", "-2147483649", "4294967295", "4294967296",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
    "18446744073709551616", "340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
    "-170141183460469231731687303715884105728", "-170141183460469231731687303715884105729", "1e400", "-1e400", "1e-400",
    "3.4028236e38", "1e39", "01", "1.", ".5", "+1", "1e", "0x10", "NaN", "Infinity", "tru", "\"\"", "\"a\"", "\"ab\"",
    "\"\u{e9}\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"1\"", "[]", "{}", "[0]", "[null]", "{\"A\":null}",
];
const INSERTED: &[u8] = b"{}[],:\"0123456789-+.eE tfnu\\/\n\x00\x0b\x7f\x80\xff";

#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

/// A value in the text, with the key before it if it is an object's.
#[derive(Clone, Copy)]
struct Node {
    value: Span,
    key: Option<Span>,
}

/// A damaged copy. It may happen to mean the same.
pub fn corrupt_json(text: &str, rng: &mut Rng) -> Vec<u8> {
    let mut text = text.as_bytes().to_vec();
    for _ in 0..1 + rng.below(8) / 6 {
        let mut nodes = Vec::new();
        let whole = collect(&text, 0, None, &mut nodes);
        text = match whole {
            Some(end) if end == text.len() && !rng.one_in(5) => reshape(&text, &nodes, rng),
            _ => scratch(&text, rng),
        };
    }
    text
}

/// JSON of no type, mostly well-formed.
pub fn random_json(rng: &mut Rng) -> String {
    let mut out = String::new();
    grow(&mut out, 3, rng);
    if rng.one_in(8) {
        let at = rng.below(out.len() + 1);
        let at = (at..=out.len()).find(|at| out.is_char_boundary(*at)).unwrap_or(0);
        out.insert(at, *rng.pick(INSERTED) as char);
    }
    out
}

fn grow(out: &mut String, depth: usize, rng: &mut Rng) {
    let (open, close) = match if depth == 0 { 0 } else { rng.below(4) } {
        2 => ('[', ']'),
        3 => ('{', '}'),
        _ => return *out += *rng.pick(&VALUES),
    };
    out.push(open);
    for i in 0..rng.below(4) {
        if i > 0 {
            out.push(',');
        }
        if open == '{' {
            *out += *rng.pick(&["\"0\":", "\"a\":", "\"Ok\":", "\"secs\":", "\"nanos\":", "\"start\":", "\"\":"]);
        }
        grow(out, depth - 1, rng);
    }
    out.push(close);
}

/// Lists the values of a compact JSON text; gives where the one at `at` ends, or nothing if it is not such a text.
fn collect(text: &[u8], at: usize, key: Option<Span>, nodes: &mut Vec<Node>) -> Option<usize> {
    let place = nodes.len();
    nodes.push(Node { value: Span { start: at, end: at }, key });
    let end = match *text.get(at)? {
        b'[' | b'{' => {
            let object = text[at] == b'{';
            let close = if object { b'}' } else { b']' };
            let mut at = at + 1;
            while *text.get(at)? != close {
                if text[at] == b',' {
                    at += 1;
                }
                let mut key = None;
                if object {
                    let start = at;
                    at = string_end(text, at)?;
                    key = Some(Span { start, end: at });
                    if *text.get(at)? != b':' {
                        return None;
                    }
                    at += 1;
                }
                at = collect(text, at, key, nodes)?;
            }
            at + 1
        }
        b'"' => string_end(text, at)?,
        b',' | b':' | b']' | b'}' => return None,
        _ => at + text[at..].iter().position(|c| b",]}".contains(c)).unwrap_or(text.len() - at),
    };
    nodes[place].value.end = end;
    Some(end)
}

fn string_end(text: &[u8], at: usize) -> Option<usize> {
    if *text.get(at)? != b'"' {
        return None;
    }
    let mut at = at + 1;
    while *text.get(at)? != b'"' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    Some(at + 1)
}

fn replaced(text: &[u8], span: Span, by: &[u8]) -> Vec<u8> {
    [&text[..span.start], by, &text[span.end..]].concat()
}

fn reshape(text: &[u8], nodes: &[Node], rng: &mut Rng) -> Vec<u8> {
    let node = nodes[rng.below(nodes.len())];
    let value = &text[node.value.start..node.value.end];
    let whole = Span { start: node.key.map_or(node.value.start, |key| key.start), end: node.value.end };
    match rng.below(16) {
        0 | 1 => replaced(text, node.value, rng.pick(&VALUES).as_bytes()),
        2 => {
            let other = nodes[rng.below(nodes.len())].value;
            replaced(text, node.value, &text[other.start..other.end])
        }
        3 => replaced(text, whole, &[&text[whole.start..whole.end], b",", &text[whole.start..whole.end]].concat()),
        4 => removed(text, whole),
        5 | 6 => with_entry(text, node, rng),
        7 => {
            let space = *rng.pick(&[" ", "\n", "\t", "\r", " \r\n\t ", "\u{b}", "\u{a0}", "/**/", "\u{feff}"]);
            let at = if rng.one_in(2) { node.value.start } else { node.value.end };
            replaced(text, Span { start: at, end: at }, space.as_bytes())
        }
        8 => without_keys(text, node, nodes),
        9 | 10 => number(text, node.value, rng),
        11 => replaced(text, node.value, &[b"[", value, b"]"].concat()),
        12 => replaced(text, node.value, &[b"{\"A\":", value, b"}"].concat()),
        13 if value.starts_with(b"\"") => replaced(text, node.value, &[b"{", value, b":null}"].concat()),
        13 => {
            let depth = 120 + rng.below(12);
            let nested = [vec![b'['; depth], vec![b']'; depth]].concat();
            replaced(text, node.value, &nested)
        }
        14 => swapped(text, nodes, rng),
        _ => escaped(text, node, rng),
    }
}

/// Without an element or entry, and without one of the commas around it.
fn removed(text: &[u8], whole: Span) -> Vec<u8> {
    let mut span = whole;
    if text.get(span.end) == Some(&b',') {
        span.end += 1;
    } else if span.start > 0 && text[span.start - 1] == b',' {
        span.start -= 1;
    }
    replaced(text, span, b"")
}

/// An entry that the type does not know, at the front or the back of an object.
fn with_entry(text: &[u8], node: Node, rng: &mut Rng) -> Vec<u8> {
    if text[node.value.start] != b'{' {
        return replaced(text, node.value, rng.pick(&VALUES).as_bytes());
    }
    let entry = format!("\"zz\":{}", rng.pick(&VALUES));
    let empty = node.value.end - node.value.start == 2;
    if rng.one_in(2) {
        let at = node.value.start + 1;
        let entry = if empty { entry } else { entry + "," };
        return replaced(text, Span { start: at, end: at }, entry.as_bytes());
    }
    let at = node.value.end - 1;
    let entry = if empty { entry } else { format!(",{}", entry) };
    replaced(text, Span { start: at, end: at }, entry.as_bytes())
}

/// An object as an array of its values.
fn without_keys(text: &[u8], node: Node, nodes: &[Node]) -> Vec<u8> {
    if text[node.value.start] != b'{' {
        return text.to_vec();
    }
    let mut values: Vec<&[u8]> = Vec::new();
    let mut at = node.value.start;
    for inner in nodes {
        let direct = inner.key.is_some() && inner.value.start > at && inner.value.end < node.value.end;
        if direct {
            values.push(&text[inner.value.start..inner.value.end]);
            at = inner.value.end;
        }
    }
    replaced(text, node.value, &[b"[", values.join(&b',').as_slice(), b"]"].concat())
}

fn number(text: &[u8], span: Span, rng: &mut Rng) -> Vec<u8> {
    let value = &text[span.start..span.end];
    if !value[0].is_ascii_digit() && value[0] != b'-' {
        return replaced(text, span, rng.pick(&VALUES).as_bytes());
    }
    let tail: &[u8] = *rng.pick(&[&b".0"[..], b"e0", b"E+0", b"e-0", b"0", b"00000000000000000000", b".", b"e", b".5e1", b"e400", b"f"]);
    match rng.below(3) {
        0 => replaced(text, span, &[*rng.pick(&[&b"-"[..], b"0", b"+", b"--"]), value].concat()),
        _ => replaced(text, span, &[value, tail].concat()),
    }
}

fn swapped(text: &[u8], nodes: &[Node], rng: &mut Rng) -> Vec<u8> {
    let whole = |node: &Node| Span { start: node.key.map_or(node.value.start, |key| key.start), end: node.value.end };
    let (a, b) = (whole(rng.pick(nodes)), whole(rng.pick(nodes)));
    let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
    if a.end > b.start {
        return text.to_vec();
    }
    [&text[..a.start], &text[b.start..b.end], &text[a.end..b.start], &text[a.start..a.end], &text[b.end..]].concat()
}

/// One character of a string or key spelled in another way, some of them wrong.
fn escaped(text: &[u8], node: Node, rng: &mut Rng) -> Vec<u8> {
    let span = match node.key {
        Some(key) if rng.one_in(2) => key,
        _ => node.value,
    };
    if text[span.start] != b'"' || span.end - span.start < 3 {
        return scratch(text, rng);
    }
    let at = span.start + 1 + rng.below(span.end - span.start - 2);
    let byte = text[at];
    let spelled = match rng.below(8) {
        0..=2 => format!("\\u00{:02x}", byte),
        3 => format!("\\u00{:02X}", byte),
        4 => (*rng.pick(&["\\ud800", "\\udc00", "\\ud800\\u0041", "\\u12", "\\x41", "\\u00e", "\\U0041"])).to_string(),
        5 => "\\/".to_string(),
        6 => (*rng.pick(&["\\b", "\\f", "\\n", "\\r", "\\t", "\\\"", "\\\\", "\\u0000", "\\a"])).to_string(),
        _ => (*rng.pick(&["\n", "\t", "\u{1}", "\u{7f}", "\u{2028}"])).to_string(),
    };
    replaced(text, Span { start: at, end: at + 1 }, spelled.as_bytes())
}

/// Damage that knows nothing of JSON.
fn scratch(text: &[u8], rng: &mut Rng) -> Vec<u8> {
    let at = rng.below(text.len());
    let span = Span { start: at, end: (at + 1).min(text.len()) };
    match rng.below(6) {
        0 => text[..at].to_vec(),
        1 => replaced(text, span, b""),
        2 => replaced(text, Span { start: at, end: at }, &[*rng.pick(INSERTED)]),
        3 => [text, rng.pick(&[" ", ",", "0", "}", "]", "null", "\n\n", "\0"]).as_bytes()].concat(),
        4 => {
            let from = rng.below(text.len());
            replaced(text, span, &text[from..(from + 1).min(text.len())])
        }
        _ => replaced(text, span, &[*rng.pick(INSERTED)]),
    }
}
