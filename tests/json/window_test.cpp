// Texts beyond what can be taken at once, with the limit of 4 GiB lowered so that they need not be so large: lists are
// taken in windows, also those in structs and in limcode::Json; everything else is refused, and says what would not be.
#include <catch2/catch.hpp>
#include <string>

#include "json/encode.hpp"
#include "limcode/limcode.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

constexpr std::size_t mebi = std::size_t{1} << 20;
constexpr std::size_t largest = 3 * mebi;

Plan plan_for(const std::string& source, const std::string& expression) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", source));
  const auto type = schema.type(expression);
  REQUIRE(type);
  auto plan = compile(*type, Config::legacy());
  REQUIRE(plan);
  return *std::move(plan);
}

std::string repeated(const std::string& element, std::size_t bytes) {
  std::string text = element;
  while (text.size() < bytes) text += "," + element;
  return text;
}

// The JSON that comes back, or the error.
std::string there_and_back(const Plan& plan, const std::string& text, unsigned threads) {
  Buffer frame;
  if (const auto encoded = json::encode_text(plan, text, frame, {}, threads, {.largest = largest}); !encoded) {
    CHECK(frame.size() == 0);
    const Error& error = encoded.error();
    return std::string(to_string(error.code)) + " " + std::to_string(error.offset) + " " + error.detail;
  }
  return to_json(plan, frame.bytes()).value_or("decode");
}

}  // namespace

TEST_CASE("windows: lists larger than a window may be are taken in parts") {
  struct Row {
    std::string what;
    std::string source;
    std::string type;
    std::string element;
    std::string before = "[";
    std::string after = "]";
  };
  const Row rows[] = {
      {"numbers", "", "Vec<u64>", "12345678901"},
      {"strings", "", "Vec<String>", R"("a, [b], {c}")"},
      {"records", "struct A { a: u8, b: Vec<u8> }", "Vec<A>", R"({"a":1,"b":[2,3]})"},
      {"untyped", "", "limcode::Json", R"({"a":[1,"],["]})"},
      {"a list of another name", "struct A(std::collections::VecDeque<u16>);", "A", "700"},
      {"bytes as numbers", "", "Vec<u8>", "7"},
      {"bytes of serde_bytes", "", "serde_bytes::ByteBuf", "255"},
      {"bytes of a type that chooses text", "struct A(#[limcode(text = \"array\")] Vec<u8>);", "A", "255"},
      {"strings that look like elements", "", "Vec<String>", R"("},{\"x\":1},[],{},\\")"},
      {"long strings without a comma", "", "Vec<String>", '"' + std::string(100'000, 'x') + '"'},
      {"elements larger than a window", "", "Vec<Vec<u16>>", "[" + repeated("7", 5 * mebi / 2) + "]"},
      {"a field", "struct A { a: u8, b: Vec<u64>, c: String }", "A", "12345678901", R"({"a":1,"b":[)", R"(],"c":"x"})"},
      {"a field of a field", "struct A { a: B } struct B { b: Option<Vec<u8>> }", "A", "7", R"({"a":{"b":[)", "]}}"},
      {"a heap", "", "BinaryHeap<u64>", "12345678901"},
      {"a map of lists", "", "HashMap<String, Vec<u8>>", "7", R"({"a":[1],"b":[)", "]}"},
      {"untyped, in an object", "", "limcode::Json", R"({"x":[1,2]})", R"({"a":null,"b":{"c":[)", R"(],"d":1}})"},
      {"an object of many keys", "", "limcode::Json", R"("key":{"x":[1,2]})", "{", "}"},
  };
  for (const Row& row : rows) {
    const std::string text =
        row.before + repeated(row.element, test::sanitized ? largest + mebi : 3 * largest) + row.after;
    for (const unsigned threads : test::sanitized ? std::vector{3U} : std::vector{1U, 3U}) {
      CAPTURE(row.what, threads);
      CHECK((there_and_back(plan_for(row.source, row.type), text, threads) == text));
    }
  }
}

TEST_CASE("windows: what cannot be parted, and what is too large in it, is refused plainly") {
  const std::string whole =
      "not_representable 0 JSON of 4 GiB or more is read only piece by piece, which values of this type are not";
  const std::string large = repeated("7", largest + mebi);
  struct Row {
    std::string what;
    std::string source;
    std::string type;
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"a string in an object", "", "limcode::Json", R"({"x":1,"a":")" + large + "\"}",
       "not_representable 7 a value of 4 GiB or more"},
      {"a tuple in a struct", "struct A { a: (Vec<u8>,) }", "A", R"({"a":[[)" + large + "]]}",
       "not_representable 5 a value of 4 GiB or more"},
      {"a string", "", "String", '"' + std::string(largest + mebi, 'x') + '"', whole},
      {"a tuple", "", "(Vec<u8>,)", "[[" + large + "]]", whole},
      {"an element", "", "Vec<Vec<u8>>", "[[1],[" + large + "]]", "not_representable 5 a value of 4 GiB or more"},
      {"borrowed bytes", "struct A<'a>(#[serde(borrow)] &'a [u8]);", "A", "[" + repeated("7", 2 * mebi) + "]",
       "json_type 0 expected a string, found an array"},
      {"what is no JSON is that first", "", "limcode::Json", R"({"a":[)" + large + "}",
       "json_syntax " + std::to_string(large.size() + 6) + " expected `,` or `]`, found `}`"},
  };
  for (const Row& row : rows) {
    for (const unsigned threads : test::sanitized ? std::vector{3U} : std::vector{1U, 3U}) {
      CAPTURE(row.what, threads);
      CHECK(there_and_back(plan_for(row.source, row.type), row.text, threads) == row.expected);
    }
  }
}

TEST_CASE("windows: what fits exactly is taken") {
  const std::string text = '"' + std::string(largest - 3, 'x') + '"';
  CHECK((there_and_back(plan_for("", "String"), text, 1) == text));
  const std::string object = R"({"a":")" + std::string(largest - 8, 'x') + "\"}";
  CHECK((there_and_back(plan_for("", "limcode::Json"), object, 1) == object));
}
