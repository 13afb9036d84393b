// limcode against the running oracle: random values of random types, and random damage to their frames and texts.
// LIMCODE_SEED chooses another sequence, LIMCODE_ROUNDS a longer one.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "support/oracle.hpp"
#include "support/oracle_rows.hpp"
#include "support/rounds.hpp"

namespace limcode::test {
namespace {

/// Asks for rows of `types` random types, so often that a long run stays small in memory.
void check_random(std::string_view kind, unsigned types, unsigned each, std::string_view items, std::size_t least) {
  const auto oracle = Oracle::start();
  if (oracle == nullptr) return;
  RowChecker checker;
  const std::uint64_t seed = random_seed();
  types = static_cast<unsigned>(rounds(types));
  for (std::uint64_t round = 0; round < random_rounds(); ++round) {
    for (unsigned part = 0; part < 10; ++part) {
      const std::uint64_t part_seed = seed + 1000 * round + part;
      check_rows(checker,
                 oracle->lines(fmt::format("rows\t{}\t{}\t{}\t{}\t{}", kind, part_seed, types / 10, each, items)));
    }
  }
  fmt::print("{} facts, {} of them refusals; {} exceptions\n", checker.checked(), checker.refused(),
             checker.excepted());
  CHECK(checker.checked() >= rounds(least) * 9 / 10);
}

TEST_CASE("random: values of nested types agree in every configuration") { check_random("v", 4000, 3, "no", 40000); }

TEST_CASE("random: damaged frames are accepted and refused alike") { check_random("w", 2000, 10, "no", 15000); }

TEST_CASE("random: damaged texts are accepted and refused alike") { check_random("j", 2000, 10, "no", 15000); }

TEST_CASE("random: values of structs and enums agree in every configuration") {
  check_random("v", 2000, 3, "yes", 20000);
}

TEST_CASE("random: damaged frames of structs and enums are accepted and refused alike") {
  check_random("w", 2000, 10, "yes", 15000);
}

TEST_CASE("random: damaged texts of structs and enums are accepted and refused alike") {
  check_random("j", 2000, 10, "yes", 15000);
}

TEST_CASE("random: every primitive agrees in every configuration") {
  const auto oracle = Oracle::start();
  if (oracle == nullptr) return;
  RowChecker checker;
  const std::uint64_t seed = random_seed();
  for (const char* type : {"()",
                           "bool",
                           "u8",
                           "u16",
                           "u32",
                           "u64",
                           "u128",
                           "usize",
                           "i8",
                           "i16",
                           "i32",
                           "i64",
                           "i128",
                           "isize",
                           "f32",
                           "f64",
                           "char",
                           "String",
                           "serde_bytes::ByteBuf",
                           "Duration",
                           "limcode::Json"}) {
    check_rows(checker, oracle->lines(fmt::format("values\t{}\t{}\t{}", seed, 300 * random_rounds(), type)));
  }
}

TEST_CASE("random: the byte limit holds at the same byte") {
  const auto oracle = Oracle::start();
  if (oracle == nullptr) return;
  RowChecker checker;
  for (const std::string& line : oracle->lines(fmt::format("rows\tv\t{}\t300\t1\tno", random_seed()))) {
    const Row row = parse_row(line);
    const std::size_t size = row.columns[1].size() / 2;
    // bincode does not count the bytes of a char against the limit when it reads one.
    if (row.type.find("char") != row.type.npos) continue;
    for (const std::size_t limit : {size, size - 1, size + 1, size / 2}) {
      const auto columns = fmt::format("{}+limit={}\t{}", row.config, limit, row.type);
      check_rows(checker, {oracle->ask("check\t" + columns, from_hex(row.columns[1])).payload,
                           oracle->ask("read\t" + columns, row.columns[0]).payload});
    }
  }
}

}  // namespace
}  // namespace limcode::test
