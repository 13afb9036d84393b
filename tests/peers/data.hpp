// The data of the comparison: made the same on every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "peers/model.hpp"

namespace limcode::peers {

std::vector<std::uint8_t> sample_bytes(std::size_t size);

/// Numbers of all magnitudes.
std::vector<std::uint64_t> sample_numbers(std::size_t count);

/// Numbers that a varint holds in one byte to three, mostly one.
std::vector<std::uint64_t> sample_small_numbers(std::size_t count);

/// Numbers that need all of the digits that a double can need.
std::vector<double> sample_floats(std::size_t count);

/// Entries with about this many transactions of the shape that votes and transfers have.
std::vector<Entry> sample_entries(std::size_t transactions);

std::vector<Record> sample_records(std::size_t count);

/// The reply of a Solana node to getBlock, with its transactions so many times over.
std::string repeat_transactions(const std::string& reply, std::size_t times);

}  // namespace limcode::peers
