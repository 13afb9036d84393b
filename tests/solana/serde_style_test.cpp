// Solana's types as serde_json prints the Rust types, and that reading takes either form. What is expected follows
// the crates' Serialize: a short_vec is a tuple of its length, as a tuple of bytes, and its elements; a serde_varint
// is the tuple of its bytes; a versioned message is a tuple of its version, unless legacy, and itself.
#include <map>

#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

Plan serde_plan(const std::string& expression) {
  const auto type = parse_type(expression, SolanaStyle::serde);
  INFO(expression << ": " << (type ? "" : type.error().detail));
  REQUIRE(type.has_value());
  auto plan = compile(*type, Config::legacy());
  REQUIRE(plan.has_value());
  return *std::move(plan);
}

std::string printed(const Plan& plan, const std::string& wire) {
  auto json = to_json(plan, as_wire(wire));
  INFO((json ? "" : text_of(json.error())));
  REQUIRE(json.has_value());
  return *std::move(json);
}

// What the wire prints, which both styles' plans read again.
std::string round_trip(const std::string& type, const std::string& wire) {
  INFO(type);
  // Compiling a type takes longer than most of its values.
  struct Plans {
    Plan rpc, serde;
  };
  static std::map<std::string, Plans> kept;
  auto known = kept.find(type);
  if (known == kept.end()) known = kept.emplace(type, Plans{plan_of(type), serde_plan(type)}).first;
  const auto& [rpc, serde] = known->second;
  const std::string json = printed(serde, wire);
  INFO(json);
  for (const Plan& plan : {rpc, serde}) {
    Buffer out;
    const auto status = from_json(plan, json, out);
    INFO((status ? "" : text_of(status.error())));
    REQUIRE(status.has_value());
    CHECK((as_text(out) == wire));
  }
  return json;
}

// `[n,n,...]`.
std::string numbers(std::size_t count, int number) {
  std::string text = "[";
  for (std::size_t index = 0; index < count; ++index) text += (index == 0 ? "" : ",") + std::to_string(number);
  return text + "]";
}

const std::string header_json =
    R"("header":{"numRequiredSignatures":1,"numReadonlySignedAccounts":0,"numReadonlyUnsignedAccounts":0})";

}  // namespace

TEST_CASE("serde style: transactions of each version") {
  const std::string instruction("\x00\x01\x05\x02\x07\x08", 6);
  const std::string instruction_json = R"({"programIdIndex":0,"accounts":[[1],5],"data":[[2],7,8]})";
  const std::string legacy = header + "\x01" + key + blockhash + "\x01" + instruction;
  const std::string signatures_json = R"({"signatures":[[1],)" + numbers(64, 0x11) + R"(],"message":)";
  const std::string fields = "{" + header_json + R"(,"accountKeys":[[1],)" + numbers(32, 0x22) +
                             R"(],"recentBlockhash":)" + numbers(32, 0x33) + R"(,"instructions":[[1],)" +
                             instruction_json + "]";
  CHECK(round_trip("solana::VersionedTransaction", "\x01" + signature + legacy) ==
        signatures_json + "[" + fields + "}]}");
  CHECK(round_trip("solana::VersionedTransaction", "\x01" + signature + "\x80" + legacy + std::string(1, '\0')) ==
        signatures_json + "[128," + fields + R"(,"addressTableLookups":[[0]]}]})");
  CHECK(round_trip("solana::Transaction", "\x01" + signature + legacy) == signatures_json + fields + "}}");
  const std::string v1 = "\x81" + header + std::string("\x04\0\0\0", 4) + blockhash + "\x01\x01" + key +
                         std::string("\x09\0\0\0", 4) + std::string("\x00\x01\x02\x00\x05\x07\x08", 7);
  CHECK(
      round_trip("solana::VersionedTransaction", v1 + signature) ==
      signatures_json + "[129,{" + header_json +
          R"(,"config":{"priorityFee":null,"computeUnitLimit":9,"loadedAccountsDataSizeLimit":null,"heapSize":null})" +
          R"(,"lifetimeSpecifier":)" + numbers(32, 0x33) + R"(,"accountKeys":[)" + numbers(32, 0x22) +
          R"(],"instructions":[)" + instruction_json + "]}]}");
  const std::string block = std::string("\x01\0\0\0\0\0\0\0", 8) + "\x01" + signature + legacy;
  CHECK(round_trip("solana::Block", block) == "[" + signatures_json + "[" + fields + "}]}]");
}

TEST_CASE("serde style: compact votes are offsets") {
  const std::string wire =
      std::string("\x64\0\0\0\0\0\0\0", 8) + "\x02\x05\x02" + "\x80\x01\x01" + key + std::string(1, '\0') + blockhash;
  const std::string expected = R"({"root":100,"lockout_offsets":[[2],{"offset":[5],"confirmation_count":2},)"
                               R"({"offset":[128,1],"confirmation_count":1}],"hash":)" +
                               numbers(32, 0x22) + R"(,"timestamp":null,"block_id":)" + numbers(32, 0x33) + "}";
  CHECK(round_trip("solana::TowerSync", wire) == expected);
  CHECK(round_trip("solana::VoteInstruction", std::string("\x0e\0\0\0", 4) + wire) ==
        R"({"TowerSync":)" + expected + "}");
  const std::string update = std::string(8, '\xFF') + std::string(1, '\0') + key + std::string(1, '\0');
  CHECK(round_trip("solana::CompactVoteStateUpdate", update) ==
        R"({"root":18446744073709551615,"lockout_offsets":[[0]],"hash":)" + numbers(32, 0x22) +
            R"(,"timestamp":null})");
}

// A lockout of two numbers may be an array, and so may be the length before the lockouts.
TEST_CASE("serde style: a length of two bytes is no lockout") {
  std::string wire = std::string(8, '\0') + "\x90\x01";
  std::string lockouts;
  for (int index = 0; index < 144; ++index) {
    wire += "\x05\x02";
    lockouts += R"(,{"offset":[5],"confirmation_count":2})";
  }
  wire += key + std::string(1, '\0') + blockhash;
  const std::string rest =
      R"(,"hash":)" + numbers(32, 0x22) + R"(,"timestamp":null,"block_id":)" + numbers(32, 0x33) + "}";
  CHECK(round_trip("solana::TowerSync", wire) == R"({"root":0,"lockout_offsets":[[144,1])" + lockouts + "]" + rest);
  // Without a length the first array is a lockout; so it is where the number is not that of what follows.
  const std::string two =
      std::string(8, '\0') + std::string("\x02\x90\x01\x01\x05\x02", 6) + wire.substr(wire.size() - 65);
  Buffer out;
  REQUIRE(from_json(plan_of("solana::TowerSync"), R"({"root":0,"lockout_offsets":[[144,1],[5,2]])" + rest, out)
              .has_value());
  CHECK((as_text(out) == two));
}

TEST_CASE("serde style: names are Rust's, but where the derive renames") {
  CHECK(round_trip("solana::LastRestartSlot", std::string(8, '\0')) == R"({"last_restart_slot":0})");
  CHECK(round_trip("solana::Fees", std::string(8, '\0')) == R"({"fee_calculator":{"lamportsPerSignature":0}})");
  CHECK(round_trip("solana::ConfigKeys", "\x01" + key + "\x01").starts_with(R"({"keys":[[1],[[34,34,)"));
  CHECK(round_trip("solana::Account",
                   std::string(8, '\0') + std::string("\x01\0\0\0\0\0\0\0\x07", 9) + key + std::string(9, '\0')) ==
        R"({"lamports":0,"data":[7],"owner":)" + numbers(32, 0x22) + R"(,"executable":false,"rentEpoch":0})");
}

TEST_CASE("serde style: the voters of a vote account are in a field") {
  const std::string wire = std::string("\x01\0\0\0\0\0\0\0\x07\0\0\0\0\0\0\0", 16) + key;
  CHECK(round_trip("solana::AuthorizedVoters", wire) == R"({"authorized_voters":{"7":)" + numbers(32, 0x22) + "}}");
  CHECK(printed(plan_of("solana::AuthorizedVoters"), wire) ==
        R"({"7":"3JF3sEqM796hk5WFqA6EtmEwJQ9quALszsfJyvXNQKy3"})");
  // Each style reads the other's form, and what serde takes for a struct besides.
  const std::string voters = R"({"7":)" + numbers(32, 0x22) + "}";
  for (const Plan& plan : {plan_of("solana::AuthorizedVoters"), serde_plan("solana::AuthorizedVoters")}) {
    for (const std::string& json : {voters, "[" + voters + "]", R"({"more":1,"authorized_voters":)" + voters + "}"}) {
      INFO(json);
      Buffer out;
      const auto status = from_json(plan, json, out);
      INFO((status ? "" : text_of(status.error())));
      REQUIRE(status.has_value());
      CHECK((as_text(out) == wire));
    }
  }
  CHECK(round_trip("solana::AuthorizedVoters", std::string(8, '\0')) == R"({"authorized_voters":{}})");
}

TEST_CASE("serde style: every dump of the client and the runtime comes back from it") {
  for (const char* file :
       {"v1_transactions.jsonl", "sysvars.jsonl", "accounts.jsonl", "vote_accounts.jsonl", "instructions.jsonl"}) {
    for_each_row(file, [&](const Row& row) {
      INFO(file << " " << row.name);
      static_cast<void>(round_trip(row.type, row.wire));
    });
  }
  static_cast<void>(round_trip("solana::Block", testdata("block.bin")));
}

TEST_CASE("serde style: what does not fit is refused") {
  struct Case {
    const char* type;
    std::string json;
    Errc code;
    const char* words;
  };
  const std::string two_keys = numbers(32, 1) + "," + numbers(32, 2);
  const auto message = [&](const std::string& keys) {
    return "{" + header_json + R"(,"accountKeys":)" + keys + R"(,"recentBlockhash":)" + numbers(32, 0) +
           R"(,"instructions":[]})";
  };
  const Case cases[] = {
      {"solana::Message", message("[[1]," + two_keys + "]"), Errc::json_length, "is 1; they are 2"},
      {"solana::Message", message("[[1]]"), Errc::json_length, "is 1; they are 0"},
      {"solana::Message", message("[[0],]"), Errc::json_syntax, "a value"},
      {"solana::Message", message("[[129,0]," + numbers(32, 1) + "]"), Errc::json_length, "expected 32 bytes"},
      {"solana::CompiledInstruction", R"({"programIdIndex":0,"accounts":[[2],1],"data":""})", Errc::json_length,
       "is 2; they are 1"},
      {"solana::VersionedMessage", "[127," + message("[]") + "]", Errc::json_type, "128 or 129"},
      {"solana::VersionedMessage", "[130," + message("[]") + "]", Errc::json_type, "128 or 129"},
      {"solana::VersionedMessage", "[128]", Errc::json_type, "the message"},
      {"solana::VersionedMessage", "[" + message("[]") + ",1]", Errc::json_type, "after the message"},
      {"solana::VersionedTransaction", R"({"signatures":[],"version":0,"message":[)" + message("[]") + "]}",
       Errc::json_type, "version"},
      {"solana::gossip::VarintU16", "[128,0]", Errc::json_number, "shortest form"},
      {"solana::gossip::VarintU16", "[256]", Errc::json_number, "a byte"},
      {"solana::gossip::VarintU16", "[255,255,4]", Errc::json_number, "shortest form"},
      {"solana::gossip::VarintU16", "[]", Errc::json_number, "a byte"},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    Buffer out;
    const auto status = from_json(plan_of(c.type), c.json, out);
    REQUIRE_FALSE(status.has_value());
    INFO(text_of(status.error()));
    CHECK(status.error().code == c.code);
    CHECK(status.error().detail.find(c.words) != std::string::npos);
  }
}

TEST_CASE("serde style: the length before a user's byte arrays is one, in that style alone if it is of one byte") {
  Schema schema;
  REQUIRE(schema.add_source("keys.rs", R"(pub struct Keys { #[serde(with = "short_vec")] keys: Vec<Vec<u8>> })"));
  const auto encoded = [&](SolanaStyle style, const std::string& json) {
    schema.show_solana_as(style);
    const auto type = schema.type("Keys");
    REQUIRE(type.has_value());
    const auto plan = compile(*type, Config::standard());
    REQUIRE(plan.has_value());
    Buffer out;
    REQUIRE(from_json(*plan, json, out).has_value());
    std::string wire(as_text(out));
    CHECK(printed(*plan, wire) == json);
    return wire;
  };
  CHECK(encoded(SolanaStyle::serde, R"({"keys":[[2],[7,8],[9]]})") == std::string("\x02\x02\x07\x08\x01\x09"));
  CHECK(encoded(SolanaStyle::serde, R"({"keys":[[1],[5]]})") == std::string("\x01\x01\x05"));
  CHECK(encoded(SolanaStyle::rpc, R"({"keys":[[2],[7,8],[9]]})") == std::string("\x03\x01\x02\x02\x07\x08\x01\x09"));
}

TEST_CASE("serde style: a user's schema follows it in the Solana types that it uses") {
  Schema schema;
  const std::string text = "use solana::{Hash, Slot}; pub struct Mark { pub block_id: Hash, pub my_slot: Slot }";
  REQUIRE(schema.add_source("marks.rs", text).has_value());
  const std::string wire = blockhash + std::string(8, '\0');
  for (const SolanaStyle style : {SolanaStyle::rpc, SolanaStyle::serde}) {
    schema.show_solana_as(style);
    const auto type = schema.type("Mark");
    REQUIRE(type.has_value());
    const auto plan = compile(*type, Config::legacy());
    REQUIRE(plan.has_value());
    const std::string json = printed(*plan, wire);
    const bool serde = style == SolanaStyle::serde;
    CHECK(json.starts_with(serde ? R"({"block_id":[51,51,)" : R"({"block_id":")"));
    CHECK(json.ends_with(R"(,"my_slot":0})"));
  }
}
