// limcode bench --type as a process: made-up values and one's own, as JSON and as a frame, with one thread and with
// several, and the page that --html writes. No figure is held against a clock.
#include <simdjson.h>
#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/read_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::ProcessOptions;
using limcode::test::read_file;
using limcode::test::TemporaryFolder;

Finished bench(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"bench", "--min-time", "0.0001", "--json"});
  ProcessOptions options;
  options.folder = folder.path().string();
  return limcode::test::run_limcode(arguments, options);
}

using Operations = std::set<std::string>;

// The operations of each section and the sizes they were measured at.
struct Measured {
  std::map<std::string, Operations> operations;
  std::map<std::string, std::set<std::uint64_t>> sizes;
};

Measured measured_in(const std::string& report) {
  Measured found;
  simdjson::dom::parser parser;
  simdjson::dom::element root = parser.parse(report);
  for (simdjson::dom::element section : root["sections"].get_array()) {
    const std::string title(section["title"].get_string().value());
    for (simdjson::dom::element figure : section["figures"].get_array()) {
      found.operations[title].emplace(figure["operation"].get_string().value());
      found.sizes[title].insert(std::uint64_t(figure["size_bytes"]));
      CHECK(double(figure["ns"]["median"]) > 0);
      // Of numbers there is nothing to verify but how many they are.
      const bool has_rate = !figure["gb_per_s"].is_null();
      CHECK((has_rate || figure["operation"].get_string().value() == "verify"));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("bench: a type is measured on made-up values of several sizes, by JSON and by frame") {
  const TemporaryFolder folder;
  const Finished finished = bench(folder, {"--type", "Vec<u64>", "--size", "1K"});
  CAPTURE(finished.err);
  REQUIRE(finished.exit_code == 0);
  const Measured found = measured_in(finished.out);
  CHECK(found.operations.at("Vec<u64> by bytes of JSON") == Operations{"memcpy", "encode", "decode"});
  CHECK(found.operations.at("Vec<u64> by bytes of the frame") == Operations{"memcpy", "encode", "decode", "verify"});
  CHECK(found.sizes.at("Vec<u64> by bytes of the frame") == std::set<std::uint64_t>{64 + 8, 256 + 8, 1024 + 8});
}

TEST_CASE("bench: values of every kind of type can be made up") {
  const TemporaryFolder folder;
  static_cast<void>(folder.file(
      "types.rs",
      "use std::collections::*;\n"
      "#[derive(Serialize, Deserialize)] pub enum Tree { Leaf, Node(Box<Tree>, Box<Tree>), Named { name: String } }\n"
      "#[derive(Serialize, Deserialize)] pub struct All { a: i8, b: u128, c: f32, d: f64, e: char, f: String,\n"
      "  g: Option<bool>, h: [u16; 3], i: (i64, i128), j: BTreeMap<String, u8>, k: HashSet<i32>, l: Tree,\n"
      "  m: std::time::Duration, n: std::net::SocketAddr, o: Vec<Tree>, p: (), q: std::num::NonZeroU16,\n"
      "  r: std::net::Ipv6Addr, s: Vec<u8>, t: std::ffi::CString }\n"));
  for (const char* type : {"bool", "()", "Vec<All>", "BTreeMap<u32, All>", "HashMap<String, Option<All>>", "Tree",
                           "String", "limcode::Json", "Vec<limcode::Json>", "[[u8; 4]; 4]"}) {
    for (const char* config : {"legacy", "standard"}) {
      CAPTURE(type, config);
      const Finished finished = bench(
          folder, {"--schema", "types.rs", "--type", type, "--config", config, "--size", "256", "--ops", "verify"});
      CAPTURE(finished.err);
      CHECK(finished.exit_code == 0);
    }
  }
}

TEST_CASE("bench: a value of one's own is measured at its size, whichever form it is in") {
  const TemporaryFolder folder;
  static_cast<void>(folder.file("pairs.json", "[[1, \"one\"], [2, \"two\"]]"));
  static_cast<void>(folder.file("compact.json", "[[1,\"one\"],[2,\"two\"]]"));
  ProcessOptions options;
  options.folder = folder.path().string();
  REQUIRE(
      limcode::test::run_limcode({"encode", "compact.json", "--type", "Vec<(u64, String)>", "-o", "pairs.bin"}, options)
          .exit_code == 0);
  const std::uint64_t frame_size = read_file(folder / "pairs.bin").size();
  for (const auto& [name, json_size] : {std::pair{"pairs.json", read_file(folder / "pairs.json").size()},
                                        std::pair{"pairs.bin", read_file(folder / "compact.json").size()}}) {
    CAPTURE(name);
    const Finished finished = bench(folder, {"--type", "Vec<(u64, String)>", "--input", name});
    CAPTURE(finished.err);
    REQUIRE(finished.exit_code == 0);
    const Measured found = measured_in(finished.out);
    CHECK(found.sizes.at("Vec<(u64, String)> by bytes of JSON") == std::set<std::uint64_t>{json_size});
    CHECK(found.sizes.at("Vec<(u64, String)> by bytes of the frame") == std::set<std::uint64_t>{frame_size});
  }
}

TEST_CASE("bench: several threads are measured beside one") {
  const TemporaryFolder folder;
  const Finished finished =
      bench(folder, {"--type", "Vec<u32>", "--size", "64", "--threads", "3", "--ops", "encode,decode"});
  REQUIRE(finished.exit_code == 0);
  const Measured found = measured_in(finished.out);
  CHECK(found.operations.at("Vec<u32> by bytes of JSON") ==
        Operations{"memcpy", "encode", "encode/3", "decode", "decode/3"});
}

TEST_CASE("bench: what cannot be measured is a failure that says why") {
  const TemporaryFolder folder;
  static_cast<void>(folder.file("bad.json", "[1, 2,"));
  static_cast<void>(folder.file("bad.bin", "\x05"));
  struct Row {
    std::vector<std::string> arguments;
    int exit_code;
    const char* sentence;
  };
  const std::vector<Row> rows = {
      {{"--type", "Vec<u8>", "--input", "bad.json"}, 1, "bad.json:1:"},
      {{"--type", "Vec<u8>", "--input", "bad.bin"}, 1, "bad.bin"},
      {{"--type", "Vec<u8>", "--input", "none.json"}, 3, "none.json"},
      {{"--type", "VersionedTransaction"}, 2, "--input"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    const Finished finished = bench(folder, row.arguments);
    CAPTURE(finished.err);
    CHECK(finished.exit_code == row.exit_code);
    CHECK(finished.err.contains(row.sentence));
    CHECK(finished.out.empty());
  }
}

TEST_CASE("bench: --html writes a page that needs nothing else") {
  const TemporaryFolder folder;
  const Finished finished = bench(folder, {"--type", "Vec<Option<u8>>", "--size", "1K", "--html", "page.html"});
  CAPTURE(finished.err);
  REQUIRE(finished.exit_code == 0);
  const std::string page = read_file(folder / "page.html");
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK(page.ends_with("</html>\n"));
  // Two sections of several sizes, each with its curves, its limit and its table.
  for (const char* piece : {"<svg", "</svg>", "<table>", "</table>", "class=\"curve limit\""}) {
    CAPTURE(piece);
    const std::size_t first = page.find(piece);
    REQUIRE(first != std::string::npos);
    CHECK(page.find(piece, first + 1) != std::string::npos);
  }
  for (const char* piece : {"Vec&lt;Option&lt;u8&gt;&gt; by bytes of JSON", "verify", "% of memcpy", "GB/s", "cpu"}) {
    CAPTURE(piece);
    CHECK(page.contains(piece));
  }
  for (const char* foreign : {"http:", "https:", "<script", "<link", "<img", "nan", "inf,", "Vec<Option"}) {
    CAPTURE(foreign);
    CHECK_FALSE(page.contains(foreign));
  }
  // Never over a page that is there already, unless told to.
  CHECK(bench(folder, {"--type", "u8", "--html", "page.html"}).exit_code == 3);
  CHECK(read_file(folder / "page.html") == page);
  CHECK(bench(folder, {"--type", "u8", "--html", "page.html", "-f"}).exit_code == 0);
  CHECK(read_file(folder / "page.html") != page);
}
