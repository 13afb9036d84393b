// From flags to a plan: the type that --type says, or the built-in type that the bytes turn out to be.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/failure.hpp"
#include "cli/flag_values.hpp"
#include "cli/reading.hpp"
#include "cli/session.hpp"
#include "limcode/plan.hpp"
#include "limcode/schema.hpp"

namespace limcode::cli {

/// A plan and the type it is of, so that it can be compiled again for another configuration.
struct TypedPlan {
  Type type;
  Plan plan;
};

/// The types of these files and folders.
[[nodiscard]] Outcome<Schema> load_schemas(const std::vector<std::string>& paths);

/// The plan of --type, or of the schema's root, or of limcode::Json when neither is given.
[[nodiscard]] Outcome<TypedPlan> compile_type(const TypeFlags& flags, const Config& config);

/// The same for a command that cannot do without a type: `purpose` is the flag that needs one.
[[nodiscard]] Outcome<TypedPlan> compile_given_type(const TypeFlags& flags, const Config& config,
                                                    std::string_view purpose);

/// The plan for a dump: of --type, or of the only built-in type that its bytes are exactly one canonical frame of. With
/// From::automatic, text that stands for such bytes is taken for them where the bytes themselves do not fit. What was
/// found out is said on stderr; none or several are a failure that lists them.
[[nodiscard]] Outcome<TypedPlan> choose_plan(const TypeFlags& flags, Dump& dump, From from, const Config& config,
                                             Session& session);

/// The failure to read `wire` by `typed`, with what explains it where that can be found: another configuration that
/// fits, or more frames.
[[nodiscard]] Failure explain(Error error, const std::string& subject, const TypedPlan& typed,
                              std::span<const std::byte> wire);

}  // namespace limcode::cli
