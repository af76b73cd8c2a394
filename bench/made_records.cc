#include "bench/made_records.h"

#include <string>

#include "bench/made_articles.h"
#include "core/time.h"
#include "text/forms.h"

namespace newsarc::bench {
namespace {

constexpr std::size_t body_bytes = 2046;  // whole characters: made articles have three bytes each

std::string name_of(int person) { return words()[500 + static_cast<std::size_t>(person) % 3000]; }

Instant night(int number) { return Instant(std::chrono::hours(24 * (20'000 + number / 300))); }

}  // namespace

store::Record record(int number) {
  const Text text = article(number);
  const bool traditional = number % 2 != 0;
  store::Record made;
  made.article_id = made.version_id = number + 1;
  made.version = made.versions = 1;
  made.site = "site" + std::to_string(number % 7);
  made.url = "http://news.example/" + made.site + "/content/" + std::to_string(number) + ".html";
  made.title = text.title;
  made.body = text.body.substr(0, body_bytes);
  made.title_simplified = traditional ? text::to_simplified(made.title) : made.title;
  made.body_simplified = traditional ? text::to_simplified(made.body) : made.body;
  const auto seen = night(number) + std::chrono::seconds(number % 9000);
  made.published = to_text(night(number) - std::chrono::seconds(number % 80'000));
  made.published_date = made.published->substr(0, 10);
  made.section = number % 5 == 0 ? std::nullopt : std::optional("版" + std::to_string(number % 8));
  made.source = name_of(number % 40) + "日报";
  made.authors = {name_of(number)};
  made.credits = {{Role::reporter, "记者", name_of(number)},
                  {Role::responsible_editor, "责任编辑", name_of(number % 60)}};
  made.language = "zh";
  made.script = traditional ? "Hant" : "Hans";
  made.valid_from = made.first_seen = to_text(seen);
  made.last_seen = to_text(seen + std::chrono::hours(24 * (number % 30)));
  made.change = "new";
  made.state = number % 50 == 0 ? "gone" : "live";
  return made;
}

std::size_t text_bytes(const store::Record& record) {
  return record.url.size() + record.title.size() + record.title_simplified.size() +
         record.body.size() + record.body_simplified.size();
}

}  // namespace newsarc::bench
