// expect: limcode: give the List the configuration that it is decoded with
#include "limcode/codec.hpp"

std::vector<std::byte> bytes;
auto view = limcode::decode<limcode::List<std::uint32_t>, limcode::Config::standard()>(bytes);
