#include "dataset/scratch_file.h"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace newsarc::dataset {
namespace {

tl::unexpected<Error> no_room(const std::string& folder) {
  return failure(Fault::disk,
                 "no room for a temporary file: " + std::generic_category().message(errno), folder);
}

}  // namespace

Result<ScratchFile> ScratchFile::in(const std::filesystem::path& folder) {
  auto name = (folder / ".newsarc-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) return no_room(folder.string());
  std::fstream file(name, std::ios::in | std::ios::out | std::ios::binary);
  ::close(descriptor);
  ::unlink(name.c_str());  // it lives on until it is closed
  if (!file) return no_room(folder.string());
  return ScratchFile(std::move(file), folder.string());
}

Result<std::uint64_t> ScratchFile::rewind() {
  file_.flush();
  const auto size = file_.tellp();
  file_.seekg(0);
  if (!file_ || size < 0) return no_room(folder_);
  return static_cast<std::uint64_t>(size);
}

}  // namespace newsarc::dataset
