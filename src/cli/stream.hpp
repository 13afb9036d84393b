// Streams of many items: frames end to end, or lines of JSON. They are converted through a window in constant memory,
// whatever their number; only one item has to fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/failure.hpp"
#include "cli/progress.hpp"
#include "io/output.hpp"
#include "io/source.hpp"
#include "limcode/buffer.hpp"
#include "limcode/error.hpp"

namespace limcode::cli {

/// How far one run over some bytes came.
struct Step {
  std::size_t consumed = 0;    ///< Bytes of whole items, from the start.
  std::uint64_t items = 0;     ///< The items in them.
  std::optional<Error> error;  ///< Why the item after them cannot be converted; offsets from the item's start.
};

/// Where an item stands in its stream.
struct Position {
  std::uint64_t offset = 0;
  std::uint64_t items_before = 0;
};

/// One kind of item and what becomes of it.
class ItemConverter {
 public:
  virtual ~ItemConverter() = default;
  /// Converts whole items from the start of `bytes`, appending to `out`, until the rest is only the start of one.
  /// When `last` is set, nothing comes after `bytes`. Must be callable from several threads.
  virtual Step convert(std::span<const std::byte> bytes, bool last, Buffer& out) const = 0;
  /// Places between whole items that cut `bytes` into about `parts` equal pieces, in order. What cannot be cut is left
  /// whole: pieces but the last hold whole items only.
  [[nodiscard]] virtual std::vector<std::size_t> cuts(std::span<const std::byte> bytes, unsigned parts) const = 0;
  /// The failure of the item at the start of `bytes`.
  [[nodiscard]] virtual Failure explain(Error error, std::span<const std::byte> bytes, const Position& at) const = 0;
};

/// Converts all items of `source`, in order, by up to `threads` threads at once; returns how many there were. What was
/// converted before a failure is written.
[[nodiscard]] Outcome<std::uint64_t> convert_stream(io::Source& source, const ItemConverter& converter,
                                                    io::Output& output, Progress& progress, unsigned threads);

}  // namespace limcode::cli
