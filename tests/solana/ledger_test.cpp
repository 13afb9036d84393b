// Values that no capture holds, put together by hand from the layouts that agave's types have: what is read in them is
// what was put there, and they come back.
#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

template <class T>
std::string le(T value) {
  std::string bytes(sizeof value, '\0');
  wire::store<T, Endian::little>(reinterpret_cast<std::uint8_t*>(bytes.data()), value);
  return bytes;
}

std::string counted(const std::string& text) { return le(std::uint64_t{text.size()}) + text; }

const std::string one(1, '\1');
const std::string none(1, '\0');

std::string text_of_key(const std::string& bytes) {
  const auto json = to_json(plan_of("solana::Pubkey"), as_wire(bytes));
  REQUIRE(json.has_value());
  return *json;
}

void check(const std::string& type, const std::string& wire, const std::string& expected) {
  INFO(type);
  const Plan plan = plan_of(type);
  const auto verified = verify(plan, as_wire(wire));
  INFO((verified ? "" : text_of(verified.error())));
  REQUIRE(verified.has_value());
  const auto json = to_json(plan, as_wire(wire));
  REQUIRE(json.has_value());
  CHECK(*json == expected);
  Buffer out;
  REQUIRE(from_json(plan, expected, out).has_value());
  CHECK((as_text(out) == wire));
}

}  // namespace

TEST_CASE("ledger: a stored block with transactions, metas and rewards") {
  const std::string transaction = "\x01" + signature + std::string("\x01\0\0", 3) + "\x01" + key + blockhash + none;
  const std::string failed = one + le(std::uint32_t{8}) + "\x02" + le(std::uint32_t{25}) + le(std::uint32_t{7}) +
                             le(std::uint64_t{5000}) + le(std::uint64_t{1}) + le(std::uint64_t{9}) +
                             le(std::uint64_t{1}) + le(std::uint64_t{8});
  const std::string wire = counted("before") + counted("this") + le(std::uint64_t{41}) + le(std::uint64_t{2}) +
                           transaction + one + failed + transaction + none + le(std::uint64_t{1}) + counted("who") +
                           le(std::int64_t{-3}) + one + le(std::int64_t{1700000000}) + none;
  const auto printed = to_json(plan_of("solana::VersionedTransaction"), as_wire(transaction));
  REQUIRE(printed.has_value());
  check(
      "solana::StoredConfirmedBlock", wire,
      R"({"previousBlockhash":"before","blockhash":"this","parentSlot":41,"transactions":[{"transaction":)" + *printed +
          R"(,"meta":{"err":{"InstructionError":[2,{"Custom":7}]},"fee":5000,"preBalances":[9],"postBalances":[8]}})" +
          R"(,{"transaction":)" + *printed + R"(,"meta":null}],"rewards":[{"pubkey":"who","lamports":-3}],)" +
          R"("blockTime":1700000000,"blockHeight":null})");
}

TEST_CASE("gossip: the values of a restart") {
  const std::string head = key + le(std::uint64_t{1}) + le(std::uint32_t{0});
  const std::string tail = le(std::uint64_t{77}) + blockhash + le(std::uint16_t{9});
  const std::string keys = text_of_key(key);
  const std::string hashes = text_of_key(blockhash);
  const std::string after = R"(,"lastVotedSlot":77,"lastVotedHash":)" + hashes + R"(,"shredVersion":9})";
  check("solana::gossip::RestartLastVotedForkSlots", head + le(std::uint64_t{2}) + "\x05\x80\x01" + tail,
        R"({"from":)" + keys + R"(,"wallclock":1,"offsets":{"RunLengthEncoding":[5,128]})" + after);
  check("solana::gossip::RestartLastVotedForkSlots",
        key + le(std::uint64_t{1}) + le(std::uint32_t{1}) + one + le(std::uint64_t{2}) + "\xAA\x01" +
            le(std::uint64_t{9}) + tail,
        R"({"from":)" + keys + R"(,"wallclock":1,"offsets":{"RawOffsets":{"bits":[170,1],"len":9}})" + after);
  check("solana::gossip::CrdsData",
        le(std::uint32_t{13}) + key + le(std::uint64_t{2}) + le(std::uint64_t{3}) + blockhash + le(std::uint64_t{4}) +
            le(std::uint16_t{5}),
        R"({"RestartHeaviestFork":{"from":)" + keys + R"(,"wallclock":2,"lastSlot":3,"lastSlotHash":)" + hashes +
            R"(,"observedStake":4,"shredVersion":5}})");
}

TEST_CASE("gossip: a contact info with addresses, sockets and extensions") {
  check("solana::gossip::ContactInfo",
        key + "\x80\x01" + le(std::uint64_t{6}) + le(std::uint16_t{7}) + std::string("\x03\x00", 2) + "\x81\x02" +
            le(std::uint32_t{8}) + le(std::uint32_t{9}) + "\x03" + "\x02" + le(std::uint32_t{0}) + "\x7f" +
            std::string("\0\0\1", 3) + le(std::uint32_t{1}) + std::string(15, '\0') + "\1" + "\x01\x0a\x01\xbf\x3e" +
            "\x01\xfe\x02\xab\xcd",
        R"({"pubkey":)" + text_of_key(key) + R"(,"wallclock":128,"outset":6,"shredVersion":7,"version":{"major":3,)" +
            R"("minor":0,"patch":257,"commit":8,"featureSet":9,"client":3},"addrs":["127.0.0.1","::1"],)" +
            R"("sockets":[{"key":10,"index":1,"offset":7999}],"extensions":[{"typ":254,"bytes":"q80="}]})");
}

TEST_CASE("gossip: a contact info from before there were extensions") {
  check("solana::gossip::ContactInfo1_16",
        key + "\x05" + le(std::uint64_t{6}) + le(std::uint16_t{7}) + std::string("\x01\x10\x00", 3) +
            le(std::uint32_t{8}) + le(std::uint32_t{9}) + std::string("\0\0\0", 3),
        R"({"pubkey":)" + text_of_key(key) + R"(,"wallclock":5,"outset":6,"shredVersion":7,"version":{"major":1,)" +
            R"("minor":16,"patch":0,"commit":8,"featureSet":9,"client":0},"addrs":[],"sockets":[]})");
}

TEST_CASE("ledger: counts that are wrong are refused at their place") {
  struct Case {
    const char* type;
    std::string wire;
    Errc code;
    std::uint64_t offset;
    const char* path;
  };
  const Case cases[] = {
      {"Vec<solana::Entry>", le(std::uint64_t{2}) + le(std::uint64_t{1}) + blockhash + le(std::uint64_t{0}),
       Errc::unexpected_end, 0, ""},
      {"solana::Entry", le(std::uint64_t{1}) + blockhash + le(std::uint64_t{1}), Errc::unexpected_end, 40,
       "transactions"},
      {"solana::SlotHashes", le(std::uint64_t{1} << 61), Errc::unexpected_end, 0, ""},
      {"solana::nonce::Versions", le(std::uint32_t{2}) + le(std::uint32_t{0}), Errc::invalid_enum_index, 0, ""},
      {"solana::nonce::Versions", le(std::uint32_t{1}) + le(std::uint32_t{9}), Errc::invalid_enum_index, 4, "Current"},
      {"solana::StakeStateV2", le(std::uint32_t{4}), Errc::invalid_enum_index, 0, ""},
      {"solana::EpochSchedule",
       le(std::uint64_t{1}) + le(std::uint64_t{1}) + "\x02" + le(std::uint64_t{1}) + le(std::uint64_t{1}),
       Errc::invalid_bool, 16, "warmup"},
      {"solana::ConfigKeys", "\x81" + none + key + one, Errc::invalid_varint, 0, "keys"},
      {"solana::ConfigKeys", "\x02" + key + one, Errc::unexpected_end, 0, "keys"},
      {"solana::v0::MessageAddressTableLookup", key + "\x01\x05\x82" + none, Errc::invalid_varint, 34,
       "readonly_indexes"},
      {"solana::gossip::VarintU16", "\x80" + none, Errc::invalid_varint, 0, ""},
      {"solana::gossip::VarintU16", "\xff\xff\x04", Errc::integer_overflow, 0, ""},
      {"solana::Clock", std::string(39, '\0'), Errc::unexpected_end, 32, "unix_timestamp"},
      {"solana::UpgradeableLoaderInstruction", le(std::uint32_t{5}) + "\x02", Errc::invalid_bool, 4, "Close.tombstone"},
  };
  for (const Case& c : cases) {
    INFO(c.type << " " << to_hex(c.wire));
    const auto verified = verify(plan_of(c.type), as_wire(c.wire));
    REQUIRE_FALSE(verified.has_value());
    INFO(text_of(verified.error()));
    CHECK(verified.error().code == c.code);
    CHECK(verified.error().offset == c.offset);
    CHECK(verified.error().path == c.path);
  }
}
