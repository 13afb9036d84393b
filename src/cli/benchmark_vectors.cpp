// Vectors of numbers through the C++ API. Everything is held against memcpy of the whole frame, from where it lies to
// memory that has been touched before: no encoder or decoder that touches its bytes can do with less. What has to
// get new memory is held against memcpy to new memory as well.
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>

#include "cli/benchmarks.hpp"
#include "limcode/decoder.hpp"
#include "limcode/encoder.hpp"

namespace limcode::cli {
namespace {

using bench::keep;

constexpr std::size_t cache_line = 64;
constexpr std::size_t huge_page = std::size_t{2} << 20;

// Memory at the start of a cache line, written to once so that its pages are there: huge ones where the size allows,
// so that the limit is not held up by the machine's address translation.
class TouchedMemory {
 public:
  // With `offset`, a large one begins that much further on in the page.
  explicit TouchedMemory(std::size_t size, std::size_t offset = 0) : offset_(size < huge_page ? 0 : offset) {
    const std::size_t unit = size < huge_page ? cache_line : huge_page;
    const std::size_t whole = (size + offset_ + unit - 1) / unit * unit;
    memory_.reset(static_cast<std::byte*>(std::aligned_alloc(unit, whole)));
    if (memory_ == nullptr) throw std::bad_alloc();
    // Where the kernel refuses, small pages do.
    if (unit == huge_page) ::madvise(memory_.get(), whole, MADV_HUGEPAGE);
    std::memset(memory_.get(), 1, whole);
  }
  [[nodiscard]] std::byte* data() const { return memory_.get() + offset_; }

 private:
  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };
  std::unique_ptr<std::byte, Free> memory_;
  std::size_t offset_;
};

// CPUs take a load for one that needs the store just before it where both have the same place in a page, and copies
// between such places take half as long again. What is measured beside each other must not differ in that by chance,
// where the page is large enough for a choice.
bool share_places(const void* a, const void* b, std::size_t size) {
  if (2 * (size + cache_line) > page_bytes) return false;
  const auto distance = (reinterpret_cast<std::uintptr_t>(a) - reinterpret_cast<std::uintptr_t>(b)) % page_bytes;
  return distance < size + cache_line || page_bytes - distance < size + cache_line;
}

// What `make` makes, with its memory where a copy of `size` bytes to or from `other` shares no places. Attempts are
// kept until one succeeds, so that malloc gives other memory to each.
template <class Make, class MemoryOf>
auto make_apart(const void* other, std::size_t size, Make make, MemoryOf memory_of) {
  constexpr std::size_t attempts = 64;
  std::vector<decltype(make())> made;
  std::vector<std::unique_ptr<std::byte[]>> between;
  do {
    made.push_back(make());
    between.push_back(std::make_unique_for_overwrite<std::byte[]>(16 * made.size()));
  } while (share_places(memory_of(made.back()), other, size) && made.size() != attempts);
  return std::move(made.back());
}

// Memory that begins a cache line, or a huge page where it is large, as that of the limit does. malloc's begins one in
// four times, and where the loads of a copy straddle two lines it takes a third longer, whoever makes it.
template <class T>
struct CacheLineAllocator {
  using value_type = T;
  // NOLINTBEGIN(readability-convert-member-functions-to-static): an allocator's are called on an object
  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), alignment(count)));
  }
  void deallocate(T* memory, std::size_t count) noexcept { ::operator delete(memory, alignment(count)); }
  // NOLINTEND(readability-convert-member-functions-to-static)
  friend bool operator==(CacheLineAllocator, CacheLineAllocator) = default;

 private:
  static std::align_val_t alignment(std::size_t count) {
    return std::align_val_t{count * sizeof(T) < huge_page ? cache_line : huge_page};
  }
};
template <class T>
using Values = std::vector<T, CacheLineAllocator<T>>;

// A vector whose memory is like that of the limit: with huge pages where it is large, and touched.
template <class T>
Values<T> touched_vector(std::size_t count) {
  Values<T> values;
  values.reserve(count);
  if (count * sizeof(T) >= huge_page) detail::advise_large(values.data(), count * sizeof(T));
  values.resize(count);
  return values;
}

template <class T>
Values<T> random_values(std::size_t count) {
  std::mt19937_64 random(count);
  auto values = touched_vector<T>(count);
  for (T& value : values) value = static_cast<T>(random());
  return values;
}

// Bytes are viewed where they lie; numbers by a list that reads each when it is looked at.
template <class T>
struct ViewOf {
  using type = List<T>;
};
template <>
struct ViewOf<std::uint8_t> {
  using type = std::span<const std::uint8_t>;
};

struct Limits {
  std::size_t touched, fresh;
};

Limits add_limits(Comparisons& all, std::span<const std::byte> frame, const TouchedMemory& touched) {
  const std::size_t copy = all.add(bench::subject("memcpy",
                                                  [=, to = touched.data()] {
                                                    std::memcpy(to, frame.data(), bench::opaque(frame.size()));
                                                    keep(*to);
                                                  }),
                                   {.limits = {std::nullopt, std::nullopt}});
  const std::size_t fresh = all.add(bench::subject("memcpy-fresh",
                                                   [=] {
                                                     void* to = std::malloc(bench::opaque(frame.size()));
                                                     std::memcpy(to, frame.data(), bench::opaque(frame.size()));
                                                     keep(to);
                                                     std::free(to);
                                                   }),
                                    {.limits = {copy, std::nullopt}});
  return {copy, fresh};
}

// The memory of one trial and the subjects that work on it.
template <class T>
class Trial {
 public:
  Trial(std::size_t count, const BenchmarkSettings& settings)
      : values_(random_values<T>(count)),
        frame_memory_(count * sizeof(T) + 8),
        touched_(make_apart(
            frame_memory_.data(), count * sizeof(T),
            [=] { return TouchedMemory(count * sizeof(T) + 8, page_bytes / 2); },
            [](const TouchedMemory& memory) { return memory.data(); })),
        encoder_(make_apart(
            values_.data(), count * sizeof(T), [=] { return Encoder(count * sizeof(T) + 64); },
            [](const Encoder& encoder) { return encoder.bytes().data(); })),
        owned_(make_apart(
            frame_memory_.data(), count * sizeof(T), [=] { return touched_vector<T>(count); },
            [](const Values<T>& values) { return values.data(); })) {
    const Buffer encoded = encode(values_).value();
    std::memcpy(frame_memory_.data(), encoded.data(), encoded.size());
    frame_ = {frame_memory_.data(), encoded.size()};
    const Limits limits = add_limits(all_, frame_, touched_);
    const bench::Comparison reused{.limits = {limits.touched, std::nullopt}};
    const bench::Comparison fresh{.limits = {limits.touched, limits.fresh}};
    const auto add = [&](const char* name, const bench::Comparison& comparison, auto operation) {
      if (settings.wants(name)) all_.add(bench::subject(name, operation), comparison);
    };
    add("encode-fresh", fresh, [this] {
      Encoder created;
      created.write(values_);
      keep(created.finish());
    });
    add("encode-reused", reused, [this] {
      encoder_.clear();
      encoder_.write(values_);
      keep(encoder_);
    });
    add("decode-owned", fresh, [this] { keep(decode<std::vector<T>>(frame_)); });
    add("decode-reused", reused, [this] { keep(decode_into(owned_, frame_)); });
    add("decode-view", {.limits = {std::nullopt, std::nullopt}, .touches_bytes = false},
        [this] { keep(decode<typename ViewOf<T>::type>(frame_)); });
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  [[nodiscard]] const Comparisons& comparisons() const { return all_; }

 private:
  Values<T> values_;
  // Where memcpy finds the frame and where decoding finds it are the same.
  TouchedMemory frame_memory_, touched_;
  std::span<const std::byte> frame_;
  Encoder encoder_;
  Values<T> owned_;
  Comparisons all_;
};

template <class T>
void measure_size(std::uint64_t size_bytes, const BenchmarkSettings& settings, bench::Section& section) {
  bench::Settings engine = settings.engine;
  engine.min_time /= settings.trials;
  std::vector<bench::Timing> timings;
  for (unsigned trial = 0; trial != settings.trials; ++trial) {
    const Trial<T> one(size_bytes / sizeof(T), settings);
    one.comparisons().measure(engine, timings);
    if (trial + 1 == settings.trials) one.comparisons().add_figures(section, size_bytes, timings);
  }
}

template <class T>
bench::Section measure_type(const char* title, std::uint64_t largest, const BenchmarkSettings& settings) {
  bench::Section section{.title = title, .limits = {"memcpy", "fresh"}, .figures = {}};
  for (const std::uint64_t size : benchmark_sizes(largest)) {
    const std::uint64_t whole = std::max<std::uint64_t>(size / sizeof(T), 1) * sizeof(T);
    settings.progress(std::string(title) + " of " + bench::size_text(whole) + " bytes");
    measure_size<T>(whole, settings, section);
  }
  return section;
}

}  // namespace

bool BenchmarkSettings::wants(std::string_view name) const {
  if (operations.empty()) return true;
  for (const std::string& operation : operations) {
    if (name.starts_with(operation)) return true;
  }
  return false;
}

std::size_t Comparisons::add(bench::Subject subject, bench::Comparison comparison) {
  subjects_.push_back(std::move(subject));
  comparisons_.push_back(std::move(comparison));
  return subjects_.size() - 1;
}

void Comparisons::measure(const bench::Settings& settings, std::vector<bench::Timing>& timings) const {
  const std::vector<bench::Timing> more = bench::measure(subjects_, settings);
  timings.resize(more.size());
  for (std::size_t i = 0; i != more.size(); ++i) {
    timings[i].repeats = more[i].repeats;
    timings[i].ns.insert(timings[i].ns.end(), more[i].ns.begin(), more[i].ns.end());
  }
}

void Comparisons::add_figures(bench::Section& section, std::uint64_t size_bytes,
                              std::span<const bench::Timing> timings) const {
  bench::add_figures(section, size_bytes, subjects_, timings, comparisons_);
}

std::vector<std::uint64_t> benchmark_sizes(std::uint64_t largest) {
  std::vector<std::uint64_t> growing;
  for (std::uint64_t size = 64; size < largest; size *= 4) growing.push_back(size);
  growing.push_back(largest);
  return growing;
}

std::vector<bench::Section> benchmark_vectors(std::uint64_t largest, const BenchmarkSettings& settings) {
  return {measure_type<std::uint8_t>("Vec<u8>", largest, settings),
          measure_type<std::uint64_t>("Vec<u64>", largest, settings)};
}

}  // namespace limcode::cli
