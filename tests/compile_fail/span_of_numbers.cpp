// expect: limcode: spans of elements that are no bytes need decode_owned
#include "limcode/codec.hpp"

std::vector<std::byte> bytes;
// The numbers may lie at odd addresses in the input.
auto view = limcode::decode<std::span<const std::uint32_t>>(bytes);
