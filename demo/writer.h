#pragma once
// The demo site's newsroom: stories and bylines made from random numbers, in traditional script and
// full-width punctuation. Pure; equal numbers write equal stories.

#include <string>
#include <vector>

#include "core/article.h"
#include "demo/random.h"

namespace newsarc::demo {

struct Story {
  std::string title;
  std::vector<std::string> paragraphs;  // without what the byline adds

  bool operator==(const Story&) const = default;
};

// Where an article names its people, and whom. Each part may be empty.
struct Byline {
  std::string beside;           // in the line of the date: 作者：陳　潔
  std::string line;             // on a line of its own above the text: 江城日報記者 林曉峰
  std::string head;             // opens the first paragraph: 本報訊（記者 林曉峰）
  std::string tail;             // closes the last one: （記者 林曉峰 見習記者 陳潔）
  std::string foot;             // beneath the text: 責任編輯：趙敏
  std::vector<Credit> credits;  // in page order

  bool operator==(const Byline&) const = default;
};

Story write_story(Random& random);
std::string write_title(Random& random);
std::string write_person(Random& random);

// `form` chooses among the ways that news pages name their people (byline_forms of them).
inline constexpr int byline_forms = 8;
Byline write_byline(int form, Random& random);

// The story's paragraphs with the byline's head and tail in their places.
std::vector<std::string> signed_paragraphs(const Story& story, const Byline& byline);

// A correction that a reader would notice: a paragraph more, one fewer, or another in its place.
Story edit_story(const Story& story, Random& random);

}  // namespace newsarc::demo
