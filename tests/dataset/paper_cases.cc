#include "tests/dataset/paper_cases.h"

#include <sstream>
#include <utility>

#include "dataset/article_parquet.h"
#include "dataset/csv.h"
#include "dataset/papers.h"
#include "dataset/parquet_writer.h"
#include "dataset/record.h"
#include "digest/digest.h"

namespace newsarc::dataset {
namespace {

using store::Record;

Record record_of(int number, const std::string& site) {
  Record record;
  record.article_id = number;
  record.version_id = 10 * number;
  record.version = record.versions = 1;
  record.site = site;
  record.url = "https://" + site + ".example/a/" + std::to_string(number) + ".html";
  record.title = record.title_simplified = "“创新”, \"quoted\" | " + std::to_string(number);
  if (number % 2) record.published = record.published_date = "2026-03-01";
  if (number % 3) record.source = "衡阳日报";
  record.authors = {"易成章", "Name, with a comma"};
  record.credits = {{Role::reporter, "记者", "易成章"}};
  record.language = "zh";
  record.script = "simplified";
  record.body = record.body_simplified = "第一行\n第二行, \"quoted\"\n";
  record.valid_from = record.first_seen = record.last_seen = "2026-03-02T18:00:00Z";
  record.change = "new";
  record.state = "live";
  record.extractor = "1";
  return record;
}

struct CsvText {
  std::string& out;
  void operator()(std::monostate) const {}
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(std::string_view text) const { append_csv_cell(out, text); }
  void operator()(const JsonText& list) const { append_csv_cell(out, list.json); }
};

std::string csv_of(std::span<const Column> columns, const std::vector<Record>& records) {
  std::string text;
  const auto add_line = [&](const auto& add_cell) {
    for (const auto& column : columns) {
      if (&column != columns.data()) text += ',';
      add_cell(column);
    }
    text += csv_line_end;
  };
  add_line([&](const Column& column) { append_csv_cell(text, column.name); });
  for (const auto& record : records)
    add_line([&](const Column& column) { std::visit(CsvText{text}, column.cell(record)); });
  return text;
}

std::string jsonl_of(std::span<const Column> columns, const std::vector<Record>& records) {
  std::string text;
  for (const auto& record : records) {
    JsonWriter json(text);
    write_record(json, columns, record);
    text += '\n';
  }
  return text;
}

std::string parquet_of(std::span<const Column> columns, const std::vector<Record>& records) {
  std::ostringstream out;
  parquet::Writer writer(parquet_schema(columns), out, {});
  RecordRow row(columns);
  for (const auto& record : records) {
    const auto values = row.of(record);
    if (!values || !writer.add(*values)) return {};
  }
  return writer.finish() ? out.str() : std::string();
}

std::string bytes_of(const DatasetFacts& facts, const std::vector<Record>& records) {
  if (facts.format == "csv") return csv_of(facts.columns, records);
  if (facts.format == "parquet") return parquet_of(facts.columns, records);
  return jsonl_of(facts.columns, records);
}

void add_file(PaperCase& made, const std::string& folder, const std::string& split,
              const std::vector<Record>& records) {
  auto& facts = made.facts;
  DataFile file;
  file.path = "data/" + folder + "articles." + facts.format;
  file.split = split;
  file.records = static_cast<std::int64_t>(records.size());
  auto& bytes = made.data[file.path] = bytes_of(facts, records);
  file.bytes = bytes.size();
  file.sha256 = digest::hex(digest::sha256(bytes));
  facts.records += file.records;
  facts.files.push_back(std::move(file));
}

SiteFacts site_facts() {
  SiteFacts site;
  site.site = "hy";
  site.name = "衡阳日报";
  site.base_url = "https://hy.example/";
  site.articles = 4;
  site.versions = 5;
  site.gone = 1;
  site.runs = 3;
  site.imports = 1;
  site.first = "2026-03-02T18:00:00Z";
  site.last = "2026-03-05T18:00:00Z";
  site.fetches = 30;
  site.failed = 2;
  site.noarchive = 7;
  site.refused = 11;
  return site;
}

ArchiveState archive_state() {
  ArchiveState state;
  state.schema = 3;
  state.articles = 8;
  state.versions = 10;
  state.fetches = 60;
  state.runs = 12;
  state.last_run = "2026-03-05T18:20:00Z";
  state.fingerprint = std::string(64, 'f');
  return state;
}

PaperCase empty_case(const std::string& name, const std::string& format,
                     std::span<const Column> columns = article_columns()) {
  PaperCase made{name, {}, {}};
  auto& facts = made.facts;
  facts.name = "Hengyang_news";
  facts.title = "News of Hengyang";
  facts.description = "Articles of two papers, with each edit.";
  facts.license = "CC-BY-4.0";
  facts.url = "https://huggingface.co/datasets/someone/hengyang-news";
  facts.creator = "Someone";
  facts.format = format;
  facts.tool = "newsarc 0.1.0";
  facts.command = "newsarc export --format " + format + " --out DIR";
  facts.columns.assign(columns.begin(), columns.end());
  facts.languages = {"en", "zh"};
  facts.first_published = "2026-03-01";
  facts.last_published = "2026-03-01";
  facts.sites = {site_facts()};
  facts.archive = archive_state();
  return made;
}

PaperCase plain(const std::string& format) {
  auto made = empty_case(format, format);
  add_file(made, "", "", {record_of(1, "hy"), record_of(2, "hy"), record_of(3, "hy")});
  return made;
}

PaperCase parted(const std::string& format) {
  auto made = empty_case(format + "-parted", format);
  made.facts.partitions = {"site", "month"};
  int number = 0;
  for (const auto* split : {"test", "train", "validation"}) {
    for (const auto* site : {"en", "hy"}) {
      const auto folder = std::string(split) + "/site=" + site + "/month=2026-0";
      for (const auto* month : {"2", "3"})
        add_file(made, folder + month + "/", split, {record_of(++number, site)});
    }
  }
  return made;
}

PaperCase versions() {
  auto made = empty_case("versions", "jsonl", version_columns());
  made.facts.duplicates_sought = true;
  made.facts.duplicates = 2;
  made.facts.clusters = 1;
  made.facts.license = "ODbL-1.0";
  made.facts.as_of = "2026-03-05";
  add_file(made, "train/", "train", {record_of(1, "hy")});
  add_file(made, "test/", "test", {record_of(2, "hy")});
  return made;
}

PaperCase bare() {
  auto made = empty_case("none", "parquet");
  auto& facts = made.facts;
  facts.license = facts.url = facts.creator = facts.title = "";
  facts.sites.clear();
  facts.languages.clear();
  facts.first_published = facts.last_published = std::nullopt;
  facts.archive = {};
  return made;
}

PaperCase thousand() {
  auto made = empty_case("thousand", "csv");
  made.facts.partitions = {"site"};
  for (int i = 0; i < 1000; ++i)
    add_file(made, "site=s" + std::to_string(i) + "/", "", {record_of(i + 1, "s")});
  return made;
}

PaperCase hostile() {
  auto made = empty_case("hostile", "jsonl");
  auto& facts = made.facts;
  std::string all;
  for (const auto& name : hostile_names()) all += name;
  facts.name = facts.title = facts.description = facts.creator = facts.tool = all;
  facts.license = "LicenseRef-" + all;
  facts.url = "https://huggingface.co/datasets/\")\nimport os";
  facts.command = "newsarc export --query 'SELECT `a`\nFROM \"b\"'\n```\n# out";
  facts.languages = {"no", "zh-Hant", "zh", all};
  facts.sites.clear();
  for (const auto& name : hostile_names()) {
    auto site = site_facts();
    site.site = site.name = site.base_url = name;
    facts.sites.push_back(site);
  }
  add_file(made, "it's 50% [*] \"q\" | `b`/é/", "", {record_of(1, "hy")});
  return made;
}

}  // namespace

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = {"\"quoted\" 'single' \\back",
                                                 "a | b || c\\|d",
                                                 "line\n---\nlicense: mit\n# head",
                                                 "*/ --> ]]>",
                                                 "\U0001F4F0\u200D\U0001F525",
                                                 "\u202Eevil\u202C عربى",
                                                 "`code` ``` fence",
                                                 "<script>alert(1)</script>",
                                                 "[link](javascript:x) ![i](y)",
                                                 "- item",
                                                 "1. item",
                                                 "=== +++",
                                                 "https://evil.example www.evil.example a@b.c",
                                                 "\x1b[31mred\x07",
                                                 "bad \xFF\xC0 bytes",
                                                 "&amp; &#x3c;",
                                                 "\uFEFF\uFFFE\uFFFF",
                                                 "no",
                                                 "~",
                                                 "null",
                                                 "{a: b}",
                                                 "!tag &anchor *alias",
                                                 "%25 %0A",
                                                 "$x^2$",
                                                 " blanks ",
                                                 ""};
  return names;
}

const std::vector<PaperCase>& paper_cases() {
  static const std::vector<PaperCase> cases = {
      plain("jsonl"),    plain("csv"), plain("parquet"), parted("jsonl"), parted("csv"),
      parted("parquet"), versions(),   bare(),           thousand(),      hostile()};
  return cases;
}

std::string paper_text(const DatasetFacts& facts, const std::string& path) {
  for (const auto& paper : papers_of(facts)) {
    if (paper.path == path) return paper.text;
  }
  return {};
}

std::vector<DataFile> files_at(const std::vector<std::string>& paths) {
  std::vector<DataFile> files(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) files[i].path = paths[i];
  return files;
}

PaperCase paper_case(const std::string& name) {
  for (const auto& made : paper_cases()) {
    if (made.name == name) return made;
  }
  return {};
}

}  // namespace newsarc::dataset
