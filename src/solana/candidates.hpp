// Which of Solana's types some bytes may be, for dumps that come without a name. What is named here is only worth a
// try: whoever asks must see that the type takes every byte and gives the same bytes back.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace limcode::solana {

/// The type expressions worth trying, cheap tests done. Where one list holds several, the first that fits is meant:
/// the later ones say the same with more room around it.
[[nodiscard]] std::vector<std::span<const std::string_view>> candidates(std::span<const std::byte> wire);

}  // namespace limcode::solana
