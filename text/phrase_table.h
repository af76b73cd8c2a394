#pragma once
// PhraseTable: what phrases turn into, as a generated hash table with open addressing: slots that
// hold offsets into one text of entries {key length, value length, key, value}, lengths in bytes.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace newsarc::text {

// FNV-1a, byte by byte, so that the hash of a phrase continues that of its beginning.
struct PhraseHash {
  std::uint32_t state = 2166136261U;

  constexpr void add(std::string_view bytes) {
    for (const char byte : bytes) {
      state = (state ^ static_cast<unsigned char>(byte)) * 16777619U;
    }
  }
};

struct PhraseTable {
  std::span<const std::uint32_t> slots;  // a power of two of them; 0: empty, else 1 + offset
  std::span<const std::uint8_t> entries;

  std::optional<std::string_view> find(PhraseHash hash, std::string_view key) const {
    const auto mask = static_cast<std::uint32_t>(slots.size() - 1);
    for (std::uint32_t slot = hash.state & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      const std::uint8_t* const entry = &entries[slots[slot] - 1];
      const char* const text = reinterpret_cast<const char*>(entry + 2);
      if (std::string_view(text, entry[0]) == key)
        return std::string_view(text + entry[0], entry[1]);
    }
    return std::nullopt;
  }
};

}  // namespace newsarc::text
