// Rendering failures.
#include "cli/report.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/json_text.hpp"

namespace limcode::cli {
namespace {

std::string detail_of(const Failure& failure) {
  if (!failure.error.detail.empty()) return failure.error.detail;
  std::string words(to_string(failure.error.code));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

// What is wrong, where, and what to do: the one line.
std::string headline(const Failure& failure) {
  const Error& error = failure.error;
  std::string line = "limcode: ";
  if (!failure.subject.empty()) line += failure.subject;
  if (error.line != 0) line += fmt::format(":{}:{}", error.line, error.column);
  if (!failure.subject.empty()) line += ": ";
  if (failure.frame) line += fmt::format("frame {} at byte {}: ", failure.frame->number, failure.frame->offset);
  if (failure.on_wire) line += fmt::format("byte {}: ", error.offset);
  if (!error.path.empty()) line += error.path + ": ";
  line += detail_of(failure);
  if (!failure.advice.empty()) line += "; " + failure.advice;
  return line;
}

std::string describe(const Config& config) {
  std::string text =
      fmt::format("{} ({} integers, {} endian)", config_name(config),
                  config.int_encoding == IntEncoding::fixed ? "fixed-width" : "variable-width", endian_name(config));
  if (config.limit_bytes != Config::no_limit) text += fmt::format(", at most {}", count_of(config.limit_bytes, "byte"));
  if (config.trailing == Trailing::allow) text += ", bytes after the frame allowed";
  return text;
}

void add_line(std::string& report, std::string_view label, std::string_view text, std::size_t width = 9) {
  report += fmt::format("  {:<{}}{}\n", label, width, text);
}

// One line of hex with the offending bytes marked below.
void add_bytes(std::string& report, const BytesExcerpt& excerpt, std::size_t label_width) {
  std::string hex;
  std::string marks;
  for (std::size_t index = 0; index < excerpt.bytes.size() || excerpt.start + index == excerpt.marked_start; ++index) {
    const std::uint64_t offset = excerpt.start + index;
    const bool marked = offset >= excerpt.marked_start && offset < excerpt.marked_end;
    const bool exists = index < excerpt.bytes.size();
    hex += exists ? fmt::format("{:02x} ", static_cast<unsigned>(excerpt.bytes[index])) : "   ";
    marks += marked ? "^^ " : "   ";
  }
  const std::string offset = fmt::format("{:08x}", excerpt.start);
  add_line(report, excerpt.label.empty() ? "bytes" : printable(excerpt.label), offset + "  " + hex, label_width);
  add_line(report, "", std::string(offset.size() + 2, ' ') + marks, label_width);
}

// Excerpts of two inputs stand below each other, so that their bytes can be compared by eye.
void add_excerpts(std::string& report, const std::vector<BytesExcerpt>& excerpts) {
  std::size_t label_width = 9;
  for (const BytesExcerpt& excerpt : excerpts) {
    label_width = std::max(label_width, printable(excerpt.label).size() + 2);
  }
  for (const BytesExcerpt& excerpt : excerpts) add_bytes(report, excerpt, label_width);
}

void add_text(std::string& report, const TextExcerpt& excerpt) {
  // Escaping changes widths: what stands before the mark is escaped on its own to know where it ends.
  const std::string_view text = excerpt.text;
  const std::string before = printable(text.substr(0, excerpt.marked_start));
  const std::string marked = printable(text.substr(excerpt.marked_start, excerpt.marked_size));
  const std::string number = fmt::format("{:>5}", excerpt.line);
  const auto columns = [](std::string_view shown) {
    return static_cast<std::size_t>(
        std::ranges::count_if(shown, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
  };
  report += fmt::format("  {} | {}\n", number, printable(text));
  report += fmt::format("  {} | {}{}\n", std::string(number.size(), ' '), std::string(columns(before), ' '),
                        std::string(std::max<std::size_t>(1, columns(marked)), '^'));
}

void add_snippet(std::string& report, std::string_view snippet) {
  while (!snippet.empty()) {
    const std::size_t end = std::min(snippet.find('\n'), snippet.size());
    report += "  " + printable(snippet.substr(0, end)) + '\n';
    snippet.remove_prefix(std::min(end + 1, snippet.size()));
  }
}

// Trailing blanks are of no use to anyone.
std::string without_trailing_blanks(const std::string& report) {
  std::string out;
  for (const char character : report) {
    if (character == '\n') out.erase(out.find_last_not_of(' ') + 1);
    out += character;
  }
  return out;
}

std::string render_text(const Failure& failure) {
  std::string report = printable(headline(failure)) + '\n';
  if (failure.text) add_text(report, *failure.text);
  add_snippet(report, failure.snippet);
  if (!failure.error.type.empty() && failure.error.type != failure.type) {
    const std::string within = failure.type.empty() ? "" : " in " + failure.type;
    add_line(report, "type", printable(failure.error.type + within));
  } else if (!failure.type.empty()) {
    add_line(report, "type", printable(failure.type));
  }
  if (!failure.declared.empty()) add_line(report, "declared", printable(failure.declared));
  if (failure.config) add_line(report, "config", describe(*failure.config));
  if (!failure.found.empty()) add_line(report, "found", printable(failure.found));
  if (!failure.expected.empty()) add_line(report, "expected", printable(failure.expected));
  add_excerpts(report, failure.bytes);
  for (const std::string& note : failure.notes) add_line(report, "note", printable(note));
  for (const std::string& hint : failure.hints) add_line(report, "hint", printable(hint));
  return without_trailing_blanks(report);
}

std::string json_of(const Config& config) {
  JsonObject object;
  object.text("config", config_name(config)).text("endian", endian_name(config));
  if (config.limit_bytes != Config::no_limit) object.number("limit", config.limit_bytes);
  object.text("trailing", config.trailing == Trailing::reject ? "reject" : "allow");
  return object.take();
}

std::string json_of(const BytesExcerpt& excerpt) {
  std::string hex;
  for (const std::byte byte : excerpt.bytes) hex += fmt::format("{:02x}", static_cast<unsigned>(byte));
  JsonObject object;
  if (!excerpt.label.empty()) object.text("of", excerpt.label);
  return object.number("offset", excerpt.start)
      .text("hex", hex)
      .number("marked_from", excerpt.marked_start)
      .number("marked_to", excerpt.marked_end)
      .take();
}

template <class Items, class Print>
std::string json_array(const Items& items, Print print) {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text += ',';
    text += print(item);
  }
  return text + ']';
}

void add_place(JsonObject& object, const Failure& failure) {
  const Error& error = failure.error;
  if (error.line != 0) object.number("line", error.line).number("column", error.column);
  if (error.line != 0 || failure.on_wire) {
    object.number("offset", error.offset).number("end_offset", std::max(error.offset, error.end_offset));
  }
  if (failure.frame) {
    object.raw("frame",
               JsonObject().number("number", failure.frame->number).number("offset", failure.frame->offset).take());
  }
  if (error.code == Errc::unexpected_end && failure.on_wire) {
    object.number("needed", error.needed).number("available", error.available);
  }
  if (!error.path.empty()) object.text("path", error.path);
}

std::string render_json(const Failure& failure) {
  const Error& error = failure.error;
  JsonObject object;
  object.text("code", failure.exit == Exit::command && error.code == Errc::ok ? "usage" : to_string(error.code))
      .number("exit", static_cast<std::uint64_t>(failure.exit))
      .text("message", headline(failure).substr(std::string_view("limcode: ").size()));
  if (!failure.subject.empty()) object.text("input", failure.subject);
  add_place(object, failure);
  object.text("detail", detail_of(failure));
  if (!failure.advice.empty()) object.text("advice", failure.advice);
  if (!error.type.empty()) object.text("type", error.type);
  if (!failure.type.empty()) object.text("root_type", failure.type);
  if (failure.config) object.raw("config", json_of(*failure.config));
  if (!failure.found.empty()) object.text("found", failure.found);
  if (!failure.expected.empty()) object.text("expected", failure.expected);
  if (!failure.bytes.empty()) {
    object.raw("bytes", json_array(failure.bytes, [](const BytesExcerpt& excerpt) { return json_of(excerpt); }));
  }
  if (failure.text) object.text("text", failure.text->text);
  if (!failure.snippet.empty()) object.text("snippet", failure.snippet);
  if (!failure.declared.empty()) object.text("declared", failure.declared);
  if (!failure.notes.empty()) object.raw("notes", json_array(failure.notes, quote_json));
  if (!failure.hints.empty()) object.raw("hints", json_array(failure.hints, quote_json));
  return JsonObject().raw("error", object.take()).take() + '\n';
}

// Names, paths and types are as long as whoever made the input likes; a report is not.
constexpr std::size_t longest_start = 400;
constexpr std::size_t longest_end = 160;

void shorten(std::string& text) {
  if (text.size() <= longest_start + longest_end) return;
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
  std::size_t from = longest_start;
  std::size_t to = text.size() - longest_end;
  while (from > 0 && continues(from)) --from;
  while (to < text.size() && continues(to)) ++to;
  text.replace(from, to - from, "...");
}

// Line by line: the mark below a line points at a column.
std::string shorten_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    shorten(line);
    out += line;
    if (end != text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Failure shortened(Failure failure) {
  for (std::string* const text : {&failure.error.path, &failure.error.detail, &failure.error.type, &failure.type,
                                  &failure.declared, &failure.found, &failure.expected}) {
    shorten(*text);
  }
  for (std::string& note : failure.notes) shorten(note);
  for (std::string& hint : failure.hints) shorten(hint);
  failure.snippet = shorten_lines(failure.snippet);
  return failure;
}

}  // namespace

std::string render(const Failure& failure, ErrorFormat format) {
  const Failure shown = shortened(failure);
  return format == ErrorFormat::json ? render_json(shown) : render_text(shown);
}

}  // namespace limcode::cli
