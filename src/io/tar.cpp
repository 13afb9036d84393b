// The header is a block of fixed fields: name at 0, size at 124, checksum at 148, kind at 156, "ustar" at 257 and the
// front part of a long name at 345. Contents follow in whole blocks, and two blocks of zeros end the archive.
#include "io/tar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace limcode::io {
namespace {

constexpr std::size_t block_bytes = TarReader::block_bytes;
constexpr std::size_t checksum_at = 148;
constexpr std::size_t checksum_size = 8;
// No name or attribute is longer.
constexpr std::uint64_t max_extra = std::uint64_t{1} << 20;

std::string_view text_at(std::span<const std::byte> block, std::size_t at, std::size_t size) {
  const std::string_view field(reinterpret_cast<const char*>(block.data()) + at, size);
  return field.substr(0, field.find('\0'));
}

bool is_zero(std::span<const std::byte> block) {
  return std::ranges::all_of(block, [](std::byte byte) { return byte == std::byte{0}; });
}

// Octal digits between blanks, or with the first bit set a binary number, most significant byte first.
bool read_number(std::span<const std::byte> field, std::uint64_t& value) {
  value = 0;
  if ((field[0] & std::byte{0x80}) != std::byte{0}) {
    for (std::size_t index = 0; index < field.size(); ++index) {
      const auto byte = std::to_integer<std::uint64_t>(field[index]) & (index == 0 ? 0x7FU : 0xFFU);
      if (value >> 56 != 0) return false;
      value = value << 8 | byte;
    }
    return true;
  }
  std::string_view digits = text_at(field, 0, field.size());
  digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
  digits = digits.substr(0, digits.find(' '));
  if (digits.empty()) return true;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 8);
  return status == std::errc() && end == digits.data() + digits.size();
}

bool has_checksum(std::span<const std::byte> block) {
  std::uint64_t stored = 0;
  if (!read_number(block.subspan(checksum_at, checksum_size), stored)) return false;
  std::uint64_t sum = 0;
  for (std::size_t index = 0; index < block_bytes; ++index) {
    const bool in_checksum = index >= checksum_at && index < checksum_at + checksum_size;
    sum += in_checksum ? ' ' : std::to_integer<std::uint64_t>(block[index]);
  }
  return sum == stored;
}

constexpr std::uint64_t filled(std::uint64_t size) { return (size + block_bytes - 1) / block_bytes * block_bytes; }

}  // namespace

bool TarReader::is_tar(std::span<const std::byte> start) noexcept {
  constexpr std::size_t magic_at = 257;
  return start.size() >= block_bytes && text_at(start, magic_at, 6).starts_with("ustar") &&
         has_checksum(start.first(block_bytes));
}

Error TarReader::fault(Errc code, std::string detail) const {
  Error error;
  error.code = code;
  error.detail = fmt::format("the archive, at byte {}: {}", window_->offset(), std::move(detail));
  return error;
}

// The next block, which stays in the window.
Result<std::span<const std::byte>> TarReader::block() {
  while (window_->bytes().size() < block_bytes) {
    const auto more = window_->fill();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
  }
  return window_->bytes().first(std::min(window_->bytes().size(), block_bytes));
}

Result<void> TarReader::skip(std::uint64_t count) {
  while (count != 0) {
    if (window_->bytes().empty()) {
      const auto more = window_->fill();
      if (!more) return std::unexpected(more.error());
      if (!*more) return std::unexpected(fault(Errc::unexpected_end, "it is cut short"));
    }
    const auto part = std::min<std::uint64_t>(count, window_->bytes().size());
    window_->consume(part);
    count -= part;
  }
  return {};
}

Result<TarReader::Kind> TarReader::header(std::span<const std::byte> block) {
  constexpr std::size_t name_size = 100;
  constexpr std::size_t size_at = 124;
  constexpr std::size_t size_size = 12;
  constexpr std::size_t kind_at = 156;
  constexpr std::size_t prefix_at = 345;
  constexpr std::size_t prefix_size = 155;
  if (!has_checksum(block)) return std::unexpected(fault(Errc::invalid_value, "this is no header of a file"));
  if (!read_number(block.subspan(size_at, size_size), size_)) {
    return std::unexpected(fault(Errc::invalid_value, "the size of a file is not a number"));
  }
  name_ = text_at(block, 0, name_size);
  // GNU's own headers have something else in place of the prefix.
  const bool posix = std::to_integer<char>(block[263]) == '0';
  if (const auto prefix = text_at(block, prefix_at, prefix_size); posix && !prefix.empty()) {
    name_ = std::string(prefix) + "/" + name_;
  }
  switch (std::to_integer<char>(block[kind_at])) {
    case '\0':
    case '0': return Kind::file;
    case 'L': return Kind::long_name;
    case 'x': return Kind::attributes;
    default: return Kind::other;
  }
}

// Lines of `LENGTH KEY=VALUE`, of which the path and the size matter.
Result<void> TarReader::attributes() {
  const auto text = contents();
  if (!text) return std::unexpected(text.error());
  std::string_view rest(reinterpret_cast<const char*>(text->data()), text->size());
  while (!rest.empty()) {
    std::size_t length = 0;
    const auto [end, status] = std::from_chars(rest.data(), rest.data() + rest.size(), length);
    const auto digits = static_cast<std::size_t>(end - rest.data());
    if (status != std::errc() || length <= digits + 1 || length > rest.size()) {
      return std::unexpected(fault(Errc::invalid_value, "the attributes of a file do not read"));
    }
    const std::string_view line = rest.substr(digits + 1, length - digits - 2);
    rest.remove_prefix(length);
    if (line.starts_with("path=")) next_name_ = line.substr(5);
    if (!line.starts_with("size=")) continue;
    const std::string_view number = line.substr(5);
    has_next_size_ = std::from_chars(number.data(), number.data() + number.size(), next_size_).ec == std::errc();
  }
  return {};
}

Result<bool> TarReader::next() {
  for (;;) {
    if (auto skipped = skip(std::exchange(left_, 0) + std::exchange(fill_, 0)); !skipped)
      return std::unexpected(skipped.error());
    const auto start = block();
    if (!start) return std::unexpected(start.error());
    // Archives that end without their two blocks of zeros are read all the same.
    if (start->empty() || is_zero(*start)) return false;
    if (start->size() < block_bytes) return std::unexpected(fault(Errc::unexpected_end, "it is cut short"));
    const auto kind = header(*start);
    if (!kind) return std::unexpected(kind.error());
    window_->consume(block_bytes);
    const bool extra = *kind == Kind::long_name || *kind == Kind::attributes;
    if (!extra && std::exchange(has_next_size_, false)) size_ = next_size_;
    if (extra && size_ > max_extra) return std::unexpected(fault(Errc::invalid_value, "a name of more than 1 MiB"));
    if (size_ > std::uint64_t{1} << 60)
      return std::unexpected(fault(Errc::invalid_value, "a file of more than 2^60 bytes"));
    left_ = size_;
    fill_ = filled(size_) - size_;
    if (*kind == Kind::attributes) {
      if (auto read = attributes(); !read) return std::unexpected(read.error());
    } else if (*kind == Kind::long_name) {
      const auto text = contents();
      if (!text) return std::unexpected(text.error());
      next_name_ = text_at(text->bytes(), 0, text->size());
    } else {
      if (auto name = std::exchange(next_name_, {}); !name.empty()) name_ = std::move(name);
      if (*kind == Kind::file) return true;
    }
  }
}

Error TarReader::cut_short() const { return fault(Errc::unexpected_end, fmt::format("'{}' is cut short", name_)); }

// Grows as bytes come: the size in the header is only a claim.
Result<Buffer> TarReader::contents() {
  Buffer all;
  while (left_ != 0) {
    if (window_->bytes().empty()) {
      const auto more = window_->fill();
      if (!more) return std::unexpected(more.error());
      if (!*more) return std::unexpected(cut_short());
    }
    const auto part = std::min<std::uint64_t>(left_, window_->bytes().size());
    if (auto allowed = window_->allow_held(all.size() + part); !allowed) return std::unexpected(allowed.error());
    all.append(window_->bytes().data(), part);
    pass(part);
  }
  return all;
}

Result<std::span<const std::byte>> TarReader::peek(std::uint64_t count) {
  count = std::min(count, left_);
  while (window_->bytes().size() < count) {
    const auto more = window_->fill();
    if (!more) return std::unexpected(more.error());
    if (!*more) return std::unexpected(cut_short());
  }
  return window_->bytes().first(count);
}

void TarReader::pass(std::size_t count) noexcept {
  window_->consume(count);
  left_ -= count;
}

}  // namespace limcode::io
