// What makes a version, and what does not.

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

const std::string history = "SELECT version, change FROM versions ORDER BY article_id, version";

class House_Versions : public SiteOnPaper {
 protected:
  House_Versions() { publish("one", first_); }

  const Article first_ = story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。");
};

TEST_F(House_Versions, AreOneForANewArticle) {
  const auto summary = crawl();
  EXPECT_EQ(summary.fresh, 1);
  EXPECT_EQ(summary.seen, 1);
  EXPECT_EQ(sql(history), Rows{"1|new"});
  EXPECT_EQ(stored_.back().change, Change::first);
  EXPECT_EQ(stored_.back().version, 1);
}

TEST_F(House_Versions, AreNotMadeOfTheSameBytes) {
  crawl();
  const auto summary = crawl();
  EXPECT_EQ(summary.same, 1);
  EXPECT_EQ(sql(history), Rows{"1|new"});
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT blob_id) FROM fetch WHERE kind = 'article'"),
            Rows{"2|1"});
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"1"});
}

TEST_F(House_Versions, AreNotMadeOfOtherAdvertisements) {
  crawl();
  Answer answer = page_with(first_);
  answer.body = "<p>an advertisement";
  publish("one", answer);
  EXPECT_EQ(crawl().same, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"1"});
  EXPECT_EQ(sql("SELECT count(DISTINCT blob_id) FROM fetch WHERE kind = 'article'"), Rows{"2"});
  EXPECT_EQ(sql(history), Rows{"1|new"});
}

TEST_F(House_Versions, AreMadeByAnEdit) {
  crawl();
  Article edited = first_;
  edited.paragraphs[1] = "会议由区长主持。";
  publish("one", edited);
  EXPECT_EQ(crawl().changed, 1);
  EXPECT_EQ(sql(history), (Rows{"1|new", "2|edit"}));
  EXPECT_EQ(sql("SELECT valid_from, valid_to FROM versions ORDER BY version"),
            (Rows{"2026-01-05T02:00:00Z|2026-01-06T02:00:00Z", "2026-01-06T02:00:00Z|NULL"}));
  EXPECT_EQ(sql("SELECT version, at, change, old_body <> new_body FROM edits"),
            Rows{"2|2026-01-06T02:00:00Z|edit|1"});
  EXPECT_EQ(sql("SELECT chars_added, chars_removed FROM edits"), Rows{"1|7"});
}

TEST_F(House_Versions, TellATitleFromATextAndBothFromACosmeticChange) {
  crawl();
  Article changed = first_;
  changed.title = "衡阳高新区年度工作会议闭幕";
  publish("one", changed);
  crawl();
  changed.published = stated(2026, 1, 4, 11, 0, 0);
  publish("one", changed);
  crawl();
  changed.credits.push_back({Role::photographer, "摄影", "刘小梅"});
  publish("one", changed);
  crawl();
  EXPECT_EQ(sql(history), (Rows{"1|new", "2|title", "3|cosmetic", "4|cosmetic"}));
  EXPECT_EQ(sql("SELECT change, old_title, new_title FROM edits"),
            Rows{"title|" + first_.title + "|" + changed.title});
}

struct Alike {
  const char* name;
  const char* body;
};

class House_AlikeTexts : public SiteOnPaper, public testing::WithParamInterface<Alike> {};

TEST_P(House_AlikeTexts, MakeNoVersion) {
  Article article = story("衡阳创新", "衡阳创新大会(GDP)开幕,与会者四百人。");
  publish("one", article);
  crawl();
  article.paragraphs[0] = GetParam().body;
  publish("one", article);
  EXPECT_EQ(crawl().same, 1);
  EXPECT_EQ(sql(history), Rows{"1|new"});
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"});
}

INSTANTIATE_TEST_SUITE_P(
    Cases, House_AlikeTexts,
    testing::Values(Alike{"traditional", "本報訊 衡陽創新大會(GDP)開幕,與會者四百人。"},
                    Alike{"glossed", "本报讯 衡阳创(chuàng)新大会(GDP)开幕,与会者四百人。"},
                    Alike{"blanks", "本报讯衡阳 创新大会 (GDP) 开幕, 与会者四百人。"},
                    Alike{"full_width", "本报讯　衡阳创新大会（ＧＤＰ）开幕，与会者四百人。"}),
    [](const auto& row) { return row.param.name; });

TEST_F(House_Versions, ShowTheScriptThePageHasNow) {
  crawl();
  publish("one", story("衡陽高新區召開年度工作會議", "衡陽高新區日前召開年度工作會議。"));
  crawl();
  EXPECT_EQ(sql("SELECT versions, script, title FROM articles"),
            Rows{"1|Hant|衡陽高新區召開年度工作會議"});
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"2"});
  publish("one", first_);
  crawl();
  EXPECT_EQ(sql("SELECT versions, script FROM articles"), Rows{"1|Hans"});
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"2"}) << "the first reading is shown again";
}

// A text that comes and goes: each letter is a night.
class House_Flapping : public SiteOnPaper {
 protected:
  void crawl_nights(const std::string& texts) {
    for (const char text : texts) {
      publish("one", story("衡阳的一天", std::string("今天的消息是") + text + "。"));
      crawl();
    }
  }
  std::string listed() {
    std::string texts;
    for (const auto& row : sql("SELECT substr(body, instr(body, '是') + 1, 1) FROM versions "
                               "ORDER BY version"))
      texts += row;
    return texts;
  }
};

TEST_F(House_Flapping, IsListedOnce) {
  crawl_nights("ABABABAB");
  EXPECT_EQ(listed(), "ABA");
}

TEST_F(House_Flapping, IsNoReasonToHideARevertedEdit) {
  crawl_nights("ABAC");
  EXPECT_EQ(listed(), "ABAC");
}

TEST_F(House_Flapping, EndsWhenATextStays) {
  crawl_nights("ABABBB");
  EXPECT_EQ(listed(), "ABAB");
}

TEST_F(House_Flapping, AddsNoReadingANight) {
  crawl_nights("ABABABABAB");
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"4"}) << "A, B, A again, B withheld";
}

TEST_F(House_Flapping, OfThreeTextsIsListedOnce) {
  crawl_nights("ABCABCABC");
  EXPECT_EQ(listed(), "ABCA");
}

const std::string figure_of_what_is_shown =
    "SELECT chars_added = length(title) + length(body) FROM versions";

class House_OtherExtractors : public House_Versions {
 protected:
  // Today's extractor leaves out the second paragraph.
  static Article shortened(Article article) {
    article.paragraphs.resize(1);
    return article;
  }
  void change_extractor() {
    extractor_ = "test-2";
    reread_ = [this](const Page&) {
      Reading reading;
      reading.kind = PageKind::article;
      reading.extractor = extractor_;
      reading.article = shortened(first_);
      return reading;
    };
  }
};

TEST_F(House_OtherExtractors, MakeNoVersionOfUnchangedBytes) {
  crawl();
  change_extractor();
  Answer answer = page_with(shortened(first_));
  answer.body = "<h1>衡阳高新区召开年度工作会议</h1><i>2026-01-04T10:20:30</i><b>记者陈远志</b>" +
                body(first_);
  publish("one", answer);
  EXPECT_EQ(crawl().same, 1);
  EXPECT_EQ(sql(history), Rows{"1|new"});
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"2"});
  EXPECT_EQ(sql("SELECT extractor, instr(body, '主持') FROM versions"), Rows{"test-2|0"});
  EXPECT_EQ(sql(figure_of_what_is_shown), Rows{"1"});
}

TEST_F(House_OtherExtractors, AreComparedOverTheEarlierPage) {
  crawl();
  change_extractor();
  Answer answer = page_with(shortened(first_));
  answer.body = "other bytes";
  publish("one", answer);
  EXPECT_EQ(crawl().same, 1);
  EXPECT_EQ(sql(history), Rows{"1|new"});
  EXPECT_EQ(sql("SELECT extractor FROM versions"), Rows{"test-2"});
  EXPECT_EQ(sql(figure_of_what_is_shown), Rows{"1"});
}

TEST_F(House_OtherExtractors, StillSeeAnEdit) {
  crawl();
  change_extractor();
  Article edited = shortened(first_);
  edited.paragraphs[0] = "更正:会议于昨日召开。";
  publish("one", edited);
  EXPECT_EQ(crawl().changed, 1);
  EXPECT_EQ(sql(history), (Rows{"1|new", "2|edit"}));
  EXPECT_EQ(sql("SELECT instr(old_body, '主持') FROM edits"), Rows{"0"})
      << "the first version is shown as today's extractor reads it";
}

TEST_F(House_OtherExtractors, AreAskedForTheEarlierPageOnce) {
  crawl();
  change_extractor();
  Answer answer = page_with(shortened(first_));
  answer.body = "other bytes";
  publish("one", answer);
  auto archive = open();
  const auto run = begin(archive);
  const Visit visit = visit_of(run.waiting.back());
  const auto first = archive.put(run.id, {&visit, 1});
  ASSERT_TRUE(first);
  const auto* stale = std::get_if<Stale>(&first->front());
  ASSERT_NE(stale, nullptr);
  ASSERT_EQ(stale->pages.size(), 1U);
  EXPECT_NE(stale->pages.front().body.find("主持"), std::string::npos);
  EXPECT_EQ(stale->pages.front().request.wanted.href(), article_url("one"));
  put(archive, run.id, visit);
  const auto second = archive.put(run.id, {&visit, 1});
  ASSERT_TRUE(second);
  EXPECT_TRUE(std::holds_alternative<Stored>(second->front()));
}

TEST_F(House_OtherExtractors, FallBackToTheStoredReadingWhenTheOldPageHasNoArticleToday) {
  crawl();
  change_extractor();
  reread_ = {};
  Answer answer = page_with(first_);
  answer.body = "other bytes";
  publish("one", answer);
  EXPECT_EQ(crawl().same, 1);
  EXPECT_EQ(sql(history), Rows{"1|new"});
}

}  // namespace
}  // namespace newsarc::store
