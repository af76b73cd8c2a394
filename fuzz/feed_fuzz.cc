// Any bytes as a feed, and as what stands in one: behind "<rss><channel><item>" or the like, as the
// first byte says.

#include <array>
#include <string>

#include "fuzz/feed.h"
#include "url/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  static constexpr std::array<std::string_view, 3> heads = {
      "", "<rss><channel><title>A</title><item>",
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"};
  static const Url here = url::parse("https://news.example/rss/all.xml").value();
  fuzz::Input input(data, size);
  const std::string head(heads[input.choose(heads.size())]);
  const std::string file = head + std::string(input.text());
  const auto feed = crawler::read_feed(file, here);
  fuzz::require(feed.has_value() || head.empty());
  if (feed) fuzz::check(*feed);
  return 0;
}
