// expect: limcode: decode into std::span<const T>
#include "limcode/codec.hpp"

std::vector<std::byte> bytes;
auto view = limcode::decode<std::span<std::uint8_t>>(bytes);
