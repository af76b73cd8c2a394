#pragma once
// Labels: words that pages print beside values or above lists, compared through text::fold, so that
// 發布, 发布 and ＰＵＢＬＩＳＨＥＤ each need one spelling. Private to extract/; built once an
// Extractor, then only read.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::extract {

class Labels {
 public:
  Labels(std::initializer_list<std::string_view> spellings);

  // Bytes of the longest label that begins at `at` of a folded text; 0 when none does.
  std::size_t match(std::string_view folded, std::size_t at = 0) const;
  bool equals(std::string_view folded) const {
    return !folded.empty() && folded.size() <= longest_ && match(folded) == folded.size();
  }
  bool occurs_in(std::string_view folded) const;

 private:
  struct Label {
    std::string folded;
    int beginning = -1;  // of the labels before it, the longest that it begins with
  };
  const Label& label(int i) const { return labels_[static_cast<std::size_t>(i)]; }

  std::vector<Label> labels_;  // sorted
  std::size_t longest_ = 0;    // bytes
};

// The lines that stand about an article without being its text.
struct LineLabels {
  Labels after;      // headings of lists of other articles: 相关阅读, Related stories
  Labels comments;   // headings of what readers wrote: nothing behind them is the article's
  Labels furniture;  // beginnings of lines that are no text: 责任编辑, 分享到, 免责声明
  Labels buttons;    // whole lines: 打印, Share
  Labels source;     // 来源
  LineLabels();
};

}  // namespace newsarc::extract
