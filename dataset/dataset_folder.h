#pragma once
// Dataset folder: an archive as a dataset with its papers: data/ in one file or many, by partition
// and split, duplicates marked; README.md, Croissant, Data Package, datasheet and manifest beside
// it. The same archive and options give the same bytes. An export that was interrupted goes on.

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "dataset/export.h"
#include "dataset/facts.h"
#include "dataset/plan.h"

namespace newsarc::dataset {

struct FolderOptions {
  ExportOptions data;
  std::vector<PartitionBy> partitions;
  std::vector<Split> splits;
  std::optional<std::int64_t> most_records;  // of a file
  bool mark_alike = false;                   // columns duplicate_of and cluster; with splits always
  bool bagit = false;
  // For the papers.
  std::string name;
  std::string title;
  std::string description;
  std::string license;
  std::string url;
  std::string creator;
  std::string command;
  std::optional<Instant> as_of;
};

struct FolderReport {
  std::vector<DataFile> files;
  std::size_t kept = 0;  // of these, what an interrupted export had written already
  std::int64_t records = 0;
};

// Memory: that of a file's writer and some 150 bytes a record. Files of an earlier dataset in the
// same folder, as its manifest names them, make way. Errors: those of the reader; usage, where
// papers are there that are no dataset's; disk; busy, where the archive was written to meanwhile,
// so that its records are not of one moment; interrupted: the same call goes on.
Result<FolderReport> write_folder(const store::Reader& reader, const std::filesystem::path& archive,
                                  const FolderOptions& options,
                                  const std::filesystem::path& folder);

}  // namespace newsarc::dataset
