// Runs a fuzz target without libFuzzer: every file of its corpus as it is, then that many more inputs made of them by
// simple mutations. The sequence depends on the seed alone, which is printed, so that a failure can be had again; the
// input that is running is kept in a file, which the failure leaves behind.
//
//   limcode_fuzz_<target> [--runs N] [--seed N] FILE-OR-FOLDER...
#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

constexpr std::size_t largest = 4096;

Bytes load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Bytes> load_all(const std::vector<std::string>& places) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& place : places) {
    if (!std::filesystem::is_directory(place)) {
      paths.emplace_back(place);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(place)) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Bytes> inputs;
  for (const auto& path : paths) inputs.push_back(load(path));
  return inputs;
}

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

// Numbers at which lengths, tags and escapes change their meaning.
std::uint8_t telling_byte(Random& random) {
  constexpr std::uint8_t bytes[] = {0,   1,   2,   3,   8,    16,  127, 128, 250, 251, 252,
                                    253, 254, 255, '"', '\\', '[', ']', '{', '}', ',', ':',
                                    '0', '-', '.', 'e', 'u',  '<', '>', '(', ')', ' ', '\n'};
  return random() % 2 == 0 ? bytes[below(random, std::size(bytes))] : static_cast<std::uint8_t>(random());
}

void mutate(Bytes& input, const std::vector<Bytes>& corpus, Random& random) {
  const auto at = [&](std::size_t index) { return input.begin() + static_cast<std::ptrdiff_t>(index); };
  const std::size_t where = below(random, input.size() + 1);
  const std::size_t count = std::min(input.size() - where, 1 + below(random, 16));
  switch (random() % 7) {
    case 0:
      if (where < input.size()) input[where] = telling_byte(random);
      break;
    case 1:
      if (where < input.size()) input[where] = static_cast<std::uint8_t>(input[where] ^ (1U << (random() % 8)));
      break;
    case 2: input.insert(at(where), telling_byte(random)); break;
    case 3: input.erase(at(where), at(where + count)); break;
    case 4: {
      const Bytes piece(at(where), at(where + count));
      const std::size_t target = below(random, input.size() + 1);
      input.insert(at(target), piece.begin(), piece.end());
      break;
    }
    case 5: input.resize(where); break;
    default: {
      const Bytes& other = corpus[below(random, corpus.size())];
      const std::size_t from = below(random, other.size() + 1);
      input.resize(where);
      input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(from), other.end());
    }
  }
  if (input.size() > largest) input.resize(largest);
}

// An allocation of the very size, so that a sanitizer sees reads beyond the input.
void run(const Bytes& input, const std::string& kept) {
  std::ofstream(kept, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
  const auto exact = std::make_unique<std::uint8_t[]>(input.size());
  if (!input.empty()) std::memcpy(exact.get(), input.data(), input.size());
  LLVMFuzzerTestOneInput(exact.get(), input.size());
}

std::uint64_t number_of(const char* text) {
  std::uint64_t number = 0;
  std::from_chars(text, text + std::strlen(text), number);
  return number;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t runs = 0;
  std::uint64_t seed = 1;
  std::vector<std::string> places;
  for (int index = 1; index < argc; ++index) {
    const std::string_view argument = argv[index];
    if (argument == "--runs" && index + 1 < argc) {
      runs = number_of(argv[++index]);
    } else if (argument == "--seed" && index + 1 < argc) {
      seed = number_of(argv[++index]);
    } else {
      places.emplace_back(argument);
    }
  }
  // A target may change its folder.
  const std::string kept = std::filesystem::absolute(std::string(argv[0]) + ".input").string();
  std::vector<Bytes> corpus = load_all(places);
  if (corpus.empty()) corpus.emplace_back();
  for (const Bytes& input : corpus) run(input, kept);
  Random random(seed);
  for (std::uint64_t made = 0; made < runs; ++made) {
    Bytes input = corpus[below(random, corpus.size())];
    for (std::size_t left = 1 + below(random, 6); left != 0; --left) mutate(input, corpus, random);
    run(input, kept);
  }
  std::filesystem::remove(kept);
  fmt::print("{} inputs and {} made of them with seed {}: every property held\n", corpus.size(), runs, seed);
  return 0;
}
