// Frames that claim more than they are: lengths that no input holds, elements without bytes, values nested without end.
#include <catch2/catch.hpp>
#include <limits>

#include "bomb.hpp"

namespace limcode::test {
namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

// The largest lengths in both configurations, for decoding and for checking.
void add_length_bombs(std::vector<Bomb>& bombs, const std::string& type, const std::string& says) {
  for (const char* const command : {"decode", "verify"}) {
    for (const std::uint64_t length : {most, std::uint64_t{1} << 40}) {
      bombs.push_back({fmt::format("{} {} of {}, legacy", command, type, length),
                       {command, "--type", type, "{}"},
                       little(length) + "abcdefgh",
                       1,
                       says});
      bombs.push_back({fmt::format("{} {} of {}, standard", command, type, length),
                       {command, "--type", type, "-c", "standard", "{}"},
                       "\xFD" + little(length) + "abcdefgh",
                       1,
                       says});
    }
  }
}

}  // namespace

TEST_CASE("wire bombs: lengths are believed only as far as bytes remain") {
  std::vector<Bomb> bombs;
  for (const char* const type :
       {"String", "Vec<u8>", "Vec<u64>", "Vec<bool>", "Vec<String>", "Vec<Vec<u8>>", "VecDeque<u16>", "LinkedList<u8>",
        "BinaryHeap<i64>", "serde_bytes::ByteBuf", "CString", "HashMap<u8, u8>", "HashMap<String, Vec<u8>>",
        "BTreeMap<u64, ()>", "HashSet<u32>", "BTreeSet<String>", "Vec<[u8; 32]>", "Vec<(u8, Option<char>)>"}) {
    add_length_bombs(bombs, type, "a length of");
  }
  bombs.push_back({"an array of limcode::Json",
                   {"decode", "-t", "limcode::Json", "{}"},
                   little(6, 4) + little(most),
                   1,
                   "a length of"});
  bombs.push_back({"an object of limcode::Json",
                   {"decode", "-t", "limcode::Json", "{}"},
                   little(7, 4) + little(most),
                   1,
                   "a length of"});
  check(bombs);
}

TEST_CASE("wire bombs: elements without bytes are counted") {
  std::vector<Bomb> bombs;
  for (const char* const type : {"Vec<()>", "Vec<((), ())>", "Vec<[u8; 0]>", "VecDeque<PhantomData<u8>>", "HashSet<()>",
                                 "BTreeSet<()>", "HashMap<(), ()>", "BTreeMap<(), [(); 3]>"}) {
    add_length_bombs(bombs, type, "that take no bytes");
  }
  // Each claim is within the allowance, all of them together are not.
  bombs.push_back({"many lists of nothing",
                   {"decode", "-t", "Vec<Vec<()>>", "{}"},
                   little(100'000) + repeated(little(60'000), 100'000),
                   1,
                   "that take no bytes"});
  bombs.push_back({"arrays of nothing in arrays of nothing",
                   {"decode", "-t", "[[[(); 60000]; 60000]; 60000]", "{}"},
                   "",
                   2,
                   "in a fixed place"});
  check(bombs);
}

TEST_CASE("wire bombs: nesting has a bound") {
  constexpr std::size_t deep = 1'000'000;
  check({
      {"arrays of limcode::Json, legacy",
       {"decode", "-t", "limcode::Json", "{}"},
       repeated(little(6, 4) + little(1), deep),
       1,
       "nested deeper"},
      {"arrays of limcode::Json, standard",
       {"decode", "-t", "limcode::Json", "-c", "standard", "{}"},
       repeated("\6\1", deep),
       1,
       "nested deeper"},
      {"objects of limcode::Json",
       {"verify", "-t", "limcode::Json", "-c", "standard", "{}"},
       repeated(std::string("\7\1\0", 3), deep),
       1,
       "nested deeper"},
      {"a type of a thousand Options",
       {"decode", "-t", repeated("Option<", 90) + "u8" + repeated(">", 90), "{}"},
       repeated("\1", deep),
       1,
       ""},
  });
}

TEST_CASE("wire bombs: keys that are all alike, and maps in maps") {
  std::string same = little(200'000);
  for (std::size_t index = 0; index < 200'000; ++index) same += little(7);
  std::string falling = little(200'000);
  // Numbers that a common hash table would put into one chain.
  for (std::uint64_t index = 200'000; index != 0; --index) falling += little(index * 541'241'041);
  // Where each inner map ends is kept while the outer one is printed.
  const std::string empty_sets = std::string("\1\0\xFC", 3) + little(4 * million, 4) + std::string(4 * million, '\0');
  constexpr std::uint64_t inner_map_multiple = 80;
  check({
      {"a map of empty sets",
       {"decode", "-c", "standard", "-t", "BTreeMap<u8, Vec<BTreeSet<u8>>>", "{}"},
       empty_sets,
       0,
       "",
       inner_map_multiple * empty_sets.size() >> 20U},
      {"equal elements of a HashSet", {"verify", "-t", "HashSet<u64>", "{}"}, same, 1, "twice"},
      {"equal elements of a BTreeSet", {"verify", "-t", "BTreeSet<u64>", "{}"}, same, 1, "ascend"},
      {"equal elements of a HashSet, printed", {"decode", "-t", "HashSet<u64>", "{}"}, same, 0, ""},
      {"falling elements of a HashSet", {"verify", "-t", "HashSet<u64>", "{}"}, falling, 0, ""},
      {"falling elements of a BTreeSet, printed", {"decode", "-t", "BTreeSet<u64>", "{}"}, falling, 0, ""},
      {"a heap of bytes", {"verify", "-t", "BinaryHeap<u8>", "{}"}, little(million) + std::string(million, 7), 0, ""},
      {"a heap of texts without any",
       {"verify", "-c", "standard", "-t", "BinaryHeap<String>", "{}"},
       std::string("\xFC") + little(million, 4) + std::string(million, '\0'),
       0,
       ""},
      {"elements that all rise to the top of a heap",
       {"decode", "-t", "BinaryHeap<Reverse<u64>>", "{}"},
       falling,
       0,
       ""},
      {"the same, verified", {"verify", "-t", "BinaryHeap<Reverse<u64>>", "{}"}, falling, 1, "parent"},
      {"a heap, verified", {"verify", "-t", "BinaryHeap<u64>", "{}"}, falling, 0, ""},
  });
}

TEST_CASE("wire bombs: bytes as base58 have a bound, since it takes the square of their time") {
  const std::string megabyte = little(1'000'000) + repeated("x", 1'000'000);
  check({
      {"a megabyte as base58", {"decode", "-t", "Vec<u8>", "--bytes", "base58", "{}"}, megabyte, 1, "base58"},
      {"a megabyte as base64", {"decode", "-t", "Vec<u8>", "--bytes", "base64", "{}"}, megabyte, 0, ""},
  });
}

}  // namespace limcode::test
