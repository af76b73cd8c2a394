#include "tests/dataset/zip_reader.h"

#include <gtest/gtest.h>

#include "http/coding.h"

namespace newsarc::dataset {
namespace {

std::size_t number_at(const std::string& file, std::size_t place, int bytes) {
  std::size_t number = 0;
  for (int i = bytes - 1; i >= 0; --i)
    number = number << 8 | static_cast<unsigned char>(file.at(place + static_cast<std::size_t>(i)));
  return number;
}

}  // namespace

std::map<std::string, ZipEntry> zip_entries(const std::string& file) {
  std::map<std::string, ZipEntry> entries;
  const auto end = file.rfind("PK\x05\x06");
  EXPECT_NE(end, std::string::npos);
  if (end == std::string::npos) return entries;
  auto at = number_at(file, end + 16, 4);
  for (auto left = number_at(file, end + 10, 2); left > 0; --left) {
    EXPECT_EQ(file.substr(at, 4), "PK\x01\x02");
    const auto name_size = number_at(file, at + 28, 2);
    const auto local = number_at(file, at + 42, 4);
    const auto begin = local + 30 + number_at(file, local + 26, 2) + number_at(file, local + 28, 2);
    ZipEntry entry{number_at(file, at + 10, 2) == 0,
                   file.substr(begin, number_at(file, at + 20, 4))};
    if (!entry.is_stored)
      entry.bytes =
          http::decode_body("HTTP/1.1 200\r\nContent-Encoding: deflate\r\n\r\n", entry.bytes)
              .value();
    EXPECT_EQ(entry.bytes.size(), number_at(file, at + 24, 4));
    EXPECT_TRUE(entries.emplace(file.substr(at + 46, name_size), entry).second);
    at += 46 + name_size + number_at(file, at + 30, 2) + number_at(file, at + 32, 2);
  }
  return entries;
}

}  // namespace newsarc::dataset
