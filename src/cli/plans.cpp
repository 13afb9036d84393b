// Choosing types, and second thoughts when the choice does not fit.
#include "cli/plans.hpp"

#include <unistd.h>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <array>
#include <cerrno>
#include <vector>

#include "cli/declaration.hpp"
#include "io/system_error.hpp"
#include "limcode/schema.hpp"
#include "limcode/transcode.hpp"
#include "solana/candidates.hpp"

namespace limcode::cli {
namespace {

constexpr std::string_view untyped = "limcode::Json";

constexpr std::array<std::string_view, 1> any_dump{untyped};

// The built-in types that a dump may turn out to be: of each list, the first that fits. Solana's are laid out in one
// way only.
std::vector<std::span<const std::string_view>> candidates(std::span<const std::byte> wire, const Config& config) {
  std::vector<std::span<const std::string_view>> lists{any_dump};
  if (config.int_encoding != IntEncoding::fixed || config.endian != Endian::little) return lists;
  const auto solana = solana::candidates(wire);
  lists.insert(lists.end(), solana.begin(), solana.end());
  return lists;
}

Outcome<TypedPlan> compile_resolved(const Result<Type>& type, const Config& config) {
  if (!type) return std::unexpected(schema_failure(type.error()));
  auto plan = compile(*type, config);
  if (!plan) return std::unexpected(schema_failure(plan.error()));
  return TypedPlan{*type, std::move(*plan)};
}

Outcome<TypedPlan> compile_expression(std::string_view expression, const Config& config,
                                      SolanaStyle style = SolanaStyle::rpc) {
  return compile_resolved(parse_type(expression, style), config);
}

std::vector<TypedPlan> matching(std::span<const std::byte> wire, const Config& config,
                                SolanaStyle style = SolanaStyle::rpc) {
  std::vector<TypedPlan> found;
  for (const auto names : candidates(wire, config)) {
    for (const std::string_view name : names) {
      auto typed = compile_expression(name, config.reject_trailing_bytes(), style);
      if (!typed || !verify(typed->plan, wire)) continue;
      found.push_back(std::move(*typed));
      break;
    }
  }
  return found;
}

std::string names_of(const std::vector<TypedPlan>& plans) {
  std::vector<std::string> names;
  names.reserve(plans.size());
  for (const TypedPlan& typed : plans) names.push_back(typed.type.name());
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string flags_of(const Config& config) {
  std::string flags = fmt::format("--config {}", config_name(config));
  if (config.endian == Endian::big) flags += " --endian big";
  return flags;
}

// The other ways to lay out integers, the likeliest first.
std::vector<Config> other_configs(const Config& config) {
  const auto other_encoding =
      config.int_encoding == IntEncoding::fixed ? config.with_varint_encoding() : config.with_fixint_encoding();
  const auto other_endian = [](const Config& from) {
    return from.endian == Endian::little ? from.with_big_endian() : from.with_little_endian();
  };
  return {other_encoding, other_endian(config), other_endian(other_encoding)};
}

Failure unrecognised(std::span<const std::byte> wire, const std::string& subject, const Config& config) {
  Failure failure;
  failure.subject = subject;
  failure.error.code = Errc::invalid_value;
  if (wire.empty()) {
    failure.error.detail = "it is empty, which only a type without bytes can be";
    failure.advice = "check how it was written, or name such a type with --type";
    return failure;
  }
  failure.error.detail = "no built-in type fits these bytes exactly";
  failure.advice = "say what they are with --type";
  failure.config = config;
  std::vector<std::string_view> tried;
  for (const auto names : candidates(wire, config)) tried.insert(tried.end(), names.begin(), names.end());
  failure.notes.push_back(fmt::format("tried {}", fmt::join(tried, ", ")));
  for (const Config& other : other_configs(config)) {
    const auto found = matching(wire, other);
    if (found.empty()) continue;
    failure.hints.push_back(fmt::format("they fit {} with {}", names_of(found), flags_of(other)));
    break;
  }
  return failure;
}

Failure ambiguous(const std::vector<TypedPlan>& plans, const std::string& subject, const Config& config) {
  Failure failure;
  failure.subject = subject;
  failure.error.code = Errc::invalid_value;
  failure.error.detail = "several built-in types fit these bytes: " + names_of(plans);
  failure.advice = "pick one with --type";
  failure.config = config;
  return failure;
}

// How many frames the bytes hold end to end, if they are nothing else.
std::uint64_t count_frames(const Plan& plan, std::span<const std::byte> wire) {
  constexpr std::uint64_t enough = 1'000'000;
  std::uint64_t count = 0;
  while (!wire.empty() && count < enough) {
    const auto size = skip(plan, wire);
    if (!size || *size == 0) return 0;
    wire = wire.subspan(*size);
    ++count;
  }
  return wire.empty() ? count : 0;
}

void add_config_hint(Failure& failure, const TypedPlan& typed, std::span<const std::byte> wire) {
  for (const Config& other : other_configs(typed.plan.config())) {
    const auto plan = compile(typed.type, other.reject_trailing_bytes());
    const auto size = plan ? skip(*plan, wire) : Result<std::uint64_t>(std::unexpect);
    if (!size || *size != wire.size()) continue;
    failure.hints.push_back(fmt::format("the same bytes are one whole {} with {}", typed.type.name(), flags_of(other)));
    return;
  }
}

// The data of an account is longer than what is stored in it.
void add_padding_hint(Failure& failure, const TypedPlan& typed, std::span<const std::byte> wire) {
  const auto padded = compile_expression("solana::Padded<" + typed.type.name() + ">", typed.plan.config());
  if (!padded || !verify(padded->plan, wire)) return;
  failure.hints.push_back(
      fmt::format("they are one whole {}, which holds what follows the value as well", padded->type.name()));
}

void add_frames_hint(Failure& failure, const TypedPlan& typed, std::span<const std::byte> wire) {
  const auto plan = compile(typed.type, typed.plan.config().allow_trailing_bytes());
  const std::uint64_t frames = plan ? count_frames(*plan, wire) : 0;
  if (frames > 1) failure.hints.push_back(fmt::format("they are {} frames end to end: --frames reads them", frames));
}

// The plan of the flags, or of the only candidate that fits.
Outcome<TypedPlan> choose_for(const TypeFlags& flags, std::span<const std::byte> wire, const std::string& subject,
                              const Config& config) {
  if (flags.given()) return compile_type(flags, config);
  auto found = matching(wire, config, flags.style);
  if (found.empty()) return std::unexpected(unrecognised(wire, subject, config));
  if (found.size() > 1) return std::unexpected(ambiguous(found, subject, config));
  return std::move(found.front());
}

bool fits(const Outcome<TypedPlan>& chosen, std::span<const std::byte> wire) {
  if (!chosen) return chosen.error().exit != Exit::data;  // a wrong command is no better for other bytes
  const auto size = skip(chosen->plan, wire);
  return size && (*size == wire.size() || chosen->plan.config().trailing == Trailing::allow);
}

// One way to read a text, and what the bytes are then.
struct Reading {
  From from;
  Buffer bytes;
  Outcome<TypedPlan> plan;
};

std::vector<Reading> readable_forms(const TypeFlags& flags, const Dump& dump, const Config& config) {
  std::vector<Reading> readings;
  for (const From from : {From::hex, From::base64, From::base58}) {
    auto bytes = decode_text(dump.input().text(), from, dump.name());
    if (!bytes) continue;
    auto plan = choose_for(flags, bytes->bytes(), dump.name(), config);
    if (plan && fits(plan, bytes->bytes())) readings.push_back({from, std::move(*bytes), std::move(plan)});
  }
  return readings;
}

Failure ambiguous_text(const std::vector<Reading>& readings, const std::string& subject) {
  std::string forms;
  for (const Reading& reading : readings) {
    forms += fmt::format("{}{}", forms.empty() ? "" : ", ", name_of(reading.from));
  }
  Failure failure;
  failure.subject = subject;
  failure.error.code = Errc::invalid_value;
  failure.error.detail = "this text makes sense in several forms: " + forms;
  failure.advice = "pick one with --from";
  return failure;
}

}  // namespace

Outcome<Schema> load_schemas(const std::vector<std::string>& paths) {
  Schema schema;
  for (const std::string& path : paths) {
    if (::access(path.c_str(), R_OK) != 0) {
      return std::unexpected(plain_failure(io::system_error("read", path, errno)));
    }
    if (auto loaded = schema.load(path); !loaded) return std::unexpected(schema_failure(std::move(loaded.error())));
  }
  return schema;
}

Outcome<TypedPlan> compile_type(const TypeFlags& flags, const Config& config) {
  if (flags.schemas.empty()) {
    return compile_expression(flags.expression.value_or(std::string(untyped)), config, flags.style);
  }
  auto schema = load_schemas(flags.schemas);
  if (!schema) return std::unexpected(schema.error());
  schema->show_solana_as(flags.style);
  return compile_resolved(flags.expression ? schema->type(*flags.expression) : schema->root(), config);
}

Outcome<TypedPlan> compile_given_type(const TypeFlags& flags, const Config& config, std::string_view purpose) {
  if (flags.given()) return compile_type(flags, config);
  return std::unexpected(command_failure(fmt::format("{} needs to know the type; say it with --type", purpose)));
}

Outcome<TypedPlan> choose_plan(const TypeFlags& flags, Dump& dump, From from, const Config& config, Session& session) {
  auto chosen = choose_for(flags, dump.bytes(), dump.name(), config);
  if (from == From::automatic && may_be_text(dump.input().text()) && !fits(chosen, dump.bytes())) {
    auto readings = readable_forms(flags, dump, config);
    if (readings.size() > 1) return std::unexpected(ambiguous_text(readings, dump.name()));
    if (readings.size() == 1) {
      session.notice(fmt::format("{} is read as {}; --from says otherwise", dump.name(), name_of(readings[0].from)));
      chosen = std::move(readings[0].plan);
      dump.read_as(std::move(readings[0].bytes));
    }
  }
  if (chosen && !flags.given()) {
    session.notice(fmt::format("{} is taken for {}; --type says otherwise", dump.name(), chosen->type.name()));
  }
  return chosen;
}

Failure explain(Error error, const std::string& subject, const TypedPlan& typed, std::span<const std::byte> wire) {
  const Config& config = typed.plan.config();
  const Errc code = error.code;
  Failure failure = wire_failure(std::move(error), subject, wire, config, typed.type.name());
  if (failure.exit != Exit::data) return failure;
  failure.declared = declaration_of(typed.type, failure.error.path);
  if (code == Errc::trailing_bytes) add_frames_hint(failure, typed, wire);
  if (code == Errc::trailing_bytes && typed.type.name().starts_with("solana::")) add_padding_hint(failure, typed, wire);
  if (code != Errc::not_canonical) add_config_hint(failure, typed, wire);
  return failure;
}

}  // namespace limcode::cli
