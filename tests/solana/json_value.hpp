// JSON as the tests compare it: a tree that keeps numbers as they are written.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limcode::test {

struct JsonMember;

struct JsonValue {
  std::string text;  ///< As it stands in the document, without white space around it.
  char kind = 0;     ///< Its first character.
  std::vector<JsonMember> members;
  std::vector<JsonValue> elements;

  /// The value at a JSON pointer (without escapes), or null.
  [[nodiscard]] const JsonValue* at(std::string_view pointer) const;

  /// Takes members of this name out of this value and of all within.
  void remove_members(std::string_view name);

  /// One text for all documents that say the same: members sorted, no white space.
  [[nodiscard]] std::string normalized() const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

inline const JsonValue* JsonValue::at(std::string_view pointer) const {
  if (pointer.empty()) return this;
  const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
  const std::string_view step = pointer.substr(1, end - 1);
  for (const auto& [name, value] : members) {
    if (name == step) return value.at(pointer.substr(end));
  }
  if (kind != '[' || step.empty() || !std::isdigit(static_cast<unsigned char>(step[0]))) return nullptr;
  const std::size_t index = std::stoul(std::string(step));
  return index < elements.size() ? elements[index].at(pointer.substr(end)) : nullptr;
}

inline void JsonValue::remove_members(std::string_view name) {
  std::erase_if(members, [&](const JsonMember& member) { return member.name == name; });
  for (JsonMember& member : members) member.value.remove_members(name);
  for (JsonValue& element : elements) element.remove_members(name);
}

inline std::string JsonValue::normalized() const {
  if (kind != '{' && kind != '[') return text;
  std::vector<std::string> parts;
  for (const auto& [name, value] : members) parts.push_back('"' + name + "\":" + value.normalized());
  std::sort(parts.begin(), parts.end());
  for (const JsonValue& element : elements) parts.push_back(element.normalized());
  std::string out(1, kind);
  for (const std::string& part : parts) out += (out.size() > 1 ? "," : "") + part;
  return out + (kind == '{' ? '}' : ']');
}

/// Reads a document that is known to be JSON.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  JsonValue value() {
    skip_space();
    const std::size_t from = at_;
    JsonValue out;
    out.kind = text_[at_];
    if (out.kind == '{' || out.kind == '[') {
      container(out);
    } else if (out.kind == '"') {
      string();
    } else {
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
    out.text = text_.substr(from, at_ - from);
    return out;
  }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  std::string string() {
    const std::size_t from = ++at_;
    while (text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    return std::string(text_.substr(from, at_++ - from));
  }

  void container(JsonValue& out) {
    const char close = out.kind == '{' ? '}' : ']';
    ++at_;
    for (skip_space(); text_[at_] != close; skip_space()) {
      if (text_[at_] == ',') ++at_;
      skip_space();
      if (out.kind == '[') {
        out.elements.push_back(value());
        continue;
      }
      std::string name = string();
      skip_space();
      ++at_;  // the colon
      out.members.push_back({std::move(name), value()});
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline JsonValue parse_json(std::string_view text) { return JsonReader(text).value(); }

}  // namespace limcode::test
