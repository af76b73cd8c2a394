// ZIP files.

#include "dataset/zip.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>
#include <cstring>
#include <sstream>
#include <streambuf>

#include "tests/dataset/zip_reader.h"

namespace newsarc::dataset {
namespace {

Result<void> add(ZipWriter& zip, const std::string& name, Packing packing,
                 const std::string& bytes) {
  std::istringstream in(bytes);
  return zip.add(name, packing, in, bytes.size(), [](std::string_view) {});
}

std::string small_file() {
  std::ostringstream out;
  ZipWriter zip(out);
  EXPECT_TRUE(add(zip, "a/stored", Packing::stored, "twice twice twice"));
  EXPECT_TRUE(add(zip, "deflated", Packing::deflated, "twice twice twice"));
  EXPECT_TRUE(add(zip, "empty", Packing::stored, ""));
  EXPECT_TRUE(zip.finish());
  return out.str();
}

TEST(Zip, EntriesComeBackStoredOrPacked) {
  const auto entries = zip_entries(small_file());
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_TRUE(entries.at("a/stored").is_stored);
  EXPECT_EQ(entries.at("a/stored").bytes, "twice twice twice");
  EXPECT_FALSE(entries.at("deflated").is_stored);
  EXPECT_EQ(entries.at("deflated").bytes, "twice twice twice");
  EXPECT_EQ(entries.at("empty").bytes, "");
}

// Whoever shows a ZIP file's times takes them for local ones.
TEST(Zip, TheZoneOfTheMachineLeavesNoTrace) {
  const auto here = small_file();
  ::setenv("TZ", "Asia/Shanghai", 1);
  ::tzset();
  EXPECT_EQ(small_file(), here);
  ::unsetenv("TZ");
  ::tzset();
}

TEST(Zip, WhatIsShownIsWhatIsWritten) {
  std::ostringstream out;
  ZipWriter zip(out);
  std::string seen;
  const std::string bytes(200'000, 'x');
  std::istringstream in(bytes);
  ASSERT_TRUE(zip.add("a", Packing::stored, in, bytes.size(),
                      [&seen](std::string_view piece) { seen += piece; }));
  EXPECT_EQ(seen, bytes);
}

TEST(Zip, AnEntryThatIsCutIsAnError) {
  std::ostringstream out;
  ZipWriter zip(out);
  std::istringstream in("short");
  const auto added = zip.add("a", Packing::stored, in, 6, [](std::string_view) {});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().fault, Fault::disk);
}

TEST(Zip, AFileThatTakesNoMoreIsAnError) {
  std::ostringstream out;
  ZipWriter zip(out);
  out.setstate(std::ios::badbit);
  const auto added = add(zip, "a", Packing::stored, std::string(1 << 20, 'x'));
  EXPECT_FALSE(added && zip.finish());
}

TEST(Zip, WithoutItsEndThereIsNoDirectory) {
  std::ostringstream out;
  {
    ZipWriter zip(out);
    ASSERT_TRUE(add(zip, "a", Packing::stored, "text"));
  }
  EXPECT_EQ(out.str().find("PK\x01\x02"), std::string::npos);
}

// The last 64 KiB of what is written, and how much it was.
class TailBuffer final : public std::streambuf {
 public:
  std::string tail;
  std::uint64_t size = 0;

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    constexpr std::size_t most = std::size_t{64} << 10;
    size += static_cast<std::uint64_t>(count);
    tail.append(bytes, static_cast<std::size_t>(count));
    if (tail.size() > most) tail.erase(0, tail.size() - most);
    return count;
  }
  int_type overflow(int_type c) override {
    const char byte = traits_type::to_char_type(c);
    return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
  }
};

// Zeros without end.
class ZeroBuffer final : public std::streambuf {
 protected:
  std::streamsize xsgetn(char* bytes, std::streamsize count) override {
    std::memset(bytes, 0, static_cast<std::size_t>(count));
    return count;
  }
};

std::uint64_t eight_bytes(const std::string& text, std::size_t place) {
  std::uint64_t number = 0;
  for (int i = 7; i >= 0; --i)
    number = number << 8 | static_cast<unsigned char>(text.at(place + static_cast<std::size_t>(i)));
  return number;
}

// APPNOTE §4.3.14: sizes and offsets beyond four bytes stand in the ZIP64 records.
TEST(Zip, Spec_WhatIsOver4GiBHasZip64Records) {
  TailBuffer sink;
  std::ostream out(&sink);
  ZeroBuffer zeros;
  std::istream in(&zeros);
  constexpr std::uint64_t size = (std::uint64_t{4} << 30) + 5;
  {
    ZipWriter zip(out);
    ASSERT_TRUE(zip.add("big", Packing::stored, in, size, [](std::string_view) {}));
    ASSERT_TRUE(add(zip, "behind", Packing::stored, "text"));
    ASSERT_TRUE(zip.finish());
  }
  const auto record = sink.tail.rfind("PK\x06\x06");
  const auto locator = sink.tail.rfind("PK\x06\x07");
  ASSERT_NE(record, std::string::npos);
  ASSERT_NE(locator, std::string::npos);
  EXPECT_EQ(eight_bytes(sink.tail, record + 32), 2u);
  const auto begin = sink.size - sink.tail.size();
  EXPECT_EQ(eight_bytes(sink.tail, locator + 8), begin + record);
  const auto directory = eight_bytes(sink.tail, record + 48) - begin;
  EXPECT_EQ(sink.tail.substr(directory, 4), "PK\x01\x02");
  EXPECT_EQ(sink.tail.substr(directory + 46, 3), "big");
  EXPECT_GT(eight_bytes(sink.tail, record + 48), size);
}

}  // namespace
}  // namespace newsarc::dataset
