// Any bytes as frames of C++ types. The static API accepts exactly what the plan of the same Rust type accepts, takes
// as many bytes, and writes back what verify calls canonical.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "fuzz.hpp"
#include "limcode/codec.hpp"
#include "limcode/transcode.hpp"
#include "plans.hpp"

namespace limcode::fuzz {
namespace {

template <class T>
std::string describe(const Result<T>& result) {
  if (result) return "accepted";
  return fmt::format("{} at {}: {}", to_string(result.error().code), result.error().offset, result.error().detail);
}

template <class T>
void check(const std::string& rust, const Config& config, std::span<const std::byte> wire) {
  const Plan plan = plan_of(rust, config);
  const auto skipped = skip(plan, wire);
  const auto decoded = decode<T>(wire, config);
  hold(skipped.has_value() == decoded.has_value(), "{}: the plan says {}, the static API {}", rust, describe(skipped),
       describe(decoded));
  if (!decoded) {
    hold(skipped.error().code == decoded.error().code, "{}: the plan says {}, the static API {}", rust,
         describe(skipped), describe(decoded));
    return;
  }
  const auto frame = wire.first(*skipped);
  const auto encoded = encode(*decoded, config);
  hold(encoded.has_value(), "{}: what is decoded is encoded", rust);
  hold(encoded_size(*decoded, config) == encoded->size(), "{}: encoded_size is the size", rust);
  const auto verified = verify(plan, encoded->bytes());
  hold(verified.has_value() && *verified == encoded->size(), "{}: what is encoded verifies: {}", rust,
       describe(verified));
  const bool canonical = verify(plan, frame).has_value();
  hold(std::ranges::equal(frame, encoded->bytes()) == canonical, "{}: verify ({}) tells what encoding gives", rust,
       canonical);
}

struct Record {
  std::uint64_t id = 0;
  std::string name;
  std::vector<std::uint16_t> values;
  std::optional<std::unique_ptr<std::uint32_t>> owner;
};

using Check = void (*)(const std::string&, const Config&, std::span<const std::byte>);

struct Pair {
  const char* rust;
  Check check;
};

template <class T>
constexpr Pair pair(const char* rust) {
  return {rust, check<T>};
}

constexpr auto pairs = std::to_array<Pair>({
    pair<bool>("bool"),
    pair<std::int16_t>("i16"),
    pair<std::uint64_t>("u64"),
    pair<wire::u128>("u128"),
    pair<wire::i128>("i128"),
    pair<double>("f64"),
    pair<char32_t>("char"),
    pair<std::string>("String"),
    pair<std::vector<std::uint8_t>>("Vec<u8>"),
    pair<std::vector<std::uint16_t>>("Vec<u16>"),
    pair<std::vector<std::int64_t>>("Vec<i64>"),
    pair<std::vector<bool>>("Vec<bool>"),
    pair<std::vector<std::string>>("Vec<String>"),
    pair<std::vector<std::vector<std::uint32_t>>>("Vec<Vec<u32>>"),
    pair<std::array<std::uint8_t, 32>>("[u8; 32]"),
    pair<std::array<std::int32_t, 3>>("[i32; 3]"),
    pair<std::optional<std::optional<std::uint16_t>>>("Option<Option<u16>>"),
    pair<std::tuple<std::uint8_t, std::string, bool>>("(u8, String, bool)"),
    pair<std::map<std::uint16_t, std::string>>("BTreeMap<u16, String>"),
    pair<std::set<std::pair<std::int8_t, std::uint32_t>>>("BTreeSet<(i8, u32)>"),
    pair<std::vector<Record>>("Vec<(u64, String, Vec<u16>, Option<Box<u32>>)>"),
});

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode::fuzz;
  Input input(data, size);
  const Pair& chosen = pairs[input.below(pairs.size())];
  const limcode::Config config = choose_config(input);
  chosen.check(chosen.rust, config, input.rest_bytes());
  return 0;
}
