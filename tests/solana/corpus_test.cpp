// Real dumps and replies, from the folder that LIMCODE_CORPUS names: every transaction whose JSON and bytes are both
// known agrees in both directions, every dump decodes and comes back, and is recognised without its type.
#include <filesystem>
#include <map>
#include <sstream>

#include "solana/candidates.hpp"
#include "solana/json_value.hpp"
#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

std::string encode(const Plan& plan, std::string_view json) {
  Buffer out;
  const auto status = from_json(plan, json, out);
  INFO((status ? "" : text_of(status.error())));
  REQUIRE(status.has_value());
  return std::string(as_text(out));
}

std::string decode(const Plan& plan, std::string_view wire) {
  auto json = to_json(plan, as_wire(wire));
  INFO((json ? "" : text_of(json.error())));
  REQUIRE(json.has_value());
  return *std::move(json);
}

void check_dump(const std::string& type, const std::string& wire) {
  const Plan& plan = kept_plan(type);
  const auto verified = verify(plan, as_wire(wire));
  INFO(type << ": " << (verified ? "" : text_of(verified.error())));
  REQUIRE(verified.has_value());
  CHECK((encode(plan, decode(plan, wire)) == wire));
}

// The types that are left when all candidates have been tried.
std::string recognised(std::string_view wire) {
  std::string found;
  for (const auto names : solana::candidates(as_wire(wire))) {
    for (const std::string_view name : names) {
      if (!verify(kept_plan(std::string(name)), as_wire(wire))) continue;
      found += (found.empty() ? "" : ", ") + std::string(name);
      break;
    }
  }
  return found;
}

struct Dump {
  std::string file;
  std::string type;
};

// The files of INDEX.tsv that hold one value of a known type each.
std::vector<Dump> dumps(const std::string& folder) {
  // Where the index says more, or less, than a type.
  const std::map<std::string, std::string> types = {
      {"solana::VoteStateVersions", "solana::VoteAccount"},
      {"solana::gossip::Protocol or CrdsValue", "solana::gossip::Protocol"},
  };
  std::vector<Dump> found;
  std::istringstream index(read_file(folder + "INDEX.tsv"));
  for (std::string line; std::getline(index, line);) {
    std::istringstream fields(line);
    Dump dump;
    std::string form;
    std::getline(fields, dump.file, '\t');
    std::getline(fields, dump.type, '\t');
    std::getline(fields, form, '\t');
    const bool typed = dump.type.starts_with("solana::") || dump.type.starts_with("Vec<solana::");
    if (form != "raw" || !typed) continue;
    // Neither packets nor values of one: capture_test.cpp has them.
    if (dump.file.find("contact_info_crds_") != std::string::npos) continue;
    if (const auto known = types.find(dump.type); known != types.end()) dump.type = known->second;
    found.push_back(std::move(dump));
  }
  return found;
}

std::string read_dump(const std::string& folder, const Dump& dump) {
  std::string wire = read_file(folder + dump.file);
  // Four bytes for the fuzzer that it comes from follow this account.
  if (dump.file.ends_with("alt_account.bin")) wire.resize(wire.size() - 4);
  return wire;
}

JsonValue without_depth(JsonValue value) {
  value.remove_members("stackHeight");
  value.remove_members("version");
  return value;
}

}  // namespace

TEST_CASE("corpus: transactions are the same in every encoding of a reply") {
  const auto folder = corpus();
  if (!folder) return;
  struct Pair {
    const char* type;
    const char* name;
    const char* rows;
  };
  for (const Pair& pair : {Pair{"solana::Block", "get_block", "/result/transactions"},
                           Pair{"solana::VersionedTransaction", "get_transaction", "/result/transaction"}}) {
    INFO(pair.name);
    const Plan& plan = kept_plan(pair.type);
    const std::string path = *folder + "rpc-json/solders/" + pair.name;
    const std::string json = read_file(path + "_json_encoding.json");
    const std::string wire = encode(plan, read_file(path + "_base64_encoding.json"));
    CHECK((encode(plan, json) == wire));
    // What the node printed is what limcode prints.
    const JsonValue decoded = parse_json(decode(plan, wire));
    const JsonValue reply = parse_json(json);
    const JsonValue* rows = reply.at(pair.rows);
    REQUIRE(rows != nullptr);
    if (rows->kind == '{') {
      CHECK(without_depth(decoded).normalized() == without_depth(*rows).normalized());
      continue;
    }
    REQUIRE(decoded.elements.size() == rows->elements.size());
    for (std::size_t index = 0; index < rows->elements.size(); ++index) {
      INFO("transaction " << index);
      const JsonValue& expected = *rows->elements[index].at("/transaction");
      CHECK(without_depth(decoded.elements[index]).normalized() == without_depth(expected).normalized());
    }
  }
}

TEST_CASE("corpus: whole blocks of mainnet come back byte for byte") {
  const auto folder = corpus();
  if (!folder) return;
  const Plan& plan = kept_plan("solana::Block");
  for (const char* file : {"rpc-json/sava/getBlock.json", "rpc-json/photon/block-380876342.base64.json"}) {
    INFO(file);
    const std::string reply = read_file(*folder + file);
    const std::string wire = encode(plan, reply);
    const std::string json = decode(plan, wire);
    CHECK((encode(plan, json) == wire));
    const JsonValue decoded = parse_json(json);
    const JsonValue whole = parse_json(reply);
    const JsonValue* rows = whole.at("/result/transactions");
    if (rows == nullptr) rows = whole.at("/transactions");
    REQUIRE(rows != nullptr);
    REQUIRE(decoded.elements.size() == rows->elements.size());
    for (std::size_t index = 0; index < rows->elements.size(); ++index) {
      CHECK(decoded.elements[index].at("/version")->text == rows->elements[index].at("/version")->text);
    }
  }
}

TEST_CASE("corpus: what a node has parsed is refused with the reason") {
  const auto folder = corpus();
  if (!folder) return;
  for (const auto& [type, name] :
       {std::pair("solana::Block", "get_block"), std::pair("solana::VersionedTransaction", "get_transaction")}) {
    INFO(name);
    Buffer out;
    const auto status =
        from_json(kept_plan(type), read_file(*folder + "rpc-json/solders/" + name + "_json_parsed_encoding.json"), out);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().detail.find("jsonParsed") != std::string::npos);
  }
}

TEST_CASE("corpus: every dump decodes and comes back, and is recognised") {
  const auto folder = corpus();
  if (!folder) return;
  const auto all = dumps(*folder);
  REQUIRE(all.size() > 60);
  for (const Dump& dump : all) {
    INFO(dump.file);
    const std::string wire = read_dump(*folder, dump);
    check_dump(dump.type, wire);
    CHECK(recognised(wire) == dump.type);
  }
}

TEST_CASE("corpus: shreds of a ledger") {
  const auto folder = corpus();
  if (!folder) return;
  // Each has its length in eight bytes before it.
  const std::string framed =
      read_file(*folder + "bincode/syndica-sig/shreds-agave.blockstore.test_get_rooted_block.shreds.bin");
  std::size_t count = 0;
  for (std::size_t at = 0; at < framed.size(); ++count) {
    const auto size =
        wire::load<std::uint64_t, Endian::little>(reinterpret_cast<const std::uint8_t*>(framed.data()) + at);
    INFO("shred " << count);
    const std::string wire = framed.substr(at + sizeof size, size);
    check_dump("solana::Shred", wire);
    CHECK(recognised(wire) == "solana::Shred");
    at += sizeof size + size;
  }
  CHECK(count == 34);
}

TEST_CASE("corpus: what the native programs' own tests stored and sent") {
  const auto folder = corpus();
  if (!folder) return;
  const std::string path = *folder + "bincode/native-program-tests/";
  const std::map<std::string, std::string> accounts = {
      {"Stake11111111111111111111111111111111111111", "solana::StakeAccount"},
      {"Vote111111111111111111111111111111111111111", "solana::VoteAccount"},
      {"Config1111111111111111111111111111111111111", "solana::ConfigAccount"},
      {"BPFLoaderUpgradeab1e11111111111111111111111", "solana::UpgradeableLoaderAccount"},
  };
  const std::map<std::string, std::string> instructions = {
      {"Stake11111111111111111111111111111111111111", "solana::StakeInstruction"},
      {"Vote111111111111111111111111111111111111111", "solana::VoteInstruction"},
      {"Config1111111111111111111111111111111111111", "solana::ConfigInstruction"},
      {"BPFLoaderUpgradeab1e11111111111111111111111", "solana::UpgradeableLoaderInstruction"},
      {"11111111111111111111111111111111", "solana::SystemInstruction"},
  };
  // By the size that each of these sysvars' accounts has.
  const std::map<std::size_t, std::string> sysvars = {{40, "solana::Clock"},
                                                      {17, "solana::Rent"},
                                                      {33, "solana::EpochSchedule"},
                                                      {16, "solana::Rewards"},
                                                      {16392, "solana::Padded<solana::StakeHistory>"},
                                                      {20488, "solana::Padded<solana::SlotHashes>"},
                                                      {6008, "solana::Padded<solana::RecentBlockhashes>"}};
  std::size_t checked = 0;
  std::size_t foreign = 0;
  const auto each = [&](const std::string& file, const auto& type_of, std::string_view bytes) {
    std::istringstream rows(read_file(path + file));
    for (std::string line; std::getline(rows, line);) {
      const JsonValue row = parse_json(line);
      const auto text = [&](std::string_view pointer) {
        const JsonValue* found = row.at(pointer);
        return found == nullptr ? std::string() : found->text.substr(1, found->text.size() - 2);
      };
      const std::string wire = from_hex(text(bytes));
      const std::string type = type_of(text, wire);
      // Accounts of made-up owners, and one instruction that the program must refuse.
      if (type.empty() || (type == "solana::StakeInstruction" && wire == std::string(8, '\xFF'))) {
        ++foreign;
        continue;
      }
      INFO(file << ": " << text("/test"));
      check_dump(type, wire);
      ++checked;
    }
  };
  const auto known = [](const std::map<std::string, std::string>& types, const std::string& name) {
    const auto found = types.find(name);
    return found == types.end() ? std::string() : found->second;
  };
  each(
      "accounts.jsonl",
      [&](const auto& text, const std::string& wire) {
        const std::string owner = text("/owner");
        if (owner == "11111111111111111111111111111111")
          return std::string(wire.size() == 80 ? "solana::NonceAccount" : "");
        const auto sysvar = sysvars.find(wire.size());
        if (owner.starts_with("Sysvar") && sysvar != sysvars.end()) return sysvar->second;
        return known(accounts, owner);
      },
      "/data_hex");
  each(
      "instructions.jsonl",
      [&](const auto& text, const std::string&) { return known(instructions, text("/program_id")); }, "/data_hex");
  each(
      "raw_tx.jsonl", [](const auto&, const std::string&) { return std::string("solana::VersionedTransaction"); },
      "/raw_hex");
  CHECK(checked + foreign == 341 + 151 + 756);
  CHECK(foreign == 14);
}
