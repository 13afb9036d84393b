// expect: limcode: an aggregate with a base class needs a limcode::Codec
#include "limcode/codec.hpp"

struct Base {
  int id;
};
struct Derived : Base {
  int more;
};
auto frame = limcode::encode(Derived{});
