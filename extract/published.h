#pragma once
// Published: when the page says that it was published, and last changed. Private to extract/.

#include <chrono>
#include <optional>
#include <string>

#include "core/links.h"
#include "core/time.h"
#include "core/url.h"
#include "extract/dates.h"
#include "extract/labels.h"
#include "extract/layout.h"
#include "extract/metadata.h"

namespace newsarc::extract {

struct TimeLabels {
  Labels published{"发布时间",
                   "发布日期",
                   "发布于",
                   "发布",
                   "发表时间",
                   "发表日期",
                   "发表于",
                   "发表",
                   "发稿时间",
                   "发稿日期",
                   "发文日期",
                   "发文时间",
                   "刊登时间",
                   "刊发时间",
                   "上线时间",
                   "创建时间",
                   "添加时间",
                   "录入时间",
                   "时间",
                   "日期",
                   "posted on",
                   "posted",
                   "published on",
                   "published",
                   "publish date",
                   "publication date",
                   "pubdate",
                   "date published",
                   "first published",
                   "veröffentlicht",
                   "erstellt am",
                   "publié le",
                   "pubblicato",
                   "publicado",
                   "date",
                   "datum",
                   "stand"};
  Labels modified{"更新时间",    "更新日期",  "更新于",   "最后更新",     "更新",
                  "修改时间",    "修改日期",  "编辑于",   "last updated", "last modified",
                  "updated on",  "updated",   "modified", "aktualisiert", "mis à jour",
                  "actualizado", "aggiornato"};
  Labels other{"今天是",   "今天",     "现在是",   "北京时间",  "截至",
               "注册时间", "注册日期", "版权所有", "copyright", "©"};
};

// Where the article stands among the page's lines.
struct Place {
  NodeId title = no_node;
  NodeId container = 0;
  NodeId first_prose = 0;
};

struct Times {
  std::optional<Stated> published;
  std::optional<Stated> modified;
  std::string rule;  // of published; "" when there is none
  std::string modified_rule;
};

struct TimeContext {
  const Document& document;
  const Layout& layout;
  const Metadata& metadata;
  const TimeLabels& labels;
  const Hints& hints;
  const Url& url;
  Instant fetched_at;  // the epoch when not known
  std::string_view language;
};

Times find_times(const TimeContext& context, const Place& place);

// The first date in `text` that can be meant: a profile's own field, a hint, an attribute.
std::optional<Stated> read_date(std::string_view text, const TimeContext& context);

}  // namespace newsarc::extract
