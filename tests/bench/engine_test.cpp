// The engine and its arithmetic, on a clock that the tests move by hand: no real time is measured.
#include "bench/engine.hpp"

#include <catch2/catch.hpp>
#include <utility>

#include "bench/report.hpp"
#include "bench/statistics.hpp"

namespace {

using namespace limcode::bench;
using std::chrono::microseconds;

// Time stands still but for the subjects, whose operations take what they are said to.
struct FakeTime {
  std::int64_t now = 0;
  std::vector<std::string> order;

  Subject takes(const std::string& name, double ns) {
    return {name, [this, name, ns](std::uint64_t repeats) {
              now += static_cast<std::int64_t>(ns * static_cast<double>(repeats));
              order.push_back(name);
            }};
  }
  Clock clock() {
    return [this] { return now; };
  }
};

const Settings quick = {.min_time = microseconds(2000), .batch = microseconds(100)};

}  // namespace

TEST_CASE("statistics: quartiles are found between neighbours") {
  const double samples[] = {4, 1, 3, 2, 5};
  const Summary summary = summarize(samples);
  CHECK(summary.min == 1);
  CHECK(summary.low == 2);
  CHECK(summary.median == 3);
  CHECK(summary.high == 4);
  CHECK(summary.max == 5);
  CHECK(summary.spread_percent() == Approx(100.0 / 3));
  const double two[] = {1, 2};
  CHECK(summarize(two).median == 1.5);
  const double one[] = {7};
  CHECK(summarize(one).low == 7);
  CHECK(summarize({}).median == 0);
  CHECK(summarize({}).spread_percent() == 0);
}

TEST_CASE("statistics: a few disturbed rounds do not move the median or a ratio") {
  std::vector<double> one(20, 10), other(20, 30);
  for (const std::size_t round : {3u, 7u, 11u}) {
    one[round] = 1000;
    other[round] = 2000;
  }
  CHECK(summarize(one).median == 10);
  CHECK(speed_ratio(one, other) == 3);
  CHECK(speed_ratio(other, one) == Approx(1.0 / 3));
  CHECK(speed_ratio({}, other) == 0);
}

TEST_CASE("engine: batches are as long as asked and give the time of one operation") {
  FakeTime time;
  const Subject subjects[] = {time.takes("a", 5), time.takes("b", 20)};
  const auto timings = measure(subjects, quick, time.clock());
  REQUIRE(timings.size() == 2);
  for (std::size_t i = 0; i != 2; ++i) {
    const double ns = i == 0 ? 5 : 20;
    CHECK(summarize(timings[i].ns).median == Approx(ns));
    CHECK(static_cast<double>(timings[i].repeats) * ns >= 100'000);
    CHECK(static_cast<double>(timings[i].repeats) * ns <= 1'100'000);
  }
  CHECK(timings[0].ns.size() == timings[1].ns.size());
  CHECK(timings[0].ns.size() >= 3);
}

TEST_CASE("engine: a first operation that takes long does not pass for a batch") {
  FakeTime time;
  bool is_new = true;
  const Subject subjects[] = {{"touches new memory", [&](std::uint64_t repeats) {
                                 time.now += std::exchange(is_new, false) ? 1'000'000 : 0;
                                 time.now += static_cast<std::int64_t>(5 * repeats);
                               }}};
  const auto timings = measure(subjects, quick, time.clock());
  CHECK(timings[0].repeats >= 20'000);
  CHECK(summarize(timings[0].ns).max == Approx(5));
}

TEST_CASE("engine: the time asked for is used up, and not many times over") {
  FakeTime time;
  const Subject subjects[] = {time.takes("a", 100), time.takes("b", 100)};
  const auto timings = measure(subjects, quick, time.clock());
  const double measured = 100 * static_cast<double>(timings[0].repeats * timings[0].ns.size());
  CHECK(measured >= 1'900'000);
  CHECK(measured <= 6'000'000);
}

TEST_CASE("engine: what takes longer than all of the time is still measured three times") {
  FakeTime time;
  const Subject subjects[] = {time.takes("slow", 1e9)};
  const auto timings = measure(subjects, quick, time.clock());
  CHECK(timings[0].repeats == 1);
  CHECK(timings[0].ns == std::vector<double>(3, 1e9));
}

TEST_CASE("engine: subjects take turns, and another one begins each round") {
  FakeTime time;
  const Subject subjects[] = {time.takes("a", 1e9), time.takes("b", 1e9), time.takes("c", 1e9)};
  static_cast<void>(measure(subjects, quick, time.clock()));
  const std::vector<std::string> calibration = {"a", "a", "b", "b", "c", "c"};
  // Each is warmed first.
  const std::vector<std::string> rounds = {"a", "a", "b", "b", "c", "c", "b", "b", "c",
                                           "c", "a", "a", "c", "c", "a", "a", "b", "b"};
  CHECK(std::vector<std::string>(time.order.begin(), time.order.begin() + 6) == calibration);
  CHECK(std::vector<std::string>(time.order.begin() + 6, time.order.end()) == rounds);
}

TEST_CASE("engine: a clock that stands still ends the calibration") {
  std::uint64_t calls = 0;
  const Subject subjects[] = {{"nothing", [&](std::uint64_t) { ++calls; }}};
  const auto timings = measure(subjects, quick, [] { return std::int64_t{0}; });
  CHECK(summarize(timings[0].ns).median == 0);
  CHECK(calls > 0);
}

TEST_CASE("engine: a subject does its operation as often as it is told to") {
  std::uint64_t done = 0;
  const Subject counting = subject("count", [&] { ++done; });
  counting.run(0);
  CHECK(done == 0);
  counting.run(17);
  CHECK(done == 17);
  CHECK(counting.name == "count");
}

TEST_CASE("report: a figure has the rate and the shares of its limits") {
  FakeTime time;
  const Subject subjects[] = {time.takes("limit", 100), time.takes("work", 400), time.takes("view", 1)};
  const Comparison comparisons[] = {
      {.limits = {std::nullopt}}, {.limits = {0}}, {.limits = {std::nullopt}, .touches_bytes = false}};
  Section section{.title = "things", .limits = {"limit"}, .figures = {}};
  add_figures(section, 1024, subjects, measure(subjects, quick, time.clock()), comparisons);
  REQUIRE(section.figures.size() == 3);
  CHECK(section.figures[0].gb_per_s == Approx(10.24));
  CHECK_FALSE(section.figures[0].percent[0].has_value());
  CHECK(section.figures[1].gb_per_s == Approx(2.56));
  CHECK(section.figures[1].percent[0] == Approx(25));
  CHECK_FALSE(section.figures[2].gb_per_s.has_value());

  const std::string text = to_text({.header = {{"cpu", "abacus"}}, .sections = {section}});
  CHECK(text.find("abacus") != std::string::npos);
  CHECK(text.find("% of limit") != std::string::npos);
  CHECK(text.find("400.00 ns") != std::string::npos);
  CHECK(text.find("2.56") != std::string::npos);
}

TEST_CASE("report: sizes and times as people write them") {
  CHECK(size_text(64) == "64");
  CHECK(size_text(1000) == "1000");
  CHECK(size_text(1024) == "1K");
  CHECK(size_text(1536) == "1536");
  CHECK(size_text(std::uint64_t{48} << 20) == "48M");
  CHECK(time_text(0.5) == "0.50 ns");
  CHECK(time_text(1500) == "1.50 us");
  CHECK(time_text(2.5e6) == "2.50 ms");
  CHECK(time_text(3e9) == "3.00 s");
}
