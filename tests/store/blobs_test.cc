// How the bytes of pages are kept: by a dictionary of their site, by their difference from the page
// before, and packed anew.

#include "store/blobs/blobs.h"

#include <random>

#include "store/blobs/dictionary_training.h"
#include "store/read/reader.h"
#include "store/write/repack.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_Blobs : public SiteOnPaper {
 protected:
  // A page as big as real ones, nearly all of it template.
  Answer page_of(const std::string& name, const std::string& text) {
    Answer answer = page_with(story("标题" + name, text));
    answer.body = template_ + text;
    answer.header = "Content-Type: text/html; charset=utf-8\r\nServer: nginx\r\nVary: Accept\r\n";
    return answer;
  }

  void publish_some(int count) {
    for (int i = 0; i < count; ++i) {
      const auto name = std::to_string(i);
      publish(name, page_of(name, "第" + name + "条新闻的正文，" + name + name + "。"));
    }
  }

  std::string bytes_of_version(const std::string& reference, std::int64_t version = 0) {
    const auto reader = Reader::open(file_);
    const auto article = reader->find_article(article_url(reference));
    const auto record = version == 0 ? reader->latest(*article)
                                     : reader->version(*article, static_cast<int>(version));
    const auto pages = reader->pages(record->version_id);
    EXPECT_TRUE(pages) << pages.error().what;
    return pages ? pages->front().body : "";
  }

  Rows codecs() { return sql("SELECT codec, count(*) FROM blob WHERE kind = 'body' GROUP BY 1"); }

  std::string template_ = [] {
    std::string text;
    for (int i = 0; i < 400; ++i)
      text += "<li><a href=/column/" + std::to_string(i * 7919) + ">栏目</a></li>\n";
    return text;
  }();
};

TEST_F(House_Blobs, PagesOfASiteArePackedWithItsFirstArticle) {
  publish_some(5);
  crawl();
  EXPECT_EQ(sql("SELECT kind, count(*) FROM dict GROUP BY 1"), (Rows{"body|1", "header|1"}));
  EXPECT_EQ(codecs(), (Rows{"zstd|1", "zstd+dict|5"})) << "the list came before there was one";
  EXPECT_EQ(sql("SELECT max(length(data)) < 150 FROM blob WHERE codec = 'zstd+dict'"), Rows{"1"});
  EXPECT_EQ(bytes_of_version("3"), answers_[article_url("3")].body);
  EXPECT_EQ(sql("SELECT count(*) FROM dict_source s JOIN dict d ON d.id = s.dict_id JOIN blob b "
                "ON b.id = s.blob_id WHERE b.raw_len = length(d.data)"),
            Rows{"2"});
}

TEST_F(House_Blobs, AnEditedPageIsItsDifferenceFromTheOneBefore) {
  publish_some(3);
  crawl();
  for (int night = 0; night < 3; ++night) {
    publish("1", page_of("1", "第1条新闻改过的正文" + std::string(night + 1U, '!') + "。"));
    crawl();
  }
  EXPECT_EQ(sql("SELECT count(*), max(length(b.data)) < 100 FROM blob b JOIN blob base ON "
                "base.id = b.base_id WHERE b.codec = 'zstd+prefix' AND b.kind = 'body' AND "
                "base.base_id IS NULL AND base.codec = 'zstd+dict'"),
            Rows{"3|1"})
      << "each from the whole page, never from another difference";
  EXPECT_EQ(bytes_of_version("1"), answers_[article_url("1")].body);
  EXPECT_EQ(bytes_of_version("1", 2), template_ + "第1条新闻改过的正文!。");
}

TEST_F(House_Blobs, ADifferenceThatPassesHalfIsNone) {
  publish_some(2);
  crawl();
  template_.clear();
  Answer other = page_of("1", "全新的正文。");
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) other.body += static_cast<char>('!' + random() % 90);
  publish("1", other);
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM blob WHERE codec = 'zstd+prefix' AND kind = 'body'"),
            Rows{"0"});
  EXPECT_EQ(bytes_of_version("1"), other.body);
}

TEST_F(House_Blobs, ListPagesAreDifferencesFromTheirLast) {
  publish_some(30);
  crawl();
  publish_some(31);
  crawl();
  EXPECT_EQ(sql("SELECT b.codec FROM fetch f JOIN blob b ON b.id = f.blob_id WHERE "
                "f.kind = 'list' ORDER BY f.id"),
            (Rows{"zstd", "zstd+prefix"}));
}

TEST_F(House_Blobs, TheSameBytesAreKeptOnce) {
  publish_some(2);
  crawl();
  crawl();
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT blob_id) FROM fetch WHERE kind = 'article'"),
            Rows{"4|2"});
}

TEST_F(House_Blobs, OfARolledBackGroupLeaveNoDictionaryBehind) {
  publish_some(3);
  auto archive = open();
  const auto run = begin(archive);
  const auto list = put(archive, run.id, visit_of(run.waiting.front()));
  const std::vector<Visit> group{visit_of(list.admitted[0]), visit_of(list.admitted[1])};
  change("CREATE INDEX full ON version(abs(-9223372036854775808 + 0 * valid_from))");  // fails
  EXPECT_FALSE(archive.put(run.id, group));
  change("DROP INDEX full");
  ASSERT_TRUE(archive.put(run.id, group));
  EXPECT_EQ(sql("PRAGMA foreign_key_check"), Rows{});
  EXPECT_EQ(bytes_of_version("1"), answers_[article_url("1")].body);
}

TEST_F(House_Blobs, ABetterDictionaryIsTrainedBesideTheCrawl) {
  // Two templates; the first page knows one of them.
  const std::string one = template_;
  std::mt19937 random(1);
  std::string two;
  while (two.size() < one.size()) two += static_cast<char>('!' + random() % 90);
  for (int i = 0; i < 120; ++i) {
    template_ = i % 2 == 0 ? one : two;
    const auto name = std::to_string(i);
    publish(name, page_of(name, "第" + name + "条"));
  }
  crawl();
  crawl();  // what was trained while the first ended may be taken now
  const auto dictionaries = sql("SELECT count(*) FROM dict WHERE kind = 'body'");
  EXPECT_TRUE(dictionaries == Rows{"1"} || dictionaries == Rows{"2"}) << dictionaries.front();
  for (const int i : {0, 1, 118, 119}) {
    const auto name = std::to_string(i);
    EXPECT_EQ(bytes_of_version(name), answers_[article_url(name)].body) << name;
  }
}

TEST_F(House_Blobs, TrainingTakesNothingThatIsNotBetter) {
  TrainingTask task;
  task.current = template_;
  for (int i = 0; i < 40; ++i)
    task.samples.push_back({i + 1, template_ + "第" + std::to_string(i) + "条"});
  EXPECT_EQ(train(task).bytes, "");
  task.current = "of another site altogether, whose pages are of no use";
  const auto trained = train(task);
  EXPECT_NE(trained.bytes, "");
  EXPECT_EQ(trained.sources.size(), 32U) << "the others judged";
}

TEST_F(House_Blobs, RepackedTheyAreSmallerAndTheSame) {
  publish_some(20);
  crawl();
  publish("7", page_of("7", "改过的正文。"));
  crawl();
  const auto hashes = sql("SELECT sha256 FROM blob ORDER BY id");
  const auto before = bytes_of_version("7", 1);
  auto archive = open();
  std::int64_t calls = 0;
  const auto repacked = archive.repack(now_, [&](const Repacked&) { return ++calls > 0; });
  ASSERT_TRUE(repacked) << repacked.error().what;
  EXPECT_EQ(repacked->done, repacked->total);
  EXPECT_LE(repacked->after, repacked->before);
  EXPECT_GT(calls, 0);
  EXPECT_EQ(sql("SELECT sha256 FROM blob ORDER BY id"), hashes);
  EXPECT_EQ(sql("SELECT sum(length(data)) FROM blob"), Rows{std::to_string(repacked->after)});
  EXPECT_EQ(bytes_of_version("7", 1), before);
  EXPECT_EQ(sql("PRAGMA foreign_key_check"), Rows{});
  const auto again = archive.repack(now_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->after, again->before) << "there is nothing left to gain";
}

TEST_F(House_Blobs, ThatCannotBeUnpackedAreCountedAndLeft) {
  publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
  crawl();
  change("UPDATE blob SET data = zeroblob(9) WHERE id = 1");
  const auto repacked = open().repack(now_);
  ASSERT_TRUE(repacked) << repacked.error().what;
  EXPECT_EQ(repacked->damaged, 1);
  EXPECT_EQ(sql("SELECT data = zeroblob(9) FROM blob WHERE id = 1"), Rows{"1"});
}

TEST_F(House_Blobs, AreNotReadWhenTheirDictionaryIsMissing) {
  publish_some(3);
  crawl();
  change("PRAGMA foreign_keys = OFF; DELETE FROM dict");
  const auto reader = Reader::open(file_);
  const auto pages = reader->pages(2);
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().fault, Fault::damaged);
}

TEST_F(House_Blobs, ThatAreToStandAloneHideNoFaultOfTheDisk) {
  publish_some(2);
  crawl();
  auto database = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(database);
  BlobWriter writer;
  database->fail({Fault::disk, "the disk is full", file_.string()});
  pack_alone(*database, writer, std::vector<Dependent>{{1, 1}, {2, 1}});
  EXPECT_TRUE(database->failed());
}

TEST_F(House_Blobs, ADifferenceFromADifferenceIsDamage) {
  publish_some(2);
  crawl();
  publish("1", page_of("1", "改过的正文。"));
  crawl();
  change(
      "UPDATE blob SET codec = 'zstd+prefix', base_id = (SELECT id FROM blob WHERE codec = "
      "'zstd+prefix' AND kind = 'body') WHERE id = (SELECT base_id FROM blob WHERE codec = "
      "'zstd+prefix' AND kind = 'body')");
  const auto reader = Reader::open(file_);
  const auto article = reader->find_article(article_url("1"));
  const auto pages = reader->pages(reader->latest(*article)->version_id);
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().fault, Fault::damaged);
}

}  // namespace
}  // namespace newsarc::store
