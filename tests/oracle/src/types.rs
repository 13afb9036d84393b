// Rust types as values: what a type expression says, in the form that ser.rs and de.rs drive serde with.
// Types live as long as the process (they are leaked once each), because serde wants static names.

use std::cell::Cell;
use std::fmt::Write;

pub type Ty = &'static Type;

/// A type that an impl of std, serde_bytes or json.rs handles alone; value.rs lists them.
pub use crate::value::Leaf;

pub enum Type {
    Leaf(Leaf),
    Option(Ty),
    Seq(&'static str, Ty),
    Array(Ty, usize),
    Tuple(Vec<Ty>),
    Map { key: Ty, value: Ty, sorted: bool },
    Set { element: Ty, sorted: bool },
    Boxed(Ty),
    UnitStruct(&'static str),
    Newtype(&'static str, Ty),
    TupleStruct(&'static str, Vec<Ty>),
    Record(&'static str, Fields),
    Enum(EnumType),
    /// An item of the `where` part, which may be recursive.
    Named(&'static Item),
}

pub struct Item {
    pub name: &'static str,
    pub definition: Cell<Option<Ty>>,
}

#[derive(Clone)]
pub struct Fields {
    pub names: &'static [&'static str],
    pub types: Vec<Ty>,
}

pub struct EnumType {
    pub name: &'static str,
    pub names: &'static [&'static str],
    pub variants: Vec<Shape>,
}

pub enum Shape {
    Unit,
    Newtype(Ty),
    Tuple(Vec<Ty>),
    Record(Fields),
}

pub fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub fn leak_str(text: &str) -> &'static str {
    Box::leak(text.to_string().into_boxed_str())
}

pub fn leak_names(names: Vec<&'static str>) -> &'static [&'static str] {
    Box::leak(names.into_boxed_slice())
}

impl Type {
    /// Follows names to the definition.
    pub fn resolved(&self) -> &Type {
        match self {
            Type::Named(item) => item.definition.get().expect("an item is defined before it is used").resolved(),
            other => other,
        }
    }

    /// Whether values of it may take no byte on the wire. Recursion counts as taking some.
    pub fn may_be_empty(&self, depth: u32) -> bool {
        let all = |types: &[Ty]| types.iter().all(|t| t.may_be_empty(depth + 1));
        if depth > 64 {
            return false;
        }
        match self.resolved() {
            Type::Leaf(leaf) => *leaf == Leaf::Unit,
            Type::Array(element, count) => *count == 0 || element.may_be_empty(depth + 1),
            Type::Tuple(types) | Type::TupleStruct(_, types) => all(types),
            Type::Boxed(inner) | Type::Newtype(_, inner) => inner.may_be_empty(depth + 1),
            Type::UnitStruct(_) => true,
            Type::Record(_, fields) => all(&fields.types),
            _ => false,
        }
    }

    /// The type expression, without its `where` part.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Type::Leaf(leaf) => out.push_str(leaf.name()),
            Type::Option(inner) => wrap(out, "Option", &[inner]),
            Type::Seq(name, inner) => wrap(out, name, &[inner]),
            Type::Array(inner, count) => {
                out.push('[');
                inner.write(out);
                write!(out, "; {}]", count).unwrap();
            }
            Type::Tuple(types) => {
                out.push('(');
                list(out, types);
                out.push_str(if types.len() == 1 { ",)" } else { ")" });
            }
            Type::Map { key, value, sorted } => wrap(out, if *sorted { "BTreeMap" } else { "HashMap" }, &[key, value]),
            Type::Set { element, sorted } => wrap(out, if *sorted { "BTreeSet" } else { "HashSet" }, &[element]),
            Type::Boxed(inner) => wrap(out, "Box", &[inner]),
            Type::UnitStruct(name) | Type::Newtype(name, _) | Type::TupleStruct(name, _) | Type::Record(name, _) => {
                out.push_str(name)
            }
            Type::Enum(e) if e.name == "Result" => match (&e.variants[0], &e.variants[1]) {
                (Shape::Newtype(ok), Shape::Newtype(err)) => wrap(out, "Result", &[ok, err]),
                _ => unreachable!("Result has two newtype variants"),
            },
            Type::Enum(e) => out.push_str(e.name),
            Type::Named(item) => out.push_str(item.name),
        }
    }
}

fn wrap(out: &mut String, name: &str, arguments: &[&Ty]) {
    out.push_str(name);
    out.push('<');
    for (i, argument) in arguments.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        argument.write(out);
    }
    out.push('>');
}

fn list(out: &mut String, types: &[Ty]) {
    for (i, ty) in types.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        ty.write(out);
    }
}
