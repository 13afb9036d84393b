#include "json/structure.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "limcode/detail/sequences.hpp"

namespace limcode::json {
namespace {

// One past a comma that is likely to stand between elements, at or before `from`; 0 if there is none near. It may lie
// in a string. A bracket before it is sought among the last commas alone: numbers have none.
std::size_t likely_cut(std::string_view text, std::size_t from) {
  constexpr std::size_t near = std::size_t{64} << 10;
  constexpr unsigned most_commas = 512;
  const std::size_t lowest = from > near ? from - near : 1;
  std::size_t last = 0;
  std::size_t at = from;
  for (unsigned commas = 0; at > lowest && commas != most_commas; ++commas) {
    const void* const found = ::memrchr(text.data() + lowest, ',', at - lowest);
    if (found == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (last == 0) last = at + 1;
    if (text[at - 1] == '}' || text[at - 1] == ']') return at + 1;
  }
  return last;
}

// One past the quote that ends a string whose inside begins at `from`.
std::size_t end_of_string(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find_first_of("\"\\", from); at < text.size(); at = text.find_first_of("\"\\", at)) {
    if (text[at] == '"') return at + 1;
    at += 2;
  }
  return text.size();
}

// One past the last comma that is in no string, at or before `wanted`, or else past the first one; 0 if there is none.
std::size_t sound_cut(std::string_view text, std::size_t wanted) {
  std::size_t cut = 0;
  for (std::size_t at = 0; at < text.size() && (at < wanted || cut == 0);) {
    const std::size_t quote = std::min(text.find('"', at), text.size());
    const std::string_view between = text.substr(at, quote - at);
    const std::size_t comma = wanted > at ? between.substr(0, wanted - at).rfind(',') : std::string_view::npos;
    const std::size_t found = comma != std::string_view::npos || cut != 0 ? comma : between.find(',');
    if (found != std::string_view::npos) cut = at + found + 1;
    at = quote == text.size() ? quote : end_of_string(text, quote + 1);
  }
  return cut;
}

// Memory that nobody has touched so far: in small pages, its faults would take longer than what it is for.
void advise(void* memory, std::size_t bytes) {
  if (bytes >= limcode::detail::advise_from_bytes) limcode::detail::advise_large(memory, bytes);
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
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity + spare_positions, 1,
                                                                                parser) != simdjson::SUCCESS) {
      return false;
    }
    // Small numbers come to more bytes of positions than they have of text.
    advise(parser->structural_indexes.get(), capacity * sizeof(std::uint32_t));
    return true;
  }
};

Structure::Structure(std::size_t largest) : stage_(std::make_unique<Stage>()), largest_(largest) {}
Structure::~Structure() = default;
Structure::Structure(Structure&&) noexcept = default;
Structure& Structure::operator=(Structure&&) noexcept = default;

StructureStatus Structure::index(std::string_view text, std::size_t beyond, const char* end, Window& window) {
  if (text.size() > largest_) return StructureStatus::too_large;
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
  if (last >= largest_) return StructureStatus::too_large;
  stage_->copy.clear();
  stage_->copy.reserve(last + 1 + spare_positions);
  advise(stage_->copy.data(), stage_->copy.capacity());
  stage_->copy.append(text.substr(0, last + 1));
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
  const auto index_to = [&](std::size_t cut) {
    return index(rest.substr(0, cut), cut, rest.data() + rest.size(), window);
  };
  // Where the likely cut lies in a string the window looks malformed, and a slower look finds a better one.
  if (const std::size_t cut = likely_cut(rest, size); cut != 0) {
    const StructureStatus status = index_to(cut);
    if (status != StructureStatus::malformed) return status;
  }
  const std::size_t cut = sound_cut(rest, size);
  return cut == 0 ? whole(rest, window) : index_to(cut);
}

}  // namespace limcode::json
