// Moving and growing the window.
#include "io/window.hpp"

#include <cstring>

#include "io/mapping.hpp"

namespace limcode::io {
namespace {

constexpr std::size_t patient_bytes = std::size_t{64} << 10;

}  // namespace

Result<bool> Window::fill() {
  if (ended_) return false;
  const std::size_t kept = buffer_.size() - start_;
  // What is left is less than an item, and less than half of the room unless the item is a large one.
  if (start_ != 0) {
    if (kept != 0) std::memmove(buffer_.data(), buffer_.data() + start_, kept);
    buffer_.set_size(kept);
    start_ = 0;
  }
  const std::size_t wanted = kept < block_bytes_ / 2 ? block_bytes_ : 2 * kept;
  buffer_.reserve(wanted + readable_padding);
  // A live pipe gives a little at a time, and what completes a small item must not wait for more. A large one
  // is looked at again only when it has doubled.
  while (buffer_.size() < wanted) {
    const auto count = source_->read({buffer_.data() + buffer_.size(), wanted - buffer_.size()});
    if (!count) return std::unexpected(count.error());
    if (*count == 0) {
      ended_ = true;
      break;
    }
    buffer_.set_size(buffer_.size() + *count);
    if (auto allowed = source_->allow_held(buffer_.size()); !allowed) {
      return std::unexpected(std::move(allowed.error()));
    }
    if (kept < patient_bytes && !source_->ready()) break;
  }
  return buffer_.size() != kept;
}

}  // namespace limcode::io
