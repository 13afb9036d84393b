// Parts that many threads finish in any order are used once each, in order, by one thread at a time, and no more once
// somebody has said so.
#include "json/in_order.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace {

using limcode::json::InOrder;
using limcode::json::run_on;

struct Part {
  std::uint64_t number = 0;
};

// Holds some parts up, always the same ones.
void dawdle(std::uint64_t part) {
  if (part % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(part % 5 * 100));
}

}  // namespace

TEST_CASE("in order: every part is used once, after those before it and beside no other") {
  constexpr std::uint64_t parts = 2000;
  for (const unsigned threads : {1U, 2U, 5U}) {
    for (const std::size_t most_ahead : {std::size_t{1}, std::size_t{16}}) {
      CAPTURE(threads, most_ahead);
      InOrder<Part> order(threads, most_ahead);
      std::atomic<std::uint64_t> next = 0;
      std::atomic<int> using_it = 0;
      std::atomic<int> beside = 0;
      std::vector<std::uint64_t> used;
      run_on(threads, [&] {
        for (std::uint64_t part = next++; part < parts; part = next++) {
          dawdle(part);
          // Some begin before they are done, at once or by waiting.
          const bool begun = part % 3 == 1 ? order.is_next(part) : part % 3 == 2 && order.wait_until_next(part);
          if (begun) dawdle(part);
          Part result{part};
          order.hand_in(part, result, [&](Part& one) {
            if (++using_it != 1) ++beside;
            used.push_back(one.number);
            --using_it;
            return true;
          });
        }
      });
      CHECK(beside == 0);
      REQUIRE(used.size() == parts);
      for (std::uint64_t part = 0; part != parts; ++part) REQUIRE(used[part] == part);
      CHECK_FALSE(order.stopped());
    }
  }
}

TEST_CASE("in order: nothing is used once a part has stopped the work, and nobody waits for ever") {
  constexpr std::uint64_t last = 98;  // one that takes long, so that others are there before it
  for (const unsigned threads : {1U, 2U, 5U}) {
    CAPTURE(threads);
    InOrder<Part> order(threads, 4);
    std::atomic<std::uint64_t> next = 0;
    std::vector<std::uint64_t> used;
    run_on(threads, [&] {
      for (std::uint64_t part = next++; !order.stopped(); part = next++) {
        dawdle(part);
        if (part % 3 == 2 && !order.wait_until_next(part)) return;
        Part result{part};
        const bool going_on = order.hand_in(part, result, [&](Part& one) {
          used.push_back(one.number);
          return one.number != last;
        });
        if (!going_on) return;
      }
    });
    CHECK(order.stopped());
    CHECK(used.size() == last + 1);
    CHECK_FALSE(order.is_next(last + 1));
    CHECK_FALSE(order.wait_until_next(last + 1));
    Part late{last + 1};
    CHECK_FALSE(order.hand_in(last + 1, late, [&](Part& one) {
      used.push_back(one.number);
      return true;
    }));
    CHECK(used.size() == last + 1);
  }
}

TEST_CASE("in order: memory of results that were used comes back") {
  InOrder<std::vector<int>> order(1, 2);
  const auto use = [](std::vector<int>& result) {
    result.clear();
    return true;
  };
  std::vector<int> result(1000, 1);
  order.hand_in(1, result, use);  // stays, as 0 is next
  CHECK(result.capacity() == 0);
  order.hand_in(0, result, use);
  result = {1};
  order.hand_in(3, result, use);
  CHECK(result.empty());
  CHECK(result.capacity() == 1000);
}
