// expect: use of deleted function .*decode
#include <vector>

#include "limcode/codec.hpp"

std::vector<std::byte> make_bytes();
// The bytes are gone when decode returns, and the view with them.
auto view = limcode::decode<std::string_view>(make_bytes());
