// An archive as WARC, and back: the same articles, versions, bytes and dates.

#include <filesystem>

#include "tests/cli/program.h"

namespace newsarc::cli {
namespace {

class RoundTrip : public ProgramTest {
 protected:
  std::string rows(const std::string& archive, const std::string& query) const {
    const auto ran = newsarc({"-A", archive, "sql", "--format", "jsonl", query});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  }
};

const std::vector<std::string> questions = {
    "SELECT site, url, title, published, section, source, authors, language, script, body, "
    "first_seen, last_seen, versions FROM articles ORDER BY url",
    "SELECT url, version, valid_from, valid_to, change, title, published, body, chars_added, "
    "chars_removed FROM versions ORDER BY url, version",
    "SELECT a.url, c.version, c.position, c.role, c.label, c.name FROM credits c JOIN articles a "
    "USING (article_id) ORDER BY 1, 2, 3",
    "SELECT url, at, status, bytes, sha256 FROM fetches WHERE status IS NOT NULL ORDER BY at, url, "
    "status"};

TEST_F(RoundTrip, BringsTheSameArticlesVersionsBytesAndDates) {
  ASSERT_EQ(newsarc({"demo", "--keep", "demo", "--nights", "3", "--articles", "24"}).code, 0);
  const auto kept = (directory_ / "demo" / "demo.db").string();
  ASSERT_EQ(newsarc({"-A", kept, "export", "--format", "warc", "--out", "all.warc.gz"}).code, 0);
  EXPECT_EQ(newsarc({"verify", "all.warc.gz", "all.cdxj"}).code, 0);
  // By the same profile.
  const auto imported = newsarc({"-C", "demo", "-A", "../back.db", "import", "../all.warc.gz"});
  ASSERT_EQ(imported.code, 0) << imported.err;
  for (const auto& question : questions) {
    const auto before = rows(kept, question);
    EXPECT_GT(before.size(), 1000U) << question;
    EXPECT_EQ(before, rows("back.db", question)) << question;
  }
  EXPECT_EQ(newsarc({"-A", "back.db", "verify"}).code, 0);
  ASSERT_EQ(newsarc({"-A", "back.db", "export", "--format", "warc", "--out", "again.warc.gz"}).code,
            0);
  EXPECT_EQ(newsarc({"verify", "again.warc.gz"}).code, 0);
}

}  // namespace
}  // namespace newsarc::cli
