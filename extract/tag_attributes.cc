#include "extract/tag_attributes.h"

#include <algorithm>

#include "core/ascii.h"

namespace newsarc::extract {

namespace {

template <class IsEnd>
std::size_t find(std::string_view html, std::size_t at, const IsEnd& is_end) {
  while (at < html.size() && !is_end(html[at])) ++at;
  return at;
}

std::size_t behind_blanks(std::string_view html, std::size_t at) {
  return find(html, at, [](char c) { return !is_ascii_whitespace(c); });
}

}  // namespace

std::optional<TagAttributes::Value> TagAttributes::next() {
  at_ = find(html_, at_, [](char c) { return c != '/' && !is_ascii_whitespace(c); });
  if (at_ == html_.size()) return std::nullopt;
  if (html_[at_] == '>') {
    ++at_;
    return std::nullopt;
  }
  // A '=' at its beginning is part of the name.
  at_ = find(html_, at_ + 1,
             [](char c) { return c == '=' || c == '>' || c == '/' || is_ascii_whitespace(c); });
  const std::size_t equals = behind_blanks(html_, at_);
  if (equals == html_.size() || html_[equals] != '=') return Value{at_, at_, false};
  at_ = behind_blanks(html_, equals + 1);
  return read_value();
}

TagAttributes::Value TagAttributes::read_value() {
  Value value{at_, at_, false};
  if (at_ == html_.size()) return value;
  const char quote = html_[at_];
  if (quote != '"' && quote != '\'') {
    at_ = find(html_, at_, [](char c) { return c == '>' || is_ascii_whitespace(c); });
    value.end = at_;
    return value;
  }
  value = {at_ + 1, std::min(html_.find(quote, at_ + 1), html_.size()), true};
  at_ = std::min(value.end + 1, html_.size());
  return value;
}

}  // namespace newsarc::extract
