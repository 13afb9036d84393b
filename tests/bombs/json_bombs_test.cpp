// JSON that is deep, wide, long or large out of proportion.
#include <catch2/catch.hpp>

#include "bomb.hpp"

namespace limcode::test {
namespace {

Bomb encode(std::string name, std::string type, std::string json, int exit_code, std::string says) {
  return {std::move(name),
          {"encode", "--type", std::move(type), "-o", "-", "{}"},
          std::move(json),
          exit_code,
          std::move(says)};
}

}  // namespace

TEST_CASE("JSON bombs: nesting has a bound") {
  check({
      encode("open brackets", "limcode::Json", repeated("[", million), 1, "nested deeper"),
      encode("brackets", "limcode::Json", repeated("[", million) + repeated("]", million), 1, "nested deeper"),
      encode("objects", "limcode::Json", repeated("{\"a\":", million), 1, "nested deeper"),
      encode("brackets for another type", "u8", repeated("[", million), 1, "nested deeper"),
      encode("brackets in an ignored field", "Range<u8>", "{\"x\":" + repeated("[", million), 1, ""),
      encode("closing brackets", "limcode::Json", repeated("]", million), 1, "found `]`"),
      encode("closing braces", "Vec<u8>", repeated("}", million), 1, ""),
      encode("brackets after the end", "Vec<u8>", "[1]" + repeated("]", million), 1, "after the end"),
  });
}

TEST_CASE("JSON bombs: width costs what it takes") {
  std::string keys = "{";
  for (std::size_t index = 0; index < 200'000; ++index) keys += fmt::format("\"{}\":{},", 200'000 - index, index);
  keys.back() = '}';
  check({
      encode("a wide array of another type", "u8", "[" + repeated("0,", million) + "0]", 1, "expected u8"),
      encode("a wide array", "limcode::Json", "[" + repeated("0,", million) + "0]", 0, ""),
      encode("a wide array of arrays", "Vec<Vec<u8>>", "[" + repeated("[],", million) + "[]]", 0, ""),
      encode("one key a million times", "HashMap<String, u8>", "{" + repeated("\"a\":1,", million) + "\"a\":2}", 0, ""),
      encode("falling keys", "BTreeMap<u64, u64>", keys, 0, ""),
      encode("falling keys of a HashMap", "HashMap<u32, u32>", keys, 0, ""),
      encode("commas", "Vec<u64>", "[" + repeated(",", million), 1, ""),
      encode("colons", "limcode::Json", "{\"a\"" + repeated(":", million), 1, "found `:`"),
      encode("white space", "u8", repeated(" \n", 5 * million), 1, ""),
      encode("white space around", "u8", repeated(" \n", 5 * million) + "7" + repeated("\t\r", 5 * million), 0, ""),
      encode("nothing", "u8", "", 1, ""),
  });
}

TEST_CASE("JSON bombs: numbers of two million digits") {
  const std::string digits(2 * million, '7');
  const std::string tiny = "0." + std::string(2 * million, '0') + "1";
  for (const std::string type : {"u8", "u64", "i64", "u128", "i128"}) {
    check({encode("digits for " + type, type, digits, 1, "out of its range"),
           encode("negative digits for " + type, type, "-" + digits, 1, ""),
           encode("a fraction for " + type, type, "1." + digits, 1, "no integer")});
  }
  check({
      encode("digits for f64", "f64", digits, 1, "out of its range"),
      encode("digits for f32", "f32", digits, 1, "out of its range"),
      encode("digits for limcode::Json", "limcode::Json", digits, 1, "out of its range"),
      encode("a long fraction", "f64", "1." + digits, 0, ""),
      encode("a long fraction of a float", "f32", "0." + digits, 0, ""),
      encode("a tiny number", "f64", tiny, 0, ""),
      encode("a tiny number of many digits", "f64", "0." + std::string(310, '0') + digits, 0, ""),
      encode("many digits and a small exponent", "f64", digits + "e-2000300", 0, ""),
      encode("a huge exponent", "f64", "1e" + digits, 1, "out of its range"),
      encode("a huge negative exponent", "f64", "1e-" + digits, 0, ""),
      encode("a key of digits", "HashMap<u64, u8>", "{\"" + digits + "\":1}", 1, "expected u64 as a string"),
      encode("an address of digits", "Ipv4Addr", "\"" + digits + "\"", 1, "expected the text"),
      encode("an array of numbers too large", "Vec<u64>", "[1," + digits + "]", 1, "out of its range"),
  });
}

TEST_CASE("JSON bombs: strings of ten million bytes") {
  const std::string letters(10 * million, 'x');
  const std::string escapes = repeated("\\u20ac", 2 * million);
  check({
      encode("letters", "String", "\"" + letters + "\"", 0, ""),
      encode("escapes", "String", "\"" + escapes + "\"", 0, ""),
      encode("half surrogates", "String", "\"" + repeated("\\ud800", million) + "\"", 1, "no character"),
      encode("backslashes", "String", "\"" + repeated("\\\\", 5 * million) + "\"", 0, ""),
      encode("backslashes without an end", "String", "\"" + repeated("\\", 5 * million), 1, "never closed"),
      encode("quotes", "Vec<String>", "[" + repeated("\"", million), 1, ""),
      encode("letters without an end", "String", "\"" + letters, 1, "never closed"),
      encode("a long char", "char", "\"" + letters + "\"", 1, "one character"),
      encode("a long bool", "bool", "\"" + letters + "\"", 1, "expected true"),
      encode("a long variant", "Result<u8, u8>", "{\"" + letters + "\":1}", 1, "no variant"),
      encode("a long variant of escapes", "Result<u8, u8>", "\"" + escapes + "\"", 1, "no variant"),
      encode("a long unknown field", "Range<u8>", "{\"" + letters + "\":1}", 1, "no field"),
      encode("a long key", "HashMap<String, u8>", "{\"" + letters + "\":\"" + letters + "\"}", 1, "expected u8"),
      encode("a long address", "SocketAddr", "\"" + letters + "\"", 1, "expected the text"),
      encode("letters for bytes", "serde_bytes::ByteBuf", "\"" + letters + "\"", 0, ""),
      encode("a word", "bool", letters, 1, ""),
  });
}

TEST_CASE("JSON bombs: bytes as text") {
  const auto bytes = [](std::string name, std::string style, std::string json, int exit_code, std::string says) {
    return Bomb{std::move(name),
                {"encode", "-t", "Vec<u8>", "--bytes", std::move(style), "-o", "-", "{}"},
                std::move(json),
                exit_code,
                std::move(says)};
  };
  check({
      bytes("a megabyte of base58", "base58", "\"" + std::string(million, 'z') + "\"", 1, ""),
      bytes("a megabyte of base58 zeros", "base58", "\"" + std::string(million, '1') + "\"", 1, ""),
      bytes("ten megabytes of hex", "hex", "\"" + std::string(10 * million, 'a') + "\"", 0, ""),
      bytes("ten megabytes of base64", "base64", "\"" + std::string(10 * million, 'a') + "\"", 0, ""),
      bytes("ten megabytes of padding", "base64", "\"" + std::string(10 * million, '=') + "\"", 1, ""),
  });
}

TEST_CASE("JSON bombs: a limit stops what a schema's defaults make of little text") {
  const TemporaryFolder folder;
  const std::string source = folder.file("s.rs", "struct S { #[serde(default)] a: [[u64; 32]; 32] }");
  check({{"defaults of eight kilobytes for two brackets",
          {"encode", "-s", source, "-t", "Vec<S>", "--limit", "1M", "--threads", "1", "-o", "-", "{}"},
          "[" + repeated("{},", million / 10) + "{}]",
          1,
          "larger than the limit"}});
}

}  // namespace limcode::test
