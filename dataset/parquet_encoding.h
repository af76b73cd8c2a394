#pragma once
// Encodings of Parquet pages (Encodings.md of the Parquet format): PLAIN values and the hybrid of
// runs and packed bits that levels and dictionary indices take. Each is written to the end of a
// string; nothing fails.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace newsarc::dataset::parquet {

// PLAIN: little-endian numbers; a text with its length in four bytes before it.
void append_plain(std::string& out, std::int32_t value);
void append_plain(std::string& out, std::int64_t value);
void append_plain(std::string& out, double value);
void append_plain(std::string& out, std::string_view text);

// Bits that hold 0 … largest.
unsigned bits_for(std::uint32_t largest);

// RLE / bit-packing hybrid. Eight or more of one value become a run, others are packed by eights;
// zeros fill the last eight.
void append_hybrid(std::string& out, std::span<const std::uint32_t> values, unsigned bits);

// Levels as a version 1 data page has them: the hybrid with its length in four bytes before it.
// Nothing when `largest` is 0, as then every level is.
void append_levels(std::string& out, std::span<const std::uint32_t> levels, std::uint32_t largest);

// Dictionary indices as a data page has them: a byte that says how many bits, then the hybrid.
void append_indices(std::string& out, std::span<const std::uint32_t> indices,
                    std::uint32_t dictionary_size);

}  // namespace newsarc::dataset::parquet
