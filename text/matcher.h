#pragma once
// Matcher: whether an article says what a person asked for, as it was typed. The search index knows
// terms and their order, not what stands between them: there, "创新衡阳" is found in 创新，衡阳
// too. A Matcher looks at the text of what the index has found.

#include <memory>
#include <string_view>

namespace newsarc::text {

struct SearchedText {
  std::string_view title;
  std::string_view body;
  std::string_view authors;  // with a mark between any two, as in a JSON array
};

class Matcher {
 public:
  explicit Matcher(std::string_view query);  // as match_expression() takes it
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  // Whether candidate_expression() may find what was not asked for. Only then is there a reason to
  // look at texts.
  bool is_needed() const;

  // Thread-safe.
  bool matches(const SearchedText& text) const;

 private:
  struct Asked;
  std::unique_ptr<Asked> asked_;
};

}  // namespace newsarc::text
