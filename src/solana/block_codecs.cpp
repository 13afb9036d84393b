// The marker that a block component holds where it holds no entries (SIMD-0307, SIMD-0337): versions of one and two
// bytes, lengths of one, two and eight, a compact one here and there. One description serves both directions: reading
// moves the fields from the wire into the declared layout, writing moves them back.
#include "solana/codec_io.hpp"
#include "solana/codecs.hpp"

namespace limcode::solana {
namespace {

using plan::CodecFault;
using plan::CodecInput;
using plan::CodecOutput;

constexpr std::uint64_t max_count_size = 8;  // of the entries before the marker
constexpr std::uint64_t bls_signature_size = 192;
constexpr std::uint64_t bls_compressed_size = 96;

/// How the wire counts bytes; as declared they always have bincode's own length.
enum class Prefix : std::uint8_t { u8, u16, short_vec, length };

template <bool Reading>
class Mover {
 public:
  Mover(Source& source, Buffer* target, CodecFault& fault)
      : source_(source), target_(source.format(), target), fault_(fault) {}

  [[nodiscard]] bool marker(std::string_view field) {
    return version<std::uint16_t>(field) && (Reading ? kind_read() : kind_written());
  }

 private:
  // Primitives.

  [[nodiscard]] bool copy(std::uint64_t count, std::string_view field) {
    const Byte* from = source_.take(count, field);
    if (from != nullptr) target_.bytes(from, count);
    return from != nullptr;
  }

  template <class T>
  [[nodiscard]] bool get(T& value, std::string_view field) {
    if constexpr (Reading) return source_.little(value, field);
    return source_.number(value, field);
  }
  template <class T>
  void put(T value) {
    if constexpr (Reading) {
      target_.number(value);
    } else {
      target_.little(value);
    }
  }

  [[nodiscard]] bool slot(std::string_view field) {
    std::uint64_t value = 0;
    if (!get(value, field)) return false;
    put(value);
    return true;
  }

  // The one version there is: 1 on the wire, the first variant as declared.
  template <class T>
  [[nodiscard]] bool version(std::string_view field) {
    constexpr T known = 1;
    if constexpr (Reading) {
      const Byte* from = source_.at();
      T found = 0;
      if (!source_.little(found, field)) return false;
      if (found != known) {
        return source_.fail(Errc::invalid_value, from, source_.at(), field,
                            fmt::format("version {} is not known, only 1 is", found));
      }
      target_.number(std::uint32_t{0});
    } else {
      std::uint32_t variant = 0;
      if (!source_.number(variant, field)) return false;
      target_.little(known);
    }
    return true;
  }

  [[nodiscard]] bool wire_length(Prefix prefix, std::uint64_t& length, std::string_view field) {
    std::uint8_t byte = 0;
    std::uint16_t word = 0;
    switch (prefix) {
      case Prefix::u8:
        if (!source_.little(byte, field)) return false;
        length = byte;
        return true;
      case Prefix::u16:
        if (!source_.little(word, field)) return false;
        length = word;
        return true;
      case Prefix::short_vec: return source_.short_vec(length, field);
      case Prefix::length: return source_.little(length, field);
    }
    return false;
  }

  [[nodiscard]] bool put_wire_length(Prefix prefix, std::uint64_t length, std::string_view field) {
    const std::uint64_t most = prefix == Prefix::u8 ? 0xFF : prefix == Prefix::length ? ~std::uint64_t{0} : 0xFFFF;
    if (length > most) return refuse(fault_, field, fmt::format("at most {} bytes fit here, not {}", most, length));
    switch (prefix) {
      case Prefix::u8: target_.byte(static_cast<Byte>(length)); break;
      case Prefix::u16: target_.little(static_cast<std::uint16_t>(length)); break;
      case Prefix::short_vec: target_.leb128(length); break;
      case Prefix::length: target_.little(length); break;
    }
    return true;
  }

  [[nodiscard]] bool bytes(Prefix prefix, std::string_view field) {
    std::uint64_t length = 0;
    if constexpr (Reading) {
      if (!wire_length(prefix, length, field)) return false;
      target_.number(length);
    } else {
      if (!source_.number(length, field) || !put_wire_length(prefix, length, field)) return false;
    }
    return copy(length, field);
  }

  // An Option, which has the same form on both sides.
  template <class Inner>
  [[nodiscard]] bool option(std::string_view field, Inner inner) {
    bool set = false;
    if (!source_.tag(Errc::invalid_option_tag, set, field)) return false;
    target_.byte(set ? 1 : 0);
    return !set || inner() || source_.within(field);
  }

  // The marker's kinds.

  [[nodiscard]] bool kind_read() {
    const Byte* from = source_.at();
    std::uint8_t kind = 0;
    std::uint16_t length = 0;
    if (!source_.little(kind, "")) return false;
    if (kind >= kinds) {
      return source_.fail(Errc::invalid_enum_index, from, source_.at(), "",
                          fmt::format("no kind of marker is {}; there are {}", kind, kinds));
    }
    target_.number(std::uint32_t{kind});
    const Byte* const length_at = source_.at();
    if (!source_.little(length, "")) return false;
    const Byte* const body = source_.at();
    if (!payload(kind)) return source_.within(names[kind]);
    const auto taken = static_cast<std::uint64_t>(source_.at() - body);
    if (taken == length) return true;
    return source_.fail(Errc::invalid_value, length_at, body, names[kind],
                        fmt::format("the marker says that it takes {} bytes and takes {}", length, taken));
  }

  [[nodiscard]] bool kind_written() {
    std::uint32_t kind = 0;
    if (!source_.number(kind, "")) return false;
    Buffer body;
    const Target outer = target_;
    target_ = Target(source_.format(), &body);
    const bool good = payload(kind);
    target_ = outer;
    if (!good) return source_.within(names[kind]);
    target_.byte(static_cast<Byte>(kind));
    if (!put_wire_length(Prefix::u16, body.size(), names[kind])) return false;
    target_.bytes(reinterpret_cast<const Byte*>(body.data()), body.size());
    return true;
  }

  [[nodiscard]] bool payload(std::uint32_t kind) {
    switch (kind) {
      case 0: return version<std::uint8_t>("") && footer();
      case 1: return version<std::uint8_t>("") && slot(".V1.parent_slot") && copy(key_size, ".V1.parent_block_id");
      case 2:
        return version<std::uint8_t>("") && slot(".V1.new_parent_slot") && copy(key_size, ".V1.new_parent_block_id");
      default:
        return slot(".slot") && copy(key_size, ".block_id") && copy(bls_signature_size, ".bls_signature") &&
               bytes(Prefix::length, ".bitmap");
    }
  }

  [[nodiscard]] bool footer() {
    const auto final_cert = [this] {
      return slot(".slot") && copy(key_size, ".block_id") && aggregate(".final_aggregate") &&
             option(".notar_aggregate", [this] { return aggregate(""); });
    };
    const auto skip_cert = [this] {
      return slot(".slot") && copy(bls_compressed_size, ".signature") && bytes(Prefix::short_vec, ".bitmap");
    };
    const auto notar_cert = [this] {
      return slot(".slot") && copy(key_size, ".block_id") && copy(bls_compressed_size, ".signature") &&
             bytes(Prefix::short_vec, ".bitmap");
    };
    return copy(key_size, ".V1.bank_hash") && slot(".V1.block_producer_time_nanos") &&
           bytes(Prefix::u8, ".V1.block_user_agent") && option(".V1.block_final_cert", final_cert) &&
           option(".V1.skip_reward_cert", skip_cert) && option(".V1.notar_reward_cert", notar_cert);
  }

  [[nodiscard]] bool aggregate(std::string_view field) {
    return (copy(bls_compressed_size, ".signature") && bytes(Prefix::u16, ".bitmap")) || source_.within(field);
  }

  static constexpr std::uint32_t kinds = 4;
  static constexpr std::string_view names[kinds] = {".V1.BlockFooter", ".V1.BlockHeader", ".V1.UpdateParent",
                                                    ".V1.GenesisCertificate"};

  Source& source_;
  Target target_;
  CodecFault& fault_;
};

// A marker where the entries before it are none, and nothing where there are some; declared as an Option of it. As
// entries take more bytes than their count, the place says which.
struct ComponentMarker {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    const auto before = static_cast<std::uint64_t>(at - input.begin);
    const bool absent = before > max_count_size || source.left() == 0;
    Target(source.format(), declared).byte(absent ? 0 : 1);
    if (absent) return at;
    return Mover<true>(source, declared, fault).marker("") ? source.at() : nullptr;
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    bool set = false;
    if (!source.tag(Errc::invalid_option_tag, set, "")) return false;
    if (!set) return true;
    if (output.offset > max_count_size) return refuse(fault, "", "a component holds either entries or a marker");
    return Mover<false>(source, &out, fault).marker("");
  }
};

}  // namespace

const plan::Codec component_marker = make_codec<ComponentMarker>("component_marker", 0, Extent::to_end);

}  // namespace limcode::solana
