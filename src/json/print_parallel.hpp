// Wire to JSON on several threads: the elements of one large top-level sequence. A walk over the wire, done by
// whichever thread wants work next, finds where parts begin; the parts are printed side by side and handed to the
// sink in order. At most one part a thread is held in memory.
#pragma once

#include <exception>

#include "json/printer_codecs.hpp"
#include "json/turns.hpp"

namespace limcode::json {

/// Frames below this many bytes are printed by one thread.
inline constexpr std::uint64_t large_frame = std::uint64_t{1} << 20;

/// A sink that keeps what it is given.
class StringSink : public Sink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    text.append(reinterpret_cast<const char*>(block.data()), block.size());
    return {};
  }

  std::string text;
};

template <class Format>
class ParallelPrinter {
 public:
  ParallelPrinter(const plan::Program& program, std::span<const std::byte> wire, const JsonStyle& style, Sink& sink,
                  unsigned threads)
      : program_(program), wire_(wire), style_(style), sink_(sink), threads_(threads), walker_(program, wire) {}

  /// Prints the frame and returns its size.
  [[nodiscard]] Result<std::uint64_t> run() {
    const plan::Node& root = program_.nodes[program_.root];
    at_ = walker_.sequence_start(root, walker_.begin(), left_);
    if (at_ == nullptr) return std::unexpected(walker_.take_error());
    if (auto status = write("["); !status) return std::unexpected(std::move(status.error()));
    run_on(threads_, [this] { work(); });
    if (thrown_) std::rethrow_exception(thrown_);
    if (error_.code != Errc::ok) return std::unexpected(std::move(error_));
    if (auto status = write("]"); !status) return std::unexpected(std::move(status.error()));
    return static_cast<std::uint64_t>(at_ - walker_.begin());
  }

 private:
  static constexpr std::uint64_t part_bytes = std::uint64_t{128} << 10;

  struct Part {
    std::uint64_t number = 0;
    const std::uint8_t* at = nullptr;
    std::uint64_t index = 0;
    std::uint64_t count = 0;
  };

  // The next part. One that the walk finds a fault in is handed out too, to be printed up to it, as the last.
  [[nodiscard]] bool take(Part& part) {
    const std::lock_guard lock(walk_mutex_);
    if (left_ == 0) return false;
    part = {parts_++, at_, index_, left_};
    at_ = walker_.some_elements(program_.nodes[program_.root].child, at_, part_bytes, part.count);
    index_ += part.count;
    left_ = at_ == nullptr ? 0 : left_ - part.count;
    return true;
  }

  void work() {
    // The same memory for every part: new pages would cost more than printing into them.
    StringSink printed;
    TextOut out(printed);
    for (Part part; !turns_.stopped() && take(part);) {
      bool stop = true;
      try {
        printed.text.clear();
        Error error;
        const bool good = print(part, out, error);
        if (!turns_.wait(part.number)) return;
        auto status = write(printed.text);
        if (good && !status) error = std::move(status.error());
        stop = !good || !status;
        if (stop) error_ = std::move(error);
      } catch (...) {
        if (!turns_.wait(part.number)) return;
        thrown_ = std::current_exception();
      }
      turns_.done(stop);
    }
  }

  [[nodiscard]] bool print(const Part& part, TextOut& out, Error& error) {
    Printer<Format> printer(program_, wire_, style_, out);
    const bool good = printer.part(program_.nodes[program_.root].child, part.at, part.index, part.count) != nullptr;
    out.flush();
    if (!good) error = printer.take_error();
    return good;
  }

  [[nodiscard]] Result<void> write(std::string_view text) { return sink_.write(std::as_bytes(std::span(text))); }

  const plan::Program& program_;
  std::span<const std::byte> wire_;
  const JsonStyle& style_;
  Sink& sink_;
  unsigned threads_;

  std::mutex walk_mutex_;  // guards what follows, up to the blank line
  plan::Walker<Format, false> walker_;
  const std::uint8_t* at_ = nullptr;
  std::uint64_t left_ = 0;
  std::uint64_t index_ = 0;
  std::uint64_t parts_ = 0;

  Turns turns_;
  Error error_;  // touched in turn alone, as is thrown_
  std::exception_ptr thrown_;
};

}  // namespace limcode::json
