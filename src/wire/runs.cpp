// Varints come in runs that take one byte each, which the kernels convert, and with larger ones in between. Where the
// larger ones are many, asking a kernel for each run would cost more than it saves: after a short run the next few
// numbers are converted one by one.
#include "limcode/wire/runs.hpp"

#include <algorithm>
#include <type_traits>

#include "kernels/table.hpp"

namespace limcode::wire {
namespace {

// A run that was worth asking for, and how many numbers to take one by one after one that was not.
constexpr std::size_t worthwhile_run = 8;
constexpr std::size_t numbers_by_hand = 48;
// To read one is a loop that ends where nothing could foretell it, so that nearly every run is worth asking for.
constexpr std::size_t worthwhile_to_read = 2;
constexpr std::size_t numbers_read_by_hand = 16;
// What those may take beyond a byte each, the last run's slack, and one number more.
static_assert(numbers_by_hand * 8 + kernels::write_slack + 9 <= varints_slack);

template <class U>
U load_number(const void* from, std::size_t index) {
  U value;
  std::memcpy(&value, static_cast<const Byte*>(from) + index * sizeof(U), sizeof(U));
  return value;
}

template <class U>
void store_number(void* to, std::size_t index, U value) {
  std::memcpy(static_cast<Byte*>(to) + index * sizeof(U), &value, sizeof(U));
}

template <class U>
std::size_t narrow(Byte* to, const void* from, std::size_t count) {
  const kernels::Table& table = kernels::table();
  if constexpr (sizeof(U) == 2) return table.narrow_u16(to, from, count);
  if constexpr (sizeof(U) == 4) return table.narrow_u32(to, from, count);
  if constexpr (sizeof(U) == 8) return table.narrow_u64(to, from, count);
}

template <class U>
std::size_t widen(void* to, const Byte* from, std::size_t count) {
  const kernels::Table& table = kernels::table();
  if constexpr (sizeof(U) == 2) return table.widen_u16(to, from, count);
  if constexpr (sizeof(U) == 4) return table.widen_u32(to, from, count);
  if constexpr (sizeof(U) == 8) return table.widen_u64(to, from, count);
}

// Little-endian numbers of 64 bits have a kernel that goes on past those that take three bytes.
template <class U, Endian B>
constexpr bool have_kernel = sizeof(U) == 8 && B == Endian::little && native_endian == Endian::little;
// As many as fit the slack when each takes three bytes.
constexpr std::size_t numbers_by_kernel = 128;
static_assert(3 * numbers_by_kernel + kernels::write_slack <= varints_slack);

// Writes the numbers up to the first that is left to the caller; returns how many, and moves `at`.
template <class U, Endian B>
std::size_t put_run(Byte*& at, const Byte* in, std::size_t count) {
  if constexpr (have_kernel<U, B>) {
    const kernels::VarintRun run = kernels::table().put_varints_u64(at, in, std::min(count, numbers_by_kernel));
    at += run.bytes;
    return run.numbers;
  } else {
    const std::size_t run = narrow<U>(at, in, count);
    at += run;
    return run;
  }
}

template <class U, Endian B>
std::size_t get_run(Byte* to, std::size_t room, const Byte*& at, std::size_t size) {
  if constexpr (have_kernel<U, B>) {
    const kernels::VarintRun run = kernels::table().get_varints_u64(to, room, at, size);
    at += run.bytes;
    return run.numbers;
  } else {
    const std::size_t run = widen<U>(to, at, std::min(room, size));
    at += run;
    return run;
  }
}

// Calls `ensure(at, bytes)` before writing, which returns where to write then.
template <class U, Endian B, class Ensure>
Byte* convert(Byte* at, const void* from, std::size_t count, Ensure ensure) {
  using F = Format<IntEncoding::variable, B>;
  const auto* in = static_cast<const Byte*>(from);
  while (count != 0) {
    // Every number takes a byte at least, so that no more than the slack is asked for in vain.
    at = ensure(at, count + varints_slack);
    const std::size_t run = put_run<U, B>(at, in, count);
    in += run * sizeof(U);
    count -= run;
    const std::size_t some = std::min(count, run < worthwhile_run ? numbers_by_hand : std::size_t{1});
    for (std::size_t i = 0; i != some; ++i) at = F::template write<U>(at, load_number<U>(in, i));
    in += some * sizeof(U);
    count -= some;
  }
  return at;
}

template <class U, Endian B>
Byte* write_unsigned(Output& out, Byte* at, const void* from, std::size_t count) {
  return convert<U, B>(at, from, count, [&](Byte* to, std::size_t bytes) { return out.ensure(to, bytes); });
}

}  // namespace

template <class U, bool Signed, Endian B>
Byte* write_varints(Output& out, Byte* at, const void* from, std::size_t count) {
  if constexpr (!Signed) {
    return write_unsigned<U, B>(out, at, from, count);
  } else {
    using T = std::make_signed_t<U>;
    constexpr std::size_t block = 256;
    U zigzagged[block];
    while (count != 0) {
      const std::size_t some = std::min(count, block);
      for (std::size_t i = 0; i != some; ++i) zigzagged[i] = zigzag(load_number<T>(from, i));
      at = write_unsigned<U, B>(out, at, zigzagged, some);
      from = static_cast<const Byte*>(from) + some * sizeof(U);
      count -= some;
    }
    return at;
  }
}

template <class U, Endian B>
Byte* put_varints(Byte* at, const void* from, std::size_t count) noexcept {
  return convert<U, B>(at, from, count, [](Byte* to, std::size_t) { return to; });
}

template <class U, bool Signed, Endian B>
std::size_t read_varints(const Byte*& at, const Byte* end, void* to, std::size_t count) noexcept {
  using F = Format<IntEncoding::variable, B>;
  std::size_t done = 0;
  bool valid = true;
  while (done != count && valid) {
    auto* const out = static_cast<Byte*>(to) + done * sizeof(U);
    const std::size_t run = get_run<U, B>(out, count - done, at, static_cast<std::size_t>(end - at));
    done += run;
    const std::size_t some = std::min(count - done, run < worthwhile_to_read ? numbers_read_by_hand : std::size_t{1});
    for (std::size_t i = 0; i != some; ++i) {
      const Byte* next = at;
      U value = 0;
      if (F::template read<U>(next, end, value) != Errc::ok) [[unlikely]] {
        valid = false;
        break;
      }
      at = next;
      store_number(to, done++, value);
    }
  }
  if constexpr (Signed) {
    using T = std::make_signed_t<U>;
    for (std::size_t i = 0; i != done; ++i) store_number(to, i, unzigzag<T>(load_number<U>(to, i)));
  }
  return done;
}

template <class U, bool Signed>
std::uint64_t varints_size(const void* from, std::size_t count) noexcept {
  std::uint64_t total = count;
  for (std::size_t i = 0; i != count; ++i) {
    U value = load_number<U>(from, i);
    if constexpr (Signed) value = zigzag(static_cast<std::make_signed_t<U>>(value));
    // Without branches, so that compilers count many at a time.
    total += value > varint_single_max ? 2U : 0U;
    if constexpr (sizeof(U) > 2) total += value > 0xFFFF ? 2U : 0U;
    if constexpr (sizeof(U) > 4) total += value > 0xFFFF'FFFF ? 4U : 0U;
  }
  return total;
}

void copy_swapped(void* to, const void* from, std::size_t count, std::size_t width) noexcept {
  const kernels::Table& table = kernels::table();
  switch (width) {
    case 2: return table.swap_u16(to, from, count);
    case 4: return table.swap_u32(to, from, count);
    default: return table.swap_u64(to, from, count);
  }
}

#define LIMCODE_VARINTS_IN(U, Signed, B)                                                \
  template Byte* write_varints<U, Signed, B>(Output&, Byte*, const void*, std::size_t); \
  template std::size_t read_varints<U, Signed, B>(const Byte*&, const Byte*, void*, std::size_t) noexcept;
#define LIMCODE_VARINTS_OF(U)                                                              \
  template Byte* put_varints<U, Endian::little>(Byte*, const void*, std::size_t) noexcept; \
  template Byte* put_varints<U, Endian::big>(Byte*, const void*, std::size_t) noexcept;    \
  LIMCODE_VARINTS(U, false)                                                                \
  LIMCODE_VARINTS(U, true)
#define LIMCODE_VARINTS(U, Signed)                                                   \
  template std::uint64_t varints_size<U, Signed>(const void*, std::size_t) noexcept; \
  LIMCODE_VARINTS_IN(U, Signed, Endian::little)                                      \
  LIMCODE_VARINTS_IN(U, Signed, Endian::big)

LIMCODE_VARINTS_OF(std::uint16_t)
LIMCODE_VARINTS_OF(std::uint32_t)
LIMCODE_VARINTS_OF(std::uint64_t)

}  // namespace limcode::wire
