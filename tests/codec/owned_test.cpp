// Views into the input, lists that decode as they are walked, and values in an arena that their owner keeps.
#include "limcode/owned.hpp"

#include <catch2/catch.hpp>
#include <memory_resource>
#include <string>
#include <vector>

#include "support/counting_new.hpp"

namespace owned_test {
namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)

using Key = std::array<std::uint8_t, 32>;

// One shape in four forms: owning, in an arena by pmr, in an arena by spans, and as views.
struct Call {
  std::uint8_t program;
  std::vector<std::uint8_t> data;
};
struct Transaction {
  ShortVec<std::vector<Key>> keys;
  std::uint64_t fee;
  std::vector<Call> calls;
  std::string memo;
};
struct PooledCall {
  std::uint8_t program;
  std::pmr::vector<std::uint8_t> data;
};
struct PooledTransaction {
  ShortVec<std::pmr::vector<Key>> keys;
  std::uint64_t fee;
  std::pmr::vector<PooledCall> calls;
  std::pmr::string memo;
};
struct SpanCall {
  std::uint8_t program;
  std::span<const std::uint8_t> data;
};
struct SpanTransaction {
  ShortVec<std::span<const Key>> keys;
  std::uint64_t fee;
  std::span<const SpanCall> calls;
  std::string_view memo;
};
struct ViewTransaction {
  ShortVec<std::span<const Key>> keys;
  std::uint64_t fee;
  List<SpanCall> calls;
  std::string_view memo;
};

std::vector<Transaction> transactions(std::size_t count) {
  std::vector<Transaction> result(count);
  for (std::size_t i = 0; i < count; ++i) {
    result[i].keys.resize(i % 5, Key{static_cast<std::uint8_t>(i)});
    result[i].fee = i * 1000;
    for (std::size_t call = 0; call < i % 4; ++call) {
      result[i].calls.push_back({static_cast<std::uint8_t>(call), std::vector<std::uint8_t>(i % 97, 7)});
    }
    result[i].memo = std::string(i % 50, 'm');
  }
  return result;
}

bool equal(std::span<const std::byte> a, std::span<const std::byte> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool is_inside(const void* address, const Buffer& buffer) {
  return address >= buffer.data() && address < buffer.data() + buffer.size();
}

}  // namespace

TEST_CASE("owned: every form of a value encodes to the same frame") {
  const Buffer frame = encode(transactions(500)).value();
  const auto pooled = decode_owned<std::pmr::vector<PooledTransaction>>(frame);
  REQUIRE(pooled.has_value());
  CHECK(equal(encode(pooled->get())->bytes(), frame.bytes()));
  const auto spans = decode_owned<std::span<const SpanTransaction>>(frame);
  REQUIRE(spans.has_value());
  CHECK(equal(encode(spans->get())->bytes(), frame.bytes()));
  const auto views = decode<List<ViewTransaction>>(frame);
  REQUIRE(views.has_value());
  CHECK(equal(encode(*views)->bytes(), frame.bytes()));
  const auto views_of_own = decode_owned<List<ViewTransaction>>(frame);
  REQUIRE(views_of_own.has_value());
  CHECK(equal(encode(views_of_own->get())->bytes(), frame.bytes()));
  CHECK(encoded_size(spans->get()) == frame.size());
  CHECK(encoded_size(*views) == frame.size());
}

TEST_CASE("owned: nothing points into the input, and the input may go") {
  auto frame = std::make_unique<Buffer>(encode(transactions(50)).value());
  const auto spans = decode_owned<std::span<const SpanTransaction>>(*frame).value();
  const auto pooled = decode_owned<std::pmr::vector<PooledTransaction>>(*frame).value();
  for (const SpanTransaction& transaction : spans.get()) {
    if (!transaction.keys.empty()) CHECK_FALSE(is_inside(transaction.keys.data(), *frame));
    if (!transaction.memo.empty()) CHECK_FALSE(is_inside(transaction.memo.data(), *frame));
  }
  const Buffer copy = encode(transactions(50)).value();
  frame.reset();
  CHECK(equal(encode(spans.get())->bytes(), copy.bytes()));
  CHECK(equal(encode(pooled.get())->bytes(), copy.bytes()));
}

TEST_CASE("owned: pmr containers, nested ones too, live in the arena") {
  const Buffer frame = encode(transactions(20)).value();
  const auto pooled = decode_owned<std::pmr::vector<PooledTransaction>>(frame).value();
  const auto* arena = pooled->get_allocator().resource();
  CHECK(arena != std::pmr::get_default_resource());
  for (const PooledTransaction& transaction : pooled.get()) {
    CHECK(transaction.keys.get_allocator().resource() == arena);
    CHECK(transaction.memo.get_allocator().resource() == arena);
    for (const PooledCall& call : transaction.calls) CHECK(call.data.get_allocator().resource() == arena);
  }
  using Map = std::pmr::map<std::pmr::string, std::pmr::vector<std::pmr::string>>;
  const Map map = {{"a long key that is not kept inline", {"a long value that is not kept inline", "b"}}, {"c", {}}};
  const auto decoded = decode_owned<Map>(encode(map).value()).value();
  CHECK(decoded.get() == map);
  CHECK(decoded->begin()->first.get_allocator().resource() == decoded->get_allocator().resource());
  CHECK(decoded->begin()->second[0].get_allocator().resource() == decoded->get_allocator().resource());
}

TEST_CASE("owned: a value takes a few allocations, and none when it is decoded again") {
  const Buffer frame = encode(transactions(500)).value();
  const test::CountNew first;
  auto owned = decode_owned<std::span<const SpanTransaction>>(frame).value();
  CHECK(first.allocations() <= 4);
  REQUIRE(decode_into(owned, frame).has_value());
  const test::CountNew again;
  for (int i = 0; i < 5; ++i) REQUIRE(decode_into(owned, frame).has_value());
  CHECK(again.allocations() == 0);
  CHECK(owned->size() == 500);
}

TEST_CASE("owned: values that own memory elsewhere are destroyed") {
  struct Mixed {
    std::pmr::string pooled;
    std::string own;
  };
  static_assert(detail::owns_memory<Mixed>);
  static_assert(!detail::owns_memory<std::pmr::vector<PooledTransaction>>);
  const Mixed value{"pooled and long enough to need memory", "own and long enough to need memory"};
  auto owned = decode_owned<Mixed>(encode(value).value()).value();
  CHECK(owned->own == value.own);
  auto moved = std::move(owned);
  CHECK(moved->pooled == value.pooled);
  REQUIRE(decode_into(moved, encode(value).value()).has_value());
  CHECK(moved->own == value.own);
}

TEST_CASE("owned: every cut of a frame is refused") {
  const Buffer frame = encode(transactions(9)).value();
  for (std::size_t size = 0; size < frame.size(); ++size) {
    const auto part = frame.bytes().first(size);
    const bool refused = !decode_owned<std::pmr::vector<PooledTransaction>>(part).has_value() &&
                         !decode_owned<std::span<const SpanTransaction>>(part).has_value() &&
                         !decode<List<ViewTransaction>>(part).has_value();
    if (!refused) {
      CAPTURE(size);
      FAIL("decoded");
    }
  }
}

TEST_CASE("owned: other configurations, also at run time") {
  const auto value = transactions(30);
  for (const Config& config : {Config::standard(), Config::legacy().with_big_endian()}) {
    const Buffer frame = encode(value, config).value();
    const auto owned = decode_owned<std::span<const SpanTransaction>>(frame, config);
    REQUIRE(owned.has_value());
    CHECK(equal(encode(owned->get(), config)->bytes(), frame.bytes()));
  }
  constexpr Config standard = Config::standard();
  const Buffer frame = encode<standard>(value).value();
  CHECK((decode_owned<std::pmr::vector<PooledTransaction>, standard>(frame).has_value()));
}

TEST_CASE("views: spans and strings show the input") {
  const Buffer frame = encode(transactions(50)).value();
  const auto views = decode<List<ViewTransaction>>(frame).value();
  CHECK(views.size() == 50);
  std::size_t index = 0;
  const auto expected = transactions(50);
  for (const ViewTransaction& transaction : views) {
    const Transaction& other = expected[index++];
    CHECK(transaction.fee == other.fee);
    CHECK(transaction.memo == other.memo);
    CHECK(transaction.keys.size() == other.keys.size());
    if (!transaction.keys.empty()) CHECK(is_inside(transaction.keys.data(), frame));
    if (!transaction.memo.empty()) CHECK(is_inside(transaction.memo.data(), frame));
    std::size_t call_index = 0;
    for (const SpanCall& call : transaction.calls) {
      CHECK(std::ranges::equal(call.data, other.calls[call_index++].data));
    }
    CHECK(call_index == other.calls.size());
  }
  CHECK(index == 50);
}

TEST_CASE("views: elements of one size can be reached by index, wherever they lie") {
  struct Pair {
    std::uint8_t tag;
    std::vector<std::uint64_t> numbers;
  };
  struct PairView {
    std::uint8_t tag;
    List<std::uint64_t> numbers;
  };
  const Pair value{1, {10, 20, 30}};
  const Buffer frame = encode(value).value();
  const auto view = decode<PairView>(frame).value();
  CHECK(view.numbers.size() == 3);
  CHECK(view.numbers[0] == 10);
  CHECK(view.numbers[2] == 30);
  CHECK(view.numbers.bytes().size() == 24);
}

TEST_CASE("views: every element of a list is checked when it is decoded") {
  const std::vector<std::string> texts = {"good", "also good"};
  Buffer frame = encode(texts).value();
  CHECK(decode<List<std::string_view>>(frame).has_value());
  frame.data()[frame.size() - 1] = std::byte{0xFF};
  const auto bad = decode<List<std::string_view>>(frame);
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().code == Errc::invalid_utf8);
  CHECK(bad.error().path == "[1]");
  CHECK(bad.error().offset == frame.size() - 1);
}

TEST_CASE("views: a ShortVec is a compact length and the sequence") {
  const ShortVec<std::vector<std::uint16_t>> value = std::vector<std::uint16_t>{1, 2};
  const Buffer frame = encode(value).value();
  CHECK(frame.size() == 5);
  CHECK(frame.data()[0] == std::byte{2});
  CHECK(decode<ShortVec<std::vector<std::uint16_t>>>(frame).value() == value);
  const ShortVec<std::vector<std::string>> many = std::vector<std::string>(300, "x");
  const Buffer large = encode(many).value();
  CHECK(large.data()[0] == std::byte{0xAC});
  CHECK(large.data()[1] == std::byte{0x02});
  CHECK(decode<ShortVec<std::vector<std::string>>>(large).value() == many);
  const std::vector<std::uint8_t> alias = {0x80, 0x00};
  CHECK(decode<ShortVec<std::vector<std::uint8_t>>>(alias).error().code == Errc::invalid_varint);
}

}  // namespace owned_test
