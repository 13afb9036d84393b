// What the CPU can do and the operating system allows. A set of kernels is run only if both hold: the CPU
// reports the instructions, and the system saves the registers they use when it switches threads.
#pragma once

namespace limcode::kernels {

struct CpuFeatures {
  bool avx2 = false;    ///< AVX2, BMI1, BMI2, LZCNT, POPCNT and the 256-bit registers.
  bool avx512 = false;  ///< The above; AVX-512 F, BW, DQ, VL, IFMA, VBMI, VBMI2 and the 512-bit registers.
};

[[nodiscard]] CpuFeatures detect_cpu_features() noexcept;

}  // namespace limcode::kernels
