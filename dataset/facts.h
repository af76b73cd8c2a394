#pragma once
// Facts: all that the papers beside a dataset say of it. Plain values, gathered once; the papers
// are pure functions of them (papers.h), so that the same archive gives the same bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dataset/record.h"

namespace newsarc::dataset {

// One file of the data, as it was written.
struct DataFile {
  std::string path;   // relative to the dataset: "data/train/site=hy/articles.parquet"
  std::string split;  // "" where there are no splits
  std::int64_t records = 0;
  std::uint64_t bytes = 0;
  std::string sha256;  // in hex

  bool operator==(const DataFile&) const = default;
};

// A site, and how it was crawled.
struct SiteFacts {
  std::string site;
  std::string name;
  std::string base_url;
  std::int64_t articles = 0;  // in the archive
  std::int64_t versions = 0;
  std::int64_t gone = 0;
  std::int64_t runs = 0;             // crawls of it
  std::int64_t imports = 0;          // runs that took WARC files
  std::optional<std::string> first;  // first and last capture, UTC
  std::optional<std::string> last;
  std::int64_t fetches = 0;
  std::int64_t failed = 0;     // fetches that brought no page
  std::int64_t noarchive = 0;  // pages that ask not to be archived
  std::int64_t refused = 0;    // robots.txt, scope

  bool operator==(const SiteFacts&) const = default;
};

// What the archive was when the dataset was made: equal ones give equal datasets.
struct ArchiveState {
  std::int64_t schema = 0;
  std::int64_t articles = 0;
  std::int64_t versions = 0;
  std::int64_t fetches = 0;
  std::int64_t runs = 0;
  std::optional<std::string> last_run;  // when the newest run ended, UTC
  std::string fingerprint;              // of all that is counted here, in hex

  bool operator==(const ArchiveState&) const = default;
};

struct DatasetFacts {
  std::string name;         // of the dataset: letters, digits, '-', '_'
  std::string title;        // for people
  std::string description;  // one paragraph
  std::string license;      // an SPDX identifier or "other"; "" where it was not given
  std::string url;          // where it is published; "" where it was not given
  std::string creator;      // who publishes it, a person or an organisation; "" where not given
  std::string format;       // "jsonl", "csv", "parquet"
  std::string tool;         // "newsarc 0.1.0"
  std::string command;      // that made it, without where it was written to
  std::vector<Column> columns;
  std::vector<std::string> partitions;  // "site", "month": columns that stand in paths
  std::vector<DataFile> files;          // by path
  std::vector<std::string> languages;   // of the records: "zh", "en"
  std::int64_t records = 0;
  bool duplicates_sought = false;              // whether the two counts below were made
  std::int64_t duplicates = 0;                 // records with the text of an earlier one
  std::int64_t clusters = 0;                   // of near duplicates with more than one record
  std::optional<std::string> first_published;  // days
  std::optional<std::string> last_published;
  std::vector<SiteFacts> sites;
  ArchiveState archive;
  std::optional<std::string> as_of;
};

}  // namespace newsarc::dataset
