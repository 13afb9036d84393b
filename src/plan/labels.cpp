#include "plan/labels.hpp"

#include <array>

namespace limcode::plan {
namespace {

using schema::Kind;

// Longer defaults than this are treated as unknown: a default is text that is parsed when a field is absent.
constexpr std::size_t max_default_length = std::size_t{1} << 16;
constexpr unsigned max_default_depth = 64;

class DefaultPrinter {
 public:
  explicit DefaultPrinter(const schema::Model& model) : model_(model) {}

  bool print(schema::TypeId type, unsigned depth) {
    const schema::TypeNode& node = model_.nodes[type];
    if (depth > max_default_depth || text.size() > max_default_length || !node.has_default) return false;
    switch (node.kind) {
      case Kind::unit:
      case Kind::option: return put("null");
      case Kind::boolean: return put("false");
      case Kind::u8:
      case Kind::u16:
      case Kind::u32:
      case Kind::u64:
      case Kind::u128:
      case Kind::i8:
      case Kind::i16:
      case Kind::i32:
      case Kind::i64:
      case Kind::i128:
      case Kind::leb128: return !node.non_zero && put("0");
      case Kind::f32:
      case Kind::f64: return put("0.0");
      case Kind::character: return put(R"("\u0000")");
      case Kind::string: return put(R"("")");
      case Kind::bytes:
      case Kind::sequence:
      case Kind::set:
      case Kind::c_string: return put("[]");
      case Kind::map: return put("{}");
      case Kind::uuid: return put("\"00000000-0000-0000-0000-000000000000\"");
      case Kind::duration: return put(R"({"secs":0,"nanos":0})");
      case Kind::date_time:
        return put(node.keeps_offset ? R"("1970-01-01T00:00:00+00:00")" : R"("1970-01-01T00:00:00Z")");
      case Kind::newtype: return print(node.child, depth + 1);
      case Kind::array: return array(node, depth);
      case Kind::tuple: return fields(node, depth, '[', ']');
      case Kind::record: return fields(node, depth, '{', '}');
      default: return false;
    }
  }

  std::string text;

 private:
  bool put(std::string_view piece) {
    text += piece;
    return true;
  }

  bool array(const schema::TypeNode& node, unsigned depth) {
    text += '[';
    for (std::uint64_t index = 0; index < node.count; ++index) {
      if (index != 0) text += ',';
      if (!print(node.child, depth + 1)) return false;
    }
    text += ']';
    return true;
  }

  bool fields(const schema::TypeNode& node, unsigned depth, char open, char close) {
    text += open;
    bool first = true;
    for (const schema::Field& field : node.fields) {
      if (field.skip_serializing) continue;
      if (!first) text += ',';
      first = false;
      if (node.kind == Kind::record) text += in_quotes(field.json_name) + ':';
      if (!print(field.type, depth + 1)) return false;
    }
    text += close;
    return true;
  }

  const schema::Model& model_;
};

}  // namespace

TextRef add_text(Program& program, std::string_view text) {
  const TextRef ref{static_cast<std::uint32_t>(program.text.size()), static_cast<std::uint32_t>(text.size())};
  program.text += text;
  return ref;
}

std::string in_quotes(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    switch (character) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += digits[byte >> 4];
          out += digits[byte & 15];
        } else {
          out += character;
        }
    }
  }
  return out + '"';
}

bool print_default_json(const schema::Model& model, schema::TypeId type, std::string& text) {
  DefaultPrinter printer(model);
  const bool known = printer.print(type, 0);
  text = std::move(printer.text);
  return known;
}

}  // namespace limcode::plan
