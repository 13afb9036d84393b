// JSON to wire part by part: the elements of one large list, on several threads.
//
// Nobody knows where in a text the elements begin until all before has been read. So the text is cut where an
// element seems to begin, and each thread encodes a part on that assumption. When its turn comes the part before
// has ended somewhere: if that is where this one began, the assumption was right, and the elements are taken; if
// not, they are thrown away and encoded again from there. The bytes are those of one thread in any case.
#pragma once

#include <atomic>
#include <exception>
#include <mutex>

#include "json/encode_document.hpp"
#include "json/in_order.hpp"
#include "json/likely_elements.hpp"

namespace limcode::json {

template <class Format>
class ParallelEncoder {
 public:
  /// Encodes elements of `list` for `whole`, the document's encoder, into its output or, if it `streams`, its sink.
  ParallelEncoder(const plan::Program& program, const JsonStyle& style, const WindowSizes& sizes,
                  Encoder<Format>& whole, std::string_view text, const LargeList& list, bool streams, unsigned threads)
      : program_(program),
        style_(style),
        sizes_(sizes),
        whole_(whole),
        text_(text),
        list_(list),
        streams_(streams),
        threads_(threads),
        order_(threads, parts_ahead) {}

  /// Encodes from where the stretch begins to the end of the list. False after a fault of `whole`.
  [[nodiscard]] bool run(Stretch& stretch) {
    reached_ = stretch;
    begin_ = stretch.from;
    likely_.emplace(program_, *list_.node, text_, reached_.from, sizes_);
    run_on(threads_, [this] { work(); });
    if (thrown_ != nullptr) std::rethrow_exception(thrown_);
    stretch = reached_;
    return !failed_;
  }

 private:
  // What a part has come to.
  struct Encoded {
    std::uint64_t part = 0;
    std::size_t from = 0;  // where it was assumed to begin, and where the next one was
    std::size_t stop = 0;
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
    Structure structure(sizes_.largest);
    Encoded encoded;
    Placed placed;
    const auto use_next = [&](Encoded& next) { return use(structure, next, placed); };
    while (take_part(encoded)) {
      encode(structure, encoded);
      const bool go_on = order_.hand_in(encoded.part, encoded, use_next);
      // Out of turn, so that copies are made side by side.
      copy(placed);
      if (!go_on) return;
    }
  }

  // The next part that nobody has taken. False when there is none.
  [[nodiscard]] bool take_part(Encoded& encoded) {
    if (order_.stopped()) return false;
    const std::lock_guard lock(taking_);
    encoded.part = likely_->count();
    encoded.from = likely_->here();
    if (encoded.from == std::string_view::npos) return false;
    encoded.stop = likely_->next();
    return true;
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

  // On the assumption that an element begins where the part does. Where that is wrong anything may seem to follow, so
  // no more of the text is looked at than a part needs.
  void encode(Structure& structure, Encoded& encoded) noexcept {
    Stretch& stretch = encoded.stretch;
    stretch = {encoded.from, encoded.stop, 0, false};
    const std::size_t reach = stretch.stop < text_.size() - sizes_.usual ? stretch.stop + sizes_.usual : text_.size();
    try {
      encoded.bytes.clear();
      Encoder<Format> encoder(program_, style_, sizes_, encoded.bytes);
      encoded.good = encoder.part(text_.substr(0, reach), structure, list_, stretch);
      encoder.close_output();
    } catch (...) {
      encoded.thrown = std::current_exception();
    }
  }

  // In turn: makes sure that the bytes are the elements that come next. False after a fault.
  [[nodiscard]] bool hand_in(Structure& structure, Encoded& encoded) {
    if (!encoded.good || reached_.from != encoded.from) {
      if (reached_.from < encoded.stop) return encode_again(structure, encoded.stop, encoded.bytes);
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
    Encoder<Format> encoder(program_, style_, sizes_, bytes);
    failed_ = !encoder.part(text_, structure, list_, stretch);
    encoder.close_output();
    if (failed_) whole_.adopt_fault(encoder);
    reached_ = stretch;
    return !failed_;
  }

  // In turn: gives elements to the sink, or else finds them a place in the buffer. Before its memory moves, what has a
  // place has to be there. False when the sink refuses them.
  [[nodiscard]] bool append(Buffer& bytes, Placed& placed) {
    if (streams_) {
      failed_ = !whole_.stream(bytes.bytes());
      return !failed_;
    }
    if (bytes.empty()) return true;
    if (!std::exchange(is_expected_, true)) whole_.expect(text_.size() - begin_, reached_.from - begin_, bytes.size());
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

  static constexpr std::size_t parts_ahead = 16;

  const plan::Program& program_;
  const JsonStyle& style_;
  const WindowSizes& sizes_;
  Encoder<Format>& whole_;
  std::string_view text_;
  const LargeList& list_;
  std::size_t begin_ = 0;
  bool streams_;
  unsigned threads_;
  std::mutex taking_;
  std::optional<LikelyElements> likely_;
  Workers copying_;  // parts that have a place and are being copied to it
  InOrder<Encoded> order_;
  // What the parts so far have come to; only the part whose turn it is touches these.
  Stretch reached_;
  bool is_expected_ = false;  // how much the parts come to
  bool failed_ = false;
  std::exception_ptr thrown_;
};

}  // namespace limcode::json
