// Any text as hex, base64 and base58, and any bytes into them. Bytes come back from their text; a text that is accepted
// is the one that its bytes have (hex in either case); the exact sizes agree with the general ones.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "text/text.hpp"

namespace limcode::fuzz {
namespace {

using Bytes = std::vector<std::uint8_t>;

template <class Encode>
std::string encoded(std::size_t room, const Bytes& bytes, Encode encode) {
  std::string text(room, '\0');
  const std::size_t size = encode(text.data(), bytes.data(), bytes.size());
  hold(size <= room, "{} characters where {} are allowed", size, room);
  text.resize(size);
  return text;
}

template <class Decode>
bool decoded(std::size_t room, std::string_view text, Bytes& bytes, Decode decode) {
  bytes.assign(room, 0);
  const auto size = decode(bytes.data(), text);
  if (!size) {
    hold(size.error().position <= text.size(), "an error is in the text");
    return false;
  }
  hold(*size <= room, "{} bytes where {} are allowed", *size, room);
  bytes.resize(*size);
  return true;
}

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& character : made) {
    if (character >= 'A' && character <= 'F') character = static_cast<char>(character - 'A' + 'a');
  }
  return made;
}

std::string to_hex(const Bytes& bytes) { return encoded(text::hex_size(bytes.size()), bytes, text::encode_hex); }
std::string to_base64(const Bytes& bytes) {
  return encoded(text::base64_size(bytes.size()), bytes, text::encode_base64);
}
std::string to_base58(const Bytes& bytes) {
  return encoded(text::max_base58_size(bytes.size()), bytes, text::encode_base58);
}

void check_texts(std::string_view text) {
  Bytes bytes;
  if (decoded(text::max_hex_bytes(text.size()), text, bytes, text::decode_hex)) {
    hold(to_hex(bytes) == lower(text), "hex has one text: {}", text);
  }
  if (decoded(text::max_base64_bytes(text.size()), text, bytes, text::decode_base64)) {
    hold(to_base64(bytes) == text, "base64 has one text: {}", text);
  }
  if (decoded(text.size(), text, bytes, text::decode_base58)) {
    hold(to_base58(bytes) == text, "base58 has one text: {}", text);
  }
}

void check_bytes(const Bytes& bytes) {
  Bytes back;
  hold(decoded(bytes.size(), to_hex(bytes), back, text::decode_hex) && back == bytes, "bytes come back from hex");
  const std::string base64 = to_base64(bytes);
  hold(decoded(text::max_base64_bytes(base64.size()), base64, back, text::decode_base64) && back == bytes,
       "bytes come back from base64");
  if (bytes.size() > text::max_base58_bytes) return;
  const std::string base58 = to_base58(bytes);
  hold(decoded(base58.size(), base58, back, text::decode_base58) && back == bytes, "bytes come back from base58");
}

template <std::size_t Size, class Encode, class Decode>
void check_exact(std::string_view text, Bytes bytes, Encode encode, Decode decode) {
  Bytes general;
  const bool whole = decoded(text.size(), text, general, text::decode_base58) && general.size() == Size;
  Bytes exact(Size);
  hold(decode(exact.data(), text).has_value() == whole, "base58 of {} bytes agrees with the general one on {}", Size,
       text);
  if (whole) hold(exact == general, "base58 of {} bytes gives the same bytes for {}", Size, text);
  bytes.resize(Size);
  char made[128 + text::write_slack];
  const std::size_t size = encode(made, bytes.data());
  hold(std::string_view(made, size) == to_base58(bytes), "base58 of {} bytes gives the same text", Size);
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Bytes bytes(data, data + size);
  check_texts(text);
  check_bytes(bytes);
  check_exact<32>(text, bytes, text::encode_base58_32, text::decode_base58_32);
  check_exact<64>(text, bytes, text::encode_base58_64, text::decode_base58_64);
  return 0;
}
