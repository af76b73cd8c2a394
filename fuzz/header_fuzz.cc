// Any bytes as a header block and as a date.

#include <chrono>

#include "fuzz/input.h"
#include "http/header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  const fuzz::Input input(data, size);
  const auto all = http::fields(input.text(), "link");
  const auto first = http::field(input.text(), "link");
  fuzz::require(first.has_value() == !all.empty() && (!first || *first == all[0]));
  http::content_type(input.text());
  for (const auto& link : http::links(input.text())) {
    fuzz::require(link.target.find('>') == std::string::npos);
    for (const auto& relation : link.relations) fuzz::require(!relation.empty());
  }
  const auto control = http::cache_control(input.text());
  fuzz::require(!control.max_age || control.max_age->count() >= 0);
  const Instant now = std::chrono::sys_days(std::chrono::year(2020) / 10 / 13);
  const auto retry = http::retry_after(input.text(), now);
  fuzz::require(!retry || *retry >= now);
  if (const auto date = http::parse_date(input.text())) {
    fuzz::require(http::parse_date(http::format_date(*date)) == date);
  }
  return 0;
}
