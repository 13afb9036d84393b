// Items of the generated source (source.rs) that borrow from what they are read from: `&'a str` and `&'a [u8]`, which
// serde lets borrow by itself, and what borrows because of `#[serde(borrow)]`.

use crate::source::{Module, Plan};
use crate::source_types::{Item, Traits};

const BY_ITSELF: [&str; 4] = ["&'a str", "&'a [u8]", "Option<&'a str>", "Option<&'a [u8]>"];
const WHEN_TOLD: [&str; 15] = [
    "Cow<'a, str>", "Cow<'a, [u8]>", "std::borrow::Cow<'a, str>", "Vec<&'a str>", "Option<Cow<'a, str>>", "(u8, &'a str)",
    "[&'a str; 2]", "BTreeMap<&'a str, u16>", "HashMap<&'a str, Cow<'a, [u8]>>", "Option<Vec<&'a [u8]>>", "Box<&'a str>",
    "Vec<Cow<'a, str>>", "Result<&'a str, bool>", "&'a std::path::Path", "BTreeSet<&'a str>",
];

impl<'r> Module<'r> {
    pub fn borrowing(&mut self, mut plan: Plan) {
        plan.parameters.clear();
        plan.defaulted = false;
        plan.lifetime = true;
        plan.borrows = true;
        plan.traits = Traits { clone: true, key: false, default: false, sized: true };
        let attributes = self.names();
        let name = plan.name.clone();
        let body = match self.rng.below(4) {
            0 => {
                let fields: Vec<String> = (0..2 + self.rng.below(2)).map(|_| self.borrowing_field(&plan, "")).collect();
                format!("pub struct {}<'a>({});", name, fields.join(", "))
            }
            1 => {
                let (of_one, first) = (self.borrowing_field(&plan, ""), self.borrowing_field(&plan, "key: "));
                let second = self.borrowing_field(&plan, "other_one: ");
                format!("pub enum {}<'a> {{ Zero, One({}), Two {{ {}, {} }} }}", name, of_one, first, second)
            }
            _ => {
                let count = 1 + self.rng.below(5);
                let fields: Vec<String> =
                    (0..count).map(|i| self.borrowing_field(&plan, &format!("field_{}: ", i))).collect();
                // The first and the only one that must borrow.
                format!("pub struct {}<'a> {{ text: &'a str, {} }}", name, fields.join(", "))
            }
        };
        // A newtype or tuple struct has no names.
        let attributes = if body.contains('{') { attributes } else { vec![] };
        self.finish(plan, &attributes, &body, false);
    }

    fn borrowing_field(&mut self, plan: &Plan, name: &str) -> String {
        let borrowed: Vec<&Item> = self.items.iter().filter(|item| item.borrows).collect();
        let told = *self.rng.pick(&["borrow", "borrow", "borrow = \"'a\""]);
        match self.rng.below(12) {
            0..=3 => format!("{}{}", name, self.rng.pick(&BY_ITSELF)),
            4 if !borrowed.is_empty() => {
                let item = &self.rng.pick(&borrowed).name;
                let around = *self.rng.pick(&["{}", "Vec<{}>", "Option<Box<{}>>", "BTreeMap<u8, {}>"]);
                format!("#[serde({})] {}{}", told, name, around.replace("{}", &format!("{}<'a>", item)))
            }
            5 => {
                let ty = *self.rng.pick(&["Cow<'a, [u8]>", "&'a [u8]", "Option<&'a [u8]>"]);
                format!("#[serde({}, with = \"serde_bytes\")] {}{}", told, name, ty)
            }
            6 => format!("{}{}", name, self.ty(1, Traits { sized: true, ..plan.traits }, &[])),
            _ => format!("#[serde({})] {}{}", told, name, self.rng.pick(&WHEN_TOLD)),
        }
    }
}
