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
  const Byte* previous = nullptr;
  bool ascending = true;
  for (std::uint64_t index = 0; index < number; ++index) {
    const Byte* const key = at;
    at = entry(node, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    ascending = ascending && (index == 0 || arranger_->follows(node, this->offset(previous), this->offset(key)));
    previous = key;
  }
  recorded_->close(record, this->offset(at), ascending);
  return at;
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::canonical_entries(const Node& node, const Byte* from, const Byte* at,
                                                  std::uint64_t number) -> Next {
  // What the keys hold has been walked before them, so it is as it should be.
  const Arranger<Format> arranger(program_, this->begin_, end_, Inside::arranged);
  const std::size_t first_key = keys_.size();
  std::size_t next_look = first_equals_look;
  bool ascending = true;
  const auto equals = [&] { return !ascending && arranger.has_equals(node, std::span(keys_).subspan(first_key)); };
  for (std::uint64_t index = 0; index < number; ++index) {
    const Byte* const key = at;
    at = entry(node, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (index != 0 && ascending && !arranger.follows(node, keys_.back(), this->offset(key))) {
      if (node.sorted) return unordered(node, key, index);
      ascending = false;
    }
    if (node.sorted && index != 0) keys_.pop_back();
    keys_.push_back(this->offset(key));
    // Many short keys must have equals among them, which are found before there are very many.
    if (keys_.size() - first_key == next_look) {
      if (equals()) return repeated(node, from, at);
      next_look *= 2;
    }
  }
  if (equals()) return repeated(node, from, at);
  keys_.resize(first_key);
  return at;
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
  static_cast<void>(this->fail(Errc::not_canonical, this->node(key_id), key, key + 1,
                               "the keys of this BTree do not ascend; writing it again would sort them"));
  this->add_path(index_segment(index));
  return nullptr;
}

}  // namespace limcode::plan
