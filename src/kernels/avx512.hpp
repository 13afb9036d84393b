// The AVX-512 kernels, for CPUs with the byte instructions of VBMI and VBMI2. table.hpp says what each does,
// and avx2.hpp why functions carry their target attribute. Loads and stores of the last, partial vector are
// masked: what a mask leaves out is not touched.
#pragma once

#if defined(__x86_64__)
#include <cstddef>
#include <cstdint>

#include "kernels/table.hpp"

// GCC 12 takes the deliberately undefined operands of its own AVX-512 header for mistakes.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#define LIMCODE_TARGET_AVX512 \
  __attribute__((             \
      target("avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")))

namespace limcode::kernels::avx512 {

void copy(void* to, const void* from, std::size_t count) noexcept;
std::size_t first_not_bool(const std::uint8_t* from, std::size_t count);
std::size_t first_invalid_utf8(const std::uint8_t* from, std::size_t count);

void swap_u16(void* to, const void* from, std::size_t count);
void swap_u32(void* to, const void* from, std::size_t count);
void swap_u64(void* to, const void* from, std::size_t count);

std::size_t widen_u16(void* to, const std::uint8_t* from, std::size_t count);
std::size_t widen_u32(void* to, const std::uint8_t* from, std::size_t count);
std::size_t widen_u64(void* to, const std::uint8_t* from, std::size_t count);
std::size_t narrow_u16(std::uint8_t* to, const void* from, std::size_t count);
std::size_t narrow_u64(std::uint8_t* to, const void* from, std::size_t count);
VarintRun put_varints_u64(std::uint8_t* to, const void* from, std::size_t count);
VarintRun get_varints_u64(void* to, std::size_t room, const std::uint8_t* from, std::size_t size);

std::size_t first_json_special(const std::uint8_t* from, std::size_t count);
std::size_t copy_until_json_special(std::uint8_t* to, const std::uint8_t* from, std::size_t count);

std::size_t print_u8s(char* to, const std::uint8_t* from, std::size_t count);
std::size_t print_u64s(char* to, const void* from, std::size_t count);
ParsedRun parse_u8s(const char* from, const char* end, std::uint8_t* to, std::size_t room);

void encode_hex(char* to, const std::uint8_t* from, std::size_t count);
std::size_t decode_hex(std::uint8_t* to, const char* from, std::size_t count);
void encode_base64(char* to, const std::uint8_t* from, std::size_t count);
std::size_t decode_base64(std::uint8_t* to, const char* from, std::size_t count);
std::size_t encode_base58_32(char* to, const std::uint8_t* from);
std::size_t encode_base58_64(char* to, const std::uint8_t* from);
bool decode_base58_32(std::uint8_t* to, const char* from, std::size_t count);
bool decode_base58_64(std::uint8_t* to, const char* from, std::size_t count);

}  // namespace limcode::kernels::avx512
#endif
