#include "extract/credits.h"

#include <gtest/gtest.h>

#include "extract/names.h"
#include "text/utf8.h"

namespace newsarc::extract {
namespace {

std::string credits_of(std::string_view line, CreditPlace place) {
  static const CreditReader reader;
  std::vector<Credit> credits;
  reader.read_line(line, place, credits);
  std::string all;
  for (const Credit& credit : credits) {
    if (!all.empty()) all += "; ";
    all += std::string(name(credit.role)) + " " + credit.label + " " + credit.name;
  }
  return all;
}

struct CreditCase {
  const char* name;
  std::string_view line, wanted;
  CreditPlace place = CreditPlace::tail;
};
class CreditTest : public testing::TestWithParam<CreditCase> {};

TEST_P(CreditTest, ReadsTheFormsOfChinesePages) {
  EXPECT_EQ(credits_of(GetParam().line, GetParam().place), GetParam().wanted);
}

constexpr CreditPlace in_text = CreditPlace::body;

INSTANTIATE_TEST_SUITE_P(
    Cases, CreditTest,
    testing::Values(
        CreditCase{"responsible_editor", "责任编辑：林小雨", "responsible_editor 责任编辑 林小雨"},
        CreditCase{"in_brackets", "【责任编辑:林小雨】", "responsible_editor 责任编辑 林小雨"},
        CreditCase{"with_a_staff_number", "责任编辑：林小雨_NBJ11331",
                   "responsible_editor 责任编辑 林小雨"},
        CreditCase{"with_a_spaced_staff_number", "责任编辑：林小雨 PK155",
                   "responsible_editor 责任编辑 林小雨"},
        CreditCase{"latin_id", "责任编辑：lilyzhao", "responsible_editor 责任编辑 lilyzhao"},
        CreditCase{"padded_with_a_wide_blank", "责任编辑：高　远",
                   "responsible_editor 责任编辑 高远"},
        CreditCase{"characters_that_a_slash_parts", "责任编辑：高/远", ""},
        CreditCase{"empty", "责任编辑：", ""},
        CreditCase{"two_editors", "责编：高远、方宁",
                   "responsible_editor 责编 高远; responsible_editor 责编 方宁"},
        CreditCase{"three_readings", "责任编辑：高远 二审：方宁 三审：林小雨",
                   "responsible_editor 责任编辑 高远; reviewer 二审 方宁; reviewer 三审 林小雨"},
        CreditCase{"first_reading", "一审：高远 二审：方宁",
                   "reviewer 一审 高远; reviewer 二审 方宁"},
        CreditCase{"makers_of_a_film", "监制：高远 制片人：方宁 剪辑：林小雨",
                   "producer 监制 高远; producer 制片人 方宁"},
        CreditCase{"unknown_label", "责任编辑：高远 配乐：方宁",
                   "responsible_editor 责任编辑 高远"},
        CreditCase{"unknown_label_first", "责任编辑： 配乐：方宁", ""},
        CreditCase{"name_before_a_colon", "作者: 高 远：江城大学", "author 作者 高远"},
        CreditCase{"editors_of_all_kinds", "美编：高远 值班：方宁 编审：林小雨",
                   "editor 美编 高远; editor 值班 方宁; reviewer 编审 林小雨"},
        CreditCase{"prefix_of_a_label", "编辑：高远 值班编审：方宁",
                   "editor 编辑 高远; reviewer 编审 方宁"},
        CreditCase{"name_glued_to_a_label", "编辑：高远 林小雨校对：方宁",
                   "editor 编辑 高远; editor 编辑 林小雨; proofreader 校对 方宁"},
        CreditCase{"words_and_pictures", "文字：高远 摄影：方宁",
                   "author 文字 高远; photographer 摄影 方宁"},
        CreditCase{"sent_in", "供稿：高远", "author 供稿 高远"},
        CreditCase{"sent_in_by_an_office", "供稿：江城宣传部", ""},
        CreditCase{"roles_behind_names", "■记者 高远/文 方宁/图",
                   "reporter 记者 高远; photographer 图 方宁"},
        CreditCase{"roles_behind_names_in_brackets", "大桥通车。（高远/文 方宁/摄）",
                   "author 文 高远; photographer 摄 方宁", in_text},
        CreditCase{"outlet_in_brackets", "作者：高远（新华社记者）", "author 作者 高远"},
        CreditCase{"taiwan_place_glued", "【記者高遠台北報導】市府今天宣布，大橋通車。",
                   "reporter 記者 高遠", in_text},
        CreditCase{"outlet_before", "江城晚报记者 高远 方宁",
                   "reporter 记者 高远; reporter 记者 方宁", in_text},
        CreditCase{"at_the_tail", "大桥今天通车。（记者 高远 方宁）",
                   "reporter 记者 高远; reporter 记者 方宁", in_text},
        CreditCase{"at_the_head", "新华社江城11月17日电（记者高远）大桥今天通车，市民前往观看。",
                   "reporter 记者 高远", in_text},
        CreditCase{
            "mixed_roles", "大桥通车。（实习记者 高远 方宁 记者林小雨）",
            "trainee_reporter 实习记者 高远; trainee_reporter 实习记者 方宁; reporter 记者 林小雨",
            in_text},
        CreditCase{"traditional", "(記者 高遠 見習記者 方寧)",
                   "reporter 記者 高遠; trainee_reporter 見習記者 方寧", in_text},
        CreditCase{"compiled", "（记者 高远 整合）", "reporter 记者 高远", in_text},
        CreditCase{"text_and_pictures", "活动结束。(文/图 高远 方宁)",
                   "writer 文/图 高远; writer 文/图 方宁", in_text},
        CreditCase{"translator_behind_slash", "（编译/高远）", "translator 编译 高远", in_text},
        CreditCase{"translator_behind_name", "原创： 高远方宁编译 江城观察",
                   "translator 编译 高远方宁", in_text},
        CreditCase{"written_for_an_outlet", "采写：江城见习记者 高远",
                   "trainee_reporter 见习记者 高远", in_text},
        CreditCase{"pen_names", "执笔/青青姐、木一刀&小飞侠",
                   "writer 执笔 青青姐; writer 执笔 木一刀; writer 执笔 小飞侠", in_text},
        CreditCase{"columnist", "【文/江城网专栏作者 高远】", "columnist 专栏作者 高远", in_text},
        CreditCase{"two_roles_a_line", "编辑 高远 校对 方宁",
                   "editor 编辑 高远; proofreader 校对 方宁"},
        CreditCase{"bar", "编辑|高远", "editor 编辑 高远"},
        CreditCase{"padded", "编辑：高　远　林小雨", "editor 编辑 高远; editor 编辑 林小雨"},
        CreditCase{"glued_to_a_title", "(作者：高远北京大学经济学院教授)", "author 作者 高远",
                   in_text},
        CreditCase{"date_bar", "来源：江城晚报 作者：高远 编辑：方宁 2019-09-07 13:43 浏览：12",
                   "author 作者 高远; editor 编辑 方宁", CreditPlace::head},
        CreditCase{"taiwan_bracket", "〔記者高遠／台北報導〕市府今天宣布，大橋通車。",
                   "reporter 記者 高遠", in_text},
        CreditCase{"taiwan_place_like_a_name", "〔記者高遠／高雄報導〕市府今天宣布，大橋通車。",
                   "reporter 記者 高遠", in_text},
        CreditCase{"taiwan_line", "記者高遠／台北報導", "reporter 記者 高遠", in_text},
        CreditCase{"taiwan_without_the_word", "（林小雨／台北報導）", "reporter 報導 林小雨",
                   in_text},
        CreditCase{"taiwan_agency", "（中央社記者林小雨桃園19日電）桃園市今天通車。",
                   "reporter 記者 林小雨", in_text},
        CreditCase{"taiwan_desk_is_nobody", "社會中心／綜合報導", "", in_text},
        CreditCase{"photographer_after_the_name", "资料图：市民出行。中新社记者 高远 摄",
                   "photographer 记者 高远", in_text},
        CreditCase{"photographer_in_brackets", "图为启动仪式。（高远摄）", "photographer 摄 高远",
                   in_text},
        CreditCase{"picture_retaken", "（圖／記者高遠翻攝）", "photographer 記者 高遠",
                   CreditPlace::caption},
        CreditCase{"contribution", "（实习生林小雨对此文亦有贡献）", "intern 实习生 林小雨",
                   in_text},
        CreditCase{"nobody_compiled_it", "作者：网络整理", ""},
        CreditCase{"nobody_known", "作者：未知", ""},
        CreditCase{"a_party_branch", "作者：机关党支部", ""},
        CreditCase{"an_outlet", "编辑：江城新闻网", ""},
        CreditCase{"the_reporter_learned", "红周刊记者了解到，大桥今天通车。", "", in_text},
        CreditCase{"the_reporter_in_a_sentence", "高远告诉记者，大桥今天通车，市民可以步行。", "",
                   in_text},
        CreditCase{"the_author_is", "作者系江城大学教授", "", in_text},
        CreditCase{"editors_office", "编辑部电话：0734-1234567", ""},
        CreditCase{"picture_source", "图片来源：江城官网", "", in_text},
        CreditCase{"plain_text", "今天天气很好。", "", in_text}),
    [](const auto& row) { return row.param.name; });

TEST(CreditTest, ReadsABareNameInBracketsAsTheWriterOfTheText) {
  const CreditReader reader;
  std::vector<Credit> credits;
  reader.read_signature("推介会在江城举行。（林小雨）", credits);
  EXPECT_EQ(credits, (std::vector<Credit>{{Role::author, "", "林小雨"}}));
  credits.clear();
  reader.read_signature("推介会在江城举行。（高远 林小雨 ）", credits);
  EXPECT_EQ(credits.size(), 2U);
  credits.clear();
  for (const char* text : {"城市也开始效仿。（完）", "结构趋优。（江城县发改局）",
                           "西班牙也是。（BBC）", "没有括号。"}) {
    reader.read_signature(text, credits);
  }
  EXPECT_TRUE(credits.empty());
}

TEST(CreditTest, ALongParagraphMayOpenItsBracketWithAnyCharacterThatIsFoldedToOne) {
  std::string long_text;
  for (int i = 0; i < 30; ++i) long_text += "集团昨日召开会议，";
  const auto with = [&](const std::string& opening) {
    return credits_of(long_text + opening + "记者 易成章)", CreditPlace::body);
  };
  const std::string wanted = with("(");
  EXPECT_EQ(wanted, "reporter 记者 易成章");
  int forms = 0;
  for (char32_t c = 0xA0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string opening;
    text::append(opening, c);
    const auto folded = FoldedText(opening).folded;
    if (folded != U"(" && folded != U"[" && folded != U"【" && folded != U"〔") continue;
    EXPECT_EQ(with(opening), wanted) << opening;
    ++forms;
  }
  EXPECT_GE(forms, 8);
}

TEST(CreditTest, ReadsTheOutletBehindItsLabel) {
  const CreditReader reader;
  const LineLabels labels;
  EXPECT_EQ(reader.read_source("2019-09-07 来源：江城晚报 编辑：高远", labels.source), "江城晚报");
  EXPECT_EQ(reader.read_source("來源: 集團宣傳部 點擊", labels.source), "集團宣傳部");
  EXPECT_EQ(reader.read_source("资金的来源是税收。", labels.source), std::nullopt);
}

std::vector<Credit> posters(std::string_view line) {
  std::vector<Credit> credits;
  CreditReader().read_poster(line, credits);
  return credits;
}

TEST(CreditTest, ReadsWhoPutATextOnABoard) {
  const auto author = [](std::string label, std::string name) {
    return std::vector<Credit>{{Role::author, std::move(label), std::move(name)}};
  };
  EXPECT_EQ(posters("lunayue 发表于 2005-9-15 11:46:00"), author("发表于", "lunayue"));
  EXPECT_EQ(posters("本贴由江上于2005年8月12日16:12:21在〖灯塔〗发表."), author("由", "江上"));
  EXPECT_EQ(posters("江城在线 发布时间 2005/03/15 22:36:13 by lunayue"), author("by", "lunayue"));
  EXPECT_EQ(posters("JIANG.EXAMPLE 2004年7月16日08:19 [ 高远 ] 来源：[ 江城晚报 ]"),
            author("", "高远"));
  EXPECT_EQ(posters("江城快訊／范姜高遠 2020年03月12日"), author("", "范姜高遠"));
  EXPECT_EQ(posters("2004年7月16日08:19 [ 江城晚报 ]"), std::vector<Credit>());
  EXPECT_EQ(posters("高远发表于某刊"), std::vector<Credit>()) << "no date stands there";
}

std::vector<std::string> bare_names(std::string_view line, std::string_view above) {
  std::vector<Credit> credits;
  CreditReader().read_bare_names(line, above, credits);
  std::vector<std::string> names;
  for (const Credit& credit : credits) names.push_back(credit.name);
  return names;
}

TEST(CreditTest, ReadsNamesThatStandAloneBelowTheHeadline) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(bare_names("高远", "论灯塔的修建"), Names{"高远"});
  EXPECT_EQ(bare_names("高远、风清扬", "论灯塔的修建"), (Names{"高远", "风清扬"}));
  EXPECT_EQ(bare_names("金融", "论灯塔的修建"), Names{}) << "a section";
  EXPECT_EQ(bare_names("江城晚报", "论灯塔的修建"), Names{});
  EXPECT_EQ(bare_names("高远/江城晚报", "论灯塔的修建"), Names{"高远"});
  EXPECT_EQ(bare_names("高远/风清扬", "论灯塔的修建"), Names{});
  EXPECT_EQ(bare_names("高远在灯塔上", "论灯塔的修建"), Names{});
  EXPECT_EQ(bare_names("岸芷", "岸芷：论灯塔的修建"), Names{"岸芷"}) << "a pen name";
  EXPECT_EQ(bare_names("岸芷", "论灯塔的修建"), Names{});
}

TEST(CreditTest, ANameHasNoControlCharacters) {
  EXPECT_EQ(credits_of("责任编辑：lily\x07zhao", CreditPlace::tail), "");
  EXPECT_EQ(posters("luna\x1Byue 发表于 2005-9-15 11:46:00"), std::vector<Credit>());
  const CreditReader reader;
  EXPECT_EQ(reader.read_source("来源：江城晚报", {"来源"}), "江城晚报");
  EXPECT_EQ(reader.read_source("来源：江城\x07晚报", {"来源"}), std::nullopt);
}

TEST(CreditTest, APageHasABoundedNumberOfThem) {
  const CreditReader reader;
  std::vector<Credit> credits;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b)
      reader.read_line("责任编辑：lily" + std::string{a, b}, CreditPlace::tail, credits);
  }
  EXPECT_EQ(credits.size(), 200U);
}

TEST(CreditTest, EndsInTimeOnTextMadeToBlowUp) {
  std::string names = "(記者 ";
  for (int i = 0; i < 50'000; ++i) names += "易 ";
  EXPECT_EQ(credits_of(names, in_text), "");
  EXPECT_EQ(credits_of(std::string(100'000, '('), in_text), "");
}

}  // namespace
}  // namespace newsarc::extract
