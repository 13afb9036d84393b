// JSON to wire on several threads: the elements of one large top-level array.
//
// Nobody knows where in a text the elements begin until all before has been read. So the text is cut where an
// element seems to begin, and each thread encodes a part on that assumption. When its turn comes the part before
// has ended somewhere: if that is where this one began, the assumption was right, and the elements are appended; if
// not, they are thrown away and encoded again from there. The bytes are those of one thread in any case.
#pragma once

#include <atomic>
#include <exception>

#include "json/encode_document.hpp"
#include "json/turns.hpp"

namespace limcode::json {

/// Where elements of the array seem to begin, one every so many bytes; the first is right for certain.
[[nodiscard]] std::vector<std::size_t> likely_elements(const plan::Program& program, std::string_view text,
                                                       std::size_t first);

template <class Format>
class ParallelEncoder {
 public:
  ParallelEncoder(const plan::Program& program, const JsonStyle& style, Buffer& out, unsigned threads,
                  std::size_t largest_window)
      : program_(program),
        style_(style),
        whole_(program, style, out),
        threads_(threads),
        largest_window_(largest_window) {}

  [[nodiscard]] Result<void> run(std::string_view text) {
    Structure structure(largest_window_);
    if (threads_ < 2 || !whole_.is_large_array(text, largest_window_)) return whole_.run(text, structure);
    text_ = text;
    std::size_t length_at = 0;
    reached_ = whole_.begin_array(text, length_at);
    starts_ = likely_elements(program_, text, reached_.from);
    if (!reached_.closed) run_on(threads_, [this] { work(); });
    if (thrown_) std::rethrow_exception(thrown_);
    if (error_.code != Errc::ok) {
      static_cast<void>(whole_.finish(text, false));
      return std::unexpected(std::move(error_));
    }
    return whole_.finish(text, whole_.end_array(text, length_at, reached_));
  }

 private:
  void work() {
    Structure structure(largest_window_);
    Buffer bytes;  // the same memory for every part
    for (std::size_t part = next_++; part < starts_.size() && !turns_.stopped(); part = next_++) {
      bytes.clear();
      bool encoded = false;
      bool stop = true;
      try {
        Stretch stretch{starts_[part], stop_of(part), 0, false};
        encoded = encode(structure, stretch, bytes);
        if (!turns_.wait(part)) return;
        stop = !hand_in(structure, stretch, encoded, bytes, part);
      } catch (...) {
        // Out of memory, most likely: the first to notice is the one to tell.
        if (!turns_.wait(part)) return;
        thrown_ = std::current_exception();
      }
      turns_.done(stop);
    }
  }

  [[nodiscard]] std::size_t stop_of(std::size_t part) const {
    return part + 1 < starts_.size() ? starts_[part + 1] : std::string_view::npos;
  }

  // On the assumption that an element begins where the stretch does. Where that is wrong anything may seem to follow,
  // so no more of the text is looked at than a part needs.
  [[nodiscard]] bool encode(Structure& structure, Stretch& stretch, Buffer& bytes) {
    const std::size_t reach = stretch.stop < text_.size() - first_window ? stretch.stop + first_window : text_.size();
    Encoder<Format> encoder(program_, style_, bytes);
    const bool good = encoder.elements(text_.substr(0, reach), structure, stretch);
    encoder.close_output();
    return good;
  }

  // In turn. False when the array has ended, well or badly.
  [[nodiscard]] bool hand_in(Structure& structure, Stretch& stretch, bool encoded, Buffer& bytes, std::size_t part) {
    if (!encoded || reached_.from != starts_[part]) {
      if (reached_.from >= stop_of(part)) return true;
      bytes.clear();
      stretch = {reached_.from, stop_of(part), reached_.count, false};
      Encoder<Format> encoder(program_, style_, bytes);
      const bool good = encoder.elements(text_, structure, stretch);
      encoder.close_output();
      if (!good) {
        error_ = encoder.fault_of(text_);
        return false;
      }
      stretch.count -= reached_.count;
    }
    whole_.append(bytes.bytes());
    reached_.from = stretch.from;
    reached_.count += stretch.count;
    reached_.closed = stretch.closed;
    return !reached_.closed;
  }

  const plan::Program& program_;
  const JsonStyle& style_;
  Encoder<Format> whole_;
  unsigned threads_;
  std::size_t largest_window_;
  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::atomic<std::size_t> next_ = 0;
  Turns turns_;
  // What the parts so far have come to; only the part whose turn it is touches these.
  Stretch reached_;
  Error error_;
  std::exception_ptr thrown_;
};

}  // namespace limcode::json
