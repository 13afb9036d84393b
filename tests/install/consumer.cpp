// What an outside project does first: one header, one type, one round trip.
#include <limcode/limcode.hpp>

#include <cstdio>

int main() {
  limcode::Buffer buffer;
  buffer.append("abc", 3);
  if (buffer.size() != 3 || limcode::to_string(limcode::Errc::io) != "io") {
    std::puts("consumer: the library does not work");
    return 1;
  }
  return 0;
}
