// Whatever is indexed or asked: folding is idempotent, a diff loses nothing, a snippet keeps its
// width and its UTF-8, and a real index takes every expression that is made of a query.

#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "fuzz/input.h"
#include "store/read/reader.h"
#include "store/write/archive.h"
#include "text/diff.h"
#include "text/fold.h"
#include "text/matcher.h"
#include "text/search.h"
#include "text/similar.h"
#include "text/utf8.h"

namespace {

using namespace newsarc;

void check_diff(std::string_view before, std::string_view after) {
  std::string old_text, new_text;
  for (const text::Edit& edit : text::diff(before, after)) {
    if (edit.kind != text::EditKind::added) old_text += edit.text;
    if (edit.kind != text::EditKind::removed) new_text += edit.text;
  }
  fuzz::require(old_text == before && new_text == after);
}

// An archive without articles: FTS5 reads an expression to its end before it looks for anything.
class Library {
 public:
  Library() : directory_("/dev/shm/newsarc-search-fuzz-" + std::to_string(getpid())) {
    std::filesystem::create_directories(directory_);
    fuzz::require(static_cast<bool>(store::Archive::open(directory_ / "news.db", {"fuzz", true})));
    auto reader = store::Reader::open(directory_ / "news.db");
    fuzz::require(static_cast<bool>(reader));
    reader_.emplace(*std::move(reader));
  }
  ~Library() { std::filesystem::remove_all(directory_); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  const store::Reader& reader() const { return *reader_; }

 private:
  std::filesystem::path directory_;
  std::optional<store::Reader> reader_;
};

void check_query(const std::string& query, std::string_view text) {
  static const Library library;
  const auto expression = text::match_expression(query);
  const auto candidates = text::candidate_expression(query);
  fuzz::require(expression.has_value() == candidates.has_value());
  fuzz::require(library.reader().search(query, {}).has_value() == expression.has_value());
  const bool matches = text::Matcher(query).matches({"", text, ""});
  fuzz::require(expression.has_value() || !matches);
}

void check_snippet(std::string_view text, std::string_view query) {
  constexpr std::size_t width = 20;
  const std::string shown = text::snippet(text, query, width, "", "");
  fuzz::require(!text::find_malformed(shown));
  fuzz::require(text::count_code_points(shown) <= width + 2);  // … at either end
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const std::string_view front = input.text().substr(0, input.text().size() / 2);
  const std::string_view back = input.text().substr(front.size());
  check_diff(front, back);
  text::simhash(back);
  check_query(std::string(front), back);
  if (text::find_malformed(front) || text::find_malformed(back)) return 0;
  fuzz::require(text::fold(text::fold(back)) == text::fold(back));
  check_snippet(back, front);
  return 0;
}
