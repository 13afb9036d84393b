// Each codec by itself: wire bytes to the declared layout and back, under the legacy configuration, and what it
// refuses, with the place.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plan/codec.hpp"

namespace {

using limcode::Buffer;
using limcode::Config;
using limcode::Errc;
using limcode::plan::Codec;
using limcode::plan::CodecFault;
using limcode::plan::CodecInput;

using Bytes = std::vector<std::uint8_t>;

// Hex with spaces; `xx*32` repeats a byte.
Bytes bytes_of(std::string_view text) {
  Bytes out;
  out.reserve(1);  // a codec is never given a null pointer
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(std::stoul(std::string(text.substr(at, 2)), nullptr, 16));
    at += 2;
    std::size_t times = 1;
    if (at < text.size() && text[at] == '*') {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      times = std::stoul(std::string(text.substr(at + 1, end - at - 1)));
      at = end;
    }
    out.insert(out.end(), times, byte);
  }
  return out;
}

Bytes bytes_of(const Buffer& buffer) {
  const auto* from = reinterpret_cast<const std::uint8_t*>(buffer.data());
  return {from, from + buffer.size()};
}

const Codec& codec_of(std::string_view name) {
  const Codec* codec = limcode::plan::find_codec(name);
  REQUIRE(codec != nullptr);
  return *codec;
}

struct Pair {
  const char* codec;
  const char* what;
  const char* wire;
  const char* declared;
};

const Pair pairs[] = {
    {"zero_padding", "nothing", "", "00*8"},
    {"zero_padding", "three bytes", "00*3", "03 00*7"},
    {"padding", "zero bytes", "00*3", "00*4 03 00*7"},
    {"padding", "other bytes", "00 05", "01 00*3 02 00*7 00 05"},
    {"rest_of_bytes", "nothing", "", "00*8"},
    {"rest_of_bytes", "two bytes", "ab cd", "02 00*7 ab cd"},
    {"rest_of_keys", "two keys", "01*32 02*32", "02 00*7 01*32 02*32"},
    {"trailing_bool", "absent", "", "00"},
    {"trailing_bool", "false", "00", "01 00"},
    {"trailing_bool", "true", "01", "01 01"},
    {"lookup_table", "not initialized", "00*56", "00*4 34 00*7 00*8"},
    {"lookup_table", "with an authority and one key", "01 00*3 ff*8 05 00*7 00 01 aa*32 00*2 bb*32",
     "01 00*3 ff*8 05 00*7 00 01 aa*32 00*2 00*8 01 00*7 bb*32"},
    {"lookup_table", "frozen", "01 00*3 ff*8 05 00*7 00 00 00*2 00*32", "01 00*3 ff*8 05 00*7 00 00 00*2 20 00*7 00*8"},
    {"compact_vote_state_update", "no root, no lockouts", "ff*8 00 11*32 00", "00*8 00 11*32 00"},
    {"tower_sync", "a root, two lockouts, a time", "64 00*7 02 05 02 80 01 01 11*32 01 07 00*7 22*32",
     "02 00*7 69 00*7 02 00*3 e9 00*7 01 00*3 01 64 00*7 11*32 01 07 00*7 22*32"},
    {"v1_message", "no settings, one key, no instructions", "01 00 00 00*4 11*32 00 01 aa*32",
     "01 00 00 01 aa*32 11*32 00 00 00 00 00"},
    {"v1_message", "all settings, one instruction",
     "01 00 00 1f 00*3 11*32 01 01 aa*32 05 00*7 06 00*3 07 00*3 08 00*3 01 02 03 00 00 01 0a 0b 0c",
     "01 00 00 01 aa*32 11*32 01 01 02 00 01 03 0a 0b 0c 01 05 00*7 01 06 00*3 01 07 00*3 01 08 00*3"},
    {"shred", "data", "11*64 a5 22*18 33*5 44", "00*4 11*64 a5 22*18 33*5 44"},
    {"shred", "code of a Merkle tree", "11*64 46 22*18 33*6", "01 00*3 11*64 46 22*18 33*6"},
    {"append_vec", "an empty file", "", "00*8 00*8"},
    {"append_vec", "zero bytes alone", "00*9", "00*8 09 00*7"},
};

}  // namespace

TEST_CASE("codec: wire bytes become the declared layout and come back") {
  const Config config = Config::legacy();
  for (const Pair& pair : pairs) {
    CAPTURE(pair.codec, pair.what);
    const limcode::plan::Codec& codec = codec_of(pair.codec);
    const Bytes wire = bytes_of(pair.wire);
    const Bytes declared = bytes_of(pair.declared);
    Buffer read;
    CodecFault fault;
    const std::uint8_t* const end = wire.data() + wire.size();
    const std::uint8_t* const next = codec.read({config, wire.data(), end}, wire.data(), &read, fault);
    CAPTURE(fault.path, fault.detail);
    REQUIRE(next == end);
    CHECK(bytes_of(read) == declared);
    Buffer written;
    REQUIRE(codec.write({config}, declared, written, fault));
    CHECK(bytes_of(written) == wire);
    CHECK(wire.size() >= codec.min);
    Buffer unused;
    CHECK(codec.read({config, wire.data(), end}, wire.data(), nullptr, fault) == end);
  }
}

TEST_CASE("codec: every cut of a value is refused, none is read as another") {
  const Config config = Config::legacy();
  for (const char* name : {"tower_sync", "v1_message"}) {
    for (const Pair& pair : pairs) {
      if (std::string_view(pair.codec) != name) continue;
      const Bytes wire = bytes_of(pair.wire);
      for (std::size_t size = 0; size < wire.size(); ++size) {
        CAPTURE(name, size);
        CodecFault fault;
        CHECK(codec_of(name).read({config, wire.data(), wire.data() + size}, wire.data(), nullptr, fault) == nullptr);
        CHECK(fault.code == Errc::unexpected_end);
      }
    }
  }
}

TEST_CASE("codec: what the chain refuses is refused, with the place") {
  struct Case {
    const char* codec;
    const char* wire;
    Errc code;
    std::size_t from;
    const char* path;
  };
  const Case cases[] = {
      {"zero_padding", "00*3 01 00", Errc::invalid_value, 3, ""},
      {"rest_of_keys", "01*33", Errc::unexpected_end, 32, "[1]"},
      {"trailing_bool", "02", Errc::invalid_bool, 0, ""},
      {"lookup_table", "02 00*55", Errc::invalid_enum_index, 0, ".state"},
      {"lookup_table", "01 00*3 00*17 02 00*34", Errc::invalid_option_tag, 21, ".state.LookupTable.authority"},
      {"lookup_table", "00*40 01 00*15", Errc::invalid_value, 40, ".padding"},
      {"lookup_table", "00*56 01", Errc::unexpected_end, 56, ".addresses[0]"},
      {"tower_sync", "00*8 80 00", Errc::invalid_varint, 8, ".lockouts"},
      {"tower_sync", "00*8 80 80 04", Errc::invalid_varint, 8, ".lockouts"},
      {"tower_sync", "00*8 01 80 00 01", Errc::invalid_varint, 9, ".lockouts[0].slot"},
      {"tower_sync", "00*8 01 ff*9 02 01", Errc::integer_overflow, 9, ".lockouts[0].slot"},
      {"tower_sync", "fe ff*7 01 02 01", Errc::invalid_value, 9, ".lockouts[0].slot"},
      {"tower_sync", "00*8 00 11*32 02", Errc::invalid_option_tag, 41, ".timestamp"},
      {"v1_message", "01 00 00 20 00*3", Errc::invalid_value, 3, ".config"},
      {"v1_message", "01 00 00 01 00*3", Errc::invalid_value, 3, ".config.priority_fee"},
      {"v1_message", "01 00 00 00*4 11*32 01 00 00 02 00 00 07", Errc::unexpected_end, 45, ".instructions[0].accounts"},
      {"shred", "11*64 a6 22*18 33*5", Errc::invalid_value, 64, ".common_header.shred_variant"},
      {"shred", "11*64 5a 22*18 33*5", Errc::unexpected_end, 83, ".coding_header"},
      {"append_vec", "01*8 00*120", Errc::unexpected_end, 104, ".accounts[0].hash"},
  };
  const Config config = Config::legacy();
  for (const Case& c : cases) {
    CAPTURE(c.codec, c.wire);
    const Bytes wire = bytes_of(c.wire);
    CodecFault fault;
    const std::uint8_t* const end = wire.data() + wire.size();
    REQUIRE(codec_of(c.codec).read({config, wire.data(), end}, wire.data(), nullptr, fault) == nullptr);
    CAPTURE(fault.detail);
    CHECK(fault.code == c.code);
    CHECK(static_cast<std::size_t>(fault.from - wire.data()) == c.from);
    CHECK(fault.path == c.path);
  }
}

TEST_CASE("codec: values without a form on the wire are refused") {
  struct Case {
    const char* codec;
    const char* declared;
    const char* path;
  };
  const Case cases[] = {
      {"zero_padding", "ff*8", ""},
      {"lookup_table", "00*4 33 00*7 00*8", ".padding"},
      {"tower_sync", "02 00*7 69 00*7 02 00*3 68 00*7 01 00*3 00 11*32 00 22*32", ".lockouts[1].slot"},
      {"tower_sync", "01 00*7 05 00*7 01 00*3 01 06 00*7 11*32 00 22*32", ".lockouts[0].slot"},
      {"tower_sync", "01 00*7 05 00*7 00 01 00*2 00 11*32 00 22*32", ".lockouts[0].confirmation_count"},
      {"tower_sync", "00*8 01 ff*8 11*32 00 22*32", ".root"},
      {"v1_message", "01 00 00 80 02 aa*8192 11*32 00 00 00 00 00", ".account_keys"},
      {"shred", "01 00*3 11*64 a5 22*18 33*6", ".common_header.shred_variant"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.codec, c.declared);
    const Bytes declared = bytes_of(c.declared);
    Buffer out;
    CodecFault fault;
    REQUIRE_FALSE(codec_of(c.codec).write({Config::legacy()}, declared, out, fault));
    CHECK(fault.code == Errc::not_representable);
    CHECK(fault.path == c.path);
    CHECK_FALSE(fault.detail.empty());
  }
}

TEST_CASE("codec: the standard configuration changes integers but not what the chain fixes") {
  Config config = Config::standard();
  const Bytes tower = bytes_of("64 02 05 02 80 01 01 11*32 01 0e 22*32");
  const Bytes declared = bytes_of("02 69 02 e9 01 01 64 11*32 01 0e 22*32");
  Buffer read;
  Buffer written;
  CodecFault fault;
  const std::uint8_t* const end = tower.data() + tower.size();
  REQUIRE(codec_of("tower_sync").read({config, tower.data(), end}, tower.data(), &read, fault) == end);
  CHECK(bytes_of(read) == declared);
  REQUIRE(codec_of("tower_sync").write({config}, declared, written, fault));
  CHECK(bytes_of(written) == tower);
}

TEST_CASE("codec: no other name has one") { CHECK(limcode::plan::find_codec("short_vec") == nullptr); }
