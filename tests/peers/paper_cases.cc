// paper_cases FOLDER: the datasets of tests/dataset/paper_cases.h, a folder each, with their data,
// papers and manifest; and BagIt bags of them, NAME.bag.

#include "tests/dataset/paper_cases.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "dataset/papers.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;

bool write(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  return out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())) && out.flush();
}

bool write_case(const fs::path& folder, const PaperCase& made, bool bagit) {
  bool written = true;
  for (const auto& [path, bytes] : made.data) written &= write(folder / path, bytes);
  const auto papers = papers_of(made.facts);
  for (const auto& paper : papers) written &= write(folder / paper.path, paper.text);
  for (const auto& paper : manifests_of(made.facts, papers, bagit))
    written &= write(folder / paper.path, paper.text);
  return written;
}

int write_cases(const fs::path& folder) {
  bool written = true;
  for (const auto& made : paper_cases()) {
    written &= write_case(folder / made.name, made, false);
    written &= write_case(folder / (made.name + ".bag"), made, true);
  }
  return written ? 0 : 1;
}

}  // namespace
}  // namespace newsarc::dataset

int main(int count, char** words) {
  return count == 2 ? newsarc::dataset::write_cases(words[1]) : 2;
}
