// Chooses the table of kernels: the one that LIMCODE_FORCE_KERNELS names, else the best that this machine can
// run.
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "kernels/cpu_features.hpp"
#include "kernels/table.hpp"
#include "limcode/kernels.hpp"

namespace limcode::kernels {
namespace {

constexpr const char* variable = "LIMCODE_FORCE_KERNELS";

// The tables that this machine can run, best first; unused places are null.
std::array<const Table*, 3> runnable_tables() noexcept {
  std::array<const Table*, 3> tables{};
  std::size_t count = 0;
#if defined(__x86_64__)
  const CpuFeatures features = detect_cpu_features();
  if (features.avx512) tables[count++] = &avx512_table;
  if (features.avx2) tables[count++] = &avx2_table;
#endif
  tables[count] = &portable_table;
  return tables;
}

Error unusable(std::string_view name) {
  Error error;
  error.code = Errc::invalid_value;
  error.detail = "no kernels of this name can run here: '" + std::string(name) + "'; there are:";
  for (std::string_view known : available()) error.detail.append(" ").append(known);
  return error;
}

}  // namespace

namespace detail {

constinit std::atomic<const Table*> chosen{nullptr};

// Two threads may both get here first; they choose the same.
const Table* choose() noexcept {
  const char* forced = std::getenv(variable);
  const Table* table = forced == nullptr ? nullptr : find_table(forced, std::strlen(forced));
  if (table == nullptr) table = runnable_tables()[0];
  const Table* expected = nullptr;
  // use() may have been called meanwhile: its choice stands.
  if (!chosen.compare_exchange_strong(expected, table)) return expected;
  return table;
}

}  // namespace detail

const Table* find_table(const char* name, std::size_t length) noexcept {
  for (const Table* table : runnable_tables()) {
    if (table != nullptr && std::string_view(table->name) == std::string_view(name, length)) return table;
  }
  return nullptr;
}

std::vector<std::string_view> available() {
  std::vector<std::string_view> names;
  for (const Table* table : runnable_tables()) {
    if (table != nullptr) names.emplace_back(table->name);
  }
  return names;
}

std::string_view active() noexcept { return table().name; }

Result<void> use(std::string_view name) {
  const Table* table = find_table(name.data(), name.size());
  if (table == nullptr) return std::unexpected(unusable(name));
  detail::chosen.store(table, std::memory_order_release);
  return {};
}

Result<void> check_environment() {
  const char* forced = std::getenv(variable);
  if (forced == nullptr || *forced == '\0' || find_table(forced, std::strlen(forced)) != nullptr) return {};
  Error error = unusable(forced);
  error.detail = std::string(variable) + ": " + error.detail;
  return std::unexpected(std::move(error));
}

}  // namespace limcode::kernels
