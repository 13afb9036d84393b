// expect: use of deleted function .*decode
#include <vector>

#include "limcode/codec.hpp"

struct Named {
  int id;
  std::span<const std::byte> bytes;
};
std::vector<std::byte> make_bytes();
// Also where the view is one field of many, and the configuration is an argument.
auto view = limcode::decode<std::vector<Named>>(make_bytes(), limcode::Config::standard());
