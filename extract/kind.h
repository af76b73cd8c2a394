#pragma once
// Kind: whether a page is an article, a list of them, or one of the pages that a server sends in
// their stead with status 200. Private to extract/.

#include <optional>
#include <string_view>

#include "core/capture.h"
#include "extract/body.h"
#include "extract/metadata.h"

namespace newsarc::extract {

struct KindLabels {
  Labels missing{"404",
                 "页面不存在",
                 "页面未找到",
                 "找不到页面",
                 "页面没有找到",
                 "无法找到",
                 "找不到网页",
                 "您访问的页面",
                 "你访问的页面",
                 "内容不存在",
                 "文章不存在",
                 "信息不存在",
                 "已被删除",
                 "已经被删除",
                 "not found",
                 "page not found",
                 "page cannot be found",
                 "no longer available",
                 "does not exist",
                 "错误页",
                 "系统错误",
                 "error 404",
                 "bad request",
                 "internal server error",
                 "service unavailable",
                 "seite nicht gefunden"};
  Labels refused{"访问过于频繁",
                 "安全验证",
                 "请完成验证",
                 "人机验证",
                 "验证码",
                 "access denied",
                 "forbidden",
                 "are you a robot",
                 "verify you are human",
                 "just a moment",
                 "attention required",
                 "captcha",
                 "访问被拒绝",
                 "请求被拒绝",
                 "403"};
  Labels login{"登录后查看", "请登录",   "请先登录",
               "用户登录",   "会员登录", "log in",
               "login",      "sign in",  "authentication required"};
};

// What was found on the page before its kind is decided.
struct Findings {
  const Document& document;
  const Layout& layout;
  const Metadata& metadata;
  NodeId container = 0;
  const Body& body;
  std::string_view title;
  bool has_time = false;  // on the page or in its metadata
  bool has_credits = false;
  std::size_t list_links = 0;  // article links of the container that stand outside its prose
  std::size_t links = 0;
  bool wants_article = true;  // why it was fetched
};

struct Verdict {
  PageKind kind = PageKind::empty;
  std::string_view why;  // a literal
};

Verdict decide_kind(const Findings& findings, const KindLabels& labels);

}  // namespace newsarc::extract
