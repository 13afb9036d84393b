// What reflect.hpp finds out about aggregates: how many members, their names, and references to them.
#include "limcode/reflect.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

using limcode::reflect::field_count;
using limcode::reflect::field_name;

struct None {};
struct One {
  int only;
};
struct Inner {
  int x;
  int y;
};
struct Arrays {
  int before;
  unsigned char key[32];
  int matrix[2][3];
  std::string names[2];
  char one[1];
  Inner inners[3];
  int after;
};
struct Everything {
  std::string text;
  std::string_view view;
  std::vector<int> numbers;
  std::vector<std::vector<std::string>> nested;
  std::optional<std::optional<Inner>> maybe;
  std::variant<std::monostate, int, std::string> either;
  std::map<std::string, int> map;
  std::unique_ptr<int> box;
  std::shared_ptr<Inner> shared;
  std::span<const std::byte> bytes;
  std::pmr::vector<std::pmr::string> pooled;
  std::pair<int, std::string> pair;
  std::tuple<int, Inner, double> tuple;
  Inner inner;
  bool flag;
};
struct Recursive {
  std::vector<Recursive> children;
  std::unique_ptr<Recursive> next;
};
struct Large {
  unsigned char block[1000];
  long long end;
};
template <class T>
struct Template {
  T value_1;
  T value_2 = {};
};
// clang-format off
struct SixtyFour {
  int a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7, c0, c1, c2, c3, c4, c5, c6, c7,
      d0, d1, d2, d3, d4, d5, d6, d7, e0, e1, e2, e3, e4, e5, e6, e7, f0, f1, f2, f3, f4, f5, f6, f7,
      g0, g1, g2, g3, g4, g5, g6, g7, h0, h1, h2, h3, h4, h5, h6, h7;
};
// clang-format on

static_assert(field_count<None> == 0);
static_assert(field_count<One> == 1);
static_assert(field_count<Inner> == 2);
static_assert(field_count<Arrays> == 7);
static_assert(field_count<Everything> == 15);
static_assert(field_count<Recursive> == 2);
static_assert(field_count<Large> == 2);
static_assert(field_count<Template<Inner>> == 2);
static_assert(field_count<SixtyFour> == 64);

static_assert(field_name<One, 0> == "only");
static_assert(field_name<Arrays, 1> == "key");
static_assert(field_name<Arrays, 2> == "matrix");
static_assert(field_name<Arrays, 6> == "after");
static_assert(field_name<Everything, 0> == "text");
static_assert(field_name<Everything, 9> == "bytes");
static_assert(field_name<Recursive, 1> == "next");
static_assert(field_name<Template<std::string>, 1> == "value_2");
static_assert(field_name<SixtyFour, 63> == "h7");

}  // namespace

TEST_CASE("reflect: members are visited in order, by reference") {
  Inner value{1, 2};
  limcode::reflect::visit_fields(value, [](int& x, int& y) {
    x = 10;
    y = 20;
  });
  CHECK(value.x == 10);
  CHECK(value.y == 20);
  const Inner& constant = value;
  const int sum = limcode::reflect::visit_fields(constant, [](const auto&... members) { return (members + ...); });
  CHECK(sum == 30);
}

TEST_CASE("reflect: a C array is one member") {
  Arrays value{};
  limcode::reflect::visit_fields(
      value, [&](int& before, auto& key, auto& matrix, auto& names, auto& one, auto& inners, int& after) {
        CHECK(&before == &value.before);
        CHECK(&key == &value.key);
        CHECK(&matrix == &value.matrix);
        CHECK(&names == &value.names);
        CHECK(&one == &value.one);
        CHECK(&inners == &value.inners);
        CHECK(&after == &value.after);
      });
}

TEST_CASE("reflect: types of a function have names too") {
  struct Local {
    int first_field;
    bool second_field;
  };
  CHECK(field_name<Local, 1> == "second_field");
}
