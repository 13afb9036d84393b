// Between the library, which hands out blocks, and an output: small blocks are collected, large ones go through.
#pragma once

#include <cstddef>
#include <span>

#include "cli/progress.hpp"
#include "io/output.hpp"
#include "limcode/buffer.hpp"
#include "limcode/transcode.hpp"

namespace limcode::cli {

class OutputSink final : public Sink {
 public:
  OutputSink(io::Output& output, Progress& progress) : output_(&output), progress_(&progress) {}

  Result<void> write(std::span<const std::byte> block) override;
  Result<void> write(std::string_view text) { return write(std::as_bytes(std::span(text))); }
  /// Writes what is collected.
  [[nodiscard]] Result<void> flush();
  /// The collected bytes: what is appended to them is written with them.
  [[nodiscard]] Buffer& collected() noexcept { return collected_; }

 private:
  Result<void> pass(std::span<const std::byte> block);

  io::Output* output_;
  Progress* progress_;
  Buffer collected_;
};

}  // namespace limcode::cli
