// The parts of the oracle, for its two programs: main.rs and bin/derived.rs.

pub mod corrupt;
pub mod corrupt_json;
pub mod de;
pub mod golden;
pub mod golden_cases;
pub mod json;
pub mod ordered;
pub mod parse;
pub mod random;
pub mod random_type;
pub mod rows;
pub mod selfcheck;
pub mod ser;
pub mod serve;
pub mod source;
pub mod source_borrowing;
pub mod source_items;
pub mod source_types;
pub mod stream;
pub mod subject;
pub mod table;
pub mod types;
pub mod value;

pub use oracle_config as config;
