// The items of the generated source (source.rs): structs and enums in all their forms, with serde's attributes.

use crate::source::{Module, Plan};
use crate::source_types::{Item, Traits};
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

impl<'r> Module<'r> {
    /// Writes `attributes item` and remembers it.
    pub fn finish(&mut self, plan: Plan, attributes: &[String], body: &str, text_key: bool) {
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
            borrows: plan.borrows,
            owned: plan.owned,
            traits: plan.traits,
            text_key,
        });
    }

    pub fn unit_enum(&mut self, mut plan: Plan) {
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
            // Derived Ord goes by the discriminants, which fall as often as they rise.
            let value = if count % 2 == 0 { 90 - i * 10 } else { i * 10 };
            let discriminant = if self.rng.one_in(3) { format!(" = {}", value) } else { String::new() };
            let rename = if self.rng.one_in(5) {
                format!("#[serde(rename = \"v-{}\")] ", i)
            } else {
                String::from(if i == 1 && count > 3 { "#[serde(skip)] " } else { "" })
            };
            write!(body, "{}{}{}, ", rename, VARIANTS[(i * 5 + count) % VARIANTS.len()], discriminant).unwrap();
        }
        self.finish(plan, &attributes, &(body + "}"), true)
    }

    pub fn text_newtype(&mut self, mut plan: Plan) {
        plan.parameters.clear();
        plan.defaulted = false;
        plan.traits = Traits { clone: true, key: true, default: true, sized: true };
        let inner = *self.rng.pick(&["u32", "String", "i64", "char", "u128"]);
        let attributes = if self.rng.one_in(2) { vec!["transparent".to_string()] } else { vec![] };
        let body = format!("pub struct {}(pub {});", plan.name, inner);
        self.finish(plan, &attributes, &body, true)
    }

    /// Transparent around a type that need not be a key.
    pub fn transparent(&mut self, mut plan: Plan) {
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
    pub fn converted(&mut self, mut plan: Plan) {
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
    }

    pub fn structure(&mut self, plan: Plan) {
        let mut attributes = self.names();
        let mut plan = plan;
        let bounds = self.bounds(&mut plan);
        // Every parameter is used, and a constant too.
        let mut tail: Vec<String> = plan.parameters.iter().map(|name| format!("PhantomData<{}>", name)).collect();
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
        attributes.extend(bounds);
        self.finish(plan, &attributes, &body, false)
    }

    /// Bounds as serde would write them itself, or that ask for more.
    fn bounds(&mut self, plan: &mut Plan) -> Option<String> {
        if plan.parameters.is_empty() || !self.rng.one_in(3) {
            return None;
        }
        let all = |traits: &str| {
            let each: Vec<String> = plan.parameters.iter().map(|name| format!("{}: {}", name, traits)).collect();
            each.join(", ")
        };
        match self.rng.below(4) {
            0 => Some(format!("bound(serialize = \"{}\")", all("Serialize"))),
            1 => Some(format!("bound(deserialize = \"{}\")", all("serde::Deserialize<'de>"))),
            2 => Some(format!("bound(serialize = \"{}\", deserialize = \"{}\")", all("Serialize"), all("Deserialize<'de>"))),
            _ => {
                let text = format!("bound = \"{}\"", all("Serialize + for<'x> Deserialize<'x>"));
                plan.owned = true;
                Some(text)
            }
        }
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
    pub fn names(&mut self) -> Vec<String> {
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
                if self.crates && !plan.traits.default && self.rng.one_in(2) {
                    return self.crate_field(visibility, name);
                }
                let ty = *self.rng.pick(&["Vec<u8>", "Option<Vec<u8>>", "Box<[u8]>", "ByteBuf"]);
                let with = *self.rng.pick(&["with = \"serde_bytes\"", "with = \"serde_bytes\", default"]);
                (with.to_string(), ty.to_string())
            }
            _ => return format!("{}{}: {}", visibility, name, self.ty(2, plan.rest(), &plan.parameters)),
        };
        format!("#[serde({})] {}{}: {}", attribute, visibility, name, ty)
    }

    /// A field with a codec of another crate.
    fn crate_field(&mut self, visibility: &str, name: &str) -> String {
        let ty = *self.rng.pick(&["[u8; 33]", "[Option<u16>; 40]", "[(bool, char); 64]"]);
        format!("#[serde(with = \"serde_big_array::BigArray\")] {}{}: {}", visibility, name, ty)
    }

    pub fn enumeration(&mut self, mut plan: Plan) {
        plan.traits.default = false;
        plan.traits.sized = true;
        let mut attributes = self.names();
        attributes.extend(self.bounds(&mut plan));
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
