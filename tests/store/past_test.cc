// Captures from the past: put in any order, they make the archive that the order of time makes.

#include <algorithm>
#include <random>

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

// A page: what it said and when, in hours. Small letters are the same text in the other script.
struct Taken {
  char text = 'A';
  int hour = 0;
  int noise = 0;  // advertisements: other bytes, the same article
};

class PastSite : public SiteOnPaper {
 protected:
  static Article article_of(char text) {
    const bool traditional = std::islower(text) != 0;
    const std::string word(1, static_cast<char>(std::toupper(text)));
    return traditional ? story("衡陽的一天", "今天的消息是" + word + "條新聞。")
                       : story("衡阳的一天", "今天的消息是" + word + "条新闻。");
  }

  Visit visit_at(const Taken& taken, const std::string& name = "one") {
    now_ = began_ + std::chrono::hours(taken.hour);
    Answer answer = page_with(article_of(taken.text));
    answer.body = std::string("<p>") + taken.text + std::to_string(taken.noise);
    publish(name, answer);
    Request request;
    request.site = site_.key;
    request.wanted = request.url = url_of(article_url(name));
    return visit_of(request);
  }

  Stored import(const std::vector<Taken>& pages) {
    auto archive = open();
    const auto run = archive.begin_import({&site_, 1}, began_);
    EXPECT_TRUE(run);
    Stored last;
    for (const auto& taken : pages) last = put(archive, run.value_or(0), visit_at(taken));
    EXPECT_TRUE(archive.end_run(run.value_or(0), RunState::finished, now_));
    return last;
  }

  // "A0-5 B5-": each version with its hours.
  std::string chain() const {
    std::string found;
    for (const auto& row :
         sql("SELECT substr(v.body, instr(v.body, '是') + 1, 1) || ((w.valid_from - " +
             hour_zero() + ") / 3600) || '-' || coalesce((w.valid_to - " + hour_zero() +
             ") / 3600, '') FROM versions v JOIN version w ON w.id = v.version_id ORDER BY "
             "version"))
      found += (found.empty() ? "" : " ") + row;
    return found;
  }
  std::string hour_zero() const {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(began_.time_since_epoch()).count());
  }

  // All that the order of arrival must not change.
  Rows everything() const {
    auto rows =
        sql("SELECT version, valid_from, valid_to, change, title, body, chars_added, "
            "chars_removed FROM versions ORDER BY version");
    for (const auto& more : sql("SELECT a.first_seen, a.last_seen, a.last_ok, a.state, a.versions, "
                                "a.body, b.withheld_count, "
                                "(SELECT t.body FROM reading r JOIN text t ON t.id = r.text_id "
                                " WHERE r.id = b.withheld_reading_id AND b.withheld_count > 0) "
                                "FROM articles a JOIN article b ON b.id = a.article_id"))
      rows.push_back(more);
    return rows;
  }

  void expect_search_follows() const {
    EXPECT_EQ(sql("SELECT count(*) FROM search"), sql("SELECT count(*) FROM version"));
    EXPECT_EQ(sql("SELECT count(*) FROM version v WHERE NOT EXISTS(SELECT 1 FROM search "
                  "WHERE search MATCH 'body:\"消 息\"' AND rowid = v.id)"),
              Rows{"0"});
    EXPECT_EQ(sql("SELECT count(*) FROM version_page WHERE version_id NOT IN (SELECT id FROM "
                  "version)"),
              Rows{"0"});
    EXPECT_EQ(sql("SELECT count(*) FROM version v WHERE (SELECT count(*) FROM version_page p "
                  "WHERE p.version_id = v.id) <> 1"),
              Rows{"0"});
  }

  const Instant began_ = now_;
};

struct PastCase {
  const char* name;
  std::vector<Taken> before;
  Taken past;
  const char* chain;
  Change change;
};

class House_Past : public PastSite, public testing::WithParamInterface<PastCase> {};

TEST_P(House_Past, IsPutWhereItBelongs) {
  import(GetParam().before);
  const auto stored = import({GetParam().past});
  EXPECT_EQ(chain(), GetParam().chain);
  EXPECT_EQ(stored.change, GetParam().change);
  EXPECT_EQ(stored.version, std::stoi(sql("SELECT count(*) FROM version").front()));
  expect_search_follows();
}

INSTANTIATE_TEST_SUITE_P(
    Cases, House_Past,
    testing::Values(
        PastCase{"before_all", {{'B', 10}}, {'A', 5}, "A5-10 B10-", Change::first},
        PastCase{"before_all_the_same", {{'A', 10}}, {'A', 5}, "A5-", Change::none},
        PastCase{"before_all_the_other_script", {{'A', 10}}, {'a', 5}, "A5-", Change::none},
        PastCase{"between", {{'A', 1}, {'B', 10}}, {'C', 5}, "A1-5 C5-10 B10-", Change::edit},
        PastCase{
            "between_like_the_first", {{'A', 1}, {'B', 10}}, {'A', 5}, "A1-10 B10-", Change::none},
        PastCase{
            "between_like_the_second", {{'A', 1}, {'B', 10}}, {'B', 5}, "A1-5 B5-", Change::none},
        PastCase{"into_a_version",
                 {{'A', 1}, {'A', 10}, {'C', 20}},
                 {'B', 5},
                 "A1-5 B5-10 A10-20 C20-",
                 Change::edit},
        PastCase{"into_a_version_seen_no_more",
                 {{'A', 1}, {'A', 4}, {'C', 20}},
                 {'B', 5},
                 "A1-5 B5-20 C20-",
                 Change::edit},
        PastCase{"in_the_same_hour",
                 {{'A', 1}, {'B', 5}, {'B', 9}},
                 {'C', 5},
                 "A1-5 B5-5 C5-9 B9-",
                 Change::edit},
        PastCase{"the_same_bytes", {{'A', 1}, {'B', 10}}, {'A', 7, 0}, "A1-10 B10-", Change::none},
        PastCase{"after_all", {{'A', 1}}, {'B', 10}, "A1-10 B10-", Change::edit},
        PastCase{"that_makes_a_return_a_flapping",
                 {{'A', 5}, {'B', 10}, {'A', 20}},
                 {'B', 1},
                 "B1-5 A5-10 B10-",
                 Change::first}),
    [](const auto& row) { return row.param.name; });

class House_PastOrder : public PastSite, public testing::WithParamInterface<unsigned> {};

TEST_P(House_PastOrder, OfArrivalMakesNoDifference) {
  std::mt19937 random(GetParam());
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  std::vector<Taken> pages;
  const std::string texts = below(2) == 0 ? "ABC" : "AaB";
  for (int i = 0, hour = 0; i < 4 + below(8); ++i) {
    hour += 1 + below(5);
    const char text = texts[static_cast<std::size_t>(below(3))];
    pages.push_back({text, hour, texts == "ABC" ? below(3) : 0});
  }
  std::string said;
  for (const auto& page : pages) said += page.text;
  SCOPED_TRACE(said);
  import(pages);
  const auto wanted = everything();
  std::filesystem::remove(file_);
  std::shuffle(pages.begin(), pages.end(), random);
  import(pages);
  EXPECT_EQ(everything(), wanted);
  expect_search_follows();
}

INSTANTIATE_TEST_SUITE_P(Seeds, House_PastOrder, testing::Range(1U, 25U));

class House_PastStates : public PastSite {
 protected:
  House_PastStates() { publish("one", article_of('A')); }

  Rows events() const {
    return sql("SELECT (at - " + hour_zero() +
               ") / 3600, from_state, to_state FROM state_event "
               "ORDER BY id");
  }
  void crawl_at(int hour) {
    now_ = began_ + std::chrono::hours(hour);
    crawl();
  }
  void take_down() { answers_[article_url("one")] = page_with_status(404); }
};

TEST_F(House_PastStates, AreNotThoseOfToday) {
  crawl_at(0);
  take_down();
  crawl_at(24);
  crawl_at(48);
  ASSERT_EQ(events(), Rows{"48|live|gone"});
  import({{'B', -24}, { 'C', 12 }});
  EXPECT_EQ(events(), Rows{"48|live|gone"});
  EXPECT_EQ(sql("SELECT state, first_seen, last_seen FROM articles"),
            Rows{"gone|2026-01-04T02:00:00Z|2026-01-05T14:00:00Z"});
  EXPECT_EQ(chain(), "B-24-0 A0-12 C12-");
}

TEST_F(House_PastStates, AreThoseOfAnArticleThatIsKnownAfterItsAbsence) {
  take_down();
  for (const int hour : {24, 48}) {
    now_ = began_ + std::chrono::hours(hour);
    Request request;
    request.site = site_.key;
    request.wanted = request.url = url_of(article_url("one"));
    auto archive = open();
    const auto run = archive.begin_import({&site_, 1}, began_);
    put(archive, *run, visit_of(request));
    ASSERT_TRUE(archive.end_run(*run, RunState::finished, now_));
  }
  import({{ 'A', 0 }});
  EXPECT_EQ(sql("SELECT state, (missing_since - " + hour_zero() + ") / 3600 FROM article"),
            Rows{"live|24"});
  import({{ 'A', 36 }});
  EXPECT_EQ(sql("SELECT state, (missing_since - " + hour_zero() + ") / 3600 FROM article"),
            Rows{"live|48"});
}

TEST_F(House_PastStates, TellThatAnAbsenceWasNone) {
  crawl_at(0);
  take_down();
  crawl_at(24);
  crawl_at(48);
  import({{ 'A', 36 }});
  EXPECT_EQ(events(), Rows{});
  EXPECT_EQ(sql("SELECT state FROM articles"), Rows{"live"});
  EXPECT_EQ(sql("SELECT (missing_since - " + hour_zero() + ") / 3600 FROM article"), Rows{"48"});
}

TEST_F(House_PastStates, ComeInTheirOrder) {
  crawl_at(0);
  take_down();
  for (const int hour : {24, 48, 240, 480}) crawl_at(hour);
  publish("one", article_of('A'));
  crawl_at(960);
  ASSERT_EQ(events(), (Rows{"48|live|gone", "960|gone|live"}));
  import({{ 'A', 100 }});
  EXPECT_EQ(events(), (Rows{"48|live|gone", "100|gone|live", "480|live|gone", "960|gone|live"}));
  EXPECT_EQ(sql("SELECT gone_at, restored_at FROM deletions ORDER BY gone_at"),
            (Rows{"2026-01-07T02:00:00Z|2026-01-09T06:00:00Z",
                  "2026-01-25T02:00:00Z|2026-02-14T02:00:00Z"}));
}

TEST_F(House_PastStates, LeaveToAnInterruptedRunWhatItFound) {
  crawl_at(0);
  take_down();
  crawl_at(24);
  now_ = began_ + std::chrono::hours(48);
  crawl(Refresh::all, RunState::interrupted);
  import({{ 'A', -24 }});
  crawl_at(58);  // the same night: goes on, with nothing left to ask
  EXPECT_TRUE(asked_.empty());
  EXPECT_EQ(events(), Rows{"48|live|gone"});
}

TEST_F(House_PastStates, LeaveTheNextVisitAndTheValidators) {
  Answer answer = page_with(article_of('B'));
  answer.header = "ETag: \"b\"\r\n";
  publish("one", answer);
  crawl_at(100);
  const auto kept = sql("SELECT etag, next_check FROM url u JOIN article a ON a.id = u.article_id");
  import({{ 'A', 1 }});
  EXPECT_EQ(sql("SELECT etag, next_check FROM url u JOIN article a ON a.id = u.article_id"), kept);
}

class House_PastAddresses : public PastSite {
 protected:
  void crawl_at(int hour) {
    now_ = began_ + std::chrono::hours(hour);
    crawl();
  }
  Rows hours_of_one() const {
    return sql("SELECT (valid_from - " + hour_zero() +
               ") / 3600 FROM version WHERE article_id = 1 ORDER BY valid_from");
  }
  const std::string alias_ = "https://news.example/a/one.html";
};

TEST_F(House_PastAddresses, ThatLagBehindAreNoReturnToTheOldText) {
  publish("one", article_of('A'));
  listed_.push_back(alias_);
  answers_[alias_] = page_with(article_of('A'));
  crawl_at(0);
  publish("one", article_of('B'));
  crawl_at(24);
  crawl_at(48);
  ASSERT_EQ(chain(), "A0-24 B24-");
  import({{ 'A', -24, 1 }});
  EXPECT_EQ(chain(), "A-24-24 B24-");
}

TEST_F(House_PastAddresses, ThatLedToTheArticleForANightCount) {
  publish("one", article_of('A'));
  publish("two", story("雁峰区举办职工运动会", "雁峰区日前举办职工运动会。"));
  crawl_at(0);
  const Answer two = answers_[article_url("two")];
  publish("one", no_answer(Fault::network));
  publish("two", redirected_to(article_url("one"), page_with(article_of('B'))));
  crawl_at(24);
  publish("one", article_of('b'));
  publish("two", two);
  crawl_at(48);
  ASSERT_EQ(hours_of_one(), (Rows{"0", "24"}));
  import({{ 'A', -24, 1 }});
  EXPECT_EQ(hours_of_one(), (Rows{"-24", "24"}));
}

TEST_F(House_PastAddresses, KeepNoValidatorsOfATextThatIsWithheldNow) {
  int hour = 0;
  for (const char text : std::string("ABA")) {
    Answer answer = page_with(article_of(text));
    answer.etag = std::string("\"") + text + '"';
    publish("one", answer);
    crawl_at(hour += 24);
  }
  ASSERT_EQ(chain(), "A24-48 B48-72 A72-");
  const Answer last = answers_[article_url("one")];
  import({{ 'B', 0 }});  // the last A returns for the second time
  ASSERT_EQ(chain(), "B0-24 A24-48 B48-");
  publish("one", last);
  for (int night = 0; night < 2; ++night) crawl_at(hour += 24);
  EXPECT_EQ(chain(), "B0-24 A24-48 B48-120 A120-") << "it has come to stay";
}

class House_Imports : public PastSite {};

TEST_F(House_Imports, CountAnArticleOnce) {
  import({{'A', 1}, {'A', 2, 1}, { 'A', 3, 2 }});
  EXPECT_EQ(sql("SELECT seen, new, same FROM crawls"), Rows{"1|1|0"});
}

TEST_F(House_Imports, AreNoCrawlsToResume) {
  {
    auto archive = open();
    const auto run = archive.begin_import({&site_, 1}, began_);
    ASSERT_TRUE(run);
    put(archive, *run, visit_at({'A', 1}));
    ASSERT_TRUE(archive.end_run(*run, RunState::interrupted, now_));
  }
  auto archive = open();
  EXPECT_FALSE(begin(archive).resumed);
  EXPECT_EQ(sql("SELECT state, command FROM crawl ORDER BY id LIMIT 1"),
            Rows{"interrupted|newsarc import"});
}

TEST_F(House_Imports, CompareLikeWithLikeAfterTheExtractorChanged) {
  import({{'A', 1}, { 'B', 10 }});
  extractor_ = "test-2";
  // Today's extractor leaves out the second paragraph.
  const auto shortened = [](Article article) {
    article.paragraphs.resize(1);
    return article;
  };
  reread_ = [&](const Page& page) {
    Reading reading;
    reading.kind = PageKind::article;
    reading.article = shortened(article_of(page.body.at(3)));
    return reading;
  };
  auto archive = open();
  const auto run = archive.begin_import({&site_, 1}, began_);
  ASSERT_TRUE(run);
  Visit visit = visit_at({'A', 5, 9});
  auto& capture = std::get<Capture>(visit.outcome);
  capture.reading.article = shortened(*capture.reading.article);
  EXPECT_EQ(put(archive, *run, visit).change, Change::none);
  EXPECT_EQ(chain(), "A1-10 B10-");
  EXPECT_EQ(sql("SELECT DISTINCT extractor FROM versions"), Rows{"test-2"});
}

}  // namespace
}  // namespace newsarc::store
