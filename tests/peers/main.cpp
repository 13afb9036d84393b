// limcode beside other programs on the same data in the same run. Usage:
//
//   limcode_peers [--tiny] [--only PREFIX] [--seconds S] PEER...
//
// For each case the bytes of all sides are compared first. Then the sides take turns, batch by batch, all on one core;
// printed are the medians, and the medians of the ratios within each round. With --tiny the data is next to nothing and
// nothing is printed but whether the bytes are equal.
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "bench/machine.hpp"
#include "bench/report.hpp"
#include "bench/statistics.hpp"
#include "peers/cases.hpp"
#include "peers/peer.hpp"

namespace {

using namespace limcode::peers;
namespace bench = limcode::bench;

constexpr double batch_ns = 5e6;
constexpr std::size_t min_rounds = 7;

struct Options {
  bool tiny = false;
  std::string only;
  double seconds = 1;
  std::vector<std::string> programs;
};

Options parse(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string word = arguments[i];
    if (word == "--tiny") {
      options.tiny = true;
    } else if (word == "--only" && i + 1 < count) {
      options.only = arguments[++i];
    } else if (word == "--seconds" && i + 1 < count) {
      options.seconds = std::stod(arguments[++i]);
    } else {
      options.programs.push_back(word);
    }
  }
  if (options.programs.empty()) throw std::runtime_error("name at least one peer to compare with");
  return options;
}

std::string content_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// One of the programs that take turns, at one case.
using Side = std::function<double(std::uint64_t repeats)>;  // returns nanoseconds

Side ours(const Case& one) {
  return [&one](std::uint64_t repeats) {
    one.subject.run(1);
    const auto start = std::chrono::steady_clock::now();
    one.subject.run(repeats);
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
  };
}

std::uint64_t calibrate(const Side& side) {
  for (std::uint64_t repeats = 1;; repeats *= 2) {
    const double elapsed = side(repeats);
    if (elapsed >= batch_ns || repeats >= std::uint64_t{1} << 32) return repeats;
  }
}

// Nanoseconds an operation, one figure a round, for each side.
std::vector<std::vector<double>> take_turns(const std::vector<Side>& sides, double seconds) {
  std::vector<std::uint64_t> repeats;
  for (const Side& side : sides) repeats.push_back(calibrate(side));
  std::vector<std::vector<double>> figures(sides.size());
  double spent = 0;
  for (std::size_t round = 0; round < min_rounds || spent < seconds * 1e9; ++round) {
    for (std::size_t k = 0; k != sides.size(); ++k) {
      const std::size_t i = (round + k) % sides.size();
      const double elapsed = sides[i](repeats[i]);
      spent += elapsed;
      figures[i].push_back(elapsed / static_cast<double>(repeats[i]));
    }
  }
  return figures;
}

void check_equal(const Case& one, const Peer& peer, const std::string& folder) {
  const std::string path = folder + "/output";
  peer.write(one.peer, path);
  if (content_of(path) != one.output()) throw std::runtime_error(one.name + ": " + peer.name() + " gives other bytes");
}

void print_head(const std::vector<std::unique_ptr<Peer>>& peers) {
  const bench::Machine machine = bench::describe_machine();
  fmt::print("{}, huge pages {}, {}\n\n{:<28}{:>12}", machine.cpu, machine.huge_pages, machine.system, "case",
             "limcode");
  for (const auto& peer : peers) fmt::print("{:>12}{:>9}", peer->name(), "ratio");
  fmt::print("\n");
}

void compare(const Case& one, const std::vector<std::unique_ptr<Peer>>& peers, const std::string& folder,
             const Options& options) {
  std::vector<Side> sides = {ours(one)};
  std::vector<bool> knows;
  for (const auto& peer : peers) {
    knows.push_back(peer->load(one.peer, one.file));
    if (!knows.back()) continue;
    check_equal(one, *peer, folder);
    sides.emplace_back([&](std::uint64_t repeats) { return peer->run(one.peer, repeats); });
  }
  if (options.tiny) {
    fmt::print("{}: {}\n", one.name, sides.size() == 1 ? "nobody else knows it" : "equal");
    return;
  }
  const auto figures = take_turns(sides, options.seconds);
  fmt::print("{:<28}{:>12}", one.name, bench::time_text(bench::summarize(figures[0]).median));
  std::size_t side = 0;
  for (const bool known : knows) {
    if (!known) {
      fmt::print("{:>12}{:>9}", "-", "-");
      continue;
    }
    ++side;
    fmt::print("{:>12}{:>9.2f}", bench::time_text(bench::summarize(figures[side]).median),
               bench::speed_ratio(figures[0], figures[side]));
  }
  fmt::print("\n");
  static_cast<void>(std::fflush(stdout));
}

void run(const Options& options) {
  std::string folder = (std::filesystem::temp_directory_path() / "limcode-peers-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  const bench::PinnedToCore pinned;  // the peers inherit it
  std::vector<std::unique_ptr<Peer>> peers;
  for (const std::string& program : options.programs) peers.push_back(std::make_unique<Peer>(program));
  if (!options.tiny) print_head(peers);
  for (const Case& one : make_cases(folder, options.only, options.tiny)) {
    if (one.name.starts_with(options.only)) compare(one, peers, folder, options);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    run(parse(count, arguments));
  } catch (const std::exception& error) {
    fmt::print(stderr, "limcode_peers: {}\n", error.what());
    return 1;
  }
  return 0;
}
