// Prints the frames that bincode 1.3.3 makes of the values that tests/codec/golden_test.cpp makes in C++. One line a
// value: name|legacy|standard|legacy big endian|standard big endian, in hex. frames.txt is what it printed.
use bincode::Options;
use serde::Serialize;
use std::collections::*;
use std::time::Duration;
fn hex(b: Vec<u8>) -> String {
    b.iter().map(|x| format!("{:02x}", x)).collect()
}
fn show<T: Serialize>(name: &str, v: &T) {
    let o = bincode::DefaultOptions::new();
    println!(
        "{}|{}|{}|{}|{}",
        name,
        hex(o.with_fixint_encoding().serialize(v).unwrap()),
        hex(o.serialize(v).unwrap()),
        hex(o
            .with_fixint_encoding()
            .with_big_endian()
            .serialize(v)
            .unwrap()),
        hex(o.with_big_endian().serialize(v).unwrap())
    );
}
#[derive(Serialize, Clone)]
struct Point {
    x: i32,
    y: i32,
}
#[derive(Serialize, Clone)]
enum Color {
    #[allow(unused)]
    Red,
    Green,
    #[allow(unused)]
    Blue,
}
#[derive(Serialize, Clone)]
enum Shape {
    #[allow(unused)]
    Nothing,
    Circle(f64),
    Poly(Vec<Point>),
}
#[derive(Serialize, Clone)]
struct Mixed {
    flag: bool,
    id: u64,
    name: String,
    tags: Vec<String>,
    at: Point,
    key: [u8; 4],
    letter: char,
    owner: Option<Box<Point>>,
    score: f32,
    color: Color,
    shape: Shape,
    last: u16,
}
#[derive(Serialize, Clone)]
struct Tree {
    value: u16,
    children: Vec<Tree>,
}
#[derive(Serialize)]
struct Empty {}
fn main() {
    show("u8 200", &200u8);
    show("i8 -1", &-1i8);
    show("u16 300", &300u16);
    show("i16 -300", &-300i16);
    show("u32 70000", &70000u32);
    show("i32 min", &i32::MIN);
    show("u64 250", &250u64);
    show("u64 251", &251u64);
    show("u64 65536", &65536u64);
    show("u64 max", &u64::MAX);
    show("i64 min", &i64::MIN);
    show("i64 -126", &-126i64);
    show("u128 max", &u128::MAX);
    show("u128 300", &300u128);
    show("i128 min", &i128::MIN);
    show("u128 2^64", &(1u128 << 64));
    show("f32 1.5", &1.5f32);
    show("f64 -0.0", &-0.0f64);
    show("f64 nan", &f64::from_bits(0x7ff8000000000001));
    show("bool true", &true);
    show("char a", &'a');
    show("char e-acute", &'\u{e9}');
    show("char euro", &'\u{20ac}');
    show("char clef", &'\u{1d11e}');
    show("char max", &'\u{10ffff}');
    show("string", &"h\u{e9}llo");
    show("string empty", &"");
    show("string 300", &"x".repeat(300));
    show("bytes", &vec![1u8, 2, 3]);
    show("vec u32", &vec![1u32, 300, 70000]);
    show("vec bool", &vec![true, false, true]);
    show("vec string", &vec!["a", "bc"]);
    show("vec empty", &Vec::<u64>::new());
    show("array", &[1u16, 2, 300]);
    show("nested array", &[[1u8, 2], [3, 4]]);
    show("none", &None::<u32>);
    show("some", &Some(7u32));
    show("some some none", &Some(None::<u8>));
    show("pair", &(1u8, 2u32));
    show("tuple", &(1u8, "x", 3.0f64, 'z'));
    show("unit", &());
    show("empty struct", &Empty {});
    show(
        "map",
        &BTreeMap::from([("b".to_string(), 2u32), ("a".to_string(), 1)]),
    );
    show("set", &BTreeSet::from([3i32, -1, 2]));
    show("hash map of one", &HashMap::from([(5u16, true)]));
    show("hash set of one", &HashSet::from([5u16]));
    show("deque", &VecDeque::from([1u64, 2]));
    show("list", &LinkedList::from([1u8, 2]));
    show("color", &Color::Green);
    show("shape circle", &Shape::Circle(2.0));
    show("shape nothing", &Shape::Nothing);
    show("shape poly", &Shape::Poly(vec![Point { x: 1, y: -1 }]));
    show("ok", &Ok::<u32, String>(5));
    show("err", &Err::<u32, String>("no".into()));
    show("box", &Box::new(9u32));
    show("duration", &Duration::new(5, 123456789));
    show(
        "system time",
        &(std::time::UNIX_EPOCH + Duration::new(1700000000, 5)),
    );
    show("point", &Point { x: 1, y: -2 });
    show(
        "points",
        &vec![Point { x: 1, y: -2 }, Point { x: 3, y: 400 }],
    );
    let m = Mixed {
        flag: true,
        id: 1 << 40,
        name: "limcode".into(),
        tags: vec!["a".into(), "".into()],
        at: Point { x: -5, y: 6 },
        key: [1, 2, 3, 4],
        letter: '\u{df}',
        owner: Some(Box::new(Point { x: 0, y: 1 })),
        score: 0.5,
        color: Color::Blue,
        shape: Shape::Poly(vec![Point { x: 7, y: 8 }]),
        last: 65535,
    };
    show("mixed", &m);
    show("mixed twice", &vec![m.clone(), m]);
    show(
        "tree",
        &Tree {
            value: 1,
            children: vec![
                Tree {
                    value: 2,
                    children: vec![],
                },
                Tree {
                    value: 3,
                    children: vec![Tree {
                        value: 4,
                        children: vec![],
                    }],
                },
            ],
        },
    );
}
