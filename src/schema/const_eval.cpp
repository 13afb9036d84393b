// A precedence climber over tokens. Arithmetic is exact in 128 bits; what does not fit is an error, as in
// rustc.
#include "schema/const_eval.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "schema/cursor.hpp"

namespace limcode::schema {

namespace {

constexpr unsigned max_expression_depth = 100;
constexpr Integer integer_max = static_cast<Integer>(~UnsignedInteger{0} >> 1);

enum class Operation : std::uint8_t {
  bit_or,
  bit_xor,
  bit_and,
  shift_left,
  shift_right,
  add,
  subtract,
  multiply,
  divide,
  remainder
};

struct Operator {
  std::array<char, 2> symbols;
  Operation operation;
  unsigned precedence;
};

constexpr std::array<Operator, 10> operators{{
    {{'<', '<'}, Operation::shift_left, 4},
    {{'>', '>'}, Operation::shift_right, 4},
    {{'|', 0}, Operation::bit_or, 1},
    {{'^', 0}, Operation::bit_xor, 2},
    {{'&', 0}, Operation::bit_and, 3},
    {{'+', 0}, Operation::add, 5},
    {{'-', 0}, Operation::subtract, 5},
    {{'*', 0}, Operation::multiply, 6},
    {{'/', 0}, Operation::divide, 6},
    {{'%', 0}, Operation::remainder, 6},
}};

const Operator* operator_at(const Cursor& cursor) {
  for (const Operator& candidate : operators) {
    const bool here = candidate.symbols[1] == 0 ? cursor.at_symbol(candidate.symbols[0])
                                                : cursor.at_symbols(candidate.symbols[0], candidate.symbols[1]);
    if (here) return &candidate;
  }
  return nullptr;
}

std::optional<Integer> apply(Operation operation, Integer left, Integer right) {
  Integer result = 0;
  switch (operation) {
    case Operation::bit_or: return left | right;
    case Operation::bit_xor: return left ^ right;
    case Operation::bit_and: return left & right;
    case Operation::shift_right:
      if (right < 0 || right > 127) return std::nullopt;
      return left >> static_cast<int>(right);
    case Operation::shift_left:
      if (right < 0 || right > 126 || left < 0 || left > (integer_max >> static_cast<int>(right))) return std::nullopt;
      return left << static_cast<int>(right);
    case Operation::add:
      if (__builtin_add_overflow(left, right, &result)) return std::nullopt;
      return result;
    case Operation::subtract:
      if (__builtin_sub_overflow(left, right, &result)) return std::nullopt;
      return result;
    case Operation::multiply:
      if (__builtin_mul_overflow(left, right, &result)) return std::nullopt;
      return result;
    case Operation::divide:
    case Operation::remainder:
      if (right == 0 || (right == -1 && left == -integer_max - 1)) return std::nullopt;
      return operation == Operation::divide ? left / right : left % right;
  }
  return std::nullopt;
}

Integer cast(Integer value, const IntegerRange& range) {
  if (range.bits >= 128) return value;
  const Integer modulus = Integer{1} << range.bits;
  Integer wrapped = value % modulus;
  if (wrapped < range.min) wrapped += modulus;
  if (wrapped > range.max) wrapped -= modulus;
  return wrapped;
}

class Evaluator {
 public:
  Evaluator(Cursor cursor, ConstNames& names, unsigned depth) : cursor_(cursor), names_(names), depth_(depth) {}

  Outcome<Integer> whole() {
    LIMCODE_TRY(value, binary(0));
    if (!cursor_.done()) return unsupported();
    return value;
  }

 private:
  std::unexpected<Diagnostic> unsupported() const {
    return fail(Errc::schema_unsupported, cursor_.span(), "this constant expression is not evaluated", "",
                "integers, named constants, `as`, parentheses and + - * / % << >> & | ^ are");
  }

  Outcome<Integer> binary(unsigned least_precedence) {
    if (++depth_ > max_expression_depth) return unsupported();
    LIMCODE_TRY(first, unary());
    Integer left = first;
    while (true) {
      if (cursor_.take_keyword("as")) {
        LIMCODE_TRY(casted, cast_here(left));
        left = casted;
        continue;
      }
      const Operator* next = operator_at(cursor_);
      if (next == nullptr || next->precedence <= least_precedence) break;
      const Span span = cursor_.span();
      cursor_.advance(next->symbols[1] == 0 ? 1 : 2);
      LIMCODE_TRY(right, binary(next->precedence));
      const std::optional<Integer> result = apply(next->operation, left, right);
      if (!result) return fail(Errc::schema_invalid, span, "this constant overflows or divides by zero");
      left = *result;
    }
    --depth_;
    return left;
  }

  Outcome<Integer> cast_here(Integer value) {
    IntegerRange range;
    if (!integer_range(cursor_.text(), range)) return cursor_.expected("an integer type");
    cursor_.advance();
    return cast(value, range);
  }

  // A cast binds tighter than any operator, so it is applied here as well, before a `*` takes the value.
  Outcome<Integer> unary() {
    const bool negative = cursor_.take_symbol('-');
    LIMCODE_TRY(value, primary());
    Integer result = negative ? -value : value;
    while (cursor_.take_keyword("as")) {
      LIMCODE_TRY(casted, cast_here(result));
      result = casted;
    }
    return result;
  }

  Outcome<Integer> primary() {
    if (cursor_.at_symbol('(') || cursor_.at_symbol('{')) {
      if (depth_ >= max_expression_depth) return unsupported();
      return Evaluator(cursor_.take_group(), names_, depth_ + 1).whole();
    }
    if (cursor_.peek().kind == TokenKind::integer) return literal();
    if (const std::optional<Integer> value = character()) return *value;
    if (cursor_.take_keyword("true")) return Integer{1};
    if (cursor_.take_keyword("false")) return Integer{0};
    if (cursor_.at_name() || cursor_.at_symbols(':', ':')) return name();
    return cursor_.done() ? cursor_.expected("a constant") : unsupported();
  }

  // `'x'` and `b'x'`, of one ASCII character and no escape.
  std::optional<Integer> character() {
    std::string_view text = cursor_.peek().kind == TokenKind::other_literal ? cursor_.text() : "";
    if (text.starts_with('b')) text.remove_prefix(1);
    if (text.size() != 3 || text.front() != '\'') return std::nullopt;
    cursor_.advance();
    return Integer{text[1]};
  }

  Outcome<Integer> literal() {
    const std::string_view text = cursor_.text();
    const Span span = cursor_.span();
    cursor_.advance();
    unsigned base = 10;
    std::size_t at = 0;
    if (text.starts_with("0x")) base = 16;
    if (text.starts_with("0o")) base = 8;
    if (text.starts_with("0b")) base = 2;
    if (base != 10) at = 2;
    Integer value = 0;
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (c == '_') continue;
      unsigned digit = base;
      if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
      if (base == 16 && c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
      if (base == 16 && c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
      if (digit >= base) break;
      if (value > (integer_max - digit) / base) {
        return fail(Errc::schema_invalid, span, "this number does not fit in 128 bits");
      }
      value = value * base + digit;
    }
    IntegerRange range;
    const std::string_view suffix = text.substr(at);
    if (!suffix.empty() && !integer_range(suffix, range)) {
      return fail(Errc::schema_syntax, span, fmt::format("`{}` is not an integer", text));
    }
    return value;
  }

  Outcome<Integer> name() {
    const std::uint32_t begin = cursor_.position();
    cursor_.take_symbols(':', ':');
    std::vector<std::string_view> path;
    bool open = true;  // a `::` still wants a name
    while (open && cursor_.at_name()) {
      path.push_back(cursor_.text());
      cursor_.advance();
      open = cursor_.take_symbols(':', ':');
    }
    if (open || cursor_.at_symbol('(') || cursor_.at_symbol('!') || cursor_.at_symbol('{')) {
      return unsupported();
    }
    if (path.size() >= 2) {  // u8::MAX, std::usize::MAX
      IntegerRange range;
      if (integer_range(path[path.size() - 2], range)) {
        if (path.back() == "MAX") return range.max;
        if (path.back() == "MIN") return range.min;
        if (path.back() == "BITS") return Integer{range.bits};
      }
    }
    return names_.const_value(path, cursor_.span_from(begin));
  }

  Cursor cursor_;
  ConstNames& names_;
  unsigned depth_;
};

}  // namespace

Outcome<Integer> evaluate(const ConstExpr& expression, ConstNames& names) {
  return Evaluator(Cursor(*expression.list, expression.begin, expression.end), names, 0).whole();
}

bool integer_range(std::string_view type_name, IntegerRange& range) {
  struct Row {
    std::string_view name;
    unsigned bits;
  };
  static constexpr std::array<Row, 6> rows{{{"8", 8}, {"16", 16}, {"32", 32}, {"64", 64}, {"128", 128}, {"size", 64}}};
  if (type_name.empty() || (type_name[0] != 'u' && type_name[0] != 'i')) return false;
  const auto* row = std::find_if(rows.begin(), rows.end(),
                                 [&](const Row& candidate) { return candidate.name == type_name.substr(1); });
  if (row == rows.end()) return false;
  const bool is_signed = type_name[0] == 'i';
  range.bits = row->bits;
  range.max = row->bits == 128 ? integer_max : (Integer{1} << (row->bits - (is_signed ? 1 : 0))) - 1;
  range.min = is_signed ? -range.max - 1 : 0;
  return true;
}

std::string to_text(Integer value) {
  if (value >= INT64_MIN && value <= INT64_MAX) return std::to_string(static_cast<std::int64_t>(value));
  std::string digits;
  const bool negative = value < 0;
  while (value != 0) {
    const int digit = static_cast<int>(value % 10);
    digits.push_back(static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    value /= 10;
  }
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace limcode::schema
