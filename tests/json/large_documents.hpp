// Documents with everything that large ones are made of: lists in structs in lists, in any order, with fields that
// nobody asked for, untyped values, replies of a node.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"

namespace limcode::test {

inline constexpr const char* document_types = R"(
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
  enum Choice { Unit, New(Vec<Inner>), Named { a: Vec<u8>, b: String }, Pair(u8, Vec<u8>) }
  struct Choices { first: Choice, all: HashMap<String, Choice>, sets: Vec<HashSet<u16>>, set: BTreeSet<String> }
  struct Deep { deeper: Deeper } struct Deeper { deepest: Vec<Option<Deep>> }
)";

inline constexpr const char* inner = R"({"id":1,"tags":["a","b, c"],"blob":[1,2,3,255],"more":[65535,7]})";

inline std::string document(bool in_order) {
  const std::string one = inner;
  const std::string list = R"("list": [)" + one + " , " + one + "," + one + "]";
  const std::string rest = R"("map":{"k":[1,2],"a":[]},"inner":)" + one + R"(,"unwritten":[1,70000],)" +
                           R"("pairs":[[1,"x"],[2,null]], "untyped":[1,{"a":[true,-2.5]},[],"\u00e9\n"])";
  if (in_order) return R"({"before":1,)" + list + "," + rest + R"(,"name":"end"})";
  return R"({"name":"end","unknown":[[1,[2]],{"a":{}},"]"],"before":1,)" + rest + ",\"other\":{},\"extra\":[9]," +
         list + "} ";
}

/// A value of one of the types above, or of another.
struct Document {
  const char* what;
  const char* type;
  std::string text;
};

inline std::vector<Document> documents() {
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
      {"unknown lists in lists", "Vec<Inner>",
       R"([{"x":["a",["b",["c"],[["d"]]],[1,[2,[3]]]],)" + std::string(inner).substr(1) + "]"},
      {"variants", "Choices",
       R"({"first":{"New":[)" + std::string(inner) + R"(]},"all":{"x":"Unit","y":{"Named":{"b":"z","a":[1,2]}},"x":)" +
           R"({"Pair":[1,[2,3]]}},"sets":[[3,1,2,1],[]],"set":["b","a","b, c"]})"},
      {"a variant", "Choice", R"({"Named":{"a":[1,2,3],"b":"x"}})"},
      {"a map", "BTreeMap<u16, Vec<u16>>", R"({"300":[1,2],"5":[],"70":[3],"5":[300]})"},
      {"a set", "BTreeSet<Vec<u8>>", "[[2],[1,2],[],[2],[1]]"},
      {"a set of numbers", "HashSet<u32>", " [3,1,70000,3] "},
      {"a heap", "BinaryHeap<u16>", "[3,1,300,2]"},
      {"numbers", "Vec<u64>", "[1,22,333,18446744073709551615,4444]"},
      {"bytes", "Vec<u8>", " [ 1,22,33,255 , 4 ] "},
      {"bytes of serde_bytes", "serde_bytes::ByteBuf", "[1,22,256,255,4]"},
      {"an Option of a list", "Option<Vec<u64>>", "[1,22,333]"},
      {"a reply", "solana::Block",
       R"({"jsonrpc":"2.0","result":{"a":[1],"transactions":[)" + row + "," + row + "]},\"id\":1}"},
      {"a reply with an error", "solana::Block", R"({"jsonrpc":"2.0","result":null,"error":{"code":[-32004]},"id":1})"},
      {"a reply without transactions", "solana::Block",
       R"({"result":{"signatures":["a","b","c"],"transactionz":[1]}})"},
      {"twice transactions", "solana::Block", R"({"result":[],"transactions":[],"transactions":[]})"},
  };
}

inline Plan plan_of_documents(const char* type, const Config& config) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", document_types));
  const auto resolved = schema.type(type);
  REQUIRE(resolved);
  auto plan = compile(*resolved, config);
  REQUIRE(plan);
  return *std::move(plan);
}

}  // namespace limcode::test
