// Walker's way over maps and sets: plainly, noting each for the printer, or with a look at order and equal keys.
#pragma once

#include <span>

#include "plan/walker.hpp"

namespace limcode::plan {

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::entries(const Node& node, const Byte* at) -> Next {
  const bool is_map = node.op == Op::map;
  const std::uint64_t min = this->node(node.child).min + (is_map ? this->node(node.key).min : 0);
  std::uint64_t number = 0;
  const Byte* const from = at;
  at = count(node, at, min, number);
  if (at == nullptr) return nullptr;
  if constexpr (Canonical) {
    return canonical_entries(node, from, at, number);
  } else {
    const KnownMap* const known = known_ == nullptr ? nullptr : known_->find(this->offset(from));
    if (known != nullptr) return this->begin_ + known->end;
    if (recorded_ != nullptr) return recorded_entries(node, from, at, number);
    for (std::uint64_t index = 0; at != nullptr && index < number; ++index) at = entry(node, at, index);
    return at;
  }
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::recorded_entries(const Node& node, const Byte* from, const Byte* at,
                                                 std::uint64_t number) -> Next {
  const std::size_t record = recorded_->open(this->offset(from));
  const std::size_t first_key = keys_.size();
  const KeptKeys kept = kept_keys(node, number);
  const std::uint64_t start = this->offset(at);
  bool in_order = true;
  for (std::uint64_t index = 0; index < number; ++index) {
    const std::uint64_t key = this->offset(at);
    at = entry(node, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    in_order = in_order && (index == 0 || arranger_->stays(node, decider(node, first_key, start, index), key));
    if (!in_order || kept == KeptKeys::none) continue;
    if (kept == KeptKeys::last && index != 0) keys_.pop_back();
    keys_.push_back(key);
  }
  keys_.resize(first_key);
  recorded_->close(record, this->offset(at), in_order);
  return at;
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::canonical_entries(const Node& node, const Byte* from, const Byte* at,
                                                  std::uint64_t number) -> Next {
  // What the keys hold has been walked before them, so it is as it should be.
  const Arranger<Format> arranger(program_, this->begin_, end_, Inside::arranged);
  const std::size_t first_key = keys_.size();
  std::size_t next_look = first_equals_look;
  const bool is_hash = node.arrangement == Arrangement::arrival;
  const KeptKeys kept = is_hash ? KeptKeys::all : kept_keys(node, number);
  const std::uint64_t start = this->offset(at);
  bool in_order = true;
  const auto equals = [&] { return !in_order && arranger.has_equals(node, std::span(keys_).subspan(first_key)); };
  for (std::uint64_t index = 0; index < number; ++index) {
    const Byte* const key = at;
    at = entry(node, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (index != 0 && in_order && !arranger.stays(node, decider(node, first_key, start, index), this->offset(key))) {
      if (!is_hash) return unordered(node, key, index);
      in_order = false;
    }
    if (kept == KeptKeys::none) continue;
    if (kept == KeptKeys::last && index != 0) keys_.pop_back();
    keys_.push_back(this->offset(key));
    // Many short keys must have equals among them, which are found before there are very many.
    if (is_hash && keys_.size() - first_key == next_look) {
      if (equals()) return repeated(node, from, at);
      next_look *= 2;
    }
  }
  if (equals()) return repeated(node, from, at);
  keys_.resize(first_key);
  return at;
}

// A heap needs the keys of all, unless their places can be told from their number; all others need the last.
template <class Format, bool Canonical>
auto Walker<Format, Canonical>::kept_keys(const Node& node, std::uint64_t number) -> KeptKeys {
  if (node.arrangement != Arrangement::heap) return KeptKeys::last;
  if (this->node(node.child).fixed != no_size) return KeptKeys::none;
  keys_.reserve(keys_.size() + number);
  return KeptKeys::all;
}

// The offset of the entry that decides about entry number `index`, of those from `start` on.
template <class Format, bool Canonical>
std::uint64_t Walker<Format, Canonical>::decider(const Node& node, std::size_t first_key, std::uint64_t start,
                                                 std::uint64_t index) const {
  if (node.arrangement != Arrangement::heap) return keys_.back();
  const std::uint64_t number = Arranger<Format>::decider(node, index);
  const std::uint64_t size = this->node(node.child).fixed;
  return size != no_size ? start + number * size : keys_[first_key + number];
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::repeated(const Node& node, const Byte* from, const Byte* at) -> Next {
  return this->fail(Errc::not_canonical, node, from, at, "a key is there twice; writing it again would keep one");
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::entry(const Node& node, const Byte* at, std::uint64_t index) -> Next {
  const Byte* next = value(node.op == Op::map ? node.key : node.child, at);
  if (next != nullptr && node.op == Op::map) next = value(node.child, next);
  if (next == nullptr) [[unlikely]]
    this->add_path(index_segment(index));
  return next;
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::unordered(const Node& node, const Byte* key, std::uint64_t index) -> Next {
  const NodeId key_id = node.op == Op::map ? node.key : node.child;
  const bool is_heap = node.arrangement == Arrangement::heap;
  static_cast<void>(
      this->fail(Errc::not_canonical, this->node(key_id), key, key + 1,
                 is_heap ? "this element of a BinaryHeap is greater than its parent; writing it again would move it up"
                         : "the keys of this BTree do not ascend; writing it again would sort them"));
  this->add_path(index_segment(index));
  return nullptr;
}

}  // namespace limcode::plan
