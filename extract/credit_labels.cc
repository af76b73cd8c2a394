#include "extract/credit_labels.h"

#include <algorithm>
#include <string_view>

#include "extract/names.h"

namespace newsarc::extract {

namespace {

struct LabelRow {
  std::string_view spelling;
  std::optional<Role> role;
  bool needs_separator = false;
};

constexpr std::nullopt_t none = std::nullopt;

constexpr LabelRow label_rows[] = {
    {"见习记者", Role::trainee_reporter},
    {"实习记者", Role::trainee_reporter},
    {"记者", Role::reporter},
    {"首席记者", Role::reporter},
    {"摄影记者", Role::photographer},
    {"视觉记者", Role::photographer},
    {"实习生", Role::intern},
    {"通讯员", Role::correspondent},
    {"通訊員", Role::correspondent},
    {"特约记者", Role::correspondent},
    {"特约通讯员", Role::correspondent},
    {"特约撰稿人", Role::author},
    {"特约撰稿", Role::author},
    {"撰稿人", Role::author},
    {"撰稿", Role::author},
    {"撰文", Role::author},
    {"作者", Role::author},
    {"原创", Role::author, true},
    {"文/图", Role::writer},
    {"图/文", Role::writer},
    {"图文", Role::writer, true},
    {"文", Role::author, true},
    {"文字", Role::author, true},
    {"供稿", Role::author, true},
    {"执笔", Role::writer},
    {"采写", Role::writer},
    {"采访", Role::writer, true},
    {"专栏作者", Role::columnist},
    {"专栏作家", Role::columnist},
    {"评论员", Role::commentator},
    {"编译", Role::translator},
    {"翻译", Role::translator},
    {"译者", Role::translator},
    {"译", Role::translator, true},
    {"摄影", Role::photographer},
    {"摄影师", Role::photographer},
    {"摄像", Role::photographer},
    {"图片摄影", Role::photographer},
    {"摄", Role::photographer, true},
    {"翻摄", Role::photographer, true},
    {"图", Role::photographer, true},
    {"编辑", Role::editor},
    {"责编", Role::responsible_editor},
    {"责任编辑", Role::responsible_editor},
    {"责任编缉", Role::responsible_editor},
    {"美编", Role::editor, true},
    {"美术编辑", Role::editor},
    {"视频编辑", Role::editor},
    {"值班编辑", Role::editor},
    {"值班主编", Role::editor, true},
    {"值班主任", Role::editor, true},
    {"值班编委", Role::editor, true},
    {"值班", Role::editor, true},
    {"主编", Role::editor, true},
    {"总编", Role::editor, true},
    {"总编辑", Role::editor, true},
    {"审核", Role::reviewer},
    {"一审", Role::reviewer, true},
    {"二审", Role::reviewer, true},
    {"三审", Role::reviewer, true},
    {"编审", Role::reviewer, true},
    {"责任编审", Role::reviewer, true},
    {"审读", Role::reviewer, true},
    {"审签", Role::reviewer, true},
    {"签发", Role::reviewer, true},
    {"终审", Role::reviewer},
    {"复审", Role::reviewer},
    {"初审", Role::reviewer},
    {"审稿", Role::reviewer},
    {"审校", Role::reviewer},
    {"校对", Role::proofreader},
    {"出品", Role::producer, true},
    {"出品人", Role::producer},
    {"监制", Role::producer},
    {"总监制", Role::producer},
    {"制片", Role::producer, true},
    {"制片人", Role::producer, true},
    // Words that begin like a role and are none.
    {"编辑部", none},
    {"编辑室", none},
    {"编辑器", none},
    {"编辑时间", none},
    {"记者站", none},
    {"记者会", none},
    {"记者团", none},
    {"记者节", none},
    {"记者招待会", none},
    {"记者手记", none},
    {"记者按", none},
    {"记者注", none},
    {"编辑注", none},
    {"作者简介", none},
    {"作者介绍", none},
    {"作者系", none},
    {"作者为", none},
    {"作者是", none},
    {"作者授权", none},
    {"本文作者", Role::author},
    {"图片来源", none},
    {"图片编辑", Role::editor},
    {"原文作者", Role::author},
    // Fields that end the names before them.
    {"来源", none},
    {"稿源", none},
    {"时间", none},
    {"日期", none},
    {"发布", none},
    {"更新", none},
    {"浏览", none},
    {"点击", none},
    {"阅读", none},
    {"字号", none},
    {"字体", none},
    {"分享", none},
    {"打印", none},
    {"评论:", none},
    {"编号", none},
    {"单位", none},
    {"电话", none},
    {"邮箱", none},
    {"栏目", none},
    {"关键词", none},
    {"标签", none},
    {"人气", none},
    {"转载", none},
    {"剪辑", none, true},
    {"配音", none, true},
    {"排版", none, true},
    {"美术", none, true},
    {"策划", none},
    {"制作", none},
    {"统筹", none},
    {"设计", none},
};

}  // namespace

std::vector<RoleLabel> role_labels() {
  std::vector<RoleLabel> labels;
  for (const LabelRow& row : label_rows) {
    labels.push_back({FoldedText(row.spelling).folded, row.role, row.needs_separator});
  }
  std::stable_sort(labels.begin(), labels.end(), [](const RoleLabel& a, const RoleLabel& b) {
    return a.folded.size() > b.folded.size();
  });
  return labels;
}

}  // namespace newsarc::extract
