// JSON to wire part by part: the elements of one large top-level array, on several threads or into a sink.
//
// Nobody knows where in a text the elements begin until all before has been read. So the text is cut where an
// element seems to begin, and each thread encodes a part on that assumption. When its turn comes the part before
// has ended somewhere: if that is where this one began, the assumption was right, and the elements are taken; if
// not, they are thrown away and encoded again from there. The bytes are those of one thread in any case. One thread
// by itself assumes nothing.
#pragma once

#include <atomic>
#include <exception>

#include "json/encode_document.hpp"
#include "json/in_order.hpp"

namespace limcode::json {

/// Where elements of the array seem to begin, one every so many bytes; the first is right for certain.
[[nodiscard]] std::vector<std::size_t> likely_elements(const plan::Program& program, std::string_view text,
                                                       std::size_t first);

template <class Format>
class ParallelEncoder {
 public:
  /// With a sink, `out` is a buffer for what cannot be written bit by bit.
  ParallelEncoder(const plan::Program& program, const JsonStyle& style, Buffer& out, FrameSink* sink, unsigned threads,
                  std::size_t largest_window)
      : program_(program),
        style_(style),
        out_(out),
        sink_(sink),
        whole_(program, style, out),
        threads_(threads),
        largest_window_(largest_window),
        order_(threads, parts_ahead) {}

  [[nodiscard]] Result<void> run(std::string_view text) {
    const bool streams = sink_ != nullptr && whole_.has_fixed_length();
    if ((threads_ > 1 || streams) && whole_.is_large_array(text)) return run_in_parts(text, streams);
    Structure structure(largest_window_);
    return handed_over(whole_.run(text, structure));
  }

 private:
  [[nodiscard]] Result<void> run_in_parts(std::string_view text, bool streams) {
    text_ = text;
    std::size_t length_at = 0;
    reached_ = whole_.begin_array(text, length_at);
    if (streams) {
      whole_.close_output();
      stream_ = sink_;
      if (auto begun = sink_->write(out_.bytes()); !begun) return begun;
    }
    if (threads_ < 2) {
      run_alone();
    } else {
      starts_ = likely_elements(program_, text, reached_.from);
      if (!reached_.closed) run_on(threads_, [this] { work(); });
    }
    if (thrown_ != nullptr) std::rethrow_exception(thrown_);
    if (error_.code != Errc::ok) {
      static_cast<void>(whole_.finish(text, false));
      return std::unexpected(std::move(error_));
    }
    auto finished = whole_.finish(text, whole_.end_array(text, length_at, reached_), streamed_bytes_);
    if (stream_ == nullptr) return handed_over(std::move(finished));
    return finished ? sink_->rewrite(0, out_.bytes()) : finished;
  }

  // What is complete goes to the sink, if there is one.
  [[nodiscard]] Result<void> handed_over(Result<void> finished) {
    return finished && sink_ != nullptr ? sink_->write(out_.bytes()) : finished;
  }

  void run_alone() {
    Structure structure(largest_window_);
    Buffer bytes(alone_bytes);  // numbers come to about as much, and growing there would touch twice as many pages
    while (!reached_.closed && encode_again(structure, reached_.from + alone_bytes, bytes) && append(bytes)) continue;
  }

  // What a part has come to.
  struct Encoded {
    std::size_t part = 0;
    Stretch stretch;
    Buffer bytes;
    bool good = false;
    std::exception_ptr thrown;
  };

  // Bytes that have a place in the buffer and are not there yet, and memory for more, which is old: new pages would
  // cost more than encoding into them.
  struct Placed {
    struct One {
      Buffer bytes;
      std::uint8_t* to;
    };
    std::vector<One> bytes;
    std::vector<Buffer> spare;
  };

  void work() {
    Structure structure(largest_window_);
    Encoded encoded;
    Placed placed;
    const auto use_next = [&](Encoded& next) { return use(structure, next, placed); };
    for (std::size_t part = next_++; part < starts_.size() && !order_.stopped(); part = next_++) {
      encoded.part = part;
      encode(structure, encoded);
      const bool go_on = order_.hand_in(part, encoded, use_next);
      // Out of turn, so that copies are made side by side.
      copy(placed);
      if (!go_on) return;
    }
  }

  // In turn: takes what a part has come to. False when nothing can follow.
  [[nodiscard]] bool use(Structure& structure, Encoded& encoded, Placed& placed) noexcept {
    try {
      if (encoded.thrown != nullptr) std::rethrow_exception(std::exchange(encoded.thrown, nullptr));
      return hand_in(structure, encoded) && append(encoded.bytes, placed) && !reached_.closed;
    } catch (...) {
      thrown_ = std::current_exception();  // out of memory, most likely
      return false;
    }
  }

  [[nodiscard]] std::size_t stop_of(std::size_t part) const {
    return part + 1 < starts_.size() ? starts_[part + 1] : std::string_view::npos;
  }

  // On the assumption that an element begins where the part does. Where that is wrong anything may seem to follow, so
  // no more of the text is looked at than a part needs.
  void encode(Structure& structure, Encoded& encoded) noexcept {
    Stretch& stretch = encoded.stretch;
    stretch = {starts_[encoded.part], stop_of(encoded.part), 0, false};
    const std::size_t reach = stretch.stop < text_.size() - first_window ? stretch.stop + first_window : text_.size();
    try {
      encoded.bytes.clear();
      Encoder<Format> encoder(program_, style_, encoded.bytes);
      encoded.good = encoder.elements(text_.substr(0, reach), structure, stretch);
      encoder.close_output();
    } catch (...) {
      encoded.thrown = std::current_exception();
    }
  }

  // In turn: makes sure that the bytes are the elements that come next. False after a fault.
  [[nodiscard]] bool hand_in(Structure& structure, Encoded& encoded) {
    const std::size_t part = encoded.part;
    if (!encoded.good || reached_.from != starts_[part]) {
      if (reached_.from < stop_of(part)) return encode_again(structure, stop_of(part), encoded.bytes);
      encoded.bytes.clear();
      return true;
    }
    reached_.from = encoded.stretch.from;
    reached_.count += encoded.stretch.count;
    reached_.closed = encoded.stretch.closed;
    return true;
  }

  // Encodes elements from where the last one ended. False after a fault.
  [[nodiscard]] bool encode_again(Structure& structure, std::size_t stop, Buffer& bytes) {
    bytes.clear();
    Stretch stretch{reached_.from, stop, reached_.count, false};
    Encoder<Format> encoder(program_, style_, bytes);
    const bool good = encoder.elements(text_, structure, stretch);
    encoder.close_output();
    if (good) {
      reached_ = stretch;
    } else {
      error_ = encoder.fault_of(text_);
    }
    return good;
  }

  // In turn: writes elements to the sink. False when it refuses them.
  [[nodiscard]] bool append(const Buffer& bytes) {
    streamed_bytes_ += bytes.size();
    auto written = stream_->write(bytes.bytes());
    if (!written) error_ = std::move(written.error());
    return written.has_value();
  }

  // The same, or else finds them a place in the buffer. Before its memory moves, what has a place has to be there.
  [[nodiscard]] bool append(Buffer& bytes, Placed& placed) {
    if (stream_ != nullptr) return append(bytes);
    if (bytes.empty()) return true;
    if (!std::exchange(is_expected_, true)) whole_.expect(text_.size(), reached_.from, bytes.size());
    if (!whole_.has_room(bytes.size())) {
      copy(placed);
      copying_.wait_for_none();
    }
    if (placed.spare.empty()) placed.spare.emplace_back();
    placed.spare.reserve(placed.spare.size() + placed.bytes.size());  // copy() must not throw
    placed.bytes.push_back({std::move(placed.spare.back()), whole_.extend(bytes.size())});
    placed.spare.pop_back();
    std::swap(placed.bytes.back().bytes, bytes);
    copying_.begin();
    return true;
  }

  void copy(Placed& placed) noexcept {
    for (auto& [bytes, to] : placed.bytes) {
      std::memcpy(to, bytes.data(), bytes.size());
      copying_.end();
      placed.spare.push_back(std::move(bytes));
    }
    placed.bytes.clear();
  }

  static constexpr std::size_t alone_bytes = first_window;
  static constexpr std::size_t parts_ahead = 16;

  const plan::Program& program_;
  const JsonStyle& style_;
  Buffer& out_;
  FrameSink* sink_;
  FrameSink* stream_ = nullptr;  // the sink, where parts go to it as they come
  Encoder<Format> whole_;
  unsigned threads_;
  std::size_t largest_window_;
  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::atomic<std::size_t> next_ = 0;
  Workers copying_;  // parts that have a place and are being copied to it
  InOrder<Encoded> order_;
  // What the parts so far have come to; only the part whose turn it is touches these.
  Stretch reached_;
  std::uint64_t streamed_bytes_ = 0;
  bool is_expected_ = false;  // how much the parts come to
  Error error_;
  std::exception_ptr thrown_;
};

}  // namespace limcode::json
