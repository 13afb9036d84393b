// Keeping a failure and telling it.
#include "limcode/wire/fault.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace limcode::wire {

void Fault::add_field(std::string_view name) { error_->path.insert(0, name).insert(0, 1, '.'); }

void Fault::add_index(std::uint64_t index) { error_->path.insert(0, fmt::format("[{}]", index)); }

void Fault::set(Error error) {
  if (!happened()) error_ = std::make_unique<Error>(std::move(error)).release();
}

Error Fault::take_error() {
  const std::unique_ptr<Error> error(std::exchange(error_, nullptr));
  if (error->path.starts_with('.')) error->path.erase(0, 1);
  return std::move(*error);
}

void Fault::forget() noexcept { delete error_; }

}  // namespace limcode::wire
