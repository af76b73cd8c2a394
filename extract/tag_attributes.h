#pragma once
// TagAttributes: where the values of a tag's attributes stand, and where the tag ends, as the
// tokenizer of HTML §13.2.5.32 ff. has it. For looks at a page before the parse; private to
// extract/.

#include <cstddef>
#include <optional>
#include <string_view>

namespace newsarc::extract {

class TagAttributes {
 public:
  struct Value {
    std::size_t begin, end;  // equal where the attribute has none
    bool is_quoted;
  };

  // `at` is behind the tag's name. The page must outlive this.
  TagAttributes(std::string_view html, std::size_t at) : html_(html), at_(at) {}

  std::optional<Value> next();  // nothing: no more
  // Behind the tag's '>', once next() gave nothing; the page's size where it has none.
  std::size_t end() const { return at_; }

 private:
  Value read_value();

  std::string_view html_;
  std::size_t at_;
};

}  // namespace newsarc::extract
