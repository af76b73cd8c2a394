#include <algorithm>
#include <string>

#include "dataset/paper.h"
#include "dataset/paper_facts.h"
#include "dataset/paper_text.h"

namespace newsarc::dataset {
namespace {

std::string number(std::int64_t count) { return std::to_string(count); }

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return number(count) + " " + std::string(count == 1 ? one : many);
}

std::string fact_row(std::string_view what, const std::string& value) {
  return value.empty() ? "" : markdown_row({std::string(what), value});
}

std::string span_of(const std::optional<std::string>& first,
                    const std::optional<std::string>& last) {
  if (!first || !last) return {};
  return markdown_text(*first) + " to " + markdown_text(*last);
}

std::string languages(const DatasetFacts& facts) {
  std::string list;
  for (const auto& language : facts.languages)
    list += (list.empty() ? "" : ", ") + markdown_text(language);
  return list;
}

std::string summary(const DatasetFacts& facts) {
  const auto records = counted(facts.records, "record", "records");
  const std::string unit =
      table_name(facts) == "versions" ? "a version of an article" : "an article";
  return markdown_row({"", ""}) + markdown_rule(2) +
         fact_row("records", records + ", each " + unit) + fact_row("languages", languages(facts)) +
         fact_row("published", span_of(facts.first_published, facts.last_published)) +
         fact_row("sites", number(static_cast<std::int64_t>(facts.sites.size()))) +
         fact_row("format",
                  markdown_text(facts.format) + ", " +
                      counted(static_cast<std::int64_t>(facts.files.size()), "file", "files") +
                      ", " + std::to_string(total_bytes(facts)) + " bytes") +
         fact_row("version", version_of(facts)) +
         fact_row("licence", facts.license.empty() ? "not stated" : markdown_text(facts.license)) +
         fact_row("published at", markdown_code_cell(facts.url)) +
         fact_row("published by", markdown_text(facts.creator)) + "\n";
}

// What the `datasets` library takes: the name on the Hub where it is there, else this directory.
std::string hub_name(const DatasetFacts& facts) {
  constexpr std::string_view hub = "https://huggingface.co/datasets/";
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
  if (!facts.url.starts_with(hub)) return ".";
  const auto name = facts.url.substr(hub.size());
  return name.empty() || name.find_first_not_of(plain) != std::string::npos ? "." : name;
}

std::string with_datasets(const DatasetFacts& facts) {
  return "With [datasets](https://huggingface.co/docs/datasets), by the name on the Hub or in this "
         "directory:\n" +
         markdown_block("python", "from datasets import load_dataset\n\ndataset = load_dataset(\"" +
                                      hub_name(facts) + "\")");
}

std::string quoted_for_sql(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::string duckdb_call(const DatasetFacts& facts) {
  std::vector<const DataFile*> files;
  for (const auto& file : facts.files) files.push_back(&file);
  std::string list;
  for (const auto& glob : globs_of(files))
    list += (list.empty() ? "" : ", ") + quoted_for_sql(glob);
  const std::string hive = facts.partitions.empty() ? "" : ", hive_partitioning = true";
  if (facts.format == "parquet") return "read_parquet([" + list + "]" + hive + ")";
  if (facts.format == "csv") return "read_csv([" + list + "], header = true" + hive + ")";
  return "read_json([" + list + "], format = 'newline_delimited'" + hive + ")";
}

std::string with_duckdb(const DatasetFacts& facts) {
  return "With [DuckDB](https://duckdb.org/docs/stable/), in this directory:\n" +
         markdown_block("sql", "SELECT count(*) AS records FROM " + duckdb_call(facts) + ";");
}

std::string pandas_lines(const DatasetFacts& facts) {
  // Partitions stand in the files too; read from both, their types would differ.
  if (facts.format == "parquet")
    return "import pandas\n\nrecords = pandas.read_parquet(\"data\", partitioning=None)";
  const bool csv = facts.format == "csv";
  return "import pathlib\nimport pandas\n\nrecords = pandas.concat(\n    pandas." +
         std::string(csv ? "read_csv(path)" : "read_json(path, lines=True, convert_dates=False)") +
         "\n    for path in sorted(pathlib.Path(\"data\").rglob(\"*." + facts.format + "\"))\n)";
}

std::string loading(const DatasetFacts& facts) {
  if (facts.files.empty())
    return "## Loading\n\nThe dataset has no files: nothing was selected.\n\n";
  return "## Loading\n\n" + with_datasets(facts) + with_duckdb(facts) + "With pandas:\n" +
         markdown_block("python", pandas_lines(facts));
}

std::string_view type_of(const Column& column, std::string_view format) {
  const bool csv = format == "csv";
  switch (column.kind) {
    case Kind::integer:
      return "integer";
    case Kind::instant:
      return format == "parquet" ? "timestamp" : "text, RFC 3339";
    case Kind::date:
      return format == "parquet" ? "date" : "text, YYYY-MM-DD";
    case Kind::names:
      return csv ? "JSON list of texts" : "list of texts";
    case Kind::credits:
      return csv ? "JSON list of role, label, name" : "list of role, label, name";
    default:
      return "text";
  }
}

std::string columns(const DatasetFacts& facts) {
  std::string table = "## Columns\n\n" +
                      markdown_row({"column", "type", "may be missing", "meaning"}) +
                      markdown_rule(4);
  for (const auto& column : facts.columns)
    table +=
        markdown_row({markdown_code_cell(column.name), std::string(type_of(column, facts.format)),
                      column.nullable ? "yes" : "", markdown_text(meaning_of(column))});
  return table + "\n";
}

std::string partitions(const DatasetFacts& facts) {
  std::string text;
  for (const auto& partition : facts.partitions) {
    text += "Paths are parted by " + markdown_code(partition) +
            (is_path_alone(facts, partition) ? ", which stands in the paths alone.\n"
                                             : ", which is a column too.\n");
  }
  return text.empty() ? "" : text + "\n";
}

std::string code_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ", ") + markdown_code_cell(text);
  return list;
}

std::string files(const DatasetFacts& facts) {
  std::string table = "## Files and splits\n\n" +
                      markdown_row({"split", "files", "records", "bytes", "paths"}) +
                      markdown_rule(5);
  for (const auto& split : splits_of(facts))
    table += markdown_row({split.name.empty() ? "(none)" : markdown_code_cell(split.name),
                           std::to_string(split.files.size()), number(split.records),
                           std::to_string(split.bytes), code_list(globs_of(split.files))});
  return table + "\n" + partitions(facts) +
         "`manifest-sha256.txt` has the SHA-256 of each file.\n\n";
}

std::string duplicates(const DatasetFacts& facts) {
  const std::string head = "## Duplicates\n\n";
  if (!facts.duplicates_sought && facts.duplicates == 0 && facts.clusters == 0)
    return head + "Duplicates were not looked for.\n\n";
  return head + counted(facts.duplicates, "record has", "records have") +
         " the text of an earlier one. " +
         counted(facts.clusters, "group of near duplicates has", "groups of near duplicates have") +
         " more than one record.\n\n";
}

std::string archive_rows(const DatasetFacts& facts) {
  const auto& archive = facts.archive;
  return markdown_row({"archive", ""}) + markdown_rule(2) +
         fact_row("fingerprint", markdown_code_cell(archive.fingerprint)) +
         fact_row("schema", number(archive.schema)) +
         fact_row("articles", number(archive.articles)) +
         fact_row("versions", number(archive.versions)) +
         fact_row("fetches", number(archive.fetches)) + fact_row("runs", number(archive.runs)) +
         fact_row("newest run ended",
                  archive.last_run ? markdown_text(*archive.last_run) : "never") +
         fact_row("as of", facts.as_of ? markdown_text(*facts.as_of) : "") + "\n";
}

std::string making(const DatasetFacts& facts) {
  return "## How it was made\n\nBy " + markdown_text(facts.tool) + ":\n" +
         markdown_block("sh", facts.command) + archive_rows(facts) +
         "The same command by the same program on an archive with the same fingerprint writes the "
         "same bytes; `sha256sum -c manifest-sha256.txt` checks them.\n\n";
}

std::string papers() {
  return "## Papers\n\n"
         "`DATASHEET.md` says what was crawled, when and how, and what is missing; "
         "`croissant.json` "
         "(Croissant 1.1) and `datapackage.json` (Data Package 2.0) say the same to programs.\n";
}

}  // namespace

std::string readme_text(const DatasetFacts& facts) {
  const auto title = markdown_text(facts.title.empty() ? facts.name : facts.title);
  return card_text(facts) + "\n# " + title + "\n\n" + markdown_text(facts.description) + "\n\n" +
         summary(facts) + loading(facts) + columns(facts) + files(facts) + duplicates(facts) +
         making(facts) + papers();
}

}  // namespace newsarc::dataset
