// CompactVoteStateUpdate and TowerSync. On the wire the root is a plain slot, u64::MAX for none, and each lockout is
// the distance from the one before it (from the root, at first) as a serde_varint and its confirmations as one byte.
// As declared they are an Option and whole slots.
#include <limits>

#include "solana/codec_io.hpp"
#include "solana/codecs.hpp"

namespace limcode::solana {
namespace {

using plan::CodecFault;
using plan::CodecInput;
using plan::CodecOutput;

constexpr std::uint64_t no_root = std::numeric_limits<std::uint64_t>::max();

template <bool BlockId>
class Tower {
 public:
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    Target target(source.format(), declared);
    std::uint64_t root = 0;
    std::uint64_t count = 0;
    if (!source.number(root, ".root") || !source.short_vec(count, ".lockouts")) return nullptr;
    target.number(count);
    std::uint64_t slot = root == no_root ? 0 : root;
    for (std::uint64_t index = 0; index < count; ++index) {
      if (!read_lockout(source, target, slot, index)) return nullptr;
    }
    target.byte(root == no_root ? 0 : 1);
    if (root != no_root) target.number(root);
    if (!copy(source, target, key_size, ".hash") || !read_timestamp(source, target)) return nullptr;
    if (BlockId && !copy(source, target, key_size, ".block_id")) return nullptr;
    return source.at();
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    // The declared value is valid: nothing here can run out of bytes.
    Source source(output, declared, fault);
    std::uint64_t count = 0;
    if (!source.number(count, "")) return false;
    if (count > wire::max_short_vec) {
      return refuse(fault, ".lockouts", fmt::format("a compact vote holds at most 65,535 lockouts, not {}", count));
    }
    const Source lockouts = source;
    std::uint64_t slot = 0;
    std::uint32_t confirmations = 0;
    for (std::uint64_t index = 0; index < count; ++index) {
      if (!source.number(slot, "") || !source.number(confirmations, "")) return false;
    }
    bool rooted = false;
    std::uint64_t root = no_root;
    if (!source.tag(Errc::invalid_option_tag, rooted, "") || (rooted && !source.number(root, ""))) return false;
    if (rooted && root == no_root) {
      return refuse(fault, ".root", "the root 18446744073709551615 stands for no root on the wire");
    }
    Target target(source.format(), &out);
    target.number(root);
    target.leb128(count);
    if (!write_lockouts(lockouts, count, rooted ? root : 0, target, fault)) return false;
    if (!copy(source, target, key_size, "") || !read_timestamp(source, target)) return false;
    return !BlockId || copy(source, target, key_size, "");
  }

 private:
  static bool copy(Source& source, Target& target, std::uint64_t count, std::string_view field) {
    const Byte* from = source.take(count, field);
    if (from == nullptr) return false;
    target.bytes(from, count);
    return true;
  }

  // An Option<i64> has the same form on both sides.
  static bool read_timestamp(Source& source, Target& target) {
    bool set = false;
    std::int64_t timestamp = 0;
    if (!source.tag(Errc::invalid_option_tag, set, ".timestamp")) return false;
    target.byte(set ? 1 : 0);
    if (!set) return true;
    if (!source.number(timestamp, ".timestamp")) return false;
    target.number(timestamp);
    return true;
  }

  static bool read_lockout(Source& source, Target& target, std::uint64_t& slot, std::uint64_t index) {
    const Byte* from = source.at();
    std::uint64_t offset = 0;
    const auto field = [&](std::string_view name) { return fmt::format(".lockouts[{}]{}", index, name); };
    if (!source.leb128(offset, "")) return source.within(field(".slot"));
    if (__builtin_add_overflow(slot, offset, &slot)) {
      return source.fail(Errc::invalid_value, from, source.at(), field(".slot"),
                         "the offset leads beyond the largest slot");
    }
    const Byte* confirmations = source.take(1, "");
    if (confirmations == nullptr) return source.within(field(".confirmation_count"));
    target.number(slot);
    target.number(std::uint32_t{*confirmations});
    return true;
  }

  static bool write_lockouts(Source source, std::uint64_t count, std::uint64_t before, Target& target,
                             CodecFault& fault) {
    for (std::uint64_t index = 0; index < count; ++index) {
      std::uint64_t slot = 0;
      std::uint32_t confirmations = 0;
      if (!source.number(slot, "") || !source.number(confirmations, "")) return false;
      if (slot < before) {
        return refuse(
            fault, fmt::format(".lockouts[{}].slot", index),
            fmt::format("slot {} comes after slot {}: in a compact vote slots ascend from the root", slot, before));
      }
      if (confirmations > std::numeric_limits<Byte>::max()) {
        return refuse(fault, fmt::format(".lockouts[{}].confirmation_count", index),
                      fmt::format("{} does not fit the one byte that a compact vote has for it", confirmations));
      }
      target.leb128(slot - before);
      target.byte(static_cast<Byte>(confirmations));
      before = slot;
    }
    return true;
  }
};

using CompactUpdate = Tower<false>;
using TowerSync = Tower<true>;

}  // namespace

const plan::Codec compact_vote_state_update =
    make_codec<CompactUpdate>("compact_vote_state_update", 1 + 1 + key_size + 1);
const plan::Codec tower_sync = make_codec<TowerSync>("tower_sync", 1 + 1 + key_size + 1 + key_size);

}  // namespace limcode::solana
