// The oracle: the real bincode 1.3.3 and serde_json, asked over a pipe what they make of a value, a frame or a text.
// Types are given as text (`Vec<(u8, String)>`, parse.rs) and drive serde exactly as std's impls and derive would.
//
// It is started as `oracle serve` and reads requests until its input ends. A request is one line of columns separated
// by tabs, then a payload of as many bytes as the last column says; `#` below stands for that number. An answer is a
// line `ok TAKEN #` or `error 0 #`, then a payload.
//
//   encode CONFIG TYPE #           payload: JSON         answer: the frame
//   decode CONFIG TYPE #           payload: bytes        answer: JSON; TAKEN says how many of the bytes are the frame
//   check CONFIG TYPE #            payload: bytes        answer: a `w` row (rows.rs)
//   read CONFIG TYPE #             payload: text         answer: a `j` row
//   bytes CONFIG #                 payload: bytes        answer: their frame as a Vec<u8>
//   unbytes CONFIG #               payload: a frame      answer: the bytes in it
//   values SEED COUNT TYPE 0                             answer: `v` rows of random values of that type
//   rows KIND SEED COUNT EACH ITEMS 0                    answer: rows of random values of COUNT random types;
//                                                        KIND v, w or j, ITEMS yes or no (structs and enums)
//
// CONFIG is `legacy-le` and so on (config/src/lib.rs). Other uses: `oracle selfcheck SEED COUNT` holds the types made
// from text against real ones; `oracle source SEED COUNT FILE [crates]` writes Rust source for src/bin/derived.rs;
// `oracle golden FOLDER` writes the golden files that testdata/golden holds.

use oracle::{golden, selfcheck, serve, source};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // Deeply nested values recurse deeply: bincode has no limit of its own.
    let worker = std::thread::Builder::new().stack_size(1 << 30).spawn(move || run(&arguments));
    let result = worker.expect("a thread starts").join().expect("the oracle does not panic");
    if let Err(reason) = result {
        eprintln!("oracle: {}", reason);
        std::process::exit(1);
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => serve::serve().map_err(|e| e.to_string()),
        ["selfcheck", seed, count] => {
            let facts = selfcheck::selfcheck(number(seed)?, number(count)? as usize)?;
            println!("{} facts agree", facts);
            Ok(())
        }
        ["source", seed, count, file] | ["source", seed, count, file, "crates"] => {
            let text = source::source(number(seed)?, number(count)? as usize, words.len() == 5);
            // An unchanged file keeps its time, and is not compiled again.
            if std::fs::read_to_string(file).ok().as_ref() == Some(&text) {
                return Ok(());
            }
            std::fs::write(file, text).map_err(|e| e.to_string())
        }
        ["golden", folder] => golden::write(std::path::Path::new(folder)).map_err(|e| e.to_string()),
        _ => Err("usage: oracle serve | selfcheck SEED COUNT | source SEED COUNT FILE [crates] | golden FOLDER".to_string()),
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("not a number: {}", text))
}
