#include "extract/hidden_controls.h"

#include <optional>

#include "text/utf8.h"

namespace newsarc::extract {

namespace {

constexpr char32_t hidden_base = 0x10FF00;

// The control character at `at`, and its length; nothing for all others and for blanks.
std::optional<text::CodePoint> control_at(std::string_view html, std::size_t at) {
  const auto byte = static_cast<unsigned char>(html[at]);
  if (byte < 0x20) {
    const bool blank = byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r';
    if (byte == 0 || blank) return std::nullopt;
    return text::CodePoint{byte, 1};
  }
  if (byte == 0x7F) return text::CodePoint{byte, 1};
  if (byte != 0xC2 || at + 1 == html.size()) return std::nullopt;
  const auto second = static_cast<unsigned char>(html[at + 1]);
  if (second < 0x80 || second > 0x9F) return std::nullopt;
  return text::CodePoint{second, 2};
}

// Whether control_at() need not be asked: nearly always, so a block of bytes is looked at at once
// (of a fixed size and without a branch, for the compiler to make vectors of).
constexpr std::size_t block = 64;
bool is_calm_block(std::string_view html, std::size_t at) {
  if (at + block > html.size()) return false;
  unsigned odd = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const auto byte = static_cast<unsigned char>(html[at + i]);
    const bool is_blank = (byte == '\t') | (byte == '\n') | (byte == '\r');
    odd |= ((byte < 0x20) & !is_blank) | (byte == 0x7F) | (byte == 0xC2);
  }
  return odd == 0;
}

}  // namespace

std::string hide_controls(std::string_view html) {
  std::string hidden;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (at % block == 0 && is_calm_block(html, at)) {
      at += block - 1;
      continue;
    }
    const auto control = control_at(html, at);
    if (!control) continue;
    hidden += html.substr(copied, at - copied);
    text::append(hidden, hidden_base + control->value);
    copied = at + control->length;
  }
  if (copied > 0) hidden += html.substr(copied);
  return hidden;
}

std::string show_controls(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint point = text::code_point_at(text, at);
    const bool hidden = point.value > hidden_base && point.value <= hidden_base + 0x9F;
    text::append(shown, hidden ? point.value - hidden_base : point.value);
    at += point.length;
  }
  return shown;
}

}  // namespace newsarc::extract
