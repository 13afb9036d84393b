// Writes a resolved type as one line of text that shows all that the plan compiler sees, for tests to compare.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/schema.hpp"
#include "schema/model.hpp"

namespace limcode::test {

/// Leaves by the name of their kind; `Option(T)`, `Vec(T)`, `[T; N]`, `(T, U)`, `=T` for a newtype, `{field: T}`,
/// `enum{A=0, B=1(T), C=2{field: T}}`, `Map(K, V)`, `^Name` where a type contains itself.
/// A field is `name`, or `name>written<read|alias` where these differ; then `?` (missing is None), `!` (missing is the
/// default) or `~` (missing cannot be known), `-w` (not written) and `-r` (not read). A variant's index is its wire
/// index, or `w/r` where writing and reading differ.
class Describer {
 public:
  explicit Describer(const schema::Model& model) : model_(model) {}

  std::string type(schema::TypeId id) {
    const schema::TypeNode& node = model_.nodes.at(id);
    if (std::find(open_.begin(), open_.end(), id) != open_.end()) return "^" + node.name;
    open_.push_back(id);
    std::string out = body(node);
    open_.pop_back();
    return out;
  }

 private:
  static std::string leaf(schema::Kind kind) {
    using schema::Kind;
    static const std::vector<std::pair<Kind, std::string>> names = {
        {Kind::unit, "unit"},
        {Kind::boolean, "bool"},
        {Kind::u8, "u8"},
        {Kind::u16, "u16"},
        {Kind::u32, "u32"},
        {Kind::u64, "u64"},
        {Kind::u128, "u128"},
        {Kind::i8, "i8"},
        {Kind::i16, "i16"},
        {Kind::i32, "i32"},
        {Kind::i64, "i64"},
        {Kind::i128, "i128"},
        {Kind::f32, "f32"},
        {Kind::f64, "f64"},
        {Kind::character, "char"},
        {Kind::string, "string"},
        {Kind::bytes, "bytes"},
        {Kind::json, "json"},
        {Kind::duration, "duration"},
        {Kind::system_time, "time"},
        {Kind::ip_addr, "ip"},
        {Kind::ipv4_addr, "ipv4"},
        {Kind::ipv6_addr, "ipv6"},
        {Kind::socket_addr, "socket"},
        {Kind::socket_addr_v4, "socketv4"},
        {Kind::socket_addr_v6, "socketv6"},
        {Kind::c_string, "cstring"},
        {Kind::uuid, "uuid"},
        {Kind::date_time, "date"},
    };
    for (const auto& [known, name] : names) {
      if (known == kind) return name;
    }
    return "?";
  }

  std::string body(const schema::TypeNode& node) {
    using schema::Kind;
    std::string out = plain_body(node);
    if (node.prefix == schema::LengthPrefix::short_vec) out = "short " + out;
    if (node.non_zero) out = "nonzero " + out;
    if (node.arrangement == schema::Arrangement::ascending) out = "sorted " + out;
    if (node.arrangement == schema::Arrangement::heap) out = "heap " + out;
    if (node.reversed) out = "reversed " + out;
    if (node.keeps_offset) out = "local " + out;
    if (node.borrowed) out = "borrowed " + out;
    if (node.deny_unknown_fields) out = "deny " + out;
    if (node.prefix == schema::LengthPrefix::bounded) out += " up to " + std::to_string(node.count);
    static const char* const texts[] = {"", "array ", "hex ", "base64 ", "base58 ", "utf8 "};
    return texts[static_cast<std::size_t>(node.text)] + out;
  }

  std::string plain_body(const schema::TypeNode& node) {
    using schema::Kind;
    switch (node.kind) {
      case Kind::option: return "Option(" + type(node.child) + ")";
      case Kind::sequence: return "Vec(" + type(node.child) + ")";
      case Kind::set: return "Set(" + type(node.child) + ")";
      case Kind::map: return "Map(" + type(node.key) + ", " + type(node.child) + ")";
      case Kind::array: return "[" + type(node.child) + "; " + std::to_string(node.count) + "]";
      case Kind::newtype: return "=" + type(node.child);
      case Kind::leb128: return "leb128 " + type(node.child);
      case Kind::codec: return "codec " + node.codec + " " + type(node.child);
      case Kind::tuple: return "(" + fields(node.fields, false) + ")";
      case Kind::record: return "{" + fields(node.fields, true) + "}";
      case Kind::enumeration: return "enum{" + variants(node) + "}";
      default: return leaf(node.kind);
    }
  }

  static std::string names(const std::string& name, const std::string& json_name,
                           const std::vector<std::string>& accepted) {
    std::string out = name;
    if (json_name == name && accepted == std::vector<std::string>{name}) return out;
    out += ">" + json_name + "<";
    for (std::size_t i = 0; i < accepted.size(); ++i) out += (i == 0 ? "" : "|") + accepted[i];
    return out;
  }

  std::string fields(const std::vector<schema::Field>& list, bool named) {
    std::string out;
    for (const schema::Field& field : list) {
      if (!out.empty()) out += ", ";
      if (named) out += names(field.name, field.json_name, field.accepted);
      if (named && field.missing == schema::Missing::none) out += "?";
      if (field.missing == schema::Missing::default_value) out += "!";
      if (field.missing == schema::Missing::unknowable) out += "~";
      if (field.skip_serializing) out += "-w";
      if (field.skip_deserializing) out += "-r";
      if (named) out += ": ";
      out += type(field.type);
    }
    return out;
  }

  std::string variants(const schema::TypeNode& node) {
    std::string out;
    for (const schema::Variant& variant : node.variants) {
      if (!out.empty()) out += ", ";
      const auto index = [](const std::optional<std::uint32_t>& at) { return at ? std::to_string(*at) : "none"; };
      out += names(variant.name, variant.json_name, variant.accepted) + "=" + index(variant.write_index);
      if (variant.write_index != variant.read_index) out += "/" + index(variant.read_index);
      if (variant.shape == schema::Shape::newtype || variant.shape == schema::Shape::tuple) {
        out += (variant.shape == schema::Shape::newtype ? "(" : "((") + fields(variant.fields, false) +
               (variant.shape == schema::Shape::newtype ? ")" : "))");
      }
      if (variant.shape == schema::Shape::record) out += "{" + fields(variant.fields, true) + "}";
    }
    if (node.default_variant) out += "; default " + node.variants.at(*node.default_variant).name;
    return out;
  }

  const schema::Model& model_;
  std::vector<schema::TypeId> open_;
};

inline std::string describe(const Type& type) { return Describer(type.model()).type(type.id()); }

/// The type that `expression` names in a schema of one source, described; or its error as `code line:column detail`.
inline std::string describe(const std::string& source, const std::string& expression) {
  Schema schema;
  const auto failed = [](const Error& error) {
    return std::string(to_string(error.code)) + " " + std::to_string(error.line) + ":" + std::to_string(error.column) +
           " " + error.detail;
  };
  if (const auto added = schema.add_source("types.rs", source); !added) return failed(added.error());
  const auto type = expression.empty() ? schema.root() : schema.type(expression);
  return type ? describe(*type) : failed(type.error());
}

/// What a type of a source is said to be.
struct Described {
  std::string what;
  std::string source;
  std::string type;
  std::string expected;
};

inline void check_described(const std::vector<Described>& rows) {
  for (const Described& row : rows) {
    CAPTURE(row.what, row.source);
    CHECK(describe(row.source, row.type) == row.expected);
  }
}

}  // namespace limcode::test
