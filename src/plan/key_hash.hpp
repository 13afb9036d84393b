// Hashes of keys over their wire bytes, by which equal ones among many are found. Only keys that are equal when their
// bytes are have one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "limcode/wire/short_vec.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

template <class Format>
class KeyHash {
 public:
  KeyHash(const Program& program, NodeId key, const std::uint8_t* end)
      : node_(program.nodes[key]), format_(program.config), end_(end) {
    const bool is_text = node_.op == Op::string && node_.text_form == schema::TextForm::any;
    if (is_text || node_.op == Op::bytes) {
      form_ = Form::prefixed;
    } else if (is_plain(program, node_)) {
      form_ = Form::fixed;
    }
  }

  /// The hash of the key at `at`, which must have been checked; 0 for all keys of a type that has no hash.
  [[nodiscard]] std::uint64_t operator()(const std::uint8_t* at) const {
    if (form_ == Form::none) return 0;
    std::uint64_t size = node_.fixed;
    if (form_ == Form::prefixed) {
      if (node_.prefix == schema::LengthPrefix::short_vec) {
        static_cast<void>(wire::read_short_vec(at, end_, size));
      } else {
        static_cast<void>(format_.read(at, end_, size));
      }
    }
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(at), size});
  }

 private:
  enum class Form : std::uint8_t { none, fixed, prefixed };

  // Of one size, and no two forms of it are the same value.
  static bool is_plain(const Program& program, const Node& node) {
    if (node.fixed == no_size) return false;
    switch (node.op) {
      case Op::boolean:
      case Op::u8:
      case Op::u16:
      case Op::u32:
      case Op::u64:
      case Op::u128:
      case Op::i8:
      case Op::i16:
      case Op::i32:
      case Op::i64:
      case Op::i128:
      case Op::byte_array:
      case Op::ipv4_addr:
      case Op::ipv6_addr: return true;
      case Op::array: return is_plain(program, program.nodes[node.child]);
      case Op::tuple:
      case Op::record:
        for (std::uint32_t index = 0; index != node.count; ++index) {
          const Field& field = program.fields[node.first + index];
          if (!field.reads || !field.writes || !is_plain(program, program.nodes[field.node])) return false;
        }
        return true;
      default: return false;
    }
  }

  const Node& node_;
  [[no_unique_address]] Format format_;
  const std::uint8_t* end_;
  Form form_ = Form::none;
};

}  // namespace limcode::plan
