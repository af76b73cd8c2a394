#include "text/matcher.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "text/forms.h"
#include "text/query.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// A phrase, and how pages spell it.
struct Wanted {
  QueryPhrase phrase;
  std::vector<std::string> spellings;
};

bool is_han_only(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    if (!is_han(next.value)) return false;
    at += next.length;
  }
  return true;
}

// Han characters fold one by one, so that where one of these stands, the phrase does. Most pages
// have one, and to look for it takes a tenth of the time of folding.
std::vector<std::string> spellings_of(const QueryPhrase& phrase) {
  if (!is_han_only(phrase.words)) return {};
  std::vector<std::string> spellings;
  for (const std::string& spelling :
       {phrase.words, to_simplified(phrase.words), to_traditional(phrase.words)}) {
    const bool is_known = std::ranges::find(spellings, spelling) != spellings.end();
    if (!is_known && phrase_key(spelling) == phrase.key) spellings.push_back(spelling);
  }
  return spellings;
}

Wanted wanted(const QueryPhrase& phrase) { return {phrase, spellings_of(phrase)}; }

// One field of an article; its key is made when it is asked for.
class Field {
 public:
  explicit Field(std::string_view text) : text_(text) {}

  bool spells(const Wanted& wanted) const {
    // memmem skips ahead; std::string_view::find would stop at each first byte, and those of Han
    // characters are few.
    return std::ranges::any_of(wanted.spellings, [this](const std::string& spelling) {
      return memmem(text_.data(), text_.size(), spelling.data(), spelling.size()) != nullptr;
    });
  }

  bool says(const Wanted& wanted) {
    if (!key_) key_ = phrase_key(text_);
    return key_->find(wanted.phrase.key) != std::string::npos;
  }

 private:
  std::string_view text_;
  std::optional<std::string> key_;
};

struct Fields {
  Field title, body, authors;

  bool have(const Wanted& wanted) {
    switch (wanted.phrase.column) {
      case Column::title:
        return title.spells(wanted) || title.says(wanted);
      case Column::author:
        return authors.spells(wanted) || authors.says(wanted);
      case Column::any:
        break;
    }
    return title.spells(wanted) || body.spells(wanted) || title.says(wanted) ||
           authors.says(wanted) || body.says(wanted);
  }
};

bool may_cross(const QueryPhrase& phrase) { return phrase.terms.size() > 1; }

}  // namespace

struct Matcher::Asked {
  std::vector<std::vector<Wanted>> alternatives;
  std::vector<Wanted> excluded;
  bool may_cross = false;
};

Matcher::Matcher(std::string_view query) : asked_(std::make_unique<Asked>()) {
  const Query read = read_query(query);
  for (const auto& phrases : read.alternatives) {
    auto& alternative = asked_->alternatives.emplace_back();
    std::ranges::transform(phrases, std::back_inserter(alternative), wanted);
    asked_->may_cross |= std::ranges::any_of(phrases, may_cross);
  }
  std::ranges::transform(read.excluded, std::back_inserter(asked_->excluded), wanted);
  asked_->may_cross |= std::ranges::any_of(read.excluded, may_cross);
}

Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

bool Matcher::is_needed() const { return asked_->may_cross; }

bool Matcher::matches(const SearchedText& text) const {
  Fields fields{Field(text.title), Field(text.body), Field(text.authors)};
  const auto has = [&fields](const Wanted& wanted) { return fields.have(wanted); };
  if (std::ranges::any_of(asked_->excluded, has)) return false;
  return std::ranges::any_of(asked_->alternatives, [&has](const std::vector<Wanted>& phrases) {
    return std::ranges::all_of(phrases, has);
  });
}

}  // namespace newsarc::text
