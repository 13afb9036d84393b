// From flags to a plan: the type that --type says, or the built-in type that the bytes turn out to be.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "cli/failure.hpp"
#include "cli/flags.hpp"
#include "cli/session.hpp"
#include "limcode/plan.hpp"
#include "limcode/schema.hpp"

namespace limcode::cli {

/// A plan and the type it is of, so that it can be compiled again for another configuration.
struct TypedPlan {
  Type type;
  Plan plan;
};

/// The plan of --type, or of limcode::Json when it is not given.
[[nodiscard]] Outcome<TypedPlan> compile_type(const TypeFlags& flags, const Config& config);

/// The plan for `wire`: of --type, or of the only built-in type that these bytes are exactly one canonical frame of.
/// What was found out is said on stderr; none or several are a failure that lists them.
[[nodiscard]] Outcome<TypedPlan> choose_plan(const TypeFlags& flags, std::span<const std::byte> wire,
                                             const std::string& subject, const Config& config, Session& session);

/// The failure to read `wire` by `plan`, with what explains it where that can be found: another configuration that
/// fits, or more frames.
[[nodiscard]] Failure explain(Error error, const std::string& subject, const TypedPlan& plan,
                              std::span<const std::byte> wire);

}  // namespace limcode::cli
