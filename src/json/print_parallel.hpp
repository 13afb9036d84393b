// Wire to JSON on several threads: the elements of one large list. Whichever thread wants work next skips over it to
// where the next part begins; the parts are checked and printed side by side and handed to the sink in order. A part
// that is done before its turn is held in memory, a few of them in all.
#pragma once

#include <exception>
#include <optional>

#include "json/in_order.hpp"
#include "json/print.hpp"
#include "json/printer_codecs.hpp"
#include "plan/skipper.hpp"

namespace limcode::json {

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
  /// For a list of such elements, which lie `depth` levels deep in a frame.
  ParallelPrinter(const plan::Program& program, std::span<const std::byte> wire, const JsonStyle& style, Sink& sink,
                  unsigned threads, const PartSizes& sizes, plan::NodeId element, unsigned depth)
      : program_(program),
        wire_(wire),
        style_(style),
        sink_(sink),
        threads_(threads),
        sizes_(sizes),
        element_(element),
        depth_(depth),
        is_in_bulk_(Printer<Format>::is_in_bulk(program.nodes[element])),
        skipper_(program, wire, element, depth),
        order_(threads, parts_ahead) {}

  /// Prints the `count` elements at `at` for `whole`, the printer of the frame, which has come to them and writes to
  /// `out`. Says where they end, null after a fault; or nothing, having done nothing, where they are too few bytes.
  [[nodiscard]] std::optional<const std::uint8_t*> print(const std::uint8_t* at, std::uint64_t count,
                                                         Printer<Format>& whole, TextOut& out) {
    if (!is_large(at, count)) return {};
    out.put('[');
    out.flush();
    if (out.failed()) return nullptr;
    stop_ = at_ = at;
    left_ = number_ = count;
    run_on(threads_, [this] { work(); });
    if (thrown_) std::rethrow_exception(thrown_);
    if (error_.code != Errc::ok) {
      out.fail(std::move(error_));
      return nullptr;
    }
    if (fault_.happened()) {
      whole.adopt_fault(std::move(fault_));
      return nullptr;
    }
    out.put(']');
    return at_;
  }

 private:
  static constexpr std::size_t parts_ahead = 24;

  struct Part {
    std::uint64_t number = 0;
    const std::uint8_t* at = nullptr;
    const std::uint8_t* stop = nullptr;
    std::uint64_t index = 0;
    std::uint64_t end = 0;
  };

  // A list whose end is not found is: it has to be printed up to its fault.
  [[nodiscard]] bool is_large(const std::uint8_t* at, std::uint64_t left) {
    const auto least = static_cast<std::ptrdiff_t>(sizes_.list);
    return least < skipper_.end() - at && (skipper_.element_from(at + least, at, left) == nullptr || left != 0);
  }

  // The next part. Past a fault that skipping does not see parts mean nothing, and are not let through.
  [[nodiscard]] bool take(Part& part) {
    const std::lock_guard lock(walk_mutex_);
    skip_to_stop();
    if (left_ == 0) return false;
    stop_ = at_ + std::min(static_cast<std::ptrdiff_t>(sizes_.part), skipper_.end() - at_);
    part = {parts_++, at_, stop_, number_ - left_, number_};
    if (at_ == stop_) left_ = 0;  // elements without any bytes: a fault
    if (is_in_bulk_) {
      skip_to_stop();
      part.end -= left_;
    }
    return true;
  }

  // A part ends where the next one begins. One whose end cannot be found is the last, to be printed up to its fault.
  void skip_to_stop() {
    if (left_ == 0) return;
    at_ = skipper_.element_from(stop_, at_, left_);
    if (at_ == nullptr) left_ = 0;
  }

  // What has been printed need not be skipped.
  void skip_to(const std::uint8_t* at, std::uint64_t index) {
    const std::unique_lock lock(walk_mutex_, std::try_to_lock);
    if (!lock || at < at_) return;
    at_ = at;
    left_ = number_ - index;
  }

  // What a part has come to: the text that is not in the sink yet, and how printing it failed, if it did.
  struct Printed {
    std::string text;
    plan::Fault fault;
    Error error;  // the sink's
    std::exception_ptr thrown;
  };

  // Where a part's blocks of text go: straight to the sink when it is the part's turn, and otherwise no more than so
  // much is held.
  class PartSink final : public Sink {
   public:
    PartSink(ParallelPrinter& printer, Printed& printed) : printer_(printer), printed_(printed) {}

    void begin(std::uint64_t part) noexcept { part_ = part; }
    Result<void> write(std::span<const std::byte> block) override {
      const std::string_view text(reinterpret_cast<const char*>(block.data()), block.size());
      if (!printer_.order_.is_next(part_)) {
        if (printed_.text.size() + text.size() <= most_held) {
          printed_.text += text;
          return {};
        }
        // An error that nobody reads is given once all work has been stopped.
        if (!printer_.order_.wait_until_next(part_)) return std::unexpected(Error());
      }
      if (auto status = printer_.write_held(printed_); !status) return status;
      return printer_.write(text);
    }

   private:
    static constexpr std::size_t most_held = std::size_t{512} << 10;

    ParallelPrinter& printer_;
    Printed& printed_;
    std::uint64_t part_ = 0;
  };

  void work() {
    // The same memory for every part: new pages would cost more than printing into them.
    Printed printed;
    PartSink sink(*this, printed);
    TextOut out(sink);
    for (Part part; !order_.stopped() && take(part);) {
      sink.begin(part.number);
      try {
        print(part, out, printed);
      } catch (...) {
        printed.thrown = std::current_exception();
      }
      if (!order_.hand_in(part.number, printed, [this](Printed& next) { return use(next); })) return;
    }
  }

  void print(Part& part, TextOut& out, Printed& printed) {
    Printer<Format> printer(program_, wire_, style_, out);
    printer.begin_inside(depth_);
    const bool good =
        is_in_bulk_ ? printer.part(element_, part.at, part.index, part.end) != nullptr : print_piecewise(part, printer);
    out.flush();
    if (out.failed()) {
      printed.error = out.take_error();
    } else if (!good) {
      printed.fault = printer.take_fault();
    }
  }

  // Tells now and then how far it has come. False after a fault.
  [[nodiscard]] bool print_piecewise(Part& part, Printer<Format>& printer) {
    const auto piece = static_cast<std::ptrdiff_t>(sizes_.part / 8);
    const std::uint8_t* at = part.at;
    do {
      const std::uint8_t* const pause = at + std::min(piece, part.stop - at);
      at = printer.part_before(pause, element_, at, part.index, part.end);
      if (at == nullptr) return false;
      skip_to(at, part.index);
    } while (at < part.stop && part.index < part.end);
    return true;
  }

  // In turn. False when nothing can follow.
  [[nodiscard]] bool use(Printed& printed) noexcept {
    try {
      if (auto status = write_held(printed); !status) {
        error_ = std::move(status.error());
        return false;
      }
    } catch (...) {
      if (printed.thrown == nullptr) printed.thrown = std::current_exception();
    }
    thrown_ = std::exchange(printed.thrown, nullptr);
    error_ = std::move(printed.error);
    fault_ = std::move(printed.fault);
    return thrown_ == nullptr && error_.code == Errc::ok && !fault_.happened();
  }

  [[nodiscard]] Result<void> write_held(Printed& printed) {
    if (printed.text.empty()) return {};
    auto status = write(printed.text);
    printed.text.clear();
    return status;
  }

  [[nodiscard]] Result<void> write(std::string_view text) { return sink_.write(std::as_bytes(std::span(text))); }

  const plan::Program& program_;
  std::span<const std::byte> wire_;
  const JsonStyle& style_;
  Sink& sink_;
  unsigned threads_;
  PartSizes sizes_;
  plan::NodeId element_;
  unsigned depth_;
  bool is_in_bulk_;
  std::uint64_t number_ = 0;  // of elements

  std::mutex walk_mutex_;  // guards what follows, up to the blank line
  plan::Skipper<Format> skipper_;
  const std::uint8_t* at_ = nullptr;    // an element of the last part, or the one behind it
  const std::uint8_t* stop_ = nullptr;  // the next part begins with the first element from here on
  std::uint64_t left_ = 0;              // elements from at_ on
  std::uint64_t parts_ = 0;

  InOrder<Printed> order_;
  // Touched in turn alone.
  plan::Fault fault_;
  Error error_;
  std::exception_ptr thrown_;
};

}  // namespace limcode::json
