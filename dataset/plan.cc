#include "dataset/plan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "core/time.h"

namespace newsarc::dataset {
namespace {

using store::RecordKey;

// What Hive and all who read its folders take for NULL.
constexpr std::string_view no_value = "__HIVE_DEFAULT_PARTITION__";

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const auto comma = text.find(',');
    words.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return words;
    text.remove_prefix(comma + 1);
  }
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  const bool is_one = fault == std::errc() && stopped == end;
  return is_one && std::isfinite(number) && number > 0 ? std::optional(number) : std::nullopt;
}

bool is_day(std::string_view text) {
  const auto stated = stated_from_text(text);
  return stated && stated->precision == Precision::day;
}

tl::unexpected<Error> no_splits(std::string_view text) {
  return failure(Fault::usage,
                 "splits are names with shares (train=80,test=20), or with the days on which all "
                 "but the first begin (train,test=2026-01-01)",
                 std::string(text));
}

Result<Split> parse_split(std::string_view word, std::string_view text) {
  const auto equals = word.find('=');
  Split split{std::string(word.substr(0, equals)), 0, ""};
  if (!is_name(split.name)) return no_splits(text);
  if (equals == std::string_view::npos) return split;
  const auto value = word.substr(equals + 1);
  if (const auto share = number_in(value))
    split.share = *share;
  else if (is_day(value))
    split.begins = value;
  else
    return no_splits(text);
  return split;
}

bool are_shares(const std::vector<Split>& splits) {
  return std::ranges::all_of(splits, [](const Split& split) { return split.share > 0; });
}

// Days in ascending order, all but the first.
bool are_days(const std::vector<Split>& splits) {
  if (splits.front().share > 0 || !splits.front().begins.empty()) return false;
  for (std::size_t i = 1; i < splits.size(); ++i) {
    if (splits[i].begins.empty() || splits[i].begins <= splits[i - 1].begins) return false;
  }
  return true;
}

// The finalizer of SplitMix64, so that neighbouring ids part.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

const Split& by_share(const std::vector<Split>& splits, std::int64_t cluster) {
  double whole = 0;
  for (const auto& split : splits) whole += split.share;
  const double drawn =
      static_cast<double>(mix(static_cast<std::uint64_t>(cluster)) >> 11) * 0x1p-53 * whole;
  double end = 0;
  for (const auto& split : splits) {
    end += split.share;
    if (drawn < end) return split;
  }
  return splits.back();
}

const Split& by_day(const std::vector<Split>& splits, const std::string& day) {
  const Split* last = &splits.front();
  for (const auto& split : splits) {
    if (split.begins <= day) last = &split;
  }
  return *last;
}

// Letters, digits and a few signs that no shell or Hive reader minds; all else percent-encoded.
std::string in_path(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string path;
  for (const char c : text) {
    if (is_name(std::string_view(&c, 1)) || c == '.') {
      path += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      path.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return path;
}

std::string value_of(const RecordKey& record, PartitionBy by) {
  const auto day = record.published_date.value_or("");
  switch (by) {
    case PartitionBy::site:
      return record.site;
    case PartitionBy::year:
      return day.substr(0, 4);
    case PartitionBy::month:
      return day.substr(0, 7);
    case PartitionBy::language:
      return record.language;
  }
  return "";
}

class Planner {
 public:
  Planner(std::span<const RecordKey> records, std::span<const Alike> alike,
          const PlanOptions& options)
      : records_(records), alike_(alike), options_(options) {}

  std::vector<PlannedFile> plan() {
    if (!options_.splits.empty() && options_.splits.front().share == 0) find_first_days();
    std::map<std::string, PlannedFile> folders;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const std::string split = split_of(i);
      PlannedFile& folder = folders[folder_of(i, split)];
      folder.split = split;
      folder.records.push_back(i);
    }
    if (folders.empty()) folders["data/"];
    std::vector<PlannedFile> files;
    for (auto& [path, folder] : folders) add_files(files, path, std::move(folder));
    std::ranges::sort(files, {}, &PlannedFile::path);
    return files;
  }

 private:
  void find_first_days() {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (!records_[i].published_date) continue;
      auto& day =
          first_days_.try_emplace(alike_[i].cluster, *records_[i].published_date).first->second;
      day = std::min(day, *records_[i].published_date);
    }
  }

  std::string split_of(std::size_t i) const {
    if (options_.splits.empty()) return "";
    const std::int64_t cluster = alike_[i].cluster;
    if (options_.splits.front().share > 0) return by_share(options_.splits, cluster).name;
    const auto day = first_days_.find(cluster);
    return by_day(options_.splits, day == first_days_.end() ? "" : day->second).name;
  }

  std::string folder_of(std::size_t i, const std::string& split) const {
    std::string path = split.empty() ? "data/" : "data/" + split + "/";
    for (const auto by : options_.partitions) {
      const auto value = value_of(records_[i], by);
      path += std::string(name(by)) + "=" +
              (value.empty() ? std::string(no_value) : in_path(value)) + "/";
    }
    return path;
  }

  // "articles.jsonl", or "articles-00000.jsonl" and so on.
  void add_files(std::vector<PlannedFile>& files, const std::string& path,
                 PlannedFile folder) const {
    if (!options_.most_records) {
      folder.path = path + options_.view + options_.ending;
      files.push_back(std::move(folder));
      return;
    }
    const auto most = static_cast<std::size_t>(*options_.most_records);
    std::size_t number = 0;
    for (std::size_t begin = 0; begin == 0 || begin < folder.records.size(); begin += most) {
      const auto end = std::min(begin + most, folder.records.size());
      auto digits = std::to_string(number++);
      digits.insert(0, digits.size() < 5 ? 5 - digits.size() : 0, '0');
      PlannedFile file{path + options_.view + "-" + digits + options_.ending, folder.split, {}};
      file.records.assign(folder.records.begin() + static_cast<std::ptrdiff_t>(begin),
                          folder.records.begin() + static_cast<std::ptrdiff_t>(end));
      files.push_back(std::move(file));
    }
  }

  std::span<const RecordKey> records_;
  std::span<const Alike> alike_;
  const PlanOptions& options_;
  std::unordered_map<std::int64_t, std::string> first_days_;  // by cluster
};

}  // namespace

std::string_view name(PartitionBy by) {
  constexpr std::array<std::string_view, 4> names{"site", "year", "month", "language"};
  return names[static_cast<std::size_t>(by)];
}

Result<std::vector<Split>> parse_splits(std::string_view text) {
  std::vector<Split> splits;
  std::set<std::string> names;
  for (const auto word : words_of(text)) {
    auto split = parse_split(word, text);
    if (!split) return tl::unexpected(std::move(split).error());
    if (!names.insert(split->name).second) return no_splits(text);
    splits.push_back(*std::move(split));
  }
  if (splits.size() < 2 || (!are_shares(splits) && !are_days(splits))) return no_splits(text);
  return splits;
}

Result<std::vector<PartitionBy>> parse_partitions(std::string_view text) {
  std::vector<PartitionBy> partitions;
  for (const auto word : words_of(text)) {
    constexpr std::array all{PartitionBy::site, PartitionBy::year, PartitionBy::month,
                             PartitionBy::language};
    const auto known = std::ranges::find_if(all, [&](PartitionBy by) { return name(by) == word; });
    if (known == all.end() || std::ranges::find(partitions, *known) != partitions.end())
      return failure(Fault::usage, "partitions are site, year, month and language, each once",
                     std::string(text));
    partitions.push_back(*known);
  }
  return partitions;
}

std::vector<PlannedFile> make_plan(std::span<const RecordKey> records, std::span<const Alike> alike,
                                   const PlanOptions& options) {
  return Planner(records, alike, options).plan();
}

}  // namespace newsarc::dataset
