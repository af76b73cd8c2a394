#include "url/percent.h"

#include <array>

namespace newsarc::url {
namespace {

constexpr std::string_view fragment_set = " \"<>`";
constexpr std::string_view special_query_set = " \"#<>'";
constexpr std::string_view path_set = " \"#<>?^`{}";
constexpr std::string_view userinfo_set = " \"#<>?^`{}/:;=@[\\]|";

using Table = std::array<bool, 256>;

// Every set holds the C0 controls and all bytes past '~'.
constexpr Table table_of(std::string_view members) {
  Table table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) table[byte] = byte < 0x20 || byte > 0x7e;
  for (char c : members) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr std::array<Table, 4> tables = {table_of(fragment_set), table_of(special_query_set),
                                         table_of(path_set), table_of(userinfo_set)};

}  // namespace

bool is_escape(std::string_view text, std::size_t offset) {
  return offset + 2 < text.size() && text[offset] == '%' && hex_value(text[offset + 1]) >= 0 &&
         hex_value(text[offset + 2]) >= 0;
}

char unescaped(std::string_view text, std::size_t offset) {
  return static_cast<char>(hex_value(text[offset + 1]) * 16 + hex_value(text[offset + 2]));
}

void append_escape(std::string& out, char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out += '%';
  out += digits[value >> 4];
  out += digits[value & 15];
}

void append_encoded(std::string& out, std::string_view bytes, PercentSet set) {
  const Table& encoded = tables[static_cast<std::size_t>(set)];
  for (char byte : bytes) {
    if (encoded[static_cast<unsigned char>(byte)]) {
      append_escape(out, byte);
    } else {
      out += byte;
    }
  }
}

std::string percent_decode(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_escape(text, i)) {
      bytes += unescaped(text, i);
      i += 2;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

}  // namespace newsarc::url
