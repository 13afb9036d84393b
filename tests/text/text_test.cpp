// Hex, base64 and base58 against published vectors, slow definitions, and every set of kernels in turn.
#include "text/text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "limcode/kernels.hpp"

namespace {

using limcode::text::Problem;
using limcode::text::TextError;
using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

std::string hex(const Bytes& bytes) {
  std::string text(limcode::text::hex_size(bytes.size()), ' ');
  CHECK(limcode::text::encode_hex(text.data(), bytes.data(), bytes.size()) == text.size());
  return text;
}

limcode::text::Decoded<Bytes> decoded(limcode::text::Decoded<std::size_t> (*decode)(std::uint8_t*, std::string_view),
                                      std::size_t room, std::string_view text) {
  Bytes bytes(room);
  const auto size = decode(bytes.data(), text);
  if (!size) return std::unexpected(size.error());
  REQUIRE(*size <= room);
  bytes.resize(*size);
  return bytes;
}

auto from_hex(std::string_view text) {
  return decoded(limcode::text::decode_hex, limcode::text::max_hex_bytes(text.size()), text);
}

auto from_base64(std::string_view text) {
  return decoded(limcode::text::decode_base64, limcode::text::max_base64_bytes(text.size()), text);
}

auto from_base58(std::string_view text) { return decoded(limcode::text::decode_base58, text.size(), text); }

std::string base64(const Bytes& bytes) {
  std::string text(limcode::text::base64_size(bytes.size()), ' ');
  CHECK(limcode::text::encode_base64(text.data(), bytes.data(), bytes.size()) == text.size());
  return text;
}

std::string base58(const Bytes& bytes) {
  std::string text(limcode::text::max_base58_size(bytes.size()), ' ');
  text.resize(limcode::text::encode_base58(text.data(), bytes.data(), bytes.size()));
  return text;
}

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// Base58 as its definition has it: divide the number by 58 until nothing is left.
std::string base58_slowly(Bytes bytes) {
  constexpr std::string_view alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  std::string text;
  const auto zeros = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b != 0; }) - bytes.begin();
  while (std::any_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b != 0; })) {
    unsigned rest = 0;
    for (std::uint8_t& byte : bytes) {
      rest = rest << 8 | byte;
      byte = static_cast<std::uint8_t>(rest / 58);
      rest %= 58;
    }
    text += alphabet[rest];
  }
  text.append(static_cast<std::size_t>(zeros), '1');
  std::reverse(text.begin(), text.end());
  return text;
}

// Random bytes, with zeros or ones at the front and behind now and then.
Bytes random_bytes(Random& random, std::size_t size) {
  Bytes bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  if (size == 0) return bytes;
  const auto edge = [&] { return static_cast<std::ptrdiff_t>(random() % (size + 1)); };
  switch (random() % 6) {
    case 0: std::fill(bytes.begin(), bytes.begin() + edge(), std::uint8_t{0}); break;
    case 1: std::fill(bytes.begin(), bytes.begin() + edge(), std::uint8_t{255}); break;
    case 2: std::fill(bytes.end() - edge(), bytes.end(), std::uint8_t{0}); break;
    default: break;
  }
  return bytes;
}

void with_every_set(const std::function<void()>& check) {
  const std::string before(limcode::kernels::active());
  for (const std::string_view name : limcode::kernels::available()) {
    CAPTURE(name);
    REQUIRE(limcode::kernels::use(name).has_value());
    check();
  }
  REQUIRE(limcode::kernels::use(before).has_value());
}

template <class T>
void check_refused(const limcode::text::Decoded<T>& result, Problem problem, std::size_t position) {
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().problem == problem);
  CHECK(result.error().position == position);
  CHECK_FALSE(limcode::text::explain(result.error().problem).empty());
}

}  // namespace

TEST_CASE("hex: known texts, both cases") {
  CHECK(hex({}) == "");
  CHECK(hex({0x00, 0x9F, 0xFF, 0xA0}) == "009fffa0");
  CHECK(from_hex("009FffA0") == Bytes{0x00, 0x9F, 0xFF, 0xA0});
  CHECK(from_hex("") == Bytes{});
}

TEST_CASE("hex: what is refused, and where") {
  struct Row {
    const char* text;
    Problem problem;
    std::size_t position;
  };
  const Row rows[] = {{"0", Problem::length, 1},
                      {"012", Problem::length, 3},
                      {"0g", Problem::character, 1},
                      {"g0", Problem::character, 0},
                      {"00 1", Problem::character, 2},
                      {"0x12", Problem::character, 1},
                      {"00\xC3\xA9", Problem::character, 2}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    check_refused(from_hex(row.text), row.problem, row.position);
  }
}

TEST_CASE("base64: the vectors of RFC 4648") {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : rows) {
    CAPTURE(text);
    CHECK(base64(bytes_of(plain)) == text);
    CHECK(from_base64(text) == bytes_of(plain));
  }
}

TEST_CASE("base64: what is refused, and where") {
  struct Row {
    const char* text;
    Problem problem;
    std::size_t position;
  };
  const Row rows[] = {
      {"Z", Problem::length, 1},           {"Zg", Problem::padding, 2},         {"Zg=", Problem::padding, 3},
      {"Zg===", Problem::padding, 2},      {"Zm9vZ", Problem::length, 5},       {"Zh==", Problem::unused_bits, 1},
      {"Zm9=", Problem::unused_bits, 2},   {"====", Problem::padding, 0},       {"Z===", Problem::padding, 1},
      {"Zg==Zg==", Problem::padding, 2},   {"Zm9v Zm9", Problem::character, 4}, {"Zm-v", Problem::character, 2},
      {"Zm9vZm_=", Problem::character, 6}, {"Zm9v\n", Problem::character, 4},   {"=", Problem::length, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    check_refused(from_base64(row.text), row.problem, row.position);
  }
}

TEST_CASE("hex and base64: every size goes there and back with every set, and stays within its memory") {
  with_every_set([] {
    Random random(1);
    for (std::size_t size = 0; size <= 700; ++size) {
      const Bytes bytes = random_bytes(random, size);
      CAPTURE(size);
      REQUIRE(from_hex(hex(bytes)) == bytes);
      REQUIRE(from_base64(base64(bytes)) == bytes);
    }
  });
}

TEST_CASE("base64: one wrong character anywhere is found with every set") {
  with_every_set([] {
    Random random(2);
    const std::string good = base64(random_bytes(random, 300));
    for (std::size_t place = 0; place != good.size(); ++place) {
      std::string text = good;
      text[place] = '*';
      check_refused(from_base64(text), Problem::character, place);
    }
  });
}

TEST_CASE("base58: known texts") {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},
      {"00", "1"},
      {"48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U"},
      {"0000287fb4cd", "11233QC4"},
      {"0000000000000000000000000000000000000000000000000000000000000000", "11111111111111111111111111111111"},
      {"06ddf6e1d765a193d9cbe146ceeb79ac1cb485ed5f5b37913a8cf5857eff00a9",
       "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"},
      {"06a7d51718c774c928566398691d5eb68b5eb8a39b4b6d5c73555b2100000000",
       "SysvarC1ock11111111111111111111111111111111"},
      {"0761481d357474bb7c4d7624ebd3bdb3d8355e73d11043fc0da3538000000000",
       "Vote111111111111111111111111111111111111111"},
      {"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
       "JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG"},
  };
  with_every_set([&] {
    for (const auto& [digits, text] : rows) {
      CAPTURE(text);
      const Bytes bytes = from_hex(digits).value();
      CHECK(base58(bytes) == text);
      CHECK(from_base58(text) == bytes);
    }
  });
}

TEST_CASE("base58: every size agrees with the definition") {
  Random random(3);
  for (std::size_t size = 0; size <= 300; ++size) {
    for (int round = 0; round != 4; ++round) {
      const Bytes bytes = random_bytes(random, size);
      CAPTURE(size);
      const std::string text = base58(bytes);
      REQUIRE(text == base58_slowly(bytes));
      REQUIRE(from_base58(text) == bytes);
    }
  }
}

TEST_CASE("base58: keys and signatures agree with the definition with every set") {
  with_every_set([] {
    Random random(4);
    for (int round = 0; round != 4000; ++round) {
      const Bytes key = random_bytes(random, 32), signature = random_bytes(random, 64);
      const std::string key_text = base58(key), signature_text = base58(signature);
      REQUIRE(key_text == base58_slowly(key));
      REQUIRE(signature_text == base58_slowly(signature));
      Bytes back(64);
      REQUIRE(limcode::text::decode_base58_64(back.data(), signature_text).has_value());
      REQUIRE(back == signature);
      back.resize(32);
      REQUIRE(limcode::text::decode_base58_32(back.data(), key_text).has_value());
      REQUIRE(back == key);
    }
  });
}

TEST_CASE("base58: texts of another size are refused with every set") {
  with_every_set([] {
    Random random(5);
    for (std::size_t size = 0; size <= 70; ++size) {
      const std::string text = base58(random_bytes(random, size));
      CAPTURE(text);
      Bytes bytes(64);
      const auto key = limcode::text::decode_base58_32(bytes.data(), text);
      const auto signature = limcode::text::decode_base58_64(bytes.data(), text);
      REQUIRE(key.has_value() == (size == 32));
      REQUIRE(signature.has_value() == (size == 64));
      if (size != 32) check_refused(key, Problem::size, text.size());
    }
    Bytes bytes(64);
    // 2^256 and 2^512 need a byte more; one zero character too few or too many changes the size.
    const std::string too_large[] = {"JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFH", std::string(44, 'z'),
                                     std::string(31, '1'), std::string(33, '1'),
                                     "1Vote111111111111111111111111111111111111111"};
    for (const std::string& text : too_large) {
      CAPTURE(text);
      check_refused(limcode::text::decode_base58_32(bytes.data(), text), Problem::size, text.size());
    }
    const Bytes most(64, 0xFF);
    std::string text = base58(most);
    ++text.back();
    check_refused(limcode::text::decode_base58_64(bytes.data(), text), Problem::size, text.size());
  });
}

TEST_CASE("base58: characters outside the alphabet are found with every set") {
  with_every_set([] {
    const std::string good = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
    Bytes bytes(64);
    for (unsigned value = 0; value != 256; ++value) {
      for (const std::size_t place : {std::size_t{0}, std::size_t{1}, std::size_t{21}, good.size() - 1}) {
        std::string text = good;
        text[place] = static_cast<char>(value);
        CAPTURE(text);
        const bool known =
            std::string_view("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz").find(text[place]) !=
            std::string_view::npos;
        const auto key = limcode::text::decode_base58_32(bytes.data(), text);
        const auto any = limcode::text::decode_base58(bytes.data(), text);
        REQUIRE(any.has_value() == known);
        if (known) continue;
        check_refused(key, Problem::character, place);
        check_refused(any, Problem::character, place);
      }
    }
  });
}

TEST_CASE("base58: the bound on the size holds on both sides") {
  Bytes most(limcode::text::max_base58_bytes, 0xFF);
  const std::string text = base58(most);
  CHECK(from_base58(text) == most);
  check_refused(from_base58("1" + text), Problem::size, text.size() + 1);
  const std::string zeros(limcode::text::max_base58_bytes, '1');
  CHECK(from_base58(zeros)->size() == zeros.size());
  check_refused(from_base58(zeros + "1"), Problem::size, zeros.size() + 1);
  const std::string large(100'000, 'z');
  check_refused(from_base58(large), Problem::size, large.size());
}
