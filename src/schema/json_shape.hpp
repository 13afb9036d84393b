// What the values at one place of some JSON documents look like, all together. Filled value by value, then asked by
// infer.cpp which Rust type fits.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/const_eval.hpp"

namespace limcode::schema {

struct Member;

struct JsonShape {
  // How often each kind of value was seen.
  std::uint64_t nulls = 0;
  std::uint64_t booleans = 0;
  std::uint64_t integers = 0;
  std::uint64_t floats = 0;
  std::uint64_t strings = 0;
  std::uint64_t arrays = 0;
  std::uint64_t objects = 0;

  Integer smallest = 0;         ///< The least integer, if negative.
  UnsignedInteger largest = 0;  ///< The greatest integer, if positive.

  // Arrays: the first elements by position, the others together. Longer tuples have no Debug.
  static constexpr std::size_t max_positions = 12;
  std::vector<JsonShape> positions;
  std::unique_ptr<JsonShape> rest;
  std::size_t shortest = 0;
  std::size_t longest = 0;

  // Objects.
  std::vector<Member> members;
  std::unordered_map<std::string, std::size_t> member_index;
  bool single_members = true;  ///< Every object had exactly one member.

  // Strings that could be unit variants; empty once one could not.
  std::set<std::string> unit_names;
  bool strings_are_names = true;

  JsonShape();
  ~JsonShape();
  JsonShape(JsonShape&&) noexcept;
  JsonShape& operator=(JsonShape&&) noexcept;

  void add_number(std::string_view token);
  void add_string(std::string_view text);
  /// Notes an array; its elements follow by element().
  void add_array(std::size_t length);
  [[nodiscard]] JsonShape& element(std::size_t index);
  /// Notes an object; its members follow by member().
  void add_object(std::size_t members_count);
  [[nodiscard]] JsonShape& member(std::string_view name);

  /// Adds all that another place has seen.
  void merge(JsonShape&& other);
  /// All elements of the arrays together. The positions are gone afterwards.
  [[nodiscard]] JsonShape take_elements();

  /// How many of bool, number, string, array and object were seen.
  [[nodiscard]] unsigned kinds() const;
};

/// A member of objects, in the order of appearance, and in how many objects it was.
struct Member {
  std::string name;
  std::uint64_t count = 0;
  JsonShape shape;
};

/// Whether a name looks like a variant: a capital first, then letters and digits.
[[nodiscard]] bool is_variant_name(std::string_view name);

}  // namespace limcode::schema
