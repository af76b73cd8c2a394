#include "text/forms.h"

#include <algorithm>

#include "text/fold.h"
#include "text/forms_fingerprint.h"
#include "text/search.h"
#include "text/similar.h"

namespace newsarc::text {
namespace {

// Counts up when the code of derive_forms() or of what it calls changes what comes out; the tables
// have fingerprints of their own.
constexpr int code_version = 3;

// The primary subtag of a BCP 47 tag: "zh-Hant-TW" -> "zh".
std::string primary_subtag(std::string_view tag) {
  std::string primary;
  for (const char c : tag.substr(0, tag.find_first_of("-_"))) {
    primary.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
  }
  return primary;
}

bool has_subtag(std::string_view tag, std::string_view wanted) {
  const std::string key = fold(tag);
  for (std::size_t at = key.find(wanted); at != std::string::npos; at = key.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    const bool begins = at > 0 && (key[at - 1] == '-' || key[at - 1] == '_');
    if (begins && (end == key.size() || key[end] == '-' || key[end] == '_')) return true;
  }
  return false;
}

Script script_of_tag(std::string_view tag) {
  const auto has = [tag](std::string_view subtag) { return has_subtag(tag, subtag); };
  if (has("hant") || has("tw") || has("hk") || has("mo")) return Script::hant;
  if (has("hans") || has("cn") || has("sg")) return Script::hans;
  return Script::none;
}

std::optional<std::string> simplified_if_other(const std::string& text) {
  std::string simplified = to_simplified(text);
  if (simplified == text) return std::nullopt;
  return simplified;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

// Letters do not err; of languages written alike, the page knows which it is in when it names one
// that common words cannot tell.
std::string language_told(const std::string& text, std::string declared) {
  std::string told = language_of(text);
  const bool by_letters = told == "zh" || told == "ja" || told == "ko";
  return told.empty() || (!by_letters && !declared.empty() && !can_tell(declared)) ? declared
                                                                                   : told;
}

}  // namespace

Forms derive_forms(const Article& article) {
  const std::string text = body(article);
  const std::string whole = article.title + "\n" + text;
  const std::string declared = article.language.value_or("");
  Forms forms;
  forms.version = forms_version();
  forms.language = language_told(whole, primary_subtag(declared));
  if (forms.language == "zh") forms.script = script_of(whole, script_of_tag(declared));
  if (forms.script == Script::hant) {
    forms.title_simplified = simplified_if_other(article.title);
    forms.body_simplified = simplified_if_other(text);
  }
  const std::string folded = fold(text);
  forms.simhash = simhash_of_folded(folded);
  forms.title_terms = terms(article.title);
  forms.body_terms = terms_of_folded(folded);
  forms.author_terms = terms(joined(authors(article)));
  return forms;
}

std::string forms_version() {
  return std::to_string(code_version) + "." + std::to_string(fold_version()) + "." +
         std::to_string(forms_fingerprint());
}

}  // namespace newsarc::text
