#include "extract/names.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

std::u32string decode(std::string_view utf8) {
  std::u32string decoded;
  for (std::size_t at = 0; at < utf8.size();) {
    const text::CodePoint point = text::code_point_at(utf8, at);
    decoded += point.value;
    at += point.length;
  }
  return decoded;
}

char32_t fold_one(char32_t c) {
  if (const auto simple = text::fold_of(c)) return *simple;
  std::string one;
  text::append(one, c);
  const std::string folded = text::fold(one);
  return folded.empty() ? c : text::code_point_at(folded, 0).value;
}

std::u32string fold_each(std::u32string_view shown) {
  std::u32string folded;
  for (const char32_t c : shown) folded += fold_one(c);
  return folded;
}

std::vector<std::u32string> words(std::string_view list) {
  std::vector<std::u32string> found;
  std::u32string word;
  for (const char32_t c : decode(list)) {
    if (c != U' ') {
      word += fold_one(c);
    } else if (!word.empty()) {
      found.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) found.push_back(std::move(word));
  return found;
}

// The commonest family names, by the census lists of both shores.
constexpr std::string_view family_names =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛阎闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常汤康"
    "施文牛樊葛邢安齐易乔伍"
    "庞颜庄聂章鲁岳翟申殷詹申欧耿关兰焦俞左柳甘祝包代宁符阮古尚纪梅童凌柴毕霍单裴洪季苗路涂曲翁骆柯"
    "游辛鄢蒙管应盛房柏滕"
    "谷饶温解全卓娄车时费冉靳晏冷桂屈景舒卞项鲍卜宫艾查鞠池蓝席佘褚苟强华原米位占明宗谈荣缪敖边窦郁"
    "晋仇祁巩阳成仲储廉沙"
    "甄麦穆连商权岑牟党裘臧佟车濮蔺栾桑冀娄虞茅宣邬司刁滑吉麻木云丛计闵危居巫练蔚隋鹿宿伊暴由战初矫"
    "曾辜简巴郎揭尤卫冼"
    "区植丘释藏戚谌诸荀卿楚才叨农来言展门信刀洛乐瞿候车匡雍都迟阚幸蒲奚湛班钮樂游尉归仝修相师底敬喻"
    "湯皮支智郜端束";
constexpr std::string_view compound_family_names =
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 轩辕 长孙 宇文 "
    "范姜 张简 张廖 西门 呼延";
// Words that no person is called; a token that has one names an outlet, a label or nobody.
constexpr std::string_view no_person_words =
    "网络 综合 整理 未知 佚名 匿名 不详 本报 本网 本站 本刊 本台 编辑部 党支部 支部 宣传 办公室 "
    "中心 记者 报道 转载 来源 网友 官方 平台 公众号 微信 "
    "微博 头条 小编 团队 工作室 频道 新闻 日报 晚报 时报 晨报 周刊 杂志 通讯社 新华社 中新社 "
    "有限公司 集团 大学 学院 研究所 研究院 委员会 视频 图片 资料 "
    "作者 编辑 责编 文章 自媒体 客户端 网站 供稿 投稿 发布 时间 点击 浏览 阅读 分享 评论 声明 版权 "
    "转自 摘自 原标题 扫码 原文 授权 独家 提供 图源 视觉 东方IC "
    "了解 星期 统计 发表 获悉 采访 介绍 表示 看到 发现 本文 此文 电话 邮箱 热线 部门 单位 科室";
constexpr std::string_view organisation_end_words =
    "网 报 社 台 局 部 处 办 厅 院 校 会 署 委 站 组 室 馆 公司 集团 频道 周刊 日报 晚报 在线 新闻 "
    "政府 协会 中心 联盟 传媒 财经 科技 娱乐 体育";
constexpr std::string_view tail_words =
    "报道 报导 综合 整合 整理 编译 翻译 翻摄 摄影 摄 供图 对此文 对本文 对此 亦有 参与 协助 发自 "
    "实习 文并摄 文并图 文 图 编辑 撰 制图 采写";
constexpr std::string_view place_words =
    "北京 上海 天津 重庆 中国 中央 清华 复旦 南京 浙江 江苏 广东 广州 深圳 湖南 湖北 河南 河北 "
    "山东 山西 陕西 四川 云南 贵州 福建 江西 安徽 辽宁 吉林 "
    "黑龙江 内蒙古 新疆 西藏 青海 甘肃 宁夏 海南 广西 香港 澳门 台湾 武汉 厦门 中山 国家 国务院 "
    "台北 新北 桃园 台中 台南 高雄 基隆 新竹 苗栗 彰化 南投 云林 嘉义 屏东 宜兰 花莲 台东 澎湖 "
    "金门 马祖 "
    "全国 人民 同济 南开 华东 华中 西南 东北 美国 英国 日本 著名 资深 "
    "知名 系 为 是 原 曾 现任 教授 博士 律师";
constexpr std::string_view title_end_words =
    "教授 研究员 博士 院士 主任 院长 所长 律师 医生 医师 学者 专家 委员 主席 会长 秘书长 老师 讲师 "
    "校长 部长 处长 局长 总经理 董事长 经济学家 分析师 作家 学生";

bool is_separator(char32_t c) {
  switch (c) {
    case U' ':
    case U'、':
    case U',':
    case U'，':
    case U';':
    case U'；':
    case U'/':
    case U'／':
    case U'&':
    case U'＆':
    case U'|':
    case U'｜':
    case U'︱':
    case U'丨':
    case U':':
    case U'：':
    case U'\t':
      return true;
    default:
      return text::is_blank(c);
  }
}

// What ends a list of names for good.
bool is_end(char32_t c) {
  switch (c) {
    case U'。':
    case U'！':
    case U'!':
    case U'？':
    case U'?':
    case U'(':
    case U'（':
    case U')':
    case U'）':
    case U'[':
    case U']':
    case U'【':
    case U'】':
    case U'〕':
    case U'〔':
    case U'「':
    case U'《':
    case U'“':
    case U'"':
    case U'<':
    case U'>':
      return true;
    default:
      return false;
  }
}

bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x250);
}

bool all_han(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return text::is_han(c); });
}

bool any_of_in(const std::vector<std::u32string>& list, std::u32string_view text) {
  return std::any_of(list.begin(), list.end(), [&](const std::u32string& word) {
    return text.find(word) != std::u32string_view::npos;
  });
}

bool ends_with_any(const std::vector<std::u32string>& list, std::u32string_view text) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::u32string& word) { return text.ends_with(word); });
}

bool begins_with_any(const std::vector<std::u32string>& list, std::u32string_view text) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::u32string& word) { return text.starts_with(word); });
}

// Without the staff number that some houses print behind a name: _NBJ11331, PK155, NN2587.
FoldedText without_number(const FoldedText& token) {
  std::size_t end = token.folded.size();
  const std::size_t underscore = token.folded.find(U'_');
  if (underscore != std::u32string::npos && underscore > 0) end = underscore;
  std::size_t digits = end;
  while (digits > 0 && token.folded[digits - 1] >= U'0' && token.folded[digits - 1] <= U'9')
    --digits;
  if (digits < end && end - digits >= 2) {
    std::size_t letters = digits;
    while (letters > 0 && is_latin(token.folded[letters - 1])) --letters;
    if (letters > 0 || end - digits >= 3) end = letters;
  }
  return token.part(0, end);
}

// 高遠／高雄報導: behind a name and a slash, what ends in 報導 is the place it was reported from,
// also where that begins with a family name.
FoldedText without_place(const FoldedText& stretch) {
  static const std::u32string endings[] = {FoldedText("报道").folded, FoldedText("报导").folded};
  const std::u32string& folded = stretch.folded;
  const std::size_t slash = folded.find_first_of(U"/／");
  const auto name_end =
      folded.begin() + static_cast<std::ptrdiff_t>(std::min(slash, folded.size()));
  if (name_end == folded.end() || std::all_of(folded.begin(), name_end, text::is_blank)) {
    return stretch;
  }
  const auto place_end = std::find_if(name_end, folded.end(),
                                      [](char32_t c) { return text::is_blank(c) || is_end(c); });
  const std::u32string_view place(name_end, place_end);
  const bool reported = place.ends_with(endings[0]) || place.ends_with(endings[1]);
  return reported ? stretch.part(0, slash) : stretch;
}

struct Token {
  FoldedText text;
  bool blank_behind = true;  // nothing but blanks between it and the next
};

std::vector<Token> split(const FoldedText& stretch) {
  std::vector<Token> tokens;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= stretch.folded.size(); ++i) {
    const bool ends = i == stretch.folded.size() || is_end(stretch.shown[i]);
    if (!ends && !is_separator(stretch.shown[i])) continue;
    if (i > begin) tokens.push_back({stretch.part(begin, i)});
    begin = i + 1;
    if (ends) break;
    if (!tokens.empty()) tokens.back().blank_behind &= text::is_blank(stretch.shown[i]);
  }
  return tokens;
}

// 李 明: a name of two characters, padded to the width of three.
std::vector<FoldedText> join_padded(std::vector<Token> tokens) {
  const auto is_single = [](const FoldedText& text) {
    return text.shown.size() == 1 && all_han(text.shown);
  };
  std::vector<FoldedText> joined;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    FoldedText& text = tokens[i].text;
    const bool pair = i + 1 < tokens.size() && tokens[i].blank_behind && is_single(text) &&
                      is_single(tokens[i + 1].text);
    if (pair) {
      const FoldedText& next = tokens[++i].text;
      joined.emplace_back(text.shown + next.shown, text.folded + next.folded);
    } else {
      joined.push_back(std::move(text));
    }
  }
  return joined;
}

}  // namespace

FoldedText::FoldedText(std::string_view utf8) : shown(decode(utf8)), folded(fold_each(shown)) {}

FoldedText FoldedText::part(std::size_t begin, std::size_t end) const {
  return {shown.substr(begin, end - begin), folded.substr(begin, end - begin)};
}

std::string to_utf8(std::u32string_view text) {
  std::string utf8;
  for (const char32_t c : text) text::append(utf8, c);
  return utf8;
}

NameRules::NameRules()
    : compound_family_(words(compound_family_names)),
      no_persons_(words(no_person_words)),
      organisation_ends_(words(organisation_end_words)),
      tails_(words(tail_words)),
      places_(words(place_words)),
      title_ends_(words(title_end_words)) {
  for (const char32_t c : decode(family_names)) family_.insert(fold_one(c));
}

std::size_t NameRules::family_length(std::u32string_view folded) const {
  for (const std::u32string& name : compound_family_) {
    if (folded.starts_with(name)) return name.size();
  }
  return !folded.empty() && family_.contains(folded.front()) ? 1 : 0;
}

bool NameRules::begins_with_family_name(std::u32string_view folded) const {
  return family_length(folded) > 0;
}

bool NameRules::is_full_name(std::u32string_view folded) const {
  const std::size_t family = family_length(folded);
  return family > 0 && folded.size() > family && folded.size() <= family + 2 && all_han(folded) &&
         !any_of_in(no_persons_, folded);
}

bool NameRules::is_organisation(std::u32string_view folded) const {
  return ends_with_any(organisation_ends_, folded) || any_of_in(no_persons_, folded);
}

// How many characters of a longer text are its name: 邱俊欽桃園, 王金茹对此文. Three, unless what
// follows two is a word that never ends a name.
std::size_t NameRules::name_length(std::u32string_view folded) const {
  const std::size_t family = family_length(folded);
  if (family == 0) return 0;
  for (std::size_t given = 1; given <= 2; ++given) {
    const std::u32string_view rest = folded.substr(std::min(family + given, folded.size()));
    if (begins_with_any(tails_, rest) || begins_with_any(places_, rest)) return family + given;
  }
  return 0;
}

std::optional<std::u32string> NameRules::person_in_long(const FoldedText& token) const {
  const std::u32string& folded = token.folded;
  // 邱俊欽桃園19日電
  const std::size_t digit = folded.find_first_of(U"0123456789");
  if (digit != std::u32string::npos && folded.find(U'日', digit) != std::u32string::npos) {
    const std::size_t family = family_length(std::u32string_view(folded).substr(0, digit));
    if (family == 0 || digit < family + 3 || digit > family + 6) return std::nullopt;
    const std::size_t given = digit - family >= 4 ? 2 : 1;
    return token.shown.substr(0, family + given);
  }
  if (const std::size_t length = name_length(folded); length > 0 && length < folded.size()) {
    return token.shown.substr(0, length);
  }
  const std::size_t family = family_length(folded);
  if (family > 0 && ends_with_any(title_ends_, folded)) return token.shown.substr(0, family + 2);
  return std::nullopt;
}

std::optional<std::u32string> NameRules::person(const FoldedText& whole, bool glued) const {
  const FoldedText token = without_number(whole);
  const std::u32string& folded = token.folded;
  constexpr std::size_t longest_han = 4;
  constexpr std::size_t longest_other = 24;
  if (folded.size() < 2 || folded.find(U'@') != std::u32string::npos) return std::nullopt;
  if (all_han(folded)) {
    if (is_full_name(folded)) return token.shown;
    if (auto name = person_in_long(token)) return name;
    if (glued && !begins_with_family_name(folded)) return std::nullopt;
    if (folded.size() > 2 && ends_with_any(tails_, folded)) return std::nullopt;  // 台北報導
    if (folded.size() > longest_han || any_of_in(no_persons_, folded)) return std::nullopt;
    if (ends_with_any(organisation_ends_, folded) && folded.size() > 2) return std::nullopt;
    return token.shown;
  }
  if (text::is_han(folded.front()) && folded.find_first_of(U"0123456789") != std::u32string::npos) {
    return person_in_long(token);
  }
  if (glued || folded.size() > longest_other || any_of_in(no_persons_, folded)) return std::nullopt;
  if (folded.find_first_of(U"=年月日") != std::u32string::npos) return std::nullopt;
  const bool address = folded.find(U"www") != std::u32string::npos ||
                       folded.find(U".com") != std::u32string::npos ||
                       folded.find(U"http") != std::u32string::npos;
  const bool lettered = std::any_of(folded.begin(), folded.end(),
                                    [](char32_t c) { return is_latin(c) || text::is_han(c); });
  if (address || !lettered) return std::nullopt;
  return token.shown;
}

std::vector<std::string> NameRules::persons(const FoldedText& stretch, bool glued) const {
  std::vector<std::string> found;
  for (const FoldedText& token : join_padded(split(without_place(stretch)))) {
    if (begins_with_any(tails_, token.folded) && !is_full_name(token.folded)) break;
    const auto name = person(token, glued);
    // A list of names ends with the first word that is none.
    if (!name) {
      if (!found.empty() || glued) break;
      if (token.shown.size() > 6) break;
      continue;
    }
    found.push_back(to_utf8(*name));
    glued = false;
  }
  return found;
}

}  // namespace newsarc::extract
