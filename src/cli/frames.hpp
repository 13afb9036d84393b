// `--frames`: frames end to end, each of one type.
#pragma once

#include "cli/plans.hpp"
#include "cli/stream.hpp"
#include "limcode/transcode.hpp"

namespace limcode::cli {

/// Turns frames into lines of JSON, or only checks that they are canonical.
class FrameConverter final : public ItemConverter {
 public:
  enum class Purpose : bool { print, verify };

  /// Fails for types whose frames may have no bytes: a stream of them has no end.
  [[nodiscard]] static Outcome<FrameConverter> make(TypedPlan typed, const JsonStyle& style, std::string subject,
                                                    Purpose purpose);

  Step convert(std::span<const std::byte> bytes, bool last, Buffer& out) const override;
  [[nodiscard]] std::vector<std::size_t> cuts(std::span<const std::byte> bytes, unsigned parts) const override;
  [[nodiscard]] Failure explain(Error error, std::span<const std::byte> bytes, const Position& at) const override;

 private:
  FrameConverter(TypedPlan typed, const JsonStyle& style, std::string subject, Purpose purpose)
      : typed_(std::move(typed)), style_(style), subject_(std::move(subject)), purpose_(purpose) {}

  Result<std::uint64_t> convert_one(std::span<const std::byte> bytes, Buffer& out) const;

  TypedPlan typed_;
  JsonStyle style_;
  std::string subject_;
  Purpose purpose_;
};

}  // namespace limcode::cli
