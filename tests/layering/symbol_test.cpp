// What the built library really holds: no mutable globals but the choice of kernels, and no reference to anything
// that prints or ends the process. objdump tells, so that no macro or template can hide it.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Symbol {
  std::string section;
  std::string name;
};

// One symbol a line: address, flags of seven characters, section, size, name.
std::vector<Symbol> library_symbols() {
  std::vector<Symbol> symbols;
  const std::string command = std::string(LIMCODE_OBJDUMP) + " -t -C '" + LIMCODE_LIBRARY + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  REQUIRE(pipe != nullptr);
  std::array<char, 1 << 16> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
    const std::string text = line.data();
    const std::size_t flags_end = text.find(' ') + 9;
    if (text.size() < flags_end || text.find_first_not_of("0123456789abcdef") == 0) continue;
    std::istringstream rest(text.substr(flags_end));
    Symbol symbol;
    std::string size;
    rest >> symbol.section >> size >> std::ws;
    std::getline(rest, symbol.name);
    if (!symbol.name.empty()) symbols.push_back(std::move(symbol));
  }
  return symbols;
}

bool is_mutable(const std::string& section) {
  if (section.starts_with(".data.rel.ro")) return false;
  return section.starts_with(".data") || section.starts_with(".bss") || section.starts_with(".tdata") ||
         section.starts_with(".tbss") || section == "*COM*";
}

}  // namespace

TEST_CASE("symbols: the library has no mutable globals but the choice of kernels") {
  const std::vector<Symbol> symbols = library_symbols();
  REQUIRE(symbols.size() > 10);
  for (const Symbol& symbol : symbols) {
    if (!is_mutable(symbol.section) || symbol.name == symbol.section) continue;
    // The compiler's own reference to the exception personality, and the one global that we have.
    if (symbol.name.find("DW.ref.") != std::string::npos || symbol.name.find("kernels::") != std::string::npos)
      continue;
    FAIL_CHECK(symbol.name << " in " << symbol.section);
  }
}

TEST_CASE("symbols: the library refers to nothing that prints or ends the process") {
  for (const Symbol& symbol : library_symbols()) {
    if (symbol.section != "*UND*") continue;
    // std::terminate() is let pass: the destructor of std::thread, which every inlined one refers to, has it for a
    // thread that nobody joined, and ours are std::jthread, which joins.
    for (const char* forbidden :
         {"abort", "exit", "_exit", "printf", "puts", "stdout", "stderr", "std::cout", "std::cerr", "__assert_fail"}) {
      CAPTURE(symbol.name);
      CHECK(symbol.name != forbidden);
    }
  }
}
