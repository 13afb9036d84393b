// Every misuse of this folder, done well.
#include <string>
#include <vector>

#include "limcode/limcode.hpp"

using namespace limcode;  // NOLINT(google-build-using-namespace)

struct Base {
  int id;
};
struct Composed {
  Base base;
  int more;
};
enum class FromOne : int { one = 1, two = 2 };
template <>
struct limcode::EnumVariants<FromOne> {
  static constexpr std::uint32_t value = 3;
};

std::vector<std::byte> make_bytes();

int main() {
  const std::vector<std::byte> bytes = make_bytes();
  static_cast<void>(decode<std::string_view>(bytes));
  static_cast<void>(decode<std::string_view>(std::span(bytes)));
  static_cast<void>(decode<std::string>(make_bytes()));
  static_cast<void>(decode_owned<std::string_view>(make_bytes()));
  static_cast<void>(decode_owned<std::span<const std::uint32_t>>(make_bytes()));
  const auto owned = decode_owned<std::string_view>(bytes);
  static_cast<void>(owned->get().size());
  static_cast<void>(encode(std::string_view("text")));
  static_cast<void>(encode(std::make_unique<int>(1)));
  static_cast<void>(encode(Composed{}));
  static_cast<void>(encode(FromOne::one));
  static_cast<void>((decode<List<std::uint32_t, Config::standard()>, Config::standard()>(bytes)));
  Decoder decoder(bytes);
  static_cast<void>(decoder.read_string_view());
}
