// Asks cpuid for the instructions and xgetbv for the registers that the system saves. Other machines than
// x86-64 have nothing to ask: NEON is part of every arm64.
#include "kernels/cpu_features.hpp"

#if defined(__x86_64__)
#include <cpuid.h>

#include <cstdint>
#endif

namespace limcode::kernels {

#if defined(__x86_64__)
namespace {

struct Registers {
  std::uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
};

// Costs some microseconds in a virtual machine, whose host answers it: not to be asked twice.
Registers cpuid(std::uint32_t leaf) {
  Registers out;
  __cpuid_count(leaf, 0, out.eax, out.ebx, out.ecx, out.edx);
  return out;
}

// Register sets that the operating system saves. Requires cpuid's OSXSAVE bit.
std::uint64_t saved_registers() {
  std::uint32_t low = 0, high = 0;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (static_cast<std::uint64_t>(high) << 32) | low;
}

constexpr bool has(std::uint64_t bits, std::uint64_t wanted) { return (bits & wanted) == wanted; }

constexpr std::uint64_t bit(unsigned position) { return std::uint64_t{1} << position; }

}  // namespace

CpuFeatures detect_cpu_features() noexcept {
  constexpr std::uint64_t popcnt = bit(23), osxsave = bit(27), avx = bit(28);                   // leaf 1, ecx
  constexpr std::uint64_t bmi1 = bit(3), avx2 = bit(5), bmi2 = bit(8);                          // leaf 7, ebx
  constexpr std::uint64_t avx512_ebx = bit(16) | bit(17) | bit(21) | bit(30) | bit(31);         // F DQ IFMA BW VL
  constexpr std::uint64_t avx512_ecx = bit(1) | bit(6);                                         // VBMI VBMI2
  constexpr std::uint64_t lzcnt = bit(5);                                                       // 0x80000001, ecx
  constexpr std::uint64_t xmm_ymm = bit(1) | bit(2), zmm = xmm_ymm | bit(5) | bit(6) | bit(7);  // xcr0

  constexpr std::uint32_t highest_asked = 7;  // of the basic leaves; the extended ones came with x86-64 itself

  CpuFeatures features;
  if (cpuid(0).eax < highest_asked) return features;
  const Registers basic = cpuid(1);
  if (!has(basic.ecx, popcnt | osxsave | avx)) return features;
  const std::uint64_t saved = saved_registers();
  const Registers extended = cpuid(highest_asked);
  features.avx2 = has(saved, xmm_ymm) && has(extended.ebx, bmi1 | avx2 | bmi2) && has(cpuid(0x80000001).ecx, lzcnt);
  features.avx512 = features.avx2 && has(saved, zmm) && has(extended.ebx, avx512_ebx) && has(extended.ecx, avx512_ecx);
  return features;
}

#else

CpuFeatures detect_cpu_features() noexcept { return {}; }

#endif

}  // namespace limcode::kernels
