// Any bytes as a sitemap, as what stands in one, and as a list of URLs, as the first byte says.

#include <array>
#include <string>

#include "fuzz/feed.h"
#include "url/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  static constexpr std::array<std::string_view, 4> heads = {"", "<urlset><url>", "<sitemapindex>",
                                                            "https://news.example/\n"};
  static const Url here = url::parse("https://news.example/sitemap.xml").value();
  fuzz::Input input(data, size);
  const std::string file =
      std::string(heads[input.choose(heads.size())]) + std::string(input.text());
  constexpr std::size_t limit = std::size_t{1} << 20;
  const auto feed = crawler::read_feed(file, here, {}, limit);
  if (!feed) return 0;
  fuzz::check(*feed);
  // Each entry takes some bytes of the file, or of what it unpacks to.
  fuzz::require(feed->entries.size() <= limit / 8);
  return 0;
}
