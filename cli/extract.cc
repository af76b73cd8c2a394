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

#include "cli/article_json.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/workspace.h"
#include "dataset/json.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;
using dataset::JsonWriter;

struct ExtractArguments {
  std::vector<std::string> files;
  std::optional<std::string> url;
  std::optional<std::string> pages;
  std::string site;
  int jobs = 0;
  bool keep_glosses = false;
};

// One page to read: where its bytes are and what it is called.
struct Task {
  std::string id;
  std::optional<std::string> url;
  fs::path file;  // "-": standard input
};

Result<std::string> bytes_of(const Task& task) {
  if (task.file != "-") return read_file(task.file);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

Result<Page> page_of(const Task& task) {
  Page page;
  // A page is no worse for a URL that is none: its relative links lead nowhere, that is all.
  if (const auto url = url::parse(task.url.value_or(""))) page.request.url = *url;
  auto bytes = bytes_of(task);
  if (!bytes) return tl::unexpected(std::move(bytes).error());
  page.status = 200;
  page.header = "HTTP/1.1 200 OK\r\n\r\n";
  page.body = *std::move(bytes);
  return page;
}

void write_article(JsonWriter& json, const Article& article) {
  const auto forms = text::derive_forms(article);
  json.member("title", article.title);
  json.member("published", text_of(article.published));
  json.member("modified", text_of(article.modified));
  json.key("authors");
  write_texts(json, authors(article));
  json.key("credits");
  write_credits(json, article.credits);
  json.member("source", article.source);
  json.member("section", article.section);
  json.member("language", forms.language);
  json.member("script", name(forms.script));
  json.member("body", body(article));
  json.key("images");
  write_images(json, article.images);
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

// One line of pages.jsonl.
Result<Task> task_of(const std::string& line, const fs::path& beside, const std::string& where) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object() || !json.contains("file") || !json["file"].is_string())
    return failure(Fault::usage, R"(not {"id":…, "url":…, "file":"path"})", where);
  Task task;
  task.file = beside / json["file"].get<std::string>();
  const auto id = json.value("id", nlohmann::json());
  task.id = id.is_string() ? id.get<std::string>() : id.is_null() ? "" : id.dump();
  if (json.contains("url") && json["url"].is_string()) task.url = json["url"].get<std::string>();
  return task;
}

Result<std::vector<Task>> tasks_of_list(const fs::path& list) {
  std::ifstream stream(list);
  if (!stream) return failure(Fault::disk, "cannot be read; does it exist?", list.string());
  std::vector<Task> tasks;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto task = task_of(line, list.parent_path(), list.string() + ":" + std::to_string(number));
    if (!task) return tl::unexpected(std::move(task).error());
    tasks.push_back(*std::move(task));
  }
  return tasks;
}

Result<std::vector<Task>> tasks_of(const Globals& globals, const ExtractArguments& arguments) {
  const fs::path directory = globals.directory;
  if (arguments.pages) return tasks_of_list(directory / *arguments.pages);
  std::vector<Task> tasks;
  for (const auto& file : arguments.files)
    tasks.push_back({file, arguments.url, file == "-" ? fs::path(file) : directory / file});
  if (std::ranges::count(arguments.files, "-") > 1)
    return failure(Fault::usage, "standard input can be read once only", "-");
  if (tasks.empty())
    return failure(Fault::usage, "no page given; name files, - or --pages pages.jsonl");
  return tasks;
}

Result<int> extract(const Globals& globals, const ExtractArguments& arguments) {
  const auto tasks = tasks_of(globals, arguments);
  if (!tasks) return tl::unexpected(tasks.error());
  auto site = arguments.site.empty() ? Result<Site>(plain_site("page"))
                                     : load_site(globals, arguments.site);
  if (!site) return tl::unexpected(std::move(site).error());
  extract::Options options;
  options.keep_glosses = arguments.keep_glosses;
  options.assume_article = true;
  const auto extractor = extract::Extractor::create(*site, options);
  if (!extractor) return tl::unexpected(extractor.error());
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return read_all(*tasks, *extractor, arguments.jobs > 0 ? arguments.jobs : cores);
}

}  // namespace

void add_extract(const Commands& commands) {
  auto* command = commands.app.add_subcommand(
      "extract", "Read articles from files, without an archive: one JSON line a page");
  auto arguments = std::make_shared<ExtractArguments>();
  auto* files = command->add_option("files", arguments->files, "HTML files; - is standard input");
  command->add_option("--url", arguments->url, "The page's URL, to resolve its links");
  command->add_option("--pages", arguments->pages, "A list: {\"id\",\"url\",\"file\"} a line")
      ->excludes(files);
  command->add_option("--site", arguments->site,
                      "Read by this profile: a file, or a name in sites.d/");
  command->add_option("--jobs", arguments->jobs, "Threads; the cores by default")
      ->check(CLI::Range(1, 256));
  command->add_flag("--keep-glosses", arguments->keep_glosses, "Leave pinyin glosses in the text");
  command->callback([chosen = &commands.chosen, arguments] {
    *chosen = [arguments](const Globals& globals) { return extract(globals, *arguments); };
  });
}

}  // namespace newsarc::cli
