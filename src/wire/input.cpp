// The failures of reading, in words.
#include "limcode/wire/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "limcode/wire/utf8.hpp"

namespace limcode::wire {
namespace {

// Bytes of a varint that starts with `mark`.
std::size_t varint_width(Byte mark) {
  switch (mark) {
    case varint_mark_16: return 3;
    case varint_mark_32: return 5;
    case varint_mark_64: return 9;
    case varint_mark_128: return 17;
    default: return 1;
  }
}

}  // namespace

const Byte* Input::fail(Errc code, const Byte* from, const Byte* to, std::string detail) {
  Error error;
  error.code = code;
  error.offset = static_cast<std::uint64_t>(from - begin_);
  error.end_offset = static_cast<std::uint64_t>(to - begin_);
  error.detail = std::move(detail);
  set(std::move(error));
  return nullptr;
}

const Byte* Input::fail_end(const Byte* from, std::uint64_t needed) {
  Error error;
  error.code = Errc::unexpected_end;
  error.offset = static_cast<std::uint64_t>(from - begin_);
  error.end_offset = static_cast<std::uint64_t>(end_ - begin_);
  error.needed = needed;
  error.available = left(from);
  if (end_ != input_end_) {
    error.code = Errc::limit_exceeded;
    error.detail = fmt::format("the frame is larger than the limit of {} bytes", end_ - begin_);
  } else {
    error.detail = fmt::format("{} byte{} needed, {} left", needed, needed == 1 ? "" : "s", error.available);
  }
  set(std::move(error));
  return nullptr;
}

const Byte* Input::fail_integer(Errc code, const Byte* from, std::size_t width, IntEncoding encoding) {
  if (code == Errc::unexpected_end) {
    if (encoding == IntEncoding::variable && width > 1) width = from == end_ ? 1 : varint_width(*from);
    return fail_end(from, width);
  }
  if (code == Errc::integer_overflow) {
    return fail(code, from, from + varint_width(*from),
                fmt::format("the varint holds a number that {} bits cannot", width * 8));
  }
  return fail(code, from, from + 1, fmt::format("the byte {:#04x} does not start such an integer", *from));
}

const Byte* Input::fail_claim(const Byte* from, const Byte* to, std::uint64_t count, std::uint64_t min_size) {
  if (min_size == 0) {
    return fail(Errc::length_overflow, from, to,
                fmt::format("{} elements that take no bytes are more than this input may claim", count));
  }
  Error error;
  error.code = end_ != input_end_ ? Errc::limit_exceeded : Errc::unexpected_end;
  error.offset = static_cast<std::uint64_t>(from - begin_);
  error.end_offset = static_cast<std::uint64_t>(to - begin_);
  if (__builtin_mul_overflow(count, min_size, &error.needed)) error.needed = ~std::uint64_t{0};
  error.available = left(to);
  error.detail = fmt::format("a length of {} needs at least {} bytes, {} left", count, error.needed, error.available);
  set(std::move(error));
  return nullptr;
}

const Byte* Input::fail_bool(const Byte* at) {
  return fail(Errc::invalid_bool, at, at + 1, fmt::format("a bool is 0 or 1, not {:#04x}", *at));
}

const Byte* Input::fail_option_tag(const Byte* at) {
  return fail(Errc::invalid_option_tag, at, at + 1, fmt::format("an Option's tag is 0 or 1, not {:#04x}", *at));
}

const Byte* Input::fail_char(const Byte* at) {
  if (at == end_) return fail_end(at, 1);
  const std::size_t width = utf8_width(*at);
  if (width == 0) {
    return fail(Errc::invalid_char, at, at + 1, fmt::format("no character starts with {:#04x}", *at));
  }
  if (width > left(at)) return fail_end(at, width);
  return fail(Errc::invalid_char, at, at + width, "these bytes are not one character");
}

const Byte* Input::fail_utf8(const Byte* text, std::size_t size, std::size_t valid) {
  const Byte* from = text + valid;
  return fail(Errc::invalid_utf8, from, text + std::min(valid + 4, size),
              fmt::format("not UTF-8 from byte {} of the string on", valid));
}

const Byte* Input::fail_variant(const Byte* from, const Byte* to, std::uint64_t index, std::uint64_t variants) {
  return fail(Errc::invalid_enum_index, from, to,
              fmt::format("no variant has the index {}; there are {}", index, variants));
}

const Byte* Input::fail_short_vec(Errc code, const Byte* from) {
  if (code == Errc::unexpected_end) return fail_end(from, left(from) + 1);
  return fail(code, from, from + std::min(max_short_vec_size, left(from)),
              "a compact length is at most 65,535 and in its shortest form");
}

const Byte* Input::fail_trailing(const Byte* at) {
  const auto count = input_end_ - at;
  return fail(Errc::trailing_bytes, at, input_end_,
              fmt::format("{} byte{} after the end of the frame", count, count == 1 ? "" : "s"));
}

void Input::fail_depth(const Byte* at) {
  fail(Errc::depth_exceeded, at, at, fmt::format("values are nested deeper than {} levels", max_wire_depth));
}

}  // namespace limcode::wire
