#pragma once
// What the decoders of charset families share: looking at one byte, copying ASCII, and how much of
// a sequence that means nothing is lost. Private to text/.

#include <cstddef>
#include <string>
#include <string_view>

#include "text/utf8.h"

namespace newsarc::text {

// What stands at one place of the input: `length` bytes that mean `value`, or are malformed.
struct DecodedSequence {
  char32_t value = 0xFFFD;
  std::size_t length = 1;
};

inline unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

inline bool is_in(unsigned byte, unsigned first, unsigned last) {
  return byte >= first && byte <= last;
}

// `length` bytes were read and mean nothing: they are dropped together, but for an ASCII byte at
// their end, which is read anew (Encoding Standard, "if byte is an ASCII byte, restore byte"). So a
// torn character never eats the '<' after it.
inline DecodedSequence malformed(std::string_view bytes, std::size_t at, std::size_t length) {
  const std::size_t last = at + length - 1;
  const bool is_lost = last < bytes.size() && byte_at(bytes, last) >= 0x80;
  return {0xFFFD, is_lost ? length : length - 1};
}

// Appends the run of ASCII at `at` and returns where it ends.
inline std::size_t copy_ascii(std::string_view bytes, std::size_t at, std::string& utf8) {
  const std::size_t length = ascii_run(bytes, at);
  if (length != 0) utf8.append(bytes, at, length);
  return at + length;
}

// Decodes what is ASCII but for sequences, by `sequence_at(bytes, at)`, which never sees ASCII
// first; returns how many meant nothing.
template <class SequenceAt>
std::size_t decode_sequences(std::string_view bytes, std::string& utf8, SequenceAt sequence_at) {
  std::size_t replaced = 0;
  for (std::size_t at = copy_ascii(bytes, 0, utf8); at < bytes.size();
       at = copy_ascii(bytes, at, utf8)) {
    const DecodedSequence next = sequence_at(bytes, at);
    append(utf8, next.value);
    if (next.value == 0xFFFD) ++replaced;
    at += next.length;
  }
  return replaced;
}

inline std::string two_bytes(std::size_t lead, std::size_t trail) {
  return {static_cast<char>(lead), static_cast<char>(trail)};
}

}  // namespace newsarc::text
