// The kernels that print and read JSON arrays of numbers, of every set, against the standard library's
// conversions and a reader a character at a time.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <string>

#include "kernels/decimal.hpp"
#include "placements.hpp"

namespace {

using limcode::kernels::ParsedRun;
using limcode::kernels::Table;
using limcode::kernels::write_slack;
using namespace limcode::test;

// Numbers of every count of digits alike, and the edges of each.
std::uint64_t random_number(Random& random, std::uint64_t max) {
  std::uint64_t limit = 10;
  for (std::uint64_t digits = below(random, 20); digits != 0 && limit <= max / 10; --digits) limit *= 10;
  switch (below(random, 4)) {
    case 0: return limit - 1;
    case 1: return std::min(limit, max);
    case 2: return below(random, 16) == 0 ? max : random() % limit;
    default: return random() % limit;
  }
}

struct Reading {
  std::vector<std::uint64_t> values;
  std::size_t next = 0;
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What parse_u8s and parse_u64s promise, one element at a time.
Reading read_slowly(std::string_view text, std::uint64_t max, std::size_t room) {
  Reading reading;
  std::size_t i = 0;
  while (reading.values.size() != room) {
    while (i != text.size() && is_space(text[i])) ++i;
    const std::size_t start = i;
    while (i != text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    std::uint64_t value = 0;
    const auto parsed = std::from_chars(text.data() + start, text.data() + i, value);
    const bool leading_zero = i - start > 1 && text[start] == '0';
    if (i == start || leading_zero || parsed.ec != std::errc() || value > max) break;
    while (i != text.size() && is_space(text[i])) ++i;
    if (i == text.size() || text[i] != ',') break;
    reading.next = ++i;
    reading.values.push_back(value);
  }
  return reading;
}

// An array's inside as some program may have written it, with a wrong thing in it now and then.
std::string random_array(Random& random, std::size_t length, std::uint64_t max) {
  const char* const separators[] = {",", ",", ", ", ",\n    ", " , ", "\t,\r\n"};
  const char* const mistakes[] = {"01",
                                  "-1",
                                  "1.0",
                                  "1e2",
                                  "",
                                  "256",
                                  "300",
                                  "999",
                                  "1000",
                                  "18446744073709551616",
                                  "x",
                                  "[",
                                  "1 2",
                                  "\"1\"",
                                  ",",
                                  "00",
                                  "20000000000000000000",
                                  "99999999999999999999",
                                  "100000000000000000000",
                                  "+1",
                                  "1\v",
                                  ("\xC2\xA0"
                                   "1")};
  const std::uint64_t style = below(random, 8);
  std::string text;
  while (text.size() < length) {
    const bool mistaken = below(random, 200) == 0;
    text += mistaken ? mistakes[below(random, std::size(mistakes))] : std::to_string(random_number(random, max));
    text += separators[style < 5 ? 0 : style == 5 ? below(random, std::size(separators)) : style - 5];
  }
  text.resize(length);
  return text;
}

template <class T>
void check_parse(ParsedRun (*parse)(const Table&, const char*, const char*, void*, std::size_t)) {
  const GuardedMemory output(max_length * sizeof(T));
  const auto tables = all_tables();
  std::vector<T> values;
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    const std::string text = random_array(random, length, std::numeric_limits<T>::max());
    if (length != 0) std::memcpy(memory, text.data(), length);
    const auto* from = reinterpret_cast<const char*>(memory);
    const std::size_t room = below(random, 4) == 0 ? below(random, 1 + length / 2) : length;
    const Reading wanted = read_slowly(text, std::numeric_limits<T>::max(), room);
    std::uint8_t* to = output.last(room * sizeof(T));
    for (const Table* table : tables) {
      const ParsedRun run = parse(*table, from, from + length, to, room);
      values.resize(run.count);
      if (run.count != 0) std::memcpy(values.data(), to, run.count * sizeof(T));
      const bool same = run.next == from + wanted.next &&
                        std::equal(values.begin(), values.end(), wanted.values.begin(), wanted.values.end());
      expect(same, *table, length, text);
    }
  });
}

}  // namespace

TEST_CASE("print_u8s: every set prints what the standard library prints") {
  const GuardedMemory output(max_length * limcode::kernels::max_u8_text + write_slack);
  const auto tables = all_tables();
  std::string wanted;
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    wanted.clear();
    for (std::size_t i = 0; i != length; ++i) {
      memory[i] = static_cast<std::uint8_t>(random_number(random, 255));
      if (i != 0) wanted += ',';
      wanted += std::to_string(memory[i]);
    }
    auto* to = reinterpret_cast<char*>(output.last(length * limcode::kernels::max_u8_text + write_slack));
    for (const Table* table : tables) {
      const std::size_t size = table->print_u8s(to, memory, length);
      expect(std::string_view(to, size) == wanted, *table, length);
    }
  });
}

TEST_CASE("print_u64s: every set prints what the standard library prints") {
  const GuardedMemory output(max_length * limcode::kernels::max_u64_text + write_slack);
  const auto tables = all_tables();
  std::string wanted;
  Random random(7);
  const GuardedMemory input(max_length * 8);
  for (std::size_t length = 0; length <= max_length; ++length) {
    std::uint8_t* memory = input.last(length * 8);
    wanted.clear();
    for (std::size_t i = 0; i != length; ++i) {
      const std::uint64_t value = random_number(random, std::numeric_limits<std::uint64_t>::max());
      std::memcpy(memory + 8 * i, &value, 8);
      if (i != 0) wanted += ',';
      wanted += std::to_string(value);
    }
    auto* to = reinterpret_cast<char*>(output.last(length * limcode::kernels::max_u64_text + write_slack));
    for (const Table* table : tables) {
      const std::size_t size = table->print_u64s(to, memory, length);
      expect(std::string_view(to, size) == wanted, *table, length);
    }
  }
}

TEST_CASE("parse_u8s: every set reads what is plain and leaves the rest") {
  check_parse<std::uint8_t>([](const Table& table, const char* from, const char* end, void* to, std::size_t room) {
    return table.parse_u8s(from, end, static_cast<std::uint8_t*>(to), room);
  });
}

TEST_CASE("parse_u64s: every set reads what is plain and leaves the rest") {
  check_parse<std::uint64_t>([](const Table& table, const char* from, const char* end, void* to, std::size_t room) {
    return table.parse_u64s(from, end, to, room);
  });
}

TEST_CASE("parse_u8s: every text of up to four characters is judged alike at every place of a vector") {
  constexpr std::string_view alphabet = "01259,- .";
  const auto tables = all_tables();
  std::string text;
  std::uint8_t values[200];
  for (std::size_t choice = 0; choice != 9 * 9 * 9 * 9; ++choice) {
    text.assign((choice * 7) % 64, '1');
    for (std::size_t i = 1; i < text.size(); i += 2) text[i] = ',';
    if (text.size() % 2 != 0) text.back() = ' ';
    for (std::size_t k = 0, rest = choice; k != 4; ++k, rest /= 9) text += alphabet[rest % 9];
    text += ",1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31]";
    const Reading wanted = read_slowly(text, 255, sizeof values);
    for (const Table* table : tables) {
      const ParsedRun run = table->parse_u8s(text.data(), text.data() + text.size(), values, sizeof values);
      const bool same = run.next == text.data() + wanted.next &&
                        std::equal(values, values + run.count, wanted.values.begin(), wanted.values.end());
      expect(same, *table, choice, text);
    }
  }
}

TEST_CASE("write_decimal: the edges of every count of digits") {
  std::uint64_t power = 1;
  for (int digits = 1; digits <= 20; ++digits) {
    for (const std::uint64_t value : {power - 1, power, power + 1, power * 9 - 1, power / 2, ~power}) {
      char text[20];
      const char* end = limcode::kernels::write_decimal(text, value);
      CHECK(std::string_view(text, static_cast<std::size_t>(end - text)) == std::to_string(value));
      const auto negative = static_cast<std::int64_t>(value);
      end = limcode::kernels::write_decimal_signed(text, negative);
      CHECK(std::string_view(text, static_cast<std::size_t>(end - text)) == std::to_string(negative));
    }
    power *= 10;
  }
}
