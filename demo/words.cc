#include "demo/words.h"

namespace newsarc::demo {

const std::array<std::string_view, 26> sentences = {
    "{city}市{office}日前召開會議，研究部署{project}工作，要求各單位把任務落實到人。",
    "據介紹，這個項目總投資{number}億元，計劃用{small}年時間分期完成。",
    "今年以來，{city}市{field}領域新增企業{number}家，同比增長{percent}%。",
    "{office}負責人{person}表示，下一步將繼續完善服務體系，讓更多居民受益。",
    "為解決{problem}問題，{district}組織專業人員逐戶走訪，收集意見{number}條。",
    "目前，{project}主體工程已完成{percent}%，預計{small}個月後進入設備調試階段。",
    "在{district}的生產車間裡，工人們正在檢測最後一批產品，質量合格率達到{percent}%。",
    "專家認為，{field}的發展離不開人才和技術，也離不開穩定的市場環境。",
    "村民{person}告訴記者，過去出門要走{small}公里山路，現在公路修到了家門口。",
    "據統計，全市已有{number}名志願者參與{project}，累計服務超過{number}小時。",
    "{city}市將設立專項資金{number}萬元，用於支持{field}的技術創新和標準制定。",
    "從{district}到{district}，沿線{number}個社區的管網改造將在雨季到來之前結束。",
    "{person}說，團隊花了{small}年時間多次試驗，才把成本降低了{percent}%。",
    "會議強調，要加強監督檢查，對進度緩慢的單位及時提醒，確保{project}按期完成。",
    "當天的活動吸引了{number}名學生參加，他們在老師帶領下參觀了{field}展廳。",
    "{office}提醒，市民如發現{problem}現象，可撥打服務熱線反映情況。",
    "根據方案，{district}將分{small}批實施改造，首批涉及{number}戶居民。",
    "業內人士{person}分析，隨著運輸線路開通，{field}企業的物流費用有望下降{percent}%。",
    "近年來，{city}市圍繞{project}推出{small}項措施，群眾滿意度逐年提高。",
    "項目建成後，每年可處理廢水{number}萬噸，為下游{small}個鄉鎮提供清潔水源。",
    "在上週舉行的論壇上，{person}介紹了{field}的最新成果，並回答了聽眾提問。",
    "截至本月底，{city}市已開放{number}處公共閱讀空間，全部免費使用。",
    "{district}的老街修復後保留了原有格局，{number}間店鋪重新開門營業。",
    "氣象部門預計，未來{small}天{city}市以多雲天氣為主，適宜農業生產。",
    "與去年相比，{problem}投訴減少{percent}%，居民的安全感明顯增強。",
    "{city}大學教授{person}建議，應儘快建立{field}的數據共享機制。"};

const std::array<std::string_view, 12> headlines = {"{city}市啟動{project}建設 惠及{number}戶居民",
                                                    "{office}出台{field}新規 下月起實施",
                                                    "{city}{field}產值突破{number}億元",
                                                    "{district}：{project}帶來新變化",
                                                    "聚焦{problem} {city}市開展專項整治",
                                                    "{project}進展順利 已完成{percent}%",
                                                    "{number}家企業參加{city}{field}展覽會",
                                                    "走進{district} 看{field}如何轉型",
                                                    "{city}市{small}項措施推進{project}",
                                                    "“{project}”背後的{district}經驗",
                                                    "{office}：{small}個月內解決{problem}",
                                                    "{city}與{district}簽訂{field}合作協議"};

const std::array<std::string_view, 10> cities = {"江城", "臨水", "青原", "雲嶺", "白石",
                                                 "東河", "南浦", "長灘", "石橋", "榮州"};

const std::array<std::string_view, 10> districts = {"高新區",   "老城區", "臨港新區", "河東新城",
                                                    "綠園街道", "北湖鎮", "松樹鄉",   "望江社區",
                                                    "工業園",   "紅楓谷"};

const std::array<std::string_view, 12> offices = {
    "發展規劃局", "交通運輸局", "農業農村局", "教育局", "環境監測中心", "文化旅遊局",
    "市場監管局", "水務集團",   "衛生健康委", "圖書館", "氣象服務中心", "城建投資公司"};

const std::array<std::string_view, 14> projects = {
    "濱江綠道",     "舊城改造",     "智能公交",     "鄉村道路提升", "創新產業園",
    "社區養老服務", "河道治理",     "數字圖書館",   "標準廠房",     "綜合管廊",
    "冷鏈物流中心", "青少年科學館", "山區供水工程", "歷史街區修復"};

const std::array<std::string_view, 14> fields = {
    "新能源汽車", "生物醫藥", "電子信息", "現代農業", "紡織服裝", "裝備製造", "鄉村旅遊",
    "職業教育",   "節能環保", "海洋漁業", "竹木加工", "軟件服務", "航空材料", "冷鏈物流"};

const std::array<std::string_view, 10> problems = {"停車難",   "看病遠",   "噪聲擾民", "積水",
                                                   "道路擁堵", "飲水安全", "垃圾分類", "電梯老化",
                                                   "高空拋物", "揚塵污染"};

const std::array<std::string_view, 18> surnames = {"陳", "林", "黃", "周", "趙", "孫",
                                                   "許", "何", "郭", "蔡", "葉", "蘇",
                                                   "魏", "蔣", "潘", "杜", "馮", "呂"};

const std::array<std::string_view, 20> given_names = {
    "雨桐", "志遠", "曉峰", "嘉寧", "思齊", "文博", "麗萍", "海濤", "靜怡", "建國",
    "潔",   "勇",   "敏",   "磊",   "婷",   "浩",   "穎",   "凱",   "蘭",   "傑"};

const std::array<std::string_view, 8> outlets = {"江城日報", "臨水晚報",  "東河都市報",
                                                 "雲嶺商報", "江城在線",  "南浦週刊",
                                                 "青原廣播", "石橋電視台"};

const std::array<std::string_view, 8> readers = {"望江樓主", "一葉知秋", "老街居民", "騎行的貓",
                                                 "山里人家", "早起喝茶", "路過江城", "北湖釣者"};

const std::array<std::string_view, 8> comments = {
    "說得好，期待早日完成！",   "我們小區什麼時候能輪到？",
    "支持，這是件大好事。",     "希望後續管理也能跟上。",
    "昨天路過看到正在施工。",   "數據從哪裡來的？",
    "家門口的變化真的看得見。", "轉給父母看看。"};

namespace {

// Traditional and simplified, side by side, in code point order.
constexpr std::string_view pairs =
    "並并來来個个們们傑杰備备億亿儘尽內内凱凯刪删創创劃划動动務务區区協协參参呂吕員员問问啟启單单"
    "噸吨國国圍围園园圖图團团報报場场塵尘壇坛孫孙學学實实寧宁將将專专對对導导嶺岭師师帶带廠厂廢废"
    "廣广廳厅強强後后從从復复應应戶户拋抛揚扬撥拨擁拥據据擾扰數数於于時时曉晓書书會会東东條条楓枫"
    "業业榮荣構构樓楼標标樹树橋桥機机檢检欄栏歷历氣气決决況况減减測测準准滿满漁渔潔洁濟济濤涛濱滨"
    "瀏浏灘滩為为熱热營营現现環环產产當当發发監监眾众確确積积穎颖穩稳節节築筑簽签紅红級级紡纺紹绍"
    "組组結结給给統统經经綜综綠绿網网線线編编緩缓總总織织繞绕繼继續续習习聞闻聯联聲声職职聽听臨临"
    "與与舉举舊旧萬万葉叶著着蔣蒋薦荐藥药蘇苏蘭兰處处號号術术衛卫裝装裡里製制見见規规視视覽览觀观"
    "訂订計计訊讯記记訪访設设許许訴诉評评試试話话認认說说課课調调論论譯译議议讀读變变讓让貓猫負负"
    "責责費费資资質质趙赵車车軟软輕轻輪轮輯辑輸输轉转農农這这週周進进遊游運运過过達达遠远適适選选"
    "鄉乡醫医釣钓鋪铺鎮镇鏈链長长門门開开間间閱阅關关陳陈陽阳隊队階阶際际隨随離离難难雲云電电靜静"
    "頁页項项順顺預预領领題题願愿類类顯显飲饮養养館馆馮冯騎骑驗验體体麗丽麼么黃黄齊齐";

struct Reading {
  std::string_view character;
  std::string_view pinyin;
};

// Each has one reading in the standard dictionaries, and none of them two.
constexpr std::array<Reading, 46> readings = {{
    {"創", "chuàng"}, {"導", "dǎo"},  {"習", "xí"},   {"務", "wù"},   {"關", "guān"},
    {"設", "shè"},    {"產", "chǎn"}, {"業", "yè"},   {"學", "xué"},  {"經", "jīng"},
    {"濟", "jì"},     {"進", "jìn"},  {"標", "biāo"}, {"構", "gòu"},  {"質", "zhì"},
    {"電", "diàn"},   {"線", "xiàn"}, {"節", "jié"},  {"級", "jí"},   {"術", "shù"},
    {"聯", "lián"},   {"網", "wǎng"}, {"檢", "jiǎn"}, {"測", "cè"},   {"環", "huán"},
    {"廣", "guǎng"},  {"議", "yì"},   {"報", "bào"},  {"輕", "qīng"}, {"選", "xuǎn"},
    {"達", "dá"},     {"運", "yùn"},  {"陽", "yáng"}, {"際", "jì"},   {"農", "nóng"},
    {"築", "zhù"},    {"課", "kè"},   {"題", "tí"},   {"開", "kāi"},  {"問", "wèn"},
    {"時", "shí"},    {"實", "shí"},  {"驗", "yàn"},  {"責", "zé"},   {"項", "xiàng"},
    {"領", "lǐng"},
}};

// Bytes of the UTF-8 character that begins at `at`; the vocabulary is well-formed.
std::size_t length_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

std::string_view simplified_character(std::string_view character) {
  constexpr std::size_t width = 3;  // bytes of every character in the table
  if (character.size() != width) return character;
  std::size_t low = 0;
  std::size_t high = pairs.size() / (2 * width);
  while (low < high) {
    const auto middle = (low + high) / 2;
    const auto row = pairs.substr(middle * 2 * width, 2 * width);
    if (row.substr(0, width) == character) return row.substr(width);
    if (row < character) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return character;
}

std::string_view reading_of(std::string_view character) {
  for (const auto& row : readings) {
    if (row.character == character) return row.pinyin;
  }
  return {};
}

std::string_view ascii_of(std::string_view character) {
  constexpr std::array<Reading, 7> table = {
      {{"，", ","}, {"：", ":"}, {"；", ";"}, {"（", "("}, {"）", ")"}, {"！", "!"}, {"？", "?"}}};
  for (const auto& row : table) {
    if (row.character == character) return row.pinyin;
  }
  return character;
}

}  // namespace

std::string simplified(std::string_view traditional) {
  std::string text;
  for (std::size_t at = 0; at < traditional.size();) {
    const auto length = length_at(traditional, at);
    text += simplified_character(traditional.substr(at, length));
    at += length;
  }
  return text;
}

std::string glossed(std::string_view traditional) {
  std::string text;
  bool follows_gloss = false;
  for (std::size_t at = 0; at < traditional.size();) {
    const auto length = length_at(traditional, at);
    const auto character = traditional.substr(at, length);
    const auto reading = reading_of(character);
    text += character;
    follows_gloss = !follows_gloss && !reading.empty();
    if (follows_gloss) text.append("(").append(reading).append(")");
    at += length;
  }
  return text;
}

std::string with_ascii_punctuation(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = length_at(text, at);
    result += ascii_of(text.substr(at, length));
    at += length;
  }
  return result;
}

}  // namespace newsarc::demo
