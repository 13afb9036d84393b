// What Rust makes of the types that `limcode infer` writes: compiled with the source that infer_run put together of them
// (ORACLE_INFERRED names the file), it reads each JSON file as the type that was inferred from it.
//
//   inferred FOLDER      for file number N, FOLDER/N.legacy and N.standard are the frames of its value, and N.json its
//                        text; a file that cannot be read is named on stderr, and the exit code is 1

#![allow(unknown_lints, unexpected_cfgs)]

#[allow(dead_code, unused_imports, non_camel_case_types)]
mod types {
    /// Types that fit nothing else are `limcode::Json`.
    mod limcode {
        pub use oracle::json::Json;
    }
    include!(env!("ORACLE_INFERRED"));
}

use oracle::config::Config;
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::path::Path;

/// The frames in both configurations, and the text.
type Written = [Vec<u8>; 3];

pub fn written<T: Serialize + DeserializeOwned>(json: &[u8]) -> Result<Written, String> {
    let value: T = serde_json::from_slice(json).map_err(|e| e.to_string())?;
    let frame = |config: &str| Config::parse(config)?.encode(&value);
    let text = serde_json::to_vec(&value).map_err(|e| e.to_string())?;
    Ok([frame("legacy-le")?, frame("standard-le")?, text])
}

fn main() {
    let folder = std::env::args().nth(1).expect("usage: inferred FOLDER");
    let worker = std::thread::Builder::new().stack_size(1 << 28).spawn(move || run(Path::new(&folder)));
    let failed = worker.expect("a thread starts").join().expect("no panic");
    std::process::exit((failed != 0) as i32);
}

fn run(folder: &Path) -> usize {
    let mut failed = 0;
    for (number, (path, read)) in types::files().into_iter().enumerate() {
        let json = std::fs::read(path).expect("the file is there");
        match read(&json) {
            Ok(parts) => {
                for (part, name) in parts.iter().zip(["legacy", "standard", "json"]) {
                    std::fs::write(folder.join(format!("{}.{}", number, name)), part).expect("it can be written");
                }
            }
            Err(reason) => {
                eprintln!("{}: {}", path, reason);
                failed += 1;
            }
        }
    }
    failed
}
