// AnyFormat in every configuration is the Format that it stands for: over edges and random numbers, and over random
// bytes, of which most are no integer.
#include "wire/any_format.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <random>

#include "support/rounds.hpp"

namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)
using Bytes = std::array<std::uint8_t, 24>;

template <class Typed, class T>
bool writes_alike(Typed typed, wire::AnyFormat any, T value) {
  Bytes expected{};
  Bytes written{};
  const auto size = static_cast<std::size_t>(typed.write(expected.data(), value) - expected.data());
  return any.write(written.data(), value) == written.data() + size && written == expected &&
         any.size_of(value) == size && size <= wire::AnyFormat::max_size<T>;
}

template <class T, class Typed>
bool reads_alike(Typed typed, wire::AnyFormat any, const Bytes& bytes, std::size_t size) {
  const std::uint8_t* expected_at = bytes.data();
  const std::uint8_t* at = bytes.data();
  T expected{};
  T value{};
  const Errc code = typed.read(expected_at, bytes.data() + size, expected);
  if (any.read(at, bytes.data() + size, value) != code) return false;
  return code != Errc::ok || (at == expected_at && std::memcmp(&value, &expected, sizeof value) == 0);
}

template <class T>
void check(const Config& config) {
  const wire::AnyFormat any(config);
  wire::with_format(config, [&](auto typed) {
    CHECK(any.has_fixed_integers() == typed.has_fixed_integers());
    std::mt19937_64 random(sizeof(T));
    for (std::size_t round = 0; round < test::rounds(2000); ++round) {
      CAPTURE(round);
      // Numbers of all magnitudes, those beside a power of two, and those where the forms of varints change.
      for (const std::uint64_t number :
           {random() >> random() % 64, (std::uint64_t{1} << random() % 64) - random() % 3, 245 + random() % 12}) {
        if (!writes_alike(typed, any, static_cast<T>(number))) FAIL("it writes " << number << " otherwise");
      }
      Bytes bytes{};
      for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
      if (round % 2 == 0) bytes[0] = static_cast<std::uint8_t>(250 + random() % 6);
      const std::size_t size = random() % bytes.size();
      if (!reads_alike<T>(typed, any, bytes, size)) FAIL("it reads " << size << " bytes otherwise");
    }
  });
}

}  // namespace

TEST_CASE("any format: it reads and writes as the format that it stands for") {
  for (const Config& config : {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                               Config::standard().with_big_endian()}) {
    CAPTURE(config.int_encoding == IntEncoding::fixed, config.endian == Endian::little);
    check<std::uint8_t>(config);
    check<std::int16_t>(config);
    check<std::uint32_t>(config);
    check<std::uint64_t>(config);
    check<std::int64_t>(config);
    check<wire::u128>(config);
    check<double>(config);
  }
}
