// Block components: entries, or none and a marker, with the layouts that SIMD-0307 and SIMD-0337 give the markers.
#include "solana/candidates.hpp"
#include "solana/support.hpp"

namespace {

using namespace limcode;
using namespace limcode::test;

const std::string no_entries(8, '\0');
const std::string block_id(32, '\x22');
const std::string slot("\x07\0\0\0\0\0\0\0", 8);
const std::string compressed(96, '\x05');

// Version 1 of the marker, its kind and length, and what it holds.
std::string marker(char kind, const std::string& payload) {
  return no_entries + std::string("\x01\0", 2) + kind + static_cast<char>(payload.size() & 0xFF) +
         static_cast<char>(payload.size() >> 8) + payload;
}

const std::string absent(1, '\0');
const std::string block_header = "\x01" + slot + block_id;
const std::string plain_footer = "\x01" + block_id + slot + std::string("\x02hi") + absent + absent + absent;
const std::string aggregate = compressed + std::string("\x01\0\xAA", 3);
const std::string full_footer = "\x01" + block_id + slot + absent + "\x01" + slot + block_id + aggregate + "\x01" +
                                aggregate + "\x01" + slot + compressed + "\x01\xBB" + "\x01" + slot + block_id +
                                compressed + std::string("\x80\x01") + std::string(128, '\xCC');
const std::string genesis = slot + block_id + std::string(192, '\x06') + std::string("\x02\0\0\0\0\0\0\0\x01\x02", 10);
const std::string entry = std::string("\x01\0\0\0\0\0\0\0", 8) + block_id + std::string(8, '\0');
const std::string one_entry = std::string("\x01\0\0\0\0\0\0\0", 8) + entry;

const Plan& component() {
  static const Plan plan = plan_of("solana::BlockComponent");
  return plan;
}

}  // namespace

TEST_CASE("block component: entries and every marker decode and come back") {
  struct Case {
    const char* what;
    std::string wire;
    const char* words;
  };
  const Case cases[] = {
      {"entries", one_entry, R"("marker":null,"padding":0})"},
      {"entries with zero bytes after", one_entry + std::string(9, '\0'), R"("marker":null,"padding":9})"},
      {"no entries at all", no_entries, R"({"entries":[],"marker":null,"padding":0})"},
      {"a header", marker(1, block_header),
       R"({"entries":[],"marker":{"V1":{"BlockHeader":{"V1":{"parentSlot":7,"parentBlockId":")"},
      {"a header with zero bytes after", marker(1, block_header) + std::string(3, '\0'), R"(}}}},"padding":3})"},
      {"another parent", marker(2, block_header), R"({"UpdateParent":{"V1":{"newParentSlot":7,"newParentBlockId":")"},
      {"a footer", marker(0, plain_footer), R"("blockUserAgent":"aGk=","blockFinalCert":null,"skipRewardCert":null)"},
      {"a footer with all certificates", marker(0, full_footer), R"("bitmap":"qg=="},"notarAggregate":{"signature":")"},
      {"the first block of all", marker(3, genesis), R"({"GenesisCertificate":{"slot":7,"blockId":")"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const auto verified = verify(component(), as_wire(c.wire));
    INFO((verified ? "" : text_of(verified.error())));
    REQUIRE(verified.has_value());
    const auto json = to_json(component(), as_wire(c.wire));
    REQUIRE(json.has_value());
    INFO(*json);
    CHECK(json->find(c.words) != std::string::npos);
    Buffer again;
    REQUIRE(from_json(component(), *json, again).has_value());
    CHECK((as_text(again) == c.wire));
  }
}

TEST_CASE("block component: every cut of a marker is refused") {
  for (const std::string& whole : {marker(0, full_footer), marker(1, block_header), marker(3, genesis)}) {
    for (std::size_t size = 9; size < whole.size(); ++size) {
      INFO(size);
      CHECK_FALSE(verify(component(), as_wire(whole.substr(0, size))).has_value());
    }
  }
}

TEST_CASE("block component: what no leader sends is refused, with the place") {
  struct Case {
    const char* what;
    std::string wire;
    Errc code;
    std::uint64_t offset;
    const char* path;
  };
  std::string version = marker(1, block_header);
  version[8] = 2;
  std::string length = marker(1, block_header);
  length[11] = 40;
  std::string header_version = marker(1, block_header);
  header_version[13] = 2;
  std::string option = marker(0, plain_footer);
  option[13 + 1 + 32 + 8 + 3] = 2;
  const Case cases[] = {
      {"a version of markers", version, Errc::invalid_value, 8, "marker"},
      {"a kind of marker", marker(4, block_header), Errc::invalid_enum_index, 10, "marker"},
      {"a length that is wrong", length, Errc::invalid_value, 11, "marker.V1.BlockHeader"},
      {"a version of headers", header_version, Errc::invalid_value, 13, "marker.V1.BlockHeader"},
      {"an Option's tag", option, Errc::invalid_option_tag, 57, "marker.V1.BlockFooter.V1.block_final_cert"},
      {"bytes after it", marker(1, block_header) + "\x01", Errc::invalid_value, 54, "padding"},
      {"a marker after entries", one_entry + marker(1, block_header).substr(8), Errc::invalid_value, 56, "padding"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const auto verified = verify(component(), as_wire(c.wire));
    REQUIRE_FALSE(verified.has_value());
    INFO(text_of(verified.error()));
    CHECK(verified.error().code == c.code);
    CHECK(verified.error().offset == c.offset);
    CHECK(verified.error().path == c.path);
  }
}

TEST_CASE("block component: JSON with both entries and a marker is refused") {
  const auto entries = to_json(component(), as_wire(one_entry));
  const auto marked = to_json(component(), as_wire(marker(1, block_header)));
  REQUIRE((entries.has_value() && marked.has_value()));
  const std::size_t at = marked->find(R"("marker":)");
  const std::string both = entries->substr(0, entries->find(R"("marker":)")) + marked->substr(at);
  Buffer out;
  const auto status = from_json(component(), both, out);
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().code == Errc::not_representable);
  CHECK(status.error().path == "marker");
}

TEST_CASE("block component: a marker is recognised") {
  const auto found = solana::candidates(as_wire(marker(0, plain_footer)));
  const auto is_component = [](auto names) { return names.front() == "solana::BlockComponent"; };
  CHECK(std::count_if(found.begin(), found.end(), is_component) == 1);
}
