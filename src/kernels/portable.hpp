// The portable kernels: plain C++ for any machine, the twins that the vector kernels are held against, and
// what those call for the ends of a run that fill no vector. table.hpp says what each does.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/table.hpp"

namespace limcode::kernels::portable {

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
/// The same for runs that `narrow` or `widen` takes, which is a set's own narrow_u64 or widen_u64.
VarintRun put_varints_between(std::size_t (*narrow)(std::uint8_t*, const void*, std::size_t), std::uint8_t* to,
                              const void* from, std::size_t count);
VarintRun get_varints_between(std::size_t (*widen)(void*, const std::uint8_t*, std::size_t), void* to, std::size_t room,
                              const std::uint8_t* from, std::size_t size);

std::size_t first_json_special(const std::uint8_t* from, std::size_t count);
std::size_t copy_until_json_special(std::uint8_t* to, const std::uint8_t* from, std::size_t count);

std::size_t print_u8s(char* to, const std::uint8_t* from, std::size_t count);
std::size_t print_u64s(char* to, const void* from, std::size_t count);
ParsedRun parse_u8s(const char* from, const char* end, std::uint8_t* to, std::size_t room);
ParsedRun parse_u64s(const char* from, const char* end, void* to, std::size_t room);

void encode_hex(char* to, const std::uint8_t* from, std::size_t count);
std::size_t decode_hex(std::uint8_t* to, const char* from, std::size_t count);
void encode_base64(char* to, const std::uint8_t* from, std::size_t count);
std::size_t decode_base64(std::uint8_t* to, const char* from, std::size_t count);
std::size_t encode_base58_32(char* to, const std::uint8_t* from);
std::size_t encode_base58_64(char* to, const std::uint8_t* from);
bool decode_base58_32(std::uint8_t* to, const char* from, std::size_t count);
bool decode_base58_64(std::uint8_t* to, const char* from, std::size_t count);

}  // namespace limcode::kernels::portable
