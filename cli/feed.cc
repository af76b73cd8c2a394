// newsarc feed: what a feed or sitemap lists, as a crawl reads it.

#include "crawler/feed.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/saved_page.h"
#include "dataset/article_json.h"
#include "dataset/json.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

using crawler::Feed;
using crawler::FeedEntry;

std::string date_of(const FeedEntry& entry) {
  if (entry.published) return to_text(*entry.published);
  return entry.modified ? to_text(*entry.modified) + " (modified)" : "no date";
}

std::string heading(const Feed& feed) {
  std::string line(name(feed.kind));
  for (const auto& part : {feed.title, feed.language, feed.decoding.charset}) {
    if (!part.empty()) line += "  " + text::printable(part);
  }
  line += "\n";
  if (!feed.whole) {
    line += feed.entries.size() < crawler::entry_limit
                ? "  cut short: what stands before the cut\n"
                : "  the first " + std::to_string(crawler::entry_limit) + " entries\n";
  }
  if (feed.dropped > 0) {
    line += "  entries without an http or https URL: " + std::to_string(feed.dropped) + "\n";
  }
  if (feed.next_page) line += "  next page  " + feed.next_page->href() + "\n";
  return line;
}

std::string for_people(const Feed& feed) {
  std::string lines = heading(feed);
  for (const auto& entry : feed.entries) {
    lines += date_of(entry);
    if (!entry.title.empty()) lines += "  " + text::printable(entry.title);
    lines += "\n    " + entry.url.href() + "\n";
  }
  return lines;
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void append_json(dataset::JsonWriter& json, const FeedEntry& entry) {
  json.begin_object();
  json.member("url", entry.url.href());
  json.member("title", unless_empty(entry.title));
  json.member("published", dataset::text_of(entry.published));
  json.member("modified", dataset::text_of(entry.modified));
  json.key("authors");
  dataset::write_texts(json, entry.authors);
  json.member("language", unless_empty(entry.language));
  json.member("publication", unless_empty(entry.publication));
  json.end_object();
}

std::string as_json(const Feed& feed) {
  std::string text;
  dataset::JsonWriter json(text);
  json.begin_object();
  json.member("kind", std::string(name(feed.kind)));
  json.member("title", unless_empty(feed.title));
  json.member("language", unless_empty(feed.language));
  json.member("charset", feed.decoding.charset);
  json.member("whole", feed.whole);
  json.member("dropped", feed.dropped);
  json.member("next_page", feed.next_page ? std::optional(feed.next_page->href()) : std::nullopt);
  json.key("entries");
  json.begin_array();
  for (const auto& entry : feed.entries) append_json(json, entry);
  json.end_array();
  json.end_object();
  return text + "\n";
}

Result<int> feed(const Command& command, const Globals& globals) {
  std::optional<Url> url;
  if (const auto given = command.text("--url")) {
    auto parsed = url::parse(*given);
    if (!parsed) return failure(Fault::usage, "--url: " + parsed.error().what, *given);
    url = *std::move(parsed);
  }
  const auto file = *command.text("file");
  const auto path =
      file == "-" ? std::filesystem::path(file) : std::filesystem::path(globals.directory) / file;
  const auto page = saved_page(path);
  if (!page) return tl::unexpected(page.error());
  const auto found = crawler::read_feed(page->body, url);
  if (!found) return failure(found.error().fault, found.error().what, file);
  return print(globals.json ? as_json(*found) : for_people(*found),
               found->entries.empty() ? nothing_found : ok);
}

}  // namespace

void add_feed(CommandLine& commands) {
  const Command command = commands.add(
      "feed", "What a feed or sitemap lists: RSS, Atom, sitemaps, gzipped or not", feed);
  command.option("file", "The file, or - for standard input").required().type("FILE");
  command.option("--url", "Its address, to resolve references").type("URL");
}

}  // namespace newsarc::cli
