// Takedown: nothing of the article is left in the file but its address; all else is as it was.

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"
#include "store/verify/verify.h"
#include "tests/file_bytes.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_Takedown : public SiteOnPaper {
 protected:
  House_Takedown() {
    for (const std::string name : {"first", "secret", "other"}) publish(name, page_of(name));
    crawl();
    Answer edited = page_of("secret");
    edited.article->paragraphs.push_back("后来补充的秘密。");
    edited.body += "后来补充的秘密。";
    publish("secret", edited);
    crawl();
  }

  static Answer page_of(const std::string& name) {
    Answer answer = page_with(story("关于" + name + "的标题", name + "正文里的话。"));
    for (int i = 0; i < 50; ++i) answer.body += "<li>栏目" + std::to_string(i * 37) + "</li>";
    answer.body += "<p>" + name + "正文里的话。</p>";
    return answer;
  }

  Forgotten forget(const std::string& name) {
    auto archive = open();
    const auto forgotten = archive.forget(url_of(article_url(name)), "a court order", now_);
    EXPECT_TRUE(forgotten) << forgotten.error().what;
    return forgotten.value_or(Forgotten{});
  }

  bool file_contains(const std::string& words) const {
    const std::string bytes = bytes_of(file_);
    return bytes.find(words) != std::string::npos;
  }

  std::string raw(const std::string& name) const {
    const auto reader = Reader::open(file_);
    const auto article = reader->find_article(article_url(name));
    const auto pages = reader->pages(reader->latest(*article)->version_id);
    return pages ? pages->front().body : "error: " + pages.error().what;
  }

  std::int64_t hits(const std::string& words) const {
    const auto found = Reader::open(file_)->search(words, {});
    return found ? found->total : -1;
  }
};

TEST_F(House_Takedown, LeavesATombstoneAndNothingElse) {
  ASSERT_TRUE(file_contains("secret正文里的话"));
  const auto forgotten = forget("secret");
  EXPECT_EQ(forgotten.urls, Rows{article_url("secret")});
  EXPECT_EQ(forgotten.versions, 2);
  EXPECT_EQ(forgotten.pages, 2);
  EXPECT_FALSE(file_contains("secret正文里的话"));
  EXPECT_FALSE(file_contains("后来补充的秘密"));
  EXPECT_FALSE(file_contains("关于secret的标题"));
  EXPECT_EQ(hits("secret"), 0);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  EXPECT_EQ(sql("SELECT url, why, versions FROM forgotten"),
            Rows{article_url("secret") + "|a court order|2"});
  EXPECT_EQ(sql("SELECT DISTINCT kind, blob_id, header_id FROM fetch f JOIN url u ON u.id = "
                "f.url_id WHERE u.url LIKE '%secret%'"),
            Rows{"forgotten|NULL|NULL"});
  EXPECT_EQ(sql("PRAGMA integrity_check"), Rows{"ok"});
  EXPECT_EQ(sql("PRAGMA foreign_key_check"), Rows{});
  EXPECT_EQ(Reader::open(file_)->find_article(article_url("secret")).error().fault,
            Fault::not_found);
}

TEST_F(House_Takedown, OfTheSitesDictionaryLeavesTheOthersReadable) {
  const auto second = raw("other");
  forget("first");
  EXPECT_FALSE(file_contains("first正文里的话"));
  EXPECT_EQ(raw("other"), second);
  EXPECT_EQ(raw("secret"), answers_[article_url("secret")].body);
  EXPECT_EQ(sql("SELECT count(*) FROM dict WHERE kind = 'body'"), Rows{"1"}) << "a new one";
  EXPECT_EQ(sql("SELECT datetime(created, 'unixepoch') FROM dict WHERE kind = 'body'"),
            Rows{"2026-01-07 02:00:00"});
  EXPECT_EQ(sql("PRAGMA foreign_key_check"), Rows{});
}

TEST_F(House_Takedown, OfTheNewestArticleGivesItsIdsToNoOther) {
  publish("newest", page_of("newest"));
  crawl();
  const auto ids =
      "SELECT a.id, v.id FROM article a JOIN version v ON v.article_id = a.id ORDER BY "
      "a.id DESC LIMIT 1";
  ASSERT_EQ(sql(ids), Rows{"4|5"});
  forget("newest");
  publish("next", page_of("next"));
  crawl();
  EXPECT_EQ(sql(ids), Rows{"5|6"});
  EXPECT_TRUE(verify(file_, {})->damage.empty());
}

TEST_F(House_Takedown, LastsThroughLaterCrawls) {
  forget("secret");
  const auto summary = crawl();
  EXPECT_EQ(summary.fresh, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  EXPECT_FALSE(file_contains("secret正文里的话"));
}

TEST_F(House_Takedown, LastsWhenARedirectLeadsThere) {
  forget("secret");
  publish("way", redirected_to(article_url("secret"), page_of("secret")));
  crawl();
  EXPECT_FALSE(file_contains("secret正文里的话"));
  EXPECT_EQ(sql("SELECT kind, error FROM fetches WHERE asked_url LIKE '%way%' AND redirect_of IS "
                "NULL"),
            Rows{"forgotten|this page was taken down from the archive"});
}

TEST_F(House_Takedown, LeavesWhatRedirectsThereMissingWhereNothingIsAnswered) {
  site_.text = "start = [\"http://news.example/\"]";
  forget("secret");
  publish("other", redirected_to(article_url("secret"), page_with_status(404)));
  crawl();
  EXPECT_TRUE(verify(file_, {})->is_whole());
  crawl();
  EXPECT_EQ(sql("SELECT state FROM articles WHERE url LIKE '%/other.html'"), Rows{"gone"});
  EXPECT_TRUE(verify(file_, {})->is_whole());
}

TEST_F(House_Takedown, LastsAtAddressesThatNameOnePage) {
  forget("secret");
  Answer print = page_of("secret");
  print.canonical = article_url("secret");
  publish("print", print);
  const std::string secure = "https://www.news.example/a/secret.html";
  answers_[secure] = page_of("secret");
  listed_.push_back(secure);
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  EXPECT_FALSE(file_contains("secret正文里的话"));
}

TEST_F(House_Takedown, LeavesWhatItsAddressLedToLater) {
  const Answer moved = page_of("moved");
  publish("secret", redirected_to(article_url("moved"), moved));
  crawl();
  ASSERT_EQ(sql("SELECT state FROM articles WHERE url LIKE '%secret%'"), Rows{"redirected"});
  forget("secret");
  EXPECT_FALSE(file_contains("secret正文里的话"));
  EXPECT_EQ(raw("moved"), moved.body);
  const auto report = verify(file_, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->damages, 0);
}

TEST_F(House_Takedown, SaysThatAnotherProgramStillReads) {
  auto archive = open();
  auto reading = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(reading);
  Query rows = reading->query("SELECT id FROM fetch");
  ASSERT_TRUE(rows.next());
  const auto held = archive.forget(url_of(article_url("secret")), "", now_);
  ASSERT_FALSE(held);
  EXPECT_EQ(held.error().fault, Fault::busy);
  while (rows.next()) {
  }
  EXPECT_TRUE(archive.forget(url_of(article_url("secret")), "", now_));
  EXPECT_FALSE(file_contains("secret正文里的话"));
}

TEST_F(House_Takedown, TakesAllAddressesOfTheArticle) {
  publish("alias", redirected_to(article_url("secret"), answers_[article_url("secret")]));
  crawl();
  const auto forgotten = forget("alias");
  EXPECT_EQ(forgotten.urls.size(), 2U);
  EXPECT_FALSE(file_contains("secret正文里的话"));
}

TEST_F(House_Takedown, LeavesBytesThatAnotherArticleShares) {
  Answer twin = page_of("other");
  twin.article->title = "同样字节，另一篇";
  publish("twin", twin);
  crawl();
  EXPECT_EQ(forget("other").pages, 0);
  EXPECT_EQ(raw("twin"), twin.body);
}

TEST_F(House_Takedown, AskedTwiceKeepsWhatItSaidButForANewReason) {
  forget("secret");
  auto archive = open();
  const auto url = url_of(article_url("secret"));
  now_ += std::chrono::hours(1);
  ASSERT_TRUE(archive.forget(url, "", now_));
  EXPECT_EQ(sql("SELECT why, versions FROM forgotten"), Rows{"a court order|2"});
  ASSERT_TRUE(archive.forget(url, "asked by its author", now_));
  EXPECT_EQ(sql("SELECT why, versions FROM forgotten"), Rows{"asked by its author|2"});
}

TEST_F(House_Takedown, OfWhatIsNotKnownIsAnError) {
  auto archive = open();
  const auto forgotten = archive.forget(url_of(article_url("never")), "", now_);
  ASSERT_FALSE(forgotten);
  EXPECT_EQ(forgotten.error().fault, Fault::not_found);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"3"});
}

TEST_F(House_Takedown, NewVersionsAfterItAreIndexed) {
  forget("secret");  // held the newest version's number
  publish("late", page_of("late"));
  crawl();
  EXPECT_EQ(hits("late"), 1);
  EXPECT_EQ(hits("other"), 1);
}

TEST_F(House_Takedown, ReindexingFindsAllThatIsLeft) {
  forget("secret");
  auto archive = open();
  EXPECT_EQ(archive.reindex(), 2);
  EXPECT_EQ(hits("other"), 1);
  EXPECT_EQ(hits("secret"), 0);
}

}  // namespace
}  // namespace newsarc::store
