// Converting frames.
#include "cli/frames.hpp"

#include <fmt/core.h>

#include <utility>

namespace limcode::cli {
namespace {

class BufferSink final : public Sink {
 public:
  explicit BufferSink(Buffer& buffer) : buffer_(&buffer) {}
  Result<void> write(std::span<const std::byte> block) override {
    buffer_->append(block.data(), block.size());
    return {};
  }

 private:
  Buffer* buffer_;
};

}  // namespace

Outcome<FrameConverter> FrameConverter::make(TypedPlan typed, const JsonStyle& style, std::string subject,
                                             Purpose purpose) {
  if (typed.plan.min_size() == 0) {
    return std::unexpected(command_failure(
        fmt::format("a frame of {} may have no bytes, so that a stream of them has no end", typed.type.name())));
  }
  if (typed.plan.reads_to_end()) {
    return std::unexpected(
        command_failure(fmt::format("a {} takes all of its input: there is only one", typed.type.name())));
  }
  auto plan = compile(typed.type, typed.plan.config().allow_trailing_bytes());
  if (!plan) return std::unexpected(plain_failure(std::move(plan.error())));
  typed.plan = std::move(*plan);
  return FrameConverter(std::move(typed), style, std::move(subject), purpose);
}

Result<std::uint64_t> FrameConverter::convert_one(std::span<const std::byte> bytes, Buffer& out) const {
  if (purpose_ == Purpose::print) {
    BufferSink sink(out);
    auto size = to_json(typed_.plan, bytes, sink, style_);
    if (size) out.append("\n", 1);
    return size;
  }
  const auto size = skip(typed_.plan, bytes);
  if (!size) return size;
  return verify(typed_.plan, bytes.first(*size));
}

Step FrameConverter::convert(std::span<const std::byte> bytes, bool last, Buffer& out) const {
  Step step;
  while (step.consumed < bytes.size()) {
    const std::size_t before = out.size();
    auto size = convert_one(bytes.subspan(step.consumed), out);
    if (!size) {
      out.set_size(before);
      if (last || size.error().code != Errc::unexpected_end) step.error = std::move(size.error());
      return step;
    }
    step.consumed += *size;
    ++step.items;
  }
  return step;
}

std::vector<std::size_t> FrameConverter::cuts(std::span<const std::byte> bytes, unsigned parts) const {
  std::vector<std::size_t> found;
  std::size_t at = 0;
  for (unsigned part = 1; part < parts; ++part) {
    const std::size_t wanted = bytes.size() / parts * part;
    while (at < wanted) {
      const auto size = skip(typed_.plan, bytes.subspan(at));
      if (!size) return found;
      at += *size;
    }
    if (at < bytes.size() && (found.empty() || found.back() != at)) found.push_back(at);
  }
  return found;
}

Failure FrameConverter::explain(Error error, std::span<const std::byte> bytes, const Position& at) const {
  const bool cut_short = error.code == Errc::unexpected_end;
  error.offset += at.offset;
  error.end_offset += at.offset;
  const Config config = typed_.plan.config().reject_trailing_bytes();  // what --frames says of the others is not news
  Failure failure = wire_failure(std::move(error), subject_, bytes, config, typed_.type.name(), at.offset);
  failure.frame = FramePlace{.number = at.items_before + 1, .offset = at.offset};
  if (cut_short) failure.advice = "the last frame is not whole";
  return failure;
}

}  // namespace limcode::cli
