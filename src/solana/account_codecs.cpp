// Codecs for what accounts and instructions hold: the rest of the input as zero bytes, bytes or keys, a bool that may
// be missing at the end, and the address lookup table.
#include <algorithm>

#include "solana/codec_io.hpp"
#include "solana/codecs.hpp"

namespace limcode::solana {
namespace {

using plan::Codec;
using plan::CodecFault;
using plan::CodecInput;
using plan::CodecOutput;

// The rest of the input, all zero; declared as how many bytes they are.
struct Zeros {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    const std::uint64_t count = source.left();
    const Byte* end = read_zeros(source, count, "");
    if (end != nullptr) Target(source.format(), declared).number(count);
    return end;
  }
  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint64_t count = 0;
    return source.number(count, "") && write_zeros(count, "", out, fault);
  }
};

// The rest of the input, zero or not; declared as an enum of how many bytes they are and of the bytes.
struct Padding {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault&) {
    const auto count = static_cast<std::uint64_t>(input.end - at);
    const bool zero = std::all_of(at, input.end, [](Byte byte) { return byte == 0; });
    Target target(wire::AnyFormat(input.config), declared);
    target.number(std::uint32_t{zero ? 0U : 1U});
    target.number(count);
    if (!zero) target.bytes(at, count);
    return input.end;
  }
  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint32_t kind = 0;
    std::uint64_t count = 0;
    if (!source.number(kind, "") || !source.number(count, "")) return false;
    if (kind == 0) return write_zeros(count, "", out, fault);
    Target(source.format(), &out).bytes(source.at(), count);
    return true;
  }
};

// The rest of the input as elements of one size; declared as a Vec of them.
template <std::size_t Size>
struct Rest {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    const std::uint64_t left = source.left();
    if (left % Size != 0) {
      const std::uint64_t whole = left - left % Size;
      static_cast<void>(source.take(whole, ""));
      source.fail_end(source.at(), Size, fmt::format("[{}]", whole / Size));
      return nullptr;
    }
    Target target(source.format(), declared);
    target.number(left / Size);
    target.bytes(at, left);
    return input.end;
  }
  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint64_t count = 0;
    if (!source.number(count, "")) return false;
    Target(source.format(), &out).bytes(source.at(), source.left());
    return true;
  }
};
using RestOfBytes = Rest<1>;
using RestOfKeys = Rest<key_size>;

// A bool, or the end of the input; declared as an Option of it.
struct TrailingBool {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    Target target(source.format(), declared);
    if (source.left() == 0) {
      target.byte(0);
      return at;
    }
    bool set = false;
    if (!source.tag(Errc::invalid_bool, set, "")) return nullptr;
    target.byte(1);
    target.byte(set ? 1 : 0);
    return source.at();
  }
  static bool write(const CodecOutput&, std::span<const Byte> declared, Buffer& out, CodecFault&) {
    if (declared[0] == 1) out.append(&declared[1], 1);
    return true;
  }
};

// A ProgramState, zero bytes up to 56, then keys to the end; declared as the record of the three.
struct LookupTable {
  static constexpr std::uint64_t head_size = 56;

  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    if (!read_state(source)) return nullptr;
    const auto state_size = static_cast<std::uint64_t>(source.at() - at);
    Target target(source.format(), declared);
    target.bytes(at, state_size);
    if (state_size > head_size) {
      source.fail(Errc::invalid_value, at, source.at(), ".state", "the head of a lookup table has at most 56 bytes");
      return nullptr;
    }
    const std::uint64_t padding = head_size - state_size;
    if (read_zeros(source, padding, ".padding") == nullptr) return nullptr;
    target.number(padding);
    const Byte* end = RestOfKeys::read(input, source.at(), declared, fault);
    if (end == nullptr) source.within(".addresses");
    return end;
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint64_t padding = 0;
    if (!read_state(source)) return false;
    const auto state_size = static_cast<std::uint64_t>(source.at() - declared.data());
    if (!source.number(padding, "")) return false;
    if (padding != head_size - state_size) {
      return refuse(fault, ".padding",
                    fmt::format("{} zero bytes fill this head up to its 56, not {}", head_size - state_size, padding));
    }
    Target target(source.format(), &out);
    target.bytes(declared.data(), state_size);
    target.zeros(padding);
    return RestOfKeys::write(output, {source.at(), source.left()}, out, fault);
  }

 private:
  // Moves past a ProgramState, checking what can be wrong in one.
  static bool read_state(Source& source) {
    const Byte* from = source.at();
    std::uint32_t index = 0;
    if (!source.number(index, ".state")) return false;
    if (index == 0) return true;
    if (index != 1) {
      return source.fail(Errc::invalid_enum_index, from, source.at(), ".state",
                         fmt::format("no variant has index {}; there are 2", index));
    }
    std::uint64_t slot = 0;
    std::uint16_t padding = 0;
    bool authority = false;
    return source.number(slot, ".state.LookupTable.deactivation_slot") &&
           source.number(slot, ".state.LookupTable.last_extended_slot") &&
           source.take(1, ".state.LookupTable.last_extended_slot_start_index") != nullptr &&
           source.tag(Errc::invalid_option_tag, authority, ".state.LookupTable.authority") &&
           (!authority || source.take(key_size, ".state.LookupTable.authority") != nullptr) &&
           source.number(padding, ".state.LookupTable._padding");
  }
};

}  // namespace

const Codec zero_padding = make_codec<Zeros>("zero_padding", 0, Extent::to_end);
const Codec padding = make_codec<Padding>("padding", 0, Extent::to_end, true);
const Codec rest_of_bytes = make_codec<RestOfBytes>("rest_of_bytes", 0, Extent::to_end);
const Codec rest_of_keys = make_codec<RestOfKeys>("rest_of_keys", 0, Extent::to_end);
const Codec trailing_bool = make_codec<TrailingBool>("trailing_bool", 0, Extent::to_end);
const Codec lookup_table = make_codec<LookupTable>("lookup_table", 56, Extent::to_end);

}  // namespace limcode::solana
