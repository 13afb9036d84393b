#include "plan/skip_code.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace limcode::plan {
namespace {

using StepKind = SkipStep::Kind;

// Records are laid out where they stand until the code has grown to this; from then on they are blocks of their own, as
// types that double at every level would fill the memory.
constexpr std::size_t most_inlined = 4096;

class SkipCompiler {
 public:
  explicit SkipCompiler(const Program& program) : program_(program) {}

  SkipCode run(NodeId id) {
    static_cast<void>(block(id));
    for (std::size_t number = 0; number < parts_.size(); ++number) {
      code_.blocks[number] = static_cast<std::uint32_t>(code_.steps.size());
      const auto [first, second] = parts_[number];
      if (first != no_node) value(first, Place::block);
      if (second != no_node) value(second, Place::within);
      add(StepKind::end);
    }
    return std::move(code_);
  }

 private:
  enum class Place : bool { within, block };
  using Parts = std::pair<NodeId, NodeId>;  // What follows what; no_node for nothing.

  // The number of the block for these, which is compiled later.
  std::uint32_t block(NodeId first, NodeId second = no_node) {
    const auto [found, added] = numbers_.try_emplace({first, second}, static_cast<std::uint32_t>(parts_.size()));
    if (added) {
      parts_.emplace_back(first, second);
      code_.blocks.push_back(0);
    }
    return found->second;
  }

  SkipStep& add(StepKind kind, std::uint32_t target = 0, std::uint64_t unit = 0) {
    SkipStep& step = code_.steps.emplace_back();
    step.kind = kind;
    step.target = target;
    step.unit = unit;
    step.ahead = std::exchange(ahead_, 0);
    return step;
  }

  void counted(const Node& node, StepKind kind, std::uint32_t target, std::uint64_t unit) {
    add(kind, target, unit).short_length = node.prefix == schema::LengthPrefix::short_vec;
  }

  void value(NodeId id, Place place) {
    const Node& node = program_.nodes[id];
    if (node.fixed != no_size) {
      ahead_ += node.fixed;
      return;
    }
    switch (node.op) {
      case Op::u16:
      case Op::u32:
      case Op::u64:
      case Op::u128:
      case Op::i16:
      case Op::i32:
      case Op::i64:
      case Op::i128: add(StepKind::varint); return;
      case Op::character: add(StepKind::character); return;
      case Op::string:
      case Op::bytes:
      case Op::c_string:
      case Op::uuid:
      case Op::date_time: return counted(node, StepKind::units, 0, 1);
      case Op::option: return option(node);
      case Op::sequence:
      case Op::set: return elements(node);
      case Op::map: return counted(node, StepKind::loop, block(node.key, node.child), 0);
      case Op::array: add(StepKind::repeat, block(node.child), node.length); return;
      case Op::tuple:
      case Op::record:
        if (place == Place::block || code_.steps.size() < most_inlined) return fields(node);
        add(StepKind::call, block(id));
        return;
      case Op::enumeration: return variants(node);
      default: add(StepKind::walk, id); return;
    }
  }

  void fields(const Node& node) {
    for (std::uint32_t index = 0; index < node.count; ++index) {
      const Field& field = program_.fields[node.first + index];
      if (field.reads) value(field.node, Place::within);
    }
  }

  // The size of what a node has so many of as its length says, which is bincode's own; 0 for any other node.
  [[nodiscard]] std::uint64_t unit_of(const Node& node) const {
    if (node.prefix == schema::LengthPrefix::short_vec) return 0;
    if (node.op == Op::string || node.op == Op::bytes) return 1;
    const bool is_sequence = node.op == Op::sequence || node.op == Op::set;
    const std::uint64_t size = is_sequence ? program_.nodes[node.child].fixed : no_size;
    return size == no_size ? 0 : size;
  }

  void option(const Node& node) {
    const std::uint64_t unit = unit_of(program_.nodes[node.child]);
    if (unit != 0) {
      add(StepKind::unit_option, 0, unit);
    } else {
      add(StepKind::option, block(node.child));
    }
  }

  void elements(const Node& node) {
    const Node& element = program_.nodes[node.child];
    if (element.fixed != no_size) return counted(node, StepKind::units, 0, element.fixed);
    const std::uint64_t unit = unit_of(element);
    if (unit != 0) return counted(node, StepKind::unit_loop, 0, unit);
    counted(node, StepKind::loop, block(node.child), 0);
  }

  void variants(const Node& node) {
    add(StepKind::variant, static_cast<std::uint32_t>(code_.variants.size()), node.read_count);
    for (std::uint32_t index = 0; index < node.read_count; ++index) {
      const std::uint32_t number = program_.read_variants[node.read_variants + index];
      const bool known = number != no_node;
      code_.variants.push_back(known ? block(program_.variants[node.first + number].payload) : no_node);
    }
  }

  const Program& program_;
  SkipCode code_;
  std::vector<Parts> parts_;  // of the blocks
  std::map<Parts, std::uint32_t> numbers_;
  std::uint64_t ahead_ = 0;
};

}  // namespace

SkipCode compile_skip(const Program& program, NodeId id) { return SkipCompiler(program).run(id); }

bool counts_empty(const Program& program) {
  const auto min = [&](NodeId id) { return id == no_node ? 0 : program.nodes[id].min; };
  return std::ranges::any_of(program.nodes, [&](const Node& node) {
    switch (node.op) {
      case Op::sequence:
      case Op::set:
      case Op::array: return min(node.child) == 0;
      case Op::map: return min(node.key) == 0 && min(node.child) == 0;
      default: return false;
    }
  });
}

}  // namespace limcode::plan
