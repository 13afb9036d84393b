// The peer of the comparison in main.cpp: bincode and serde_json with static types, timed on request. It reads lines
// and answers each with one line:
//
//   load CASE FILE     prepares a case from a file; answers `ok`, or `unknown`
//   run CASE COUNT     runs its operation once, and then COUNT times; answers with the nanoseconds of the latter
//   write CASE FILE    writes what the operation gives, to be compared; answers `ok`
//
// A decoding operation gives values, so it writes them encoded again.

mod cases;
mod model;
#[cfg(feature = "rpc")]
mod rpc;

use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::time::Instant;

fn main() {
    let mut loaded: HashMap<String, Box<dyn cases::Case>> = HashMap::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a request is a line");
        let words: Vec<&str> = line.split(' ').collect();
        let answer = match words.as_slice() {
            ["load", case, file] => {
                let bytes = std::fs::read(file).expect("the file can be read");
                match cases::load(case, bytes) {
                    Some(one) => {
                        loaded.insert(case.to_string(), one);
                        "ok".to_string()
                    }
                    None => "unknown".to_string(),
                }
            }
            ["run", case, count] => {
                let case = loaded.get_mut(*case).expect("the case was loaded");
                let count: u64 = count.parse().expect("a count");
                case.run();
                let start = Instant::now();
                for _ in 0..count {
                    case.run();
                }
                start.elapsed().as_nanos().to_string()
            }
            ["write", case, file] => {
                std::fs::write(file, loaded.get_mut(*case).expect("the case was loaded").output()).expect("written");
                "ok".to_string()
            }
            _ => panic!("unknown request {}", line),
        };
        println!("{}", answer);
        std::io::stdout().flush().expect("the answer is taken");
    }
}
