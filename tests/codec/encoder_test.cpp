// Encoder and Decoder: the seed API, its reuse of memory, and that nobody can see where small writes become large.
#include "limcode/encoder.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "limcode/decoder.hpp"
#include "support/counting_new.hpp"

namespace encoder_test {
namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)

std::vector<std::uint8_t> pattern(std::size_t size, unsigned seed = 1) {
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * seed + (i >> 8));
  return bytes;
}

/// The frame of a Vec<u8>, byte by byte.
std::vector<std::uint8_t> frame_of(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> frame;
  for (unsigned shift = 0; shift < 64; shift += 8) frame.push_back(static_cast<std::uint8_t>(bytes.size() >> shift));
  frame.insert(frame.end(), bytes.begin(), bytes.end());
  return frame;
}

bool same(std::span<const std::byte> a, const std::vector<std::uint8_t>& b) {
  return a.size() == b.size() && (b.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

template <class E>
void write_everything(E& encoder) {
  encoder.write_u8(1);
  encoder.write_u16(300);
  encoder.write_u32(70'000);
  encoder.write_u64(1ULL << 40);
  encoder.write_u128(wire::u128{1} << 100);
  encoder.write_usize(251);
  encoder.write_i8(-1);
  encoder.write_i16(-300);
  encoder.write_i32(-70'000);
  encoder.write_i64(-(1LL << 40));
  encoder.write_i128(-1);
  encoder.write_isize(-5);
  encoder.write_f32(1.5F);
  encoder.write_f64(-0.25);
  encoder.write_bool(true);
  encoder.write_char(U'\u20ac');
  encoder.write_option_tag(true);
  encoder.write_variant(2);
  encoder.write_length(1);
  encoder.write_string("h\xc3\xa9");
  encoder.write_bytes(std::vector<std::uint8_t>{1, 2, 3});
  encoder.write_raw(std::vector<std::uint8_t>{9, 8});
  encoder.write(std::vector<std::string>{"a", "b"});
}

template <class D>
void read_everything(D& decoder) {
  CHECK(decoder.read_u8() == 1);
  CHECK(decoder.read_u16() == 300);
  CHECK(decoder.read_u32() == 70'000U);
  CHECK(decoder.read_u64() == 1ULL << 40);
  CHECK((decoder.read_u128() == wire::u128{1} << 100));
  CHECK(decoder.read_usize() == 251U);
  CHECK(decoder.read_i8() == -1);
  CHECK(decoder.read_i16() == -300);
  CHECK(decoder.read_i32() == -70'000);
  CHECK(decoder.read_i64() == -(1LL << 40));
  CHECK((decoder.read_i128() == wire::i128{-1}));
  CHECK(decoder.read_isize() == -5);
  CHECK(decoder.read_f32() == 1.5F);
  CHECK(decoder.read_f64() == -0.25);
  CHECK(decoder.read_bool() == true);
  CHECK(decoder.read_char() == U'\u20ac');
  CHECK(decoder.read_option_tag() == true);
  CHECK(decoder.read_variant(3) == 2U);
  CHECK(decoder.read_length(1) == 1U);
  CHECK(decoder.read_string_view() == "h\xc3\xa9");
  CHECK(decoder.read_bytes_view().value().size() == 3);
  CHECK(decoder.read_raw_view(2).value()[0] == std::byte{9});
  CHECK((decoder.template read<std::vector<std::string>>() == std::vector<std::string>{"a", "b"}));
  CHECK(decoder.left() == 0);
  CHECK(decoder.finish().has_value());
}

}  // namespace

TEST_CASE("encoder: everything that it writes the decoder reads") {
  Encoder legacy;
  write_everything(legacy);
  const Buffer legacy_frame = legacy.finish().value();
  Decoder legacy_decoder(legacy_frame);
  read_everything(legacy_decoder);

  StandardEncoder standard;
  write_everything(standard);
  const Buffer standard_frame = standard.finish().value();
  CHECK(standard_frame.size() < legacy_frame.size());
  StandardDecoder standard_decoder(standard_frame);
  read_everything(standard_decoder);
}

TEST_CASE("encoder: write_bytes is a length and the bytes, for every size") {
  Encoder encoder;
  std::vector<std::size_t> sizes;
  for (std::size_t size = 0; size <= 1100; ++size) sizes.push_back(size);
  for (const std::size_t size : {2047, 2048, 2049, 4087, 4088, 4089, 4095, 4096, 4097, 8192, 65536, 1048576, 6291456}) {
    sizes.push_back(size);
  }
  for (const std::size_t size : sizes) {
    const auto bytes = pattern(size);
    encoder.clear();
    encoder.write_bytes(bytes);
    if (!same(encoder.bytes(), frame_of(bytes)) || !same(encode(bytes)->bytes(), frame_of(bytes))) {
      CAPTURE(size);
      FAIL("the frame differs");
    }
  }
}

TEST_CASE("encoder: small and large writes in any order give the bytes of both") {
  std::mt19937 random(20'240'917);  // NOLINT(cert-msc51-cpp): the same writes every time
  Encoder encoder;
  for (int round = 0; round < 200; ++round) {
    encoder.clear();
    std::vector<std::uint8_t> expected;
    const auto writes = random() % 30;
    for (unsigned i = 0; i < writes; ++i) {
      const std::size_t size = random() % 3 == 0   ? 4000 + random() % 200
                               : random() % 3 == 0 ? random() % 40'000
                                                   : random() % 80;
      const auto bytes = pattern(size, static_cast<unsigned>(random() % 255 + 1));
      if (random() % 2 == 0) {
        encoder.write_bytes(bytes);
        const auto frame = frame_of(bytes);
        expected.insert(expected.end(), frame.begin(), frame.end());
      } else {
        encoder.write_raw(bytes);
        expected.insert(expected.end(), bytes.begin(), bytes.end());
      }
      encoder.write_u8(static_cast<std::uint8_t>(i));
      expected.push_back(static_cast<std::uint8_t>(i));
    }
    CAPTURE(round);
    REQUIRE(same(encoder.bytes(), expected));
  }
}

TEST_CASE("encoder: reused, it allocates once and never again") {
  for (const std::size_t size : {std::size_t{16}, std::size_t{1024}, std::size_t{4096}, std::size_t{100'000}}) {
    CAPTURE(size);
    const auto bytes = pattern(size);
    Encoder encoder;
    const test::CountNew first;
    encoder.write_bytes(bytes);
    CHECK(first.allocations() == 1);
    const test::CountNew later;
    for (int i = 0; i < 100; ++i) {
      encoder.clear();
      encoder.write_bytes(bytes);
    }
    CHECK(later.allocations() == 0);
  }
}

TEST_CASE("encoder: encode asks for memory once, of just the size") {
  const auto bytes = pattern(1024);
  const test::CountNew count;
  const auto frame = encode(bytes);
  CHECK(count.allocations() == 1);
  CHECK(frame->capacity() == frame->size());
}

TEST_CASE("encoder: finish copies nothing") {
  for (const std::size_t size : {std::size_t{1024}, std::size_t{8} << 20}) {
    Encoder encoder;
    encoder.write_bytes(pattern(size));
    const std::byte* memory = encoder.bytes().data();
    const test::CountNew count;
    const auto frame = encoder.finish();
    CHECK(frame->data() == memory);
    CHECK(count.allocations() == 0);
    CHECK(encoder.size() == 0);
  }
}

TEST_CASE("encoder: a buffer that was handed over can be written into again") {
  Encoder encoder;
  encoder.write_bytes(pattern(1000));
  Buffer buffer = encoder.finish().value();
  const std::byte* memory = buffer.data();
  buffer.clear();
  Encoder again(std::move(buffer));
  again.write_bytes(pattern(1000, 3));
  CHECK(again.finish()->data() == memory);
}

TEST_CASE("encoder: a failed write is told by finish, and later writes do nothing") {
  Encoder encoder;
  encoder.write_u32(1);
  encoder.write_char(char32_t{0xD800});
  REQUIRE(encoder.error() != nullptr);
  encoder.write_u32(2);
  CHECK(encoder.size() == 4);
  const auto frame = encoder.finish();
  REQUIRE_FALSE(frame.has_value());
  CHECK(frame.error().code == Errc::not_representable);
  encoder.write_u32(3);
  CHECK(encoder.finish()->size() == 4);
}

TEST_CASE("encoder: a limit holds for the whole frame") {
  BasicEncoder<Config::legacy().with_limit(12)> encoder;
  encoder.write_u64(1);
  encoder.write_u32(1);
  CHECK(encoder.error() == nullptr);
  encoder.write_u8(1);
  REQUIRE(encoder.error() != nullptr);
  CHECK(encoder.finish().error().code == Errc::limit_exceeded);
}

TEST_CASE("decoder: after an error it stands where the value started") {
  const std::vector<std::uint8_t> bytes = {1, 2, 3};
  Decoder decoder(bytes);
  CHECK(decoder.read_u8() == 1);
  const auto wide = decoder.read_u32();
  REQUIRE_FALSE(wide.has_value());
  CHECK(wide.error().code == Errc::unexpected_end);
  CHECK(wide.error().offset == 1);
  CHECK(wide.error().available == 2);
  CHECK(decoder.offset() == 1);
  CHECK(decoder.finish().error().code == Errc::trailing_bytes);
  CHECK(decoder.read_u16() == 0x0302);
  CHECK(decoder.finish().has_value());
  CHECK(decoder.read_variant(3).error().code == Errc::unexpected_end);
}

TEST_CASE("decoder: views show the input itself") {
  const auto frame = frame_of(pattern(100));
  Decoder decoder(frame);
  const auto view = decoder.read_bytes_view();
  CHECK(static_cast<const void*>(view->data()) == frame.data() + 8);
  Decoder owning(frame);
  const auto owned = owning.read_bytes();
  CHECK(static_cast<const void*>(owned->data()) != frame.data() + 8);
  CHECK(same(*owned, pattern(100)));
}

}  // namespace encoder_test
