// expect: limcode: this type has no wire form
#include "limcode/codec.hpp"

struct Linked {
  int value;
  Linked* next;
};
auto frame = limcode::encode(Linked{});
