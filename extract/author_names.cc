#include "extract/author_names.h"

#include <algorithm>
#include <iterator>

#include "extract/dates.h"
#include "extract/dom.h"
#include "extract/person_names.h"
#include "extract/title_claims.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

// Words before a name, folded; the longer of two that begin alike first. `sure`: a pen name may
// follow.
struct Opening {
  std::string_view words;
  bool sure = false;
};
constexpr Opening openings[] = {
    {"this entry was posted by ", true},
    {"ein artikel von ", true},
    {"ein beitrag von ", true},
    {"gespeichert von ", true},
    {"geschrieben von ", true},
    {"veröffentlicht von ", true},
    {"eingestellt von ", true},
    {"verfasst von ", true},
    {"erstellt von ", true},
    {"written by ", true},
    {"posted by ", true},
    {"published by ", true},
    {"reported by ", true},
    {"publié par ", true},
    {"écrit par ", true},
    {"rédigé par ", true},
    {"escrito por ", true},
    {"publicado por ", true},
    {"pubblicato da ", true},
    {"scritto da ", true},
    {"geschreven door ", true},
    {"skrevet af ", true},
    {"skriven av ", true},
    {"skrevet av ", true},
    {"texte et photos ", false},
    {"text und fotos: ", false},
    {"autorin: ", true},
    {"autoren: ", true},
    {"autor: ", true},
    {"author: ", true},
    {"authors: ", true},
    {"auteur : ", true},
    {"auteur: ", true},
    {"autore: ", true},
    {"text: ", false},
    {"texte : ", false},
    {"texto: ", false},
    {"yazan: ", true},
    {"автор: ", true},
    {"by: ", false},
    {"by ", false},
    {"von ", false},
    {"par ", false},
    {"por ", false},
    {"door ", false},
    {"di ", false},
    {"av ", false},
    {"af ", false},
};

constexpr std::string_view joints[] = {", ",  " and ", " & ",   " und ",  " et ",  " y ",
                                       " e ", " og ",  " och ", " en ",   " ve ",  " и ",
                                       " i ", "; ",    " mit ", " with ", " con ", " avec "};

// What ends a byline: its date, its place, its time.
constexpr std::string_view closings[] = {" am ",       " on ",
                                         " le ",       " el ",
                                         " at ",       " vom ",
                                         " for ",      " für ",
                                         " in ",       " aus ",
                                         " from ",     " | ",
                                         " • ",        " · ",
                                         " – ",        " — ",
                                         " - ",        " (",
                                         " [",         " http",
                                         " @",         " +++",
                                         " * ",        " Leave ",
                                         " Comment",   " Ein Kommentar",
                                         " Kommentar", " Schreib",
                                         " Filed "};

std::string_view without_edges(std::string_view name) {
  constexpr std::string_view edges = " \t,;:|/-*\"'.";
  name = text::trim(name);  // of the blanks that are more than one byte
  const std::size_t begin = name.find_first_not_of(edges);
  if (begin == std::string_view::npos) return {};
  std::size_t end = name.find_last_not_of(" \t,;:|/-*\"'") + 1;
  // "Juan Muñoz C." keeps its dot, "Tatyana Turner." does not.
  const std::size_t blank = name.substr(0, end).rfind(' ');
  constexpr std::size_t initial = 3;
  const std::size_t last = blank == std::string_view::npos ? end : end - blank - 1;
  if (end > begin && name[end - 1] == '.' && last > initial) --end;
  return text::trim(name.substr(begin, end - begin));
}

std::string_view before_closing(std::string_view text) {
  std::size_t end = text.size();
  for (const std::string_view closing : closings) end = std::min(end, text.find(closing));
  // "Jane Roe, 3 May 2020": a number begins the date.
  const std::size_t digit = text.find_first_of("0123456789");
  const std::size_t comma = digit == std::string_view::npos ? digit : text.rfind(", ", digit);
  if (comma != std::string_view::npos) end = std::min(end, comma);
  return text.substr(0, end);
}

// "A and B", but not "Rob and Son": each part is a full name of its own, or the whole is one.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto* joint =
        std::find_if(std::begin(joints), std::end(joints),
                     [&](std::string_view each) { return text.substr(at).starts_with(each); });
    if (joint == std::end(joints)) {
      ++at;
      continue;
    }
    parts.push_back(text.substr(begin, at - begin));
    begin = at + joint->size();
    at = begin;
  }
  parts.push_back(text.substr(std::min(begin, text.size())));
  return parts;
}

// The bytes of the words before a name; 0 when the text does not begin with any.
std::size_t opening_length(std::string_view text, bool& sure) {
  constexpr std::size_t longest = 40;
  const std::string folded = text::fold(head(text, longest));
  for (const Opening& each : openings) {
    if (!folded.starts_with(each.words)) continue;
    sure = each.sure;
    // By blanks: folding keeps them, but not the number of bytes between.
    std::size_t end = 0;
    for (auto blanks = std::count(each.words.begin(), each.words.end(), ' '); blanks > 0; --blanks)
      end = text.find(' ', end) + 1;
    return end;
  }
  return 0;
}

// The fields of a bar: "Jane Roe | 3 May 2020 | Sea".
std::vector<std::string_view> segments_of(std::string_view line) {
  std::vector<std::string_view> segments;
  for (std::size_t begin = 0; begin < line.size();) {
    std::size_t end = line.size();
    std::size_t width = 1;
    for (const std::string_view separator : {" | ", " • ", " · ", " / ", " – ", " - "}) {
      const std::size_t at = line.find(separator, begin);
      if (at >= end) continue;
      end = at;
      width = separator.size();
    }
    segments.push_back(text::trim(line.substr(begin, end - begin)));
    begin = end + width;
  }
  return segments;
}

// "Posted on 3 May 2020 by Jane Roe": the text behind the date's "by"; "" when there is none.
std::string_view behind_dated_by(std::string_view segment) {
  constexpr std::size_t longest_lead = 24;  // bytes: "This entry was posted on"
  constexpr std::size_t farthest = 12;      // a time of day's zone may stand between
  for (const std::string_view word :
       {" by ", " By ", " BY ", " von ", " par ", " por ", " door "}) {
    const std::size_t at = segment.find(word);
    if (at == std::string_view::npos) continue;
    const std::string folded = text::fold(segment.substr(0, at));
    const auto dates = find_dates(folded);
    if (dates.size() != 1 || dates.front().begin > longest_lead) continue;
    if (dates.front().end + farthest < folded.size()) continue;
    return segment.substr(at + word.size());
  }
  return {};
}

}  // namespace

std::vector<std::string> author_names(std::string_view text, NameForm form) {
  text = text::trim(text);
  if (auto korean = korean_names(text); !korean.empty()) return korean;
  bool sure = false;
  if (const std::size_t opening = opening_length(text, sure)) text.remove_prefix(opening);
  text = before_closing(text);
  std::vector<std::string> names;
  for (const std::string_view part : parts_of(text)) {
    const std::string_view name = without_job(without_edges(part));
    if (name.empty()) continue;
    if (!is_person(name, names.empty() ? form : NameForm::full)) {
      // José Ortega y Gasset is one.
      const bool one = text.find(", ") == std::string_view::npos && !names.empty() &&
                       is_person(without_edges(text), NameForm::full);
      if (one) return {std::string(without_edges(text))};
      break;
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

std::vector<std::string> name_beside_date(std::string_view line) {
  constexpr std::size_t longest = 80;
  if (line.size() > longest) return {};
  std::vector<std::string> names;
  bool dated = false;
  for (const std::string_view segment : segments_of(line)) {
    if (segment.empty()) continue;
    if (segment.find_first_of("0123456789") != std::string_view::npos) {
      dated |= !find_dates(text::fold(segment)).empty();
    } else if (auto found = author_names(segment, NameForm::full); !found.empty()) {
      if (!names.empty()) return {};
      names = std::move(found);
    } else {
      return {};
    }
  }
  return dated ? names : std::vector<std::string>();
}

std::vector<std::string> names_in_byline(std::string_view line) {
  constexpr std::size_t longest = 160;
  if (line.size() > longest) return {};
  for (const std::string_view segment : segments_of(line)) {
    bool sure = false;
    if (auto korean = korean_names(segment); !korean.empty()) return korean;
    if (opening_length(segment, sure) == 0) {
      if (auto dated = author_names(behind_dated_by(segment), NameForm::full); !dated.empty())
        return dated;
      continue;
    }
    auto names = author_names(segment, sure ? NameForm::any : NameForm::full);
    if (!names.empty()) return names;
  }
  return {};
}

bool is_same_name(std::string_view a, std::string_view b) {
  const std::string key = bare_key(a);
  return !key.empty() && key == bare_key(b);
}

}  // namespace newsarc::extract
