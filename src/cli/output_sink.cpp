// Collecting small blocks.
#include "cli/output_sink.hpp"

namespace limcode::cli {
namespace {

constexpr std::size_t collected_bytes = std::size_t{128} << 10;

}  // namespace

Result<void> OutputSink::pass(std::span<const std::byte> block) {
  progress_->add(block.size());
  return output_->write(block);
}

Result<void> OutputSink::write(std::span<const std::byte> block) {
  if (collected_.size() + block.size() < collected_bytes) {
    collected_.append(block.data(), block.size());
    return {};
  }
  if (auto flushed = flush(); !flushed) return flushed;
  if (block.size() >= collected_bytes) return pass(block);
  collected_.append(block.data(), block.size());
  return {};
}

Result<void> OutputSink::flush() {
  if (collected_.empty()) return {};
  auto written = pass(collected_.bytes());
  collected_.clear();
  return written;
}

}  // namespace limcode::cli
