// expect: limcode: this type has no wire form
#include "limcode/codec.hpp"

auto frame = limcode::encode(std::vector<wchar_t>{});
