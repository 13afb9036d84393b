// expect: use of deleted function .*BasicDecoder
#include <vector>

#include "limcode/decoder.hpp"

std::vector<std::byte> make_bytes();
limcode::Decoder decoder(make_bytes());
