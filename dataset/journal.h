#pragma once
// Journal: what of a dataset is on disk already, so that an export that was interrupted goes on. A
// file of JSON lines in the dataset's folder, gone when the dataset is whole.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "dataset/facts.h"

namespace newsarc::dataset {

class Journal {
 public:
  // Goes on with the journal of the same `fingerprint` (of the archive's state and of what was
  // asked for), else begins anew; what another export left unfinished here, as its journal says,
  // makes way. Errors: disk.
  static Result<Journal> open(const std::filesystem::path& folder, const std::string& fingerprint);

  static bool is_in(const std::filesystem::path& folder);

  // The file of that path, when it was written by the export that is gone on with and has its size
  // still.
  std::optional<DataFile> find(const std::string& path) const;

  Result<void> begin(const std::string& path);  // before there is anything of the file
  Result<void> add(const DataFile& file);       // it is whole
  void remove();                                // the dataset is whole

 private:
  std::filesystem::path folder_;
  std::vector<DataFile> files_;
};

}  // namespace newsarc::dataset
