// Any bytes as a page, under any charset label: a Reading whose texts are UTF-8.

#include <array>
#include <string>

#include "extract/extract.h"
#include "fuzz/input.h"
#include "text/utf8.h"
#include "url/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  static const auto extractor = extract::Extractor::create(plain_site("fuzz")).value();
  static constexpr std::array<std::string_view, 4> types = {"text/html", "text/html; charset=utf-8",
                                                            "text/html; charset=gb18030",
                                                            "text/html; charset=big5"};
  fuzz::Input input(data, size);
  Page page;
  page.request.url = url::parse("http://news.example/a/1.html").value();
  page.status = 200;
  page.header =
      "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(types[input.choose(types.size())]) +
      "\r\n\r\n";
  page.body = std::string(input.text());
  const Reading reading = extractor.read(page);
  const auto is_utf8 = [](std::string_view text) { return !text::find_malformed(text); };
  fuzz::require(reading.article.has_value() == (reading.kind == PageKind::article));
  for (const Link& link : reading.links) fuzz::require(is_utf8(link.text));
  if (!reading.article) return 0;
  fuzz::require(is_utf8(reading.article->title));
  for (const auto& paragraph : reading.article->paragraphs) {
    fuzz::require(!paragraph.empty() && is_utf8(paragraph));
  }
  for (const Credit& credit : reading.article->credits) {
    fuzz::require(!credit.name.empty() && is_utf8(credit.name) && is_utf8(credit.label));
  }
  return 0;
}
