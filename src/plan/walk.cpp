// The verbs that make nothing of a frame: skip and verify.
#include "limcode/transcode.hpp"
#include "plan/walker.hpp"
#include "wire/any_format.hpp"

namespace limcode {
namespace {

template <bool Canonical>
Result<std::uint64_t> walk(const Plan& plan, std::span<const std::byte> wire, Trailing trailing) {
  const plan::Program& program = plan.program();
  return wire::with_little_or_any(program.config, [&]<class Format>(Format) -> Result<std::uint64_t> {
    plan::Walker<Format, Canonical> walker(program, wire);
    const std::uint8_t* end = walker.value(program.root, walker.begin());
    if (end == nullptr) return std::unexpected(walker.take_error());
    const auto size = static_cast<std::uint64_t>(end - walker.begin());
    if (size != wire.size() && trailing == Trailing::reject) {
      return std::unexpected(plan::trailing_error(size, wire.size()));
    }
    return size;
  });
}

}  // namespace

Result<std::uint64_t> skip(const Plan& plan, std::span<const std::byte> wire) {
  return walk<false>(plan, wire, Trailing::allow);
}

Result<std::uint64_t> verify(const Plan& plan, std::span<const std::byte> wire) {
  return walk<true>(plan, wire, plan.config().trailing);
}

}  // namespace limcode
