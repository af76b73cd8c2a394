#pragma once
// What several papers say of a dataset, derived from its facts. Pure functions that never fail;
// what they return may look into the facts given.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/facts.h"

namespace newsarc::dataset {

// The files of one split, or of a dataset without splits.
struct SplitFiles {
  std::string_view name;  // "" without splits
  std::vector<const DataFile*> files;
  std::int64_t records = 0;
  std::uint64_t bytes = 0;
};

// In the order in which they are used: training, validation, test, others by name. Nothing where
// there are no files.
std::vector<SplitFiles> splits_of(const DatasetFacts& facts);

// The fewest globs that name these files, of data/month=2026-01/a.parquet and the like
// data/*/a.parquet: '*' stays within one folder. Characters that globs know become '?'.
std::vector<std::string> globs_of(const std::vector<const DataFile*>& files);

std::uint64_t total_bytes(const DatasetFacts& facts);

// When the archive came to be as the dataset has it: the end of its newest run; where no run has
// ended its newest capture, or the instant asked for. No clock has a part in it.
std::optional<std::string> state_instant(const DatasetFacts& facts);  // RFC 3339, UTC
std::optional<std::string> state_day(const DatasetFacts& facts);      // "2026-03-01"

// "12.0.0": a run may change or take away what was there, so each is a new major version
// (Semantic Versioning 2.0.0 as Croissant 1.1 reads it, "Dataset Versioning/Checkpoints").
std::string version_of(const DatasetFacts& facts);

// "articles" or "versions", by what a record is; and the column that names one, "" where the
// dataset lacks it.
std::string_view table_name(const DatasetFacts& facts);
std::string_view key_column(const DatasetFacts& facts);

// What a column means, a clause for people.
std::string_view meaning_of(const Column& column);

// A partition whose value stands in no file, but in paths alone.
bool is_path_alone(const DatasetFacts& facts, std::string_view partition);

// An absolute http(s) URL of characters that URLs have (RFC 3986 §2), so that it may stand as a
// link.
bool is_http(std::string_view url);

// Where the licence's text is; nothing where none, or none with an SPDX identifier, was given.
std::optional<std::string> license_url(const DatasetFacts& facts);

}  // namespace newsarc::dataset
