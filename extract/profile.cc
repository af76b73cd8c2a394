#include "extract/profile.h"

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

// The text behind a label, whose end in the shown text is found by folding ever longer heads of it.
std::string behind_label(std::string_view line, std::string_view near) {
  const std::string folded = text::fold(line);
  const std::size_t label_end = folded.find(near) + near.size();
  std::size_t at = 0;
  while (at < line.size() && text::fold(line.substr(0, at)).size() < label_end) {
    at += text::code_point_at(line, at).length;
  }
  std::string_view value = line.substr(at);
  while (!value.empty()) {
    const text::CodePoint point = text::code_point_at(value, 0);
    if (!text::is_blank(point.value) && point.value != U':' && point.value != U'：') break;
    value.remove_prefix(point.length);
  }
  return std::string(value);
}

std::optional<std::string> near_label(const Layout& layout, std::string_view near) {
  constexpr std::size_t longest_line = 600;  // bytes; a label stands in no paragraph
  const auto& lines = layout.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].text.size() > longest_line) continue;
    if (text::fold(lines[i].text).find(near) == std::string::npos) continue;
    std::string value = behind_label(lines[i].text, near);
    if (!value.empty()) return value;
    if (i + 1 < lines.size()) return lines[i + 1].text;  // the cell beside it
  }
  return std::nullopt;
}

// Collects the first error, so that each rule reads as one line.
class Compiler {
 public:
  explicit Compiler(const Site& site) : site_(site) {}

  // `key` is the one in the profile, whose place errors name.
  std::vector<Selector> selectors(const std::vector<std::string>& texts, std::string_view key) {
    std::vector<Selector> compiled;
    for (const std::string& text : texts) {
      auto selector = Selector::parse(text);
      if (selector) {
        compiled.push_back(*std::move(selector));
      } else if (!error_) {
        error_ = std::move(selector).error();
        error_->where = site_.where(key, text);
      }
    }
    return compiled;
  }

  // { near = …, selector = … } has its selectors under a key of their own.
  FieldFinder field(const FieldRule& rule, std::string_view key) {
    return {selectors(rule.selectors, rule.in_table ? "selector" : key),
            rule.near ? text::fold(*rule.near) : std::string()};
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  const Site& site_;
  std::optional<Error> error_;
};

}  // namespace

std::vector<NodeId> FieldFinder::nodes(const Document& document) const {
  for (const Selector& selector : selectors) {
    auto found = selector.all(document);
    if (!found.empty()) return found;
  }
  return {};
}

std::optional<std::string> FieldFinder::text(const Document& document, const Layout& layout) const {
  for (const NodeId id : nodes(document)) {
    std::string value = document.plain_text(id);
    if (value.empty()) value = collapse(document.attribute_or_empty(id, "content"));
    if (value.empty()) value = collapse(document.attribute_or_empty(id, "datetime"));
    if (!value.empty()) return value;
  }
  return near.empty() ? std::nullopt : near_label(layout, near);
}

Result<Profile> compile_profile(const Site& site) {
  Compiler compiler(site);
  Profile profile;
  const ExtractRules& rules = site.extract;
  profile.title = compiler.field(rules.title, "title");
  profile.published = compiler.field(rules.published, "published");
  profile.body = compiler.field(rules.body, "body");
  profile.credits = compiler.field(rules.credits, "credits");
  profile.section = compiler.field(rules.section, "section");
  profile.source = compiler.field(rules.source, "source");
  profile.remove = compiler.selectors(rules.remove, "remove");
  profile.links = {compiler.selectors(site.follow.section, "section"),
                   compiler.selectors(site.follow.article, "article"),
                   compiler.selectors(site.follow.next, "next")};
  if (compiler.error()) return tl::unexpected(*compiler.error());
  return profile;
}

}  // namespace newsarc::extract
