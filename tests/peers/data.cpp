#include "peers/data.hpp"

#include <algorithm>
#include <random>
#include <string>

namespace limcode::peers {
namespace {

using Random = std::mt19937_64;

std::uint64_t below(Random& random, std::uint64_t bound) { return random() % bound; }

Hash sample_hash(Random& random) {
  Hash hash;
  for (std::uint8_t& byte : hash) byte = static_cast<std::uint8_t>(random());
  return hash;
}

std::vector<std::uint8_t> some_bytes(Random& random, std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

std::string word(Random& random, std::size_t least, std::size_t most) {
  std::string text(least + below(random, most - least + 1), ' ');
  for (char& c : text) c = static_cast<char>('a' + below(random, 26));
  return text;
}

using Types = Ledger<Vector, Vector>;

Types::Transaction sample_transaction(Random& random) {
  Types::Transaction transaction;
  transaction.signatures.resize(1 + (below(random, 4) == 0 ? 1 : 0));
  for (Signature& signature : transaction.signatures) signature = {sample_hash(random), sample_hash(random)};
  Types::Message& message = transaction.message;
  message.header = {static_cast<std::uint8_t>(transaction.signatures.size()), 0, 1};
  message.account_keys.resize(3 + below(random, 6));
  for (Hash& key : message.account_keys) key = sample_hash(random);
  message.recent_blockhash = sample_hash(random);
  message.instructions.resize(1 + below(random, 3));
  for (Types::Instruction& instruction : message.instructions) {
    instruction = {2, some_bytes(random, 2 + below(random, 4)), some_bytes(random, 12 + below(random, 90))};
  }
  return transaction;
}

}  // namespace

std::vector<std::uint8_t> sample_bytes(std::size_t size) {
  Random random(size);
  return some_bytes(random, size);
}

std::vector<std::uint64_t> sample_numbers(std::size_t count) {
  Random random(count);
  std::vector<std::uint64_t> numbers(count);
  for (std::uint64_t& number : numbers) number = random() >> below(random, 64);
  return numbers;
}

std::vector<std::uint64_t> sample_small_numbers(std::size_t count) {
  Random random(count);
  std::vector<std::uint64_t> numbers(count);
  for (std::uint64_t& number : numbers) number = below(random, 20) == 0 ? below(random, 60'000) : below(random, 251);
  return numbers;
}

std::vector<double> sample_floats(std::size_t count) {
  Random random(count);
  std::vector<double> floats(count);
  for (double& value : floats) value = static_cast<double>(random()) / 1e10;
  return floats;
}

std::vector<Entry> sample_entries(std::size_t transactions) {
  Random random(transactions);
  std::vector<Entry> entries;
  while (transactions != 0) {
    const std::size_t count = std::min<std::size_t>(transactions, below(random, 60));
    transactions -= count;
    Entry entry{12'500, sample_hash(random), {}};
    for (std::size_t i = 0; i < count; ++i) entry.transactions.push_back(sample_transaction(random));
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<Record> sample_records(std::size_t count) {
  Random random(count);
  std::vector<Record> records(count);
  for (std::size_t i = 0; i < count; ++i) {
    Record& record = records[i];
    record.id = i * 7919 + below(random, 1000);
    record.name = word(random, 6, 20);
    record.score = static_cast<double>(below(random, 1'000'000'007)) / 977.0;
    record.tags.resize(below(random, 5));
    for (std::string& tag : record.tags) tag = word(random, 3, 10);
    record.active = below(random, 2) == 0;
    if (below(random, 2) == 0) record.owner = word(random, 5, 15);
  }
  return records;
}

std::string repeat_transactions(const std::string& reply, std::size_t times) {
  constexpr std::string_view before = "\"transactions\":[";
  const std::size_t first = reply.find(before) + before.size();
  const std::size_t last = reply.rfind(']');
  const std::string transactions = reply.substr(first, last - first);
  std::string repeated = reply.substr(0, last);
  for (std::size_t i = 1; i < times; ++i) repeated.append(",").append(transactions);
  return repeated.append(reply, last);
}

}  // namespace limcode::peers
