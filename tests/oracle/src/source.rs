// Random Rust source: modules of structs and enums with generics and serde's attributes, one `Root` in each. The
// program src/bin/derived.rs compiles them with serde's derive, and limcode reads the same text as its schema. The
// items themselves are made in source_items.rs and source_borrowing.rs.

use crate::random::Rng;
use crate::source_types::{Item, Scope, Traits, TypeMaker};
use std::fmt::Write;

/// Source with `count` modules `t0`, `t1`, ..., and a function that lists their roots. With `crates` there are types of
/// other crates than serde's among them (crates/Cargo.toml has the list).
pub fn source(seed: u64, count: usize, crates: bool) -> String {
    let last = if crates { " crates" } else { "" };
    let mut out = format!("// Random types, made by `oracle source {} {} FILE{}`.\n", seed, count, last);
    let mut roots = String::new();
    for i in 0..count {
        let mut rng = Rng(seed.wrapping_mul(1_000_003).wrapping_add(i as u64));
        let mut module = Module {
            borrows: rng.one_in(6),
            rng: &mut rng,
            name: format!("t{}", i),
            crates,
            nesting: 0,
            items: Vec::new(),
            constants: Vec::new(),
            out: String::new(),
        };
        module.write();
        write!(out, "\npub mod t{} {{\n    #[allow(unused_imports)]\n    use super::*;\n{}}}\n", i, module.out).unwrap();
        let subject = if module.borrows { "Borrowing" } else { "Static" };
        writeln!(roots, "        (\"t{0}::Root\", Box::new({1}::<t{0}::Root>::new())),", i, subject).unwrap();
    }
    out + "\npub fn subjects() -> Vec<(&'static str, Box<dyn Subject>)> {\n    vec![\n" + &roots + "    ]\n}\n"
}

pub struct Module<'r> {
    pub rng: &'r mut Rng,
    pub name: String,
    /// The root borrows from what it is read from.
    pub borrows: bool,
    pub crates: bool,
    /// How many modules within this one the item that is being made stands in.
    pub nesting: usize,
    pub items: Vec<Item>,
    pub constants: Vec<String>,
    pub out: String,
}

/// What an item is made with.
pub struct Plan {
    pub name: String,
    pub parameters: Vec<&'static str>,
    pub constant: bool,
    pub lifetime: bool,
    pub defaulted: bool,
    /// Borrows from what it is read from.
    pub borrows: bool,
    /// Its bounds ask for arguments that borrow nothing.
    pub owned: bool,
    pub traits: Traits,
}

impl Plan {
    fn list(&self, parameter: impl Fn(usize, &str) -> String, constant: &str) -> String {
        let mut all = if self.lifetime { vec!["'a".to_string()] } else { vec![] };
        all.extend(self.parameters.iter().enumerate().map(|(i, name)| parameter(i, name)));
        if self.constant {
            all.push(constant.to_string());
        }
        if all.is_empty() { String::new() } else { format!("<{}>", all.join(", ")) }
    }

    /// The parameters as they are declared, with a bound each.
    pub fn generics(&self, bound: &str) -> String {
        let last = self.parameters.len();
        let parameter = |i: usize, name: &str| {
            format!("{}{}{}", name, bound, if self.defaulted && i + 1 == last { " = u16" } else { "" })
        };
        self.list(parameter, "const N: usize")
    }

    /// The parameters as arguments.
    pub fn arguments(&self) -> String {
        self.list(|_, name| name.to_string(), "N")
    }

    /// What a field but the first needs of its type.
    pub fn rest(&self) -> Traits {
        Traits { sized: false, ..self.traits }
    }
}

impl<'r> Module<'r> {
    fn write(&mut self) {
        if self.rng.one_in(2) {
            let value = *self.rng.pick(&["2", "1 + 1 * 2", "(7 - 3) / 2", "u8::MAX as usize % 4", "0b11", "1 << 1"]);
            self.constants.push("LEN".to_string());
            writeln!(self.out, "    pub const LEN: usize = {};", value).unwrap();
        }
        let count = 1 + self.rng.below(5);
        for i in 0..count {
            let borrowing = self.borrows && (i + 1 == count || self.rng.one_in(2));
            self.item(i, borrowing);
        }
        if !self.borrows && self.rng.one_in(4) {
            writeln!(self.out, "    pub type Alias<T> = {};", self.rng.pick(&["Vec<(T, u8)>", "Option<Box<T>>", "[T; 2]"])).unwrap();
            let ty = self.ty(2, Traits::default(), &[]);
            writeln!(self.out, "    pub type Root = Alias<{}>;", ty).unwrap();
        } else {
            let last = self.root();
            writeln!(self.out, "    pub type Root = {};", last).unwrap();
        }
    }

    /// The last item, with arguments, so that nothing was made in vain.
    fn root(&mut self) -> String {
        let (name, parameters, constant, lifetime, traits) = {
            let last = self.items.last().expect("a module has items");
            (last.name.clone(), last.parameters, last.constant, last.lifetime, last.traits)
        };
        let mut arguments = if lifetime { vec!["'static".to_string()] } else { vec![] };
        arguments.extend((0..parameters).map(|_| self.ty(1, Traits { sized: true, ..traits }, &[])));
        if constant {
            arguments.push("3".to_string());
        }
        let ty = if arguments.is_empty() { name } else { format!("{}<{}>", name, arguments.join(", ")) };
        match self.rng.below(6) {
            0 if traits.sized => format!("Vec<{}>", ty),
            1 => format!("(u8, {})", ty),
            2 => format!("BTreeMap<String, {}>", ty),
            _ => ty,
        }
    }

    pub fn ty(&mut self, depth: usize, needed: Traits, parameters: &[&str]) -> String {
        let prefix = match self.nesting {
            0 => format!("super::{}::", self.name),
            nesting => "super::".repeat(nesting),
        };
        let scope = Scope { items: &self.items, constants: &self.constants, prefix: &prefix, crates: self.crates };
        TypeMaker { rng: &mut *self.rng, scope, parameters }.ty(depth, needed)
    }

    /// Some items stand in modules of their own, one or two deep, and are known by their path or by a `use`.
    fn item(&mut self, index: usize, borrowing: bool) {
        let modules = match self.rng.below(8) {
            0 | 1 => vec![format!("m{}", index)],
            2 => vec![format!("outer{}", index), "r#mod".to_string()],
            _ => vec![],
        };
        let name = format!("{}{}", self.rng.pick(&["S", "E", "Type", "_T"]), index);
        if modules.is_empty() {
            return self.form(name, borrowing);
        }
        let before = std::mem::take(&mut self.out);
        self.nesting = modules.len();
        let known_by = self.rng.below(4);
        // A name that several modules have is known by its path only, or by another name.
        let local = if known_by < 2 && self.rng.one_in(2) { "Inner".to_string() } else { name };
        self.form(local.clone(), borrowing);
        self.nesting = 0;
        let within = std::mem::replace(&mut self.out, before);
        for module in &modules {
            writeln!(self.out, "    pub mod {} {{\n    use super::*;", module).unwrap();
        }
        writeln!(self.out, "{}    {}", within, "}".repeat(modules.len())).unwrap();
        let module = modules.join("::");
        let (line, known_as) = match known_by {
            0 => (String::new(), format!("{}::{}", module, local)),
            1 => (format!("    use self::{}::{} as Used{};\n", module, local, index), format!("Used{}", index)),
            2 => (format!("    pub use {}::{{{}}};\n", module, local), local),
            _ => (format!("    pub use self::{}::*;\n", module), local),
        };
        self.out += &line;
        self.items.last_mut().expect("an item was made").name = known_as;
    }

    fn form(&mut self, name: String, borrowing: bool) {
        let parameters = match self.rng.below(5) {
            0 => vec!["T"],
            1 if self.rng.one_in(2) => vec!["K", "V"],
            _ => vec![],
        };
        let key = self.rng.one_in(3);
        let traits = Traits {
            clone: key || self.rng.one_in(2),
            key,
            default: self.rng.one_in(3),
            sized: !self.rng.one_in(4),
        };
        let defaulted = !parameters.is_empty() && self.rng.one_in(3);
        let plan = Plan {
            name,
            parameters,
            constant: false,
            lifetime: false,
            defaulted,
            borrows: false,
            owned: false,
            traits,
        };
        if borrowing {
            return self.borrowing(plan);
        }
        match self.rng.below(12) {
            0 => self.unit_enum(plan),
            1 => self.converted(plan),
            2 => self.text_newtype(plan),
            3 => self.transparent(plan),
            4..=7 => self.enumeration(plan),
            _ => self.structure(plan),
        }
    }
}
