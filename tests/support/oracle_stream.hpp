// Records of many inputs with what bincode and serde_json make of them (tests/oracle/src/stream.rs says how they look),
// read from a pipe, and a checker that says where limcode disagrees with one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "limcode/buffer.hpp"
#include "limcode/plan.hpp"
#include "limcode/schema.hpp"

namespace limcode::test {

struct StreamRecord {
  std::size_t type = 0;
  std::size_t config = 0;
  bool accepted = false;
  std::size_t taken = 0;   ///< A frame's length, of the input or of what the text encodes to.
  bool printed = false;    ///< The value has a JSON text.
  bool same = false;       ///< The value encodes to the same bytes again.
  std::uint64_t hash = 0;  ///< Of the JSON text, or of the frame that a text encodes to.
  std::vector<std::byte> input;
};

/// Reads the next record into `record`; false at the end. Throws when the stream ends within a record.
bool read_record(std::FILE* stream, StreamRecord& record);

/// Holds limcode against records whose types are `t0::Root`, `t1::Root` and so on of a schema, which must outlive this.
class StreamChecker {
 public:
  explicit StreamChecker(const Schema& schema) : schema_(&schema) {}

  /// What limcode does otherwise, or nothing.
  std::optional<std::string> frame_disagreement(const StreamRecord& record);
  std::optional<std::string> text_disagreement(const StreamRecord& record);

  std::size_t checked() const { return checked_; }
  std::size_t accepted() const { return accepted_; }
  std::size_t excepted() const { return excepted_; }

 private:
  struct Prepared {
    std::array<std::optional<Plan>, 4> plans;
    bool has_byte_text = false;
  };
  const Prepared& prepared(std::size_t type);

  const Schema* schema_;
  std::vector<std::optional<Prepared>> types_;
  Buffer out_;
  std::size_t checked_ = 0;
  std::size_t accepted_ = 0;
  std::size_t excepted_ = 0;
};

/// The configurations of records by their number.
inline constexpr std::array<const char*, 4> stream_configs{"legacy-le", "legacy-be", "standard-le", "standard-be"};

}  // namespace limcode::test
