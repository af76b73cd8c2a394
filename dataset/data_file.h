#pragma once
// Data files: one file of a dataset on its way: counted, hashed, and under its name only when
// whole.

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "core/result.h"
#include "dataset/facts.h"

namespace newsarc::dataset {

class DataFileWriter {
 public:
  // `path` is relative to the folder; folders in it are made, and none may be a link. Errors: disk.
  static Result<DataFileWriter> create(const std::filesystem::path& folder,
                                       const std::string& path);
  DataFileWriter(DataFileWriter&&) noexcept;
  DataFileWriter& operator=(DataFileWriter&&) noexcept;
  ~DataFileWriter();  // leaves nothing where it was not finished

  std::ostream& stream();

  // Everything is with the disk, the file under its name. Its path, size and digest. Errors: disk.
  Result<DataFile> finish();

 private:
  struct State;
  explicit DataFileWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Whether the way from the folder to the relative `path` leads over no link: one that came with the
// dataset of a stranger would lead to files that are none of ours.
bool lies_within(const std::filesystem::path& folder, const std::string& path);

// Takes a file below data/ away, whole or not, with folders that are empty without it. Whatever
// leads elsewhere, and what cannot be removed, stays.
void remove_data(const std::filesystem::path& folder, const std::string& path);

// A text as a whole file, by the same steps. Errors: disk.
Result<DataFile> write_file(const std::filesystem::path& folder, const std::string& path,
                            std::string_view text);

}  // namespace newsarc::dataset
