// Every kernel of every set that this machine can run, against its portable twin: the same result and the same output,
// on inputs that end where their memory does.
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "kernels/table.hpp"
#include "limcode/kernels.hpp"

namespace limcode::fuzz {
namespace {

using kernels::Table;

// Memory that ends with its last byte, so that sanitizers see a read beyond it; at `from` bytes past an allocation.
struct Exact {
  Exact(std::span<const std::uint8_t> bytes, std::size_t from)
      : memory(new std::uint8_t[from + bytes.size()]), data(memory.get() + from), size(bytes.size()) {
    if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
  }
  std::unique_ptr<std::uint8_t[]> memory;
  std::uint8_t* data;
  std::size_t size;
};

// Runs a kernel with room for `room` bytes and slack; it returns how many bytes of output count.
template <class Run>
std::string output_of(std::size_t room, Run run) {
  const auto to = std::make_unique<std::uint8_t[]>(room + kernels::write_slack);
  const std::size_t size = run(to.get());
  hold(size <= room, "{} bytes of output where {} are allowed", size, room);
  return {reinterpret_cast<const char*>(to.get()), size};
}

// One line for every kernel: what it gives for this input.
std::vector<std::string> run_all(const Table& table, const Exact& input) {
  const std::uint8_t* const from = input.data;
  const auto* const text = reinterpret_cast<const char*>(from);
  const std::size_t size = input.size;
  std::vector<std::string> lines;
  const auto add = [&](std::string_view name, std::size_t count, std::string output = {}) {
    lines.push_back(fmt::format("{} {} {}", name, count, output));
  };
  add("copy", 0, output_of(size, [&](std::uint8_t* to) {
        table.copy(to, from, size);
        return size;
      }));
  add("first_not_bool", table.first_not_bool(from, size));
  add("first_invalid_utf8", table.first_invalid_utf8(from, size));
  add("first_json_special", table.first_json_special(from, size));
  const auto swapped = [&](std::string_view name, auto kernel, std::size_t width) {
    const std::size_t count = size / width;
    add(name, count, output_of(count * width, [&](std::uint8_t* to) {
          kernel(to, from, count);
          return count * width;
        }));
  };
  swapped("swap_u16", table.swap_u16, 2);
  swapped("swap_u32", table.swap_u32, 4);
  swapped("swap_u64", table.swap_u64, 8);
  const auto widened = [&](std::string_view name, auto kernel, std::size_t width) {
    std::size_t count = 0;
    auto output = output_of(size * width, [&](std::uint8_t* to) { return (count = kernel(to, from, size)) * width; });
    add(name, count, std::move(output));
  };
  widened("widen_u16", table.widen_u16, 2);
  widened("widen_u32", table.widen_u32, 4);
  widened("widen_u64", table.widen_u64, 8);
  const auto narrowed = [&](std::string_view name, auto kernel, std::size_t width) {
    add(name, 0, output_of(size / width, [&](std::uint8_t* to) { return kernel(to, from, size / width); }));
  };
  narrowed("narrow_u16", table.narrow_u16, 2);
  narrowed("narrow_u32", table.narrow_u32, 4);
  narrowed("narrow_u64", table.narrow_u64, 8);
  add("copy_until_json_special", 0,
      output_of(size, [&](std::uint8_t* to) { return table.copy_until_json_special(to, from, size); }));
  add("print_u8s", 0, output_of(size * kernels::max_u8_text, [&](std::uint8_t* to) {
        return table.print_u8s(reinterpret_cast<char*>(to), from, size);
      }));
  add("print_u64s", 0, output_of(size / 8 * kernels::max_u64_text, [&](std::uint8_t* to) {
        return table.print_u64s(reinterpret_cast<char*>(to), from, size / 8);
      }));
  const auto parsed = [&](std::string_view name, auto kernel, std::size_t width) {
    for (const std::size_t room : {size, size / 3}) {
      std::size_t next = 0;
      auto output = output_of(room * width, [&](std::uint8_t* to) {
        const kernels::ParsedRun run = kernel(text, text + size, to, room);
        next = static_cast<std::size_t>(run.next - text);
        return run.count * width;
      });
      add(name, next, std::move(output));
    }
  };
  parsed("parse_u8s", [&](auto... args) { return table.parse_u8s(args...); }, 1);
  parsed("parse_u64s", [&](auto... args) { return table.parse_u64s(args...); }, 8);
  add("encode_hex", 0, output_of(2 * size, [&](std::uint8_t* to) {
        table.encode_hex(reinterpret_cast<char*>(to), from, size);
        return 2 * size;
      }));
  add("decode_hex", 0, output_of(size / 2, [&](std::uint8_t* to) { return table.decode_hex(to, text, size / 2); }));
  add("encode_base64", 0, output_of(size / 3 * 4, [&](std::uint8_t* to) {
        table.encode_base64(reinterpret_cast<char*>(to), from, size / 3);
        return size / 3 * 4;
      }));
  add("decode_base64", 0,
      output_of(size / 4 * 3, [&](std::uint8_t* to) { return 3 * table.decode_base64(to, text, size / 4); }));
  return lines;
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  Input chooser(data, size);
  const std::size_t from = chooser.below(64);
  const Exact input(chooser.rest(), from);
  const auto expected = run_all(kernels::portable_table, input);
  for (const std::string_view name : kernels::available()) {
    const kernels::Table* const table = kernels::find_table(name.data(), name.size());
    hold(table != nullptr, "the kernel set {} is there", name);
    const auto found = run_all(*table, input);
    for (std::size_t index = 0; index < expected.size(); ++index) {
      hold(found[index] == expected[index], "{} gives [{}], portable [{}]", name, found[index], expected[index]);
    }
  }
  return 0;
}
