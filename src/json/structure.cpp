#include "json/structure.hpp"

#include <simdjson.h>

#include <algorithm>

namespace limcode::json {
namespace {

// The limit of 32-bit positions, less what is added at the end.
constexpr std::size_t max_text = 0xFFFFFFFF - 4096;
// How often a cut that turns out to lie in a string is moved before the rest is taken whole.
constexpr int max_cuts = 8;

// One past a comma that is likely to stand between elements, at or before `from`; 0 if there is none near.
std::size_t likely_cut(std::string_view text, std::size_t from) {
  constexpr std::size_t near = std::size_t{64} << 10;
  const std::size_t lowest = from > near ? from - near : 1;
  for (std::size_t at = from; at > lowest; --at) {
    if (text[at - 1] == ',' && (text[at - 2] == '}' || text[at - 2] == ']')) return at;
  }
  const std::size_t comma = text.substr(0, from).rfind(',');
  return comma == std::string_view::npos || comma < lowest ? 0 : comma + 1;
}

}  // namespace

struct Structure::Stage {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  std::size_t capacity = 0;
  std::string copy;  // of a text whose end cannot be looked beyond

  bool reserve(std::size_t size) {
    if (parser != nullptr && capacity >= size) return true;
    capacity = std::max(size, std::size_t{4096});
    // Depth is of no use to the first stage.
    return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity + spare_positions, 1,
                                                                                   parser) == simdjson::SUCCESS;
  }
};

Structure::Structure() : stage_(std::make_unique<Stage>()) {}
Structure::~Structure() = default;
Structure::Structure(Structure&&) noexcept = default;
Structure& Structure::operator=(Structure&&) noexcept = default;

StructureStatus Structure::index(std::string_view text, std::size_t beyond, const char* end, Window& window) {
  if (text.size() > max_text) return StructureStatus::too_large;
  if (text.empty()) return StructureStatus::malformed;
  if (!stage_->reserve(text.size())) throw std::bad_alloc();
  auto& parser = *stage_->parser;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (parser.stage1(bytes, text.size(), simdjson::stage1_mode::regular) != simdjson::SUCCESS) {
    return StructureStatus::malformed;
  }
  std::uint32_t* const positions = parser.structural_indexes.get();
  const std::uint32_t count = parser.n_structural_indexes;
  std::fill_n(positions + count, spare_positions, static_cast<std::uint32_t>(beyond));
  window = {text.data(), positions, positions + count, end, false};
  return StructureStatus::ok;
}

StructureStatus Structure::whole(std::string_view text, Window& window) {
  const std::size_t last = text.find_last_not_of(" \t\n\r");
  if (last == std::string_view::npos) return StructureStatus::malformed;
  if (text[last] == ']' || text[last] == '}') {
    const StructureStatus status = index(text, last, text.data() + text.size(), window);
    window.final = true;
    return status;
  }
  // A scalar, or no JSON at all: a copy with white space after it has an end that can be read.
  if (last >= max_text) return StructureStatus::too_large;
  stage_->copy.assign(text.substr(0, last + 1));
  const std::size_t size = stage_->copy.size();
  stage_->copy.append(spare_positions, ' ');
  const std::string_view copy = stage_->copy;
  const StructureStatus status = index(copy.substr(0, size + 1), size, copy.data() + copy.size(), window);
  window.final = true;
  return status;
}

StructureStatus Structure::next(std::string_view text, std::size_t from, std::size_t size, Window& window) {
  const std::string_view rest = text.substr(from);
  if (rest.size() <= size) return whole(rest, window);
  std::size_t cut = size;
  for (int tries = 0; tries < max_cuts; ++tries) {
    cut = likely_cut(rest, cut);
    if (cut == 0) break;
    const StructureStatus status = index(rest.substr(0, cut), cut, rest.data() + rest.size(), window);
    if (status != StructureStatus::malformed) return status;
    // Either the cut lies in a string, or the text is malformed, which the whole of it will show again.
    --cut;
  }
  return whole(rest, window);
}

}  // namespace limcode::json
