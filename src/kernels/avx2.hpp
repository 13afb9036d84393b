// The AVX2 kernels. table.hpp says what each does. Every function that contains such instructions carries the
// target attribute itself, so that nothing else in these files, the standard library's inline functions
// included, can be compiled to them.
#pragma once

#if defined(__x86_64__)
#include <cstddef>
#include <cstdint>

#include "kernels/table.hpp"

#define LIMCODE_TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

namespace limcode::kernels::avx2 {

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
std::size_t narrow_u32(std::uint8_t* to, const void* from, std::size_t count);
std::size_t narrow_u64(std::uint8_t* to, const void* from, std::size_t count);
VarintRun put_varints_u64(std::uint8_t* to, const void* from, std::size_t count);
VarintRun get_varints_u64(void* to, std::size_t room, const std::uint8_t* from, std::size_t size);

std::size_t first_json_special(const std::uint8_t* from, std::size_t count);
std::size_t copy_until_json_special(std::uint8_t* to, const std::uint8_t* from, std::size_t count);

std::size_t print_u8s(char* to, const std::uint8_t* from, std::size_t count);
ParsedRun parse_u8s(const char* from, const char* end, std::uint8_t* to, std::size_t room);
ParsedRun parse_u64s(const char* from, const char* end, void* to, std::size_t room);

void encode_hex(char* to, const std::uint8_t* from, std::size_t count);
std::size_t decode_hex(std::uint8_t* to, const char* from, std::size_t count);
void encode_base64(char* to, const std::uint8_t* from, std::size_t count);
std::size_t decode_base64(std::uint8_t* to, const char* from, std::size_t count);

}  // namespace limcode::kernels::avx2
#endif
