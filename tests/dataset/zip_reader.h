#pragma once
// Zip reader: a ZIP file taken apart by its central directory (APPNOTE §4.3), for tests of what
// writes one. ZIP64 is not read here.

#include <map>
#include <string>

namespace newsarc::dataset {

struct ZipEntry {
  bool is_stored = false;
  std::string bytes;  // unpacked
};

// By name; a test fails when it is no ZIP file.
std::map<std::string, ZipEntry> zip_entries(const std::string& file);

}  // namespace newsarc::dataset
