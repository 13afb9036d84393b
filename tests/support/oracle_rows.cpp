// How limcode is held against a row: each kind of row asks several of the library's verbs the same question.
#include "support/oracle_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <charconv>
#include <stdexcept>

#include "limcode/transcode.hpp"
#include "schema/model.hpp"
#include "support/other_ways.hpp"

namespace limcode::test {
namespace {

using Bytes = std::span<const std::byte>;

std::string describe(const Error& error) {
  return fmt::format("{} at {}{}{}: {}", to_string(error.code), error.offset, error.path.empty() ? "" : " in ",
                     error.path, error.detail);
}

bool is_refusal(std::string_view column) { return column.starts_with('!'); }

/// The text of a `j` row.
std::string text_of(const Row& row) {
  const auto bytes = from_hex(row.columns[0]);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What encoding `text` gives must be what the column says.
std::optional<std::string> compare_encoding(const Plan& plan, std::string_view text, std::string_view column,
                                            Bytes same) {
  Buffer out;
  const auto encoded = from_json(plan, text, out);
  if (is_refusal(column)) {
    if (!encoded) return std::nullopt;
    return fmt::format("from_json accepts ({}), the oracle says {}", to_hex(out.bytes()), column);
  }
  if (!encoded) return fmt::format("from_json refuses: {}; expected {}", describe(encoded.error()), column);
  const std::string expected = column == "=" ? to_hex(same) : std::string(column);
  const std::string found = to_hex(out.bytes());
  if (found == expected) return std::nullopt;
  return fmt::format("from_json gives {}, expected {}", found, expected);
}

/// How the frame prints must be what the column says.
std::optional<std::string> compare_text(const Plan& plan, Bytes wire, std::string_view column) {
  const auto text = to_json(plan, wire);
  if (is_refusal(column)) {
    if (!text) return std::nullopt;
    return fmt::format("to_json prints {}, the oracle says {}", *text, column);
  }
  if (!text) return fmt::format("to_json refuses: {}; expected {}", describe(text.error()), column);
  if (*text == column) return std::nullopt;
  return fmt::format("to_json prints {}, expected {}", *text, column);
}

/// Whether limcode refuses a length. What bincode reads has no such length, except that of very many elements without
/// bytes, which limcode bounds: printing them takes memory out of proportion to the frame.
bool claims_too_much(const Plan& plan, Bytes wire) {
  const auto skipped = skip(plan, wire);
  if (!skipped) return skipped.error().code == Errc::length_overflow;
  const auto text = to_json(plan, wire.first(*skipped));
  return !text && text.error().code == Errc::length_overflow;
}

/// skip and verify must accept the whole of `wire`.
std::optional<std::string> compare_size(const Plan& plan, Bytes wire) {
  const auto skipped = skip(plan, wire);
  if (!skipped) return fmt::format("skip refuses: {}", describe(skipped.error()));
  if (*skipped != wire.size()) return fmt::format("skip takes {} of {} bytes", *skipped, wire.size());
  if (plan.fixed_size().value_or(wire.size()) != wire.size() || plan.min_size() > wire.size()) {
    return fmt::format("{} bytes, but the plan says {} (fixed), {} (least)", wire.size(), plan.fixed_size().value_or(0),
                       plan.min_size());
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::byte> from_hex(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::vector<std::byte> bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(digit(text[2 * i]) * 16 + digit(text[2 * i + 1]));
  }
  return bytes;
}

std::string to_hex(Bytes bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    text += digits[std::to_integer<unsigned>(byte >> 4)];
    text += digits[std::to_integer<unsigned>(byte & std::byte{15})];
  }
  return text;
}

Config config_from_name(std::string_view name) {
  Config config = name.starts_with("standard") ? Config::standard() : Config::legacy();
  if (name.find("-be") != name.npos) config = config.with_big_endian();
  if (const auto at = name.find("+limit="); at != name.npos) {
    std::uint64_t limit = 0;
    std::from_chars(name.data() + at + 7, name.data() + name.size(), limit);
    config = config.with_limit(limit);
  }
  return config;
}

Row parse_row(std::string_view line) {
  std::array<std::string_view, 7> columns;
  for (std::string_view& column : columns) {
    column = line.substr(0, line.find('\t'));
    line.remove_prefix(std::min(line.size(), column.size() + 1));
  }
  if (columns[0].size() != 1) throw std::runtime_error(fmt::format("not a row: {}", columns[0]));
  return {columns[0][0], columns[1], columns[2], {columns[3], columns[4], columns[5], columns[6]}};
}

Result<Type> type_from_notation(std::string_view notation) {
  const auto at = notation.find(" where ");
  if (at == notation.npos) return parse_type(notation);
  Schema schema;
  const auto added = schema.add_source("items.rs", std::string(notation.substr(at + 7)));
  if (!added) return std::unexpected(added.error());
  return schema.type(notation.substr(0, at));
}

bool reads_byte_text(const Type& type) {
  return std::ranges::any_of(type.model().nodes, [](const schema::TypeNode& node) {
    return node.kind == schema::Kind::bytes || node.kind == schema::Kind::c_string;
  });
}

bool is_one_sided(const Result<std::uint64_t>& verified) {
  if (verified || verified.error().code != Errc::not_canonical) return false;
  const std::string& detail = verified.error().detail;
  return detail.ends_with("never written") || detail.ends_with("never read");
}

bool has_control_or_surrogate(std::string_view text) {
  if (text.find("\\ud") != text.npos || text.find("\\uD") != text.npos) return true;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (in_string && c < 0x20) return true;
    if (in_string && c == '\\') ++i;
    if (c == '"') in_string = !in_string;
  }
  return false;
}

const RowChecker::Prepared& RowChecker::prepared(std::string_view type, std::string_view config) {
  if (plans_.size() > 4096) plans_.clear();
  std::string key = fmt::format("{}\t{}", config, type);
  const auto found = plans_.find(key);
  if (found != plans_.end()) return found->second;
  const auto resolved = schema_ == nullptr ? type_from_notation(type) : schema_->type(type);
  Prepared made{Result<Plan>(std::unexpected(Error{})), false};
  if (resolved) {
    made = {compile(*resolved, config_from_name(config)), reads_byte_text(*resolved)};
  } else {
    made.plan = std::unexpected(resolved.error());
  }
  return plans_.emplace(std::move(key), std::move(made)).first->second;
}

std::optional<std::string> RowChecker::disagreement(const Row& row) {
  // bool keys of maps are text, as later releases of serde_json have it; 1.0.87 refuses them.
  if (row.type.find("Map<bool,") != row.type.npos) {
    ++excepted_;
    return std::nullopt;
  }
  const Prepared& type = prepared(row.type, row.config);
  if (!type.plan) return fmt::format("the type is refused: {}", describe(type.plan.error()));
  if (row.kind == 'j' && type.byte_text && has_control_or_surrogate(text_of(row))) {
    ++excepted_;
    return std::nullopt;
  }
  ++checked_;
  switch (row.kind) {
    case 'v': return check_value(*type.plan, row);
    case 'w': return check_wire(*type.plan, row);
    case 'j': return check_text(*type.plan, row);
    default: return fmt::format("unknown kind of row {}", row.kind);
  }
}

std::optional<std::string> RowChecker::check_value(const Plan& plan, const Row& row) {
  const auto& [text, hex, back, unused] = row.columns;
  const std::vector<std::byte> wire = from_hex(hex);
  if (auto why = compare_text(plan, wire, text)) return why;
  if (auto why = compare_size(plan, wire)) return why;
  const auto verified = verify(plan, wire);
  if (!verified) return fmt::format("verify refuses: {}", describe(verified.error()));
  if (*verified != wire.size()) return fmt::format("verify takes {} of {} bytes", *verified, wire.size());
  if (is_refusal(text)) return std::nullopt;
  return compare_encoding(plan, text, back, wire);
}

std::optional<std::string> RowChecker::check_wire(const Plan& plan, const Row& row) {
  const auto& [hex, taken_column, text, same] = row.columns;
  const std::vector<std::byte> wire = from_hex(hex);
  if (auto why = skipping_disagreement(plan, wire)) return why;
  if (auto why = sharing_disagreement(plan, wire)) return why;
  if (taken_column == "?") {  // The oracle cannot say; limcode must come to an end.
    std::ignore = to_json(plan, wire);
    return std::nullopt;
  }
  if (is_refusal(taken_column)) {
    ++refused_;
    if (skip(plan, wire)) return fmt::format("skip accepts, the oracle says {}", taken_column);
    if (verify(plan, wire)) return fmt::format("verify accepts, the oracle says {}", taken_column);
    return compare_text(plan, wire, taken_column);
  }
  const std::size_t taken = std::stoull(std::string(taken_column));
  if (claims_too_much(plan, wire)) {
    ++excepted_;
    return std::nullopt;
  }
  const auto skipped = skip(plan, wire);
  if (!skipped) return fmt::format("skip refuses: {}", describe(skipped.error()));
  if (*skipped != taken) return fmt::format("skip takes {} bytes, expected {}", *skipped, taken);
  if (taken < wire.size()) {
    if (to_json(plan, wire)) return "to_json accepts trailing bytes";
    if (verify(plan, wire)) return "verify accepts trailing bytes";
  }
  const Bytes frame = Bytes(wire).first(taken);
  if (auto why = compare_text(plan, frame, text)) return why;
  if (auto why = compare_size(plan, frame)) return why;
  const auto verified = verify(plan, frame);
  if (verified.has_value() == (same == "=") || is_one_sided(verified)) return std::nullopt;
  return verified ? fmt::format("verify accepts, but the value encodes to {}", same)
                  : fmt::format("verify refuses a canonical frame: {}", describe(verified.error()));
}

std::optional<std::string> RowChecker::check_text(const Plan& plan, const Row& row) {
  refused_ += is_refusal(row.columns[1]);
  if (auto why = windows_disagreement(plan, text_of(row))) return why;
  return compare_encoding(plan, text_of(row), row.columns[1], {});
}

void check_rows(RowChecker& checker, const std::vector<std::string>& lines) {
  constexpr std::size_t shown_most = 20;
  constexpr std::size_t shown_bytes = 2000;
  std::size_t shown = 0;
  for (const std::string& line : lines) {
    const auto why = checker.disagreement(parse_row(line));
    if (!why) continue;
    FAIL_CHECK(why->substr(0, shown_bytes) << "\n  " << line.substr(0, shown_bytes));
    if (++shown == shown_most) FAIL("and perhaps more");
  }
}

}  // namespace limcode::test
