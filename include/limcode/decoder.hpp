// Decoder: takes a frame apart one value at a time, for when there is no C++ type to hand to decode(). Views point into
// the input; the other reads own what they return.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "limcode/codec.hpp"

namespace limcode {

/// Reads in the configuration C. After an error the position is where the failed value started.
template <Config C>
class BasicDecoder {
  using Format = detail::FormatOf<C>;

 public:
  /// Reads from `bytes`, which must outlive the decoder and all views that it returns.
  template <detail::ByteRange Bytes>
    requires std::ranges::borrowed_range<const Bytes&>
  explicit BasicDecoder(const Bytes& bytes) : bytes_(detail::bytes_of(bytes)) {}
  template <detail::ByteRange Bytes>
    requires(!std::ranges::borrowed_range<Bytes>)
  explicit BasicDecoder(const Bytes&& bytes) = delete;

  [[nodiscard]] Result<std::uint8_t> read_u8() { return read<std::uint8_t>(); }
  [[nodiscard]] Result<std::uint16_t> read_u16() { return read<std::uint16_t>(); }
  [[nodiscard]] Result<std::uint32_t> read_u32() { return read<std::uint32_t>(); }
  [[nodiscard]] Result<std::uint64_t> read_u64() { return read<std::uint64_t>(); }
  [[nodiscard]] Result<wire::u128> read_u128() { return read<wire::u128>(); }
  [[nodiscard]] Result<std::uint64_t> read_usize() { return read<std::uint64_t>(); }
  [[nodiscard]] Result<std::int8_t> read_i8() { return read<std::int8_t>(); }
  [[nodiscard]] Result<std::int16_t> read_i16() { return read<std::int16_t>(); }
  [[nodiscard]] Result<std::int32_t> read_i32() { return read<std::int32_t>(); }
  [[nodiscard]] Result<std::int64_t> read_i64() { return read<std::int64_t>(); }
  [[nodiscard]] Result<wire::i128> read_i128() { return read<wire::i128>(); }
  [[nodiscard]] Result<std::int64_t> read_isize() { return read<std::int64_t>(); }
  [[nodiscard]] Result<float> read_f32() { return read<float>(); }
  [[nodiscard]] Result<double> read_f64() { return read<double>(); }
  [[nodiscard]] Result<bool> read_bool() { return read<bool>(); }
  [[nodiscard]] Result<char32_t> read_char() { return read<char32_t>(); }

  [[nodiscard]] Result<bool> read_option_tag() {
    return with_reader<bool>([](auto& reader, bool& is_some) { return reader.read_option_tag(is_some); });
  }
  /// An enum index, which must be below `variants`.
  [[nodiscard]] Result<std::uint32_t> read_variant(std::uint32_t variants) {
    return with_reader<std::uint32_t>(
        [&](auto& reader, std::uint32_t& index) { return reader.read_variant(index, variants); });
  }
  /// The length of a sequence whose elements follow and take at least `min_element_size` bytes each: refused when
  /// they cannot all be there.
  [[nodiscard]] Result<std::uint64_t> read_length(std::size_t min_element_size) {
    return with_reader<std::uint64_t>(
        [&](auto& reader, std::uint64_t& length) { return reader.read_length(length, min_element_size); });
  }

  /// Length and bytes, as a view and as a copy.
  [[nodiscard]] Result<std::span<const std::byte>> read_bytes_view() { return read<std::span<const std::byte>>(); }
  [[nodiscard]] Result<std::vector<std::byte>> read_bytes() { return read<std::vector<std::byte>>(); }
  /// Length and UTF-8, as a view and as a copy.
  [[nodiscard]] Result<std::string_view> read_string_view() { return read<std::string_view>(); }
  [[nodiscard]] Result<std::string> read_string() { return read<std::string>(); }
  /// `count` bytes without a length, as a view.
  [[nodiscard]] Result<std::span<const std::byte>> read_raw_view(std::size_t count) {
    return with_reader<std::span<const std::byte>>(
        [&](auto& reader, std::span<const std::byte>& bytes) { return reader.read_raw(bytes, count); });
  }

  /// A value of any type that decode() takes.
  template <class T>
  [[nodiscard]] Result<T> read() {
    static_assert(!detail::needs_arena<T>, "limcode: spans of elements that are no bytes need decode_owned");
    return with_reader<T>([](auto& reader, T& value) { return read_value(reader, value); });
  }

  /// Bytes read so far, and left.
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
  [[nodiscard]] std::size_t left() const noexcept { return bytes_.size() - offset_; }

  /// Checks that everything has been read. Errors: trailing_bytes, unless C allows them.
  [[nodiscard]] Result<void> finish() const {
    if (C.trailing == Trailing::allow || left() == 0) [[likely]]
      return {};
    wire::Input in(bytes_);
    in.fail_trailing(in.begin() + offset_);
    return std::unexpected(in.take_error());
  }

 private:
  template <class T, class Step>
  [[nodiscard]] Result<T> with_reader(Step&& step) {
    wire::Input in(bytes_, C.limit_bytes);
    wire::Reader<Format> reader(in, in.begin() + offset_);
    T value{};
    if (!step(reader, value)) [[unlikely]]
      return detail::failure<T>(in);
    offset_ = reader.offset();
    return value;
  }

  std::span<const std::byte> bytes_;
  std::size_t offset_ = 0;
};

using Decoder = BasicDecoder<Config::legacy()>;
using StandardDecoder = BasicDecoder<Config::standard()>;

}  // namespace limcode
