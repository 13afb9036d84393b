// The text of chrono's DateTime, which is its form on the wire and in JSON alike: what chrono reads, and what it would
// write of that.
#pragma once

#include <cstdint>
#include <string_view>

namespace limcode::plan {

/// A point in time and the offset from UTC that it was given with.
struct DateTime {
  std::int64_t local = 0;   ///< Seconds since 1970 on a clock at that offset.
  std::uint32_t nanos = 0;  ///< 10^9 and more within a leap second.
  std::int32_t offset = 0;  ///< Seconds east of UTC.
  bool zulu = false;        ///< The offset was written as `Z`.
};

/// Reads RFC 3339 as chrono does, which allows spaces between the parts and fewer digits.
[[nodiscard]] bool parse_date_time(std::string_view text, DateTime& time) noexcept;

/// The most bytes that print_date_time writes.
inline constexpr std::size_t max_date_time_text = 48;

/// Writes the time as chrono does, at its offset or in UTC; returns one past it.
char* print_date_time(char* to, const DateTime& time, bool keeps_offset) noexcept;

/// Negative, zero or positive as chrono compares the times, wherever their clocks stood.
[[nodiscard]] int compare_date_times(const DateTime& left, const DateTime& right) noexcept;

}  // namespace limcode::plan
