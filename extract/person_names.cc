#include "extract/person_names.h"

#include <algorithm>
#include <iterator>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

// Words that no person is called.
constexpr std::string_view outlet_words[] = {"redaktion",
                                             "redaktor",
                                             "redaction",
                                             "rédaction",
                                             "redacción",
                                             "redazione",
                                             "redactie",
                                             "redacao",
                                             "redação",
                                             "staff",
                                             "team",
                                             "news",
                                             "newsroom",
                                             "newsdesk",
                                             "desk",
                                             "editors",
                                             "editorial",
                                             "reporters",
                                             "agency",
                                             "agencies",
                                             "agentur",
                                             "agence",
                                             "agencia",
                                             "agenzia",
                                             "dpa",
                                             "afp",
                                             "reuters",
                                             "apa",
                                             "sid",
                                             "ansa",
                                             "efe",
                                             "tass",
                                             "xinhua",
                                             "press",
                                             "presse",
                                             "admin",
                                             "administrator",
                                             "online",
                                             "magazin",
                                             "magazine",
                                             "zeitung",
                                             "times",
                                             "post",
                                             "tv",
                                             "radio",
                                             "media",
                                             "gmbh",
                                             "ltd",
                                             "inc",
                                             "the",
                                             "guest",
                                             "contributor",
                                             "contributors",
                                             "anonymous",
                                             "unknown",
                                             "von",
                                             "by",
                                             "par",
                                             "por",
                                             "text",
                                             "texte",
                                             "foto",
                                             "fotos",
                                             "photo",
                                             "bild",
                                             "image",
                                             "images",
                                             "getty",
                                             "interview",
                                             "quelle",
                                             "source",
                                             "published",
                                             "posted",
                                             "veröffentlicht",
                                             "publié",
                                             "updated",
                                             "aktualisiert",
                                             "alle",
                                             "alles",
                                             "mehr",
                                             "artikel",
                                             "beiträge",
                                             "wordpressadmin",
                                             "webmaster",
                                             "editor",
                                             "publisher",
                                             "copyright",
                                             "designed",
                                             "theme",
                                             "wordpress",
                                             "facebook",
                                             "twitter",
                                             "kommentare",
                                             "comments",
                                             "minuten",
                                             "minutes",
                                             "author",
                                             "autor",
                                             "share",
                                             "your",
                                             "our",
                                             "this",
                                             "that",
                                             "with"};

// Jobs are no names, nor part of any: "Jane Roe, Health Correspondent".
constexpr std::string_view job_words[] = {
    "correspondent",  "correspondents", "reporter",    "editor",         "writer",
    "columnist",      "journalist",     "producer",    "photographer",   "bureau",
    "critic",         "freelancer",     "commentator", "korrespondent",  "korrespondentin",
    "redakteur",      "redakteurin",    "reporterin",  "journalistin",   "chefredakteur",
    "correspondant",  "correspondante", "journaliste", "reportero",      "corresponsal",
    "periodista",     "redactor",       "redactora",   "corrispondente", "giornalista",
    "correspondente", "jornalista",     "repórter"};

constexpr std::string_view particles[] = {"von", "van", "de",  "der", "den", "del", "della", "di",
                                          "da",  "dos", "das", "do",  "du",  "la",  "le",    "el",
                                          "al",  "bin", "ibn", "ten", "ter", "zu",  "zum",   "y",
                                          "e",   "v.",  "d'",  "af",  "av",  "el-", "und",   "san"};

bool is_listed(std::string_view word, const auto& list) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool starts_with_capital(std::string_view word) {
  if (word.empty()) return false;
  const text::CodePoint first = text::code_point_at(word, 0);
  if (first.value >= 'a' && first.value <= 'z') return false;
  if (first.value < 0x80) return first.value >= 'A' && first.value <= 'Z';
  std::string folded = text::fold(word.substr(0, first.length));
  return folded != word.substr(0, first.length) || !text::is_word(first.value) ||
         first.value >= 0x590;  // scripts without capitals
}

// d'Arcy, al-Sisi: the capital stands behind the particle.
bool is_capitalised(std::string_view word) {
  if (starts_with_capital(word)) return true;
  constexpr std::size_t longest = 3;
  for (const std::string_view joint : {"'", "’", "-"}) {
    const std::size_t at = word.find(joint);
    if (at != std::string_view::npos && at <= longest)
      return starts_with_capital(word.substr(at + joint.size()));
  }
  return false;
}

bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

// The commonest family names, by the census of 2015.
constexpr std::string_view korean_family_names =
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방"
    "공현함변염여"
    "추도소석선설마길연위표명기반라왕금옥육인맹제모";

// A family name and one to three syllables: 김민수, 남궁민수.
bool is_korean_name(std::string_view word) {
  constexpr std::size_t syllable = 3;  // bytes
  if (korean_family_names.find(word.substr(0, syllable)) == std::string_view::npos) return false;
  std::size_t syllables = 0;
  for (std::size_t at = 0; at < word.size(); ++syllables) {
    const text::CodePoint point = text::code_point_at(word, at);
    if (!is_hangul(point.value)) return false;
    at += point.length;
  }
  return syllables >= 2 && syllables <= 4;
}

}  // namespace

bool is_person(std::string_view name, NameForm form) {
  constexpr std::size_t shortest = 3;
  constexpr std::size_t longest = 60;
  if (name.size() < shortest || name.size() > longest) return false;
  if (name.find("www.") != std::string_view::npos || name.find("©") != std::string_view::npos ||
      name.find_first_of("@#<>{}=\\?!%:/()|") != std::string_view::npos) {
    return false;
  }
  int words = 0;
  int capitals = 0;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    const std::string_view word = name.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    ++words;
    const std::string folded = text::fold(word);
    const bool particle = is_listed(std::string_view(folded), particles);
    const bool inside = particle && words > 1;  // Anna von der Leyen
    if (!inside && is_listed(std::string_view(folded), outlet_words)) return false;
    if (is_listed(std::string_view(folded), job_words)) return false;
    if (is_capitalised(word)) {
      ++capitals;
    } else if (!particle && form == NameForm::full) {
      return false;
    }
  }
  constexpr int most_words = 5;
  if (words > most_words) return false;
  if (form == NameForm::any && words == 1) return true;
  const bool digits = name.find_first_of("0123456789") != std::string_view::npos;
  return words >= 2 && capitals >= 2 && !digits;
}

std::string_view without_job(std::string_view name) {
  std::size_t behind = 0;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find(' ', begin), name.size());
    const std::string folded = text::fold(name.substr(begin, end - begin));
    if (is_listed(std::string_view(folded), job_words)) behind = end;
    begin = end + 1;
  }
  return behind < name.size() ? text::trim(name.substr(behind)) : name;
}

bool tells_job(std::string_view line) {
  constexpr std::size_t longest = 60;
  if (line.size() > longest || line.find(". ") != std::string_view::npos) return false;
  if (line.ends_with('.') || line.ends_with('?') || line.ends_with('!')) return false;
  for (std::size_t begin = 0; begin < line.size();) {
    const std::size_t end = std::min(line.find_first_of(" ,|", begin), line.size());
    const std::string folded = text::fold(line.substr(begin, end - begin));
    if (is_listed(std::string_view(folded), job_words)) return true;
    begin = end + 1;
  }
  return false;
}

std::vector<std::string> korean_names(std::string_view text) {
  constexpr std::size_t longest = 60;  // bytes before the word: four names
  std::size_t end = std::string_view::npos;
  for (const std::string_view trade : {"선임기자", "인턴기자", "수습기자", "기자", "특파원"}) {
    const std::size_t at = text.find(trade);
    if (at >= end) continue;
    const std::size_t behind = text.find_first_not_of(' ', at + trade.size());
    const bool goes_on = behind < text.size() && is_hangul(text::code_point_at(text, behind).value);
    if (!goes_on) end = at;
  }
  if (end > longest) return {};
  std::vector<std::string> names;
  std::string spaced(text.substr(0, end));
  for (const std::string_view joint : {"·", "ㆍ", ","}) {
    for (std::size_t at = spaced.find(joint); at != std::string::npos; at = spaced.find(joint, at))
      spaced.replace(at, joint.size(), " ");
  }
  for (std::size_t begin = 0; begin < spaced.size();) {
    const std::size_t blank = std::min(spaced.find(' ', begin), spaced.size());
    const std::string_view word = std::string_view(spaced).substr(begin, blank - begin);
    begin = blank + 1;
    if (word.empty()) continue;
    if (!is_korean_name(word)) return {};
    names.emplace_back(word);
  }
  return names;
}

}  // namespace newsarc::extract
