// A Codec of one's own: for a class with private members, for a layout that no standard type has, and for what
// happens when it refuses.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/codec.hpp"

namespace app {

/// A class that is no aggregate.
class Temperature {
 public:
  Temperature() = default;
  explicit Temperature(double kelvin) : kelvin_(kelvin) {}
  [[nodiscard]] double kelvin() const { return kelvin_; }

 private:
  double kelvin_ = 0;
};

/// Like Solana's messages: one byte that is a version if its high bit is set, and the first field if not.
struct Message {
  std::optional<std::uint8_t> version;
  std::uint8_t signatures = 0;
  std::vector<std::string> lines;
};

/// An enum whose numbers have gaps.
enum class Level : int { low = 10, high = 20 };

}  // namespace app

template <>
struct limcode::Codec<app::Temperature> {
  static constexpr std::size_t min_size = 8;

  template <class F>
  static bool encode(wire::Writer<F>& out, const app::Temperature& value) {
    out.write(value.kelvin());
    return true;
  }
  template <class F>
  static bool decode(wire::Reader<F>& in, app::Temperature& value) {
    const wire::Byte* from = in.position();
    double kelvin = 0;
    if (!in.read(kelvin)) return false;
    if (kelvin < 0) return in.refuse(from, "a temperature below absolute zero");
    value = app::Temperature(kelvin);
    return true;
  }
  template <class F>
  static std::uint64_t size(const app::Temperature&) {
    return 8;
  }
};

template <>
struct limcode::Codec<app::Message> {
  template <class F>
  static bool encode(wire::Writer<F>& out, const app::Message& value) {
    if (value.signatures >= 0x80) return false;
    if (value.version) out.write(static_cast<std::uint8_t>(0x80 | *value.version));
    out.write(value.signatures);
    return write_value(out, value.lines);
  }
  template <class F>
  static bool decode(wire::Reader<F>& in, app::Message& value) {
    std::uint8_t first = 0;
    if (!in.read(first)) return false;
    value.version.reset();
    if (first >= 0x80) {
      value.version = static_cast<std::uint8_t>(first & 0x7F);
      if (!in.read(first)) return false;
    }
    value.signatures = first;
    return read_value(in, value.lines);
  }
  template <class F>
  static std::uint64_t size(const app::Message& value) {
    return (value.version ? 2 : 1) + value_size<F>(value.lines);
  }
};

template <>
struct limcode::Codec<app::Level> {
  template <class F>
  static bool encode(wire::Writer<F>& out, app::Level value) {
    out.write_variant(value == app::Level::low ? 0 : 1);
    return true;
  }
  template <class F>
  static bool decode(wire::Reader<F>& in, app::Level& value) {
    std::uint32_t index = 0;
    if (!in.read_variant(index, 2)) return false;
    value = index == 0 ? app::Level::low : app::Level::high;
    return true;
  }
  template <class F>
  static std::uint64_t size(app::Level) {
    return F::template size_of<std::uint32_t>(1);
  }
};

namespace {
using namespace limcode;  // NOLINT(google-build-using-namespace)

struct Report {
  std::uint8_t station;
  std::vector<app::Temperature> readings;
  app::Message message;
  app::Level level;
};
}  // namespace

TEST_CASE("customisation: a Codec works inside of aggregates and containers") {
  const Report report{3, {app::Temperature(273.15), app::Temperature(300)}, {2, 1, {"a", "bc"}}, app::Level::high};
  for (const Config& config : {Config::legacy(), Config::standard(), Config::legacy().with_big_endian()}) {
    const Buffer frame = encode(report, config).value();
    CHECK(frame.size() == encoded_size(report, config));
    const Report back = decode<Report>(frame, config).value();
    CHECK(back.readings[1].kelvin() == 300);
    CHECK(back.message.version == 2);
    CHECK(back.message.lines == report.message.lines);
    CHECK(back.level == app::Level::high);
    for (std::size_t size = 0; size < frame.size(); ++size) {
      CHECK(decode<Report>(frame.bytes().first(size), config).error().code == Errc::unexpected_end);
    }
  }
}

TEST_CASE("customisation: a refusal has a place and a path") {
  const Report cold{3, {app::Temperature(1), app::Temperature(-1)}, {}, app::Level::low};
  const auto value = decode<Report>(encode(cold).value());
  REQUIRE_FALSE(value.has_value());
  CHECK(value.error().code == Errc::invalid_value);
  CHECK(value.error().path == "readings[1]");
  CHECK(value.error().offset == 17);
  CHECK(value.error().end_offset == 25);

  const Report many{3, {}, {std::nullopt, 0x80, {}}, app::Level::low};
  const auto frame = encode(many);
  REQUIRE_FALSE(frame.has_value());
  CHECK(frame.error().code == Errc::not_representable);
  CHECK(frame.error().path == "message");
}

TEST_CASE("customisation: a Codec without a min_size cannot claim elements for nothing") {
  std::vector<std::uint8_t> claims(8, 0xFF);
  CHECK(decode<std::vector<app::Message>>(claims).error().code == Errc::length_overflow);
  CHECK(decode<std::vector<app::Temperature>>(claims).error().code == Errc::unexpected_end);
}
