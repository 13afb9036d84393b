#include "plans.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <unordered_map>

#include "plan/program.hpp"

namespace limcode::fuzz {
namespace {

constexpr auto leaves = std::to_array<const char*>({
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "bool",
    "char",
    "String",
    "f32",
    "f64",
    "()",
    "NonZeroU8",
    "NonZeroU64",
    "NonZeroI32",
    "Duration",
    "SystemTime",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "SocketAddr",
    "SocketAddrV4",
    "SocketAddrV6",
    "CString",
    "serde_bytes::ByteBuf",
    "limcode::Json",
    "&str",
    "Vec<u8>",
    "[u8; 32]",
});

constexpr auto keys = std::to_array<const char*>({
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "bool",
    "char",
    "String",
    "Ipv4Addr",
    "SocketAddrV6",
    "NonZeroU16",
});

constexpr auto known = std::to_array<const char*>({
    "limcode::Json",
    "Vec<limcode::Json>",
    "Vec<u64>",
    "Vec<u8>",
    "Vec<bool>",
    "Vec<String>",
    "Vec<(u64, String, f64, Vec<String>, bool, Option<String>)>",
    "Vec<Vec<u16>>",
    "Vec<()>",
    "Vec<[(); 3]>",
    "HashSet<()>",
    "HashMap<u8, Vec<()>>",
    "HashMap<String, HashMap<String, u32>>",
    "BTreeMap<u16, BTreeMap<i64, BTreeSet<String>>>",
    "BTreeSet<BTreeSet<BTreeSet<u8>>>",
    "BTreeSet<(u8, Option<char>, Duration)>",
    "BTreeMap<SocketAddr, IpAddr>",
    "Option<Option<Option<bool>>>",
    "Result<Result<u8, String>, Option<char>>",
    "std::ops::Bound<std::ops::Range<i32>>",
    "[[[u16; 3]; 2]; 2]",
    "(NonZeroU8, NonZeroU128, Vec<NonZeroI16>)",
    "Vec<Plain>",
    "Vec<Fixed>",
    "Renamed",
    "Skipping",
    "Choice",
    "Vec<Color>",
    "Tree",
    "Wild",
    "Nest",
    "Chain",
    "Link",
    "Vec<Empty>",
    "Wrapper<Choice>",
    "Keyed",
    "Solana",
    "Vec<solana::Entry>",
    "solana::Transaction",
    "solana::VersionedTransaction",
    "solana::Message",
    "solana::VersionedMessage",
});

std::string made_up(Input& input, unsigned depth) {
  if (depth == 0) return leaves[input.below(leaves.size())];
  const auto inner = [&] { return made_up(input, depth - 1); };
  switch (input.below(14)) {
    case 0: return "Option<" + inner() + ">";
    case 1: return "Vec<" + inner() + ">";
    case 2: return "[" + inner() + "; " + std::to_string(input.below(5)) + "]";
    case 3: return "(" + inner() + ", " + inner() + ")";
    case 4: return "(" + inner() + ", " + inner() + ", " + inner() + ")";
    case 5: return std::string("HashMap<") + keys[input.below(keys.size())] + ", " + inner() + ">";
    case 6: return std::string("BTreeMap<") + keys[input.below(keys.size())] + ", " + inner() + ">";
    case 7: return std::string("HashSet<") + keys[input.below(keys.size())] + ">";
    case 8:
      return std::string("BTreeSet<(") + keys[input.below(keys.size())] + ", " + keys[input.below(keys.size())] + ")>";
    case 9: return "Result<" + inner() + ", " + inner() + ">";
    case 10: return "std::ops::Range<" + std::string(leaves[input.below(15)]) + ">";
    case 11: return "Box<" + inner() + ">";
    case 12: return std::string("BinaryHeap<Reverse<") + keys[input.below(keys.size())] + ">>";
    case 13: return "chrono::DateTime<Utc>";
    default: return leaves[input.below(leaves.size())];
  }
}

const Schema& types() {
  static const Schema schema = [] {
    std::ifstream file(LIMCODE_FUZZ_TYPES);
    Schema made;
    const auto added = made.add_source("types.rs", {std::istreambuf_iterator<char>(file), {}});
    hold(added.has_value(), "types.rs is read: {}", added ? "" : added.error().detail);
    return made;
  }();
  return schema;
}

}  // namespace

std::string choose_type(Input& input) {
  const std::size_t choice = input.below(known.size() + 24);
  return choice < known.size() ? known[choice] : made_up(input, 1 + static_cast<unsigned>(input.below(4)));
}

Config choose_config(Input& input) {
  const std::uint8_t bits = input.byte();
  Config config = (bits & 1) != 0 ? Config::standard() : Config::legacy();
  if ((bits & 2) != 0) config = config.with_big_endian();
  return config.allow_trailing_bytes();
}

Plan plan_of(const std::string& type, const Config& config) {
  constexpr std::size_t most = 4096;
  static std::unordered_map<std::string, Plan> plans;
  const auto number = [](auto value) { return static_cast<unsigned>(value); };
  const std::string key = fmt::format("{}{}{}{} {}", number(config.int_encoding), number(config.endian),
                                      number(config.trailing), config.limit_bytes, type);
  if (const auto found = plans.find(key); found != plans.end()) return found->second;
  const auto resolved = types().type(type);
  hold(resolved.has_value(), "the type `{}` of the table resolves: {}", type, resolved ? "" : resolved.error().detail);
  auto plan = compile(*resolved, config);
  hold(plan.has_value(), "the type `{}` compiles: {}", type, plan ? "" : plan.error().detail);
  if (plans.size() == most) plans.clear();
  plans.emplace(key, *plan);
  return *plan;
}

bool is_one_way(const Plan& plan) {
  const plan::Program& program = plan.program();
  return std::ranges::any_of(program.fields, [](const plan::Field& field) { return field.reads != field.writes; }) ||
         std::ranges::any_of(program.variants, [](const plan::Variant& variant) { return !variant.writes; });
}

bool is_lossy(const Plan& plan) {
  const plan::Program& program = plan.program();
  for (const plan::Node& node : program.nodes) {
    if (node.op == plan::Op::f32 || node.op == plan::Op::f64 || node.op == plan::Op::json) return true;
    if (node.op != plan::Op::option) continue;
    const plan::Op held = program.nodes[node.child].op;
    if (held == plan::Op::option || held == plan::Op::unit) return true;
  }
  return false;
}

}  // namespace limcode::fuzz
