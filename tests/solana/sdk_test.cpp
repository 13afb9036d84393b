// Values of the types that Solana's own crates declare, as bincode and serde_json write them: tests/oracle/sdk/long_run
// makes them and names the file or pipe in LIMCODE_SOLANA_VALUES. A line has limcode's name of the type, the bytes in
// hex and the JSON. Where limcode differs by rule is counted.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

struct SdkType {
  Plan rpc;
  Plan serde;
  std::uint64_t values = 0;
  std::uint64_t exceptions = 0;
};

SdkType sdk_type(const std::string& name) {
  const auto serde = parse_type(name, SolanaStyle::serde);
  INFO(name);
  REQUIRE(serde.has_value());
  auto plan = compile(*serde, Config::legacy());
  REQUIRE(plan.has_value());
  return {plan_of(name), *std::move(plan)};
}

// Whether some transaction has a length of signatures that takes two bytes, so 128 or more.
bool has_many_signatures(std::string_view json) {
  constexpr std::string_view before = "\"signatures\":[[";
  for (std::size_t at = json.find(before); at != std::string_view::npos; at = json.find(before, at + 1)) {
    const std::size_t end = json.find_first_of(",]", at + before.size());
    if (end != std::string_view::npos && json[end] == ',') return true;
  }
  return false;
}

// docs/solana.md states these rules: what begins like a version is one, and Rent prints as it used to.
bool is_exception(const std::string& name, const std::string& json, const Error& error) {
  if (name == "solana::Rent") return error.path == "exemption_threshold";
  return (name == "solana::VersionedTransaction" || name == "solana::Block") && has_many_signatures(json);
}

// What is wrong with the value, or nothing; with an exception's error where it is one.
std::string disagreement(const SdkType& type, const std::string& name, const std::string& wire, const std::string& json,
                         std::optional<Error>& refused) {
  if (auto verified = verify(type.rpc, as_wire(wire)); !verified) {
    refused = std::move(verified.error());
    return "verify: " + text_of(*refused);
  }
  const auto rpc = to_json(type.rpc, as_wire(wire));
  const auto serde = to_json(type.serde, as_wire(wire));
  if (!rpc || !serde) return "to_json: " + text_of(rpc ? serde.error() : rpc.error());
  const bool own_form = name == "solana::Rent";
  if (!own_form && *serde != json) return "serde_json prints " + json + ", limcode " + *serde;
  for (const std::string& text : {*rpc, *serde}) {
    Buffer out;
    if (auto encoded = from_json(type.rpc, text, out); !encoded) {
      refused = std::move(encoded.error());
      return "from_json of " + text + ": " + text_of(*refused);
    }
    if (as_text(out) != wire) return text + " became " + to_hex(as_text(out));
  }
  return {};
}

}  // namespace

TEST_CASE("sdk: values of Solana's own crates agree in bytes and in both styles") {
  const char* const path = std::getenv("LIMCODE_SOLANA_VALUES");
  if (path == nullptr) {
    WARN("LIMCODE_SOLANA_VALUES is not set: Solana's own types are not compared");
    return;
  }
  std::ifstream lines(path);
  REQUIRE(lines.good());
  std::map<std::string, SdkType> types;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t hex_at = line.find('\t');
    const std::size_t json_at = line.find('\t', hex_at + 1);
    REQUIRE(json_at != std::string::npos);
    const std::string name = line.substr(0, hex_at);
    auto found = types.find(name);
    if (found == types.end()) found = types.emplace(name, sdk_type(name)).first;
    SdkType& type = found->second;
    ++type.values;
    std::optional<Error> refused;
    const std::string wire = from_hex(std::string_view(line).substr(hex_at + 1, json_at - hex_at - 1));
    const std::string json = line.substr(json_at + 1);
    const std::string wrong = disagreement(type, name, wire, json, refused);
    if (wrong.empty()) continue;
    if (refused && is_exception(name, json, *refused)) {
      ++type.exceptions;
      continue;
    }
    FAIL_CHECK(name << " " << line.substr(hex_at + 1, json_at - hex_at - 1) << ": " << wrong);
  }
  std::uint64_t values = 0;
  for (const auto& [name, type] : types) {
    values += type.values;
    if (type.exceptions != 0) std::cout << name << ": " << type.exceptions << " exceptions\n";
  }
  std::cout << types.size() << " types, " << values << " values\n";
  CHECK(types.size() == 42);
}
