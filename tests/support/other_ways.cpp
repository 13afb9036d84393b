#include "support/other_ways.hpp"

#include <fmt/format.h>

#include "json/encode.hpp"
#include "json/print.hpp"
#include "json/print_parallel.hpp"
#include "limcode/transcode.hpp"
#include "plan/skipper.hpp"
#include "wire/any_format.hpp"

namespace limcode::test {
namespace {

// What is no JSON is in no field: how far a walk got before that was seen depends on the windows.
std::string told(const Error& error) {
  const std::string& path = error.code == Errc::json_syntax ? std::string() : error.path;
  return fmt::format("{} at {} in {}: {}", to_string(error.code), error.offset, path, error.detail);
}

std::string encoded(const Plan& plan, std::string_view text, const json::WindowSizes& sizes) {
  Buffer frame;
  const auto result = json::encode_text(plan, text, frame, {}, 1, sizes);
  return result ? std::string(reinterpret_cast<const char*>(frame.data()), frame.size()) : told(result.error());
}

std::string printed(const Plan& plan, std::span<const std::byte> wire, unsigned threads, const json::PartSizes& sizes) {
  json::StringSink sink;
  const auto size = json::print_frame(plan, wire, sink, {}, threads, sizes);
  return size ? sink.text : told(size.error());
}

}  // namespace

std::optional<std::string> windows_disagreement(const Plan& plan, std::string_view text) {
  const std::string whole = encoded(plan, text, {.document = std::string_view::npos});
  for (const std::size_t usual : {8U, 40U}) {
    const std::string windowed = encoded(plan, text, {.document = 0, .first = usual / 2, .usual = usual});
    if (windowed != whole) return fmt::format("windows of {} bytes: {}; as a whole: {}", usual, windowed, whole);
  }
  return std::nullopt;
}

std::optional<std::string> sharing_disagreement(const Plan& plan, std::span<const std::byte> wire) {
  const std::string alone = printed(plan, wire, 1, {});
  const std::string shared = printed(plan, wire, 2, {.frame = 0, .list = 4, .part = 8});
  if (shared == alone) return std::nullopt;
  return fmt::format("two threads print: {}; one prints: {}", shared, alone);
}

std::optional<std::string> skipping_disagreement(const Plan& plan, std::span<const std::byte> wire) {
  const plan::Program& program = plan.program();
  if (plan::counts_empty(program)) return std::nullopt;  // for these there is no skipping
  plan::Skipper<wire::AnyFormat> skipper(program, wire, program.root, 0);
  const plan::Byte* const end = skipper.skip(skipper.begin());
  const auto skipped = skip(plan, wire);
  if (end == nullptr) {
    return skipped ? std::optional(fmt::format("skip code finds no end, skip takes {} bytes", *skipped)) : std::nullopt;
  }
  const auto size = static_cast<std::uint64_t>(end - skipper.begin());
  if (size > wire.size()) return fmt::format("skip code takes {} of {} bytes", size, wire.size());
  if (!skipped || *skipped == size) return std::nullopt;
  return fmt::format("skip code takes {} bytes, skip {}", size, *skipped);
}

}  // namespace limcode::test
