// Any bytes as JSON-LD, as several blocks of it and as the head of a page: claims whose texts are
// UTF-8 and no more than the page has.

#include <string>

#include "extract/metadata.h"
#include "extract/parse.h"
#include "fuzz/input.h"
#include "fuzz/page.h"

namespace {

using namespace newsarc;

void require_claims(const std::string& html) {
  const auto document = extract::parse_html(html);
  if (!document) {
    fuzz::require(document.error().fault == Fault::limit);
    return;
  }
  const auto metadata = extract::read_metadata(*document);
  const auto& data = metadata.data;
  // A \u escape of six bytes is three in UTF-8; a named entity may be longer than it was.
  const std::size_t most = html.size() * 3;
  const auto is_sound = [most](std::string_view text) {
    return fuzz::is_utf8(text) && text.size() <= most;
  };
  for (const auto* text : {&data.headline, &data.published, &data.modified, &data.section,
                           &data.publisher, &metadata.title, &metadata.language})
    fuzz::require(is_sound(*text));
  for (const auto& author : data.authors) fuzz::require(!author.empty() && is_sound(author));
  for (const auto& id : data.author_ids) fuzz::require(is_sound(id));
  for (const auto& [name, content] : metadata.fields) {
    fuzz::require(is_sound(name) && is_sound(content));
    const auto first = metadata.field(name);
    const auto all = metadata.all(name);
    fuzz::require(first.has_value() == !all.empty() && (!first || *first == all.front()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t way = input.choose(3);
  if (!fuzz::is_utf8(input.text())) return 0;  // as decoding leaves them
  const std::string text(input.text());
  const std::string block = "<script type=\"application/ld+json\">" + text + "</script>";
  if (way == 0) require_claims(block);
  if (way == 1) require_claims(block + "<script type=application/ld+json>[" + text + "]</script>");
  if (way == 2) require_claims(text);
  return 0;
}
