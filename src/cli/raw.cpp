// Copying bytes into and out of a Vec<u8> frame. Moving them inside the kernel (copy_file_range, sendfile) was tried:
// the length in front shifts every page by 8 bytes, and copying to a place 8 bytes further on in the page is what some
// CPUs do very slowly (limcode/wire/copy.hpp). Through a block that begins in the middle of a page neither the read nor
// the write is such a copy.
#include "cli/raw.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/opening.hpp"
#include "io/input.hpp"
#include "io/system_error.hpp"
#include "io/window.hpp"
#include "limcode/wire/integer.hpp"

namespace limcode::cli {
namespace {

// The larger a block, the fewer calls; but its pages are new, which is half of the time that a file of its size takes.
constexpr std::size_t smallest_block = std::size_t{128} << 10;
constexpr std::size_t largest_block = std::size_t{1} << 20;
constexpr std::size_t blocks_of_small_files = 8;
constexpr std::size_t file_page_bytes = 4096;
constexpr std::size_t largest_prefix = 9;
constexpr const char* raw_type = "Vec<u8>";

struct Prefix {
  std::array<std::uint8_t, largest_prefix> bytes{};
  std::size_t size = 0;

  [[nodiscard]] std::span<const std::byte> span() const { return std::as_bytes(std::span(bytes)).first(size); }
};

Prefix prefix_of(std::uint64_t length, const Config& config) {
  Prefix prefix;
  wire::with_format(config, [&](auto format) {
    prefix.size = static_cast<std::size_t>(format.write(prefix.bytes.data(), length) - prefix.bytes.data());
  });
  return prefix;
}

Outcome<> from_result(Result<void> result) {
  if (!result) return std::unexpected(plain_failure(std::move(result.error())));
  return {};
}

Failure limit_exceeded(std::uint64_t frame_bytes, const Config& config, std::string subject) {
  Error error;
  error.code = Errc::limit_exceeded;
  error.detail = fmt::format("the frame takes {}, the limit is {}", count_of(frame_bytes, "byte"), config.limit_bytes);
  return plain_failure(std::move(error), std::move(subject));
}

Outcome<> write_prefix(std::uint64_t length, const Config& config, io::Output& output, const std::string& subject) {
  const Prefix prefix = prefix_of(length, config);
  if (length > config.limit_bytes || prefix.size > config.limit_bytes - length) {
    return std::unexpected(limit_exceeded(prefix.size + length, config, subject));
  }
  if (auto expected = output.expect(prefix.size + length); !expected) return from_result(std::move(expected));
  return from_result(output.write(prefix.span()));
}

// The size of a file was known, and its end came before that.
Failure became_shorter(const std::string& name) { return plain_failure(io::shrunk_error(name)); }

Outcome<> copy(io::FileSource& input, std::uint64_t length, io::Output& output, Progress& progress) {
  const std::size_t block_bytes =
      std::clamp<std::uint64_t>(length / blocks_of_small_files, smallest_block, largest_block);
  Buffer memory(block_bytes + 2 * file_page_bytes);
  const std::size_t into_page = reinterpret_cast<std::uintptr_t>(memory.data()) % file_page_bytes;
  std::byte* const block = memory.data() + (file_page_bytes - into_page) + file_page_bytes / 2;
  while (length != 0) {
    const auto count = input.read({block, std::min<std::uint64_t>(block_bytes, length)});
    if (!count) return std::unexpected(plain_failure(count.error()));
    if (*count == 0) {
      return std::unexpected(became_shorter(input.name()));
    }
    if (auto written = output.write({block, *count}); !written) return from_result(std::move(written));
    progress.add(*count);
    length -= *count;
  }
  return {};
}

// The length in front of the bytes, and what is known of the frame before they are read.
class RawFrame {
 public:
  RawFrame(io::Window& window, const Config& config, const std::string& subject)
      : window_(&window), config_(&config), subject_(&subject) {}

  Outcome<std::uint64_t> read_length(std::optional<std::uint64_t> input_bytes) {
    while (window_->bytes().size() < largest_prefix) {
      const auto more = window_->fill();
      if (!more) return std::unexpected(input_failure(more.error()));
      if (!*more) break;
    }
    const auto* const start = reinterpret_cast<const std::uint8_t*>(window_->bytes().data());
    const std::uint8_t* at = start;
    std::uint64_t length = 0;
    const Errc status = wire::with_format(
        *config_, [&](auto format) { return format.read(at, start + window_->bytes().size(), length); });
    if (status == Errc::unexpected_end) return std::unexpected(cut_short(0, 8, window_->bytes().size()));
    if (status != Errc::ok) {
      return std::unexpected(at_byte(status, 0, 1, "the mark of a length is 251, 252 or 253, or the length itself"));
    }
    const auto prefix_bytes = static_cast<std::uint64_t>(at - start);
    if (length > config_->limit_bytes || prefix_bytes > config_->limit_bytes - length) {
      return std::unexpected(limit_exceeded(prefix_bytes + length, *config_, *subject_));
    }
    if (input_bytes && length > *input_bytes - prefix_bytes) {
      return std::unexpected(cut_short(prefix_bytes, length, *input_bytes - prefix_bytes));
    }
    if (input_bytes && length < *input_bytes - prefix_bytes && config_->trailing == Trailing::reject) {
      return std::unexpected(trailing(prefix_bytes + length, *input_bytes - prefix_bytes - length));
    }
    window_->consume(prefix_bytes);
    return length;
  }

  [[nodiscard]] Failure cut_short(std::uint64_t offset, std::uint64_t needed, std::uint64_t available) const {
    Failure failure = at_byte(Errc::unexpected_end, offset, offset,
                              fmt::format("{} needed, {} left", count_of(needed, "byte"), available));
    failure.error.needed = needed;
    failure.error.available = available;
    return failure;
  }
  [[nodiscard]] Failure trailing(std::uint64_t offset, std::uint64_t count) const {
    return at_byte(
        Errc::trailing_bytes, offset, offset + count,
        count == 0 ? "bytes after the end of the frame" : count_of(count, "byte") + " after the end of the frame");
  }

 private:
  [[nodiscard]] Failure at_byte(Errc code, std::uint64_t start, std::uint64_t end, std::string detail) const {
    Error error;
    error.code = code;
    error.offset = start;
    error.end_offset = end;
    error.detail = std::move(detail);
    Failure failure = wire_failure(std::move(error), *subject_, {}, *config_, raw_type);
    failure.bytes.clear();
    // What is written already is no longer here to be shown.
    if (start >= window_->offset()) {
      failure.bytes.push_back(excerpt_bytes(window_->bytes(), start, end, window_->offset()));
    }
    return failure;
  }

  io::Window* window_;
  const Config* config_;
  const std::string* subject_;
};

}  // namespace

Outcome<> encode_raw(io::FileSource& input, const Config& config, io::Output& output, Progress& progress) {
  const std::uint64_t size = input.whole_size().value_or(0);
  if (size != 0) {
    if (auto prefix = write_prefix(size, config, output, input.name()); !prefix) return prefix;
    return copy(input, size, output, progress);
  }
  // How much comes out of a pipe is known when it has come, and the length goes first.
  const auto all = io::read_all(input);
  if (!all) return std::unexpected(plain_failure(all.error()));
  if (auto prefix = write_prefix(all->size(), config, output, input.name()); !prefix) return prefix;
  return from_result(output.write(all->bytes()));
}

Outcome<> decode_raw(io::Source& input, const std::string& subject, std::optional<std::uint64_t> input_bytes,
                     const Config& config, io::Output& output, Progress& progress) {
  io::Window window(input);
  RawFrame frame(window, config, subject);
  const auto length = frame.read_length(input_bytes);
  if (!length) return std::unexpected(length.error());
  // What a pipe claims may not be true, and needs no room before it has come.
  if (input_bytes) {
    if (auto expected = output.expect(*length); !expected) return from_result(std::move(expected));
  }
  for (std::uint64_t left = *length; left != 0;) {
    if (window.bytes().empty()) {
      const auto more = window.fill();
      if (!more) return std::unexpected(input_failure(more.error()));
      if (!*more && input_bytes) return std::unexpected(became_shorter(subject));
      if (!*more) return std::unexpected(frame.cut_short(window.offset() - (*length - left), *length, *length - left));
    }
    const auto block = window.bytes().first(std::min<std::uint64_t>(left, window.bytes().size()));
    if (auto written = output.write(block); !written) return from_result(std::move(written));
    progress.add(block.size());
    left -= block.size();
    window.consume(block.size());
  }
  if (config.trailing == Trailing::allow) return {};
  const auto more = window.bytes().empty() ? window.fill() : true;
  if (!more) return std::unexpected(input_failure(more.error()));
  if (*more) return std::unexpected(frame.trailing(window.offset(), 0));
  return {};
}

}  // namespace limcode::cli
