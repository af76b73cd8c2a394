// Any text as a site profile: a Site, or an error that says where.

#include "core/site.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  const fuzz::Input input(data, size);
  const auto site = parse_site(input.text(), "site.toml");
  fuzz::require(!site || site->text == input.text());
  fuzz::require(site || site.error().where.starts_with("site.toml"));
  return 0;
}
