#include "demo/writer.h"

#include <utility>

#include "demo/words.h"

namespace newsarc::demo {
namespace {

std::string fill(std::string_view place, Random& random) {
  if (place == "city") return std::string(random.pick(cities));
  if (place == "district") return std::string(random.pick(districts));
  if (place == "office") return std::string(random.pick(offices));
  if (place == "project") return std::string(random.pick(projects));
  if (place == "field") return std::string(random.pick(fields));
  if (place == "problem") return std::string(random.pick(problems));
  if (place == "person") return write_person(random);
  if (place == "small") return std::to_string(2 + random.below(8));
  if (place == "percent") {
    return std::to_string(10 + random.below(89)) + "." + std::to_string(random.below(10));
  }
  return std::to_string(12 + random.below(980));  // number
}

std::string fill_in(std::string_view pattern, Random& random) {
  std::string text;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = pattern.find('}', open);
    text += fill(pattern.substr(open + 1, close - open - 1), random);
    pattern.remove_prefix(close + 1);
  }
  return text;
}

std::string write_paragraph(Random& random) {
  std::string text;
  const auto count = 2 + random.below(3);
  auto which = random.below(sentences.size());
  for (std::size_t i = 0; i < count; ++i) {
    text += fill_in(sentences[which], random);
    which = (which + 1 + random.below(5)) % sentences.size();  // never the same twice in a row
  }
  return text;
}

Credit credit(Role role, std::string label, std::string name) {
  return Credit{role, std::move(label), std::move(name)};
}

// 陳潔 -> 陳　潔: how pages pad a name of two characters to the width of three.
std::string padded(const std::string& name) {
  constexpr std::size_t two_characters = 6;
  return name.size() == two_characters ? name.substr(0, 3) + "　" + name.substr(3) : name;
}

void add_editors(Byline& byline, bool proofread, Random& random) {
  const auto editor = write_person(random);
  if (!proofread) {
    byline.foot = "責任編輯：" + editor;
    byline.credits.push_back(credit(Role::responsible_editor, "責任編輯", editor));
    return;
  }
  const auto reader = write_person(random);
  byline.foot = "編輯：" + editor + " 校對：" + reader;
  byline.credits.push_back(credit(Role::editor, "編輯", editor));
  byline.credits.push_back(credit(Role::proofreader, "校對", reader));
}

}  // namespace

std::string write_person(Random& random) {
  std::string name(random.pick(surnames));
  return name += random.pick(given_names);
}

std::string write_title(Random& random) { return fill_in(random.pick(headlines), random); }

Story write_story(Random& random) {
  Story story{write_title(random), {}};
  const auto count = 4 + random.below(5);
  for (std::size_t i = 0; i < count; ++i) story.paragraphs.push_back(write_paragraph(random));
  return story;
}

Byline write_byline(int form, Random& random) {
  Byline byline;
  const auto first = write_person(random);
  auto second = write_person(random);
  while (second == first) second = write_person(random);
  switch (form) {
    case 0:  // mixed roles in one parenthesis
      byline.tail = "（記者 " + first + " 見習記者 " + second + "）";
      byline.credits = {credit(Role::reporter, "記者", first),
                        credit(Role::trainee_reporter, "見習記者", second)};
      break;
    case 1:
      byline.tail = "（實習記者 " + first + " 通訊員 " + second + "）";
      byline.credits = {credit(Role::trainee_reporter, "實習記者", first),
                        credit(Role::correspondent, "通訊員", second)};
      break;
    case 2:  // at the head of the text, two of one role
      byline.head = "本報訊（記者 " + first + " " + second + "）";
      byline.credits = {credit(Role::reporter, "記者", first),
                        credit(Role::reporter, "記者", second)};
      break;
    case 3:
      byline.beside = "作者：" + padded(first);
      byline.credits = {credit(Role::author, "作者", first)};
      break;
    case 4:
      byline.line = std::string(random.pick(outlets)) + "記者 " + first + " " + second;
      byline.credits = {credit(Role::reporter, "記者", first),
                        credit(Role::reporter, "記者", second)};
      break;
    case 5:
      byline.tail = "（編譯/" + first + "）";
      byline.credits = {credit(Role::translator, "編譯", first)};
      break;
    case 6:  // as Taiwan's papers do
      byline.head = "〔記者" + first + "／江城報導〕";
      byline.credits = {credit(Role::reporter, "記者", first)};
      break;
    default:
      return byline;  // nobody is named
  }
  if (random.below(3) != 0) add_editors(byline, random.below(2) == 0, random);
  return byline;
}

std::vector<std::string> signed_paragraphs(const Story& story, const Byline& byline) {
  auto paragraphs = story.paragraphs;
  if (paragraphs.empty()) return paragraphs;
  paragraphs.front().insert(0, byline.head);
  paragraphs.back() += byline.tail;
  return paragraphs;
}

Story edit_story(const Story& story, Random& random) {
  Story edited = story;
  auto& paragraphs = edited.paragraphs;
  const auto at = random.below(paragraphs.size());
  const auto position = paragraphs.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random.below(3)) {
    case 0:
      paragraphs.insert(position, write_paragraph(random));
      break;
    case 1:
      paragraphs.erase(position);
      break;
    default:
      *position = write_paragraph(random);
  }
  return edited;
}

}  // namespace newsarc::demo
