#include "plan/locate.hpp"

#include <fmt/format.h>

#include "plan/walker.hpp"
#include "wire/any_format.hpp"

namespace limcode::plan {
namespace {

// Descends from the root: at every level the children are walked until one covers the byte.
class Locator {
  using Walker = plan::Walker<wire::AnyFormat, false>;

 public:
  Locator(const Program& program, std::span<const std::byte> wire, std::uint64_t target)
      : program_(program),
        format_(program.config),
        walker_(program, wire),
        wire_(wire),
        target_(walker_.begin() + target) {}

  Result<Place> run() {
    place_.node = program_.root;
    const Byte* at = walker_.begin();
    end_ = walker_.value(program_.root, at);
    if (end_ == nullptr) return std::unexpected(walker_.take_error());
    if (target_ >= end_) {
      return std::unexpected(trailing_error(static_cast<std::uint64_t>(end_ - at), wire_.size()));
    }
    while (at != nullptr) {
      place_.offset = static_cast<std::uint64_t>(at - walker_.begin());
      place_.end = static_cast<std::uint64_t>(end_ - walker_.begin());
      at = descend(program_.nodes[place_.node], at);
    }
    if (place_.path.starts_with('.')) place_.path.erase(0, 1);
    return std::move(place_);
  }

 private:
  // The start of the child that covers the target, with place_ and end_ set for it; null when no child does.
  const Byte* descend(const Node& node, const Byte* at) {
    switch (node.op) {
      case Op::option:
        if (target_ == at || *at == 0) return nullptr;
        place_.node = node.child;
        return at + 1;
      case Op::sequence:
      case Op::set:
      case Op::map: {
        std::uint64_t count = 0;
        at = length(node, at, count);
        return elements(node, at, count);
      }
      case Op::array: return elements(node, at, node.length);
      case Op::tuple:
      case Op::record: return fields(node, at);
      case Op::enumeration: return payload(node, at);
      case Op::message: return message(node, at);
      case Op::transaction: return transaction(node, at);
      case Op::bare_field: return fields(program_.nodes[node.child], at);
      default: return nullptr;
    }
  }

  const Byte* length(const Node& node, const Byte* at, std::uint64_t& count) const {
    if (node.prefix == schema::LengthPrefix::short_vec) {
      static_cast<void>(wire::read_short_vec(at, end_, count));
    } else {
      static_cast<void>(format_.read(at, end_, count));
    }
    return at;
  }

  bool covers(NodeId node, const Byte*& at) {
    // A walker of its own: walking a part again must not use up the frame's allowance of elements without bytes.
    const Byte* const next = Walker(program_, wire_).value(node, at);
    if (target_ < next) {
      place_.node = node;
      end_ = next;
      return true;
    }
    at = next;
    return false;
  }

  const Byte* elements(const Node& node, const Byte* at, std::uint64_t count) {
    if (target_ < at) return nullptr;
    for (std::uint64_t index = 0; index < count; ++index) {
      const bool in_key = node.op == Op::map && covers(node.key, at);
      if (in_key || covers(node.child, at)) {
        place_.path += fmt::format("[{}]{}", index, in_key ? ".key" : "");
        return at;
      }
    }
    return nullptr;
  }

  const Byte* fields(const Node& node, const Byte* at) {
    for (std::uint32_t index = 0; index < node.count; ++index) {
      const Field& field = program_.fields[node.first + index];
      if (field.reads && covers(field.node, at)) {
        place_.path += field_segment(program_, field);
        return at;
      }
    }
    return nullptr;
  }

  const Byte* payload(const Node& node, const Byte* at) {
    std::uint32_t index = 0;
    static_cast<void>(format_.read(at, end_, index));
    if (target_ < at) return nullptr;
    const Variant& variant = program_.variants[node.first + program_.read_variants[node.read_variants + index]];
    if (variant.payload == no_node) return nullptr;
    place_.node = variant.payload;
    place_.path += "." + std::string(program_.view(variant.name));
    return at;
  }

  const Byte* message(const Node& node, const Byte* at) {
    const std::uint32_t version = *at < version_mark ? 0 : *at - version_mark + 1U;
    if (version != 0 && target_ == at) return nullptr;
    place_.node = program_.variants[program_.nodes[node.child].first + version].payload;
    return version == 0 ? at : at + 1;
  }

  const Byte* transaction(const Node& node, const Byte* at) {
    const Node& declared = program_.nodes[node.child];
    if (*at != v1_mark) return fields(declared, at);
    const Field& signatures = program_.fields[declared.first];
    const Field& message = program_.fields[declared.first + 1];
    const bool in_message = covers(message.node, at);
    place_.path += field_segment(program_, in_message ? message : signatures);
    return in_message ? at : nullptr;
  }

  const Program& program_;
  wire::AnyFormat format_;
  Walker walker_;
  std::span<const std::byte> wire_;
  const Byte* target_;
  const Byte* end_ = nullptr;
  Place place_;
};

}  // namespace

Result<Place> find_place(const Program& program, std::span<const std::byte> wire, std::uint64_t offset) {
  return Locator(program, wire, offset).run();
}

}  // namespace limcode::plan
