// Writer and Reader in all four layouts: what one writes the other reads, and what bincode refuses is refused.
#include <bit>
#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

#include "limcode/wire/reader.hpp"
#include "limcode/wire/writer.hpp"

namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)
using wire::Input;
using wire::Output;
using wire::Reader;
using wire::Writer;
using Legacy = wire::Format<IntEncoding::fixed, Endian::little>;
using Standard = wire::Format<IntEncoding::variable, Endian::little>;
using StandardBig = wire::Format<IntEncoding::variable, Endian::big>;

template <class Test>
void in_every_layout(Test&& test) {
  for (const Config& config : {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                               Config::standard().with_big_endian()}) {
    CAPTURE(config.int_encoding == IntEncoding::fixed, config.endian == Endian::little);
    wire::with_format(config, test);
  }
}

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> result;
  for (const int value : values) result.push_back(static_cast<std::byte>(value));
  return result;
}

/// What reading the first `size` bytes of a frame gave.
struct Attempt {
  std::size_t size;
  bool read;
  bool equal;
  std::size_t left;
  Error error;
};

void check_attempt(const Attempt& attempt, std::size_t frame_size) {
  CAPTURE(attempt.size, frame_size);
  const bool is_whole = attempt.size == frame_size;
  REQUIRE(attempt.read == is_whole);
  if (is_whole) {
    CHECK(attempt.equal);
    CHECK(attempt.left == 0);
  } else {
    CHECK(attempt.error.code == Errc::unexpected_end);
    CHECK(attempt.error.offset == 0);
    CHECK(attempt.error.available == attempt.size);
    CHECK(attempt.error.needed > attempt.size);
  }
}

void check_size(std::size_t size, std::size_t said, std::size_t largest) {
  CHECK(size == said);
  CHECK(size <= largest);
}

/// Writes one value, checks its size, reads it back, and checks that no shorter input can be read.
template <class F, class T>
void round_trip(T value) {
  Buffer buffer;
  Output out(buffer);
  Writer<F> writer(out);
  writer.write(value);
  out.commit(writer.position());
  check_size(buffer.size(), F::template size_of<T>(value), F::template max_size<T>);
  for (std::size_t size = 0; size <= buffer.size(); ++size) {
    Input in(buffer.bytes().first(size));
    Reader<F> reader(in);
    T read{};
    const bool done = reader.read(read);
    const bool equal = std::bit_cast<wire::unsigned_of_t<T>>(read) == std::bit_cast<wire::unsigned_of_t<T>>(value);
    check_attempt({size, done, equal, reader.left(), done ? Error() : in.take_error()}, buffer.size());
  }
}

template <class F, class T>
void round_trip_edges() {
  using Limits = std::numeric_limits<T>;
  for (unsigned shift = 0; shift < sizeof(T) * 8; ++shift) {
    using U = wire::unsigned_of_t<T>;
    const U power = static_cast<U>(U{1} << shift);
    for (const U value : {power, static_cast<U>(power - 1), static_cast<U>(~power), static_cast<U>(U{0} - power)}) {
      round_trip<F, T>(static_cast<T>(value));
    }
  }
  for (const int value : {0, 1, 125, 126, 127, 128, 250, 251, 252, 253, 254, 255, 256}) {
    round_trip<F, T>(static_cast<T>(value));
  }
  round_trip<F, T>(Limits::min());
  round_trip<F, T>(Limits::max());
}

/// What reading a T from `input` gives.
template <class F, class T>
Errc code_of(const std::vector<std::byte>& input) {
  Input in(input);
  Reader<F> reader(in);
  T value{};
  return reader.read(value) ? Errc::ok : in.take_error().code;
}

}  // namespace

TEST_CASE("reader: integers and floats come back from every layout") {
  in_every_layout([](auto format) {
    using F = decltype(format);
    round_trip_edges<F, std::uint8_t>();
    round_trip_edges<F, std::uint16_t>();
    round_trip_edges<F, std::uint32_t>();
    round_trip_edges<F, std::uint64_t>();
    round_trip_edges<F, wire::u128>();
    round_trip_edges<F, std::int8_t>();
    round_trip_edges<F, std::int16_t>();
    round_trip_edges<F, std::int32_t>();
    round_trip_edges<F, std::int64_t>();
    round_trip_edges<F, wire::i128>();
    for (const double value : {0.0, -0.0, 1.5, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::denorm_min()}) {
      round_trip<F, double>(value);
      round_trip<F, float>(static_cast<float>(value));
    }
  });
}

TEST_CASE("reader: varints longer than needed are read, as bincode 1 reads them") {
  CHECK(code_of<Standard, std::uint16_t>(bytes({252, 1, 0, 0, 0})) == Errc::ok);
  CHECK(code_of<Standard, std::uint32_t>(bytes({251, 1, 0})) == Errc::ok);
  CHECK(code_of<Standard, std::uint64_t>(bytes({253, 1, 0, 0, 0, 0, 0, 0, 0})) == Errc::ok);
  CHECK(code_of<Standard, wire::u128>(bytes({254, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})) == Errc::ok);
  CHECK(code_of<Standard, std::int16_t>(bytes({253, 1, 0, 0, 0, 0, 0, 0, 0})) == Errc::ok);
}

TEST_CASE("reader: marks and numbers that an integer cannot have are refused") {
  struct Row {
    const char* name;
    Errc code;
    Errc expected;
  };
  const auto wide = bytes({254, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  const Row rows[] = {
      {"255 for u16", code_of<Standard, std::uint16_t>(bytes({255, 0, 0})), Errc::invalid_varint},
      {"255 for u128", code_of<Standard, wire::u128>(bytes({255, 0, 0})), Errc::invalid_varint},
      {"254 for u64", code_of<Standard, std::uint64_t>(wide), Errc::invalid_varint},
      {"254 for i32", code_of<Standard, std::int32_t>(wide), Errc::invalid_varint},
      {"65,536 for u16", code_of<Standard, std::uint16_t>(bytes({252, 0, 0, 1, 0})), Errc::integer_overflow},
      {"65,536 for u16, big endian", code_of<StandardBig, std::uint16_t>(bytes({252, 0, 1, 0, 0})),
       Errc::integer_overflow},
      {"2^32 for u32", code_of<Standard, std::uint32_t>(bytes({253, 0, 0, 0, 0, 1, 0, 0, 0})), Errc::integer_overflow},
      {"32,768 for i16", code_of<Standard, std::int16_t>(bytes({252, 0, 0, 1, 0})), Errc::integer_overflow},
      {"a raw byte for u8", code_of<Standard, std::uint8_t>(bytes({255})), Errc::ok},
      {"a raw byte for i8", code_of<Standard, std::int8_t>(bytes({254})), Errc::ok},
      {"2 for bool", code_of<Legacy, bool>(bytes({2})), Errc::invalid_bool},
      {"nothing for bool", code_of<Legacy, bool>({}), Errc::unexpected_end},
      {"a surrogate for char", code_of<Legacy, char32_t>(bytes({0xed, 0xa0, 0x80})), Errc::invalid_char},
      {"a continuation byte for char", code_of<Legacy, char32_t>(bytes({0x80})), Errc::invalid_char},
      {"half a char", code_of<Legacy, char32_t>(bytes({0xe2, 0x82})), Errc::unexpected_end},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(row.code == row.expected);
  }
}

TEST_CASE("reader: tags, indices, lengths, strings and bytes") {
  in_every_layout([](auto format) {
    using F = decltype(format);
    Buffer buffer;
    Output out(buffer);
    Writer<F> writer(out);
    writer.write_option_tag(true);
    writer.write_variant(3);
    writer.write_length(2);
    writer.write(std::uint16_t{7});
    writer.write(std::uint16_t{8});
    REQUIRE(writer.write_string("h\xc3\xa9"));
    const auto raw = bytes({9, 8, 7});
    writer.write_bytes(raw);
    writer.write_raw(raw);
    REQUIRE(writer.write(U'\u20ac'));
    REQUIRE(writer.write_short_vec(300));
    writer.write(true);
    out.commit(writer.position());

    Input in(buffer.bytes());
    Reader<F> reader(in);
    bool tag = false;
    std::uint32_t index = 0;
    std::uint64_t length = 0;
    std::uint16_t number = 0;
    std::string_view text;
    std::span<const std::byte> view;
    char32_t letter = 0;
    CHECK((reader.read_option_tag(tag) && tag));
    CHECK((reader.read_variant(index, 4) && index == 3));
    CHECK((reader.read_length(length, 1) && length == 2));
    CHECK((reader.read(number) && number == 7));
    CHECK((reader.read(number) && number == 8));
    CHECK((reader.read_string(text) && text == "h\xc3\xa9"));
    CHECK((reader.read_bytes(view) && std::equal(view.begin(), view.end(), raw.begin(), raw.end())));
    CHECK((reader.read_raw(view, 3) && std::equal(view.begin(), view.end(), raw.begin(), raw.end())));
    CHECK((reader.read(letter) && letter == U'\u20ac'));
    CHECK((reader.read_short_vec(length, 0) && length == 300));
    CHECK((reader.read(tag) && tag));
    CHECK(reader.left() == 0);
    CHECK(reader.offset() == buffer.size());
  });
}

TEST_CASE("reader: what is refused is told with its place") {
  const auto check = [](const std::vector<std::byte>& input, auto read, Errc code, std::uint64_t offset,
                        std::uint64_t end) {
    Input in(input);
    Reader<Legacy> reader(in);
    REQUIRE_FALSE(read(reader));
    const Error error = in.take_error();
    CHECK(error.code == code);
    CHECK(error.offset == offset);
    CHECK(error.end_offset == end);
    CHECK_FALSE(error.detail.empty());
  };
  const auto variant = [](auto& reader) {
    std::uint32_t index = 0;
    return reader.read_variant(index, 2);
  };
  const auto string = [](auto& reader) {
    std::string_view text;
    return reader.read_string(text);
  };
  const auto empty_elements = [](auto& reader) {
    std::uint64_t length = 0;
    return reader.read_length(length, 0);
  };
  const auto option = [](auto& reader) {
    bool tag = false;
    return reader.read_option_tag(tag);
  };
  check(bytes({2, 0, 0, 0}), variant, Errc::invalid_enum_index, 0, 4);
  check(bytes({3}), option, Errc::invalid_option_tag, 0, 1);
  check(bytes({4, 0, 0, 0, 0, 0, 0, 0, 'a', 'b'}), string, Errc::unexpected_end, 0, 8);
  check(bytes({3, 0, 0, 0, 0, 0, 0, 0, 'a', 0xff, 'c'}), string, Errc::invalid_utf8, 9, 11);
  check(bytes({0, 0, 0, 0, 0, 0, 0, 1}), empty_elements, Errc::length_overflow, 0, 8);
}

TEST_CASE("reader: a limit ends the input where it says") {
  const auto input = bytes({1, 0, 0, 0, 2, 0, 0, 0});
  for (std::uint64_t limit = 0; limit <= 9; ++limit) {
    CAPTURE(limit);
    Input in(input, limit);
    Reader<Legacy> reader(in);
    std::uint32_t value = 0;
    const bool both = reader.read(value) && reader.read(value);
    CHECK(both == (limit >= 8));
    if (!both) CHECK(in.take_error().code == Errc::limit_exceeded);
  }
}

TEST_CASE("writer: what has no wire form is refused") {
  Buffer buffer;
  Output out(buffer);
  Writer<Legacy> writer(out);
  CHECK_FALSE(writer.write(char32_t{0xD800}));
  CHECK_FALSE(writer.write(char32_t{0x110000}));
  CHECK_FALSE(writer.write_string("\xff"));
  CHECK_FALSE(writer.write_short_vec(65536));
  CHECK(out.take_error().code == Errc::not_representable);
}
