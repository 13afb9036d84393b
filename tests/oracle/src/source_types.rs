// Random Rust types for the generated source (source.rs), each with the traits that its place needs.

use crate::random::Rng;

/// The traits that a place needs of its type.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits {
    pub clone: bool,
    /// Eq, Ord and Hash.
    pub key: bool,
    pub default: bool,
    /// At least a byte on the wire: bincode reads lengths of elements without bytes without end.
    pub sized: bool,
}

impl Traits {
    pub fn satisfies(self, needed: Traits) -> bool {
        (self.clone || !needed.clone)
            && (self.key || !needed.key)
            && (self.default || !needed.default)
            && (self.sized || !needed.sized)
    }
}

/// An item that later types may name.
pub struct Item {
    pub name: String,
    pub parameters: usize,
    pub constant: bool,
    pub lifetime: bool,
    /// Its last parameter has a default.
    pub defaulted: bool,
    /// Borrows from what it is read from: its holder must say so.
    pub borrows: bool,
    /// Its arguments must not borrow.
    pub owned: bool,
    pub traits: Traits,
    /// It may be the key of a JSON object.
    pub text_key: bool,
}

/// Types without parts: their text and whether they are Clone, keys and Default.
const LEAVES: [(&str, bool, bool, bool); 52] = [
    ("()", true, true, true),
    ("bool", true, true, true),
    ("u8", true, true, true),
    ("u16", true, true, true),
    ("u32", true, true, true),
    ("u64", true, true, true),
    ("u128", true, true, true),
    ("usize", true, true, true),
    ("i8", true, true, true),
    ("i16", true, true, true),
    ("i32", true, true, true),
    ("i64", true, true, true),
    ("i128", true, true, true),
    ("isize", true, true, true),
    ("f32", true, false, true),
    ("f64", true, false, true),
    ("char", true, true, true),
    ("String", true, true, true),
    ("std::string::String", true, true, true),
    ("Box<str>", true, true, true),
    ("Rc<str>", true, true, true),
    ("Arc<str>", true, true, true),
    ("Cow<'static, str>", true, true, true),
    ("std::borrow::Cow<'static, [u8]>", true, true, true),
    ("Vec<u8>", true, true, true),
    ("ByteBuf", true, true, true),
    ("serde_bytes::ByteBuf", true, true, true),
    ("NonZeroU8", true, true, false),
    ("std::num::NonZeroU32", true, true, false),
    ("NonZeroU64", true, true, false),
    ("NonZeroU128", true, true, false),
    ("NonZeroI16", true, true, false),
    ("NonZeroIsize", true, true, false),
    ("Wrapping<u16>", true, true, true),
    ("Wrapping<i64>", true, true, true),
    ("Duration", true, true, true),
    ("std::time::Duration", true, true, true),
    ("SystemTime", true, true, false),
    ("Ipv4Addr", true, true, false),
    ("std::net::Ipv6Addr", true, true, false),
    ("IpAddr", true, true, false),
    ("SocketAddr", true, true, false),
    ("SocketAddrV4", true, true, false),
    ("SocketAddrV6", true, true, false),
    ("PathBuf", true, false, true),
    ("CString", true, true, true),
    ("AtomicU8", false, false, true),
    ("AtomicI64", false, false, true),
    ("AtomicBool", false, false, true),
    ("Cell<u16>", true, false, true),
    ("PhantomData<String>", true, true, true),
    ("std::marker::PhantomData<u64>", true, true, true),
];

/// Types that JSON can have as the key of an object.
const TEXT_KEYS: [&str; 20] = [
    "String", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "Cow<'static, str>", "Box<str>", "Ipv4Addr", "IpAddr", "NonZeroU8", "Wrapping<u16>",
];

/// Types of other crates. All are Clone, keys and Default.
const CRATE_LEAVES: [&str; 3] = ["uuid::Uuid", "bytes::Bytes", "bytes::BytesMut"];

/// What a type can be made of.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub items: &'a [Item],
    /// For lengths.
    pub constants: &'a [String],
    /// What may stand before the name of an item.
    pub prefix: &'a str,
    /// Whether there may be types of other crates.
    pub crates: bool,
}

pub struct TypeMaker<'a, 'r> {
    pub rng: &'r mut Rng,
    pub scope: Scope<'a>,
    /// The type parameters that are in scope.
    pub parameters: &'a [&'a str],
}

impl<'a, 'r> TypeMaker<'a, 'r> {
    pub fn ty(&mut self, depth: usize, needed: Traits) -> String {
        if !self.parameters.is_empty() && self.rng.one_in(4) {
            return self.rng.pick(self.parameters).to_string();
        }
        if self.scope.crates && self.rng.one_in(6) {
            return self.of_a_crate(depth, needed);
        }
        if depth == 0 || self.rng.one_in(6) {
            return self.leaf(needed);
        }
        let inner = depth - 1;
        let same = Traits { default: false, ..needed }; // for parts whose Default is not asked for
        let free = Traits { sized: false, ..same };
        let element = Traits { sized: true, ..same };
        match self.rng.below(33) {
            0..=5 => self.item(inner, needed).unwrap_or_else(|| self.leaf(needed)),
            6..=8 => format!("Option<{}>", self.ty(inner, free)),
            9..=11 => format!("Vec<{}>", self.ty(inner, element)),
            12 => format!("std::collections::VecDeque<{}>", self.ty(inner, element)),
            13 => format!("LinkedList<{}>", self.ty(inner, element)),
            14 => format!("Box<[{}]>", self.ty(inner, element)),
            15 | 16 => format!("{}<{}>", self.rng.pick(&["Box", "Rc", "Arc", "std::sync::Arc"]), self.ty(inner, needed)),
            17 | 18 => self.array(inner, needed),
            19 | 20 => self.tuple(inner, needed),
            21 if !needed.default => format!("Result<{}, {}>", self.ty(inner, free), self.ty(inner, free)),
            22 if !needed.key => {
                let key = self.text_key(inner, Traits { key: true, clone: true, default: false, sized: true });
                format!("{}<{}, {}>", self.rng.pick(&["HashMap", "HashMap", "IndexMap"]), key, self.ty(inner, free))
            }
            23 => format!("BTreeMap<{}, {}>", self.text_key(inner, Traits { key: true, ..element }), self.ty(inner, free)),
            24 if !needed.key => {
                let key = self.key(inner, Traits { key: true, clone: true, default: false, sized: true });
                format!("{}<{}>", self.rng.pick(&["HashSet", "HashSet", "IndexSet"]), key)
            }
            25 => format!("BTreeSet<{}>", self.key(inner, Traits { key: true, ..element })),
            26 if !needed.key && !needed.default => format!("RangeInclusive<{}>", self.ty(inner, same)),
            27 if !needed.key => format!("std::ops::Range<{}>", self.ty(inner, needed)),
            28 if !needed.key && !needed.default => format!("Bound<{}>", self.ty(inner, free)),
            29 if !needed.key => format!("RefCell<{}>", self.ty(inner, needed)),
            30 if !needed.key && !needed.clone => {
                format!("{}<{}>", self.rng.pick(&["Mutex", "RwLock"]), self.ty(inner, needed))
            }
            31 => format!("Reverse<{}>", self.ty(inner, needed)),
            32 if !needed.key => format!("BinaryHeap<{}>", self.key(inner, Traits { key: true, ..element })),
            _ => self.leaf(needed),
        }
    }

    fn of_a_crate(&mut self, depth: usize, needed: Traits) -> String {
        let element = Traits { sized: true, default: false, ..needed };
        let value = Traits { sized: false, ..element };
        let key = Traits { key: true, clone: true, ..element };
        let inner = depth.saturating_sub(1);
        match self.rng.below(if depth == 0 { 3 } else { 10 }) {
            3 | 4 => format!("smallvec::SmallVec<[{}; {}]>", self.ty(inner, element), self.rng.pick(&["1", "4", "0x10"])),
            5 | 6 => format!("arrayvec::ArrayVec<{}, {}>", self.ty(inner, element), self.rng.pick(&["4", "5", "0x9"])),
            7 if !needed.key => format!("IndexMap<{}, {}>", self.text_key(inner, key), self.ty(inner, value)),
            8 if !needed.key => format!("IndexSet<{}>", self.key(inner, key)),
            _ => self.rng.pick(&CRATE_LEAVES).to_string(),
        }
    }

    pub fn leaf(&mut self, needed: Traits) -> String {
        loop {
            let (name, clone, key, default) = *self.rng.pick(&LEAVES);
            let sized = name != "()" && !name.contains("Phantom");
            if (Traits { clone, key, default, sized }).satisfies(needed) {
                return name.to_string();
            }
        }
    }

    fn without_parameters(&mut self) -> TypeMaker<'a, '_> {
        TypeMaker { rng: &mut *self.rng, scope: self.scope, parameters: &[] }
    }

    /// A key of a set. Type parameters would need bounds that derive does not make.
    fn key(&mut self, depth: usize, needed: Traits) -> String {
        self.without_parameters().ty(depth, needed)
    }

    fn text_key(&mut self, depth: usize, needed: Traits) -> String {
        let items = self.scope.items;
        let known: Vec<&Item> = items.iter().filter(|item| item.text_key && item.traits.satisfies(needed)).collect();
        if !known.is_empty() && self.rng.one_in(2) {
            return self.rng.pick(&known).name.clone();
        }
        if self.scope.crates && self.rng.one_in(12) {
            return "uuid::Uuid".to_string();
        }
        if self.rng.one_in(24) {
            // serde_json 1.0.87 refuses bool keys, which later releases and limcode take.
            let scope = Scope { items: &[], ..self.scope };
            let mut maker = TypeMaker { rng: &mut *self.rng, scope, parameters: &[] };
            let key = maker.ty(depth, needed);
            if !key.contains("bool") {
                return key;
            }
        }
        self.rng.pick(&TEXT_KEYS).to_string()
    }

    fn array(&mut self, depth: usize, needed: Traits) -> String {
        let element = self.ty(depth, needed);
        let length = match self.rng.below(4) {
            0 if !self.scope.constants.is_empty() => self.rng.pick(self.scope.constants).clone(),
            1 if !self.scope.constants.is_empty() => format!("{} + 1", self.rng.pick(self.scope.constants)),
            _ if needed.sized => self.rng.pick(&["1", "2", "3", "1 << 2", "0x5", "7 % 4", "1_0 / 3", "4u8 as usize"]).to_string(),
            _ => self.rng.pick(&["0", "1", "2", "(1 + 2) * 1", "0b10_0", "1 << 2 >> 1", "0o3", "8 - 5"]).to_string(),
        };
        format!("[{}; {}]", element, length)
    }

    fn tuple(&mut self, depth: usize, needed: Traits) -> String {
        let count = if self.rng.one_in(12) { 12 } else { 1 + self.rng.below(3) };
        let types: Vec<String> = (0..count).map(|_| self.ty(if count > 3 { 0 } else { depth }, needed)).collect();
        format!("({},)", types.join(", "))
    }

    /// An item that exists, with arguments.
    fn item(&mut self, depth: usize, needed: Traits) -> Option<String> {
        let items = self.scope.items;
        let usable = |item: &Item| !item.borrows && !(item.owned && !self.parameters.is_empty());
        let known: Vec<&Item> = items.iter().filter(|item| item.traits.satisfies(needed) && usable(item)).collect();
        if known.is_empty() {
            return None;
        }
        let item = *self.rng.pick(&known);
        // The arguments must have what derive asks of them.
        let traits = Traits { sized: true, ..item.traits };
        let left_out = (item.defaulted && self.rng.one_in(2)) as usize;
        let mut arguments = if item.lifetime { vec!["'static".to_string()] } else { vec![] };
        arguments.extend((left_out..item.parameters).map(|_| self.ty(depth, traits)));
        if item.constant {
            arguments.push(self.rng.below(5).to_string());
        }
        let path = *self.rng.pick(&["", "", "", "", "", "", "self::", "self::", self.scope.prefix]);
        let arguments = if arguments.is_empty() { String::new() } else { format!("<{}>", arguments.join(", ")) };
        Some(format!("{}{}{}", path, item.name, arguments))
    }
}
