#pragma once
// JSON text, written piece by piece to the end of a string: what exports and --json print. The same
// values give the same bytes. Never fails: malformed UTF-8 becomes U+FFFD, as JSON must be UTF-8.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace newsarc::dataset {

// With its quotes. C0, DEL, C1, bidi controls and line separators are escaped: the value is the
// same, and a terminal that shows it is not told anything.
void append_json_string(std::string& out, std::string_view utf8);

// JSON that another writer made, with the same characters escaped. Outside of its strings it has
// none of them.
std::string terminal_safe(std::string_view json);

// The shortest decimal that reads back equal, always with '.' or 'e' so that it stays a real
// number; an infinity is 9e999, as sqlite3 writes it, and not-a-number is null.
void append_json_number(std::string& out, double value);

// Puts commas where they belong; the caller keeps begin and end paired.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void null() { raw("null"); }
  void raw(std::string_view json);  // text that is one JSON value already

  // Text, an integer, a boolean, or an optional one of these (null when absent).
  template <class T>
  void value(const T& given) {
    if constexpr (std::is_same_v<T, bool>) {
      raw(given ? "true" : "false");
    } else if constexpr (std::is_integral_v<T>) {
      raw(std::to_string(given));
    } else {
      string(given);
    }
  }
  template <class T>
  void value(const std::optional<T>& given) {
    given ? value(*given) : null();
  }
  template <class T>
  void member(std::string_view name, const T& given) {
    key(name);
    value(given);
  }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);
  void string(std::string_view utf8);

  std::string& out_;
  std::vector<bool> filled_;  // one for each open bracket: whether a comma is due
  bool after_key_ = false;
};

}  // namespace newsarc::dataset
