#include "extract/kind.h"

#include "text/fold.h"

namespace newsarc::extract {

namespace {

bool asks_password(const Document& document) {
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document.tag(id) == Tag::input && document.attribute_or_empty(id, "type") == "password")
      return true;
  }
  return false;
}

// Weight of the lines that are text, prose or not.
std::uint64_t text_weight(const Findings& findings) {
  std::uint64_t weight = 0;
  for (const std::size_t i : findings.body.lines) weight += findings.layout.lines()[i].weight;
  return weight;
}

// Error pages say so in their title, their headings, or in the little text that they have.
bool says(const Findings& findings, const Labels& labels) {
  constexpr std::uint64_t short_page = 400;  // weight of lines looked at
  constexpr std::size_t longest_title = 60;
  if (findings.title.size() <= longest_title && labels.occurs_in(text::fold(findings.title)))
    return true;
  if (findings.metadata.title.size() <= longest_title &&
      labels.occurs_in(text::fold(findings.metadata.title)))
    return true;
  std::uint64_t seen = 0;
  for (const Line& line : findings.layout.lines()) {
    if (is_page_furniture(findings.layout.region(line)) || line.is_links()) continue;
    seen += line.weight;
    if (seen > short_page) return false;
    if (line.weight < 80 && labels.occurs_in(text::fold(line.text))) return true;
  }
  return false;
}

bool is_declared_article(const Metadata& metadata) {
  return metadata.data.is_article || metadata.field("og:type").value_or("") == "article" ||
         metadata.field("article:published_time").has_value();
}

}  // namespace

Verdict decide_kind(const Findings& findings, const KindLabels& labels) {
  // Weights: a Han character is two. A notice of one line is an article when a time stands by it.
  constexpr std::uint64_t few_words = 240;
  constexpr std::uint64_t notice = 30;
  constexpr std::uint64_t story = 160;
  constexpr std::uint64_t prose_of_item = 80;  // a list's teaser has no more
  constexpr std::size_t several = 5;

  const std::uint64_t weight = text_weight(findings);
  const std::uint64_t prose = findings.body.prose;
  const bool attested = findings.has_time || findings.has_credits;
  if (prose < few_words && !(attested && prose >= notice)) {
    if (says(findings, labels.missing))
      return {PageKind::error_page, "the page says that it is not there"};
    if (says(findings, labels.refused))
      return {PageKind::error_page, "the page asks for a proof or refuses"};
    if (asks_password(findings.document)) return {PageKind::login, "the page asks for a password"};
    if (says(findings, labels.login)) return {PageKind::login, "the page asks to log in"};
  }
  if (findings.layout.lines().empty()) return {PageKind::empty, "no text"};
  const bool declared = is_declared_article(findings.metadata);
  const bool listing =
      findings.list_links >= several && prose < findings.list_links * prose_of_item;
  if (listing && !(declared && findings.wants_article))
    return {PageKind::list, "links with hardly any text"};
  if (prose >= story) return {PageKind::article, "running text"};
  if (attested && (prose >= notice || weight >= story))
    return {PageKind::article, "some text, with a time or credits by it"};
  if (declared && weight >= notice)
    return {PageKind::article, "its metadata say that it is an article"};
  if (findings.wants_article && weight >= story * 2)
    return {PageKind::article, "text, and asked for as an article"};
  if (findings.links > 0) return {PageKind::list, "links with hardly any text"};
  return {PageKind::empty, "hardly any text"};
}

}  // namespace newsarc::extract
