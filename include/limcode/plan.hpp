// A type compiled for running: compile(type, config) gives a Plan, a flat, immutable program that encodes, decodes,
// checks and explains frames of that type. transcode.hpp holds the verbs that run it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "limcode/config.hpp"
#include "limcode/error.hpp"
#include "limcode/schema.hpp"

namespace limcode {

namespace plan {
struct Program;
}

/// A compiled type; cheap to copy, immutable, safe to share between threads.
class Plan {
 public:
  explicit Plan(std::shared_ptr<const plan::Program> program) : program_(std::move(program)) {}

  [[nodiscard]] const Config& config() const noexcept;
  /// The type it was compiled from, as Rust text.
  [[nodiscard]] const std::string& type_name() const noexcept;
  /// The size of every frame in bytes, if they all have the same.
  [[nodiscard]] std::optional<std::uint64_t> fixed_size() const noexcept;
  /// The size of the smallest frame in bytes.
  [[nodiscard]] std::uint64_t min_size() const noexcept;
  /// True when a frame may take all that follows it, so that only one can be in an input.
  [[nodiscard]] bool reads_to_end() const noexcept;
  /// The program as text, one operation a line: for tests and for the curious.
  [[nodiscard]] std::string dump() const;

  /// The program itself; src/plan/program.hpp says what it holds.
  [[nodiscard]] const plan::Program& program() const noexcept { return *program_; }

 private:
  std::shared_ptr<const plan::Program> program_;
};

/// Compiles a type for one configuration. Errors: schema_unsupported, schema_invalid.
[[nodiscard]] Result<Plan> compile(const Type& type, const Config& config);

}  // namespace limcode
