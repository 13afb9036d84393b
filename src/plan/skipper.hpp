// Finds where the elements of a large sequence end, by skip code; checks nothing but that the bytes are there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "plan/skip_code.hpp"
#include "plan/walker.hpp"

namespace limcode::plan {

template <class Format>
class Skipper {
 public:
  using Next = const Byte*;  // Where a value ends; null where that cannot be told.

  /// For elements of type `element`, `depth` levels deep in a frame. Requires !counts_empty(program): what takes no
  /// bytes would be skipped as often as a damaged length says.
  Skipper(const Program& program, std::span<const std::byte> wire, NodeId element, unsigned depth)
      : format_(program.config),
        element_(program.nodes[element]),
        element_id_(element),
        code_(compile_skip(program, element)),
        walker_(program, wire),
        end_(walker_.begin() + std::min<std::uint64_t>(wire.size(), program.config.limit_bytes)) {
    walker_.begin_inside(depth);
  }

  [[nodiscard]] const Byte* begin() const noexcept { return walker_.begin(); }
  [[nodiscard]] const Byte* end() const noexcept { return end_; }

  /// The first element that begins at `stop` or behind it, or the end of the `left` elements at `at`; `left` becomes
  /// how many follow. Where elements are valid it is right; null for one that is not and whose end depends on that.
  [[nodiscard]] Next element_from(const Byte* stop, const Byte* at, std::uint64_t& left) {
    if (element_.opaque && element_.fixed != 0) return fixed_element_from(stop, at, left);
    for (; left != 0 && at < stop; --left) {
      const Byte* const next = skip(at);
      at = next != nullptr ? next : walker_.value(element_id_, at);
      if (at == nullptr) return nullptr;
    }
    return at;
  }

  /// The end of the element at `at`, or null where skip code alone cannot tell it.
  [[nodiscard]] Next skip(const Byte* at) {
    depth_ = 0;
    return block(0, at);
  }

 private:
  using Kind = SkipStep::Kind;

  [[nodiscard]] std::uint64_t left(const Byte* at) const noexcept { return static_cast<std::uint64_t>(end_ - at); }

  [[nodiscard]] Next fixed_element_from(const Byte* stop, const Byte* at, std::uint64_t& number) const {
    if (at >= stop) return at;
    const std::uint64_t before = (static_cast<std::uint64_t>(stop - at) - 1) / element_.fixed + 1;
    const std::uint64_t passed = std::min(number, before);
    if (left(at) / element_.fixed < passed) return nullptr;
    number -= passed;
    return at + passed * element_.fixed;
  }

  // A fault leaves depth_ as it is: the next value begins anew.
  [[nodiscard]] Next block(std::uint32_t number, const Byte* at) {
    if (++depth_ > max_wire_depth) return nullptr;
    for (const SkipStep* step = code_.steps.data() + code_.blocks[number]; at != nullptr; ++step) {
      if (step->ahead > left(at)) return nullptr;
      at += step->ahead;
      switch (step->kind) {
        case Kind::end: --depth_; return at;
        case Kind::units: at = units(*step, at); break;
        case Kind::loop: at = loop(*step, at); break;
        case Kind::unit_loop: at = unit_loop(*step, at); break;
        case Kind::repeat: at = repeat(*step, at, step->unit); break;
        case Kind::option: at = option(*step, at); break;
        case Kind::unit_option: at = unit_option(*step, at); break;
        case Kind::variant: at = variant(*step, at); break;
        case Kind::varint: at = varint(at); break;
        case Kind::character: at = character(at); break;
        case Kind::call: at = block(step->target, at); break;
        case Kind::walk: at = walker_.value(step->target, at); break;
      }
    }
    return nullptr;
  }

  [[nodiscard]] bool length(const SkipStep& step, const Byte*& at, std::uint64_t& number) const {
    if (step.short_length) return wire::read_short_vec(at, end_, number) == Errc::ok;
    return format_.read(at, end_, number) == Errc::ok;
  }

  [[nodiscard]] Next units(const SkipStep& step, const Byte* at) const {
    std::uint64_t number = 0;
    return length(step, at, number) ? jump(at, number, step.unit) : nullptr;
  }

  [[nodiscard]] Next jump(const Byte* at, std::uint64_t number, std::uint64_t unit) const {
    std::uint64_t bytes = 0;
    return __builtin_mul_overflow(number, unit, &bytes) || bytes > left(at) ? nullptr : at + bytes;
  }

  // A length, never a compact one, and its units.
  [[nodiscard]] Next inner_units(std::uint64_t unit, const Byte* at) const {
    std::uint64_t number = 0;
    return format_.read(at, end_, number) == Errc::ok ? jump(at, number, unit) : nullptr;
  }

  [[nodiscard]] Next unit_loop(const SkipStep& step, const Byte* at) const {
    std::uint64_t number = 0;
    if (!length(step, at, number)) return nullptr;
    for (; number != 0 && at != nullptr; --number) at = inner_units(step.unit, at);
    return at;
  }

  [[nodiscard]] Next repeat(const SkipStep& step, const Byte* at, std::uint64_t number) {
    for (; number != 0 && at != nullptr; --number) at = block(step.target, at);
    return at;
  }

  [[nodiscard]] Next loop(const SkipStep& step, const Byte* at) {
    std::uint64_t number = 0;
    return length(step, at, number) ? repeat(step, at, number) : nullptr;
  }

  [[nodiscard]] Next option(const SkipStep& step, const Byte* at) {
    if (at == end_ || *at > 1) return nullptr;
    return *at == 0 ? at + 1 : block(step.target, at + 1);
  }

  // Whether an Option is there cannot be predicted: the length that would follow is read in any case.
  [[nodiscard]] Next unit_option(const SkipStep& step, const Byte* at) const {
    constexpr std::uint64_t length_size = sizeof(std::uint64_t);
    if (!format_.has_fixed_integers() || left(at) < 1 + length_size) {
      if (at == end_ || *at > 1) return nullptr;
      return *at == 0 ? at + 1 : inner_units(step.unit, at + 1);
    }
    const std::uint64_t tag = *at;
    const Byte* body = at + 1;
    std::uint64_t number = 0;
    static_cast<void>(format_.read(body, end_, number));
    const std::uint64_t mask = 0 - tag;
    const Byte* const next = jump(at + 1 + (length_size & mask), number & mask, step.unit);
    return tag > 1 ? nullptr : next;
  }

  [[nodiscard]] Next variant(const SkipStep& step, const Byte* at) {
    std::uint32_t index = 0;
    if (format_.read(at, end_, index) != Errc::ok || index >= step.unit) return nullptr;
    const std::uint32_t payload = code_.variants[step.target + index];
    return payload == no_node ? nullptr : block(payload, at);
  }

  [[nodiscard]] Next varint(const Byte* at) const {
    if (at == end_) return nullptr;
    if (*at <= wire::varint_single_max) return at + 1;
    const unsigned step = *at - wire::varint_mark_16;
    const std::uint64_t size = std::uint64_t{1} + (std::uint64_t{2} << step);
    return *at > wire::varint_mark_128 || size > left(at) ? nullptr : at + size;
  }

  [[nodiscard]] Next character(const Byte* at) const {
    if (at == end_) return nullptr;
    const std::uint64_t size = *at < 0x80 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
    return size > left(at) ? nullptr : at + size;
  }

  [[no_unique_address]] Format format_;
  const Node& element_;
  NodeId element_id_;
  SkipCode code_;
  Walker<Format, false> walker_;
  const Byte* end_;
  unsigned depth_ = 0;
};

}  // namespace limcode::plan
