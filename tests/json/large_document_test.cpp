// Documents that are taken in windows give what one window gives: the same bytes, the same errors. Windows of a few
// bytes make any document a large one, so that every token of it comes to stand at the end of one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <string>
#include <vector>

#include "json/encode.hpp"
#include "limcode/limcode.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

class LargeSink final : public FrameSink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    bytes.append(reinterpret_cast<const char*>(block.data()), block.size());
    return {};
  }
  Result<void> rewrite(std::uint64_t offset, std::span<const std::byte> again) override {
    REQUIRE(offset + again.size() <= bytes.size());
    bytes.replace(offset, again.size(), reinterpret_cast<const char*>(again.data()), again.size());
    return {};
  }
  std::string bytes;
};

constexpr const char* types = R"(
  struct Inner { id: u64, tags: Vec<String>, blob: Vec<u8>, more: Option<Vec<u16>> }
  struct Document {
    before: u8,
    #[serde(skip)] skipped: u32,
    list: Vec<Inner>,
    map: BTreeMap<String, Vec<u8>>,
    inner: Inner,
    #[serde(skip_serializing)] unwritten: Vec<u32>,
    pairs: Vec<(u8, Option<String>)>,
    #[serde(default)] extra: Vec<u32>,
    untyped: Vec<limcode::Json>,
    name: String,
  }
  #[serde(deny_unknown_fields)] struct Strict { a: Vec<f64>, b: Vec<char> }
  struct Short { #[serde(with = "short_vec")] few: Vec<u16>, many: Vec<u16> }
  struct ShortList(#[serde(with = "short_vec")] Vec<u16>);
  struct Deep { deeper: Deeper } struct Deeper { deepest: Vec<Option<Deep>> }
)";

constexpr const char* inner = R"({"id":1,"tags":["a","b, c"],"blob":[1,2,3,255],"more":[65535,7]})";

std::string document(bool in_order) {
  const std::string one = inner;
  const std::string list = R"("list": [)" + one + " , " + one + "," + one + "]";
  const std::string rest = R"("map":{"k":[1,2],"a":[]},"inner":)" + one + R"(,"unwritten":[1,70000],)" +
                           R"("pairs":[[1,"x"],[2,null]], "untyped":[1,{"a":[true,-2.5]},[],"\u00e9\n"])";
  if (in_order) return R"({"before":1,)" + list + "," + rest + R"(,"name":"end"})";
  return R"({"name":"end","unknown":[[1,[2]],{"a":{}},"]"],"before":1,)" + rest + ",\"other\":{},\"extra\":[9]," +
         list + "} ";
}

struct Row {
  const char* what;
  const char* type;
  std::string text;
};

std::vector<Row> documents() {
  const std::string objects = R"({"id":1,"list":[1,[2,{"a":null}],"x"],"o":{"p":{"q":[]}},"":{}})";
  const std::string row = R"({"transaction":["AQ==","base64"],"meta":{"err":null}})";
  return {
      {"fields in order", "Document", document(true)},
      {"fields in another order", "Document", document(false)},
      {"untyped", "limcode::Json", document(false)},
      {"untyped, nested", "limcode::Json", "[" + objects + "," + objects + "]"},
      {"a list of structs", "Vec<Inner>", std::string("[") + inner + "," + inner + "]"},
      {"unknown fields refused", "Strict", R"({"a":[1.5,2,-0.25],"c":[1],"b":["x","\u00e9"]})"},
      {"floats and characters", "Strict", R"({"b":["x","\u00e9"],"a":[1.5,2,-0.25]})"},
      {"compact lengths", "Short", R"({"few":[1,2,300],"many":[1,2,300]})"},
      {"compact lengths as serde writes them", "Short", R"({"few":[[3],1,2,300],"many":[1,2,300]})"},
      {"a list with a compact length", "ShortList", R"([[3],1,2,300])"},
      {"structs inside each other", "Deep", R"({"deeper":{"deepest":[null,{"deeper":{"deepest":[]}},null]}})"},
      {"lists of lists", "Vec<Vec<Vec<u8>>>", "[[[1],[2,3]],[],[[]]]"},
      {"numbers", "Vec<u64>", "[1,22,333,18446744073709551615,4444]"},
      {"bytes", "Vec<u8>", " [ 1,22,33,255 , 4 ] "},
      {"an Option of a list", "Option<Vec<u64>>", "[1,22,333]"},
      {"a reply", "solana::Block",
       R"({"jsonrpc":"2.0","result":{"a":[1],"transactions":[)" + row + "," + row + "]},\"id\":1}"},
      {"a reply with an error", "solana::Block", R"({"jsonrpc":"2.0","result":null,"error":{"code":[-32004]},"id":1})"},
      {"a reply without transactions", "solana::Block",
       R"({"result":{"signatures":["a","b","c"],"transactionz":[1]}})"},
      {"twice transactions", "solana::Block", R"({"result":[],"transactions":[],"transactions":[]})"},
  };
}

const json::WindowSizes whole = {.document = std::string::npos};

template <class Bytes>
std::string told(const Result<void>& result, const Bytes& bytes) {
  if (result) return "ok " + std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const Error& error = result.error();
  // What is no JSON is in no field: how far a walk got before that was seen depends on the windows.
  const std::string& path = error.code == Errc::json_syntax ? std::string() : error.path;
  return std::string(to_string(error.code)) + " " + std::to_string(error.offset) + " " + path + " " + error.detail;
}

std::string to_buffer(const Plan& plan, const std::string& text, unsigned threads, const json::WindowSizes& sizes) {
  Buffer frame;
  frame.append("before", 6);
  const auto result = json::encode_text(plan, text, frame, {}, threads, sizes);
  CHECK((std::string_view(reinterpret_cast<const char*>(frame.data()), 6) == "before"));
  return told(result, frame.bytes().subspan(6));
}

std::string to_sink(const Plan& plan, const std::string& text, unsigned threads, const json::WindowSizes& sizes) {
  LargeSink sink;
  const auto result = json::encode_text(plan, text, sink, {}, threads, sizes);
  return told(result, sink.bytes);
}

class Compared {
 public:
  Compared(const char* type, const Config& config) {
    Schema schema;
    REQUIRE(schema.add_source("types.rs", types));
    const auto resolved = schema.type(type);
    REQUIRE(resolved);
    auto compiled = compile(*resolved, config);
    REQUIRE(compiled);
    plan_.push_back(*std::move(compiled));
  }

  // The outcome in windows is that in one window.
  void check(const std::string& text, bool thoroughly) const {
    const std::string expected = to_buffer(plan_[0], text, 1, whole);
    CAPTURE(text);
    for (const std::size_t usual : {8U, 24U, 100U}) {
      const json::WindowSizes sizes = {.document = 0, .first = usual / 2, .usual = usual};
      CAPTURE(usual);
      CHECK(to_buffer(plan_[0], text, 1, sizes) == expected);
      CHECK(to_sink(plan_[0], text, 1, sizes) == expected);
      if (!thoroughly) continue;
      CHECK(to_buffer(plan_[0], text, 3, sizes) == expected);
      CHECK(to_sink(plan_[0], text, 3, sizes) == expected);
    }
  }

 private:
  std::vector<Plan> plan_;
};

}  // namespace

TEST_CASE("large documents: in windows of any size they are what they are in one") {
  for (const Row& row : documents()) {
    for (const Config& config : {Config::legacy(), Config::standard()}) {
      CAPTURE(row.what);
      Compared(row.type, config).check(row.text, true);
    }
  }
}

TEST_CASE("large documents: the same fault is found in windows, whatever is wrong") {
  constexpr std::string_view wrong[] = {"",   "[", "]", "{", "}", ",",    ":",   "\"",
                                        "\\", "7", "-", "x", " ", "\xFF", "[[[", "null"};
  for (const Row& row : documents()) {
    const Compared compared(row.type, Config::legacy());
    CAPTURE(row.what);
    std::size_t turn = 0;
    for (std::size_t at = 0; at < row.text.size(); at += test::sanitized ? 16 : 1) {
      compared.check(row.text.substr(0, at), false);
      for (const std::string_view other : wrong) {
        if (turn++ % (test::sanitized ? 16 : 4) != at % 4) continue;
        std::string text = row.text;
        text.replace(at, 1, other);
        compared.check(text, turn % 64 == 1);
      }
    }
  }
}
