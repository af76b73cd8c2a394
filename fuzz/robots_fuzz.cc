// Any bytes are a robots.txt, and any target has a verdict: the first line is asked for, the rest
// is the file.

#include "crawler/robots.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using newsarc::crawler::Robots;
  const newsarc::fuzz::Input input(data, size);
  const auto end = std::min(input.text().find('\n'), input.text().size());
  const auto target = input.text().substr(0, end);
  const auto robots = Robots::parse(input.text().substr(end), "newsarc");
  robots.allows(target);
  const auto delay = robots.crawl_delay();
  newsarc::fuzz::require(!delay || delay->count() >= 0);
  newsarc::fuzz::require(!Robots::disallow_all().allows("/"));
  return 0;
}
