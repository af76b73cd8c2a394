#include "tests/cli/program.h"

namespace newsarc::cli {
namespace {

class NormalizeTest : public ProgramTest {
 protected:
  std::string normalized(const std::vector<std::string>& options, const std::string& input) const {
    std::vector<std::string> words{"normalize"};
    words.insert(words.end(), options.begin(), options.end());
    const auto ran = newsarc(words, input);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(files().empty());
    return ran.out;
  }
};

// Six glosses that agree with their characters' usual reading.
const std::string glossed =
    "創(chuàng)新發(fā)展,領(lǐng)導(dǎo)同志實(shí)地調研,推動創(chuàng)業,機(jī)關干部參加。\n";

TEST_F(NormalizeTest, LeavesPlainTextAsItIs) {
  EXPECT_EQ(normalized({}, "衡陽新聞(GDP)\r\n第二行"), "衡陽新聞(GDP)\r\n第二行");
  EXPECT_EQ(normalized({}, ""), "");
}

TEST_F(NormalizeTest, ComposesAndDropsTheByteOrderMark) {
  EXPECT_EQ(normalized({},
                       "\xEF\xBB\xBF"
                       "e\xCC\x81\n"),
            "é\n");
}

TEST_F(NormalizeTest, RemovesGlossesUnlessTheyAreKept) {
  EXPECT_EQ(normalized({}, glossed), "創新發展,領導同志實地調研,推動創業,機關干部參加。\n");
  EXPECT_EQ(normalized({"--keep-glosses"}, glossed), glossed);
}

TEST_F(NormalizeTest, LeavesASingleTeachingGloss) {
  EXPECT_EQ(normalized({}, "給(jǐ)予\n"), "給(jǐ)予\n");
}

TEST_F(NormalizeTest, ConvertsBetweenScripts) {
  EXPECT_EQ(normalized({"--to", "simplified"}, "衡陽創新\n"), "衡阳创新\n");
  EXPECT_EQ(normalized({"--to", "simplified"}, "什么时候\n"), "什么时候\n");
  EXPECT_EQ(normalized({"--to", "traditional"}, "衡阳创新\n"), "衡陽創新\n");
  EXPECT_EQ(normalized({"--to", "traditional"}, "衡陽創新\n"), "衡陽創新\n");
}

TEST_F(NormalizeTest, FoldsBothScriptsToOneKey) {
  EXPECT_EQ(normalized({"--to", "fold"}, "衡陽ＡＢＣ\n"),
            normalized({"--to", "fold"}, "衡阳abc\n"));
}

TEST_F(NormalizeTest, LinesAreJudgedOneByOne) {
  EXPECT_EQ(normalized({"--lines", "--to", "simplified"}, "衡陽創新\n什么时候"),
            "衡阳创新\n什么时候");
  EXPECT_EQ(normalized({"--lines"}, "a\n\nb\n"), "a\n\nb\n");
}

TEST_F(NormalizeTest, MalformedBytesAreRefusedByTheirOffset) {
  const auto whole = newsarc({"normalize"}, "ab\n\xFF");
  EXPECT_EQ(whole.code, 2);
  EXPECT_EQ(whole.out, "");
  EXPECT_NE(whole.err.find("byte 3 is not UTF-8"), std::string::npos) << whole.err;
  const auto lines = newsarc({"normalize", "--lines"}, "ab\n\xFF");
  EXPECT_EQ(lines.code, 2);
  EXPECT_NE(lines.err.find("byte 3 is not UTF-8"), std::string::npos) << lines.err;
}

TEST_F(NormalizeTest, LossyReplacesMalformedBytes) {
  EXPECT_EQ(normalized({"--lossy"}, "ab\xFF衡陽\n"), "ab\xEF\xBF\xBD衡陽\n");
}

TEST_F(NormalizeTest, LossyGuessesNoCharset) {
  EXPECT_EQ(normalized({"--lossy"}, "\xC4\xE3\xBA\xC3\n"), "\uFFFD\uFFFD\uFFFD\n");
  EXPECT_EQ(normalized({"--lossy", "--lines"},
                       "a\n\xFF\xFE"
                       "bc\n"),
            "a\n\uFFFD\uFFFDbc\n");
}

TEST_F(NormalizeTest, LeavesSimplifiedAndJapaneseTextInRegionalForms) {
  EXPECT_EQ(normalized({"--to", "hongkong", "--lines"}, "什么\n那么說\n"), "什么\n那么説\n");
  const std::string japanese = "国会で新しい会議が開かれた\n";
  EXPECT_EQ(normalized({"--to", "traditional"}, japanese), japanese);
  EXPECT_EQ(normalized({"--to", "simplified"}, japanese), japanese);
}

TEST_F(NormalizeTest, SaysThatStandardInputCannotBeRead) {
  for (const auto* command :
       {"newsarc normalize < .", "newsarc normalize --lines < .", "newsarc probe - < ."}) {
    const auto ran = shell(command);
    EXPECT_EQ(ran.code, 12) << ran.err;
    EXPECT_NE(ran.err.find("standard input: cannot be read"), std::string::npos) << ran.err;
  }
}

TEST_F(NormalizeTest, RefusesFormsItDoesNotKnow) {
  EXPECT_EQ(newsarc({"normalize", "--to", "klingon"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
