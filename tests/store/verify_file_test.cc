// What verify says of a file whose pages are damaged, or that is none of ours.

#include <algorithm>
#include <fstream>

#include "store/copies/salvage.h"
#include "tests/store/damaged_archive.h"

namespace newsarc::store {
namespace {

class House_VerifyFile : public DamagedArchive {
 protected:
  House_VerifyFile() { crawl_some_nights(); }

  std::string sha256_of_a_body() const {
    const auto digits = sql("SELECT hex(sha256) FROM blob WHERE kind = 'body' LIMIT 1").front();
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
      bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
  }

  std::string bytes_at(std::size_t place, std::size_t count) const {
    std::ifstream file(file_, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(place));
    std::string bytes(count, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    return bytes;
  }
};

class House_VerifyTrees : public House_VerifyFile,
                          public testing::WithParamInterface<const char*> {};

TEST_P(House_VerifyTrees, SurvivesOneThatCannotBeRead) {
  spoil("UPDATE crawl SET command = 'x' WHERE id = 1");  // must be found beside it
  overwrite_root(GetParam());
  const std::string words = words_of(verified());
  EXPECT_NE(words.find(GetParam()), std::string::npos) << words;
  if (std::string(GetParam()) != "crawl") {
    EXPECT_NE(words.find("table crawl, row 1"), std::string::npos) << words;
  }
}

INSTANTIATE_TEST_SUITE_P(Trees, House_VerifyTrees,
                         testing::Values("url", "fetch", "blob", "reading", "text", "version",
                                         "article", "credit", "crawl", "version_page"));

TEST_F(House_VerifyFile, GoesRoundAPageInTheMiddleOfATable) {
  for (int i = 0; i < 400; ++i)
    publish("many" + std::to_string(i), story("第" + std::to_string(i) + "篇", "文。"));
  crawl();
  // A leaf in the middle: the page that holds the row's text.
  const auto place = place_of("/a/many200.html");
  overwrite(place / 16384 * 16384, std::string(64, '\x5a'));
  const auto report = verified(Depth::quick);
  const std::string words = words_of(report);
  EXPECT_NE(words.find("rows "), std::string::npos) << words.substr(0, 2000);
}

TEST_F(House_VerifyFile, FindsAFlippedBitInText) {
  const auto place = place_of("南岳区日前修缮古建筑三处");
  overwrite(place, "\xe4");
  EXPECT_NE(words_of(verified()).find("table text"), std::string::npos);
}

TEST_F(House_VerifyFile, SaysWhereAFileThatIsNoDatabaseAnyMoreIsDamaged) {
  overwrite(0, "XXXX");
  const auto report = verified();
  EXPECT_NE(words_of(report).find("file header"), std::string::npos);
}

TEST_F(House_VerifyFile, SaysThatASchemaCannotBeRead) {
  overwrite(place_of("CREATE TABLE version_page("), "CREATF");
  EXPECT_NE(words_of(verified()).find("schema"), std::string::npos);
}

TEST_F(House_VerifyFile, RefusesWhatWasNeverAnArchive) {
  std::ofstream(file_, std::ios::trunc) << "no archive at all, but long enough to be looked at";
  const auto other = verify(file_, {});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().fault, Fault::schema);
  std::filesystem::remove(file_);
  const auto none = verify(file_, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().fault, Fault::schema);
}

TEST_F(House_VerifyFile, RefusesAnArchiveOfANewerNewsarc) {
  forge("PRAGMA user_version = 9", "site");
  spoil("UPDATE meta SET value = '9' WHERE key = 'schema'");
  const auto report = verify(file_, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::schema);
}

// SQLite would put the size right before FTS5 checks its index. A journal of that, left beside the
// archive, would be played back by the next crawl.
TEST_F(House_VerifyFile, LeavesNothingBesideAFileWhoseHeaderLacksItsSize) {
  constexpr std::size_t size_in_pages = 28;  // sqlite.org/fileformat.html §1.3
  overwrite(size_in_pages, std::string(4, '\0'));
  verified();
  EXPECT_FALSE(std::filesystem::exists(file_.string() + "-journal"));
}

// SQLite stops at such a row with another error than at other damage.
TEST_F(House_VerifyFile, NamesARowThatClaimsMoreThanSQLiteTakes) {
  // A cell of the file format: bytes of payload, row id, then the bytes of its header and the types
  // of its columns, that of an eight-byte row_hash last; the first column is the id.
  const auto last = place_of("\x1c" + sha256_of_a_body());
  const auto begin = last - 13;
  ASSERT_EQ(bytes_at(begin + 3, 3), std::string("\x0b\x00\x4c", 3)) << "rows are made otherwise";
  const std::string_view payload = "\x8f\xff\xff\xff\x7f";  // 4 GB
  overwrite(begin, std::string(payload) + '\x01' + std::string("\x0b\x00", 2) +
                       std::string(payload));  // and half of it its SHA-256
  const auto report = verified(Depth::quick);
  EXPECT_NE(words_of(report).find("table blob, row"), std::string::npos) << words_of(report);
  const auto saved = salvage(file_, file_.string() + "-saved", {});
  ASSERT_TRUE(saved) << saved.error().what;
}

}  // namespace
}  // namespace newsarc::store
