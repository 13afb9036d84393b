// Every kernel of every set that this machine can run, beside its portable and beside libc where that has the
// same function: what shows whether a kernel earns its place.
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>

#include "cli/benchmarks.hpp"
#include "kernels/table.hpp"
#include "limcode/kernels.hpp"

namespace limcode::cli {
namespace {

using bench::keep;
using bench::opaque;
using kernels::Table;

constexpr std::size_t sizes[] = {32, 1024, 65536};

// Inputs of one size in bytes, and room for what any kernel makes of them.
struct Data {
  explicit Data(std::size_t bytes) : size(bytes), plain(bytes, 'a') {
    std::mt19937_64 random(bytes);
    for (std::size_t i = 0; i != size; ++i) {
      input.push_back(static_cast<std::uint8_t>(random()));
      small.push_back(static_cast<std::uint8_t>(random() % 251));
      bools.push_back(static_cast<std::uint8_t>(random() % 2));
    }
    narrow_16.assign(small.begin(), small.end());
    narrow_32.assign(small.begin(), small.end());
    narrow_64.assign(small.begin(), small.end());
    for (std::size_t i = 0; i != size / 8; ++i) words.push_back(random() >> random() % 64);
    // Characters of two, three, one and four bytes, to exactly `size` bytes.
    constexpr std::string_view characters = "\xC3\xA9\xE2\x82\xACx\xF0\x9F\xA6\x80yz";
    while (text.size() + characters.size() <= size) text += characters;
    text.resize(size, 'a');
    make_texts();
    // The room that copies need behind the input, from the start of a page on.
    const std::size_t room = (2 * size + 3 * page_bytes) / page_bytes * page_bytes;
    pages.reset(static_cast<std::uint8_t*>(std::aligned_alloc(page_bytes, room)));
    if (pages == nullptr) throw std::bad_alloc();
    std::memset(pages.get(), 1, room);
    target = pages.get() + (size + page_bytes - 1) / page_bytes * page_bytes + 8;
    output.resize(24 * size + page_bytes);
  }

  [[nodiscard]] char* text_output() { return reinterpret_cast<char*>(output.data()); }
  [[nodiscard]] static const std::uint8_t* bytes(const std::string& of) {
    return reinterpret_cast<const std::uint8_t*>(of.data());
  }

  std::size_t size;
  std::vector<std::uint8_t> input, small, bools, output;
  std::vector<std::uint16_t> narrow_16;
  std::vector<std::uint32_t> narrow_32;
  std::vector<std::uint64_t> narrow_64, words;
  std::string plain, text, u8_text, u64_text, hex, base64;
  std::vector<std::string> keys, signatures;
  std::unique_ptr<std::uint8_t, decltype(&std::free)> pages{nullptr, &std::free};
  std::uint8_t* target = nullptr;

 private:
  void make_texts() {
    const Table& table = kernels::portable_table;
    for (const std::uint8_t value : input) u8_text += std::to_string(value) + ",";
    for (const std::uint64_t value : words) u64_text += std::to_string(value) + ",";
    hex.resize(2 * size);
    table.encode_hex(hex.data(), input.data(), size);
    base64.resize(size / 3 * 4);
    table.encode_base64(base64.data(), input.data(), size / 3);
    char one[max_base58 + kernels::write_slack];
    for (std::size_t i = 0; i != size / 32; ++i) keys.emplace_back(one, table.encode_base58_32(one, &input[32 * i]));
    for (std::size_t i = 0; i != size / 64; ++i) {
      signatures.emplace_back(one, table.encode_base58_64(one, &input[64 * i]));
    }
  }
  static constexpr std::size_t max_base58 = 88;
};

// Measures kernels one after another, each with every set at every size.
class KernelBenchmark {
 public:
  explicit KernelBenchmark(const BenchmarkSettings& settings) : settings_(settings) {
    for (const std::size_t size : sizes) data_.push_back(std::make_unique<Data>(size));
  }

  // call(table, data) runs the kernel; libc(data) does the same without kernels, if libc has such a thing.
  template <class Call, class Libc = std::nullptr_t>
  void measure(const char* name, Call call, Libc libc = nullptr) {
    if (!settings_.wants(name)) return;
    settings_.progress(name);
    bench::Section section{.title = name, .limits = {"portable", "libc"}, .figures = {}};
    for (const auto& data : data_) measure_size(section, *data, call, libc);
    sections_.push_back(std::move(section));
  }

  [[nodiscard]] std::vector<bench::Section> take() { return std::move(sections_); }

 private:
  template <class Call, class Libc>
  void measure_size(bench::Section& section, Data& data, Call call, Libc libc) {
    Comparisons all;
    const auto add = [&](const Table* table, bench::Comparison comparison) {
      return all.add(bench::subject(table->name, [=, &data] { keep(call(*table, data)); }), std::move(comparison));
    };
    std::optional<std::size_t> baseline;
    if constexpr (!std::is_same_v<Libc, std::nullptr_t>) {
      baseline =
          all.add(bench::subject("libc", [=, &data] { keep(libc(data)); }), {.limits = {std::nullopt, std::nullopt}});
    }
    const std::size_t portable = add(&kernels::portable_table, {.limits = {std::nullopt, baseline}});
    for (const std::string_view set : kernels::available()) {
      const Table* table = kernels::find_table(set.data(), set.size());
      if (table != &kernels::portable_table) add(table, {.limits = {portable, baseline}});
    }
    std::vector<bench::Timing> timings;
    all.measure(settings_.engine, timings);
    all.add_figures(section, data.size, timings);
  }

  const BenchmarkSettings& settings_;
  std::vector<std::unique_ptr<Data>> data_;
  std::vector<bench::Section> sections_;
};

// Numbers of `Unit` bytes in an input.
template <std::size_t Unit>
std::size_t units(const Data& data) {
  return opaque(data.size / Unit);
}

void measure_scans(KernelBenchmark& all) {
  // Two buffers whose distance is that of a frame's payload from its source.
  all.measure(
      "copy",
      [](const Table& t, Data& d) {
        t.copy(d.target, d.pages.get(), units<1>(d));
        return 0;
      },
      [](Data& d) { return std::memcpy(d.target, d.pages.get(), units<1>(d)); });
  all.measure("first_not_bool", [](const Table& t, Data& d) { return t.first_not_bool(d.bools.data(), units<1>(d)); });
  all.measure("first_invalid_utf8-ascii",
              [](const Table& t, Data& d) { return t.first_invalid_utf8(Data::bytes(d.plain), units<1>(d)); });
  all.measure("first_invalid_utf8-mixed",
              [](const Table& t, Data& d) { return t.first_invalid_utf8(Data::bytes(d.text), units<1>(d)); });
  all.measure("first_json_special",
              [](const Table& t, Data& d) { return t.first_json_special(Data::bytes(d.plain), units<1>(d)); });
  all.measure("copy_until_json_special", [](const Table& t, Data& d) {
    return t.copy_until_json_special(d.output.data(), Data::bytes(d.plain), units<1>(d));
  });
}

void measure_numbers(KernelBenchmark& all) {
  all.measure("swap_u16", [](const Table& t, Data& d) {
    t.swap_u16(d.output.data(), d.input.data(), units<2>(d));
    return 0;
  });
  all.measure("swap_u32", [](const Table& t, Data& d) {
    t.swap_u32(d.output.data(), d.input.data(), units<4>(d));
    return 0;
  });
  all.measure("swap_u64", [](const Table& t, Data& d) {
    t.swap_u64(d.output.data(), d.input.data(), units<8>(d));
    return 0;
  });
  all.measure("widen_u16",
              [](const Table& t, Data& d) { return t.widen_u16(d.output.data(), d.small.data(), units<1>(d)); });
  all.measure("widen_u32",
              [](const Table& t, Data& d) { return t.widen_u32(d.output.data(), d.small.data(), units<1>(d)); });
  all.measure("widen_u64",
              [](const Table& t, Data& d) { return t.widen_u64(d.output.data(), d.small.data(), units<1>(d)); });
  all.measure("narrow_u16",
              [](const Table& t, Data& d) { return t.narrow_u16(d.output.data(), d.narrow_16.data(), units<1>(d)); });
  all.measure("narrow_u32",
              [](const Table& t, Data& d) { return t.narrow_u32(d.output.data(), d.narrow_32.data(), units<1>(d)); });
  all.measure("narrow_u64",
              [](const Table& t, Data& d) { return t.narrow_u64(d.output.data(), d.narrow_64.data(), units<1>(d)); });
  all.measure("print_u8s",
              [](const Table& t, Data& d) { return t.print_u8s(d.text_output(), d.input.data(), units<1>(d)); });
  all.measure("print_u64s",
              [](const Table& t, Data& d) { return t.print_u64s(d.text_output(), d.words.data(), units<8>(d)); });
  all.measure("parse_u8s", [](const Table& t, Data& d) {
    return t.parse_u8s(d.u8_text.data(), d.u8_text.data() + d.u8_text.size(), d.output.data(), units<1>(d)).count;
  });
  all.measure("parse_u64s", [](const Table& t, Data& d) {
    return t.parse_u64s(d.u64_text.data(), d.u64_text.data() + d.u64_text.size(), d.output.data(), units<8>(d)).count;
  });
}

void measure_texts(KernelBenchmark& all) {
  all.measure("encode_hex", [](const Table& t, Data& d) {
    t.encode_hex(d.text_output(), d.input.data(), units<1>(d));
    return 0;
  });
  all.measure("decode_hex",
              [](const Table& t, Data& d) { return t.decode_hex(d.output.data(), d.hex.data(), units<1>(d)); });
  all.measure("encode_base64", [](const Table& t, Data& d) {
    t.encode_base64(d.text_output(), d.input.data(), units<3>(d));
    return 0;
  });
  all.measure("decode_base64",
              [](const Table& t, Data& d) { return t.decode_base64(d.output.data(), d.base64.data(), units<3>(d)); });
  // A run of keys or signatures, one call each.
  all.measure("encode_base58_32", [](const Table& t, Data& d) {
    std::size_t done = 0;
    for (std::size_t i = 0; i != units<32>(d); ++i)
      done += t.encode_base58_32(d.text_output() + done, &d.input[32 * i]);
    return done;
  });
  all.measure("decode_base58_32", [](const Table& t, Data& d) {
    bool good = true;
    for (const std::string& text : d.keys) good = t.decode_base58_32(d.output.data(), text.data(), text.size()) && good;
    return good;
  });
  all.measure("encode_base58_64", [](const Table& t, Data& d) {
    std::size_t done = 0;
    for (std::size_t i = 0; i != units<64>(d); ++i)
      done += t.encode_base58_64(d.text_output() + done, &d.input[64 * i]);
    return done;
  });
  all.measure("decode_base58_64", [](const Table& t, Data& d) {
    bool good = true;
    for (const std::string& text : d.signatures)
      good = t.decode_base58_64(d.output.data(), text.data(), text.size()) && good;
    return good;
  });
}

}  // namespace

std::vector<bench::Section> benchmark_kernels(const BenchmarkSettings& settings) {
  KernelBenchmark all(settings);
  measure_scans(all);
  measure_numbers(all);
  measure_texts(all);
  return all.take();
}

}  // namespace limcode::cli
