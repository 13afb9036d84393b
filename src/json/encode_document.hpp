// JSON to wire: the document as a whole. Part of encoder.hpp's Encoder.
#pragma once

#include <functional>

#include "json/encode_large.hpp"
#include "json/syntax.hpp"

namespace limcode::json {

inline constexpr const char* trailing = "text after the end of the document";

// Whether a document is worth more than one window, and can be taken so.
template <class Format>
bool Encoder<Format>::is_large(std::string_view text) const {
  const std::size_t first = text.size() < sizes_.document ? text.size() : skip_space(text, 0);
  return first != text.size() && is_parted(program_.nodes[program_.root], text[first]);
}

template <class Format>
bool Encoder<Format>::document(std::string_view text) {
  if (!is_large(text)) return whole_document(text);
  if (large_document(text)) return true;
  if (by_name_ && text.size() <= sizes_.largest) {
    // Of several faults the one is told that comes first where all fields are looked for before they are read.
    Buffer unused;
    Encoder again(program_, style_, sizes_, unused);
    again.document_ = text;
    again.structure_ = structure_;
    if (!again.whole_document(text)) adopt_fault(again);
  }
  return false;
}

template <class Format>
bool Encoder<Format>::large_document(std::string_view text) {
  // No walk runs beyond the last bracket. Where there is none the text is no JSON.
  const char last = text[text.find_last_not_of(" \t\n\r")];
  if (last != ']' && last != '}') return fail(Errc::json_syntax, text.data(), "not JSON");
  window_from_ = skip_space(text, 0);
  start(window_at(text, window_from_, 0));
  next_window_ = sizes_.first;
  // A list goes on behind its bracket by itself.
  const Node& root = program_.nodes[program_.root];
  if ((peek() != '[' || root.op == Op::set) && !tokens<true>(1)) return false;
  if (!parted(root)) return false;
  if (ran_out()) return fail(Errc::json_syntax, here(), ends_within);
  const std::size_t end = skip_space(text, window_from_ + next_[-1] + 1);
  return end == text.size() || fail(Errc::json_trailing, text.data() + end, trailing);
}

template <class Format>
bool Encoder<Format>::whole_document(std::string_view text) {
  Window window;
  switch (structure_->whole(text, window)) {
    case StructureStatus::ok: break;
    case StructureStatus::malformed: return fail(Errc::json_syntax, text.data(), "not JSON");
    case StructureStatus::too_large:
      return fail(Errc::not_representable, text.data(),
                  "JSON of 4 GiB or more is read only piece by piece, which values of this type are not");
  }
  start(window);
  window_from_ = 0;
  if (!value(program_.root)) return false;
  return next_ == last_ || fail(Errc::json_trailing, here(), trailing);
}

// Where the fault is in the document.
template <class Format>
std::size_t Encoder<Format>::fault_offset() const {
  const char* const begin = document_.data();
  if (std::less_equal<>{}(begin, fault_.at) && std::less_equal<>{}(fault_.at, begin + document_.size())) {
    return static_cast<std::size_t>(fault_.at - begin);
  }
  // A window that was copied has the same offsets.
  const std::ptrdiff_t offset = fault_.at - text_ + static_cast<std::ptrdiff_t>(window_from_);
  return std::min(static_cast<std::size_t>(offset), document_.size());
}

template <class Format>
void Encoder<Format>::adopt_fault(Encoder& part) {
  fault_ = std::move(part.fault_);
  fault_.at = document_.data() + part.fault_offset();
}

template <class Format>
Error Encoder<Format>::fault_of(std::string_view text) {
  Error error;
  error.code = fault_.code;
  error.detail = std::move(fault_.detail);
  error.offset = fault_offset();
  // Whatever the walk ran into, a text that is not JSON is that first of all.
  if (auto syntax = first_syntax_error(text)) {
    // Then the path does not lead there, unless that is the end.
    if (syntax->offset != error.offset && !fault_.is_at_end) fault_.path.clear();
    error.code = syntax->code;
    error.offset = syntax->offset;
    error.detail = std::move(syntax->detail);
  }
  error.end_offset = error.offset;
  for (auto segment = fault_.path.rbegin(); segment != fault_.path.rend(); ++segment) error.path += *segment;
  if (error.path.starts_with('.')) error.path.erase(0, 1);
  locate_line(text, error);
  return error;
}

template <class Format>
Result<void> Encoder<Format>::finish(bool good) {
  close_output();
  if (good && before_ + out_.size() - start_ > program_.config.limit_bytes) {
    out_.set_size(start_);
    Error error;
    error.code = Errc::limit_exceeded;
    error.detail = fmt::format("the frame is larger than the limit of {} bytes", program_.config.limit_bytes);
    return std::unexpected(std::move(error));
  }
  if (good && sink_ != nullptr) good = stream(out_.bytes());
  if (good) return {};
  out_.set_size(start_);
  return std::unexpected(sink_error_.code != Errc::ok ? std::move(sink_error_) : fault_of(document_));
}

template <class Format>
Result<void> Encoder<Format>::run(std::string_view text) {
  Structure structure(sizes_.largest);
  document_ = text;
  structure_ = &structure;
  return finish(document(text));
}

}  // namespace limcode::json
