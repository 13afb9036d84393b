// Any bytes as a frame of any type. skip, verify, to_json and locate agree on what they accept; what is accepted
// prints, reads back and prints again the same; verify accepts exactly what encoding gives; every kernel set gives the
// same answers; a cut frame is refused.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "limcode/kernels.hpp"
#include "limcode/transcode.hpp"
#include "plans.hpp"

namespace limcode::fuzz {
namespace {

struct Outcome {
  Result<std::uint64_t> skipped;
  Result<std::uint64_t> verified;
  Result<std::string> json;
};

Outcome run(const Plan& plan, std::span<const std::byte> wire) {
  return {skip(plan, wire), verify(plan, wire), to_json(plan, wire)};
}

template <class T>
std::string describe(const Result<T>& result) {
  if (result) return fmt::format("{}", *result);
  const Error& error = result.error();
  return fmt::format("{} at {}..{} in {}: {}", to_string(error.code), error.offset, error.end_offset, error.path,
                     error.detail);
}

// Kernels may stop at different places of a wrong text, never at different bytes.
void agree(const Outcome& left, const Outcome& right, std::string_view kernels) {
  hold(describe(left.skipped) == describe(right.skipped), "skip with {}: {} | {}", kernels, describe(left.skipped),
       describe(right.skipped));
  hold(describe(left.verified) == describe(right.verified), "verify with {}: {} | {}", kernels, describe(left.verified),
       describe(right.verified));
  hold(describe(left.json) == describe(right.json), "to_json with {}: {} | {}", kernels, describe(left.json),
       describe(right.json));
}

bool printing_alone_refuses(Errc code) { return code == Errc::not_representable || code == Errc::length_overflow; }

// What is left out of the wire as too short, and nothing else.
void check_cut(const Plan& plan, std::span<const std::byte> frame, std::size_t cut) {
  const auto skipped = skip(plan, frame.first(cut));
  hold(!skipped, "a frame cut to {} of {} bytes is refused", cut, frame.size());
  hold(skipped.error().code == Errc::unexpected_end || skipped.error().code == Errc::length_overflow,
       "a cut frame ends unexpectedly: {}", describe(skipped));
}

void check_located(const Plan& plan, std::span<const std::byte> frame, std::uint64_t offset) {
  const auto place = locate(plan, frame, offset);
  hold(place.has_value(), "byte {} of an accepted frame is in some value", offset);
  hold(place->offset <= offset && offset < place->end && place->end <= frame.size(), "{}..{} covers byte {} of {}",
       place->offset, place->end, offset, frame.size());
}

void check_limits(const std::string& type, const Config& config, std::span<const std::byte> frame) {
  hold(skip(plan_of(type, config.with_limit(frame.size())), frame).has_value(),
       "a limit of its size lets a frame pass");
  const auto refused = skip(plan_of(type, config.with_limit(frame.size() - 1)), frame);
  hold(!refused && (refused.error().code == Errc::limit_exceeded || refused.error().code == Errc::length_overflow),
       "a limit below its size refuses a frame: {}", describe(refused));
}

// Text that was printed reads back to a frame that prints the same; which is the frame it came from, if that one
// is canonical.
void check_round_trip(const std::string& type, const Plan& plan, std::span<const std::byte> frame,
                      const std::string& json, bool canonical) {
  if (is_one_way(plan)) return;
  const bool lossy = is_lossy(plan);
  Buffer again;
  const auto encoded = from_json(plan, json, again);
  if (!encoded) {
    const bool excused =
        lossy || encoded.error().code == Errc::depth_exceeded || encoded.error().code == Errc::json_type;
    hold(excused, "{} is read back: {} {}", json, to_string(encoded.error().code), encoded.error().detail);
    return;
  }
  const auto size = verify(plan, again.bytes());
  hold(size.has_value() && *size == again.size(), "what is encoded verifies: {}", describe(size));
  hold(describe(to_json(plan, again.bytes())) == json, "it prints the same again: {}", json);
  if (!lossy) {
    const bool same = std::ranges::equal(frame, again.bytes());
    hold(same == canonical, "verify ({}) tells whether encoding {} gives the same {} bytes", canonical, json,
         frame.size());
  }
  Config other = plan.config();
  other.int_encoding = other.int_encoding == IntEncoding::fixed ? IntEncoding::variable : IntEncoding::fixed;
  const Plan other_plan = plan_of(type, other);
  Buffer other_wire;
  hold(from_json(other_plan, json, other_wire).has_value(), "both configurations read {}", json);
  hold(describe(to_json(other_plan, other_wire.bytes())) == json, "both configurations print {}", json);
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  Input input(data, size);
  const std::string type = choose_type(input);
  const Config config = choose_config(input);
  const std::size_t chance = input.byte();
  const Plan plan = plan_of(type, config);
  const auto wire = input.rest_bytes();

  static const std::vector<std::string_view> kernel_sets = kernels::available();
  hold(kernels::use(kernel_sets[chance % kernel_sets.size()]).has_value(), "an available kernel set is usable");
  const Outcome outcome = run(plan, wire);
  hold(kernels::use("portable").has_value(), "the portable kernels are usable");
  agree(outcome, run(plan, wire), kernel_sets[chance % kernel_sets.size()]);

  if (outcome.verified)
    hold(outcome.skipped.value_or(~std::uint64_t{0}) == *outcome.verified,
         "what verifies is skipped to the same place");
  if (outcome.json) hold(outcome.skipped.has_value(), "what prints is skipped");
  if (!outcome.skipped) return 0;
  const auto frame = wire.first(*outcome.skipped);
  // How many elements without bytes are let pass goes by the size of the input, of which this is a part.
  if (const auto alone = skip(plan, frame); !alone) {
    hold(alone.error().code == Errc::length_overflow, "a frame is accepted without what follows: {}", describe(alone));
    return 0;
  }
  if (!outcome.json) {
    hold(printing_alone_refuses(outcome.json.error().code), "what is skipped prints: {}", describe(outcome.json));
    return 0;
  }
  if (!frame.empty()) {
    check_cut(plan, frame, chance % frame.size());
    check_located(plan, frame, chance % frame.size());
    if (chance < 8) check_limits(type, config, frame);
  }
  check_round_trip(type, plan, frame, *outcome.json, outcome.verified.has_value());
  return 0;
}
