#include "store/read/query_functions.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/capture.h"
#include "store/blobs/stored_html.h"
#include "store/sqlite/json_text.h"
#include "text/charset.h"
#include "text/diff.h"
#include "text/fold.h"
#include "text/forms.h"
#include "text/gloss.h"
#include "text/matcher.h"
#include "text/search.h"
#include "text/similar.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

// A pattern compiles to no more than this, whatever it says.
constexpr std::int64_t pattern_memory = std::int64_t{8} << 20;
// RE2 looks at that only once it has parsed a pattern, in hundreds of bytes a byte of it.
constexpr std::size_t longest_pattern = 20'000;

// Of one argument. What these functions need, up to fifteen times their texts, is not counted by
// SQLite's limit of memory; no page's text is that long, since a page has 32 MiB at most.
constexpr int longest_text = 64 << 20;

std::string_view text_of(sqlite3_value* value) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

bool is_null(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }

// Whatever came in, what comes out is UTF-8.
void give_text(sqlite3_context* context, std::string_view text) {
  if (text::find_malformed(text)) return give_text(context, text::well_formed(text));
  sqlite3_result_text64(context, text.data() != nullptr ? text.data() : "", text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
}

void give_error(sqlite3_context* context, const std::string& words) {
  sqlite3_result_error(context, words.c_str(), -1);
}

// What is made of the first argument. SQLite keeps it for the next row while that is the same.
template <class Thing>
class Kept {
 public:
  template <class Make>
  Kept(sqlite3_context* context, const Make& make)
      : context_(context), known_(static_cast<Thing*>(sqlite3_get_auxdata(context, 0))) {
    if (known_ == nullptr) made_ = make();
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() {
    if (made_) sqlite3_set_auxdata(context_, 0, made_.release(), give_back);
  }

  const Thing* get() const { return known_ != nullptr ? known_ : made_.get(); }

 private:
  static void give_back(void* kept) { std::unique_ptr<Thing>(static_cast<Thing*>(kept)).reset(); }

  sqlite3_context* context_;
  const Thing* known_;
  std::unique_ptr<Thing> made_;
};

// A function of one text; NULL gives NULL.
template <std::string (*Convert)(std::string_view)>
void convert(sqlite3_context* context, int, sqlite3_value** values) {
  if (!is_null(values[0])) give_text(context, Convert(text_of(values[0])));
}

// Text that is in the other script already, or in neither, stays as it is.
std::string simplified(std::string_view utf8) {
  return text::script_of(utf8) == Script::hant ? text::to_simplified(utf8) : std::string(utf8);
}

std::string traditional(std::string_view utf8) {
  return text::script_of(utf8) == Script::hans ? text::to_traditional(utf8) : std::string(utf8);
}

std::string without_glosses(std::string_view utf8) { return text::drop_glosses(utf8).text; }

std::string script_name(std::string_view utf8) { return std::string(name(text::script_of(utf8))); }

void looks_glossed(sqlite3_context* context, int, sqlite3_value** values) {
  if (!is_null(values[0])) sqlite3_result_int(context, text::looks_glossed(text_of(values[0])));
}

// As the table `forms` has it: SQLite's integers have a sign.
void simhash(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0])) return;
  sqlite3_result_int64(context, static_cast<std::int64_t>(text::simhash(text_of(values[0]))));
}

void hamming_distance(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0]) || is_null(values[1])) return;
  sqlite3_result_int(
      context, text::hamming_distance(static_cast<std::uint64_t>(sqlite3_value_int64(values[0])),
                                      static_cast<std::uint64_t>(sqlite3_value_int64(values[1]))));
}

// What a person types, for search MATCH.
void search_query(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0])) return;
  const auto expression = text::match_expression(text_of(values[0]));
  if (!expression) return give_error(context, "search_query: " + expression.error().what);
  give_text(context, *expression);
}

// Whether an article says what was typed, as `newsarc search` finds it.
void matches_query(sqlite3_context* context, int, sqlite3_value** values) {
  if (std::ranges::any_of(std::span(values, 4), is_null)) return;
  const Kept<text::Matcher> matcher(
      context, [&] { return std::make_unique<text::Matcher>(text_of(values[0])); });
  sqlite3_result_int(context, matcher.get()->matches(
                                  {text_of(values[1]), text_of(values[2]), text_of(values[3])}));
}

void url_host(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0])) return;
  if (const auto parsed = url::parse(text_of(values[0]))) give_text(context, parsed->host());
}

std::unique_ptr<RE2> compile(sqlite3_context* context, std::string_view words) {
  if (words.size() > longest_pattern) {
    give_error(context, "regexp: the pattern is longer than 20,000 bytes");
    return nullptr;
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(pattern_memory);
  auto pattern = std::make_unique<RE2>(re2::StringPiece(words.data(), words.size()), options);
  if (pattern->ok()) return pattern;
  give_error(context, "regexp: " + pattern->error());
  return nullptr;
}

// X REGEXP Y is regexp(Y, X): whether the pattern is found anywhere in the text.
void regexp(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0]) || is_null(values[1])) return;
  const Kept<RE2> pattern(context, [&] { return compile(context, text_of(values[0])); });
  if (pattern.get() == nullptr) return;
  const std::string_view text = text_of(values[1]);
  const re2::StringPiece piece(text.data(), text.size());
  sqlite3_result_int(context, RE2::PartialMatch(piece, *pattern.get()));
}

std::string_view word_of(text::EditKind kind) {
  switch (kind) {
    case text::EditKind::same:
      return "same";
    case text::EditKind::removed:
      return "removed";
    case text::EditKind::added:
      return "added";
  }
  return "same";
}

// [{"kind":"same","text":"…"}, …]
void text_diff(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0]) || is_null(values[1])) return;
  std::string json = "[";
  for (const auto& edit : text::diff(text_of(values[0]), text_of(values[1]))) {
    if (json.size() > 1) json += ',';
    json += "{\"kind\":\"" + std::string(word_of(edit.kind)) + "\",\"text\":";
    append_json_string(json, edit.text);
    json += '}';
  }
  give_text(context, json + "]");
}

// The stored body with that SHA-256, as `fetches` prints it; NULL when there is none, or none that
// its own header tells how to read.
void html(sqlite3_context* context, int, sqlite3_value** values) {
  if (is_null(values[0])) return;
  const auto page = stored_html(sqlite3_context_db_handle(context), text_of(values[0]));
  if (page) return give_text(context, *page);
  const Fault fault = page.error().fault;
  if (fault == Fault::not_found || fault == Fault::decode) return;
  give_error(context, "html: " + page.error().what);
  if (fault == Fault::damaged) sqlite3_result_error_code(context, SQLITE_CORRUPT);
  if (fault == Fault::limit) sqlite3_result_error_code(context, SQLITE_TOOBIG);
}

struct Function {
  const char* name;
  int arguments;
  void (*call)(sqlite3_context*, int, sqlite3_value**);
  int flags;
};

// Nothing but the arguments decides what comes out, and nothing else is touched: such functions
// may stand in views and indexes.
constexpr int pure = SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

constexpr std::array<Function, 15> functions{{{"to_simplified", 1, convert<simplified>, pure},
                                              {"to_traditional", 1, convert<traditional>, pure},
                                              {"fold", 1, convert<text::fold>, pure},
                                              {"drop_glosses", 1, convert<without_glosses>, pure},
                                              {"looks_glossed", 1, looks_glossed, pure},
                                              {"script_of", 1, convert<script_name>, pure},
                                              {"language_of", 1, convert<text::language_of>, pure},
                                              {"simhash", 1, simhash, pure},
                                              {"hamming_distance", 2, hamming_distance, pure},
                                              {"search_query", 1, search_query, pure},
                                              {"matches_query", 4, matches_query, pure},
                                              {"regexp", 2, regexp, pure},
                                              {"text_diff", 2, text_diff, pure},
                                              {"url_host", 1, url_host, pure},
                                              {"html", 1, html, SQLITE_DIRECTONLY}}};

bool is_too_long(sqlite3_value* value) {
  const int type = sqlite3_value_type(value);
  return (type == SQLITE_TEXT || type == SQLITE_BLOB) && sqlite3_value_bytes(value) > longest_text;
}

void call_within_limits(sqlite3_context* context, int count, sqlite3_value** values) {
  if (std::any_of(values, values + count, is_too_long)) return sqlite3_result_error_toobig(context);
  static_cast<const Function*>(sqlite3_user_data(context))->call(context, count, values);
}

}  // namespace

int add_functions(sqlite3* connection) {
  for (const auto& function : functions) {
    const int code = sqlite3_create_function_v2(
        connection, function.name, function.arguments, SQLITE_UTF8 | function.flags,
        const_cast<Function*>(&function), call_within_limits, nullptr, nullptr, nullptr);
    // A function of that name is there and in use by the very SELECT that loads: it stays. So it
    // is with the shell's own regexp.
    if (code != SQLITE_OK && code != SQLITE_BUSY) return code;
  }
  return SQLITE_OK;
}

void register_functions(Database& database) {
  if (const int code = add_functions(database.handle()); code != SQLITE_OK)
    database.fail(error_of(code, database.handle(), "functions"));
}

}  // namespace newsarc::store
