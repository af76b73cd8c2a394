#pragma once
// LiftedPage: a page with a mark of one character where its scripts, styles, longer texts and
// values of attributes stood. They are most of a page, and gumbo reads them a character at a time.
// Which '<' begins a script, and what is text, only the parse can tell: whoever gets marks where
// such may stand puts back what they stand for, and if one was never put back, the page must be
// parsed as it is; so it must when the parse comes to a limit. Private to extract/.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::extract {

class LiftedPage {
 public:
  explicit LiftedPage(std::string_view html);  // must outlive this

  const std::string& html() const { return html_; }
  bool is_lifted() const { return !pieces_.empty(); }

  // What `data`, all that an HTML script or style holds, is the mark of, as gumbo would give it.
  std::optional<std::string> put_back_data(std::string_view data);
  // `text` with what its marks stand for, as gumbo would give it; nothing when it has none.
  std::optional<std::string> put_back_text(std::string_view text);
  // What `value`, all of an attribute's, is the mark of.
  std::optional<std::string> put_back_value(std::string_view value);
  // Names of elements may reach over what is none of theirs.
  void look_at_name(std::string_view name);
  // Each mark was put back; but for values, which elements are cloned with, once.
  bool is_whole() const { return sound_ && put_back_ == pieces_.size(); }

 private:
  enum class Kind { data, text, value };
  struct Piece {
    std::string_view content;
    Kind kind;
    bool put_back = false;
  };

  std::size_t lift_element(std::size_t name_begin);
  std::size_t lift_values(std::size_t name_begin);
  void lift_texts(std::size_t begin, std::size_t end);
  void lift_text(std::size_t begin, std::size_t end);
  void lift(std::size_t begin, std::size_t end, Kind kind);
  const Piece* take(char32_t mark, Kind kind);
  const Piece* take_all(std::string_view text, Kind kind);
  static std::optional<std::string> content_of(const Piece* piece);

  std::string_view page_;
  std::string html_;
  std::size_t copied_ = 0;  // of the page
  bool plain_ = false;      // all of the page is
  std::vector<Piece> pieces_;
  std::size_t put_back_ = 0;
  std::size_t given_ = 0;  // bytes: clones of an element each get its values
  bool sound_ = true;
};

}  // namespace newsarc::extract
