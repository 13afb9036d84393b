// Where Output leaves the inlined path: growing, large writes and failures.
#include "limcode/wire/output.hpp"

#include <fmt/format.h>

#include <utility>

namespace limcode::wire {

// What is written is part of the buffer only while it moves: should writing fail later on, it never was.
Byte* Output::grow(Byte* at, std::size_t count) {
  const std::size_t size_before = buffer_.size();
  const auto written = static_cast<std::size_t>(at - data());
  buffer_.set_size(written);
  try {
    static_cast<void>(buffer_.room(count));
  } catch (...) {
    buffer_.set_size(size_before);
    throw;
  }
  buffer_.set_size(size_before);
  end_ = data() + buffer_.capacity();
  return data() + written;
}

Byte* Output::write_large(Byte* at, const void* bytes, std::size_t count) {
  at = ensure(at, count);
  copy_large(at, bytes, count);
  return at + count;
}

Byte* Output::fail(Errc code, std::string detail) {
  Error error;
  error.code = code;
  error.detail = std::move(detail);
  set(std::move(error));
  return nullptr;
}

Byte* Output::fail_utf8(std::size_t valid) {
  return fail(Errc::not_representable, fmt::format("a string must be UTF-8; this one is not from byte {} on", valid));
}

Byte* Output::fail_limit(std::uint64_t size, std::uint64_t limit) {
  return fail(Errc::limit_exceeded, fmt::format("the frame would take {} bytes, the limit is {}", size, limit));
}

}  // namespace limcode::wire
