// Random Rust source: modules of structs and enums with generics and serde's attributes, one `Root` in each. The
// program src/bin/derived.rs compiles them with serde's derive, and limcode reads the same text as its schema.

use crate::random::Rng;
use crate::source_types::{Item, Traits, TypeMaker};
use std::fmt::Write;

const CASES: [&str; 8] = [
    "lowercase", "UPPERCASE", "PascalCase", "camelCase", "snake_case", "SCREAMING_SNAKE_CASE", "kebab-case",
    "SCREAMING-KEBAB-CASE",
];
const FIELDS: [&str; 14] = [
    "id", "name", "_hidden", "x2", "two_words", "three_words_here", "camelCase", "r#type", "UPPER", "trailing_", "a1_b2",
    "double__under", "r#match", "value",
];
const VARIANTS: [&str; 12] = [
    "Unit", "HTTPServer2X", "A1", "FooBar", "X", "Snake_Case", "Ok", "None", "Some", "lower", "Two2Words", "ABC",
];

/// Source with `count` modules `t0`, `t1`, ..., and a function that lists their roots.
pub fn source(seed: u64, count: usize) -> String {
    let mut out = format!("// Random types, made by `oracle source {} {} FILE`.\n", seed, count);
    for i in 0..count {
        let mut rng = Rng(seed.wrapping_mul(1_000_003).wrapping_add(i as u64));
        let module = Module { rng: &mut rng, items: Vec::new(), constants: Vec::new(), out: String::new() };
        write!(out, "\npub mod t{} {{\n    #[allow(unused_imports)]\n    use super::*;\n{}}}\n", i, module.write()).unwrap();
    }
    out += "\npub fn subjects() -> Vec<(&'static str, Box<dyn Subject>)> {\n    vec![\n";
    for i in 0..count {
        writeln!(out, "        (\"t{0}::Root\", Box::new(Static::<t{0}::Root>::new())),", i).unwrap();
    }
    out + "    ]\n}\n"
}

struct Module<'r> {
    rng: &'r mut Rng,
    items: Vec<Item>,
    constants: Vec<String>,
    out: String,
}

/// What an item is made with.
struct Plan {
    name: String,
    parameters: Vec<&'static str>,
    constant: bool,
    lifetime: bool,
    defaulted: bool,
    traits: Traits,
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
    fn generics(&self, bound: &str) -> String {
        let last = self.parameters.len();
        let parameter = |i: usize, name: &str| {
            format!("{}{}{}", name, bound, if self.defaulted && i + 1 == last { " = u16" } else { "" })
        };
        self.list(parameter, "const N: usize")
    }

    /// The parameters as arguments.
    fn arguments(&self) -> String {
        self.list(|_, name| name.to_string(), "N")
    }

    /// What a field but the first needs of its type.
    fn rest(&self) -> Traits {
        Traits { sized: false, ..self.traits }
    }
}

impl<'r> Module<'r> {
    fn write(mut self) -> String {
        if self.rng.one_in(2) {
            let value = *self.rng.pick(&["2", "1 + 1 * 2", "(7 - 3) / 2", "u8::MAX as usize % 4", "0b11", "1 << 1"]);
            self.constants.push("LEN".to_string());
            writeln!(self.out, "    pub const LEN: usize = {};", value).unwrap();
        }
        for i in 0..1 + self.rng.below(5) {
            self.item(i);
        }
        if self.rng.one_in(4) {
            writeln!(self.out, "    pub type Alias<T> = {};", self.rng.pick(&["Vec<(T, u8)>", "Option<Box<T>>", "[T; 2]"])).unwrap();
            let ty = self.ty(2, Traits::default(), &[]);
            writeln!(self.out, "    pub type Root = Alias<{}>;", ty).unwrap();
        } else {
            let last = self.root();
            writeln!(self.out, "    pub type Root = {};", last).unwrap();
        }
        self.out
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

    fn ty(&mut self, depth: usize, needed: Traits, parameters: &[&str]) -> String {
        TypeMaker { rng: &mut *self.rng, items: &self.items, parameters, constants: &self.constants }.ty(depth, needed)
    }

    fn item(&mut self, index: usize) {
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
        let name = format!("{}{}", self.rng.pick(&["S", "E", "Type", "_T"]), index);
        let defaulted = !parameters.is_empty() && self.rng.one_in(3);
        let plan = Plan { name, parameters, constant: false, lifetime: false, defaulted, traits };
        match self.rng.below(12) {
            0 => self.unit_enum(plan),
            1 => self.converted(plan),
            2 => self.text_newtype(plan),
            3 => self.transparent(plan),
            4..=7 => self.enumeration(plan),
            _ => self.structure(plan),
        };
    }

    /// Writes `attributes item` and remembers it.
    fn finish(&mut self, plan: Plan, attributes: &[String], body: &str, text_key: bool) -> bool {
        let mut derives = vec!["Serialize", "Deserialize"];
        if plan.traits.clone {
            derives.push("Clone");
        }
        if plan.traits.key {
            derives.extend(["PartialEq", "Eq", "PartialOrd", "Ord", "Hash"]);
        }
        if plan.traits.default {
            derives.push("Default");
        }
        if self.rng.one_in(4) {
            writeln!(self.out, "    /// A type \"with\" a doc comment {{ and braces }}.").unwrap();
        }
        writeln!(self.out, "    #[derive({})]", derives.join(", ")).unwrap();
        for attribute in attributes {
            writeln!(self.out, "    #[serde({})]", attribute).unwrap();
        }
        writeln!(self.out, "    {}", body).unwrap();
        self.items.push(Item {
            name: plan.name,
            parameters: plan.parameters.len(),
            constant: plan.constant,
            lifetime: plan.lifetime,
            defaulted: plan.defaulted && !plan.constant,
            traits: plan.traits,
            text_key,
        });
        true
    }

    fn unit_enum(&mut self, mut plan: Plan) -> bool {
        plan.parameters.clear();
        plan.defaulted = false;
        plan.traits = Traits { clone: true, key: true, default: false, sized: true };
        let mut attributes = Vec::new();
        if self.rng.one_in(2) {
            attributes.push(format!("rename_all = \"{}\"", self.rng.pick(&CASES)));
        }
        let count = 1 + self.rng.below(5);
        let mut body = format!("pub enum {} {{ ", plan.name);
        for i in 0..count {
            let discriminant = if self.rng.one_in(3) { format!(" = {}", i * 10) } else { String::new() };
            let rename = if self.rng.one_in(5) { format!("#[serde(rename = \"v-{}\")] ", i) } else { String::new() };
            write!(body, "{}{}{}, ", rename, VARIANTS[(i * 5 + count) % VARIANTS.len()], discriminant).unwrap();
        }
        self.finish(plan, &attributes, &(body + "}"), true)
    }

    fn text_newtype(&mut self, mut plan: Plan) -> bool {
        plan.parameters.clear();
        plan.defaulted = false;
        plan.traits = Traits { clone: true, key: true, default: true, sized: true };
        let inner = *self.rng.pick(&["u32", "String", "i64", "char", "u128"]);
        let attributes = if self.rng.one_in(2) { vec!["transparent".to_string()] } else { vec![] };
        let body = format!("pub struct {}(pub {});", plan.name, inner);
        self.finish(plan, &attributes, &body, true)
    }

    /// Transparent around a type that need not be a key.
    fn transparent(&mut self, mut plan: Plan) -> bool {
        plan.traits.sized = true;
        let inner = self.ty(2, plan.traits, &plan.parameters);
        let unused = plan.parameters.join(", ");
        let phantom = if plan.parameters.is_empty() { String::new() } else { format!(", tag: PhantomData<({},)>", unused) };
        let skip = if phantom.is_empty() { "" } else { "#[serde(skip)] " };
        let phantom = phantom.replace(", tag", &format!(", {}tag", skip));
        let body = format!("pub struct {}{} {{ inner: {}{} }}", plan.name, plan.generics(""), inner, phantom);
        self.finish(plan, &["transparent".to_string()], &body, false)
    }

    /// Read and written as another type.
    fn converted(&mut self, mut plan: Plan) -> bool {
        plan.parameters.clear();
        plan.defaulted = false;
        plan.traits.clone = true;
        let other = self.ty(2, Traits { clone: true, ..plan.traits }, &[]);
        let name = plan.name.clone();
        let tried = self.rng.one_in(2);
        let attribute = format!("{} = \"{}\", into = \"{}\"", if tried { "try_from" } else { "from" }, other, other);
        let body = format!("pub struct {}({});", name, other);
        self.finish(plan, &[attribute], &body, false);
        writeln!(self.out, "    impl From<{0}> for {1} {{ fn from(value: {0}) -> {1} {{ value.0 }} }}", name, other).unwrap();
        if tried {
            let body = format!("fn try_from(value: {}) -> Result<{}, String> {{ Ok({}(value)) }}", other, name, name);
            writeln!(self.out, "    impl TryFrom<{}> for {} {{ type Error = String; {} }}", other, name, body).unwrap();
        } else {
            writeln!(self.out, "    impl From<{0}> for {1} {{ fn from(value: {0}) -> {1} {{ {1}(value) }} }}", other, name).unwrap();
        }
        true
    }

    fn structure(&mut self, plan: Plan) -> bool {
        let mut attributes = self.names();
        // Every parameter is used, and a constant too.
        let mut tail: Vec<String> = plan.parameters.iter().map(|name| format!("PhantomData<{}>", name)).collect();
        let mut plan = plan;
        if self.rng.one_in(10) {
            plan.constant = true;
            plan.defaulted = false;
            tail.push("PhantomData<[u8; N]>".to_string());
        } else if self.rng.one_in(8) {
            plan.lifetime = true;
            tail.push(self.rng.pick(&["Cow<'a, str>", "Vec<Cow<'a, str>>", "PhantomData<&'a u8>"]).to_string());
        }
        // A bound stands at its parameter or in a where clause.
        let bound = if plan.traits.clone && !plan.parameters.is_empty() { ": Sized" } else { "" };
        let (bound, clause) = match self.rng.one_in(2) && !bound.is_empty() {
            true => ("", format!(" where {}", plan.parameters.iter().map(|name| format!("{}: Sized,", name)).collect::<String>())),
            false => (bound, String::new()),
        };
        let head = format!("pub struct {}{}", plan.name, plan.generics(bound));
        let body = match self.rng.below(10) {
            0 if tail.is_empty() && !plan.traits.sized => format!("{};", head),
            1 | 2 => {
                let count = self.rng.below(4) + plan.traits.sized as usize;
                let mut types: Vec<String> = (0..count).map(|i| self.position(&plan, i)).collect();
                types.append(&mut tail);
                attributes.clear();
                format!("{}({}){};", head, types.join(", "), clause)
            }
            3 if !plan.traits.default => format!("{}{} {{ {} }}", head, clause, self.recursive(&plan, &tail)),
            _ => {
                if self.rng.one_in(5) {
                    attributes.push("deny_unknown_fields".to_string());
                }
                if plan.traits.default && plan.parameters.is_empty() && !plan.constant && self.rng.one_in(3) {
                    attributes.push("default".to_string());
                }
                format!("{}{} {{ {} }}", head, clause, self.fields(&plan, tail, true))
            }
        };
        self.finish(plan, &attributes, &body, false)
    }

    /// A field of a tuple struct.
    fn position(&mut self, plan: &Plan, index: usize) -> String {
        let with_default = Traits { default: true, ..plan.rest() };
        match self.rng.below(16) {
            _ if index == 0 => self.ty(2, plan.traits, &plan.parameters),
            0 => format!("#[serde(default)] {}", self.ty(1, with_default, &[])),
            1 => format!("#[serde(skip)] {}", self.ty(1, with_default, &[])),
            2 => format!("#[serde(skip_deserializing)] {}", self.ty(1, with_default, &[])),
            3 => format!("#[serde(with = \"serde_bytes\")] {}", self.rng.pick(&["Vec<u8>", "ByteBuf"])),
            _ => self.ty(2, plan.rest(), &plan.parameters),
        }
    }

    /// Attributes of a container that are about names.
    fn names(&mut self) -> Vec<String> {
        match self.rng.below(24) {
            0..=7 => vec![format!("rename_all = \"{}\"", self.rng.pick(&CASES))],
            8 => {
                let (written, read) = (*self.rng.pick(&CASES), *self.rng.pick(&CASES));
                vec![format!("rename_all(serialize = \"{}\", deserialize = \"{}\")", written, read)]
            }
            9 => vec!["rename = \"another name\"".to_string()],
            _ => vec![],
        }
    }

    fn recursive(&mut self, plan: &Plan, tail: &[String]) -> String {
        let of = *self.rng.pick(&["Option<Box<{}>>", "Vec<{}>", "BTreeMap<u8, {}>", "Option<Rc<{}>>", "[Option<Box<{}>>; 2]"]);
        let itself = of.replace("{}", &format!("{}{}", plan.name, plan.arguments()));
        let value = self.ty(2, plan.rest(), &plan.parameters);
        let tail: String = tail.iter().enumerate().map(|(i, ty)| format!(", tag{}: {}", i, ty)).collect();
        format!("next: {}, value: {}{}", itself, value, tail)
    }

    fn fields(&mut self, plan: &Plan, tail: Vec<String>, visible: bool) -> String {
        let count = self.rng.below(6) + plan.traits.sized as usize;
        let start = self.rng.below(FIELDS.len());
        let mut fields = Vec::new();
        for i in 0..count {
            let name = FIELDS[(start + i * 3) % FIELDS.len()];
            if i == 0 && plan.traits.sized {
                fields.push(format!("{}: {}", name, self.ty(2, plan.traits, &plan.parameters)));
                continue;
            }
            let visibility = if visible { *self.rng.pick(&["", "", "pub ", "pub(crate) "]) } else { "" };
            fields.push(self.field(plan, visibility, name, i));
        }
        fields.extend(tail.iter().enumerate().map(|(i, ty)| format!("tag{}: {}", i, ty)));
        fields.join(", ")
    }

    fn field(&mut self, plan: &Plan, visibility: &str, name: &str, index: usize) -> String {
        let with_default = Traits { default: true, ..plan.rest() };
        let (attribute, ty) = match self.rng.below(22) {
            0 => (format!("rename = \"renamed {}\"", index), self.ty(2, plan.rest(), &plan.parameters)),
            1 => {
                let names = format!("rename(serialize = \"s{0}\", deserialize = \"d{0}\")", index);
                (names, self.ty(2, plan.rest(), &plan.parameters))
            }
            2 => (format!("alias = \"alias{0}\", alias = \"other{0}\"", index), self.ty(2, plan.rest(), &plan.parameters)),
            3 | 4 => ("default".to_string(), self.ty(2, with_default, &[])),
            5 => ("skip".to_string(), self.ty(1, with_default, &[])),
            6 => ("skip_serializing, default".to_string(), self.ty(1, with_default, &[])),
            7 => ("skip_deserializing".to_string(), self.ty(1, with_default, &[])),
            8 | 9 => {
                let ty = *self.rng.pick(&["Vec<u8>", "Option<Vec<u8>>", "Box<[u8]>", "ByteBuf"]);
                let with = *self.rng.pick(&["with = \"serde_bytes\"", "with = \"serde_bytes\", default"]);
                (with.to_string(), ty.to_string())
            }
            _ => return format!("{}{}: {}", visibility, name, self.ty(2, plan.rest(), &plan.parameters)),
        };
        format!("#[serde({})] {}{}: {}", attribute, visibility, name, ty)
    }

    fn enumeration(&mut self, mut plan: Plan) -> bool {
        plan.traits.default = false;
        plan.traits.sized = true;
        let attributes = self.names();
        let count = self.rng.below(6);
        let start = self.rng.below(VARIANTS.len());
        // The first variant never recurses: random values end there.
        let mut variants = vec!["#[serde(alias = \"zero\")] Zero".to_string()];
        for i in 0..count {
            let body = self.variant(&plan);
            let attribute = match self.rng.below(14) {
                0 => format!("#[serde(rename = \"r{}\")] ", i),
                1 => format!("#[serde(alias = \"a{}\")] ", i),
                // On a variant this is for the names of its fields.
                2 if body.contains('{') => "#[serde(rename_all = \"camelCase\")] ".to_string(),
                3 => format!("#[serde({})] ", self.rng.pick(&["skip", "skip_serializing", "skip_deserializing"])),
                _ => String::new(),
            };
            variants.push(format!("{}{}{}", attribute, VARIANTS[(start + i * 5) % VARIANTS.len()], body));
        }
        if !plan.parameters.is_empty() {
            variants.push(format!("Phantom(PhantomData<({},)>)", plan.parameters.join(", ")));
        }
        let body = format!("pub enum {}{} {{ {} }}", plan.name, plan.generics(""), variants.join(", "));
        self.finish(plan, &attributes, &body, false)
    }

    /// What follows the name of a variant.
    fn variant(&mut self, plan: &Plan) -> String {
        let arguments = plan.arguments();
        match self.rng.below(8) {
            0 => String::new(),
            1 => format!("({}, {})", self.ty(2, plan.rest(), &plan.parameters), self.position(plan, 1)),
            2 => format!("(Box<{}{}>)", plan.name, arguments),
            3 => format!("(Vec<{}{}>, u8)", plan.name, arguments),
            4 => format!("({})", self.ty(2, plan.rest(), &plan.parameters)),
            5 => "()".to_string(),
            _ => format!(" {{ {} }}", self.fields(plan, Vec::new(), false)),
        }
    }
}
