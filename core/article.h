#pragma once
// Article: what one news page says, in its own script: title, stated times, body, credits.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace newsarc {

// The canonical roles of people named in credits. The order is that of the declaration of who
// made the text first: everything up to translator counts as a writer.
enum class Role {
  reporter,            // 记者
  trainee_reporter,    // 见习记者, 实习记者
  intern,              // 实习生
  correspondent,       // 通讯员, 特约记者
  author,              // 作者, 文, 撰文, 原创
  writer,              // 执笔, 采写
  columnist,           // 专栏作者
  commentator,         // 评论员
  translator,          // 编译, 翻译
  photographer,        // 摄影, 摄, 图, 摄影记者
  editor,              // 编辑, 主编, 美编
  responsible_editor,  // 责任编辑, 责编
  reviewer,            // 审核, 一审, 终审
  proofreader,         // 校对
  producer,            // 出品, 监制, 制片人
};

std::string_view name(Role role);  // "trainee_reporter"
std::optional<Role> role_from_name(std::string_view name);
bool is_writer(Role role);  // reporter … translator: those that `authors` lists

struct Credit {
  Role role = Role::author;
  std::string label;  // the word on the page, glosses removed: 見習記者
  std::string name;   // as printed, blanks inside a two-character name removed

  bool operator==(const Credit&) const = default;
};

struct Image {
  std::string url;  // absolute href, or as written when it is no http(s) URL
  std::string alt;

  bool operator==(const Image&) const = default;
};

// Which rule filled a field, and where it found it: "title" <- "h1 agrees with <title>".
struct Evidence {
  std::string field;
  std::string rule;

  bool operator==(const Evidence&) const = default;
};

struct Article {
  std::string title;
  std::optional<Stated> published;
  std::optional<Stated> modified;
  std::vector<std::string> paragraphs;  // the body; no blank ones, blanks collapsed inside
  std::vector<Credit> credits;          // in page order
  std::vector<std::string> bylines;     // names from structured data, for pages without credits
  std::optional<std::string> section;
  std::optional<std::string> source;    // the outlet the page names: 来源
  std::optional<std::string> language;  // as the page declares it, if it does; BCP 47
  std::vector<Image> images;

  bool operator==(const Article&) const = default;
};

std::string body(const Article& article);  // its paragraphs, one a line
// The names of writers in order, each once; the bylines where no credit names a writer.
std::vector<std::string> authors(const Article& article);

}  // namespace newsarc
