// The tests look at sizes, at bytes that must have few values, and at numbers that the chain keeps within bounds: a
// slot has not reached 2^40, a clock not the year 2200. They are to leave one type for what accounts really hold, at
// the price of not knowing some value that nobody has stored.
#include "solana/candidates.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#include "limcode/wire/integer.hpp"
#include "solana/account_file.hpp"
#include "solana/codec_io.hpp"

namespace limcode::solana {
namespace {

using Wire = std::span<const std::byte>;
using Names = std::span<const std::string_view>;

constexpr std::uint64_t max_slot = std::uint64_t{1} << 40;
constexpr std::uint64_t max_epoch = 1'000'000;
constexpr std::int64_t max_time = 7'258'118'400;

template <class T>
T at(Wire wire, std::size_t offset) {
  return wire::load<T, Endian::little>(reinterpret_cast<const std::uint8_t*>(wire.data()) + offset);
}

// Reads a T that may lie beyond the end, where nothing is plausible.
template <class T>
bool below(Wire wire, std::size_t offset, T limit) {
  return wire.size() >= offset + sizeof(T) && at<T>(wire, offset) < limit;
}

bool is_slot(Wire wire, std::size_t offset) { return below(wire, offset, max_slot); }
bool is_epoch(Wire wire, std::size_t offset) { return below(wire, offset, max_epoch); }
bool is_time(Wire wire, std::size_t offset) {
  return wire.size() >= offset + 8 && at<std::int64_t>(wire, offset) >= 0 && at<std::int64_t>(wire, offset) < max_time;
}
bool is_bool(Wire wire, std::size_t offset) { return below<std::uint8_t>(wire, offset, 2); }
bool has_index(Wire wire, std::uint32_t count) { return below(wire, 0, count); }

bool is_zero(Wire wire) {
  for (const std::byte byte : wire) {
    if (byte != std::byte{0}) return false;
  }
  return true;
}

bool is_elf(Wire wire, std::size_t offset) {
  constexpr char magic[] = {0x7F, 'E', 'L', 'F'};
  return wire.size() >= offset + sizeof magic && std::memcmp(wire.data() + offset, magic, sizeof magic) == 0;
}

// A u64 count and that many elements of one size; then nothing, or zero bytes up to the size that the sysvar's account
// has had from the start.
bool is_counted(Wire wire, std::uint64_t element_size, std::size_t account_size) {
  if (wire.size() < 8 || at<std::uint64_t>(wire, 0) > (wire.size() - 8) / element_size) return false;
  const std::size_t used = 8 + at<std::uint64_t>(wire, 0) * element_size;
  return used > 8 && (wire.size() == used || (wire.size() == account_size && is_zero(wire.subspan(used))));
}

std::size_t count_end(Wire wire, std::size_t element_size) { return 8 + at<std::uint64_t>(wire, 0) * element_size; }

// The signatures' count and the header that must say the same; or the mark of version 1.
bool is_transaction(Wire wire) {
  constexpr std::size_t signature_size = 64;
  constexpr std::size_t max_signatures = 19;
  if (wire.size() < 4) return false;
  const auto first = at<std::uint8_t>(wire, 0);
  if (first == 0x81) return true;
  std::size_t header = 1 + first * signature_size;
  if (first == 0 || first > max_signatures || wire.size() < header + 4) return false;
  if (at<std::uint8_t>(wire, header) == 0x80) ++header;
  return at<std::uint8_t>(wire, header) == first;
}

bool is_block(Wire wire) {
  return wire.size() > 8 && at<std::uint64_t>(wire, 0) != 0 && at<std::uint64_t>(wire, 0) <= wire.size() / 100 &&
         is_transaction(wire.subspan(8));
}

bool is_entries(Wire wire) {
  constexpr std::uint64_t min_entry = 8 + key_size + 8;
  if (wire.size() < 8 + min_entry) return false;
  const auto count = at<std::uint64_t>(wire, 0);
  const auto transactions = at<std::uint64_t>(wire, 8 + 8 + key_size);
  return count != 0 && count <= wire.size() / min_entry && transactions <= wire.size() / 100 &&
         (transactions == 0 || is_transaction(wire.subspan(8 + min_entry)));
}

// No entries, version 1 of the marker, one of its kinds, a length.
bool is_marker(Wire wire) {
  constexpr std::size_t head_size = 13;
  return wire.size() > head_size && at<std::uint64_t>(wire, 0) == 0 && at<std::uint16_t>(wire, 8) == 1 &&
         at<std::uint8_t>(wire, 10) < 4 && at<std::uint16_t>(wire, 11) <= wire.size() - head_size;
}

bool is_shred(Wire wire) {
  constexpr std::size_t payload_sizes[] = {1203, 1228};
  constexpr std::size_t slot = 65;
  return (wire.size() == payload_sizes[0] || wire.size() == payload_sizes[1]) && is_slot(wire, slot);
}

bool is_packet(Wire wire, std::uint32_t variants) {
  constexpr std::size_t packet_size = 1232;
  return wire.size() <= packet_size && has_index(wire, variants);
}

bool is_vote(Wire wire) {
  constexpr std::size_t sizes[] = {3731, 3762};
  return (wire.size() == sizes[0] || wire.size() == sizes[1]) && has_index(wire, 4);
}

// The program's garbage apart, what no state holds is zero.
bool is_stake(Wire wire) {
  constexpr std::size_t initialized_size = 124;
  if (wire.size() != 200) return false;
  switch (at<std::uint32_t>(wire, 0)) {
    case 1: return is_slot(wire, 4) && is_zero(wire.subspan(initialized_size));
    case 2: return is_slot(wire, 4) && below<std::uint8_t>(wire, 196, 2);
    default: return is_zero(wire.subspan(4)) && has_index(wire, 4);
  }
}

bool is_lookup_table(Wire wire) {
  constexpr std::size_t head_size = 56;
  return wire.size() >= head_size && (wire.size() - head_size) % key_size == 0 &&
         wire.size() <= head_size + 256 * key_size && at<std::uint32_t>(wire, 0) == 1 && is_slot(wire, 12);
}

bool is_loader_account(Wire wire) {
  if (wire.size() < 36) return false;
  switch (at<std::uint32_t>(wire, 0)) {
    case 1: return wire.size() > 37 && is_bool(wire, 4) && (is_elf(wire, 37) || is_zero(wire.subspan(37)));
    case 2: return wire.size() == 36;
    case 3: return is_slot(wire, 4) && is_bool(wire, 12) && is_elf(wire, 45);
    default: return false;
  }
}

bool is_clock(Wire wire) {
  return wire.size() == 40 && is_slot(wire, 0) && is_time(wire, 8) && is_epoch(wire, 16) && is_epoch(wire, 24) &&
         is_time(wire, 32);
}

bool is_rent(Wire wire) {
  if (wire.size() != 17 || !below<std::uint8_t>(wire, 16, 101)) return false;
  const auto threshold = std::bit_cast<double>(at<std::uint64_t>(wire, 8));
  return threshold >= 0 && threshold <= 100;
}

bool is_epoch_schedule(Wire wire) {
  return wire.size() == 33 && is_slot(wire, 0) && is_slot(wire, 8) && is_bool(wire, 16) && is_epoch(wire, 17) &&
         is_slot(wire, 25);
}

bool is_epoch_rewards(Wire wire) {
  return wire.size() == 81 && is_slot(wire, 0) && is_slot(wire, 8) && is_bool(wire, 80);
}

// Slots descend; blockhashes all cost what signatures cost, which is little.
bool is_slot_hashes(Wire wire) {
  if (!is_counted(wire, 8 + key_size, 20'488)) return false;
  for (std::size_t entry = 8; entry < count_end(wire, 8 + key_size); entry += 8 + key_size) {
    if (!is_slot(wire, entry)) return false;
  }
  return true;
}

bool is_recent_blockhashes(Wire wire) {
  constexpr std::uint64_t max_fee = 1'000'000'000;
  if (!is_counted(wire, key_size + 8, 6'008)) return false;
  for (std::size_t entry = 8; entry < count_end(wire, key_size + 8); entry += key_size + 8) {
    if (!below(wire, entry + key_size, max_fee)) return false;
  }
  return true;
}

bool is_stake_history(Wire wire) { return is_counted(wire, 32, 16'392) && is_epoch(wire, 8); }

bool is_slot_history(Wire wire) { return wire.size() == 131'097 && at<std::uint8_t>(wire, 0) == 1; }

bool is_account_file(Wire wire) {
  constexpr std::size_t key = 16;
  return wire.size() >= stored_meta_size && is_slot(wire, 0) &&
         below<std::uint64_t>(wire, 8, wire.size() - stored_meta_size + 1) && !is_zero(wire.subspan(key, key_size)) &&
         is_bool(wire, 96);
}

bool is_genesis(Wire wire) {
  constexpr std::size_t min_size = 300;
  return wire.size() >= min_size && is_time(wire, 0) && at<std::uint64_t>(wire, 8) <= wire.size() / 60;
}

bool is_blockhash_queue(Wire wire) {
  return wire.size() > 17 && is_slot(wire, 0) && is_bool(wire, 8) && at<std::uint8_t>(wire, 8) == 1 &&
         below<std::uint64_t>(wire, 41, 1'000);
}

struct Candidate {
  Names names;
  bool (*plausible)(Wire wire);
};

constexpr std::string_view transaction[] = {"solana::VersionedTransaction"};
constexpr std::string_view block[] = {"solana::Block"};
constexpr std::string_view entries[] = {"Vec<solana::Entry>", "solana::EntryBatch"};
constexpr std::string_view component[] = {"solana::BlockComponent"};
constexpr std::string_view shred[] = {"solana::Shred"};
constexpr std::string_view vote[] = {"solana::VoteAccount"};
constexpr std::string_view stake[] = {"solana::StakeAccount"};
constexpr std::string_view nonce[] = {"solana::NonceAccount"};
constexpr std::string_view lookup_table[] = {"solana::AddressLookupTable"};
constexpr std::string_view loader[] = {"solana::UpgradeableLoaderAccount"};
constexpr std::string_view feature[] = {"solana::Feature"};
constexpr std::string_view clock[] = {"solana::Clock"};
constexpr std::string_view rent[] = {"solana::Rent"};
constexpr std::string_view epoch_schedule[] = {"solana::EpochSchedule"};
constexpr std::string_view epoch_rewards[] = {"solana::EpochRewards"};
constexpr std::string_view last_restart_slot[] = {"solana::LastRestartSlot"};
constexpr std::string_view slot_hashes[] = {"solana::SlotHashes", "solana::Padded<solana::SlotHashes>"};
constexpr std::string_view recent_blockhashes[] = {"solana::RecentBlockhashes",
                                                   "solana::Padded<solana::RecentBlockhashes>"};
constexpr std::string_view stake_history[] = {"solana::StakeHistory", "solana::Padded<solana::StakeHistory>"};
constexpr std::string_view slot_history[] = {"solana::SlotHistory"};
constexpr std::string_view genesis[] = {"solana::GenesisConfig"};
constexpr std::string_view blockhash_queue[] = {"solana::BlockhashQueue"};
constexpr std::string_view protocol[] = {"solana::gossip::Protocol"};
constexpr std::string_view repair[] = {"solana::repair::RepairProtocol"};
constexpr std::string_view account_file[] = {"solana::AppendVec"};

constexpr Candidate all[] = {
    {transaction, is_transaction},
    {block, is_block},
    {entries, is_entries},
    {component, is_marker},
    {shred, is_shred},
    {vote, is_vote},
    {stake, is_stake},
    {nonce, [](Wire wire) { return wire.size() == 80 && has_index(wire, 2) && below<std::uint32_t>(wire, 4, 2); }},
    {lookup_table, is_lookup_table},
    {loader, is_loader_account},
    {feature, [](Wire wire) { return wire.size() == 9 && at<std::uint8_t>(wire, 0) == 1 && is_slot(wire, 1); }},
    {clock, is_clock},
    {rent, is_rent},
    {epoch_schedule, is_epoch_schedule},
    {epoch_rewards, is_epoch_rewards},
    {last_restart_slot, [](Wire wire) { return wire.size() == 8 && is_slot(wire, 0); }},
    {slot_hashes, is_slot_hashes},
    {recent_blockhashes, is_recent_blockhashes},
    {stake_history, is_stake_history},
    {slot_history, is_slot_history},
    {genesis, is_genesis},
    {blockhash_queue, is_blockhash_queue},
    {protocol, [](Wire wire) { return is_packet(wire, 6); }},
    {repair, [](Wire wire) { return is_packet(wire, 15) && at<std::uint32_t>(wire, 0) >= 7; }},
    {account_file, is_account_file},
};

}  // namespace

std::vector<Names> candidates(Wire wire) {
  std::vector<Names> found;
  for (const Candidate& candidate : all) {
    if (candidate.plausible(wire)) found.push_back(candidate.names);
  }
  return found;
}

}  // namespace limcode::solana
