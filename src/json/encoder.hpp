// JSON to wire by plan: one pass in document order, strings copied once, lengths patched where they belong, no tree
// and no allocation per value. Encoder is instantiated in encode.cpp; what needs no format is
// in token_reader.hpp.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "json/bytes_text.hpp"
#include "json/number_runs.hpp"
#include "json/strings.hpp"
#include "json/token_reader.hpp"
#include "kernels/short_text.hpp"
#include "kernels/table.hpp"
#include "limcode/buffer.hpp"
#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "plan/entries.hpp"

namespace limcode::json {

/// A list that is taken in windows, as far as its elements need to know of what is around it.
struct LargeList {
  const plan::Node* node = nullptr;
  unsigned depth = 0;        ///< Brackets around an element.
  unsigned options = 0;      ///< Options around it.
  std::uint64_t before = 0;  ///< Bytes of the frame before the first one.
};

/// A part of a large list.
struct Stretch {
  std::size_t from = 0;     ///< Where its first element begins; afterwards, where the next one would.
  std::size_t stop = 0;     ///< The first element at or after this offset is left.
  std::uint64_t count = 0;  ///< Elements of the list before `from`.
  bool closed = false;      ///< Afterwards: the list's bracket came first, and `from` is past it.
};

template <class Format>
class Encoder : TokenReader {
 public:
  /// Encodes the rest of a large list in the caller's stead: the text, the list, the stretch from where its elements
  /// are left, and whether they go to the sink. False after a fault.
  using Share = std::function<bool(std::string_view, const LargeList&, Stretch&, bool)>;

  /// With a sink the frame goes there; `out` then holds what cannot be written bit by bit.
  Encoder(const plan::Program& program, const JsonStyle& style, const WindowSizes& sizes, Buffer& out,
          FrameSink* sink = nullptr)
      : program_(program),
        format_(program.config),
        style_(style),
        sizes_(sizes),
        out_(out),
        start_(out.size()),
        sink_(sink) {
    open_output();
  }

  /// Has large lists encoded by somebody else.
  void share(Share share) { share_ = std::move(share); }

  /// Encodes a whole document. On an error the output has its old size.
  [[nodiscard]] Result<void> run(std::string_view text);

  // The parts of a large list, which encode_parallel.hpp spreads over threads: `part` is the encoder of one, `this`
  // that of the document.

  /// Encodes elements of a list until the stretch ends. False after a fault.
  [[nodiscard]] bool part(std::string_view text, Structure& structure, const LargeList& list, Stretch& stretch);
  /// Takes over the fault of a part.
  void adopt_fault(Encoder& part);
  /// Gives bytes to the sink. False when it refuses them.
  [[nodiscard]] bool stream(std::span<const std::byte> bytes);
  /// Takes room for what `left` bytes of text will come to where `done` ones came to `written`: what is there is copied
  /// each time that the buffer grows. Pages that the text does not come to are never touched.
  void expect(std::size_t left, std::size_t done, std::size_t written) {
    constexpr double spare = 1.0625;
    const double bytes = static_cast<double>(left) * static_cast<double>(written) / static_cast<double>(done);
    close_output();
    out_.reserve(out_.size() + static_cast<std::size_t>(bytes * spare));
    open_output();
  }
  /// Whether extend() leaves what is written where it is.
  [[nodiscard]] bool has_room(std::size_t count) const noexcept {
    return static_cast<std::size_t>(limit_ - to_) >= count + primitive_room;
  }
  /// Adds bytes for elements that another encoder has written; returns where they go.
  [[nodiscard]] std::uint8_t* extend(std::size_t count) {
    room(count);
    return std::exchange(to_, to_ + count);
  }
  /// Sets the output's size to what has been written.
  void close_output() noexcept { out_.set_size(written()); }

 private:
  using Node = plan::Node;
  using Op = plan::Op;
  using Byte = std::uint8_t;

  [[nodiscard]] plan::NodeId id_of(const Node& node) const noexcept {
    return static_cast<plan::NodeId>(&node - program_.nodes.data());
  }

  // Output. At every value's start there is room for any primitive, so that writing one asks once.
  static constexpr std::size_t primitive_room = 32;
  // How many numbers are read at a time where they can be.
  static constexpr std::size_t bulk_numbers = 1024;

  void open_output() {
    const std::size_t size = out_.size();
    out_.reserve(size + primitive_room);
    base_ = reinterpret_cast<Byte*>(out_.data());
    to_ = base_ + size;
    limit_ = base_ + out_.capacity();
  }
  [[nodiscard]] std::size_t written() const noexcept { return static_cast<std::size_t>(to_ - base_); }

  [[gnu::cold, gnu::noinline]] void grow(std::size_t count) {
    close_output();
    static_cast<void>(out_.room(count));
    open_output();
  }
  // Makes room for `count` bytes and a primitive after them.
  void room(std::size_t count) {
    if (static_cast<std::size_t>(limit_ - to_) < count + primitive_room) [[unlikely]]
      grow(count + primitive_room);
  }
  template <class T>
  void write(T value) {
    room(0);
    to_ = format_.write(to_, value);
  }
  void write_raw(const void* bytes, std::size_t count) {
    room(count);
    if (count != 0) std::memcpy(to_, bytes, count);
    to_ += count;
  }

  // Lengths that are known only after what they count: fixed ones are reserved and filled in, varying ones start as
  // one byte and move what follows when they turn out longer.
  [[nodiscard]] std::size_t reserved_length(schema::LengthPrefix prefix) const noexcept {
    return prefix != schema::LengthPrefix::short_vec && format_.has_fixed_integers() ? 8 : 1;
  }
  [[nodiscard]] std::size_t begin_length(const Node& node) {
    room(8);
    const std::size_t at = written();
    to_ += reserved_length(node.prefix);
    return at;
  }
  [[nodiscard]] bool end_length(const Node& node, std::size_t at, std::uint64_t length);
  [[nodiscard]] bool is_bounded(const Node& node, std::uint64_t length);
  [[nodiscard]] bool write_length(const Node& node, std::uint64_t length) {
    return end_length(node, begin_length(node), length);
  }

  // Values, by kind of node. encode_values.hpp has these. None is inlined in value(), which is then a jump to them and
  // saves no registers.
  [[nodiscard]] bool value(plan::NodeId id);
  [[nodiscard, gnu::noinline]] bool nested(const Node& node);
  [[nodiscard, gnu::noinline]] bool unit();
  template <class T>
  [[nodiscard, gnu::noinline]] bool integer(const Node& node);
  template <class T>
  [[nodiscard, gnu::noinline]] bool wide_integer(const Node& node);
  template <class T>
  [[nodiscard, gnu::noinline]] bool floating();
  [[nodiscard, gnu::noinline]] bool option(const Node& node);
  template <bool IsKey>
  [[nodiscard]] bool some(const Node& node);
  [[nodiscard, gnu::noinline]] bool boolean();
  [[nodiscard, gnu::noinline]] bool character();
  [[nodiscard, gnu::noinline]] bool string(const Node& node);
  [[nodiscard]] bool short_string(const Node& node, std::string_view raw);
  [[nodiscard]] bool string_body(const Node& node, const StringToken& token);
  [[nodiscard, gnu::noinline]] bool leb128(const Node& node);
  [[nodiscard, gnu::noinline]] bool text_value(const Node& node);
  [[nodiscard]] bool date_time(const Node& node);
  [[nodiscard]] bool address_text(const Node& node, std::string_view text, const char* at);
  [[nodiscard]] bool seconds(const Node& node);

  // Byte sequences; also in encode_values.hpp.
  [[nodiscard, gnu::noinline]] bool bytes(const Node& node);
  [[nodiscard, gnu::noinline]] bool byte_array(const Node& node);
  [[nodiscard]] bool is_text(const Node& node, const BytesForm& form) const;
  [[nodiscard]] bool byte_number();
  [[nodiscard]] bool byte_numbers(std::uint64_t& count);
  [[nodiscard]] bool byte_text(const Node& node, BytesStyle style, bool utf8, std::size_t& count);

  // What serde writes of lengths and numbers that have a form of their own on the wire. encode_serde.hpp has these.
  [[nodiscard]] bool leb128_bytes(unsigned bits, std::uint64_t& number);
  [[nodiscard]] bool may_hold_numbers(const Node& node, std::uint64_t count) const;
  [[nodiscard]] bool are_left(std::uint64_t count);
  [[nodiscard]] bool short_count(const Node& node, std::optional<std::uint64_t>& announced);
  [[nodiscard]] bool check_count(std::optional<std::uint64_t> announced, std::uint64_t count, const char* at);
  [[nodiscard]] bool is_serde_form(const Node& declared, const Node& other);
  [[nodiscard]] bool serde_message(const Node& node, std::optional<std::uint32_t> variant);

  // What holds other values. encode_nested.hpp has these.
  [[nodiscard]] bool sequence(const Node& node);
  template <bool IsLarge, class Element>
  [[nodiscard]] bool items(std::uint64_t& count, Element element);
  void bytes_in_bulk(const char* end, std::uint64_t& count);
  void elements_in_bulk(const Node& element, const char* end, std::uint64_t& count);
  // Never inlined: their room on the stack must not be taken at every level of nesting.
  template <class T>
  [[gnu::noinline]] void numbers_in_bulk(const char* end, std::uint64_t& count);
  template <class T>
  void floats_in_bulk(const char* end, std::uint64_t& count);
  template <class T>
  [[nodiscard, gnu::noinline]] std::size_t write_numbers(const std::uint64_t* numbers, std::size_t count);
  [[nodiscard]] bool array(const Node& node);
  [[nodiscard]] bool tuple(const Node& node);
  [[nodiscard]] bool record(const Node& node);
  template <bool IsLarge>
  [[nodiscard]] bool record_in_order(const Node& node);
  [[nodiscard]] bool record_by_name(const Node& node, std::uint32_t done);
  [[nodiscard]] bool is_wanted(const Node& node, std::uint32_t index, bool twice, std::string_view name,
                               const char* at);
  [[nodiscard]] bool find_fields(const Node& node, std::uint32_t done, std::size_t slots);
  [[nodiscard]] bool record_from_array(const Node& node);
  template <bool IsLarge>
  [[nodiscard]] bool field_value(const plan::Field& field);
  [[nodiscard]] bool absent_field(const plan::Field& field);
  [[nodiscard]] bool default_value(const plan::Field& field);
  template <bool IsLarge>
  [[nodiscard]] bool enumeration(const Node& node);
  [[nodiscard]] bool variant_index(const Node& node, std::uint32_t number, const char* at);
  [[nodiscard]] bool unit_variant(const Node& node);
  template <bool IsLarge>
  [[nodiscard]] bool map(const Node& node);
  [[nodiscard]] bool map_key(plan::NodeId id);
  [[nodiscard]] bool integer_key(const Node& node, std::string_view text, const char* at);
  template <bool IsLarge>
  [[nodiscard]] bool set(const Node& node);
  [[nodiscard]] bool finish_entries(const Node& node, std::size_t length_at, std::size_t first_entry);

  // Untyped values. encode_untyped.hpp has these.
  [[nodiscard]] bool json_value(const Node& node);
  [[nodiscard]] bool json_number();
  [[nodiscard]] bool json_array(const Node& node);
  template <bool IsLarge>
  [[nodiscard]] bool json_object(const Node& node);

  // Layouts that Rust text cannot say. encode_codecs.hpp has these.
  [[nodiscard]] bool codec(const Node& node);
  [[nodiscard]] bool bare_field(const Node& node);
  [[nodiscard]] bool untagged(const Node& node);
  template <bool IsLarge, std::size_t Count, class Pass>
  [[nodiscard]] bool object_values(const std::array<std::string_view, Count>& keys,
                                   std::array<const std::uint32_t*, Count>& found, Pass pass);
  template <std::size_t Count>
  [[nodiscard]] bool object_values(const std::array<std::string_view, Count>& keys,
                                   std::array<const std::uint32_t*, Count>& found);
  template <class Read>
  [[nodiscard]] bool read_at(const std::uint32_t* from, Read read);
  template <bool IsLarge>
  [[nodiscard]] bool reply(const Node& node);
  [[nodiscard]] bool version(std::optional<std::uint32_t>& variant);
  [[nodiscard]] bool message(const Node& node, std::optional<std::uint32_t> variant);
  [[nodiscard]] bool explain_parsed(const std::uint32_t* message);
  [[nodiscard]] bool transaction(const Node& node, std::optional<std::uint32_t> variant);
  [[nodiscard]] bool transaction_parts(const Node& node, const std::uint32_t* signatures, const std::uint32_t* body,
                                       std::optional<std::uint32_t> variant);
  [[nodiscard]] bool transaction_pair(const Node& node);
  [[nodiscard]] bool transaction_text(const Node& node, BytesStyle style);

  // Large documents are taken in windows. encode_large.hpp has these. What is called with IsLarge stands on the way
  // from the document to its large lists, and any value in it may go beyond the window.
  [[nodiscard]] bool is_parted(const Node& node, char first) const;
  [[nodiscard]] bool open_window(std::size_t from, std::size_t size);
  [[nodiscard]] std::size_t position() const noexcept { return window_from_ + *next_; }
  template <bool IsLarge>
  [[nodiscard]] bool tokens(std::ptrdiff_t count);
  template <class Read>
  [[nodiscard]] bool in_one_window(Read read);
  template <class Read>
  [[nodiscard]] bool in_this_window(Read read, bool& good);
  [[nodiscard]] bool ends_in_window();
  template <bool IsLarge>
  [[nodiscard]] bool ignored();
  [[nodiscard]] bool large_value(plan::NodeId id);
  [[nodiscard]] bool large_entry(plan::NodeId id);
  [[nodiscard]] bool large_ignored();
  [[nodiscard]] bool parted(const Node& node);
  [[nodiscard]] bool large_list(const Node& node);
  [[nodiscard]] bool large_record_by_name(const Node& node, std::uint32_t done);
  void put_in_order(std::span<const std::optional<plan::Entry>> places);
  [[nodiscard]] bool list_behind_window(const Node& node, std::uint64_t length_at, Stretch& stretch);
  void start_behind(std::size_t past);
  [[nodiscard]] bool list_element(const Node& list);
  [[nodiscard]] bool window_elements(const Node& list, Stretch& stretch);
  [[nodiscard]] bool elements(const Node& list, Stretch& stretch, bool streams);
  [[nodiscard]] bool end_large_length(const Node& node, std::uint64_t at, std::uint64_t length);
  [[nodiscard]] bool flush();
  [[nodiscard]] bool was_taken(Result<void> written);

  // The document as a whole. encode_document.hpp has these.
  [[nodiscard]] bool is_large(std::string_view text) const;
  [[nodiscard]] bool document(std::string_view text);
  [[nodiscard]] bool large_document(std::string_view text);
  [[nodiscard]] bool whole_document(std::string_view text);
  [[nodiscard]] Result<void> finish(bool good);
  [[nodiscard]] std::size_t fault_offset() const;
  [[nodiscard]] Error fault_of(std::string_view text);

  void add_path(std::string segment) { fault_.path.push_back(std::move(segment)); }
  [[gnu::cold]] bool add_index(std::uint64_t index) {
    add_path(fmt::format("[{}]", index));
    return false;
  }
  [[gnu::cold]] bool add_name(std::string_view name) {
    add_path("." + std::string(name));
    return false;
  }
  [[gnu::cold]] bool add_field(const plan::Field& field) {
    add_path("." + std::string(program_.view(field.name)));
    return false;
  }

  const plan::Program& program_;
  [[no_unique_address]] Format format_;
  const JsonStyle& style_;
  const WindowSizes& sizes_;
  bool in_default_ = false;  ///< What is read is the default of a field, whose bytes are an array.
  Buffer& out_;
  const std::size_t start_;
  Byte* base_ = nullptr;
  Byte* to_ = nullptr;
  Byte* limit_ = nullptr;
  std::vector<const std::uint32_t*> found_;  // a stack: where the fields of records out of order begin
  std::vector<plan::Entry> entries_;         // a stack: the entries of maps and sets being read
  unsigned options_ = 0;                     // how many Options are open

  // Where a large document is.
  std::string_view document_;
  Structure* structure_ = nullptr;
  std::size_t window_from_ = 0;  // where the window begins in the document
  std::size_t next_window_ = 0;  // how large the next one is
  FrameSink* sink_ = nullptr;
  Share share_;
  std::uint64_t before_ = 0;  // bytes of the frame that come before those in the output
  unsigned held_ = 0;         // values around that may not go to the sink before they are complete
  bool by_name_ = false;      // fields were encoded in another order than the wire's
  Error sink_error_;
};

}  // namespace limcode::json
