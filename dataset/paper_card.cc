// The metadata of a Hugging Face dataset card: https://huggingface.co/docs/hub/datasets-cards, and
// "Manual Configuration" there for `configs`. Features are those of the `datasets` library.

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "dataset/paper.h"
#include "dataset/paper_facts.h"
#include "dataset/paper_text.h"

namespace newsarc::dataset {
namespace {

// Licences that the Hub knows for data, by their names there (its page "Licenses").
constexpr std::array<std::string_view, 32> hub_licenses{"apache-2.0",
                                                        "bsd-2-clause",
                                                        "bsd-3-clause",
                                                        "cc-by-2.0",
                                                        "cc-by-2.5",
                                                        "cc-by-3.0",
                                                        "cc-by-4.0",
                                                        "cc-by-nc-2.0",
                                                        "cc-by-nc-3.0",
                                                        "cc-by-nc-4.0",
                                                        "cc-by-nc-nd-3.0",
                                                        "cc-by-nc-nd-4.0",
                                                        "cc-by-nc-sa-2.0",
                                                        "cc-by-nc-sa-3.0",
                                                        "cc-by-nc-sa-4.0",
                                                        "cc-by-nd-4.0",
                                                        "cc-by-sa-3.0",
                                                        "cc-by-sa-4.0",
                                                        "cc0-1.0",
                                                        "cdla-permissive-1.0",
                                                        "cdla-permissive-2.0",
                                                        "cdla-sharing-1.0",
                                                        "etalab-2.0",
                                                        "mit",
                                                        "unlicense",
                                                        "wtfpl",
                                                        "zlib",
                                                        "isc",
                                                        "ecl-2.0",
                                                        "eupl-1.1",
                                                        "artistic-2.0",
                                                        "afl-3.0"};

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

// Its name on the Hub; "" for one that the Hub does not know.
std::string_view hub_license(std::string_view spdx) {
  const auto wanted = lower(spdx);
  if (wanted == "odbl-1.0") return "odbl";
  if (wanted == "odc-by-1.0") return "odc-by";
  if (wanted == "pddl-1.0") return "pddl";
  if (wanted == "c-uda-1.0") return "c-uda";
  const auto* found = std::ranges::find(hub_licenses, wanted);
  return found == hub_licenses.end() ? "" : *found;
}

std::string license_lines(const DatasetFacts& facts) {
  if (facts.license.empty()) return "license: unknown\n";
  const auto known = hub_license(facts.license);
  if (!known.empty()) return "license: " + std::string(known) + "\n";
  const auto url = license_url(facts);
  if (!url) return "license: other\n";
  return "license: other\nlicense_name: " + yaml_text(lower(facts.license)) +
         "\nlicense_link: " + yaml_text(*url) + "\n";
}

// The Hub knows languages by ISO 639, without a script or region. Quoted: `no` is no text in YAML.
std::string language_lines(const DatasetFacts& facts) {
  std::set<std::string> known;
  for (const auto& tag : facts.languages) {
    const auto language = lower(std::string_view(tag).substr(0, tag.find_first_of("-_")));
    const bool letters = std::ranges::all_of(language, [](char c) { return c >= 'a' && c <= 'z'; });
    if (letters && (language.size() == 2 || language.size() == 3)) known.insert(language);
  }
  if (known.empty()) return {};
  std::string lines = "language:\n";
  for (const auto& language : known) lines += "- " + yaml_text(language) + "\n";
  return lines;
}

std::string_view size_category(std::int64_t records) {
  constexpr std::pair<std::int64_t, std::string_view> categories[] = {
      {1'000, "n<1K"},
      {10'000, "1K<n<10K"},
      {100'000, "10K<n<100K"},
      {1'000'000, "100K<n<1M"},
      {10'000'000, "1M<n<10M"},
      {100'000'000, "10M<n<100M"},
      {1'000'000'000, "100M<n<1B"},
  };
  for (const auto& [limit, category] : categories) {
    if (records < limit) return category;
  }
  return "n>1B";
}

std::string split_name(const SplitFiles& split) {
  return yaml_text(split.name.empty() ? "train" : split.name);  // the loader's own name for all
}

std::string config_lines(const std::vector<SplitFiles>& splits) {
  if (splits.empty()) return {};
  std::string lines = "configs:\n- config_name: default\n  data_files:\n";
  for (const auto& split : splits) {
    lines += "  - split: " + split_name(split) + "\n    path:\n";
    for (const auto& glob : globs_of(split.files)) lines += "    - " + yaml_text(glob) + "\n";
  }
  return lines;
}

// The loader takes CSV as pandas reads it, which has neither instants nor lists there, and no
// whole numbers beside empty cells.
std::string_view csv_type(const Column& column) {
  if (column.kind != Kind::integer) return "string";
  return column.nullable ? "float64" : "int64";
}

std::string feature_lines(const Column& column, std::string_view format) {
  const auto of_type = [](std::string_view type) {
    return "    dtype: " + std::string(type) + "\n";
  };
  if (format == "csv") return of_type(csv_type(column));
  const bool parquet = format == "parquet";
  switch (column.kind) {
    case Kind::integer:
      return of_type("int64");
    case Kind::instant:
      return of_type(parquet ? "timestamp[us, tz=UTC]" : "timestamp[s, tz=UTC]");
    case Kind::date:
      return of_type("date32");
    case Kind::names:
      return "    list: string\n";
    case Kind::credits:
      return "    list:\n    - name: role\n      dtype: string\n    - name: label\n      dtype: "
             "string\n    - name: name\n      dtype: string\n";
    default:
      return of_type("string");
  }
}

std::string features_lines(const DatasetFacts& facts) {
  std::string lines = "  features:\n";
  for (const auto& column : facts.columns) {
    lines += "  - name: " + yaml_text(column.name) + "\n";
    lines += feature_lines(column, facts.format);
  }
  return lines;
}

std::string info_lines(const DatasetFacts& facts, const std::vector<SplitFiles>& splits) {
  if (splits.empty()) return {};
  std::string lines =
      "dataset_info:\n  config_name: default\n" + features_lines(facts) + "  splits:\n";
  for (const auto& split : splits) {
    lines += "  - name: " + split_name(split) + "\n";
    lines += "    num_examples: " + std::to_string(split.records) + "\n";
  }
  return lines + "  download_size: " + std::to_string(total_bytes(facts)) + "\n";
}

}  // namespace

std::string card_text(const DatasetFacts& facts) {
  const auto splits = splits_of(facts);
  return "---\npretty_name: " + yaml_text(one_line(facts.title)) + "\n" + language_lines(facts) +
         license_lines(facts) + "size_categories:\n- " + yaml_text(size_category(facts.records)) +
         "\ntask_categories:\n- text-generation\n- text-classification\n- summarization\n"
         "tags:\n- news\n- web-archive\n- newsarc\n" +
         config_lines(splits) + info_lines(facts, splits) + "---\n";
}

}  // namespace newsarc::dataset
