// The account files of snapshots: C structures in memory order, little-endian, each at a multiple of eight bytes.
#include <algorithm>

#include "solana/account_file.hpp"
#include "solana/codec_io.hpp"
#include "solana/codecs.hpp"

namespace limcode::solana {
namespace {

using plan::CodecFault;
using plan::CodecInput;
using plan::CodecOutput;

constexpr std::uint64_t alignment = 8;
constexpr std::uint64_t padding_size = 7;  // after the executable flag; not always zero

constexpr std::uint64_t fill_after(std::uint64_t size) { return (alignment - size % alignment) % alignment; }

// StoredMeta, AccountMeta and a hash, then the data, filled up with zero bytes unless the file ends before. Declared
// with the data last and without what C puts between.
struct StoredAccount {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    Source source(input, at, fault);
    if (!read_unfilled(source, declared)) return nullptr;
    const auto size = static_cast<std::uint64_t>(source.at() - at);
    return read_zeros(source, std::min(fill_after(size), source.left()), ".data");
  }

  static bool read_unfilled(Source& source, Buffer* declared) {
    std::uint64_t write_version = 0;
    std::uint64_t data_size = 0;
    std::uint64_t lamports = 0;
    std::uint64_t rent_epoch = 0;
    bool executable = false;
    const Byte *pubkey = nullptr, *owner = nullptr, *padding = nullptr, *hash = nullptr, *data = nullptr;
    if (!source.little(write_version, ".write_version") || !source.little(data_size, ".data") ||
        (pubkey = source.take(key_size, ".pubkey")) == nullptr || !source.little(lamports, ".lamports") ||
        !source.little(rent_epoch, ".rent_epoch") || (owner = source.take(key_size, ".owner")) == nullptr ||
        !source.tag(Errc::invalid_bool, executable, ".executable") ||
        (padding = source.take(padding_size, "._padding")) == nullptr ||
        (hash = source.take(key_size, ".hash")) == nullptr || (data = source.take(data_size, ".data")) == nullptr) {
      return false;
    }
    Target target(source.format(), declared);
    target.number(write_version);
    target.bytes(pubkey, key_size);
    target.number(lamports);
    target.number(rent_epoch);
    target.bytes(owner, key_size);
    target.byte(executable ? 1 : 0);
    target.bytes(padding, padding_size);
    target.bytes(hash, key_size);
    target.number(data_size);
    target.bytes(data, data_size);
    return true;
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint64_t write_version = 0;
    std::uint64_t lamports = 0;
    std::uint64_t rent_epoch = 0;
    std::uint64_t data_size = 0;
    const Byte *pubkey = nullptr, *owner = nullptr, *flags = nullptr, *hash = nullptr;
    if (!source.number(write_version, "") || (pubkey = source.take(key_size, "")) == nullptr ||
        !source.number(lamports, "") || !source.number(rent_epoch, "") ||
        (owner = source.take(key_size, "")) == nullptr || (flags = source.take(1 + padding_size, "")) == nullptr ||
        (hash = source.take(key_size, "")) == nullptr || !source.number(data_size, "")) {
      return false;
    }
    Target target(source.format(), &out);
    target.little(write_version);
    target.little(data_size);
    target.bytes(pubkey, key_size);
    target.little(lamports);
    target.little(rent_epoch);
    target.bytes(owner, key_size);
    target.bytes(flags, 1 + padding_size);
    target.bytes(hash, key_size);
    target.bytes(source.at(), data_size);
    target.zeros(fill_after(data_size));
    return true;
  }
};

// Stored accounts to the end of the file, or to where only zero bytes follow; declared as a Vec of them, each filled,
// and the number of bytes after the data of the last one.
struct AppendVec {
  static const Byte* read(const CodecInput& input, const Byte* at, Buffer* declared, CodecFault& fault) {
    const Byte* used = input.end;
    while (used > at && used[-1] == 0) --used;
    Source source(input, at, fault);
    std::uint64_t count = 0;
    const Byte* data_end = at;
    while (source.at() < used) {
      if (!StoredAccount::read_unfilled(source, nullptr)) {
        source.within(fmt::format(".accounts[{}]", count));
        return nullptr;
      }
      ++count;
      data_end = source.at();
      const std::uint64_t fill = std::min(fill_after(static_cast<std::uint64_t>(data_end - at)), source.left());
      if (read_zeros(source, fill, ".data") == nullptr) {
        source.within(fmt::format(".accounts[{}]", count - 1));
        return nullptr;
      }
    }
    Target target(source.format(), declared);
    target.number(count);
    const auto size = static_cast<std::uint64_t>(data_end - at);
    target.bytes(at, size);
    target.zeros(fill_after(size));
    target.number(static_cast<std::uint64_t>(input.end - data_end));
    return input.end;
  }

  static bool write(const CodecOutput& output, std::span<const Byte> declared, Buffer& out, CodecFault& fault) {
    Source source(output, declared, fault);
    std::uint64_t count = 0;
    if (!source.number(count, "")) return false;
    const Byte* first = source.at();
    const Byte* data_end = first;
    for (std::uint64_t index = 0; index < count; ++index) {
      if (!StoredAccount::read_unfilled(source, nullptr)) return false;
      data_end = source.at();
      if (source.take(fill_after(static_cast<std::uint64_t>(data_end - first)), "") == nullptr) return false;
    }
    std::uint64_t padding = 0;
    if (!source.number(padding, "")) return false;
    Target(source.format(), &out).bytes(first, static_cast<std::uint64_t>(data_end - first));
    return write_zeros(padding, ".padding", out, fault);
  }
};

}  // namespace

std::uint64_t stored_data_size(std::span<const std::byte> head) noexcept {
  return wire::load<std::uint64_t, Endian::little>(reinterpret_cast<const Byte*>(head.data()) + sizeof(std::uint64_t));
}

std::uint64_t stored_account_size(std::uint64_t data_size, std::uint64_t left) noexcept {
  if (left < stored_meta_size || data_size > left - stored_meta_size) return left;
  const std::uint64_t size = stored_meta_size + data_size;
  return std::min(size + fill_after(size), left);
}

AccountFile::AccountFile(std::span<const std::byte> wire) : wire_(wire), used_(wire.size()) {
  while (used_ != 0 && wire_[used_ - 1] == std::byte{0}) --used_;
}

std::span<const std::byte> AccountFile::next() {
  if (at_ >= used_) return {};
  const auto rest = wire_.subspan(at_);
  const std::size_t size = stored_account_size(stored_data_size(rest), rest.size());
  at_ += size;
  return rest.first(size);
}

const plan::Codec stored_account = make_codec<StoredAccount>("stored_account", stored_meta_size, Extent::to_end);
const plan::Codec append_vec = make_codec<AppendVec>("append_vec", 0, Extent::to_end);

}  // namespace limcode::solana
