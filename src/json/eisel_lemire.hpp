// Decimal to double for numbers of up to 19 digits, by the method of Eisel and Lemire ("Number parsing at a gigabyte
// per second", 2021; completeness by Mushtak and Lemire, 2023).
#pragma once

#include <cstdint>

namespace limcode::json {

/// The double nearest to `digits` * 10^`exponent`, ties to even. False, with nothing written, when the result is not
/// a normal number: zero is, subnormals and overflows are not.
[[nodiscard]] bool eisel_lemire(std::uint64_t digits, int exponent, double& value) noexcept;

}  // namespace limcode::json
