#pragma once
// A small archive, written by hand through store::Archive: what tests of the reading commands ask.
// Site "hengyang", three nights:
//   1  traditional, credits; the body edited on the second night, the title on the third
//   2  simplified, one version
//   3  gone after the third night; its title begins like a spreadsheet's formula

#include <filesystem>
#include <string>

namespace newsarc::cli {

inline const std::string first_url = "http://news.example/a/1.html";
inline const std::string second_url = "http://news.example/a/2.html?from=@v1";
inline const std::string third_url = "http://news.example/a/3.html";

// What the first article's page was on a night (1, 2, 3): its bytes as received.
std::string first_page(int night);

void write_sample_archive(const std::filesystem::path& file);

}  // namespace newsarc::cli
