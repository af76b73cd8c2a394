#pragma once
// Profile text: lines of a site profile as a command writes them for a person: TOML with the reason
// behind each line. Whatever comes from a page is escaped, in values as in comments.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/suggest.h"

namespace newsarc::cli {

// A basic string with its quotes; an array of them.
std::string toml_text(std::string_view utf8);
std::string toml_texts(std::span<const std::string> texts);

class ProfileText {
 public:
  void comment(std::string_view text);
  void table(std::string_view name);  // [name]
  void set(std::string_view key, std::string_view toml, std::string_view why);
  // The same, commented out: what could be set.
  void offer(std::string_view key, std::string_view toml, std::string_view why);

  std::string text() const;  // the reasons of a table's lines one below the other

 private:
  struct Line {
    std::string toml;
    std::string why;
  };
  std::vector<Line> lines_;
};

// What of the suggestions belongs to a table: doubted ones are set, the others offered.
void add_suggestions(ProfileText& profile, std::span<const extract::Suggestion> suggestions,
                     std::string_view table);

}  // namespace newsarc::cli
