// A table of the native programs whose instructions are bincode, and a plan for each.
#include "solana/expansion.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "limcode/schema.hpp"
#include "solana/codec_io.hpp"
#include "text/text.hpp"

namespace limcode::solana {
namespace {

struct NativeProgram {
  std::string_view address;
  std::string_view type;
};

constexpr NativeProgram native_programs[] = {
    {"11111111111111111111111111111111", "solana::SystemInstruction"},
    {"Stake11111111111111111111111111111111111111", "solana::StakeInstruction"},
    {"Vote111111111111111111111111111111111111111", "solana::VoteInstruction"},
    {"AddressLookupTab1e1111111111111111111111111", "solana::AddressLookupTableInstruction"},
    {"BPFLoaderUpgradeab1e11111111111111111111111", "solana::UpgradeableLoaderInstruction"},
    {"BPFLoader2111111111111111111111111111111111", "solana::LoaderInstruction"},
    {"Config1111111111111111111111111111111111111", "solana::ConfigInstruction"},
};

class NativeExpander final : public InstructionExpander {
 public:
  NativeExpander() {
    for (const NativeProgram& native : native_programs) {
      Program program;
      const auto type = parse_type(native.type);
      auto plan = type ? compile(*type, Config::legacy()) : Result<Plan>(std::unexpected(Error{}));
      if (!plan || !text::decode_base58_32(program.address.data(), native.address)) continue;
      program.type = native.type;
      program.plan.emplace(*std::move(plan));
      programs_.push_back(std::move(program));
    }
  }

  // Data that is not exactly one instruction stays as it is: the programs themselves may make less of it.
  [[nodiscard]] std::string expand(std::span<const std::uint8_t, key_size> program,
                                   std::span<const std::uint8_t> data) const override {
    for (const Program& known : programs_) {
      if (!std::equal(program.begin(), program.end(), known.address.begin())) continue;
      const auto value = to_json(*known.plan, std::as_bytes(data));
      return value ? "{\"" + std::string(known.type) + "\":" + *value + "}" : std::string();
    }
    return {};
  }

 private:
  struct Program {
    std::array<std::uint8_t, key_size> address{};
    std::string_view type;
    std::optional<Plan> plan;
  };

  std::vector<Program> programs_;
};

}  // namespace

std::unique_ptr<const InstructionExpander> instruction_expander() { return std::make_unique<NativeExpander>(); }

}  // namespace limcode::solana
