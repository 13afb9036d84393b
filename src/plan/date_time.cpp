// Reading and printing chrono's times.
#include "plan/date_time.hpp"

#include <algorithm>
#include <array>

namespace limcode::plan {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::uint32_t second_nanos = 1'000'000'000;
// The years that chrono's NaiveDate can hold.
constexpr std::int64_t first_year = -262'144;
constexpr std::int64_t last_year = 262'143;

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::int64_t days_of_month(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::int64_t, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

constexpr std::int64_t floor_divide(std::int64_t number, std::int64_t by) {
  return number / by - (number % by < 0 ? 1 : 0);
}

// Days from the first of March of the year 0, so that the day that leap years add comes last.
constexpr std::int64_t march_days(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t years = month < 3 ? year - 1 : year;
  const std::int64_t months = month < 3 ? month + 9 : month - 3;
  return 365 * years + floor_divide(years, 4) - floor_divide(years, 100) + floor_divide(years, 400) +
         (153 * months + 2) / 5 + day - 1;
}

constexpr std::int64_t epoch = march_days(1970, 1, 1);

constexpr std::int64_t days_since_epoch(std::int64_t year, std::int64_t month, std::int64_t day) {
  return march_days(year, month, day) - epoch;
}

constexpr std::int64_t first_second = days_since_epoch(first_year, 1, 1) * day_seconds;
constexpr std::int64_t last_second = days_since_epoch(last_year, 12, 31) * day_seconds + day_seconds - 1;

struct Date {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
};

Date date_of(std::int64_t days) {
  days += epoch;
  // Too early by a year at most: years of 365.2425 days, rounded up.
  std::int64_t year = floor_divide(days * 400, 146'097);
  while (march_days(year, 3, 1) > days) --year;
  while (march_days(year + 1, 3, 1) <= days) ++year;
  const std::int64_t in_year = days - march_days(year, 3, 1);
  const std::int64_t months = (5 * in_year + 2) / 153;
  const std::int64_t day = in_year - (153 * months + 2) / 5 + 1;
  return months < 10 ? Date{year, months + 3, day} : Date{year + 1, months - 9, day};
}

// The first bytes of each character that Unicode calls white space.
constexpr std::array<std::string_view, 25> spaces{
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
    "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
    "\xE3\x80\x80"};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }

  bool take(std::string_view piece) {
    if (!rest_.starts_with(piece)) return false;
    rest_.remove_prefix(piece.size());
    return true;
  }

  bool take_space() {
    return std::any_of(spaces.begin(), spaces.end(), [&](std::string_view space) { return take(space); });
  }

  void skip_spaces() {
    while (take_space()) {
    }
  }

  /// One digit or more, `most` of them at most; a number beyond all that can be meant is refused.
  bool number(std::size_t most, std::int64_t& value) {
    constexpr std::int64_t too_large = 10'000'000'000;
    value = 0;
    const std::size_t size = digits(most);
    for (const char digit : rest_.substr(0, size)) {
      if (value >= too_large) return false;
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(size);
    return size != 0;
  }

  /// The digits after the point, of which nine count.
  bool fraction(std::uint32_t& nanos) {
    const std::size_t size = digits(rest_.size());
    nanos = 0;
    for (std::size_t index = 0; index < 9; ++index) {
      nanos = nanos * 10 + (index < size ? static_cast<std::uint32_t>(rest_[index] - '0') : 0);
    }
    rest_.remove_prefix(size);
    return size != 0;
  }

  /// A part of a date or time: spaces, and one or two digits up to `most`.
  bool part(std::int64_t least, std::int64_t most, std::int64_t& value) {
    skip_spaces();
    return number(2, value) && value >= least && value <= most;
  }

  bool separator(std::string_view piece) {
    skip_spaces();
    return take(piece);
  }

  /// `Z`, `UTC` in any case, or a sign, hours and minutes with whatever colons and spaces between them.
  bool zone(DateTime& time) {
    skip_spaces();
    time.zulu = take("Z") || take("z") || take_utc();
    if (time.zulu) return true;
    const bool east = take("+");
    if (!east && !take("-") && !take("\xE2\x88\x92")) return false;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    if (!two_digits(99, hours)) return false;
    while (take(":") || take_space()) {
    }
    if (!two_digits(59, minutes)) return false;
    const std::int64_t seconds = hours * 3600 + minutes * 60;
    time.offset = static_cast<std::int32_t>(east ? seconds : -seconds);
    return seconds < day_seconds;
  }

 private:
  [[nodiscard]] std::size_t digits(std::size_t most) const {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view head = rest_.substr(0, most);
    return static_cast<std::size_t>(std::find_if_not(head.begin(), head.end(), is_digit) - head.begin());
  }

  bool two_digits(std::int64_t most, std::int64_t& value) {
    return digits(2) == 2 && number(2, value) && value <= most;
  }

  bool take_utc() {
    constexpr std::string_view utc = "utc";
    if (rest_.size() < utc.size()) return false;
    for (std::size_t index = 0; index < utc.size(); ++index) {
      if ((rest_[index] | 0x20) != utc[index]) return false;
    }
    rest_.remove_prefix(utc.size());
    return true;
  }

  std::string_view rest_;
};

bool read_year(Scanner& scanner, std::int64_t& year) {
  constexpr std::size_t any = ~std::size_t{0};
  scanner.skip_spaces();
  if (scanner.take("-")) {
    const bool good = scanner.number(any, year);
    year = -year;
    return good;
  }
  return scanner.number(scanner.take("+") ? any : 4, year);
}

bool read_date(Scanner& scanner, std::int64_t& days) {
  Date date;
  const bool read = read_year(scanner, date.year) && scanner.separator("-") && scanner.part(1, 12, date.month) &&
                    scanner.separator("-") && scanner.part(1, 31, date.day);
  if (!read || date.year < first_year || date.year > last_year) return false;
  days = days_since_epoch(date.year, date.month, date.day);
  return date.day <= days_of_month(date.year, date.month);
}

bool read_time(Scanner& scanner, std::int64_t& seconds, std::uint32_t& nanos) {
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  const bool read = scanner.part(0, 23, hour) && scanner.separator(":") && scanner.part(0, 59, minute) &&
                    scanner.separator(":") && scanner.part(0, 60, second);
  if (!read || (scanner.take(".") && !scanner.fraction(nanos))) return false;
  if (second == 60) {
    second = 59;
    nanos += second_nanos;
  }
  seconds = (hour * 60 + minute) * 60 + second;
  return true;
}

char* put_digits(char* to, std::uint64_t number, std::size_t digits) {
  for (char* at = to + digits; at != to; number /= 10) *--at = static_cast<char>('0' + number % 10);
  return to + digits;
}

char* put_date(char* to, const Date& date) {
  const auto magnitude = static_cast<std::uint64_t>(date.year < 0 ? -date.year : date.year);
  if (date.year < 0 || date.year > 9999) *to++ = date.year < 0 ? '-' : '+';
  to = put_digits(to, magnitude, magnitude > 99'999 ? 6 : magnitude > 9999 ? 5 : 4);
  *to++ = '-';
  to = put_digits(to, static_cast<std::uint64_t>(date.month), 2);
  *to++ = '-';
  return put_digits(to, static_cast<std::uint64_t>(date.day), 2);
}

char* put_time(char* to, std::int64_t seconds, std::uint32_t nanos) {
  const bool leap = nanos >= second_nanos;
  if (leap) nanos -= second_nanos;
  to = put_digits(to, static_cast<std::uint64_t>(seconds / 3600), 2);
  *to++ = ':';
  to = put_digits(to, static_cast<std::uint64_t>(seconds / 60 % 60), 2);
  *to++ = ':';
  to = put_digits(to, static_cast<std::uint64_t>(seconds % 60 + leap), 2);
  if (nanos == 0) return to;
  *to++ = '.';
  if (nanos % 1'000'000 == 0) return put_digits(to, nanos / 1'000'000, 3);
  if (nanos % 1'000 == 0) return put_digits(to, nanos / 1'000, 6);
  return put_digits(to, nanos, 9);
}

}  // namespace

bool parse_date_time(std::string_view text, DateTime& time) noexcept {
  time = {};
  Scanner scanner(text);
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  if (!read_date(scanner, days)) return false;
  if (!scanner.take("T") && !scanner.take("t") && !scanner.take(" ")) return false;
  if (!read_time(scanner, seconds, time.nanos) || !scanner.zone(time)) return false;
  scanner.skip_spaces();
  time.local = days * day_seconds + seconds;
  const std::int64_t utc = time.local - time.offset;
  return scanner.done() && utc >= first_second && utc <= last_second;
}

char* print_date_time(char* to, const DateTime& time, bool keeps_offset) noexcept {
  const std::int64_t shown = keeps_offset ? time.local : time.local - time.offset;
  const std::int64_t days = floor_divide(shown, day_seconds);
  to = put_date(to, date_of(days));
  *to++ = 'T';
  to = put_time(to, shown - days * day_seconds, time.nanos);
  if (!keeps_offset || time.zulu) {
    *to++ = 'Z';
    return to;
  }
  const auto minutes = static_cast<std::uint64_t>((time.offset < 0 ? -time.offset : time.offset) / 60);
  *to++ = time.offset < 0 ? '-' : '+';
  to = put_digits(to, minutes / 60, 2);
  *to++ = ':';
  return put_digits(to, minutes % 60, 2);
}

int compare_date_times(const DateTime& left, const DateTime& right) noexcept {
  const std::int64_t first = left.local - left.offset;
  const std::int64_t second = right.local - right.offset;
  if (first != second) return first < second ? -1 : 1;
  return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
}

}  // namespace limcode::plan
