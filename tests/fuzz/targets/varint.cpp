// Any bytes as integers of every width, in every configuration, and as Solana's two layouts of seven bits a byte. What
// is read is written again in at most as many bytes and reads the same; a cut is an unexpected end.
#include <algorithm>
#include <cstring>

#include "fuzz.hpp"
#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"

namespace limcode::fuzz {
namespace {

using Byte = std::uint8_t;

template <class Format, class T>
void check_integer(const Byte* from, const Byte* end) {
  const Byte* at = from;
  T value{};
  if (Format::read(at, end, value) != Errc::ok) return;
  const auto taken = static_cast<std::size_t>(at - from);
  // A longer mark than the type needs is read.
  hold(taken >= 1 && taken <= 1 + std::max<std::size_t>(sizeof(T), 8), "an integer of {} bytes takes {}", sizeof(T),
       taken);
  Byte written[32] = {};
  const Byte* const written_end = Format::write(written, value);
  const auto size = static_cast<std::size_t>(written_end - written);
  hold(size == Format::size_of(value), "size_of says {}, {} are written", Format::size_of(value), size);
  hold(size <= taken, "the shortest form of {} bytes is {}", taken, size);
  if (size == taken) hold(std::memcmp(written, from, size) == 0, "the shortest form is the only one of its size");
  const Byte* again = written;
  T same{};
  hold(Format::read(again, written_end, same) == Errc::ok && again == written_end && same == value,
       "what is written is read");
  for (std::size_t cut = 0; cut < taken; ++cut) {
    const Byte* cut_at = from;
    hold(Format::read(cut_at, from + cut, same) == Errc::unexpected_end, "{} of {} bytes are not enough", cut, taken);
  }
}

template <class Format>
void check_integers(const Byte* from, const Byte* end) {
  check_integer<Format, std::uint8_t>(from, end);
  check_integer<Format, std::uint16_t>(from, end);
  check_integer<Format, std::uint32_t>(from, end);
  check_integer<Format, std::uint64_t>(from, end);
  check_integer<Format, wire::u128>(from, end);
  check_integer<Format, std::int8_t>(from, end);
  check_integer<Format, std::int16_t>(from, end);
  check_integer<Format, std::int32_t>(from, end);
  check_integer<Format, std::int64_t>(from, end);
  check_integer<Format, wire::i128>(from, end);
}

template <class Read>
void check_seven_bits(const Byte* from, const Byte* end, Read read) {
  const Byte* at = from;
  std::uint64_t value = 0;
  if (read(at, end, value) != Errc::ok) return;
  Byte written[16];
  const auto taken = static_cast<std::size_t>(at - from);
  const auto size = static_cast<std::size_t>(wire::write_leb128(written, value) - written);
  hold(size == taken && size == wire::leb128_size(value) && std::memcmp(written, from, size) == 0,
       "{} has one form alone, of {} bytes", value, size);
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  const std::uint8_t* const end = data + size;
  check_integers<wire::Format<IntEncoding::fixed, Endian::little>>(data, end);
  check_integers<wire::Format<IntEncoding::fixed, Endian::big>>(data, end);
  check_integers<wire::Format<IntEncoding::variable, Endian::little>>(data, end);
  check_integers<wire::Format<IntEncoding::variable, Endian::big>>(data, end);
  check_seven_bits(data, end, [](auto&... args) { return wire::read_short_vec(args...); });
  for (const unsigned bits : {16U, 32U, 64U}) {
    check_seven_bits(data, end,
                     [bits](auto& at, auto& last, auto& value) { return wire::read_leb128(at, last, bits, value); });
  }
  return 0;
}
