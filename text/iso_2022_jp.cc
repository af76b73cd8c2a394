// iso-2022-jp: escape sequences say what the bytes after them mean (Encoding Standard §13.2).

#include <cstdint>

#include "text/charset_bytes.h"
#include "text/japanese_charset.h"
#include "text/japanese_index.h"

namespace newsarc::text {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char escape = '\x1B';

enum class Mode { ascii, roman, katakana, jis0208 };

struct Switch {
  std::string_view escape;
  Mode mode;
};

constexpr Switch switches[] = {{"\x1B(B", Mode::ascii},
                               {"\x1B(J", Mode::roman},
                               {"\x1B(I", Mode::katakana},
                               {"\x1B$@", Mode::jis0208},
                               {"\x1B$B", Mode::jis0208}};

const Switch* switch_at(std::string_view bytes, std::size_t at) {
  for (const Switch& each : switches) {
    if (bytes.substr(at).starts_with(each.escape)) return &each;
  }
  return nullptr;
}

class Decoder {
 public:
  Decoder(std::string_view bytes, std::string& utf8) : bytes_(bytes), utf8_(utf8) {}

  // Returns how many sequences meant nothing.
  std::size_t run() {
    while (at_ < bytes_.size()) {
      if (bytes_[at_] == escape) {
        read_escape();
      } else {
        read_character();
      }
    }
    return replaced_;
  }

 private:
  // Two escapes with nothing between are how text is hidden from filters: the second one is told.
  void read_escape() {
    const Switch* const found = switch_at(bytes_, at_);
    if (found == nullptr) {
      ++at_;
      was_switched_ = false;
      return put(replacement);
    }
    at_ += found->escape.size();
    mode_ = found->mode;
    if (was_switched_) put(replacement);
    was_switched_ = true;
  }

  void read_character() {
    was_switched_ = false;
    const unsigned byte = byte_at(bytes_, at_++);
    switch (mode_) {
      case Mode::ascii:
        return put(is_plain(byte) ? byte : replacement);
      case Mode::roman:
        return put(byte == '\\' ? U'¥' : byte == '~' ? U'‾' : is_plain(byte) ? byte : replacement);
      case Mode::katakana:
        return put(is_in(byte, 0x21, 0x5F) ? 0xFF61 + byte - 0x21 : replacement);
      case Mode::jis0208:
        return read_pair(byte);
    }
  }

  // Shift out and shift in belong to charsets that are none of these.
  static bool is_plain(unsigned byte) { return byte < 0x80 && byte != 0x0E && byte != 0x0F; }

  // A trail byte is lost with its lead, whatever it is, but an escape is not.
  void read_pair(unsigned lead) {
    if (!is_in(lead, 0x21, 0x7E) || at_ == bytes_.size() || bytes_[at_] == escape) {
      return put(replacement);
    }
    const unsigned trail = byte_at(bytes_, at_++);
    const char32_t c = is_in(trail, 0x21, 0x7E) ? jis0208_at((lead - 0x21) * 94 + trail - 0x21) : 0;
    put(c != 0 ? c : replacement);
  }

  void put(char32_t c) {
    append(utf8_, c);
    if (c == replacement) ++replaced_;
  }

  std::string_view bytes_;
  std::string& utf8_;
  std::size_t at_ = 0;
  std::size_t replaced_ = 0;
  Mode mode_ = Mode::ascii;
  bool was_switched_ = false;
};

// §13.2.2: katakana in half width have no bytes, so their full-width twins are written; from
// U+FF61 on, index iso-2022-jp-katakana.
constexpr std::u32string_view full_width_katakana =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
    U"マミム"
    U"メモヤユヨラリルレロワン゛゜";

class Encoder {
 public:
  std::string run(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
      const CodePoint next = code_point_at(utf8, at);
      at += next.length;
      put(next.value);
    }
    enter(Mode::ascii, "\x1B(B");
    return std::move(bytes_);
  }

 private:
  void put(char32_t c) {
    if (c == 0x0E || c == 0x0F || c == 0x1B) return put_reference(replacement);
    if (c < 0x80) return put_ascii(static_cast<char>(c));
    if (c == U'¥' || c == U'‾') {
      enter(Mode::roman, "\x1B(J");
      bytes_ += c == U'¥' ? '\\' : '~';
      return;
    }
    if (c >= 0xFF61 && c <= 0xFF9F) c = full_width_katakana[c - 0xFF61];
    const auto pointer = jis0208_pointer(c);
    if (!pointer) return put_reference(c);
    enter(Mode::jis0208, "\x1B$B");
    bytes_ += two_bytes(*pointer / 94 + 0x21, *pointer % 94 + 0x21);
  }

  // The Japanese ISO 646 is ASCII but for backslash and tilde.
  void put_ascii(char c) {
    if (mode_ == Mode::jis0208 || c == '\\' || c == '~') enter(Mode::ascii, "\x1B(B");
    bytes_ += c;
  }

  void put_reference(char32_t c) {
    for (const char digit : "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";") {
      put_ascii(digit);
    }
  }

  void enter(Mode mode, std::string_view switch_to_it) {
    if (mode_ != mode) bytes_ += switch_to_it;
    mode_ = mode;
  }

  std::string bytes_;
  Mode mode_ = Mode::ascii;
};

}  // namespace

std::size_t decode_iso_2022_jp(std::string_view bytes, std::string& utf8) {
  return Decoder(bytes, utf8).run();
}

std::string encode_iso_2022_jp(std::string_view utf8) { return Encoder().run(utf8); }

}  // namespace newsarc::text
