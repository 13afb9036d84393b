// The standard library's types that have a wire form, and the Rust type that each stands for:
//
//   integers, float, double      u8..u128, i8..i128, f32, f64 (std::size_t is usize)
//   bool, char32_t               bool, char
//   enum                         an enum without payloads (EnumVariants)
//   std::chrono::nanoseconds     Duration; a system_clock time_point in nanoseconds is SystemTime
//   std::string, string_view     String, &str: UTF-8, or it is refused
//   vector, deque, list, span    Vec<T>, &[T]; std::span<const std::byte> is &[u8]
//   array, T[N]                  [T; N]
//   map, set                     BTreeMap, BTreeSet; unordered_map and unordered_set are HashMap and HashSet
//   optional                     Option
//   pair, tuple, aggregates      tuples and structs; std::monostate is ()
//   variant                      an enum with payloads, in the order of the alternatives
//   expected                     Result
//   unique_ptr, shared_ptr       Box, Rc, Arc
//
// The forms with other allocators, std::pmr's among them, are the same. views.hpp adds types that point into the input.
#pragma once

#include "limcode/detail/arrays.hpp"
#include "limcode/detail/associative.hpp"
#include "limcode/detail/numbers.hpp"
#include "limcode/detail/products.hpp"
#include "limcode/detail/sequences.hpp"
#include "limcode/detail/sums.hpp"
