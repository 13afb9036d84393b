// A peer written by hand for two types over simdjson's On-Demand: what a C++ program can reach that needs no schema, no
// paths in its errors and no other type. It answers the requests that ../src/main.rs lists. Parser and output are kept
// between operations, which is to its advantage.
#include <simdjson.h>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace ondemand = simdjson::ondemand;

// Appends to memory that is known to be enough.
class Frame {
 public:
  void begin(std::size_t most) {
    if (most > room_) {
      bytes_ = std::make_unique_for_overwrite<std::uint8_t[]>(most);
      room_ = most;
    }
    to_ = bytes_.get();
  }
  template <class T>
  void put(T value) {
    std::memcpy(to_, &value, sizeof value);
    to_ += sizeof value;
  }
  void put(std::string_view text) {
    put(std::uint64_t{text.size()});
    std::memcpy(to_, text.data(), text.size());
    to_ += text.size();
  }
  // A length that is written when the elements have been.
  template <class Elements>
  void put_list(const Elements& elements) {
    std::uint8_t* const length = to_;
    put(std::uint64_t{0});
    const std::uint64_t count = elements();
    std::memcpy(length, &count, sizeof count);
  }
  [[nodiscard]] std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.get()), static_cast<std::size_t>(to_ - bytes_.get())};
  }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t room_ = 0;
  std::uint8_t* to_ = nullptr;
};

class Operation {
 public:
  using Encode = void (*)(ondemand::document&, Frame&);

  Operation() = default;
  Operation(Encode encode, simdjson::padded_string text) : encode_(encode), text_(std::move(text)) {}

  void run() {
    // `1,` becomes eight bytes, and `"",` too.
    frame_.begin(4 * text_.size() + 64);
    ondemand::document document = parser_.iterate(text_);
    encode_(document, frame_);
  }
  [[nodiscard]] std::string_view bytes() const { return frame_.bytes(); }

 private:
  Encode encode_ = nullptr;
  simdjson::padded_string text_;
  ondemand::parser parser_;
  Frame frame_;
};

void encode_numbers(ondemand::document& document, Frame& frame) {
  frame.put_list([&] {
    std::uint64_t count = 0;
    for (ondemand::value number : document.get_array()) {
      frame.put(std::uint64_t{number.get_uint64()});
      ++count;
    }
    return count;
  });
}

void encode_record(ondemand::object record, Frame& frame) {
  frame.put(std::uint64_t{record.find_field("id").get_uint64()});
  frame.put(std::string_view{record.find_field("name").get_string()});
  frame.put(double{record.find_field("score").get_double()});
  frame.put_list([&] {
    std::uint64_t count = 0;
    for (ondemand::value tag : record.find_field("tags").get_array()) {
      frame.put(std::string_view{tag.get_string()});
      ++count;
    }
    return count;
  });
  frame.put(std::uint8_t{record.find_field("active").get_bool()});
  ondemand::value owner = record.find_field("owner");
  const bool is_none = owner.is_null();
  frame.put(std::uint8_t{!is_none});
  if (!is_none) frame.put(std::string_view{owner.get_string()});
}

void encode_records(ondemand::document& document, Frame& frame) {
  frame.put_list([&] {
    std::uint64_t count = 0;
    for (ondemand::value record : document.get_array()) {
      encode_record(record.get_object(), frame);
      ++count;
    }
    return count;
  });
}

Operation::Encode find(std::string_view name) {
  if (!name.ends_with("/from_json")) return nullptr;
  if (name.starts_with("numbers")) return encode_numbers;
  if (name.starts_with("records")) return encode_records;
  return nullptr;
}

std::string answer(std::map<std::string, Operation>& operations, std::istringstream line) {
  std::string verb, name, argument;
  line >> verb >> name >> argument;
  if (verb == "load") {
    const auto encode = find(name);
    if (encode == nullptr) return "unknown";
    operations.insert_or_assign(name, Operation(encode, simdjson::padded_string::load(argument)));
    return "ok";
  }
  Operation& operation = operations.at(name);
  operation.run();
  if (verb == "write") {
    std::ofstream(argument, std::ios::binary) << operation.bytes();
    return "ok";
  }
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t left = std::stoull(argument); left != 0; --left) operation.run();
  return std::to_string(std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count());
}

}  // namespace

int main() {
  std::map<std::string, Operation> operations;
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(operations, std::istringstream(line)) << std::endl;
}
