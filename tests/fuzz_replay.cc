// Runs each file of a fuzzer's corpus through the fuzzer's own function, a test a
// file. What fails ends the program there, as it would end the fuzzer.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern const char* const fuzz_corpus;  // the folder: in a file that the build makes for each fuzzer
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace newsarc::fuzz {
namespace {

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(fuzz_corpus)) {
    files.push_back(file.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Replay : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Replay, HoldsWhatTheFuzzerClaims) {
  const auto bytes = bytes_of(GetParam());
  EXPECT_EQ(LLVMFuzzerTestOneInput(bytes.data(), bytes.size()), 0);
}

INSTANTIATE_TEST_SUITE_P(Corpus, Replay, testing::ValuesIn(corpus()), [](const auto& row) {
  std::string name = row.param.filename().string();
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace newsarc::fuzz
