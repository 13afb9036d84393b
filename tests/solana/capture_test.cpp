// Dumps whose contents their sources describe, from the folder that LIMCODE_CORPUS names: what limcode reads in them is
// held against that description, value by value.
#include <cctype>
#include <sstream>

#include "solana/json_value.hpp"
#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

using Leaves = std::vector<std::string>;

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// The values of a document in its order. The keys of maps count where they are numbers, and an address is its octets.
void add_leaves(const JsonValue& value, Leaves& leaves) {
  for (const auto& [name, member] : value.members) {
    if (is_number(name)) leaves.push_back(name);
    add_leaves(member, leaves);
  }
  for (const JsonValue& element : value.elements) add_leaves(element, leaves);
  if (value.kind == '{' || value.kind == '[') return;
  std::string text = value.kind == '"' ? value.text.substr(1, value.text.size() - 2) : value.text;
  const bool address = std::count(text.begin(), text.end(), '.') == 3;
  if (!address) return leaves.push_back(text);
  std::replace(text.begin(), text.end(), ':', '.');
  std::istringstream octets(text);
  for (std::string octet; std::getline(octets, octet, '.');) leaves.push_back(octet);
}

// The values of a YAML file in its order: what follows a key or a dash.
Leaves yaml_leaves(const std::string& text) {
  Leaves leaves;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::string_view value = line;
    const auto strip = [&] { value.remove_prefix(std::min(value.find_first_not_of(' '), value.size())); };
    for (strip(); value.starts_with("- "); strip()) value.remove_prefix(2);
    if (const std::size_t colon = value.find(':'); colon != std::string_view::npos) value.remove_prefix(colon + 1);
    strip();
    while (value.ends_with(' ')) value.remove_suffix(1);
    if (value.size() >= 2 && (value.front() == '\'' || value.front() == '"')) value = value.substr(1, value.size() - 2);
    if (!value.empty()) leaves.emplace_back(value);
  }
  return leaves;
}

JsonValue decoded(const std::string& type, const std::string& wire, SolanaStyle style = SolanaStyle::rpc) {
  const auto parsed = parse_type(type, style);
  REQUIRE(parsed.has_value());
  const auto plan = compile(*parsed, Config::legacy());
  REQUIRE(plan.has_value());
  const auto verified = verify(*plan, as_wire(wire));
  INFO(type << ": " << (verified ? "" : text_of(verified.error())));
  REQUIRE(verified.has_value());
  const auto json = to_json(*plan, as_wire(wire));
  REQUIRE(json.has_value());
  Buffer again;
  REQUIRE(from_json(plan_of(type), *json, again).has_value());
  CHECK((as_text(again) == wire));
  return parse_json(*json);
}

}  // namespace

TEST_CASE("capture: every value is what the source reads in it") {
  const auto folder = corpus();
  if (!folder) return;
  struct Capture {
    const char* file;
    const char* type;
    std::size_t lengths;  // counts that the source lists and JSON does not
  };
  const Capture captures[] = {
      {"vote_account", "solana::VoteAccount", 0},
      {"vote_account_two", "solana::VoteAccount", 0},
      {"gossip_pull_req", "solana::gossip::Protocol", 0},
      {"gossip_pull_resp_contact_info_v2", "solana::gossip::Protocol", 3},
      {"gossip_pull_resp_snapshot_hashes", "solana::gossip::Protocol", 0},
      {"gossip_pull_resp_version", "solana::gossip::Protocol", 0},
      {"repair_pong", "solana::repair::RepairProtocol", 0},
  };
  for (const Capture& capture : captures) {
    INFO(capture.file);
    const std::string path = *folder + "bincode/firedancer-types/" + capture.file;
    JsonValue value = decoded(capture.type, read_file(path + ".bin"));
    value.remove_members("padding");
    Leaves found;
    add_leaves(value, found);
    const Leaves expected = yaml_leaves(read_file(path + ".yml"));
    REQUIRE(found.size() + capture.lengths == expected.size());
    std::size_t at = 0;
    for (std::size_t index = 0; index < expected.size() && at < found.size(); ++index) {
      if (found[at] == expected[index]) ++at;
      // Where no lengths are listed, one difference is an error.
      if (capture.lengths == 0) CHECK(at == index + 1);
    }
    CHECK(at == found.size());
  }
}

TEST_CASE("capture: a transaction with the signature that the source names") {
  const auto folder = corpus();
  if (!folder) return;
  const std::string path = *folder + "bincode/firedancer-types/txn_vote";
  // The transaction stands in a packet, and the rest of it is not the transaction's.
  const std::string packet = read_file(path + ".bin");
  const auto size =
      skip(plan_of("solana::VersionedTransaction", Config::legacy().allow_trailing_bytes()), as_wire(packet));
  REQUIRE(size.has_value());
  const JsonValue value = decoded("solana::VersionedTransaction", packet.substr(0, *size));
  CHECK(value.at("/signatures/0")->text == '"' + yaml_leaves(read_file(path + ".yml")).front() + '"');
}

TEST_CASE("capture: what the runtime was told is what is read in its sysvars") {
  const auto folder = corpus();
  if (!folder) return;
  std::istringstream rows(read_file(*folder + "vectors/litesvm-oracle/sysvars.jsonl"));
  std::size_t count = 0;
  for (std::string line; std::getline(rows, line); ++count) {
    const JsonValue row = parse_json(line);
    const auto text = [&](std::string_view pointer) {
      const std::string& quoted = row.at(pointer)->text;
      return quoted.substr(1, quoted.size() - 2);
    };
    const std::string wire = from_hex(text("/hex"));
    INFO(line.substr(0, 200));
    // JSON has no such numbers: they print as null, which is none to read.
    if (line.find("NaN") != std::string::npos || line.find("Infinity") != std::string::npos) continue;
    const bool padded = text("/type") == "SlotHashes";
    Leaves found;
    JsonValue value = decoded(padded ? "solana::Padded<solana::SlotHashes>" : "solana::" + text("/type"), wire);
    value.remove_members("padding");
    add_leaves(value, found);
    Leaves expected;
    add_leaves(*row.at("/value"), expected);
    // A float is written in another way, and there is one in Rent.
    if (text("/type") == "Rent") found.erase(found.begin() + 1), expected.erase(expected.begin() + 1);
    CHECK(found == expected);
  }
  CHECK(count == 63);
}

TEST_CASE("capture: accounts that programs made in the runtime") {
  const auto folder = corpus();
  if (!folder) return;
  const std::vector<std::pair<std::string, std::string>> types = {{"nonce", "solana::NonceAccount"},
                                                                  {"vote", "solana::VoteAccount"},
                                                                  {"stake", "solana::StakeAccount"},
                                                                  {"alt", "solana::AddressLookupTable"}};
  std::istringstream rows(read_file(*folder + "vectors/litesvm-oracle/accounts.jsonl"));
  std::size_t count = 0;
  for (std::string line; std::getline(rows, line); ++count) {
    const JsonValue row = parse_json(line);
    INFO(row.at("/step")->text);
    for (const auto& [account, type] : types) {
      if (row.at("/account")->text != '"' + account + '"') continue;
      const std::string& hex = row.at("/hex")->text;
      static_cast<void>(decoded(type, from_hex(std::string_view(hex).substr(1, hex.size() - 2))));
    }
  }
  CHECK(count == 10);
}

TEST_CASE("capture: contact infos that end before their extensions") {
  const auto folder = corpus();
  if (!folder) return;
  for (const char* number : {"1", "6", "8"}) {
    INFO(number);
    const std::string wire =
        read_file(*folder + "bincode/firedancer-gossip/ballet-contact_info_crds_" + number + ".bin");
    const JsonValue whole = decoded("solana::gossip::ContactInfo1_16", wire);
    CHECK(whole.at("/extensions") == nullptr);
    // With the length of no extensions behind them they are what they would be today.
    const JsonValue today = decoded("solana::gossip::ContactInfo", wire + '\0');
    CHECK(today.at("/extensions")->elements.empty());
    CHECK(today.at("/sockets")->elements.size() == whole.at("/sockets")->elements.size());
    const auto cut = verify(plan_of("solana::gossip::ContactInfo"), as_wire(wire));
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error().path == "extensions");
  }
}
