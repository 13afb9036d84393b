// compile, and what a Plan tells of itself.
#include "plan/compiler.hpp"

namespace limcode {

const Config& Plan::config() const noexcept { return program_->config; }

const std::string& Plan::type_name() const noexcept { return program_->type_name(program_->nodes[program_->root]); }

std::optional<std::uint64_t> Plan::fixed_size() const noexcept {
  const std::uint64_t size = program_->nodes[program_->root].fixed;
  if (size == plan::no_size) return std::nullopt;
  return size;
}

bool Plan::reads_to_end() const noexcept { return program_->to_end; }

std::uint64_t Plan::min_size() const noexcept { return program_->nodes[program_->root].min; }

Result<Plan> compile(const Type& type, const Config& config) {
  auto program = std::make_shared<plan::Program>();
  program->config = config;
  program->model = type.shared_model();
  plan::Compiler compiler(*program, type.model());
  auto root = compiler.root(type.id());
  if (!root) return std::unexpected(std::move(root.error()));
  program->root = *root;
  // Labels are copied in whole steps; see TextRef's users.
  program->text.append(plan::label_slack, '\0');
  return Plan(std::move(program));
}

}  // namespace limcode
