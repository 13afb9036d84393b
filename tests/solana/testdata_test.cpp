// The dumps that Solana's own client and runtime made: limcode reads in them what the scripts put there, and writes
// the same bytes again.
#include <map>

#include "solana/json_value.hpp"
#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

// Everything that holds for a dump whatever is in it.
std::string check_round_trip(const Plan& plan, const std::string& wire) {
  const auto verified = verify(plan, as_wire(wire));
  INFO((verified ? "" : text_of(verified.error())));
  REQUIRE(verified.has_value());
  const auto json = to_json(plan, as_wire(wire));
  INFO((json ? "" : text_of(json.error())));
  REQUIRE(json.has_value());
  Buffer again;
  const auto encoded = from_json(plan, *json, again);
  INFO((encoded ? "" : text_of(encoded.error())));
  REQUIRE(encoded.has_value());
  CHECK((as_text(again) == wire));
  return *json;
}

void check_row(const Row& row) {
  INFO(row.name << " as " << row.type);
  const Plan& type = kept_plan(row.type);
  const std::string json = check_round_trip(type, row.wire);
  if (!row.value.empty()) {
    CHECK(json == row.value);
    Buffer encoded;
    REQUIRE(from_json(type, row.value, encoded).has_value());
    CHECK((as_text(encoded) == row.wire));
    return;
  }
  const JsonValue decoded = parse_json(json);
  for (const auto& [pointer, expected] : parse_json(row.facts).members) {
    INFO(pointer);
    const JsonValue* found = decoded.at(pointer);
    REQUIRE(found != nullptr);
    CHECK(found->text == expected.text);
  }
}

}  // namespace

TEST_CASE("testdata: the client's block is the same in JSON, base64 and bincode") {
  const Plan& block = kept_plan("solana::Block");
  const std::string wire = testdata("block.bin");
  for (const char* file : {"block.json", "block.base64.json"}) {
    INFO(file);
    const std::string reply = testdata(file);
    Buffer encoded;
    const auto status = from_json(block, reply, encoded);
    INFO((status ? "" : text_of(status.error())));
    REQUIRE(status.has_value());
    CHECK((as_text(encoded) == wire));
  }
  check_round_trip(block, wire);
}

TEST_CASE("testdata: a decoded block has the transactions that the client printed") {
  const JsonValue decoded = parse_json(check_round_trip(kept_plan("solana::Block"), testdata("block.bin")));
  const JsonValue reply = parse_json(testdata("block.json"));
  const JsonValue* rows = reply.at("/result/transactions");
  REQUIRE(rows != nullptr);
  REQUIRE(decoded.elements.size() == rows->elements.size());
  for (std::size_t index = 0; index < decoded.elements.size(); ++index) {
    INFO("transaction " << index);
    JsonValue expected = *rows->elements[index].at("/transaction");
    // The wire does not say how deep an instruction was called.
    expected.remove_members("stackHeight");
    JsonValue found = decoded.elements[index];
    CHECK(found.at("/version")->text == rows->elements[index].at("/version")->text);
    found.remove_members("version");
    CHECK(found.normalized() == expected.normalized());
  }
}

TEST_CASE("testdata: transactions of version 1 agree with the client in both directions") {
  for_each_row("v1_transactions.jsonl", check_row);
}

TEST_CASE("testdata: sysvars at edge values agree with the runtime in both directions") {
  for_each_row("sysvars.jsonl", check_row);
}

TEST_CASE("testdata: accounts agree with what the programs' clients read in both directions") {
  for_each_row("accounts.jsonl", check_row);
}

TEST_CASE("testdata: vote accounts hold what the script sent") { for_each_row("vote_accounts.jsonl", check_row); }

TEST_CASE("testdata: instruction data round-trips") { for_each_row("instructions.jsonl", check_row); }
