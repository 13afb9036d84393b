#include "peers/cases.hpp"

#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "limcode/limcode.hpp"
#include "limcode/schema.hpp"
#include "limcode/transcode.hpp"
#include "peers/data.hpp"

namespace limcode::peers {
namespace {

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The value or an exception that says what went wrong: nothing here is expected to.
template <class T>
T take(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(*result);
}

class Cases {
 public:
  explicit Cases(std::string folder) : folder_(std::move(folder)) {}

  // Sizing, encoding and decoding of a C++ value in the configuration C.
  template <Config C, class T>
  void add_values(const std::string& type, const T& value, std::vector<std::string_view> verbs) {
    const auto frame = std::make_shared<const Buffer>(take(encode<C>(value)));
    // Decoded, as the peers have theirs: allocations that lie in memory as they come are read a quarter faster.
    const auto shared = std::make_shared<const T>(take(decode<T, C>(*frame)));
    const std::string file = save(type + ".bin", text_of(frame->bytes()));
    const auto encoded = [shared] { return text_of(take(encode<C>(*shared)).bytes()); };
    for (const std::string_view verb : verbs) {
      if (verb == "fresh") {
        add(type, verb, verb, file, [shared] { bench::keep(encode<C>(*shared)); }, encoded);
      } else if (verb == "reused") {
        const auto buffer = std::make_shared<Buffer>();
        const auto run = [shared, buffer] {
          buffer->clear();
          bench::keep(encode_into<C>(*buffer, *shared));
        };
        add(type, verb, verb, file, run, encoded);
      } else if (verb == "size") {
        add(type, verb, verb, file, [shared] { bench::keep(encoded_size<C>(*shared)); }, encoded);
      } else {
        const auto decoded = [frame] { return text_of(take(encode<C>(take(decode<T, C>(*frame)))).bytes()); };
        add(type, verb, verb, file, [frame] { bench::keep(decode<T, C>(*frame)); }, decoded);
      }
    }
  }

  // Decoding into views of the frame, which has been saved with its values.
  template <class View, class T>
  void add_view(const std::string& type, const T& value) {
    const auto frame = std::make_shared<const Buffer>(take(encode(value)));
    const auto output = [frame] { return text_of(take(encode(take(decode<View>(*frame)))).bytes()); };
    add(type, "decode, view", "decode", type + ".bin", [frame] { bench::keep(decode<View>(*frame)); }, output);
  }

  // Decoding into an arena, and sizing and encoding the values that lie in one.
  template <class View, class T>
  void add_arena(const std::string& type, const T& value) {
    const auto frame = std::make_shared<const Buffer>(take(encode(value)));
    const std::string file = type + ".bin";
    const auto output = [frame] {
      const Owned<View> owned = take(decode_owned<View>(*frame));
      return text_of(take(encode(*owned)).bytes());
    };
    add(type, "decode, arena", "decode", file, [frame] { bench::keep(decode_owned<View>(*frame)); }, output);
    const auto shared = std::make_shared<const Owned<View>>(take(decode_owned<View>(*frame)));
    add(type, "size, arena", "size", file, [shared] { bench::keep(encoded_size(**shared)); }, output);
    const auto buffer = std::make_shared<Buffer>();
    const auto run = [shared, buffer] {
      buffer->clear();
      bench::keep(encode_into(*buffer, **shared));
    };
    add(type, "reused, arena", "reused", file, run, output);
  }

  // JSON and back by plan.
  template <class T>
  void add_json(const std::string& type, const char* rust_type, const T& value) {
    const auto plan = plan_of(rust_type);
    Buffer frame = take(encode(value));
    add_from_json(type, plan, take(to_json(*plan, frame.bytes())));
    add_to_json(type, plan, std::move(frame));
  }

  // A reply of a Solana node to a frame, and for transactions as JSON the frame to the JSON of the transactions.
  void add_reply(const std::string& type, const std::string& reply, bool is_json) {
    const auto plan = plan_of("solana::Block");
    Buffer frame;
    if (auto done = from_json(*plan, reply, frame); !done) throw std::runtime_error(done.error().detail);
    add_from_json(type, plan, reply);
    if (is_json) add_to_json(type, plan, std::move(frame));
  }

  std::vector<Case> take_all() { return std::move(cases_); }

 private:
  static std::shared_ptr<const Plan> plan_of(const char* rust_type) {
    Schema schema;
    if (auto added = schema.add_source("model.rs", rust_model); !added) throw std::runtime_error(added.error().detail);
    return std::make_shared<const Plan>(take(compile(take(schema.type(rust_type)), Config::legacy())));
  }

  void add_from_json(const std::string& type, const std::shared_ptr<const Plan>& plan, const std::string& text) {
    const auto encode_json = [plan, json = std::make_shared<const std::string>(text)] {
      Buffer out;
      const auto done = from_json(*plan, *json, out);
      bench::keep(done);
      return out;
    };
    add(
        type, "from_json", "from_json", save(type + ".json", text), [encode_json] { bench::keep(encode_json()); },
        [encode_json] { return text_of(encode_json().bytes()); });
  }

  void add_to_json(const std::string& type, const std::shared_ptr<const Plan>& plan, Buffer wire) {
    const auto frame = std::make_shared<const Buffer>(std::move(wire));
    const auto decode_frame = [plan, frame] { return take(to_json(*plan, frame->bytes())); };
    add(
        type, "to_json", "to_json", save(type + ".bin", text_of(frame->bytes())),
        [decode_frame] { bench::keep(decode_frame()); }, decode_frame);
  }

  template <class Run, class Output>
  void add(const std::string& type, std::string_view verb, std::string_view peer_verb, const std::string& file, Run run,
           Output output) {
    const std::string name = fmt::format("{} {}", type, verb);
    cases_.push_back(
        {name, fmt::format("{}/{}", type, peer_verb), folder_ + "/" + file, bench::subject(name, run), output});
  }

  std::string save(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << content;
    return name;
  }

  std::string folder_;
  std::vector<Case> cases_;
};

std::string content_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr Config legacy = Config::legacy();
constexpr Config standard = Config::standard();

}  // namespace

std::vector<Case> make_cases(const std::string& folder, const std::string& only, bool tiny) {
  Cases cases(folder);
  const auto size = [tiny](std::size_t full) { return tiny ? std::min<std::size_t>(full, 40) : full; };
  // Data that nobody asked for takes time to make.
  const auto wants = [&](const std::string& type) { return type.starts_with(only) || only.starts_with(type); };
  constexpr std::size_t mebi = std::size_t{1} << 20;
  for (const std::size_t bytes : {std::size_t{1024}, 48 * mebi}) {
    for (const char* kind : {"bytes", "serde_bytes"}) {
      const std::string type = kind + std::to_string(bytes);
      if (!wants(type)) continue;
      const auto value = sample_bytes(size(bytes));
      cases.add_values<legacy>(type, value, {"fresh", "reused", "decode"});
      cases.add_view<std::span<const std::uint8_t>>(type, value);
    }
  }
  if (wants("numbers128")) cases.add_values<legacy>("numbers128", sample_numbers(size(128)), {"reused", "decode"});
  for (const std::size_t transactions : {std::size_t{1981}, std::size_t{93'407}}) {
    const std::string type = "entries" + std::to_string(transactions);
    if (!wants(type)) continue;
    const auto value = sample_entries(size(transactions));
    cases.add_values<legacy>(type, value, {"size", "fresh", "reused", "decode"});
    cases.add_arena<std::span<const ArenaEntry>>(type, value);
    cases.add_view<List<EntryView>>(type, value);
  }
  if (wants("varints1000000")) {
    cases.add_values<standard>("varints1000000", sample_small_numbers(size(1'000'000)), {"reused", "decode"});
  }
  if (wants("records100000")) cases.add_json("records100000", "Vec<Record>", sample_records(size(100'000)));
  if (wants("bytes8388608")) cases.add_json("bytes8388608", "Vec<u8>", sample_bytes(size(8 * mebi)));
  if (wants("numbers1000000")) cases.add_json("numbers1000000", "Vec<u64>", sample_numbers(size(1'000'000)));
  if (wants("floats500000")) cases.add_json("floats500000", "Vec<f64>", sample_floats(size(500'000)));
  for (const std::size_t blocks : {std::size_t{1}, std::size_t{50}}) {
    if (tiny && blocks != 1) continue;
    for (const auto& [kind, file] :
         {std::pair("rpc_json", "block.json"), std::pair("rpc_binary", "block.base64.json")}) {
      const std::string type = kind + std::to_string(1000 * blocks);
      if (!wants(type)) continue;
      const std::string reply = content_of(std::string(LIMCODE_TESTDATA "/solana/") + file);
      cases.add_reply(type, repeat_transactions(reply, blocks), std::string_view(kind) == "rpc_json");
    }
  }
  return cases.take_all();
}

}  // namespace limcode::peers
