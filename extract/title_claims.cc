#include "extract/title_claims.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

struct Separator {
  std::string_view text;
  bool sure;  // never part of a headline
};

// Longest first, so that " - " is not taken for "-".
constexpr Separator separators[] = {
    {" - ", true}, {" – ", true},  {" — ", true}, {" | ", true}, {" _ ", true}, {" » ", true},
    {" « ", true}, {" :: ", true}, {" · ", true}, {"｜", false}, {"|", false},  {"_", true},
    {"--", false}, {"—", false},   {"-", false},  {"丨", false},
};

bool looks_like_site(std::string_view segment, std::string_view site) {
  const std::string key = text::comparison_key(segment);
  if (key.empty()) return true;
  if (!site.empty() && key == text::comparison_key(site)) return true;
  constexpr std::string_view endings[] = {"网",   "網",   "报",   "報",     "频道", "頻道", "新闻",
                                          "新聞", "社区", "中心", "在线",   "政府", "日报", "日報",
                                          "资讯", "要闻", "财经", "客户端", "公司", "集团", "集團",
                                          "网站", "網站", "社區", "门户",   ".com", ".cn"};
  const std::string_view trimmed = text::trim(segment);
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return trimmed.ends_with(ending); });
}

constexpr int most_names = 4;  // of a title: its site, section, channel …

// Without its last part, when that may be a name; else the title itself.
std::string_view without_last(std::string_view title, std::string_view site) {
  std::size_t cut = std::string_view::npos;
  std::size_t width = 0;
  bool sure = false;
  for (const Separator& separator : separators) {
    const std::size_t at = title.rfind(separator.text);
    if (at == std::string_view::npos || (cut != std::string_view::npos && at <= cut)) continue;
    if (cut != std::string_view::npos && at < cut + width) continue;
    cut = at;
    width = separator.text.size();
    sure = separator.sure;
  }
  constexpr std::size_t shortest = 6;  // bytes of a headline
  if (cut == std::string_view::npos || cut == 0) return title;
  const std::string_view tail = title.substr(cut + width);
  if (cut < shortest && (site.empty() || bare_key(tail) != bare_key(site))) return title;
  const bool short_tail = tail.size() * 2 < title.size();
  if (!(sure && short_tail) && !looks_like_site(tail, site)) return title;
  return text::trim(title.substr(0, cut));
}

}  // namespace

std::string bare_key(std::string_view title) {
  const std::string folded = text::fold(title);
  std::string key;
  for (std::size_t at = 0; at < folded.size();) {
    const text::CodePoint point = text::code_point_at(folded, at);
    if (text::is_word(point.value)) key.append(folded, at, point.length);
    at += point.length;
  }
  return key;
}

std::string without_site(std::string_view title, std::string_view site) {
  for (int rounds = 0; rounds < most_names; ++rounds) {
    const std::string_view shorter = without_last(title, site);
    if (shorter.size() == title.size()) break;
    title = shorter;
  }
  return std::string(title);
}

TitleClaims::TitleClaims(const Metadata& metadata, std::string_view site) {
  add(metadata.field("og:title").value_or(""), site);
  add(metadata.data.headline, site);
  add(metadata.title, site);
  add(metadata.field("twitter:title").value_or(""), site);
  agree();
}

void TitleClaims::add(std::string_view title, std::string_view site) {
  Source source;
  for (int rounds = 0; rounds <= most_names && !title.empty(); ++rounds) {
    if (std::string key = bare_key(title); !key.empty()) {
      source.spellings.emplace_back(title);
      source.keys.push_back(std::move(key));
    }
    const std::string_view shorter = without_last(title, site);
    if (shorter.size() == title.size()) break;
    title = shorter;
  }
  if (!source.keys.empty()) sources_.push_back(std::move(source));
}

std::size_t TitleClaims::votes(std::string_view key) const {
  return static_cast<std::size_t>(
      std::count_if(sources_.begin(), sources_.end(), [&](const Source& source) {
        return std::find(source.keys.begin(), source.keys.end(), key) != source.keys.end();
      }));
}

void TitleClaims::agree() {
  for (const Source& source : sources_) {
    for (std::size_t i = 0; i < source.keys.size(); ++i) {
      Agreed claim{source.spellings[i], source.keys[i], votes(source.keys[i])};
      for (const Source& other : sources_) {
        const auto& spellings = other.spellings;
        claim.alike += std::find(spellings.begin(), spellings.end(), claim.text) != spellings.end();
        claim.whole += spellings.front() == claim.text;
      }
      const bool more = !agreed_ || claim.votes > agreed_->votes ||
                        (claim.votes == agreed_->votes && claim.alike > agreed_->alike);
      if (claim.votes >= 2 && more) agreed_ = std::move(claim);
    }
  }
}

}  // namespace newsarc::extract
