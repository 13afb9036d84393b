// Wire to JSON on several threads: the elements of one large top-level sequence. Whichever thread wants work next skips
// over it to where the next part begins; the parts are checked and printed side by side and handed to the sink in
// order. At most one part a thread is held in memory.
#pragma once

#include <exception>

#include "json/printer_codecs.hpp"
#include "json/turns.hpp"
#include "plan/skipper.hpp"

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
      : program_(program),
        wire_(wire),
        style_(style),
        sink_(sink),
        threads_(threads),
        skipper_(program, wire, element()) {}

  /// Prints the frame and returns its size.
  [[nodiscard]] Result<std::uint64_t> run() {
    plan::Walker<Format, false> walker(program_, wire_);
    at_ = walker.sequence_start(program_.nodes[program_.root], walker.begin(), left_);
    if (at_ == nullptr) return std::unexpected(walker.take_error());
    if (auto status = write("["); !status) return std::unexpected(std::move(status.error()));
    run_on(threads_, [this] { work(); });
    if (thrown_) std::rethrow_exception(thrown_);
    if (error_.code != Errc::ok) return std::unexpected(std::move(error_));
    if (auto status = write("]"); !status) return std::unexpected(std::move(status.error()));
    return static_cast<std::uint64_t>(at_ - walker.begin());
  }

 private:
  static constexpr std::uint64_t part_bytes = std::uint64_t{128} << 10;

  struct Part {
    std::uint64_t number = 0;
    const std::uint8_t* at = nullptr;
    std::uint64_t index = 0;
    std::uint64_t count = 0;
  };

  // The next part. One whose end cannot be found is handed out too, to be printed up to its fault, as the last. Past a
  // fault that skipping does not see parts mean nothing, and are not let through.
  [[nodiscard]] bool take(Part& part) {
    const std::lock_guard lock(walk_mutex_);
    if (left_ == 0) return false;
    part = {parts_++, at_, index_, left_};
    at_ = skipper_.some_elements(at_, part_bytes, part.count);
    index_ += part.count;
    left_ = at_ == nullptr ? 0 : left_ - part.count;
    return true;
  }

  // Where a part's blocks of text go, when it is the part's turn: most parts are no more than one.
  class InTurn final : public Sink {
   public:
    explicit InTurn(ParallelPrinter& printer) : printer_(printer) {}

    void begin(std::uint64_t part) noexcept { part_ = part; }
    // An error that nobody reads is given once all work has been stopped.
    Result<void> write(std::span<const std::byte> block) override {
      if (!printer_.turns_.wait(part_)) return std::unexpected(Error());
      return printer_.sink_.write(block);
    }

   private:
    ParallelPrinter& printer_;
    std::uint64_t part_ = 0;
  };

  void work() {
    // The same memory for every part: new pages would cost more than printing into them.
    InTurn in_turn(*this);
    TextOut out(in_turn);
    for (Part part; !turns_.stopped() && take(part);) {
      bool stop = true;
      try {
        in_turn.begin(part.number);
        Error error;
        stop = !print(part, out, error);
        if (!turns_.wait(part.number)) return;
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
    printer.begin_inside();
    const bool good = printer.part(element(), part.at, part.index, part.count) != nullptr;
    out.flush();
    if (out.failed()) {
      error = out.take_error();
    } else if (!good) {
      error = printer.take_error();
    }
    return good && !out.failed();
  }

  [[nodiscard]] plan::NodeId element() const { return program_.nodes[program_.root].child; }
  [[nodiscard]] Result<void> write(std::string_view text) { return sink_.write(std::as_bytes(std::span(text))); }

  const plan::Program& program_;
  std::span<const std::byte> wire_;
  const JsonStyle& style_;
  Sink& sink_;
  unsigned threads_;

  std::mutex walk_mutex_;  // guards what follows, up to the blank line
  plan::Skipper<Format> skipper_;
  const std::uint8_t* at_ = nullptr;
  std::uint64_t left_ = 0;
  std::uint64_t index_ = 0;
  std::uint64_t parts_ = 0;

  Turns turns_;
  Error error_;  // touched in turn alone, as is thrown_
  std::exception_ptr thrown_;
};

}  // namespace limcode::json
