// expect: limcode: a Rust enum counts from 0
#include "limcode/codec.hpp"

enum class FromOne : int { one = 1, two = 2 };
auto frame = limcode::encode(FromOne::one);
