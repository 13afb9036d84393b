// expect: use of deleted function .*get
#include <vector>

#include "limcode/owned.hpp"

std::vector<std::byte> make_bytes();
// The arena is gone at the end of the statement.
const auto& text = limcode::decode_owned<std::string_view>(make_bytes()).value().get();
