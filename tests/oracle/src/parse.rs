// Type expressions to types: `Vec<(u8, Node)> where struct Node { left: Option<Box<Node>> } enum E { A, B(u8) }`.
// The `where` part holds plain Rust items without generics or attributes.

use crate::types::*;
use std::cell::Cell;
use std::collections::HashMap;

pub fn parse(text: &str) -> Result<Ty, String> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, items: HashMap::new(), text };
    // Items may come in any order and name each other, so their names are known before anything is parsed.
    for pair in parser.tokens.clone().windows(2) {
        if pair[0] == "struct" || pair[0] == "enum" {
            let item = leak(Item { name: leak_str(&pair[1]), definition: Cell::new(None) });
            parser.items.insert(pair[1].clone(), item);
        }
    }
    let ty = parser.ty()?;
    if parser.accept("where") {
        while parser.at < parser.tokens.len() {
            parser.item()?;
        }
    }
    if parser.at < parser.tokens.len() {
        return Err(parser.error("the end"));
    }
    Ok(ty)
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let mut end = start + c.len_utf8();
        if word(c) {
            while let Some((i, _)) = chars.next_if(|(_, c)| word(*c)) {
                end = i + 1;
            }
        } else if !"<>()[]{},;:=-".contains(c) {
            return Err(format!("unexpected character {:?} in {}", c, text));
        }
        tokens.push(text[start..end].to_string());
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: Vec<String>,
    at: usize,
    items: HashMap<String, &'static Item>,
    text: &'a str,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map(String::as_str).unwrap_or("")
    }

    fn error(&self, expected: &str) -> String {
        format!("expected {}, found {:?} at token {} of {}", expected, self.peek(), self.at, self.text)
    }

    fn accept(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.at += found as usize;
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.accept(token) {
            Ok(())
        } else {
            Err(self.error(token))
        }
    }

    fn word(&mut self) -> Result<String, String> {
        if !self.peek().starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return Err(self.error("a name"));
        }
        self.at += 1;
        Ok(self.tokens[self.at - 1].clone())
    }

    fn count(&mut self) -> Result<usize, String> {
        let word = self.word()?;
        word.parse().map_err(|_| format!("not a length: {}", word))
    }

    fn ty(&mut self) -> Result<Ty, String> {
        if self.accept("(") {
            let types = self.types(")")?;
            let single = types.len() == 1 && self.tokens[self.at - 2] != ",";
            return Ok(match types.len() {
                0 => leak(Type::Leaf(Leaf::Unit)),
                _ if single => types[0],
                _ => leak(Type::Tuple(types)),
            });
        }
        if self.accept("[") {
            let element = self.ty()?;
            self.expect(";")?;
            let count = self.count()?;
            self.expect("]")?;
            return Ok(leak(Type::Array(element, count)));
        }
        let mut name = self.word()?;
        while self.peek() == ":" {
            self.expect(":")?;
            self.expect(":")?;
            name = self.word()?;
        }
        let arguments = if self.accept("<") { self.types(">")? } else { Vec::new() };
        self.named(&name, arguments)
    }

    /// Types up to `close`, separated by commas; a comma may follow the last.
    fn types(&mut self, close: &str) -> Result<Vec<Ty>, String> {
        let mut types = Vec::new();
        while !self.accept(close) {
            self.accept("pub");
            types.push(self.ty()?);
            if !self.accept(",") && self.peek() != close {
                return Err(self.error(close));
            }
        }
        Ok(types)
    }

    fn named(&self, name: &str, a: Vec<Ty>) -> Result<Ty, String> {
        if let Some(item) = self.items.get(name) {
            return Ok(leak(Type::Named(item)));
        }
        let leaf = Leaf::ALL.iter().find(|leaf| leaf.name().rsplit(':').next() == Some(name));
        Ok(leak(match (name, a.len()) {
            (_, 0) => Type::Leaf(*leaf.ok_or_else(|| format!("unknown type {} in {}", name, self.text))?),
            ("Option", 1) => Type::Option(a[0]),
            ("Vec", 1) => Type::Seq("Vec", a[0]),
            ("VecDeque", 1) => Type::Seq("VecDeque", a[0]),
            ("LinkedList", 1) => Type::Seq("LinkedList", a[0]),
            ("Box", 1) | ("Rc", 1) | ("Arc", 1) => Type::Boxed(a[0]),
            ("HashMap", 2) => Type::Map { key: a[0], value: a[1], sorted: false },
            ("BTreeMap", 2) => Type::Map { key: a[0], value: a[1], sorted: true },
            ("HashSet", 1) => Type::Set { element: a[0], sorted: false },
            ("BTreeSet", 1) => Type::Set { element: a[0], sorted: true },
            ("Result", 2) => Type::Enum(EnumType {
                name: "Result",
                names: &["Ok", "Err"],
                variants: vec![Shape::Newtype(a[0]), Shape::Newtype(a[1])],
            }),
            _ => return Err(format!("unknown type {} of {} arguments in {}", name, a.len(), self.text)),
        }))
    }

    fn item(&mut self) -> Result<(), String> {
        self.accept("pub");
        let definition = if self.accept("struct") {
            let name = leak_str(&self.word()?);
            (name, self.structure(name)?)
        } else {
            self.expect("enum")?;
            let name = leak_str(&self.word()?);
            (name, self.enumeration(name)?)
        };
        self.items[definition.0].definition.set(Some(leak(definition.1)));
        Ok(())
    }

    fn structure(&mut self, name: &'static str) -> Result<Type, String> {
        if self.accept("{") {
            return Ok(Type::Record(name, self.fields()?));
        }
        let tuple = if self.accept("(") { Some(self.types(")")?) } else { None };
        self.expect(";")?;
        Ok(match tuple {
            None => Type::UnitStruct(name),
            Some(types) if types.len() == 1 => Type::Newtype(name, types[0]),
            Some(types) => Type::TupleStruct(name, types),
        })
    }

    fn fields(&mut self) -> Result<Fields, String> {
        let (mut names, mut types) = (Vec::new(), Vec::new());
        while !self.accept("}") {
            self.accept("pub");
            names.push(leak_str(&self.word()?));
            self.expect(":")?;
            types.push(self.ty()?);
            if !self.accept(",") && self.peek() != "}" {
                return Err(self.error("}"));
            }
        }
        Ok(Fields { names: leak_names(names), types })
    }

    fn enumeration(&mut self, name: &'static str) -> Result<Type, String> {
        self.expect("{")?;
        let (mut names, mut variants) = (Vec::new(), Vec::new());
        while !self.accept("}") {
            names.push(leak_str(&self.word()?));
            variants.push(if self.accept("(") {
                let types = self.types(")")?;
                if types.len() == 1 { Shape::Newtype(types[0]) } else { Shape::Tuple(types) }
            } else if self.accept("{") {
                Shape::Record(self.fields()?)
            } else {
                Shape::Unit
            });
            if self.accept("=") {
                // An explicit discriminant: it never reaches the wire.
                self.accept("-");
                self.word()?;
            }
            if !self.accept(",") && self.peek() != "}" {
                return Err(self.error("}"));
            }
        }
        Ok(Type::Enum(EnumType { name, names: leak_names(names), variants }))
    }
}
