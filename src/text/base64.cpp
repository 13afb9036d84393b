// Base64: whole groups through the kernels, the last one, which may be padded, by itself.
#include <algorithm>
#include <array>
#include <cstring>

#include "kernels/table.hpp"
#include "text/text.hpp"

namespace limcode::text {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char pad = '=';

// The place of the first character of `group` that is wrong where padding is no concern, given that one is.
std::size_t first_wrong(std::string_view group) { return group.find_first_not_of(alphabet); }

// Groups of four without padding. The kernel writes past its output, which the caller's memory need not allow for:
// the last groups are decoded beside it.
std::size_t decode_groups(std::uint8_t* to, const char* from, std::size_t groups) {
  constexpr std::size_t apart = kernels::write_slack / 3 + 1;
  const kernels::Table& table = kernels::table();
  std::size_t done = 0;
  if (groups > apart) {
    done = table.decode_base64(to, from, groups - apart);
    if (done != groups - apart) return done;
  }
  std::array<std::uint8_t, 3 * apart + kernels::write_slack> last;
  const std::size_t more = table.decode_base64(last.data(), from + 4 * done, groups - done);
  if (more != 0) std::memcpy(to + 3 * done, last.data(), 3 * more);
  return done + more;
}

// The padded group that ends a text: two or three characters that count.
Decoded<std::size_t> decode_padded(std::uint8_t* to, std::string_view group) {
  const std::size_t characters = group[2] == pad ? 2 : 3;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i != characters; ++i) {
    const std::size_t value = alphabet.find(group[i]);
    if (value == std::string_view::npos) {
      return std::unexpected(TextError{group[i] == pad ? Problem::padding : Problem::character, i});
    }
    bits = bits << 6 | static_cast<std::uint32_t>(value);
  }
  const std::size_t bytes = characters - 1;
  const std::size_t unused = 6 * characters - 8 * bytes;
  if ((bits & ((1u << unused) - 1)) != 0) return std::unexpected(TextError{Problem::unused_bits, characters - 1});
  bits >>= unused;
  for (std::size_t i = bytes; i-- != 0; bits >>= 8) to[i] = static_cast<std::uint8_t>(bits);
  return bytes;
}

}  // namespace

std::size_t encode_base64(char* to, const std::uint8_t* from, std::size_t count) noexcept {
  const std::size_t groups = count / 3, left = count % 3;
  kernels::table().encode_base64(to, from, groups);
  if (left != 0) {
    const std::uint8_t* last = from + 3 * groups;
    char* group = to + 4 * groups;
    const std::uint32_t bits = static_cast<std::uint32_t>(last[0]) << 16 | (left == 2 ? last[1] << 8 : 0);
    group[0] = alphabet[bits >> 18];
    group[1] = alphabet[bits >> 12 & 63];
    group[2] = left == 2 ? alphabet[bits >> 6 & 63] : pad;
    group[3] = pad;
  }
  return base64_size(count);
}

Decoded<std::size_t> decode_base64(std::uint8_t* to, std::string_view text) noexcept {
  const bool padded = text.size() % 4 == 0 && !text.empty() && text.back() == pad;
  const std::size_t groups = text.size() / 4 - padded;
  const std::size_t done = decode_groups(to, text.data(), groups);
  if (done != groups) {
    const std::size_t position = 4 * done + first_wrong(text.substr(4 * done, 4));
    return std::unexpected(TextError{text[position] == pad ? Problem::padding : Problem::character, position});
  }
  const std::string_view rest = text.substr(4 * groups);
  if (padded) {
    Decoded<std::size_t> last = decode_padded(to + 3 * groups, rest);
    if (!last)
      last.error().position += 4 * groups;
    else
      *last += 3 * groups;
    return last;
  }
  if (rest.empty()) return 3 * groups;
  // A group cut short: a wrong character in it is the better thing to say.
  const std::size_t wrong = first_wrong(rest);
  if (wrong != std::string_view::npos && rest[wrong] != pad) {
    return std::unexpected(TextError{Problem::character, 4 * groups + wrong});
  }
  return std::unexpected(TextError{rest.size() == 1 ? Problem::length : Problem::padding, text.size()});
}

}  // namespace limcode::text
