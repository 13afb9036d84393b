// The stable names of the error codes.
#include "limcode/error.hpp"

namespace limcode {

std::string_view to_string(Errc code) noexcept {
  switch (code) {
    case Errc::ok: return "ok";
    case Errc::unexpected_end: return "unexpected_end";
    case Errc::trailing_bytes: return "trailing_bytes";
    case Errc::invalid_bool: return "invalid_bool";
    case Errc::invalid_char: return "invalid_char";
    case Errc::invalid_utf8: return "invalid_utf8";
    case Errc::invalid_option_tag: return "invalid_option_tag";
    case Errc::invalid_enum_index: return "invalid_enum_index";
    case Errc::invalid_varint: return "invalid_varint";
    case Errc::integer_overflow: return "integer_overflow";
    case Errc::length_overflow: return "length_overflow";
    case Errc::limit_exceeded: return "limit_exceeded";
    case Errc::depth_exceeded: return "depth_exceeded";
    case Errc::invalid_value: return "invalid_value";
    case Errc::not_canonical: return "not_canonical";
    case Errc::mismatch: return "mismatch";
    case Errc::json_syntax: return "json_syntax";
    case Errc::json_type: return "json_type";
    case Errc::json_number: return "json_number";
    case Errc::json_missing_field: return "json_missing_field";
    case Errc::json_unknown_field: return "json_unknown_field";
    case Errc::json_duplicate_field: return "json_duplicate_field";
    case Errc::json_unknown_variant: return "json_unknown_variant";
    case Errc::json_length: return "json_length";
    case Errc::json_trailing: return "json_trailing";
    case Errc::schema_syntax: return "schema_syntax";
    case Errc::schema_unknown_type: return "schema_unknown_type";
    case Errc::schema_unsupported: return "schema_unsupported";
    case Errc::schema_invalid: return "schema_invalid";
    case Errc::not_representable: return "not_representable";
    case Errc::out_of_memory: return "out_of_memory";
    case Errc::io: return "io";
  }
  return "unknown";
}

}  // namespace limcode
