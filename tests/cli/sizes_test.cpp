// Sizes as people write them.
#include "cli/sizes.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

namespace {

struct SizeText {
  std::string text;
  std::optional<std::uint64_t> bytes;
};

constexpr std::uint64_t one_mebi = std::uint64_t{1} << 20;

const std::vector<SizeText> size_texts = {
    {"0", 0},
    {"4096", 4096},
    {"1K", 1024},
    {"1k", 1024},
    {"1KiB", 1024},
    {"1kb", 1000},
    {"48M", 48 * one_mebi},
    {"48MiB", 48 * one_mebi},
    {"48 MB", 48'000'000},
    {"1.5M", 3 * one_mebi / 2},
    {"0.5K", 512},
    {"2G", 2048 * one_mebi},
    {"1T", one_mebi* one_mebi},
    {"7B", 7},
    {"18446744073709551615", 18446744073709551615U},
    {"18446744073709551616", std::nullopt},
    {"16777216T", std::nullopt},
    {"0.3K", std::nullopt},
    {"1.5", std::nullopt},
    {"", std::nullopt},
    {"K", std::nullopt},
    {".5K", std::nullopt},
    {"1.K", std::nullopt},
    {"-1", std::nullopt},
    {"1 2", std::nullopt},
    {"1Ki", std::nullopt},
    {"1Kib ", std::nullopt},
    {"0x10", std::nullopt},
    {"1e3", std::nullopt},
};

}  // namespace

TEST_CASE("sizes: units, fractions and what is no size") {
  for (const SizeText& one : size_texts) {
    CAPTURE(one.text);
    CHECK(limcode::cli::parse_size(one.text) == one.bytes);
  }
}
