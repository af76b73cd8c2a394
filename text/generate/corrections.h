#pragma once
// Where ICU 72 and OpenCC 1.1.6 are wrong for news prose, each with its reason. Part of
// forms_version and fold_version: what stands here is in the tables.

#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace newsarc::text::generate {

// ICU rules that OpenCC lacks for good reason: both characters are current simplified ones with
// meanings of their own (姊妹, 俱乐部, 摔跤, 击毬), or the rule runs backwards (睾 is simplified,
// 睪 not).
inline const std::set<char32_t> bad_icu_characters{U'姊', U'俱', U'跤', U'毬', U'懮', U'賸', U'睾',
                                                   U'僇', U'囍', U'阨', U'氹', U'喨', U'搆', U'礡'};

// ICU phrases that name another thing than the word they stand for, or are converted by halves.
inline bool is_bad_icu_phrase(std::u32string_view phrase) {
  static constexpr std::array<std::u32string_view, 32> bad{
      U"單幹",        // 调干 is "transferred cadre"; 单干 is meant
      U"內裡",        // 内裡, by halves
      U"銀髮",        // 銀发, by halves
      U"剃发",        // turned back to 髮
      U"生旦净末丑",  // likewise 淨
      U"電鍍錶",      // 电度表 is a meter; 电镀表 a plated watch
      U"酥鬆",        // 疏松 is "loose"; 酥松 "crisp"
      U"份子",        // 湊份子 is no 分子, and 知識份子 is usual in both
      U"慰藉",        // 藉 is read jiè only where it means 借
      U"畢昇",        // a name
      U"瞭望",        // 瞭 in the sense "to watch from above" stays
      U"巡察",        // other words: 巡查, 稽查, 询查, 细查
      U"稽察",       U"詢察", U"細察",
      U"板畫",  // other words: 版画, 刻画, 触目, 昌言, 近旁, 仿如, 仿佛
      U"刻劃",       U"怵目", U"倡言", U"近傍", U"彷如",
      U"磨鍊",  // 磨炼 is current; so are 洗炼 and 炼气
      U"洗鍊",       U"鍊氣",
      U"碳煙",    // soot, 碳烟; 炭烟 is another word
      U"像片",    // current in both
      U"姊妹",    // current in both
      U"千鍾粟",  // a measure: 锺
      U"憑藉",    // 凭借
      U"鉅著",    // 巨著
      U"佛佗",       U"嚮應"};
  for (const auto& each : bad) {
    if (each == phrase) return true;
  }
  return false;
}

// Our own characters, T -> S.
constexpr std::array<std::pair<char32_t, char32_t>, 4> simplified_characters{{
    {U'揹', U'背'},  // a variant of 背, to carry, since 1955's table
    {U'薰', U'熏'},  // 薰 is a variant of 熏 since 1955's table
    {U'珮', U'佩'},  // likewise
    {U'藉', U'借'},  // by far the commoner sense in news; the others stand among the phrases
}};

// Our own phrases, T -> S.
constexpr std::array<std::pair<std::u32string_view, const char32_t*>, 13> simplified_phrases{{
    {U"鍾馗", U"钟馗"},  // OpenCC's 锺 is for the surname only
    {U"座標", U"坐标"},  // the mainland's spelling
    {U"慰藉", U"慰藉"},  // the senses of 藉 that are no 借
    {U"狼藉", U"狼藉"},
    {U"蘊藉", U"蕴藉"},
    {U"藉藉", U"藉藉"},
    {U"枕藉", U"枕藉"},
    {U"醞藉", U"酝藉"},
    {U"茵藉", U"茵藉"},
    {U"行政區畫", U"行政区划"},
    {U"螢光", U"荧光"},  // the light is 荧, the insect 萤
    {U"螢火", U"萤火"},
    {U"薰陶", U"熏陶"},
}};

// Pairs that no source has as characters, but converters exchange inside words: 甚麼 什么,
// 想像 想象, 英哩 英里, 薰陶 熏陶, 珮 佩, 信劄 信札, 剉 锉.
constexpr std::array<std::pair<char32_t, char32_t>, 7> own_variants{{{U'甚', U'什'},
                                                                     {U'象', U'像'},
                                                                     {U'里', U'哩'},
                                                                     {U'熏', U'薰'},
                                                                     {U'佩', U'珮'},
                                                                     {U'札', U'劄'},
                                                                     {U'锉', U'剉'}}};

}  // namespace newsarc::text::generate
