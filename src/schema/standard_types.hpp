// The types that limcode knows without a schema: Rust's primitives, the standard library's with their serde
// form, and a few crates' that bincode users meet. One table says where each may come from and how it is
// made.
#pragma once

#include <string_view>
#include <vector>

#include "schema/builder.hpp"
#include "schema/diagnostics.hpp"

namespace limcode::schema {

/// How a standard type is made from its arguments.
enum class Recipe : std::uint8_t {
  leaf,      ///< No arguments.
  forward,   ///< Takes no bytes of its own: Cell<T> is T.
  indirect,  ///< The same, and ends recursion: Box<T>.
  reverse,   ///< The same, and orders the other way around.
  ignore,    ///< PhantomData: nothing, whatever its argument.
  option,
  sequence,
  small_vec,  ///< SmallVec<[T; N]>, ArrayVec<[T; N]>, ArrayVec<T, N>.
  set,
  map,
  result,
  bound,
  range,
  range_from,
  range_to,
  non_zero,   ///< NonZero<u8>.
  bit_vec,    ///< bv::BitVec<u64>.
  date_time,  ///< DateTime<Utc>.
  refused,    ///< Known to have no wire form that can be read; `note` says why.
};

/// One row of the table.
struct StandardType {
  std::string_view name;
  std::string_view crates;  ///< Where it may come from, separated by spaces; "std" stands for core and alloc as well.
  Recipe recipe = Recipe::leaf;
  Kind kind = Kind::unit;
  std::uint8_t types = 0;    ///< Type arguments that matter.
  std::uint8_t ignored = 0;  ///< Further ones that may follow: allocators, hashers.
  bool has_default = true;
  Arrangement arrangement = Arrangement::arrival;
  TextForm text_form = TextForm::any;
  bool non_zero = false;
  std::string_view note = {};
};

/// The row with this name that may come from the crate `crate_name`; any crate if that is empty.
[[nodiscard]] const StandardType* find_standard_type(std::string_view name, std::string_view crate_name);

/// Whether any known type comes from this crate.
[[nodiscard]] bool is_standard_crate(std::string_view crate_name);

/// The names of all rows, for suggestions.
[[nodiscard]] std::vector<std::string_view> standard_type_names();

/// Makes the type. `span` is where it stands. Requires: as many arguments as `types` and `ignored` allow.
[[nodiscard]] Outcome<TypeRef> make_standard_type(Builder& builder, const StandardType& type,
                                                  const std::vector<Argument>& args, Span span);

}  // namespace limcode::schema
