// The types of the comparison; src/model.rs has the same in Rust. The sequences of a ledger are a choice: vectors that
// own their elements, spans into an arena, or lists that show the frame.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "limcode/views.hpp"

namespace limcode::peers {

using Hash = std::array<std::uint8_t, 32>;

struct Signature {
  Hash first;
  Hash second;
};

template <template <class> class Plain, template <class> class Nested>
struct Ledger {
  struct Instruction {
    std::uint8_t program_id_index;
    Plain<std::uint8_t> accounts;
    Plain<std::uint8_t> data;
  };
  struct Message {
    std::array<std::uint8_t, 3> header;
    Plain<Hash> account_keys;
    Hash recent_blockhash;
    Nested<Instruction> instructions;
  };
  struct Transaction {
    Plain<Signature> signatures;
    Message message;
  };
  struct Entry {
    std::uint64_t num_hashes;
    Hash hash;
    Nested<Transaction> transactions;
  };
};

template <class T>
using Vector = std::vector<T>;
template <class T>
using Span = std::span<const T>;
template <class T>
using Shown = List<T>;

using Entry = Ledger<Vector, Vector>::Entry;
using ArenaEntry = Ledger<Span, Span>::Entry;
using EntryView = Ledger<Span, Shown>::Entry;

struct Record {
  std::uint64_t id;
  std::string name;
  double score;
  std::vector<std::string> tags;
  bool active;
  std::optional<std::string> owner;
};

/// The same as Rust text, for plans.
inline constexpr const char* rust_model = R"(
pub struct Signature(pub [u8; 32], pub [u8; 32]);
pub struct Instruction { pub program_id_index: u8, pub accounts: Vec<u8>, pub data: Vec<u8> }
pub struct Message {
    pub header: [u8; 3], pub account_keys: Vec<[u8; 32]>, pub recent_blockhash: [u8; 32], pub instructions: Vec<Instruction>,
}
pub struct Transaction { pub signatures: Vec<Signature>, pub message: Message }
pub struct Entry { pub num_hashes: u64, pub hash: [u8; 32], pub transactions: Vec<Transaction> }
pub struct Record {
    pub id: u64, pub name: String, pub score: f64, pub tags: Vec<String>, pub active: bool, pub owner: Option<String>,
}
)";

}  // namespace limcode::peers
