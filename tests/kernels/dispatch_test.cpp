// Choosing a set of kernels: what there is, how one is forced, and what a wrong name gives.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "kernels/table.hpp"
#include "limcode/kernels.hpp"

using namespace limcode;

TEST_CASE("kernels: the portable set is always there and always last") {
  const auto names = kernels::available();
  REQUIRE_FALSE(names.empty());
  CHECK(names.back() == "portable");
}

TEST_CASE("kernels: use switches to each set there is") {
  const std::string before(kernels::active());
  for (const std::string_view name : kernels::available()) {
    REQUIRE(kernels::use(name).has_value());
    CHECK(kernels::active() == name);
    CHECK(kernels::table().name == name);
  }
  REQUIRE(kernels::use(before).has_value());
}

TEST_CASE("kernels: an unknown name is an error that changes nothing and lists the sets") {
  const std::string before(kernels::active());
  for (const char* name : {"", "sse9", "AVX2", "portable "}) {
    CAPTURE(name);
    const auto used = kernels::use(name);
    REQUIRE_FALSE(used.has_value());
    CHECK(used.error().code == Errc::invalid_value);
    CHECK(used.error().detail.find("portable") != std::string::npos);
    CHECK(kernels::active() == before);
  }
}

TEST_CASE("kernels: the environment is checked by name") {
  const char* set = std::getenv("LIMCODE_FORCE_KERNELS");
  const std::string before = set == nullptr ? "" : set;
  ::setenv("LIMCODE_FORCE_KERNELS", "portable", 1);
  CHECK(kernels::check_environment().has_value());
  ::setenv("LIMCODE_FORCE_KERNELS", "", 1);
  CHECK(kernels::check_environment().has_value());
  ::setenv("LIMCODE_FORCE_KERNELS", "mmx", 1);
  const auto checked = kernels::check_environment();
  REQUIRE_FALSE(checked.has_value());
  CHECK(checked.error().detail.find("LIMCODE_FORCE_KERNELS") != std::string::npos);
  CHECK(checked.error().detail.find("mmx") != std::string::npos);
  ::setenv("LIMCODE_FORCE_KERNELS", before.c_str(), 1);
}
