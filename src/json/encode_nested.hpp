// JSON to wire: values that hold others. Part of encoder.hpp's Encoder.
#pragma once

#include "json/encode_records.hpp"

namespace limcode::json {

template <class Format>
bool Encoder<Format>::nested(const Node& node) {
  switch (node.op) {
    case Op::sequence: return sequence(node);
    case Op::array: return array(node);
    case Op::tuple: return tuple(node);
    case Op::record: return record(node);
    case Op::enumeration: return enumeration<false>(node);
    case Op::map: return map<false>(node);
    case Op::set: return set<false>(node);
    case Op::json: return json_value(node);
    case Op::codec: return codec(node);
    case Op::message: return message(node, std::nullopt);
    case Op::transaction: return transaction(node, std::nullopt);
    case Op::bare_field: return bare_field(node);
    case Op::duration:
    case Op::system_time: return seconds(node);
    default: return fail(Errc::schema_unsupported, here(), "this type cannot be read from JSON");
  }
}

// The elements of an array whose bracket has been taken, and the bracket that closes it. `count` elements have been
// read already, each with the comma after it.
template <class Format>
template <bool IsLarge, class Element>
bool Encoder<Format>::items(std::uint64_t& count, Element element) {
  if (!tokens<IsLarge>(1)) return false;
  if (count == 0 && peek() == ']') {
    ++next_;
    return true;
  }
  for (;;) {
    if (!element()) [[unlikely]]
      return add_index(count);
    ++count;
    if (!tokens<IsLarge>(1)) return false;
    const char separator = peek();
    if (separator != ',') {
      if (separator != ']') return fail_expected("`,` or `]`", here());
      ++next_;
      return true;
    }
    ++next_;
  }
}

// Writes numbers that were read in bulk as elements of type T; returns how many were in its range before the first
// that was not.
template <class Format>
template <class T>
std::size_t Encoder<Format>::write_numbers(const std::uint64_t* numbers, std::size_t count) {
  T narrow[bulk_numbers];
  std::size_t fit = 0;
  while (fit < count && static_cast<T>(numbers[fit]) == numbers[fit]) {
    narrow[fit] = static_cast<T>(numbers[fit]);
    ++fit;
  }
  room(bulk_numbers * (sizeof(T) + 1) + wire::varints_slack);
  to_ = format_.with_type([&]<class Type>(Type) { return put_run<Type, T>(to_, narrow, fit); });
  return fit;
}

// Numbers of type T, as long as each is in range and followed by a comma before `end`; the last one is left.
template <class Format>
template <class T>
void Encoder<Format>::numbers_in_bulk(const char* end, std::uint64_t& count) {
  constexpr bool as_they_are = sizeof(T) == 8 && std::is_same_v<Format, NativeFormat>;
  std::uint64_t numbers[as_they_are ? 1 : bulk_numbers];
  std::size_t read = 0;
  do {
    if constexpr (as_they_are) room(bulk_numbers * sizeof(T) + kernels::write_slack);
    void* const to = as_they_are ? static_cast<void*>(to_) : numbers;
    read = kernels::table().parse_u64s(here(), end, to, bulk_numbers).count;
    if constexpr (as_they_are) {
      to_ += read * sizeof(T);
    } else {
      read = write_numbers<T>(numbers, read);
    }
    next_ += 2 * read;
    count += read;
  } while (read == bulk_numbers);
}

// Floats likewise.
template <class Format>
template <class T>
void Encoder<Format>::floats_in_bulk(const char* end, std::uint64_t& count) {
  T number = 0;
  while (text_ + next_[1] < end && text_[next_[1]] == ',' && parse_float(here(), end_, number) == NumberStatus::ok) {
    write(number);
    next_ += 2;
    ++count;
  }
}

// Elements that can be read many at a time are, as far as that goes.
template <class Format>
void Encoder<Format>::elements_in_bulk(const Node& element, const char* end, std::uint64_t& count) {
  if (element.non_zero) return;
  if (element.op == Op::u8) bytes_in_bulk(end, count);
  if (element.op == Op::u16) numbers_in_bulk<std::uint16_t>(end, count);
  if (element.op == Op::u32) numbers_in_bulk<std::uint32_t>(end, count);
  if (element.op == Op::u64) numbers_in_bulk<std::uint64_t>(end, count);
  if (element.op == Op::f32) floats_in_bulk<float>(end, count);
  if (element.op == Op::f64) floats_in_bulk<double>(end, count);
}

template <class Format>
bool Encoder<Format>::sequence(const Node& node) {
  if (peek() == '{' && program_.nodes[node.child].op == Op::transaction) {
    return reply<false>(node);
  }
  const char* const at = here();
  if (!take('[', "an array") || !enter()) return false;
  std::optional<std::uint64_t> announced;
  if (!short_count(node, announced)) return false;
  const std::size_t length_at = begin_length(node);
  const Node& element = program_.nodes[node.child];
  std::uint64_t count = 0;
  elements_in_bulk(element, text_ + *last_, count);
  if (!items<false>(count, [&] { return value(node.child); }) || !check_count(announced, count, at)) return false;
  leave();
  return end_length(node, length_at, count);
}

template <class Format>
bool Encoder<Format>::array(const Node& node) {
  const char* const at = here();
  if (!take('[', "an array") || !enter()) return false;
  std::uint64_t count = 0;
  const auto element = [&] {
    if (count == node.length)
      return fail(Errc::json_length, here(), fmt::format("expected {} elements, found more", node.length));
    return value(node.child);
  };
  if (!items<false>(count, element)) return false;
  leave();
  if (count == node.length) return true;
  return fail(Errc::json_length, at, fmt::format("expected {} elements, found {}", node.length, count));
}

template <class Format>
bool Encoder<Format>::variant_index(const Node& node, std::uint32_t number, const char* at) {
  const plan::Variant& variant = program_.variants[node.first + number];
  if (!variant.writes) {
    return fail(Errc::not_representable, at,
                fmt::format("the variant `{}` is never written", program_.view(variant.name)));
  }
  write(variant.write_index);
  return true;
}

template <class Format>
bool Encoder<Format>::unit_variant(const Node& node) {
  const char* const at = here();
  std::string_view name;
  if (!string_text(name, "a variant")) return false;
  const std::uint32_t number = find_name(program_, node, name);
  if (number == plan::no_node) {
    return fail(Errc::json_unknown_variant, at, fmt::format("no variant is called `{}`", shown(name)));
  }
  if (program_.variants[node.first + number].shape != schema::Shape::unit) {
    return fail(Errc::json_type, at, fmt::format("the variant `{0}` holds data: write {{\"{0}\": ...}}", shown(name)));
  }
  return variant_index(node, number, at);
}

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::enumeration(const Node& node) {
  if (peek() == '"') return unit_variant(node);
  if (!take('{', "a variant") || !enter() || !tokens<IsLarge>(3)) return false;
  const char* const at = here();
  std::string_view name;
  if (!string_text(name, "the name of a variant")) return false;
  const std::uint32_t number = find_name(program_, node, name);
  if (number == plan::no_node) {
    return fail(Errc::json_unknown_variant, at, fmt::format("no variant is called `{}`", shown(name)));
  }
  if (!take(':', "`:`") || !variant_index(node, number, at)) return false;
  const plan::Variant& variant = program_.variants[node.first + number];
  const bool good = variant.payload == plan::no_node ? literal("null") || fail_expected("null", here())
                    : IsLarge                        ? large_value(variant.payload)
                                                     : value(variant.payload);
  if (!good) [[unlikely]] {
    add_path("." + std::string(program_.view(variant.name)));
    return false;
  }
  if (!tokens<IsLarge>(1) || !take('}', "`}` after the one variant")) return false;
  leave();
  return true;
}

// The value of a JSON key that stands for a number: what Rust's str::parse takes, signs and leading zeros included.
template <class Format>
bool Encoder<Format>::integer_key(const Node& node, std::string_view text, const char* at) {
  std::string_view digits = text;
  const bool is_signed = node.op >= Op::i8 && node.op <= Op::i128;
  const bool negative = is_signed && digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  const unsigned order = static_cast<unsigned>(node.op) - static_cast<unsigned>(is_signed ? Op::i8 : Op::u8);
  const unsigned bits = 8U << order;
  wire::u128 max = ~wire::u128{0} >> (128 - bits + is_signed);
  if (negative) ++max;
  wire::u128 number = 0;
  bool good = !digits.empty();
  for (const char digit : digits) {
    const auto next = static_cast<unsigned>(static_cast<unsigned char>(digit)) - '0';
    good = good && next <= 9 && number <= (max - next) / 10;
    if (good) number = number * 10 + next;
  }
  if (!good || (node.non_zero && number == 0)) {
    return fail(Errc::json_number, at,
                fmt::format("expected {} as a string, found \"{}\"", program_.type_name(node), shown(text)));
  }
  const wire::u128 value = negative ? 0 - number : number;
  switch (node.op) {
    case Op::u8:
    case Op::i8: write(static_cast<std::uint8_t>(value)); break;
    case Op::u16: write(static_cast<std::uint16_t>(value)); break;
    case Op::u32: write(static_cast<std::uint32_t>(value)); break;
    case Op::u64: write(static_cast<std::uint64_t>(value)); break;
    case Op::u128: write(value); break;
    case Op::i16: write(static_cast<std::int16_t>(value)); break;
    case Op::i32: write(static_cast<std::int32_t>(value)); break;
    case Op::i64: write(static_cast<std::int64_t>(value)); break;
    default: write(static_cast<wire::i128>(value)); break;
  }
  return true;
}

template <class Format>
bool Encoder<Format>::map_key(plan::NodeId id) {
  const Node& node = program_.nodes[id];
  switch (node.op) {
    case Op::string: return string(node);
    case Op::character: return character();
    case Op::enumeration: return unit_variant(node);
    case Op::ip_addr:
    case Op::ipv4_addr:
    case Op::ipv6_addr:
    case Op::socket_addr:
    case Op::socket_addr_v4:
    case Op::socket_addr_v6:
    case Op::uuid: return text_value(node);
    case Op::date_time: return date_time(node);
    case Op::c_string: return bytes(node);
    case Op::bytes:
      if (node.accepts_string) return bytes(node);
      [[fallthrough]];
    case Op::byte_array:
      if (const BytesForm form = bytes_form(node.text, style_); form.utf8 || form.style != BytesStyle::array) {
        return value(id);
      }
      break;
    case Op::option:
      room(0);
      *to_++ = 1;
      return some<true>(node);
    case Op::boolean: {
      const char* const at = here();
      std::string_view text;
      if (!string_text(text, R"("true" or "false")")) return false;
      if (text != "true" && text != "false") return fail(Errc::json_type, at, R"(expected "true" or "false")");
      room(0);
      *to_++ = text == "true" ? 1 : 0;
      return true;
    }
    default:
      if (node.op >= Op::u8 && node.op <= Op::i128) {
        const char* const at = here();
        std::string_view text;
        return string_text(text, "a number in quotes") && integer_key(node, text, at);
      }
  }
  return fail(Errc::not_representable, here(), fmt::format("a JSON key cannot be a {}", program_.type_name(node)));
}

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::map(const Node& node) {
  if (!take('{', "an object") || !enter() || !tokens<IsLarge>(1)) return false;
  if constexpr (IsLarge) ++held_;
  const std::size_t length_at = begin_length(node);
  const std::size_t first = entries_.size();
  bool open = peek() != '}';
  if (!open) ++next_;
  while (open) {
    if (!tokens<IsLarge>(3)) return false;
    if (peek() != '"') return fail_expected("a key in quotes", here());
    const char* const key_at = here();
    plan::Entry entry;
    entry.key = written();
    const bool good = map_key(node.key) && take(':', "`:`") && (IsLarge ? large_entry(node.child) : value(node.child));
    if (!good) [[unlikely]] {
      const std::string_view rest(key_at, std::min<std::size_t>(64, static_cast<std::size_t>(text_ + *last_ - key_at)));
      add_path(fmt::format("[{}]", rest.substr(0, rest.find('"', 1) + 1)));
      return false;
    }
    entry.end = written();
    entries_.push_back(entry);
    if (!tokens<IsLarge>(1)) return false;
    const char separator = peek();
    if (separator != ',' && separator != '}') return fail_expected("`,` or `}`", here());
    ++next_;
    open = separator == ',';
  }
  if constexpr (IsLarge) --held_;
  leave();
  return finish_entries(node, length_at, first);
}

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::set(const Node& node) {
  if (!take('[', "an array") || !enter()) return false;
  if constexpr (IsLarge) ++held_;
  const std::size_t length_at = begin_length(node);
  const std::size_t first = entries_.size();
  std::uint64_t count = 0;
  const auto element = [&] {
    const std::size_t before = written();
    if (!(IsLarge ? large_entry(node.child) : value(node.child))) return false;
    entries_.push_back({before, written()});
    return true;
  };
  if (!items<IsLarge>(count, element)) return false;
  if constexpr (IsLarge) --held_;
  leave();
  return finish_entries(node, length_at, first);
}

// Puts the entries after `first_entry` into the order that Rust would write them in, those of maps and sets without
// equals.
template <class Format>
bool Encoder<Format>::finish_entries(const Node& node, std::size_t length_at, std::size_t first_entry) {
  const plan::Arranger<Format> arranger(program_, base_, to_, plan::Inside::arranged);
  std::uint64_t count = entries_.size() - first_entry;
  bool in_order = true;
  for (std::uint64_t index = 1; in_order && index < count; ++index) {
    const plan::Entry& decider = entries_[first_entry + arranger.decider(node, index)];
    in_order = arranger.stays(node, decider.key, entries_[first_entry + index].key);
  }
  if (!in_order) {
    const std::size_t body = entries_[first_entry].key;
    arranger.arrange(node, entries_, first_entry);
    count = entries_.size() - first_entry;
    std::vector<Byte> bytes;
    bytes.reserve(written() - body);
    for (std::size_t index = first_entry; index < entries_.size(); ++index) {
      bytes.insert(bytes.end(), base_ + entries_[index].key, base_ + entries_[index].end);
    }
    to_ = std::copy(bytes.begin(), bytes.end(), base_ + body);
  }
  entries_.resize(first_entry);
  return end_length(node, length_at, count);
}

// Duration and SystemTime: two fields of their own names, both needed, no others allowed.
template <class Format>
bool Encoder<Format>::seconds(const Node& node) {
  constexpr std::uint64_t second = 1'000'000'000;
  const bool time = node.op == Op::system_time;
  const std::string_view names[2] = {time ? "secs_since_epoch" : "secs", time ? "nanos_since_epoch" : "nanos"};
  const char* const start_at = here();
  std::uint64_t values[2] = {0, 0};
  bool seen[2] = {false, false};
  const bool keyed = peek() == '{';
  const char close = keyed ? '}' : ']';
  if (!keyed && peek() != '[') return fail_expected("an object", here());
  ++next_;
  if (!enter()) return false;
  bool open = peek() != close;
  if (!open) ++next_;
  for (std::size_t position = 0; open; ++position) {
    std::size_t which = position;
    if (keyed) {
      const char* const at = here();
      std::string_view name;
      if (!string_text(name, "a field name in quotes")) return false;
      which = name == names[0] ? 0 : name == names[1] ? 1 : 2;
      if (which == 2) return fail(Errc::json_unknown_field, at, fmt::format("no field is called `{}`", shown(name)));
      if (seen[which]) return fail(Errc::json_duplicate_field, at, fmt::format("the field `{}` is there twice", name));
      if (!take(':', "`:`")) return false;
    } else if (which > 1) {
      return fail(Errc::json_length, start_at, "expected seconds and nanoseconds, found more");
    }
    const char* const at = here();
    NumberStatus status = parse_u64(at, end_, values[which]);
    if (status == NumberStatus::ok && which == 1 && values[1] > 0xFFFFFFFF) status = NumberStatus::out_of_range;
    if (status != NumberStatus::ok) {
      fail_number(status, which == 0 ? "u64" : "u32", at);
      add_path("." + std::string(names[which]));
      return false;
    }
    seen[which] = true;
    ++next_;
    if (peek() != ',' && peek() != close) return fail_expected(keyed ? "`,` or `}`" : "`,` or `]`", here());
    open = peek() == ',';
    ++next_;
  }
  leave();
  for (std::size_t which = 0; which < 2; ++which) {
    if (!seen[which])
      return fail(Errc::json_missing_field, start_at, fmt::format("the field `{}` is missing", names[which]));
  }
  if (__builtin_add_overflow(values[0], values[1] / second, &values[0]) ||
      (time && values[0] > static_cast<std::uint64_t>(INT64_MAX))) {
    return fail(Errc::json_number, start_at, "more seconds than the type holds");
  }
  write(values[0]);
  write(static_cast<std::uint32_t>(values[1] % second));
  return true;
}

}  // namespace limcode::json
