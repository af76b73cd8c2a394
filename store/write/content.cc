#include "store/write/content.h"

#include "store/tables/readings.h"
#include "text/fold.h"
#include "text/gloss.h"

namespace newsarc::store {

std::string_view name(Change change) {
  switch (change) {
    case Change::none:
      return "";
    case Change::first:
      return "new";
    case Change::edit:
      return "edit";
    case Change::title:
      return "title";
    case Change::cosmetic:
      return "cosmetic";
  }
  return "";
}

namespace {

std::string key_of(std::string_view utf8) {
  return text::comparison_key(text::drop_glosses(utf8).text);
}

}  // namespace

Content content_of(const Article& article) {
  Content content;
  content.title_key = key_of(article.title);
  content.body_key = key_of(body(article));
  if (article.published) content.published = to_text(*article.published);
  for (const auto& credit : article.credits) {
    content.credits_key += name(credit.role);
    content.credits_key += ':';
    content.credits_key += key_of(credit.name);
    content.credits_key += '\n';
  }
  return content;
}

Content load_content(Database& database, std::int64_t reading_id) {
  return content_of(load_article(database, reading_id));
}

Change difference(const Content& before, const Content& after) {
  if (before.body_key != after.body_key) return Change::edit;
  if (before.title_key != after.title_key) return Change::title;
  return before == after ? Change::none : Change::cosmetic;
}

bool agrees(const Content& one, const Content& other) {
  return one.title_key == other.title_key && one.body_key == other.body_key &&
         one.published == other.published;
}

}  // namespace newsarc::store
