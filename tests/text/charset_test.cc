#include "text/charset.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace newsarc::text {
namespace {

constexpr std::string_view prose =
    "本报讯 昨日上午，市城市建设投资公司召开创新工作会议，总结今年以来各项工作，部署下一阶段任务。"
    "会议指出，要坚持问题导向，认真抓好项目建设，确保全年目标如期完成。";
constexpr std::string_view traditional_prose =
    "本報訊 昨日上午，市府召開創新工作會議，總結今年以來各項工作，部署下一階段任務。"
    "會議指出，要堅持問題導向，認真抓好專案建設，確保全年目標如期完成。";

std::string in(std::string_view charset, std::string_view utf8) {
  return encode_for_query(utf8, charset);
}

std::string page(std::string_view head, std::string_view body) {
  return "<html><head>" + std::string(head) + "<title>t</title></head><body><p>" +
         std::string(body) + "</p></body></html>";
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

struct Wanted {
  std::string_view charset;
  std::string_view reason;
};

void expect(const Decoded& decoded, Wanted wanted, std::string_view text) {
  EXPECT_EQ(decoded.decoding.charset, wanted.charset);
  EXPECT_EQ(decoded.decoding.reason, wanted.reason);
  EXPECT_NE(decoded.utf8.find(text), std::string::npos) << decoded.utf8.substr(0, 300);
  EXPECT_EQ(find_malformed(decoded.utf8), std::nullopt);
}

TEST(Charset, Spec_BomOverrulesTheHeader) {
  expect(decode_html("\xEF\xBB\xBF" + page("", prose), "gb2312"), {"utf-8", "bom"}, prose);
}

TEST(Charset, Spec_BomIsNoPartOfTheText) {
  EXPECT_EQ(decode_plain("\xEF\xBB\xBFhello", {}).utf8, "hello");
}

TEST(Charset, Spec_Utf16IsReadByItsBom) {
  const std::string little("\xFF\xFE<\0p\0>\0-N\x3D\xD8\x00\xDE", 14);
  expect(decode_html(little, {}), {"utf-16le", "bom"}, "<p>中😀");
  const std::string big("\xFE\xFF\0<\0p\0>N-", 10);
  expect(decode_html(big, "utf-8"), {"utf-16be", "bom"}, "<p>中");
}

TEST(Charset, Spec_HeaderOverrulesMeta) {
  expect(decode_html(page("<meta charset=big5>", in("gbk", prose)), "GB2312"),
         {"gbk", "http header"}, prose);
}

TEST(Charset, Spec_MetaSpeaksWhereTheHeaderIsSilentOrUnknown) {
  const std::string bytes = page("<meta charset='gb18030'>", in("gb18030", prose));
  expect(decode_html(bytes, {}), {"gb18030", "meta"}, prose);
  expect(decode_html(bytes, "foo-9"), {"gb18030", "meta"}, prose);
  expect(decode_html(bytes, ""), {"gb18030", "meta"}, prose);
}

TEST(Charset, Spec_MetaOfTheOldFormIsUnderstood) {
  const std::string_view meta =
      "<META content=\"text/html; CharSet = 'big5'\" http-equiv=Content-Type>";
  expect(decode_html(page(meta, in("big5", traditional_prose)), {}), {"big5", "meta"},
         traditional_prose);
}

TEST(Charset, Spec_MetaInACommentOrAnAttributeIsNone) {
  const std::string_view head =
      "<!-- <meta charset=big5> --><a title='<meta charset=big5>'></a><meta charset=gbk>";
  expect(decode_html(page(head, in("gbk", prose)), {}), {"gbk", "meta"}, prose);
}

TEST(Charset, House_MetaIsFoundBehindLongScripts) {
  const std::string head =
      "<script>" + repeated("var x = 1 < 2;\n", 6000) + "</script>" + "<meta charset=windows-1251>";
  expect(decode_html(page(head, "\xCF\xF0\xE8"), {}), {"windows-1251", "meta"}, "При");
}

TEST(Charset, Spec_XmlDeclarationCounts) {
  const std::string bytes =
      "<?xml version=\"1.0\" encoding=\"GBK\"?><rss><title>" + in("gbk", prose) + "</title></rss>";
  expect(decode_html(bytes, {}), {"gbk", "meta"}, prose);
}

TEST(Charset, Spec_MetaThatSaysUtf16MeansUtf8) {
  expect(decode_html(page("<meta charset=utf-16>", "é"), {}), {"utf-8", "meta"}, "é");
}

TEST(Charset, House_ValidUtf8OverrulesAChineseLabel) {
  expect(decode_html(page("", prose), "gb2312"), {"utf-8", "valid utf-8"}, prose);
  expect(decode_html(page("<meta charset=big5>", prose), {}), {"utf-8", "valid utf-8"}, prose);
}

TEST(Charset, House_ValidUtf8OverrulesAnyOtherLabelThatSpeaksOfEightBits) {
  for (const std::string_view label : {"iso-8859-1", "windows-1251", "shift_jis", "euc-jp",
                                       "euc-kr", "iso-2022-jp", "x-user-defined"}) {
    expect(decode_html(page("", prose), label), {"utf-8", "valid utf-8"}, prose);
  }
  expect(decode_html(page("", "Une soirée d'été à Orléans"), "iso-8859-1"),
         {"utf-8", "valid utf-8"}, "été à Orléans");
}

TEST(Charset, House_LatinPagesKeepTheirLabel) {
  const std::string bytes = in("windows-1252", "Une soirée d'été à Orléans, “déjà vu”");
  expect(decode_html(page("", bytes), "iso-8859-1"), {"windows-1252", "http header"}, "“déjà vu”");
  expect(decode_html(page("", "\xC3\xA9"), "iso-8859-1"), {"windows-1252", "http header"}, "Ã©");
}

TEST(Charset, House_ChineseBytesOverruleTheLabelThatServersSendUnasked) {
  const std::string bytes = page("<meta charset=gb2312>", in("gbk", prose));
  expect(decode_html(bytes, "iso-8859-1"), {"gbk", "meta"}, prose);
  expect(decode_html(page("", in("big5", traditional_prose)), "iso-8859-1"), {"big5", "guess"},
         traditional_prose);
}

TEST(Charset, House_BytesPlainlyOfTheOtherChineseCharsetOverruleALabel) {
  expect(decode_html(page("", in("gbk", prose)), "big5"), {"gb18030", "guess"}, prose);
  expect(decode_html(page("", in("gbk", traditional_prose)), "big5"), {"gb18030", "guess"},
         traditional_prose);
  expect(decode_html(page("", in("big5", traditional_prose)), "gb2312"), {"big5", "guess"},
         traditional_prose);
}

TEST(Charset, House_TooFewChineseCharactersOverruleNoLabel) {
  const std::string title = in("gbk", "中国新闻网");
  EXPECT_EQ(decode_html(page("", title), "big5").decoding.charset, "big5");
  EXPECT_EQ(decode_html(page("", title), "iso-8859-1").decoding.charset, "windows-1252");
}

TEST(Charset, Spec_CharsetsOfSevenBitsThatHideMarkupAreReplacedWhole) {
  const Decoded decoded = decode_html("<p>~{<:Ky2;6T~}</p>", "hz-gb-2312");
  EXPECT_EQ(decoded.utf8, "\uFFFD");
  EXPECT_EQ(decoded.decoding.charset, "replacement");
  EXPECT_EQ(decoded.decoding.replaced, 1u);
  EXPECT_EQ(decode_html("<meta charset=iso-2022-kr>\x1B$)C\x0E!!\x0F", {}).utf8, "\uFFFD");
  EXPECT_EQ(decode_html("", "iso-2022-cn").utf8, "");
  EXPECT_EQ(encode_for_query("中", "replacement"), "中");
}

TEST(Charset, House_BytesThatAreNoneOfTheReplacedCharsetsAreReadAsWhatTheyAre) {
  for (const std::string_view label : {"hz-gb-2312", "iso-2022-kr", "replacement"}) {
    expect(decode_html(page("", prose), label), {"utf-8", "valid utf-8"}, prose);
    expect(decode_html(page("<meta charset=gbk>", in("gbk", prose)), label), {"gbk", "meta"},
           prose);
    expect(decode_html("<p>plain</p>", label), {"utf-8", "valid utf-8"}, "<p>plain</p>");
  }
}

TEST(Charset, Spec_Utf16IsReadByItsLabel) {
  expect(decode_html(std::string("<\0p\0>\0-N", 8), "utf-16"), {"utf-16le", "http header"},
         "<p>中");
  expect(decode_html(std::string("\0<\0p\0>N-", 8), "utf-16be"), {"utf-16be", "http header"},
         "<p>中");
}

TEST(Charset, Spec_XmlDeclarationInUtf16NamesIt) {
  expect(decode_html(std::string("<\0?\0x\0m\0l\0>\0-N", 14), {}), {"utf-16le", "meta"},
         "<?xml>中");
  expect(decode_html(std::string("\0<\0?\0x\0m\0l\0>N-", 14), {}), {"utf-16be", "meta"},
         "<?xml>中");
}

TEST(Charset, Spec_MetaThatSaysXUserDefinedMeansWindows1252) {
  expect(decode_html(page("<meta charset=x-user-defined>", "\xE9t\xE9"), {}),
         {"windows-1252", "meta"}, "été");
}

TEST(Charset, House_ShortGbTextThatHappensToBeValidUtf8KeepsItsLabel) {
  expect(decode_html("\xC1\xAA\xCD\xA8", "gbk"), {"gbk", "http header"}, "联通");
}

TEST(Charset, House_GbkThatClaimsUtf8IsReadByItsMetaOrAGuess) {
  expect(decode_html(page("<meta charset=gb2312>", in("gbk", prose)), "utf-8"), {"gbk", "meta"},
         prose);
  expect(decode_html(page("<meta charset=utf-8>", in("gbk", prose)), "utf-8"), {"gb18030", "guess"},
         prose);
}

TEST(Charset, House_AStrayByteDoesNotTurnAUtf8Page) {
  const std::string body = repeated(prose, 60) + "\xFF" + repeated(prose, 30);
  for (const auto& label :
       {std::optional<std::string_view>{}, std::optional<std::string_view>{"utf-8"}}) {
    const Decoded decoded = decode_html(page("", body), label);
    EXPECT_EQ(decoded.decoding.charset, "utf-8");
    EXPECT_EQ(decoded.decoding.replaced, 1u);
  }
}

TEST(Charset, House_SurrogatesInsideUtf8AreReplacedAndDoNotTurnThePage) {
  const std::string body = repeated(prose, 5) + "\xED\xA0\xBD\xED\xB8\x80" + std::string(prose);
  const Decoded decoded = decode_html(page("", body), "utf-8");
  expect(decoded, {"utf-8", "http header"}, prose);
  EXPECT_EQ(decoded.decoding.replaced, 6u);
}

TEST(Charset, House_PagesWithoutALabelAreGuessed) {
  expect(decode_html(page("", prose), {}), {"utf-8", "guess"}, prose);
  expect(decode_html(page("", in("gbk", prose)), {}), {"gb18030", "guess"}, prose);
  expect(decode_html(page("", in("gb18030", traditional_prose)), "utf-7"), {"gb18030", "guess"},
         "創新");
  expect(decode_html(page("", in("big5", traditional_prose)), {}), {"big5", "guess"},
         traditional_prose);
}

TEST(Charset, House_OtherScriptsAreNotTakenForChinese) {
  const std::string russian = in(
      "windows-1251",
      repeated(
          "Вчера в городе прошло совещание по вопросам развития, на котором подвели итоги года. ",
          4));
  EXPECT_EQ(decode_html(page("", russian), {}).decoding.charset, "windows-1251");
  const std::string japanese =
      in("shift_jis",
         repeated("昨日の午前、市役所で会議が開かれ、今年の取り組みについて話し合いました。", 4));
  EXPECT_EQ(decode_html(page("", japanese), {}).decoding.charset, "shift_jis");
  const std::string korean = in(
      "euc-kr",
      repeated("어제 오전 시청에서 회의가 열려 올해의 사업을 정리하고 다음 단계를 논의했습니다. ",
               4));
  EXPECT_EQ(decode_html(page("", korean), {}).decoding.charset, "euc-kr");
  EXPECT_EQ(
      decode_html(page("", "caf\xE9 cr\xE8me"), {}).utf8.find("café crème") != std::string::npos,
      true);
}

TEST(Charset, House_Utf7IsNotDecoded) {
  EXPECT_EQ(decode_html("<p>+ADw-script+AD4-</p>", "utf-7").utf8, "<p>+ADw-script+AD4-</p>");
}

TEST(Charset, House_Utf16LabelOnBytesWithoutZeroIsALie) {
  EXPECT_EQ(decode_html("<p>plain</p>", "utf-16").utf8, "<p>plain</p>");
  expect(decode_html(page("", in("gbk", prose)), "utf-16"), {"gb18030", "guess"}, prose);
}

TEST(Charset, MalformedSequencesAreCounted) {
  EXPECT_EQ(decode_plain("\xD6<\xFF", "gbk").decoding.replaced, 2u);
  EXPECT_EQ(decode_plain("\xB0<", "euc-kr").decoding.replaced, 1u);
  EXPECT_EQ(decode_plain("clean", "gbk").decoding.replaced, 0u);
}

TEST(Charset, Spec_QueriesAreEncodedInThePagesCharset) {
  EXPECT_EQ(encode_for_query("中€a", "gbk"),
            "\xD6\xD0\x80"
            "a");
  EXPECT_EQ(encode_for_query("中", "big5"), "\xA4\xA4");
  EXPECT_EQ(encode_for_query("十", "big5"), "\xA4\x51");
  EXPECT_EQ(encode_for_query("é", "windows-1252"), "\xE9");
  EXPECT_EQ(encode_for_query("中", "utf-16le"), "中");
  EXPECT_EQ(encode_for_query("中", "no such"), "中");
}

TEST(Charset, Spec_QueriesAreEncodedByTheStandardsExceptions) {
  EXPECT_EQ(encode_for_query("−¥‾ｱ", "shift_jis"), "\x81\x7C\\~\xB1");
  EXPECT_EQ(encode_for_query("−¥‾ｱ", "euc-jp"), "\xA1\xDD\\~\x8E\xB1");
  EXPECT_EQ(encode_for_query("a一ｱ¥😀\\", "iso-2022-jp"), "a\x1B$B0l%\"\x1B(J\\&#128512;\x1B(B\\");
  EXPECT_EQ(encode_for_query("\x1B", "iso-2022-jp"), "&#65533;");
  EXPECT_EQ(encode_for_query("纊", "shift_jis"), "\xFA\x5C");  // IBM's cell, not NEC's ED40
  EXPECT_EQ(encode_for_query("纊", "euc-jp"), "\xF9\xA1");
  EXPECT_EQ(encode_for_query("가", "euc-kr"), "\xB0\xA1");
  EXPECT_EQ(encode_for_query("Ș", "iso-8859-16"), "\xAA");
  EXPECT_EQ(encode_for_query("\uE81E龴", "gb18030"), "\xFE\x59\xFE\x59");
}

TEST(Charset, Spec_WhatAQuerysCharsetCannotSayBecomesAReference) {
  EXPECT_EQ(encode_for_query("a😀", "gbk"), "a&#128512;");
  EXPECT_EQ(encode_for_query("创", "big5"), "&#21019;");
  EXPECT_EQ(encode_for_query("中", "windows-1252"), "&#20013;");
}

}  // namespace
}  // namespace newsarc::text
