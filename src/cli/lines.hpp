// `--lines`: JSON Lines, each of which becomes a frame.
#pragma once

#include <string>

#include "cli/plans.hpp"
#include "cli/stream.hpp"
#include "limcode/transcode.hpp"

namespace limcode::cli {

/// Turns lines of JSON into frames end to end. Lines with nothing but blanks are skipped.
class LineConverter final : public ItemConverter {
 public:
  LineConverter(TypedPlan typed, const JsonStyle& style, std::string subject)
      : typed_(std::move(typed)), style_(style), subject_(std::move(subject)) {}

  Step convert(std::span<const std::byte> bytes, bool last, Buffer& out) const override;
  [[nodiscard]] std::vector<std::size_t> cuts(std::span<const std::byte> bytes, unsigned parts) const override;
  [[nodiscard]] Failure explain(Error error, std::span<const std::byte> bytes, const Position& at) const override;

 private:
  TypedPlan typed_;
  JsonStyle style_;
  std::string subject_;
};

}  // namespace limcode::cli
