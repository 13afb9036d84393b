// Base58 of nothing but zero bytes. The AVX-512 kernel for signatures counts leading ones up to 64 and once took texts
// of 86 to 88 of them for 64 zero bytes.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "limcode/kernels.hpp"
#include "text/text.hpp"

TEST_CASE("base58 zeros: as many ones are as many zero bytes, whatever the length") {
  using namespace limcode;
  for (const std::string_view kernel_set : kernels::available()) {
    REQUIRE(kernels::use(kernel_set));
    for (std::size_t size = 0; size <= 130; ++size) {
      for (const bool ends_in_digit : {false, true}) {
        CAPTURE(kernel_set, size, ends_in_digit);
        std::string characters(size, '1');
        std::vector<std::uint8_t> expected(size, 0);
        if (ends_in_digit) {
          characters += '2';
          expected.push_back(1);
        }
        std::vector<std::uint8_t> bytes(characters.size() + text::write_slack, 0xAA);
        const auto decoded = text::decode_base58(bytes.data(), characters);
        REQUIRE(decoded);
        bytes.resize(*decoded);
        CHECK(bytes == expected);
        std::string again(text::max_base58_size(expected.size()), ' ');
        again.resize(text::encode_base58(again.data(), expected.data(), expected.size()));
        CHECK(again == characters);
      }
    }
  }
  REQUIRE(kernels::use(kernels::available().front()));
}
