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
  const Instant now = std::chrono::sys_days(std::chrono::year(2020) / 10 / 13);
  const auto retry = http::retry_after(input.text(), now);
  fuzz::require(!retry || *retry >= now);
  if (const auto date = http::parse_date(input.text())) {
    fuzz::require(http::parse_date(http::format_date(*date)) == date);
  }
  return 0;
}
