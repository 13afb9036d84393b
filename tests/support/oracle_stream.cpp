// One record costs limcode a few microseconds, so that millions of them can be checked.
#include "support/oracle_stream.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <stdexcept>

#include "limcode/transcode.hpp"
#include "support/oracle_rows.hpp"
#include "support/other_ways.hpp"

namespace limcode::test {
namespace {

static_assert(std::endian::native == std::endian::little, "records are little endian");

using Bytes = std::span<const std::byte>;

struct Header {
  std::uint16_t type;
  std::uint8_t config;
  std::uint8_t accepted;
  std::uint32_t length;
  std::uint32_t taken;
  std::uint8_t printed;
  std::uint8_t same;
  std::uint16_t unused;
  std::uint64_t hash;
};
static_assert(sizeof(Header) == 24);

std::uint64_t fnv1a(Bytes bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::byte byte : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3;
  return hash;
}

std::string describe_briefly(const Error& error) {
  return fmt::format("{} at {}: {}", to_string(error.code), error.offset, error.detail);
}

/// What limcode bounds on purpose: elements without bytes.
bool claims_too_much(const Result<std::string>& text) { return !text && text.error().code == Errc::length_overflow; }

}  // namespace

bool read_record(std::FILE* stream, StreamRecord& record) {
  Header header;
  const std::size_t count = std::fread(&header, 1, sizeof header, stream);
  if (count == 0) return false;
  record.input.resize(count == sizeof header ? header.length : 0);
  if (count != sizeof header || std::fread(record.input.data(), 1, header.length, stream) != header.length) {
    throw std::runtime_error("the stream of the oracle ends within a record");
  }
  record.type = header.type;
  record.config = header.config;
  record.accepted = header.accepted != 0;
  record.taken = header.taken;
  record.printed = header.printed != 0;
  record.same = header.same != 0;
  record.hash = header.hash;
  return true;
}

const StreamChecker::Prepared& StreamChecker::prepared(std::size_t type) {
  if (types_.size() <= type) types_.resize(type + 1);
  if (types_[type]) return *types_[type];
  Prepared& made = types_[type].emplace();
  const auto resolved = schema_->type(fmt::format("t{}::Root", type));
  if (!resolved)
    throw std::runtime_error(fmt::format("t{}::Root is refused: {}", type, describe_briefly(resolved.error())));
  made.has_byte_text = reads_byte_text(*resolved);
  for (std::size_t i = 0; i < stream_configs.size(); ++i) {
    auto plan = compile(*resolved, config_from_name(stream_configs[i]));
    if (!plan) throw std::runtime_error(fmt::format("t{}::Root is refused: {}", type, describe_briefly(plan.error())));
    made.plans[i] = std::move(*plan);
  }
  return made;
}

std::optional<std::string> StreamChecker::frame_disagreement(const StreamRecord& record) {
  const Plan& plan = *prepared(record.type).plans[record.config];
  const Bytes wire = record.input;
  ++checked_;
  accepted_ += record.accepted;
  if (auto why = skipping_disagreement(plan, wire)) return why;
  const auto skipped = skip(plan, wire);
  if (!record.accepted) {
    if (skipped) return fmt::format("skip accepts {} bytes, the oracle refuses", *skipped);
    if (verify(plan, wire)) return "verify accepts, the oracle refuses";
    if (const auto text = to_json(plan, wire)) return fmt::format("to_json prints {}, the oracle refuses", *text);
    return std::nullopt;
  }
  if (!skipped)
    return fmt::format("skip refuses: {}; the oracle takes {} bytes", describe_briefly(skipped.error()), record.taken);
  if (*skipped != record.taken) return fmt::format("skip takes {} bytes, the oracle {}", *skipped, record.taken);
  const Bytes frame = wire.first(record.taken);
  if (frame.size() != wire.size()) {
    if (to_json(plan, wire)) return "to_json accepts trailing bytes";
    if (verify(plan, wire)) return "verify accepts trailing bytes";
  }
  const auto text = to_json(plan, frame);
  if (claims_too_much(text)) {
    ++excepted_;
    return std::nullopt;
  }
  if (text.has_value() != record.printed) {
    return text ? fmt::format("to_json prints {}, the oracle cannot", *text)
                : fmt::format("to_json refuses: {}", describe_briefly(text.error()));
  }
  if (text && fnv1a(std::as_bytes(std::span(*text))) != record.hash) {
    return fmt::format("to_json prints {}, the oracle another text", *text);
  }
  const auto verified = verify(plan, frame);
  if (verified.has_value() == record.same) return std::nullopt;
  if (is_one_sided(verified)) {
    ++excepted_;
    return std::nullopt;
  }
  return verified ? "verify accepts, but the value does not encode to the same bytes"
                  : fmt::format("verify refuses a canonical frame: {}", describe_briefly(verified.error()));
}

std::optional<std::string> StreamChecker::text_disagreement(const StreamRecord& record) {
  const Prepared& type = prepared(record.type);
  const std::string_view text(reinterpret_cast<const char*>(record.input.data()), record.input.size());
  if (type.has_byte_text && has_control_or_surrogate(text)) {
    ++excepted_;
    return std::nullopt;
  }
  ++checked_;
  accepted_ += record.accepted;
  if (auto why = windows_disagreement(*type.plans[record.config], text)) return why;
  out_.clear();
  const auto encoded = from_json(*type.plans[record.config], text, out_);
  if (!record.accepted) {
    if (!encoded) return std::nullopt;
    return fmt::format("from_json accepts ({}), the oracle refuses", to_hex(out_.bytes()));
  }
  if (!encoded) return fmt::format("from_json refuses: {}", describe_briefly(encoded.error()));
  if (out_.bytes().size() == record.taken && fnv1a(out_.bytes()) == record.hash) return std::nullopt;
  return fmt::format("from_json gives {}, the oracle another frame of {} bytes", to_hex(out_.bytes()), record.taken);
}

}  // namespace limcode::test
