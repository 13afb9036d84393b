// operator new and delete that count. In a file of its own, so that compilers see no pair of new and free to warn of.
#include "support/counting_new.hpp"

#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t calls = 0;
}

std::size_t limcode::test::new_calls() noexcept { return calls; }

void* operator new(std::size_t size) {
  ++calls;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// Replaced as well because a sanitizer has one of its own, whose memory is not for free().
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++calls;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
