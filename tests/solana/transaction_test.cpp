// Messages and transactions: what tells the versions apart on the wire and in JSON, every form in which a node prints
// a transaction, and what is refused, with the place.
#include "solana/json_value.hpp"
#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

// The smallest transactions of each version: one signer, no instructions. Each part is one repeated byte.
const std::string legacy_message = header + "\x01" + key + blockhash + std::string(1, '\0');
const std::string v0_message = "\x80" + legacy_message + std::string(1, '\0');
const std::string v1_message = "\x81" + header + std::string(4, '\0') + blockhash + std::string(1, '\0') + "\x01" + key;
const std::string legacy_wire = "\x01" + signature + legacy_message;
const std::string v0_wire = "\x01" + signature + v0_message;
const std::string v1_wire = v1_message + signature;

const Plan& transaction() {
  static const Plan plan = plan_of("solana::VersionedTransaction");
  return plan;
}

std::string decoded(const Plan& plan, const std::string& wire) {
  auto json = to_json(plan, as_wire(wire));
  INFO((json ? "" : text_of(json.error())));
  REQUIRE(json.has_value());
  return *std::move(json);
}

std::string encoded(const Plan& plan, const std::string& json) {
  Buffer out;
  const auto status = from_json(plan, json, out);
  INFO(json << ": " << (status ? "" : text_of(status.error())));
  REQUIRE(status.has_value());
  return std::string(as_text(out));
}

std::string base64(const std::string& bytes) {
  const Plan plan = plan_of("Vec<u8>");
  JsonStyle style;
  style.bytes = BytesStyle::base64;
  std::string frame(sizeof(std::uint64_t), '\0');
  wire::store<std::uint64_t, Endian::little>(reinterpret_cast<std::uint8_t*>(frame.data()), bytes.size());
  const auto json = to_json(plan, as_wire(frame + bytes), style);
  REQUIRE(json.has_value());
  return *json;
}

// The transaction with its one signature so many times.
std::string with_signatures(std::string json, std::size_t count) {
  const std::size_t from = json.find("[\"") + 1;
  const std::string text = json.substr(from, json.find(']') - from);
  for (std::size_t index = 1; index < count; ++index) json.insert(from, text + ",");
  return json;
}

// Cuts and repeats do not matter for what is tested here.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("transaction: each version prints with its number and comes back") {
  struct Case {
    const std::string& wire;
    const char* version;
    const char* only_field;  // what no other version has
  };
  for (const Case& c : {Case{legacy_wire, ",\"version\":\"legacy\"}", ""},
                        Case{v0_wire, ",\"version\":0}", ",\"addressTableLookups\":[]}"},
                        Case{v1_wire, ",\"version\":1}", ",\"config\":{\"priorityFee\":null"}}) {
    INFO(c.version);
    const std::string json = decoded(transaction(), c.wire);
    CHECK(json.starts_with("{\"signatures\":[\""));
    CHECK(json.ends_with(c.version));
    CHECK(json.find(c.only_field) != std::string::npos);
    CHECK((encoded(transaction(), json) == c.wire));
    // The fields of the message tell the version where nothing else does.
    CHECK((encoded(transaction(), replaced(json, c.version, "}")) == c.wire));
    CHECK(verify(transaction(), as_wire(c.wire)).has_value());
  }
}

TEST_CASE("message: each version by itself, which Transaction is not") {
  const Plan message = plan_of("solana::VersionedMessage");
  for (const std::string& wire : {legacy_message, v0_message, v1_message}) {
    CHECK((encoded(message, decoded(message, wire)) == wire));
  }
  const Plan legacy = plan_of("solana::Transaction");
  CHECK((encoded(legacy, decoded(legacy, legacy_wire)) == legacy_wire));
  CHECK_FALSE(verify(legacy, as_wire(v0_wire)).has_value());
}

TEST_CASE("transaction: every form of a node's reply is read") {
  const std::string json = decoded(transaction(), v0_wire);
  const std::string inner = replaced(json, ",\"version\":0}", "}");
  const std::string pair = "[" + base64(v0_wire) + ",\"base64\"]";
  const std::string forms[] = {
      json,
      pair,
      "{\"transaction\":" + pair + ",\"meta\":null,\"version\":0}",
      "{\"meta\":{\"err\":null,\"fee\":5000},\"transaction\":" + inner + ",\"version\":0}",
      "{\"version\":0,\"transaction\":" + inner + "}",
      "{\"slot\":1,\"blockTime\":null,\"transaction\":" + pair + ",\"meta\":{\"a\":[1,{}]}}",
      "{\"jsonrpc\":\"2.0\",\"result\":{\"slot\":1,\"transaction\":" + pair + "},\"id\":1}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"transaction\":" + inner + ",\"version\":0}}",
      " { \"message\" : " + std::string(JsonValue(*parse_json(json).at("/message")).text) +
          " , \"signatures\" : " + parse_json(json).at("/signatures")->text + " , \"version\" : null } ",
  };
  for (const std::string& form : forms) {
    INFO(form);
    CHECK((encoded(transaction(), form) == v0_wire));
  }
  const Plan block = plan_of("solana::Block");
  const std::string wire = std::string("\x02\0\0\0\0\0\0\0", 8) + v0_wire + v0_wire;
  for (const std::string& rows : {"[" + json + "," + pair + "]",
                                  "{\"result\":{\"blockhash\":\"x\",\"transactions\":[{\"transaction\":" + pair +
                                      ",\"version\":0}," + json + "]}}",
                                  "{\"transactions\":[" + json + "," + json + "],\"rewards\":[]}"}) {
    INFO(rows);
    CHECK((encoded(block, rows) == wire));
  }
}

TEST_CASE("transaction: keys are read as text or as the numbers that serde writes") {
  const std::string json = decoded(transaction(), legacy_wire);
  const std::string key_text = parse_json(json).at("/message/accountKeys/0")->text;
  std::string numbers = "[34";
  for (int index = 1; index < 32; ++index) numbers += ",34";
  CHECK((encoded(transaction(), replaced(json, key_text, numbers + "]")) == legacy_wire));
}

TEST_CASE("transaction: wire bytes that agave refuses are refused at their place") {
  struct Case {
    const char* what;
    std::string wire;
    Errc code;
    std::uint64_t offset;
    const char* path;
  };
  const std::string empty(1, '\0');
  const Case cases[] = {
      {"version 127", "\x01" + signature + "\xFF" + legacy_message, Errc::invalid_value, 65, "message"},
      {"version 2", "\x01" + signature + "\x82" + legacy_message, Errc::invalid_value, 65, "message"},
      {"128 signatures", "\x80\x01" + signature, Errc::invalid_value, 0, ""},
      {"v1 after its signatures", "\x01" + signature + v1_message, Errc::invalid_value, 65, "message"},
      {"a cut signature", "\x01" + signature.substr(1), Errc::unexpected_end, 0, "signatures"},
      {"no bytes", "", Errc::unexpected_end, 0, "signatures"},
      {"an alias of a count", "\x01" + signature + header + std::string("\x81\x00", 2) + key + blockhash + empty,
       Errc::invalid_varint, 68, "message.account_keys"},
      {"a count of four bytes", "\x01" + signature + header + "\x80\x80\x80\x01", Errc::invalid_varint, 68,
       "message.account_keys"},
      {"a count above 65,535", "\x01" + signature + header + "\x80\x80\x04", Errc::invalid_varint, 68,
       "message.account_keys"},
      {"more keys than bytes", "\x01" + signature + header + "\x02" + key, Errc::unexpected_end, 68,
       "message.account_keys"},
      {"v1 without its signatures", v1_message, Errc::unexpected_end, v1_message.size(), "signatures"},
      {"v1 with half a signature", v1_message + signature.substr(32), Errc::unexpected_end, v1_message.size(),
       "signatures"},
      {"v1 with an unknown setting",
       "\x81" + header + std::string("\x20\0\0\0", 4) + blockhash + std::string("\0\0", 2), Errc::invalid_value, 4,
       "message.config"},
      {"bytes after the end", legacy_wire + "\x07", Errc::trailing_bytes, legacy_wire.size(), ""},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    for (const bool print : {false, true}) {
      INFO((print ? "to_json" : "verify"));
      Error error;
      if (print) {
        const auto json = to_json(transaction(), as_wire(c.wire));
        REQUIRE_FALSE(json.has_value());
        error = json.error();
      } else {
        const auto verified = verify(transaction(), as_wire(c.wire));
        REQUIRE_FALSE(verified.has_value());
        error = verified.error();
      }
      INFO(text_of(error));
      CHECK(error.code == c.code);
      CHECK(error.offset == c.offset);
      CHECK(error.path == c.path);
    }
  }
}

TEST_CASE("transaction: every cut of a valid one is refused") {
  for (const std::string& wire : {legacy_wire, v0_wire, v1_wire}) {
    for (std::size_t size = 0; size < wire.size(); ++size) {
      INFO(size);
      CHECK_FALSE(verify(transaction(), as_wire(wire.substr(0, size))).has_value());
      CHECK_FALSE(to_json(transaction(), as_wire(wire.substr(0, size))).has_value());
    }
  }
}

TEST_CASE("transaction: JSON that is none is refused with the reason") {
  const std::string json = decoded(transaction(), legacy_wire);
  const std::string v0 = decoded(transaction(), v0_wire);
  const std::string v1 = decoded(transaction(), v1_wire);
  struct Case {
    std::string json;
    Errc code;
    const char* words;
  };
  const Case cases[] = {
      {"{}", Errc::json_missing_field, "`message`"},
      {"{\"message\":{}}", Errc::json_missing_field, "`signatures`"},
      {replaced(json, "\"legacy\"", "2"), Errc::json_type, "version is \"legacy\", 0 or 1"},
      {replaced(json, "\"legacy\"", "\"0\""), Errc::json_type, "version is \"legacy\", 0 or 1"},
      {replaced(v0, "\"version\":0", "\"version\":\"legacy\""), Errc::json_unknown_field, "addressTableLookups"},
      {replaced(v1, "\"version\":1", "\"version\":0"), Errc::json_unknown_field, "config"},
      {replaced(json, "\"version\":", "\"version\":0,\"version\":"), Errc::json_duplicate_field, "`version`"},
      {replaced(v1, "\"numRequiredSignatures\":1", "\"numRequiredSignatures\":2"), Errc::not_representable,
       "signatures"},
      {replaced(json, "\"numRequiredSignatures\":1", "\"numRequiredSignatures\":128"), Errc::not_representable,
       "fewer than 128 signers"},
      {with_signatures(json, 128), Errc::not_representable, "fewer than 128 signatures"},
      {with_signatures(v0, 200), Errc::not_representable, "fewer than 128 signatures"},
      {"[\"AQ==\",\"base64\"]", Errc::json_type, "no transaction"},
      {"[" + base64(legacy_wire + "\x07") + ",\"base64\"]", Errc::json_type, "1 bytes are left"},
      {"[\"AQ==\",\"base64+zstd\"]", Errc::json_type, "not an encoding"},
      {"[\"A!==\",\"base64\"]", Errc::json_type, "alphabet"},
      {"\"0OIl\"", Errc::json_type, "alphabet"},
      {"{\"error\":{\"code\":1}}", Errc::json_type, "is an error"},
      {"{\"signatures\":[],\"message\":{\"accountKeys\":[{\"pubkey\":\"x\"}]}}", Errc::json_type, "jsonParsed"},
      {"17", Errc::json_type, "an object"},
      {"{\"transaction\":[\"AQ==\"", Errc::json_syntax, ""},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    Buffer out;
    const auto status = from_json(transaction(), c.json, out);
    REQUIRE_FALSE(status.has_value());
    INFO(text_of(status.error()));
    CHECK(status.error().code == c.code);
    CHECK(status.error().detail.find(c.words) != std::string::npos);
    CHECK(out.empty());
  }
  std::string nested;
  for (int level = 0; level < 200; ++level) nested += "{\"result\":";
  for (const char* type : {"solana::VersionedTransaction", "solana::Block"}) {
    Buffer out;
    const auto status = from_json(plan_of(type), nested + "1" + std::string(200, '}'), out);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().code == Errc::depth_exceeded);
  }
}

TEST_CASE("transaction: as many signatures as can be told from a version") {
  const std::string most = encoded(transaction(), with_signatures(decoded(transaction(), legacy_wire), 127));
  CHECK(most.starts_with("\x7F"));
  CHECK(verify(transaction(), as_wire(most)).has_value());
  // v1 has its signatures behind it, and nothing else has a version.
  std::string v1 = v1_wire.substr(0, v1_message.size());
  v1[1] = '\xFF';
  for (int index = 0; index < 255; ++index) v1 += signature;
  CHECK((encoded(transaction(), decoded(transaction(), v1)) == v1));
  for (const std::string& count : {std::string("\x80\x01"), std::string("\xFF\xFF\x03")}) {
    std::string wire = count;
    for (int index = count.size() == 2 ? 128 : 65535; index != 0; --index) wire += signature;
    wire += "\x80" + legacy_message.substr(1);
    const Plan plan = plan_of("solana::Transaction");
    CHECK((encoded(plan, decoded(plan, wire)) == wire));
  }
}

TEST_CASE("transaction: other configurations change nothing in it") {
  for (const Config& config : {Config::standard(), Config::legacy().with_big_endian()}) {
    const Plan plan = plan_of("solana::VersionedTransaction", config);
    for (const std::string& wire : {legacy_wire, v0_wire, v1_wire}) {
      CHECK(verify(plan, as_wire(wire)).has_value());
      CHECK((encoded(plan, decoded(plan, wire)) == wire));
    }
  }
}

TEST_CASE("transaction: the innermost field around a byte is found in every version") {
  struct Case {
    const std::string& wire;
    std::uint64_t offset;
    const char* path;
  };
  const Case cases[] = {
      {legacy_wire, 70, "message.account_keys[0]"},
      {legacy_wire, 5, "signatures[0]"},
      {v0_wire, 65, "message"},
      {v0_wire, 66, "message.header.num_required_signatures"},
      {v1_wire, 2, "message"},
      {v1_wire, v1_wire.size() - 1, "signatures"},
  };
  for (const Case& c : cases) {
    INFO(c.path);
    const auto located = locate(transaction(), as_wire(c.wire), c.offset);
    REQUIRE(located.has_value());
    CHECK(located->path == c.path);
  }
}
