// Credits without the word of a role: posters of boards and diaries, and names that stand alone
// below a headline. Only asked where no role's word names a writer.

#include <algorithm>

#include "extract/credits.h"
#include "extract/dates.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_opening_bracket(char32_t c) { return c == U'[' || c == U'【' || c == U'(' || c == U'（'; }

bool is_joint(char32_t c) { return text::is_blank(c) || c == U'、' || c == U'，' || c == U','; }

FoldedText trimmed(const FoldedText& text) {
  std::size_t begin = 0;
  std::size_t end = text.folded.size();
  while (begin < end && text::is_blank(text.folded[begin])) ++begin;
  while (end > begin && text::is_blank(text.folded[end - 1])) --end;
  return text.part(begin, end);
}

// A name as boards have them: one word of letters.
bool is_user_name(const FoldedText& name) {
  constexpr std::size_t longest = 16;
  return name.folded.size() >= 2 && name.folded.size() <= longest &&
         std::all_of(name.folded.begin(), name.folded.end(),
                     [](char32_t c) { return text::is_word(c) || c == U'_' || c == U'-'; }) &&
         !std::all_of(name.folded.begin(), name.folded.end(), is_ascii_digit);
}

// Words of two characters that begin with a family name and head a page more often than a person.
constexpr std::string_view headings =
    "金融 房产 文化 文学 文艺 文摘 文章 文件 时政 时尚 时评 时事 方法 江苏 安徽 云南 贵州 温州 "
    "常州 "
    "农业 石油 车市 游戏 任务 全国 华东 万象 古典 向导 雷达 阳光 明星 党建 言论 白酒 项目 单位 "
    "水利 "
    "和平 简介 简讯 解读 关注 关于 计划 历史 高考 高清 高校 高端 华人 游记 万家 平安 申论 田园 "
    "路透 "
    "边疆 单元 马上 东方 南方 西方 北方 广告 路况 管理 应用 支持 安全 常识 温馨 危机 成长 成功 "
    "全文 全部 景点 包装 乐活 戏曲 卫生 平台 阳台 都市 项链 金属 金价 石材 米兰 沙龙 祝福 明天 "
    "谈话 "
    "谈判 方案 易购 荣誉 荣耀 盛典 管制 从业 居家 容貌 查看 查询 别墅 祖国 钟表 白领 毛坯 童装 "
    "童话";

bool is_heading(std::u32string_view folded) {
  static const FoldedText words(headings);
  for (std::size_t at = words.folded.find(folded); at != std::u32string::npos;
       at = words.folded.find(folded, at + 1)) {
    const std::size_t end = at + folded.size();
    const bool begins = at == 0 || words.folded[at - 1] == U' ';
    if (begins && (end == words.folded.size() || words.folded[end] == U' ')) return true;
  }
  return false;
}

void add_author(std::u32string_view label, const FoldedText& name, std::vector<Credit>& credits) {
  credits.push_back({Role::author, to_utf8(label), to_utf8(name.shown)});
}

// 由大卫于2005…: the name between the two words, before a digit.
bool read_by_and_at(const FoldedText& text, std::vector<Credit>& credits) {
  const std::size_t by = text.folded.find(U'由');
  if (by == std::u32string::npos) return false;
  const std::size_t at = text.folded.find(FoldedText("于").folded, by);
  if (at == std::u32string::npos || at + 1 >= text.folded.size()) return false;
  if (!is_ascii_digit(text.folded[at + 1])) return false;
  const FoldedText name = trimmed(text.part(by + 1, at));
  if (!is_user_name(name)) return false;
  add_author(text.shown.substr(by, 1), name, credits);
  return true;
}

// 大卫 发表于 2005-8-12
bool read_published_by(const FoldedText& text, std::vector<Credit>& credits) {
  const std::u32string label = FoldedText("发表于").folded;
  const std::size_t at = text.folded.find(label);
  if (at == std::u32string::npos || at == 0) return false;
  const FoldedText name = trimmed(text.part(0, at));
  if (!is_user_name(name)) return false;
  add_author(text.shown.substr(at, label.size()), name, credits);
  return true;
}

// Whether the one word of a poster ends here: "duscha in Boards", but not "Jane Smith".
bool ends_user_name(std::u32string_view behind) {
  while (!behind.empty() && text::is_blank(behind.front())) behind.remove_prefix(1);
  if (behind.empty() || !text::is_word(behind.front()) || text::is_han(behind.front())) return true;
  constexpr std::u32string_view words[] = {U"in ",    U"on ",           U"at ",       U"under ",
                                           U"leave ", U"ein kommentar", U"kommentar", U"schreib"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u32string_view word) { return behind.starts_with(word); });
}

// … 22:36:13 by duscha
bool read_by(const FoldedText& text, std::vector<Credit>& credits) {
  const std::size_t by = text.folded.find(U" by ");
  if (by == std::u32string::npos || by == 0 || !is_ascii_digit(text.folded[by - 1])) return false;
  constexpr std::size_t width = 4;
  std::size_t end = by + width;
  while (end < text.folded.size() && !text::is_blank(text.folded[end])) ++end;
  const FoldedText name = text.part(by + width, end);
  if (!is_user_name(name)) return false;
  if (!ends_user_name(std::u32string_view(text.folded).substr(end))) return false;
  add_author(text.shown.substr(by + 1, 2), name, credits);
  return true;
}

}  // namespace

void CreditReader::read_poster(std::string_view line, std::vector<Credit>& credits) const {
  constexpr std::size_t longest = 240;
  if (line.size() > longest || find_dates(text::fold(line)).empty()) return;
  const FoldedText text(line);
  if (read_published_by(text, credits) || read_by_and_at(text, credits) || read_by(text, credits))
    return;
  // 江城快訊／范姜高遠 2020年03月12日
  const std::size_t slash = text.folded.find_first_of(U"/／");
  if (slash != std::u32string::npos && slash > 1 && !is_ascii_digit(text.folded[slash - 1])) {
    std::size_t end = slash + 1;
    while (end < text.folded.size() && !text::is_blank(text.folded[end])) ++end;
    const FoldedText person = text.part(slash + 1, end);
    if (names_.is_full_name(person.folded) && !names_.is_organisation(person.folded) &&
        find_labels(text).empty()) {
      return add_author({}, person, credits);
    }
  }
  // 2004年7月16日08:19 [ 黄宇 ]
  const auto open = std::find_if(text.folded.begin(), text.folded.end(), is_opening_bracket);
  const auto begin = static_cast<std::size_t>(open - text.folded.begin());
  const std::size_t close = text.folded.find_first_of(U"]】)）", begin);
  if (close == std::u32string::npos) return;
  const FoldedText name = trimmed(text.part(begin + 1, close));
  if (names_.is_full_name(name.folded) && !names_.is_organisation(name.folded))
    add_author({}, name, credits);
}

void CreditReader::read_bare_names(std::string_view line, std::string_view above,
                                   std::vector<Credit>& credits) const {
  constexpr std::size_t longest = 60;  // bytes: four names
  if (line.size() > longest || above.empty()) return;
  const FoldedText text = trimmed(FoldedText(line));
  // 茉莉：我是怎样 … above, 茉莉 alone: a pen name that the headline begins with.
  const FoldedText headline(above);
  const std::size_t size = text.folded.size();
  if (is_user_name(text) && headline.folded.size() > size &&
      headline.folded.starts_with(text.folded) && headline.shown[size] == U'：') {
    return add_author({}, text, credits);
  }
  // 高遠/江城晚報: the outlet behind its writer.
  const std::size_t slash = text.folded.find_first_of(U"/／");
  if (slash != std::u32string::npos) {
    const FoldedText person = text.part(0, slash);
    if (names_.is_full_name(person.folded) &&
        names_.is_organisation(text.part(slash + 1, size).folded)) {
      add_author({}, person, credits);
    }
    return;
  }
  std::vector<FoldedText> names;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= size; ++i) {
    if (i < size && !is_joint(text.folded[i])) continue;
    if (i > begin) names.push_back(text.part(begin, i));
    begin = i + 1;
  }
  const auto is_name = [&](const FoldedText& name) {
    return names_.is_full_name(name.folded) && !names_.is_organisation(name.folded) &&
           !is_heading(name.folded);
  };
  if (names.empty() || !is_name(names.front())) return;
  // Behind one that is sure, rare family names may stand.
  const bool all = std::all_of(names.begin(), names.end(), [&](const FoldedText& name) {
    return name.folded.size() >= 2 && name.folded.size() <= 3 &&
           std::all_of(name.folded.begin(), name.folded.end(), text::is_han) &&
           !names_.is_organisation(name.folded) && !is_heading(name.folded);
  });
  if (!all) return;
  for (const FoldedText& name : names) add_author({}, name, credits);
}

}  // namespace newsarc::extract
