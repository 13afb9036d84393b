// The portable kernels for JSON: where strings end, and arrays of numbers to and from decimal text.
#include <array>

#include "kernels/decimal.hpp"
#include "kernels/portable.hpp"

namespace limcode::kernels::portable {
namespace {

// High bit of the lowest special byte of a little word, perhaps of others above it: a borrow only travels
// upwards.
std::uint64_t special_bytes(std::uint64_t word) {
  const std::uint64_t quotes = word ^ repeated('"');
  const std::uint64_t backslashes = word ^ repeated('\\');
  const std::uint64_t controls = (word - repeated(0x20)) & ~word;
  return (controls | ((quotes - repeated(1)) & ~quotes) | ((backslashes - repeated(1)) & ~backslashes)) &
         repeated(0x80);
}

// The last bytes of a run, fewer than eight, with ordinary ones after them.
std::uint64_t load_tail(const std::uint8_t* from, std::size_t count) {
  return load_little_partial(from, count) | (~std::uint64_t{0} << (8 * count));
}

struct ByteText {
  char text[max_u8_text];  // digits, then the comma
};

constexpr std::array<ByteText, 256> byte_texts = [] {
  std::array<ByteText, 256> texts{};
  for (int value = 0; value != 256; ++value) {
    char* to = texts[static_cast<std::size_t>(value)].text;
    if (value >= 100) *to++ = static_cast<char>('0' + value / 100);
    if (value >= 10) *to++ = static_cast<char>('0' + value / 10 % 10);
    *to++ = static_cast<char>('0' + value % 10);
    *to = ',';
  }
  return texts;
}();

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

const char* skip_space(const char* from, const char* end) {
  while (from != end && is_space(*from)) ++from;
  return from;
}

// One number in digits only, without a leading zero, up to `max`. Returns one past it, or null.
const char* read_number(const char* from, const char* end, std::uint64_t max, std::uint64_t& value) {
  const char* const start = from;
  value = 0;
  for (; from != end && *from >= '0' && *from <= '9'; ++from) {
    const auto digit = static_cast<std::uint64_t>(*from - '0');
    if (value > (max - digit) / 10) return nullptr;
    value = value * 10 + digit;
  }
  const bool well_formed = from != start && (*start != '0' || from - start == 1);
  return well_formed ? from : nullptr;
}

// The same for u64 where 24 characters can be read. A leading zero is left to the caller's check of the first
// digit.
const char* read_u64(const char* from, std::uint64_t& value) {
  const std::uint64_t first = load_little(from);
  const std::size_t head = count_digits(first);
  if (head == 0) return nullptr;
  value = digits_value(first, head);
  if (head < 8) return from + head;
  const std::uint64_t second = load_little(from + 8);
  const std::size_t middle = count_digits(second);
  if (middle == 0) return from + 8;
  constexpr std::uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, ten_to_8};
  value = value * powers[middle] + digits_value(second, middle);
  if (middle < 8) return from + 8 + middle;
  const std::uint64_t third = load_little(from + 16);
  const std::size_t tail = count_digits(third);
  if (tail == 0) return from + 16;
  if (tail > 4) return nullptr;
  if (__builtin_mul_overflow(value, powers[tail], &value) ||
      __builtin_add_overflow(value, digits_value(third, tail), &value)) {
    return nullptr;
  }
  return from + 16 + tail;
}

// What ends an element: white space and a comma. Returns one past the comma, or null.
const char* skip_comma(const char* from, const char* end) {
  if (from != end && *from == ',') [[likely]]
    return from + 1;
  from = skip_space(from, end);
  return from != end && *from == ',' ? from + 1 : nullptr;
}

}  // namespace

std::size_t first_json_special(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= 8; i += 8) {
    const std::uint64_t special = special_bytes(load_little(from + i));
    if (special != 0) return i + first_byte(special);
  }
  const std::uint64_t special = special_bytes(load_tail(from + i, count - i));
  return special == 0 ? count : i + first_byte(special);
}

std::size_t copy_until_json_special(std::uint8_t* to, const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= 8; i += 8) {
    const std::uint64_t word = load_little(from + i);
    store_little(to + i, word);
    const std::uint64_t special = special_bytes(word);
    if (special != 0) return i + first_byte(special);
  }
  const std::uint64_t word = load_tail(from + i, count - i);
  store_little(to + i, word);
  const std::uint64_t special = special_bytes(word);
  return special == 0 ? count : i + first_byte(special);
}

std::size_t print_u8s(char* to, const std::uint8_t* from, std::size_t count) {
  char* const start = to;
  for (std::size_t i = 0; i != count; ++i) {
    const std::uint8_t value = from[i];
    std::memcpy(to, byte_texts[value].text, max_u8_text);
    to += 2 + (value >= 10) + (value >= 100);
  }
  return static_cast<std::size_t>(to - start) - (count != 0);
}

std::size_t print_u64s(char* to, const void* from, std::size_t count) {
  char* const start = to;
  const auto* in = static_cast<const std::uint8_t*>(from);
  for (std::size_t i = 0; i != count; ++i) {
    to = write_decimal(to, load_native<std::uint64_t>(in + 8 * i));
    *to++ = ',';
  }
  return static_cast<std::size_t>(to - start) - (count != 0);
}

ParsedRun parse_u8s(const char* from, const char* end, std::uint8_t* to, std::size_t room) {
  std::size_t count = 0;
  while (count != room) {
    std::uint64_t value = 0;
    const char* next = read_number(skip_space(from, end), end, 0xFF, value);
    if (next != nullptr) next = skip_comma(next, end);
    if (next == nullptr) break;
    to[count++] = static_cast<std::uint8_t>(value);
    from = next;
  }
  return {from, count};
}

ParsedRun parse_u64s(const char* from, const char* end, void* to, std::size_t room) {
  constexpr std::ptrdiff_t longest = 24;  // what read_u64 may read
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t count = 0;
  while (count != room) {
    const char* digits = skip_space(from, end);
    std::uint64_t value = 0;
    const char* next = nullptr;
    if (end - digits >= longest) {
      next = read_u64(digits, value);
      if (next != nullptr && *digits == '0' && next - digits != 1) next = nullptr;
    } else {
      next = read_number(digits, end, ~std::uint64_t{0}, value);
    }
    if (next != nullptr) next = skip_comma(next, end);
    if (next == nullptr) break;
    store_native(out + 8 * count++, value);
    from = next;
  }
  return {from, count};
}

}  // namespace limcode::kernels::portable
