// Collecting and merging shapes.
#include "schema/json_shape.hpp"

#include <algorithm>

#include "schema/words.hpp"

namespace limcode::schema {

namespace {

constexpr std::size_t longest_variant_name = 64;
constexpr std::size_t most_unit_names = 256;

// The magnitude of an integer token without its sign; false if it needs more than 128 bits.
bool read_magnitude(std::string_view digits, UnsignedInteger& value) {
  constexpr UnsignedInteger most = ~UnsignedInteger{0};
  value = 0;
  for (const char c : digits) {
    const auto digit = static_cast<unsigned>(c - '0');
    if (value > (most - digit) / 10) return false;
    value = value * 10 + digit;
  }
  return true;
}

}  // namespace

JsonShape::JsonShape() = default;
JsonShape::~JsonShape() = default;
JsonShape::JsonShape(JsonShape&&) noexcept = default;
JsonShape& JsonShape::operator=(JsonShape&&) noexcept = default;

void JsonShape::add_number(std::string_view token) {
  const bool negative = token.starts_with('-');
  const std::string_view digits = token.substr(negative ? 1 : 0);
  const bool is_integer = std::all_of(digits.begin(), digits.end(), is_digit);
  UnsignedInteger magnitude = 0;
  constexpr UnsignedInteger least_negative = UnsignedInteger{1} << 127;
  // serde's integers refuse -0; a float takes it, and what does not fit 128 bits.
  const bool fits =
      is_integer && read_magnitude(digits, magnitude) && (!negative || (magnitude != 0 && magnitude <= least_negative));
  if (!fits) {
    ++floats;
    return;
  }
  ++integers;
  if (!negative) {
    largest = std::max(largest, magnitude);
  } else {
    smallest = std::min(smallest, -static_cast<Integer>(magnitude - 1) - 1);
  }
}

void JsonShape::add_string(std::string_view text) {
  ++strings;
  if (!strings_are_names) return;
  strings_are_names = is_variant_name(text) && unit_names.size() < most_unit_names;
  if (strings_are_names) {
    unit_names.emplace(text);
  } else {
    unit_names.clear();
  }
}

void JsonShape::add_array(std::size_t length) {
  shortest = arrays == 0 ? length : std::min(shortest, length);
  longest = std::max(longest, length);
  ++arrays;
}

JsonShape& JsonShape::element(std::size_t index) {
  if (index < max_positions) {
    if (positions.size() <= index) positions.resize(index + 1);
    return positions[index];
  }
  if (!rest) rest = std::make_unique<JsonShape>();
  return *rest;
}

void JsonShape::add_object(std::size_t members_count) {
  ++objects;
  single_members = single_members && members_count == 1;
}

JsonShape& JsonShape::member(std::string_view name) {
  const auto [found, fresh] = member_index.try_emplace(std::string(name), members.size());
  if (fresh) {
    members.emplace_back();
    members.back().name = name;
  }
  ++members[found->second].count;
  return members[found->second].shape;
}

void JsonShape::merge(JsonShape&& other) {
  nulls += other.nulls;
  booleans += other.booleans;
  integers += other.integers;
  floats += other.floats;
  smallest = std::min(smallest, other.smallest);
  largest = std::max(largest, other.largest);
  if (other.arrays != 0) {
    shortest = arrays == 0 ? other.shortest : std::min(shortest, other.shortest);
    longest = std::max(longest, other.longest);
    arrays += other.arrays;
  }
  for (std::size_t i = 0; i < other.positions.size(); ++i) element(i).merge(std::move(other.positions[i]));
  if (other.rest) element(max_positions).merge(std::move(*other.rest));
  if (other.objects != 0) {
    single_members = single_members && other.single_members;
    objects += other.objects;
  }
  for (Member& theirs : other.members) {
    member(theirs.name).merge(std::move(theirs.shape));
    members[member_index[theirs.name]].count += theirs.count - 1;
  }
  strings += other.strings;
  strings_are_names = strings_are_names && other.strings_are_names;
  unit_names.merge(other.unit_names);
  if (!strings_are_names) unit_names.clear();
}

JsonShape JsonShape::take_elements() {
  JsonShape all;
  for (JsonShape& position : positions) all.merge(std::move(position));
  if (rest) all.merge(std::move(*rest));
  positions.clear();
  rest.reset();
  return all;
}

unsigned JsonShape::kinds() const {
  const auto seen = [](std::uint64_t count) { return count == 0 ? 0U : 1U; };
  return seen(booleans) + seen(integers + floats) + seen(strings) + seen(arrays) + seen(objects);
}

bool is_variant_name(std::string_view name) {
  if (name.empty() || name.size() > longest_variant_name || name[0] < 'A' || name[0] > 'Z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return is_digit(c) || is_lower(c) || is_upper(c); });
}

}  // namespace limcode::schema
