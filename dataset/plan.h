#pragma once
// Plan: which record of a dataset goes into which file. Pure functions; the same records and
// options give the same plan.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "dataset/likeness.h"
#include "store/read/reader.h"

namespace newsarc::dataset {

// A part of the records: "train". Either all splits have shares of the whole, in any unit, or each
// but the first a day on which it begins.
struct Split {
  std::string name;
  double share = 0;
  std::string begins;  // "2026-01-01"

  bool operator==(const Split&) const = default;
};

// "train=80,validation=10,test=10", or "train,validation=2025-01-01,test=2026-01-01". Error: usage.
Result<std::vector<Split>> parse_splits(std::string_view text);

enum class PartitionBy { site, year, month, language };
std::string_view name(PartitionBy by);
// "site,month". Error: usage.
Result<std::vector<PartitionBy>> parse_partitions(std::string_view text);

struct PlanOptions {
  std::vector<PartitionBy> partitions;
  std::vector<Split> splits;
  std::optional<std::int64_t> most_records;  // of a file
  std::string view = "articles";             // what files are called
  std::string ending = ".jsonl";
};

struct PlannedFile {
  std::string path;                  // "data/train/site=hy/month=2026-01/articles-00000.jsonl"
  std::string split;                 // "" where there are none
  std::vector<std::size_t> records;  // indices into those given, ascending

  bool operator==(const PlannedFile&) const = default;
};

// Files by path; one that is empty only where there are no records at all. No cluster is in two
// splits: a cluster goes where its first article's id leads it, or where the first day of it does.
std::vector<PlannedFile> make_plan(std::span<const store::RecordKey> records,
                                   std::span<const Alike> alike, const PlanOptions& options);

}  // namespace newsarc::dataset
