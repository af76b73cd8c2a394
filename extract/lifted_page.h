#pragma once
// LiftedPage: a page with short marks where its scripts and styles stood. They are half of a page,
// and gumbo reads them a character at a time. Which '<' begins a script only the parse can tell:
// whoever gets a mark as all the text of one puts the content back, and if one is left, the page
// must be parsed as it is. Private to extract/.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::extract {

class LiftedPage {
 public:
  explicit LiftedPage(std::string_view html);  // must outlive this

  const std::string& html() const { return html_; }
  bool is_lifted() const { return !contents_.empty(); }

  // What `text`, all that an HTML script or style holds, is the mark of, as gumbo would give it.
  std::optional<std::string> put_back(std::string_view text);
  bool is_whole() const { return put_back_ == contents_.size(); }

 private:
  void lift(std::string_view html, std::size_t begin, std::size_t end);

  std::string html_;
  std::size_t copied_ = 0;  // of the page
  std::vector<std::string_view> contents_;
  std::size_t put_back_ = 0;
};

}  // namespace newsarc::extract
