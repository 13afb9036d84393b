// Random type expressions, as text that parse.rs and limcode both read. Map keys and set elements are types that
// Rust could hash and order; most map keys are types that JSON can have as a key.

use crate::random::Rng;

const PRIMITIVES: [&str; 18] = [
    "bool", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64", "char",
    "String", "()",
];
const KEYS: [&str; 14] =
    ["String", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

pub struct TypeMaker<'r> {
    rng: &'r mut Rng,
    /// Finished items of the `where` part; none are made unless they are allowed.
    items: Vec<String>,
    item_names: Vec<String>,
    items_max: usize,
}

/// A random type expression. With `items`, it may have a `where` part of structs and enums.
pub fn random_type(rng: &mut Rng, items: bool) -> String {
    let items_max = if items { 1 + rng.below(4) } else { 0 };
    let mut maker = TypeMaker { rng, items: Vec::new(), item_names: Vec::new(), items_max };
    let depth = 1 + maker.rng.below(4);
    let ty = maker.ty(depth);
    if maker.items.is_empty() {
        return ty;
    }
    format!("{} where {}", ty, maker.items.join(" "))
}

impl<'r> TypeMaker<'r> {
    fn ty(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let inner = depth - 1;
        match self.rng.below(if self.items_max > 0 { 22 } else { 15 }) {
            0 | 1 => format!("Option<{}>", self.ty(inner)),
            2..=4 => format!("Vec<{}>", self.ty(inner)),
            5 => format!("[{}; {}]", self.ty(inner), [0, 1, 2, 3, 5, 8, 32][self.rng.below(7)].min(40 / (depth * depth))),
            6 | 7 => self.tuple(inner),
            8 => format!("HashMap<{}, {}>", self.map_key(inner), self.ty(inner)),
            9 => format!("BTreeMap<{}, {}>", self.map_key(inner), self.ty(inner)),
            10 => format!("HashSet<{}>", self.key(inner)),
            11 => format!("BTreeSet<{}>", self.key(inner)),
            12 => format!("Box<{}>", self.ty(inner)),
            13 => format!("Result<{}, {}>", self.ty(inner), self.ty(inner)),
            14 => self.leaf(),
            _ => self.item(inner),
        }
    }

    fn leaf(&mut self) -> String {
        match self.rng.below(24) {
            0 => "serde_bytes::ByteBuf".to_string(),
            1 => "Duration".to_string(),
            2 => "limcode::Json".to_string(),
            3 => "Vec<u8>".to_string(),
            4 => "[u8; 32]".to_string(),
            _ => self.rng.pick(&PRIMITIVES).to_string(),
        }
    }

    fn tuple(&mut self, depth: usize) -> String {
        let types: Vec<String> = (0..1 + self.rng.below(4)).map(|_| self.ty(depth)).collect();
        format!("({},)", types.join(", "))
    }

    fn map_key(&mut self, depth: usize) -> String {
        if self.rng.one_in(16) {
            // Not bool: serde_json 1.0.87 refuses it as a key of an object, later ones and limcode do not.
            return self.key(depth).replace("bool", "u8");
        }
        self.rng.pick(&KEYS).to_string()
    }

    /// A type that is Hash and Ord.
    fn key(&mut self, depth: usize) -> String {
        let inner = depth.saturating_sub(1);
        match self.rng.below(if depth == 0 { 6 } else { 12 }) {
            0 => "bool".to_string(),
            1 => "()".to_string(),
            2..=5 => self.rng.pick(&KEYS).to_string(),
            6 => format!("Option<{}>", self.key(inner)),
            7 => format!("({}, {})", self.key(inner), self.key(inner)),
            8 => format!("Vec<{}>", self.key(inner)),
            9 => format!("[{}; 3]", self.key(inner)),
            10 => format!("Result<{}, {}>", self.key(inner), self.key(inner)),
            _ => format!("BTreeSet<{}>", self.key(inner)),
        }
    }

    /// A struct or enum: a new one, or one that exists.
    fn item(&mut self, depth: usize) -> String {
        if self.items.len() >= self.items_max || (!self.items.is_empty() && self.rng.one_in(4)) {
            return if self.items.is_empty() { self.leaf() } else { self.items_name() };
        }
        let name = format!("T{}", self.item_names.len());
        self.item_names.push(name.clone());
        let text = if self.rng.one_in(2) { self.structure(&name, depth) } else { self.enumeration(&name, depth) };
        self.items.push(text);
        name
    }

    fn items_name(&mut self) -> String {
        // Only finished items: an unfinished one would contain itself.
        let text = &self.items[self.rng.below(self.items.len())];
        text.split(|c: char| !c.is_alphanumeric()).nth(1).unwrap_or("u8").to_string()
    }

    fn structure(&mut self, name: &str, depth: usize) -> String {
        match self.rng.below(8) {
            0 => format!("struct {};", name),
            1 => format!("struct {}({});", name, self.ty(depth)),
            2 => format!("struct {}({}, {});", name, self.ty(depth), self.ty(depth)),
            3 => format!("struct {} {{ next: Option<Box<{}>>, value: {} }}", name, name, self.ty(depth)),
            4 => format!("struct {} {{}}", name),
            _ => format!("struct {} {{ {} }}", name, self.fields(depth)),
        }
    }

    fn fields(&mut self, depth: usize) -> String {
        let count = 1 + self.rng.below(5);
        let fields: Vec<String> = (0..count).map(|i| format!("f{}: {}", i, self.ty(depth))).collect();
        fields.join(", ")
    }

    fn enumeration(&mut self, name: &str, depth: usize) -> String {
        let mut variants = vec!["A".to_string()];
        for i in 0..self.rng.below(5) {
            variants.push(match self.rng.below(6) {
                0 => format!("V{}", i),
                1 => format!("V{}({})", i, self.ty(depth)),
                2 => format!("V{}({}, {})", i, self.ty(depth), self.ty(depth)),
                3 => format!("V{}(Vec<{}>)", i, name),
                _ => format!("V{} {{ {} }}", i, self.fields(depth)),
            });
        }
        format!("enum {} {{ {} }}", name, variants.join(", "))
    }
}
