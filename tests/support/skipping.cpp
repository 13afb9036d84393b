#include "support/skipping.hpp"

#include <fmt/format.h>

#include "limcode/transcode.hpp"
#include "plan/skipper.hpp"
#include "wire/any_format.hpp"

namespace limcode::test {

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
