// newsarc extract: no archive: pages in, one JSON object per page out, in input order.

#include "extract/extract.h"

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "cli/saved_page.h"
#include "cli/workspace.h"
#include "dataset/article_json.h"
#include "dataset/json.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;
using dataset::JsonWriter;

// One page to read: where its bytes are and what it is called.
struct Task {
  std::string id;
  std::optional<std::string> url;
  fs::path file;               // "-": standard input
  std::optional<Error> error;  // why the list names no page here
};

Result<Page> page_of(const Task& task) {
  if (task.error) return tl::unexpected(*task.error);
  auto page = saved_page(task.file);
  if (!page) return page;
  // A page of a list is no worse for a URL that is none: its relative links lead nowhere, that is
  // all.
  if (const auto url = url::parse(task.url.value_or(""))) page->request.url = *url;
  return page;
}

void write_article(JsonWriter& json, const Article& article) {
  const auto forms = text::derive_forms(article);
  json.member("title", article.title);
  json.member("published", dataset::text_of(article.published));
  json.member("modified", dataset::text_of(article.modified));
  json.key("authors");
  dataset::write_texts(json, authors(article));
  json.key("credits");
  dataset::write_credits(json, article.credits);
  json.member("source", article.source);
  json.member("section", article.section);
  json.member("language", forms.language);
  json.member("script", name(forms.script));
  json.member("body", body(article));
  json.key("images");
  dataset::write_images(json, article.images);
}

// The fields of the contract where there is no article, so that every line has the same ones.
void write_no_article(JsonWriter& json) {
  for (const auto* field : {"title", "published", "modified"}) {
    json.key(field);
    json.null();
  }
  for (const auto* field : {"authors", "credits"}) {
    json.key(field);
    json.raw("[]");
  }
  for (const auto* field : {"source", "section", "language", "script", "body"}) {
    json.key(field);
    json.null();
  }
  json.key("images");
  json.raw("[]");
}

void write_evidence(JsonWriter& json, const Reading& reading) {
  json.key("evidence");
  json.begin_object();
  for (const auto& evidence : reading.evidence) json.member(evidence.field, evidence.rule);
  json.end_object();
}

std::optional<std::string> problem_of(const Reading& reading) {
  if (reading.error) return reading.error->what;
  if (reading.article) return std::nullopt;
  return "no article: the page is of kind " + std::string(name(reading.kind));
}

struct Line {
  std::string json;
  bool failed = false;
};

Line line_of(const Task& task, const Reading& reading) {
  const auto problem = problem_of(reading);
  Line line{"", problem.has_value()};
  JsonWriter json(line.json);
  json.begin_object();
  json.member("id", task.id);
  json.member("url", task.url);
  reading.article ? write_article(json, *reading.article) : write_no_article(json);
  json.member("links", static_cast<std::int64_t>(reading.links.size()));
  write_evidence(json, reading);
  json.member("error", problem);
  json.end_object();
  line.json += '\n';
  return line;
}

Line line_of(const Task& task, const extract::Extractor& extractor) {
  const auto page = page_of(task);
  if (page) return line_of(task, extractor.read(*page));
  Reading unreadable;
  unreadable.error = page.error();
  if (!unreadable.error->where.empty())
    unreadable.error->what = unreadable.error->where + ": " + unreadable.error->what;
  return line_of(task, unreadable);
}

// Lines made by several threads and taken in order; a thread that runs far ahead waits.
class OrderedLines {
 public:
  explicit OrderedLines(std::size_t count) : count_(count) {}

  // The next index to work on; nothing when all are given out.
  std::optional<std::size_t> claim(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const bool go = moved_.wait(lock, stop, [this] { return claimed_ < taken_ + ahead; });
    if (!go || claimed_ >= count_) return std::nullopt;
    return claimed_++;
  }

  void put(std::size_t index, Line line) {
    const std::lock_guard lock(mutex_);
    lines_.emplace(index, std::move(line));
    moved_.notify_all();
  }

  Line take() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return lines_.contains(taken_); });
    auto line = std::move(lines_.extract(taken_).mapped());
    ++taken_;
    moved_.notify_all();
    return line;
  }

 private:
  static constexpr std::size_t ahead = 256;
  std::mutex mutex_;
  std::condition_variable_any moved_;
  std::map<std::size_t, Line> lines_;
  std::size_t count_;
  std::size_t claimed_ = 0;
  std::size_t taken_ = 0;
};

Result<int> read_all(const std::vector<Task>& tasks, const extract::Extractor& extractor,
                     int jobs) {
  OrderedLines lines(tasks.size());
  std::vector<std::jthread> workers;
  for (int i = 0; i < jobs; ++i)
    workers.emplace_back([&](const std::stop_token& stop) {
      while (const auto index = lines.claim(stop))
        lines.put(*index, line_of(tasks[*index], extractor));
    });
  auto output = Output::standard();
  bool failed = false;
  for (std::size_t i = 0; i < tasks.size() && !output.reader_gone(); ++i) {
    const auto line = lines.take();
    failed = failed || line.failed;
    output.stream() << line.json;
  }
  for (auto& worker : workers) worker.request_stop();
  if (auto done = output.finish(); !done) return tl::unexpected(done.error());
  return failed ? partial : ok;
}

// One line of pages.jsonl. What names no page is answered by why, as an unreadable page is.
Task task_of(const nlohmann::json& json, const fs::path& beside, const std::string& where) {
  Task task;
  if (json.is_null()) {
    task.id = where;
    task.error = Error{Fault::usage, "is no JSON object", where};
    return task;
  }
  const auto id = json.value("id", nlohmann::json());
  task.id = id.is_string() ? id.get<std::string>() : id.is_null() ? "" : id.dump();
  task.url = text_member(json, "url");
  if (const auto file = text_member(json, "file")) {
    task.file = beside / *file;
  } else {
    task.error = Error{Fault::usage, R"(not {"id":…, "url":…, "file":"path"})", where};
  }
  return task;
}

Result<std::vector<Task>> tasks_of_list(const fs::path& list) {
  std::vector<Task> tasks;
  const auto read = for_each_line(
      list, [&](const nlohmann::json& value, const std::string& where) -> Result<void> {
        tasks.push_back(task_of(value, list.parent_path(), where));
        return {};
      });
  if (!read) return tl::unexpected(read.error());
  return tasks;
}

Result<std::vector<Task>> tasks_of(const Command& command, const Globals& globals) {
  const fs::path directory = globals.directory;
  if (const auto list = command.text("--pages")) return tasks_of_list(directory / *list);
  const auto files = command.texts("files");
  const auto url = command.text("--url");
  if (const auto parsed = url::parse(url.value_or("")); url && !parsed)
    return failure(Fault::usage, parsed.error().what, *url);
  std::vector<Task> tasks;
  for (const auto& file : files)
    tasks.push_back({file, url, file == "-" ? fs::path(file) : directory / file, {}});
  if (std::ranges::count(files, "-") > 1)
    return failure(Fault::usage, "standard input can be read once only", "-");
  if (tasks.empty())
    return failure(Fault::usage, "no page given; name files, - or --pages pages.jsonl");
  return tasks;
}

Result<int> extract(const Command& command, const Globals& globals) {
  const auto tasks = tasks_of(command, globals);
  if (!tasks) return tl::unexpected(tasks.error());
  const auto profile = command.text("--site");
  auto site = profile ? load_site(globals, *profile) : Result<Site>(plain_site("page"));
  if (!site) return tl::unexpected(std::move(site).error());
  extract::Options options;
  options.keep_glosses = command.given("--keep-glosses");
  options.assume_article = true;
  const auto extractor = extract::Extractor::create(*site, options);
  if (!extractor) return tl::unexpected(extractor.error());
  return read_all(*tasks, *extractor, jobs(command));
}

}  // namespace

void add_extract(CommandLine& commands) {
  const Command command = commands.add(
      "extract", "Read articles from files, without an archive: one JSON line a page", extract);
  const Option files =
      command.option("files", "HTML files; - is standard input").list().type("FILE|-");
  command.option("--url", "The page's URL, to resolve its links").type("URL");
  command.option("--pages", "A list: {\"id\",\"url\",\"file\"} a line")
      .excludes(files)
      .type("FILE");
  command.option("--site", "Read by this profile: a file, or a name in sites.d/").type("NAME");
  add_jobs(command);
  command.flag("--keep-glosses", "Leave pinyin glosses in the text");
}

}  // namespace newsarc::cli
