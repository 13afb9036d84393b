// expect: use of deleted function .*encode
#include "limcode/codec.hpp"

// An array of chars, not a string.
auto frame = limcode::encode("text");
