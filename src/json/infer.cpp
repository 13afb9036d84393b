// Reads JSON documents into shapes. The text is checked first, so that this reader only has to follow it.
#include "limcode/infer.hpp"

#include <algorithm>

#include "json/strings.hpp"
#include "json/syntax.hpp"
#include "schema/infer.hpp"
#include "schema/json_shape.hpp"

namespace limcode {
namespace json {
namespace {

constexpr std::string_view blanks = " \t\n\r";

// Requires: the text is one JSON document, nested no deeper than max_json_depth.
class ShapeReader {
 public:
  explicit ShapeReader(std::string_view text) : text_(text) {}

  void value(schema::JsonShape& shape) {
    switch (peek()) {
      case 'n':
        ++shape.nulls;
        at_ += 4;
        return;
      case 't':
        ++shape.booleans;
        at_ += 4;
        return;
      case 'f':
        ++shape.booleans;
        at_ += 5;
        return;
      case '"': shape.add_string(string()); return;
      case '[': array(shape); return;
      case '{': object(shape); return;
      default: number(shape); return;
    }
  }

 private:
  char peek() {
    at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void number(schema::JsonShape& shape) {
    const std::size_t end = std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size());
    shape.add_number(text_.substr(at_, end - at_));
    at_ = end;
  }

  std::string string() {
    std::size_t end = at_ + 1;
    while (text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    std::string out(inside.size(), '\0');
    auto* const to = reinterpret_cast<std::uint8_t*>(out.data());
    const Unescaped unescaped = unescape(inside, to);
    // Lone surrogates are JSON but no text; such a name stays as it is written.
    if (unescaped.bad != nullptr) return std::string(inside);
    out.resize(static_cast<std::size_t>(unescaped.end - to));
    return out;
  }

  void array(schema::JsonShape& shape) {
    ++at_;
    std::size_t length = 0;
    while (peek() != ']') {
      value(shape.element(length++));
      if (peek() == ',') ++at_;
    }
    ++at_;
    shape.add_array(length);
  }

  void object(schema::JsonShape& shape) {
    ++at_;
    std::size_t count = 0;
    while (peek() != '}') {
      const std::string name = string();
      peek();
      ++at_;  // `:`
      value(shape.member(name));
      ++count;
      if (peek() == ',') ++at_;
    }
    ++at_;
    shape.add_object(count);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Result<void> add_document(std::string_view whole, std::string_view document, schema::JsonShape& shape) {
  if (const auto wrong = first_syntax_error(document)) {
    Error error;
    error.code = wrong->code;
    error.offset = wrong->offset + static_cast<std::uint64_t>(document.data() - whole.data());
    error.end_offset = error.offset;
    error.detail = wrong->detail;
    locate_line(whole, error);
    return std::unexpected(std::move(error));
  }
  ShapeReader(document).value(shape);
  return {};
}

}  // namespace
}  // namespace json

Result<std::string> infer_schema(std::string_view json, const InferOptions& options) {
  schema::JsonShape shape;
  std::string_view rest = json;
  do {
    const std::size_t end = options.lines ? std::min(rest.find('\n'), rest.size()) : rest.size();
    const std::string_view document = rest.substr(0, end);
    const bool blank = document.find_first_not_of(json::blanks) == std::string_view::npos;
    if (!options.lines || !blank) {
      if (auto added = json::add_document(json, document, shape); !added) return std::unexpected(added.error());
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  } while (!rest.empty());
  return schema::write_rust(std::move(shape), {options.root_name, options.wide_integers});
}

}  // namespace limcode
