// Any text as lines with credits, in every place, and as the byline of a page: what is called a
// name is one that can be printed, and stands in the line.

#include <string>
#include <vector>

#include "extract/bylines.h"
#include "extract/credits.h"
#include "extract/parse.h"
#include "fuzz/input.h"
#include "fuzz/page.h"

namespace {

using namespace newsarc;

void require_credits(const std::vector<Credit>& credits, std::string_view page) {
  for (const Credit& credit : credits) {
    fuzz::require(fuzz::is_name_from(credit.name, page));
    fuzz::require(fuzz::is_utf8(credit.label));
    fuzz::require(role_from_name(name(credit.role)) == credit.role);
  }
}

// Each line by itself, as the reader takes them, in a buffer of its own.
void require_lines(std::string_view text) {
  static const extract::CreditReader reader;
  static const extract::Labels outlets{"来源", "source"};
  std::string above;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text::collapse_blanks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const fuzz::Input exact(reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
    using extract::CreditPlace;
    for (const auto place :
         {CreditPlace::head, CreditPlace::body, CreditPlace::caption, CreditPlace::tail}) {
      std::vector<Credit> credits;
      reader.read_line(exact.text(), place, credits);
      require_credits(credits, line);
    }
    std::vector<Credit> credits;
    reader.read_signature(exact.text(), credits);
    reader.read_poster(exact.text(), credits);
    reader.read_bare_names(exact.text(), above, credits);
    require_credits(credits, line);
    if (const auto outlet = reader.read_source(exact.text(), outlets))
      fuzz::require(fuzz::is_name_from(*outlet, line));
    above = line;
  }
}

// In the places where the bylines of a page are looked for, one after the other.
void require_bylines(std::string text) {
  std::erase(text, '\0');  // as HTML drops them
  const auto words = fuzz::escaped(text);
  const std::string prose =
      "<p>The bridge over the river opened on Monday, the town said, after two years of work, and "
      "a "
      "thousand people came to see it.</p>";
  for (const std::string& html :
       {"<meta name=author content=\"" + words + "\"><h1>Bridge opens</h1>" + prose,
        "<h1>Bridge opens</h1><div class=\"author\">" + words + "</div>" + prose,
        "<h1>Bridge opens</h1><div><a rel=author href=/a>" + words + "</a></div>" + prose,
        "<h1>Bridge opens</h1><div>" + words + "</div>" + prose}) {
    const auto document = extract::parse_html(html).value();
    const extract::Layout layout(document, {}, false);
    const auto metadata = extract::read_metadata(document);
    const auto found = extract::find_bylines(
        {document, layout, metadata, "news.example", {0, layout.lines().size()}, 2});
    fuzz::require(found.names.empty() || !found.rule.empty());
    for (const auto& name : found.names) fuzz::require(fuzz::is_name_from(name, text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  if (!fuzz::is_utf8(input.text())) return 0;  // as decoding leaves them
  require_lines(input.text());
  require_bylines(std::string(input.text()));
  return 0;
}
