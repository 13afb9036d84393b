// Messages of version 1 (SIMD-0385) and shreds. The settings and the instructions of a v1 message are laid out apart:
// a mask says which settings follow the keys, and all instruction heads come before all their accounts and data.
// Integers are little-endian there whatever the configuration.
#include <array>

#include "solana/codec_io.hpp"
#include "solana/codecs.hpp"

namespace limcode::solana {
namespace {

using plan::CodecFault;
using plan::CodecInput;
using plan::CodecOutput;

constexpr std::size_t header_size = 3;
constexpr std::size_t instruction_head_size = 4;

// The bits of the mask: the priority fee has two, both or none set.
constexpr std::uint32_t priority_fee_bits = 0b11;
constexpr std::array<std::uint32_t, 3> u32_bits = {0b100, 0b1000, 0b10000};
constexpr std::uint32_t known_bits = 0b11111;

// Declared as a node prints it, keys first and settings last with compact lengths, or as serde writes it: settings
// before everything, and the lengths of any Vec.
template <bool OfSerde>
struct MessageOfV1 {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    Target target(source.format(), declared);
    const Byte* header = source.take(header_size, ".header");
    std::uint32_t mask = 0;
    if (header == nullptr || !read_mask(source, mask)) return nullptr;
    const Byte *lifetime = nullptr, *counts = nullptr, *keys = nullptr, *settings = nullptr, *heads = nullptr;
    if ((lifetime = source.take(key_size, ".lifetime_specifier")) == nullptr ||
        (counts = source.take(2, ".instructions")) == nullptr ||
        (keys = source.take(counts[1] * key_size, ".account_keys")) == nullptr ||
        (settings = source.take(settings_size(mask), ".config")) == nullptr ||
        (heads = source.take(counts[0] * instruction_head_size, ".instructions")) == nullptr) {
      return nullptr;
    }
    target.bytes(header, header_size);
    if (OfSerde) {
      declare_settings(mask, settings, target);
      target.bytes(lifetime, key_size);
    }
    declare_count(counts[1], target);
    target.bytes(keys, counts[1] * key_size);
    if (!OfSerde) target.bytes(lifetime, key_size);
    declare_count(counts[0], target);
    for (std::size_t index = 0; index < counts[0]; ++index) {
      if (!read_instruction(source, heads + index * instruction_head_size, index, target)) return nullptr;
    }
    if (!OfSerde) declare_settings(mask, settings, target);
    return source.at();
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    const Byte* header = source.take(header_size, "");
    const Byte* lifetime = nullptr;
    std::uint64_t key_count = 0;
    std::uint64_t instruction_count = 0;
    Buffer settings;
    std::uint32_t mask = 0;
    if (OfSerde) {
      if (!write_settings(source, mask, Target(source.format(), &settings))) return false;
      lifetime = source.take(key_size, "");
    }
    if (header == nullptr || !declared_count(source, key_count)) return false;
    const Byte* keys = source.take(key_count * key_size, "");
    if (!OfSerde) lifetime = source.take(key_size, "");
    if (lifetime == nullptr || !declared_count(source, instruction_count)) return false;
    if (!fits(key_count, 0xFF, ".account_keys", "keys", fault)) return false;
    if (!fits(instruction_count, 0xFF, ".instructions", "instructions", fault)) return false;
    Buffer heads;
    Buffer bodies;
    for (std::uint64_t index = 0; index < instruction_count; ++index) {
      if (!write_instruction(source, index, Target(source.format(), &heads), Target(source.format(), &bodies), fault))
        return false;
    }
    if (!OfSerde && !write_settings(source, mask, Target(source.format(), &settings))) return false;
    Target target(source.format(), &out);
    target.bytes(header, header_size);
    target.little(mask);
    target.bytes(lifetime, key_size);
    target.byte(static_cast<Byte>(instruction_count));
    target.byte(static_cast<Byte>(key_count));
    target.bytes(keys, key_count * key_size);
    for (const Buffer* part : {&settings, &heads, &bodies}) out.append(part->data(), part->size());
    return true;
  }

 private:
  static void declare_count(std::uint64_t count, Target& target) {
    if (OfSerde) {
      target.number(count);
    } else {
      target.leb128(count);
    }
  }

  static bool declared_count(Source& source, std::uint64_t& count) {
    if (OfSerde) return source.number(count, "");
    return source.short_vec(count, "");
  }

  static bool read_mask(Source& source, std::uint32_t& mask) {
    const Byte* from = source.at();
    if (!source.little(mask, ".config")) return false;
    if ((mask & ~known_bits) != 0) {
      return source.fail(Errc::invalid_value, from, source.at(), ".config",
                         fmt::format("the mask {:#b} has bits that no setting is known for", mask));
    }
    if (const std::uint32_t fee = mask & priority_fee_bits; fee != 0 && fee != priority_fee_bits) {
      return source.fail(Errc::invalid_value, from, source.at(), ".config.priority_fee",
                         fmt::format("the mask {:#b} has one of the two bits of the priority fee", mask));
    }
    return true;
  }

  static std::size_t settings_size(std::uint32_t mask) {
    std::size_t size = (mask & priority_fee_bits) != 0 ? sizeof(std::uint64_t) : 0;
    for (const std::uint32_t bit : u32_bits) size += (mask & bit) != 0 ? sizeof(std::uint32_t) : 0;
    return size;
  }

  // The settings as declared: an Option each, in the order of the mask.
  static void declare_settings(std::uint32_t mask, const Byte* from, Target& target) {
    const bool fee = (mask & priority_fee_bits) != 0;
    target.byte(fee ? 1 : 0);
    if (fee) {
      target.number(wire::load<std::uint64_t, Endian::little>(from));
      from += sizeof(std::uint64_t);
    }
    for (const std::uint32_t bit : u32_bits) {
      const bool set = (mask & bit) != 0;
      target.byte(set ? 1 : 0);
      if (!set) continue;
      target.number(wire::load<std::uint32_t, Endian::little>(from));
      from += sizeof(std::uint32_t);
    }
  }

  static bool write_settings(Source& source, std::uint32_t& mask, Target target) {
    bool set = false;
    if (!source.tag(Errc::invalid_option_tag, set, "")) return false;
    if (set) {
      std::uint64_t fee = 0;
      if (!source.number(fee, "")) return false;
      mask |= priority_fee_bits;
      target.little(fee);
    }
    for (const std::uint32_t bit : u32_bits) {
      std::uint32_t value = 0;
      if (!source.tag(Errc::invalid_option_tag, set, "")) return false;
      if (!set) continue;
      if (!source.number(value, "")) return false;
      mask |= bit;
      target.little(value);
    }
    return true;
  }

  static bool read_instruction(Source& source, const Byte* head, std::size_t index, Target& target) {
    const std::size_t accounts = head[1];
    const std::size_t data = wire::load<std::uint16_t, Endian::little>(head + 2);
    const Byte* from = source.take(accounts, "");
    if (from == nullptr) return source.within(fmt::format(".instructions[{}].accounts", index));
    target.byte(head[0]);
    target.leb128(accounts);
    target.bytes(from, accounts);
    if ((from = source.take(data, "")) == nullptr) return source.within(fmt::format(".instructions[{}].data", index));
    target.leb128(data);
    target.bytes(from, data);
    return true;
  }

  static bool write_instruction(Source& source, std::uint64_t index, Target heads, Target bodies, CodecFault& fault) {
    const Byte* program = source.take(1, "");
    std::uint64_t accounts = 0;
    std::uint64_t data = 0;
    if (program == nullptr || !source.short_vec(accounts, "")) return false;
    const Byte* from = source.take(accounts, "");
    if (from == nullptr || !source.short_vec(data, "")) return false;
    if (!fits(accounts, 0xFF, fmt::format(".instructions[{}].accounts", index), "accounts", fault)) return false;
    bodies.bytes(from, accounts);
    if ((from = source.take(data, "")) == nullptr) return false;
    bodies.bytes(from, data);
    heads.byte(*program);
    heads.byte(static_cast<Byte>(accounts));
    heads.little(static_cast<std::uint16_t>(data));
    return true;
  }

  static bool fits(std::uint64_t count, std::uint64_t most, std::string_view field, std::string_view what,
                   CodecFault& fault) {
    return count <= most ||
           refuse(fault, field, fmt::format("a v1 message has at most {} {}, not {}", most, what, count));
  }
};

using V1Message = MessageOfV1<false>;
using V1MessageOfSerde = MessageOfV1<true>;

// Which shred this is stands at a fixed place; the rest of each kind is plain. Declared as an enum of the two kinds.
struct Shred {
  static constexpr std::size_t variant_at = signature_size;
  static constexpr std::size_t common_size = 83;
  static constexpr std::size_t data_header_size = 5;
  static constexpr std::size_t coding_header_size = 6;

  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    const Byte* common = source.take(common_size, ".common_header");
    if (common == nullptr) return nullptr;
    const int kind = kind_of(common[variant_at]);
    if (kind < 0) {
      source.fail(Errc::invalid_value, common + variant_at, common + variant_at + 1, ".common_header.shred_variant",
                  fmt::format("{:#04x} is no shred's variant", common[variant_at]));
      return nullptr;
    }
    const bool data = kind == 0;
    if (source.take(data ? data_header_size : coding_header_size, data ? ".data_header" : ".coding_header") ==
        nullptr) {
      return nullptr;
    }
    Target target(source.format(), declared);
    target.number(static_cast<std::uint32_t>(kind));
    target.bytes(at, static_cast<std::uint64_t>(input.end - at));
    return input.end;
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint32_t kind = 0;
    if (!source.number(kind, "")) return false;
    const Byte variant = source.at()[variant_at];
    if (kind_of(variant) != static_cast<int>(kind)) {
      return refuse(fault, ".common_header.shred_variant",
                    fmt::format("{:#04x} is not the variant of such a shred", variant));
    }
    Target(source.format(), &out).bytes(source.at(), source.left());
    return true;
  }

 private:
  // 0 for data, 1 for code, -1 for neither. The low bits of a Merkle shred's variant are the depth of its proof.
  static int kind_of(Byte variant) {
    constexpr Byte legacy_data = 0xA5;
    constexpr Byte legacy_code = 0x5A;
    if (variant == legacy_data) return 0;
    if (variant == legacy_code) return 1;
    switch (variant & 0xF0) {
      case 0x80:
      case 0x90:
      case 0xB0: return 0;
      case 0x40:
      case 0x60:
      case 0x70: return 1;
      default: return -1;
    }
  }
};

}  // namespace

constexpr std::uint64_t min_message = header_size + 4 + key_size + 2;
const plan::Codec v1_message = make_codec<V1Message>("v1_message", min_message);
const plan::Codec v1_message_of_serde = make_codec<V1MessageOfSerde>("v1_message_of_serde", min_message);
const plan::Codec shred = make_codec<Shred>("shred", 88, Extent::to_end);

}  // namespace limcode::solana
